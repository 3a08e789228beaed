package code

import (
	"bytes"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// httpRetry is how a request without an SDK is tried again. Unlike an SDK, most clients take an
// answer of 429 for one, so that a loop that tries again need not catch anything.
func (u *unit) httpRetry(call *program.Node) *retry {
	found := u.retryOf(call)
	if found.present == yes {
		if !u.raises(call) && found.by == "loop" {
			unsure := *found
			unsure.clientErrors, unsure.rateLimits = unknown, unknown
			unsure.why = "nothing here makes an error of the answer"
			return &unsure
		}
		return found
	}
	if again := u.askedUntilWell(call); again != nil {
		return again
	}
	return u.httpClient(call)
}

// raises says whether an answer that says no becomes an error.
func (u *unit) raises(call *program.Node) bool {
	if strings.HasPrefix(u.origin(call.Child(program.Callee)), "axios:") {
		return true
	}
	try := call.Up(func(n *program.Node) bool { return n.Kind == program.Try })
	return try.Child(program.Body).Find(func(n *program.Node) bool {
		return n.Kind == program.Raise || plainName(n.Name) == "raiseforstatus"
	}) != nil
}

// askedUntilWell is the loop or the recursion that may look at an answer and ask again.
func (u *unit) askedUntilWell(call *program.Node) *retry {
	function := enclosing(call)
	if found := loopUntilWell(call); found != nil || function == nil {
		return found
	}
	name := ownName(function)
	if again := function.Find(func(n *program.Node) bool { return name != "" && callsItself(n, function, name) }); again != nil {
		return opaque("recursion", again)
	}
	for _, use := range u.usesOf(function, name) {
		if use.Role == program.Callee {
			if found := loopUntilWell(use.Parent); found != nil {
				return found
			}
		}
	}
	return nil
}

// loopUntilWell is a loop that something leaves, and that goes over no elements.
func loopUntilWell(call *program.Node) *retry {
	loop := call.Up(func(n *program.Node) bool { return n.Kind == program.Loop || n.Kind == program.Function })
	if loop == nil || loop.Kind != program.Loop || loop.Name == "each" && !isCounting(loop) && !isEndless(loop) {
		return nil
	}
	if condition := loop.Child(program.Condition); !has(loop, program.Return, program.Break) &&
		(loop.Name != "while" || condition == nil || condition.Kind == program.Constant) {
		return nil
	}
	return opaque("loop", loop)
}

// httpClient is what may be told elsewhere to try again: a session, an instance of axios.
func (u *unit) httpClient(call *program.Node) *retry {
	called := call.Child(program.Callee)
	origin := u.origin(called)
	module, _, _ := strings.Cut(origin, ":")
	elsewhere := &retry{present: unknown, node: call, why: "what sends it may be told elsewhere to try again"}
	switch {
	case isScript(u.language) && len(u.bindings("fetch", called)) == 0 && isFetchOfAll(called):
		return &retry{present: no}
	case slices.Contains([]string{"node-fetch", "undici", "cross-fetch", "isomorphic-fetch"}, module):
		return &retry{present: no}
	case module == "axios":
		if u.all == nil || u.all.tellsAxios() {
			return elsewhere
		}
		return &retry{present: no}
	case u.language == syntax.Python && (module == "requests" || module == "httpx") && !strings.Contains(origin, "."):
		return &retry{present: no}
	case u.language == syntax.Python && called.Kind == program.Member && u.isPlainSession(called.Child(program.Obj)):
		return &retry{present: no}
	default:
		return elsewhere
	}
}

// isFetchOfAll is fetch as the platform has it.
func isFetchOfAll(called *program.Node) bool {
	return called.Name == "fetch" && (called.Kind == program.Name ||
		isOneOf(objectName(called), []string{"globalthis", "window", "self"}))
}

// tellsAxios says whether some file makes axios try again, all of whose requests then do.
func (c *codebase) tellsAxios() bool {
	if c.axios == unknown {
		c.learnWords()
		c.axios = no
		for path, known := range c.words {
			if !isScript(languageOf(path)) || !known.has("axios") {
				continue
			}
			text := c.textOf(path)
			for _, word := range []string{"axiosRetry", "axios-retry", "retry-axios", "interceptors.response"} {
				if bytes.Contains(text, []byte(word)) {
					c.axios = yes
				}
			}
		}
	}
	return c.axios == yes
}

// isPlainSession says whether a session is made in the text, and told nothing of tries.
func (u *unit) isPlainSession(session *program.Node) bool {
	made := u.constant(session)
	if session.Kind == program.Name {
		if found := u.bindings(session.Name, session); len(found) > 0 {
			made = found[0].value
		}
	}
	if made == nil || made.Kind != program.Call || len(u.uses["mount"]) > 0 ||
		argument(made, "transport", "mounts", "adapter", "middlewares") != nil {
		return false
	}
	switch u.origin(made.Child(program.Callee)) {
	case "requests:Session", "requests:session", "httpx:Client", "httpx:AsyncClient", "aiohttp:ClientSession":
		return true
	default:
		return false
	}
}
