package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// logsError says whether a try statement within what is tried again logs what Pinecone answers, 429 too,
// whenever it hands that on.
func (u *unit) logsError(try *program.Node) tri {
	if goesOn(try) {
		return no // it is what tries again
	}
	for _, handler := range try.All(program.Caught) {
		if _, limits := u.caught(handler); limits != no {
			return both(limits, is(handler.Child(program.Condition) == nil && logsAtOnce(handler)))
		}
	}
	return no
}

// logsAtOnce says whether a handler logs before anything in it may leave: not if last { throw }; log.
func logsAtOnce(handler *program.Node) bool {
	body := handler.Child(program.Body)
	if body == nil || !has(body, program.Raise) {
		return false
	}
	for _, each := range body.Children {
		if has(each, program.Raise, program.Return, program.Continue, program.Break) {
			return false
		}
		if each.Kind != program.If && logs(each) {
			return true
		}
	}
	return false
}

// loggedToo is a retry of what says by itself that an attempt failed.
func (r *retry) loggedToo(told tri) *retry {
	if r == nil || r.present != yes || r.logged != no || told == no {
		return r
	}
	own := *r
	own.logged = told
	return &own
}
