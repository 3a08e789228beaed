package ignore

import (
	"fmt"
	"strings"
	"time"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

const example = `write pinelint:ignore cmek/key-rotation reason="why" until=2027-01-31`

var (
	// A rule's id, or a glob of ids that is always a valid one.
	ruleShape = lazyregexp.New(`^[A-Za-z0-9_*?-]+(/[A-Za-z0-9_*?-]+)?$`)
	pair      = lazyregexp.New(`^\s*([a-z]+)=("(?:[^"\\]|\\.)*"|'[^']*'|[^\s"']+)`)
)

// directive is what a comment says. Where fault is not empty, it excuses nothing.
type directive struct {
	rule, reason, until string
	fault               string
}

// parse reads what follows the marker.
func parse(text string) directive {
	text = strings.TrimSpace(text)
	var d directive
	if strings.HasPrefix(text, ":") {
		return directive{fault: "this comment has a colon before the rule: " + example}
	}
	d.rule, text, _ = strings.Cut(strings.ReplaceAll(text, "\t", " "), " ")
	if d.rule == "" {
		return directive{fault: "this comment names no rule: " + example}
	}
	next, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	if strings.Contains(d.rule, ",") || strings.Contains(next, "/") && ruleShape().MatchString(next) {
		return directive{fault: "this comment names several rules: give each a comment of its own, and " + example}
	}
	if !ruleShape().MatchString(d.rule) {
		return directive{fault: fmt.Sprintf("this comment names %s where a rule should be: %s",
			collect.Quote(d.rule), example)}
	}
	given := map[string]string{}
	for strings.TrimSpace(text) != "" {
		found := pair().FindStringSubmatch(text)
		if found == nil {
			return directive{fault: fmt.Sprintf("this comment has %s where key=value should be: %s",
				collect.Quote(strings.TrimSpace(text)), example)}
		}
		if _, twice := given[found[1]]; twice || found[1] != "reason" && found[1] != "until" {
			return directive{fault: fmt.Sprintf("this comment has the key %s, and only one reason and one until are read: %s",
				collect.Quote(found[1]), example)}
		}
		given[found[1]], text = unquote(found[2]), text[len(found[0]):]
	}
	d.reason, d.until = strings.TrimSpace(given["reason"]), given["until"]
	_, err := time.Parse(time.DateOnly, d.until)
	switch {
	case d.reason == "":
		d.fault = "this comment gives no reason: " + example
	case d.until == "":
		d.fault = "this comment has no end: " + example
	case err != nil:
		d.fault = fmt.Sprintf("this comment is until %s, which is no day that exists: %s", collect.Quote(d.until), example)
	}
	return d
}

// unquote takes the quotes from a value, and the backslashes from one in double quotes.
func unquote(value string) string {
	if len(value) < 2 || value[0] != '"' && value[0] != '\'' {
		return value
	}
	inner := value[1 : len(value)-1]
	if value[0] == '\'' {
		return inner
	}
	return strings.NewReplacer(`\\`, `\`, `\"`, `"`).Replace(inner)
}
