package source

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
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

// A value behind a name that ends as a secret's does, of whatever service, or behind the name that
// a list of names and values has before it: a line beside a finding may have one.
var (
	assigned = lazyregexp.New(`(?i)(` + secretName +
		`["']?[ \t]*(?:,[ \t]*["']?value["']?[ \t]*|[ \t]*\{[ \t]*default[ \t]*)?` +
		`[:=][ \t]*(?:\[[ \t]*)?)` +
		`(?:(["'])([^"'\s$]{8,})["']|([^"'\s$<>{}()\[\],;]{8,})([\s,;}\]]|$))`)
	// What a URL has before its host.
	userinfo     = lazyregexp.New(`(://)([^\s/@"'$<>{}()]{8,})@`)
	secretBefore = lazyregexp.New(`(?i)\b(?:name|key)["']?[ \t]*[:=][ \t]*["']?[\w.-]*` +
		secretName + `["']?,?[ \t\r]*\n?$`)
	// How Terraform declares a variable of such a name.
	variableBefore = lazyregexp.New(`(?i)^[ \t]*variable[ \t]+"[\w.-]*` + secretName + `"[ \t]*\{[ \t\r]*\n?$`)
	valueAlone     = lazyregexp.New(`(?i)^([ \t]*["']?(?:value|default)["']?[ \t]*[:=][ \t]*["']?)` +
		`([^"'\s$<>{}()\[\],;]{8,})`)
)

const secretName = `(?:passw(?:or)?d|secret|token|credentials?|(?:secret|access|api|private)[_-]?key)`

// hideAssigned keeps names and references, which have no digit or say what they refer to.
// Lines without the names of secrets are spared the expression, which is slow.
func hideAssigned(text string) string {
	var out strings.Builder
	named := false  // in the line before
	within := false // the block of a variable
	for line := range strings.Lines(text) {
		if named || within {
			line = valueAlone().ReplaceAllString(line, "${1}"+collect.Redacted)
		}
		may := len(line) < enough && mayAssign(strings.ToLower(line))
		named = may && secretBefore().MatchString(line)
		within = within && !strings.HasPrefix(line, "}") || may && variableBefore().MatchString(line)
		for line != "" {
			end := between(line)
			part := line[:end]
			line = line[end:]
			if mayAssign(strings.ToLower(part)) {
				part = assigned().ReplaceAllStringFunc(part, hidden)
			}
			if strings.Contains(part, "://") && strings.ContainsRune(part, '@') {
				part = userinfo().ReplaceAllString(part, "${1}"+collect.Redacted+"@")
			}
			out.WriteString(part)
		}
	}
	return out.String()
}

// enough is how long a line may be for the expressions to be fast.
const enough = 512

// between is where a line longer than the expression is fast for ends or can be parted: a
// quote, a comma and a quote stand in nothing that is assigned.
func between(line string) int {
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
	value := parts[3] + parts[4]
	if !strings.ContainsAny(value, "0123456789") || strings.Contains(value, ":") ||
		strings.Contains(value, "/") && !isRandom([]byte(value)) || parts[2] == "" && isReference(value) {
		return found
	}
	return parts[1] + parts[2] + collect.Redacted + parts[2] + parts[5]
}

// isReference knows the value of a program or of Terraform that is no text but the name of one.
func isReference(value string) bool {
	root, _, ok := strings.Cut(value, ".")
	return ok && slices.Contains([]string{
		"var", "local", "data", "module", "each", "self", "this", "os", "process", "env", "config", "settings", "secrets",
	}, root)
}
