package source

import (
	"regexp"
	"sync"
)

// expression is a regular expression that is compiled when it is first needed: most runs
// find nothing that one of them has to look at.
func expression(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}
