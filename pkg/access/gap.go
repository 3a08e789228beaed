package access

import "slices"

// symbol is one rune of a pattern, or what stands for others.
type symbol struct {
	kind partKind
	char rune
}

// matchGap matches a value that has some path at its gap: yes where the pattern matches
// whatever the path is, no where it matches with none. It walks all states of the pattern
// at once; a state is how many symbols have matched.
func matchGap(parts []part, v value) truth {
	symbols := spell(parts)
	end := len(symbols)
	if walk(symbols, v, func(states []bool) {
		for i := range states { // only a wildcard takes any path
			states[i] = states[i] && i < end && symbols[i].kind >= anyText
		}
	})[end] {
		return yes
	}
	if walk(symbols, v, func(states []bool) {
		if first := slices.Index(states, true); first >= 0 { // some path takes any symbols
			for i := first; i < len(states); i++ {
				states[i] = true
			}
		}
	})[end] {
		return maybe
	}
	return no
}

func spell(parts []part) []symbol {
	var symbols []symbol
	for _, part := range parts {
		if part.kind != literal {
			symbols = append(symbols, symbol{kind: part.kind})
			continue
		}
		for _, char := range part.text {
			symbols = append(symbols, symbol{char: char})
		}
	}
	return symbols
}

// couldBegin says whether a pattern may match some text that begins so.
func (p *pattern) couldBegin(text string) bool {
	return slices.Contains(walk(spell(p.parts), value{text: text}, nil), true)
}

// walk is the states after the value, whose gap changes them as told.
func walk(symbols []symbol, v value, cross func([]bool)) []bool {
	states := make([]bool, len(symbols)+1)
	states[0] = true
	skipWildcards(symbols, states)
	for at, char := range v.text {
		if at == v.gap && cross != nil {
			cross(states)
			step(symbols, states, '/')
		}
		step(symbols, states, char)
	}
	return states
}

// step takes one rune. It goes from the end, so that no state is moved twice.
func step(symbols []symbol, states []bool, char rune) {
	for i := len(symbols); i >= 0; i-- {
		stays := states[i] && i < len(symbols) && symbols[i].kind >= anyText
		states[i] = stays || i > 0 && states[i-1] && symbols[i-1].takes(char)
	}
	skipWildcards(symbols, states)
}

func (s symbol) takes(char rune) bool {
	return s.kind == anyRune || s.kind == literal && s.char == char
}

// skipWildcards lets a wildcard stand for nothing.
func skipWildcards(symbols []symbol, states []bool) {
	for i, symbol := range symbols {
		states[i+1] = states[i+1] || states[i] && symbol.kind >= anyText
	}
}
