// Package lazyregexp compiles a regular expression when it is first used: a start does not
// pay for those of what it never reads.
package lazyregexp

import (
	"regexp"
	"sync"
)

// New is an expression that is compiled at the first call. It panics then if text is none, as
// [regexp.MustCompile] does.
func New(text string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(text) })
}
