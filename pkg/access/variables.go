package access

import "strings"

// variables says how ${…} is read: as the IAM User Guide, "Policy variables and tags",
// has it from version 2012-10-17 on, as plain text before, and as a hole where the
// version is not known.
type variables struct{ on, unsure bool }

// read reads a variable at the beginning of text, which is "$". A length of zero means
// that it is plain text.
func (v variables) read(text string) (part, int) {
	if !v.on && !v.unsure || !strings.HasPrefix(text, "${") {
		return part{}, 0
	}
	end := strings.IndexByte(text, '}')
	if end < 0 {
		return part{}, 0
	}
	inner, length := text[2:end], end+1
	switch {
	case v.unsure:
		return part{kind: hole}, length
	case inner == "*" || inner == "?" || inner == "$":
		return part{kind: literal, text: inner}, length
	}
	key, fallback, found := strings.Cut(inner, ",")
	read := part{kind: variable, text: strings.ToLower(strings.TrimSpace(key))}
	fallback = strings.TrimSpace(fallback)
	if found && len(fallback) >= 2 && fallback[0] == '\'' && fallback[len(fallback)-1] == '\'' {
		read.fallback, read.hasFallback = fallback[1:len(fallback)-1], true
	}
	return read, length
}

// resolve puts the request's values in the place of variables. Their wildcards are plain
// text. It is false where a variable has neither value nor default: "there is no equal or
// like value", the guide says, so nothing matches. What that means for a negated operator
// or element the guide leaves open, since it also says that such a statement "might" be
// invalid; see [pattern.unresolved].
func (e *evaluation) resolve(parts []part) (resolved []part, open, ok bool) {
	resolved = make([]part, len(parts))
	copy(resolved, parts)
	for i := range resolved {
		if resolved[i].kind == variable {
			if resolved[i], ok = e.substitute(resolved[i]); !ok {
				return nil, false, false
			}
		}
		open = open || resolved[i].kind == hole
	}
	return resolved, open, true
}

// unresolved says whether a variable of the pattern has neither value nor default.
func (p *pattern) unresolved(e *evaluation) bool {
	if !p.dynamic {
		return false
	}
	_, _, ok := e.resolve(p.parts)
	return !ok
}

func (e *evaluation) substitute(variable part) (part, bool) {
	found := e.context(variable.text)
	switch {
	case found.state == missing && variable.hasFallback:
		return part{kind: literal, text: variable.fallback}, true
	case found.state == missing:
		return part{}, false
	case found.state == given && len(found.values) == 1 && found.gap == 0:
		return part{kind: literal, text: found.values[0]}, true
	default: // several values, of which AWS does not say what a variable takes
		return part{kind: hole}, true
	}
}
