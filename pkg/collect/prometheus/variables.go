package prometheus

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// grafanaVariable is a variable as dashboards write it, the built-in ones among them.
var grafanaVariable = lazyregexp.New(`\$\{\w+(?:[.:][\w.:]+)?\}|\$\w+|\[\[\w+(?::\w+)?\]\]`)

// grafanaVariables are those of an expression that do not stand in a string, which holds
// any text.
func grafanaVariables(expr string) []span {
	quoted := literals(expr)
	var found []span
	for _, at := range grafanaVariable().FindAllStringIndex(expr, -1) {
		if !inside(quoted, at[0]) {
			found = append(found, span{at[0], at[1]})
		}
	}
	return found
}

// literals are the string literals of an expression.
func literals(expr string) []span {
	var all []span
	for i := 0; i < len(expr); i++ {
		if quote := expr[i]; quote == '"' || quote == '\'' || quote == '`' {
			start := i
			for i++; i < len(expr) && expr[i] != quote; i++ {
				if expr[i] == '\\' && quote != '`' {
					i++
				}
			}
			all = append(all, span{start, i})
		}
	}
	return all
}

func inside(spans []span, at int) bool {
	for _, s := range spans {
		if s.start <= at && at < s.end {
			return true
		}
	}
	return false
}

// durations is what comes before a duration.
var durations = lazyregexp.New(`(?:\[|:|\boffset)\s*-?\s*$`)

// fill puts a word, or a number, of the same length in the place of each variable, and a
// duration where there must be one.
func fill(expr string, variables []span, word byte) string {
	out := []byte(expr)
	for _, v := range variables {
		length := v.end - v.start
		var text string
		switch {
		case durations().MatchString(expr[:v.start]):
			text = "5m" + strings.Repeat(" ", length-2)
		case word == '1':
			text = "1" + strings.Repeat(" ", length-1)
		default:
			text = strings.Repeat(string(word), length)
		}
		copy(out[v.start:v.end], text)
	}
	return string(out)
}
