package access

import "strings"

// pattern is a string of a policy, compiled for matching.
type pattern struct {
	// text is as written; of an unknown, its pattern.
	text  string
	parts []part
	// fold ignores the case of ASCII letters.
	fold bool
	// open says that there is a hole, dynamic that there is a variable.
	open, dynamic bool
}

type partKind uint8

const (
	literal partKind = iota
	anyRune
	anyText
	hole // text that is unknown
	variable
)

// part is a literal or something that stands for other text.
type part struct {
	kind partKind
	// text is the literal, or the variable's key in lower case.
	text string
	// fallback is the variable's default, if it has one.
	fallback    string
	hasFallback bool
}

// style says what a string's characters mean where it stands.
type style struct{ wildcards, fold bool }

// compile reads a known string. Variables say whether and how ${…} is read.
func compile(text string, how style, variables variables) pattern {
	p := pattern{text: text, fold: how.fold}
	p.add(text, how, variables)
	return p
}

// compileUnknown reads an unknown string: each ${…} of its pattern is a hole, since it is
// the expression of a language around the policy.
func compileUnknown(unknown Unknown, how style) pattern {
	p := pattern{text: unknown.Pattern, fold: how.fold, open: true}
	rest := unknown.Pattern
	if !strings.Contains(rest, "${") {
		p.parts = []part{{kind: hole}}
		return p
	}
	for rest != "" {
		start := strings.Index(rest, "${")
		if start < 0 {
			p.add(rest, how, variables{})
			break
		}
		p.add(rest[:start], how, variables{})
		p.parts = append(p.parts, part{kind: hole})
		rest = rest[start+2+expressionLength(rest[start+2:]):]
	}
	return p
}

// expressionLength is how far an expression goes that began with "${", with its "}". Where
// it does not end, all is the expression.
func expressionLength(text string) int {
	depth, quoted := 1, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case quoted && c == '\\':
			i++
		case c == '"':
			quoted = !quoted
		case quoted:
		case c == '{':
			depth++
		case c == '}':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return len(text)
}

// add appends text that is known.
func (p *pattern) add(text string, how style, variables variables) {
	start := 0
	flush := func(end int) {
		if end > start {
			p.parts = append(p.parts, part{kind: literal, text: text[start:end]})
		}
	}
	for i := 0; i < len(text); i++ {
		found, length := part{}, 0
		switch c := text[i]; {
		case how.wildcards && c == '*':
			found, length = part{kind: anyText}, 1
		case how.wildcards && c == '?':
			found, length = part{kind: anyRune}, 1
		case c == '$':
			found, length = variables.read(text[i:])
		}
		if length == 0 {
			continue
		}
		flush(i)
		p.parts = append(p.parts, found)
		p.open = p.open || found.kind == hole
		p.dynamic = p.dynamic || found.kind == variable
		i += length - 1
		start = i + 1
	}
	flush(len(text))
}

// split cuts a pattern at the first five colons of its literals, as ARNs are cut. A
// variable or a hole may hide colons, which the caller deals with.
func (p *pattern) split() []pattern {
	pieces := []pattern{{fold: p.fold}}
	for _, next := range p.parts {
		last := &pieces[len(pieces)-1]
		for next.kind == literal && len(pieces) < arnFields {
			before, after, found := strings.Cut(next.text, ":")
			if !found {
				break
			}
			if before != "" {
				last.parts = append(last.parts, part{kind: literal, text: before})
			}
			pieces = append(pieces, pattern{fold: p.fold})
			last = &pieces[len(pieces)-1]
			next.text = after
		}
		if next.kind != literal || next.text != "" {
			last.parts = append(last.parts, next)
			last.open = last.open || next.kind == hole
			last.dynamic = last.dynamic || next.kind == variable
		}
	}
	return pieces
}

// wild says whether a pattern could match more than one text.
func (p *pattern) wild() bool {
	for _, part := range p.parts {
		if part.kind != literal {
			return true
		}
	}
	return false
}
