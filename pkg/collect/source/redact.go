package source

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
)

// Redact replaces, in the text of a whole file, every secret that Collect would report,
// also one that only the name beside it tells, and every other of a known shape. It gives
// nothing of a text that it cannot be sure of: one with zero bytes, as UTF-16 has them, or
// with more secrets than are looked for.
func Redact(text string) string {
	hits := find([]byte(text))
	if strings.ContainsRune(text, 0) || len(hits) > mostFound {
		return ""
	}
	slices.SortFunc(hits, func(a, b hit) int { return cmp.Compare(a.literal.start, b.literal.start) })
	var out strings.Builder
	written := 0
	for _, found := range hits {
		if found.prefix != "" {
			continue // a variable's name
		}
		if found.literal.start >= written {
			out.WriteString(text[written:found.literal.start])
			out.WriteString(collect.Redacted)
			out.WriteString(strings.Repeat("\n", strings.Count(found.literal.of([]byte(text)), "\n"))) // as many lines as before
		}
		written = max(written, found.literal.end)
	}
	out.WriteString(text[written:])
	return collect.Redact(hideAssigned(out.String()))
}

// assigned is a quoted text behind a name that ends as a secret's does, of whatever service:
// a line beside a finding may have one.
var assigned = expression(`(?i)((?:passw(?:or)?d|secret|token|credentials?|(?:secret|access|api|private)[_-]?key)` +
	`["']?[ \t]*[:=][ \t]*["'])([^"'\s$]{8,})(["'])`)

// hideAssigned keeps names and references, which have no digit or say what they refer to.
// Lines without the names of secrets are spared the expression, which is slow.
func hideAssigned(text string) string {
	var out strings.Builder
	for line := range strings.Lines(text) {
		for line != "" {
			end := between(line)
			part := line[:end]
			line = line[end:]
			if mayAssign(strings.ToLower(part)) {
				part = assigned().ReplaceAllStringFunc(part, hidden)
			}
			out.WriteString(part)
		}
	}
	return out.String()
}

// between is where a line longer than the expression is fast for ends or can be parted: a
// quote, a comma and a quote stand in nothing that is assigned.
func between(line string) int {
	const enough = 512
	if len(line) > enough {
		if at := strings.Index(line[enough:], `","`); at >= 0 {
			return enough + at + len(`",`)
		}
	}
	return len(line)
}

// mayAssign says whether a line has what every name in assigned has.
func mayAssign(lower string) bool {
	return strings.Contains(lower, "key") || strings.Contains(lower, "passw") || strings.Contains(lower, "secret") ||
		strings.Contains(lower, "token") || strings.Contains(lower, "credential")
}

func hidden(found string) string {
	parts := assigned().FindStringSubmatch(found)
	if !strings.ContainsAny(parts[2], "0123456789") || strings.ContainsAny(parts[2], ":/") {
		return found
	}
	return parts[1] + collect.Redacted + parts[3]
}
