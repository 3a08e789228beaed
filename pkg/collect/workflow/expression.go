package workflow

import (
	"regexp"
	"sync"
)

// expression is a regular expression that is compiled when it is first needed: most runs
// have no workflow with anything to look at.
func expression(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}
