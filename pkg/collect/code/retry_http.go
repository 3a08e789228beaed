package code

import (
	"bytes"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
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
		return u.unlessByWords(found, call)
	}
	if again := u.askedUntilWell(call); again != nil {
		return again
	}
	if sent := u.httpClient(call); sent.present != no {
		return sent
	}
	return found // none, or what is not told
}

// raises says whether an answer that says no becomes an error.
func (u *unit) raises(call *program.Node) bool {
	if strings.HasPrefix(u.origin(call.Child(program.Callee)), "axios:") {
		return true
	}
	try := call.Up(func(n *program.Node) bool { return n.Kind == program.Try })
	return try.Child(program.Body).Find(func(n *program.Node) bool {
		return n.Kind == program.Raise || isRaiseForStatus(n)
	}) != nil
}

// unlessByWords leaves open whether 429 is tried again where a loop asks the message for words alone,
// which the text that asks makes of the answer: new Error(`failed: ${answer.status}`).
func (u *unit) unlessByWords(found *retry, call *program.Node) *retry {
	in := u
	if found.in != nil {
		in = found.in
	}
	if found.by != "loop" || found.rateLimits != yes || enclosing(call).Find(isRaiseForStatus) != nil {
		return found
	}
	test := found.node.Find(func(n *program.Node) bool {
		return n.Kind == program.If && n.Child(program.Condition).Find(func(part *program.Node) bool {
			return part.Kind == program.String && saysLimit(strings.ToLower(part.Name))
		}) != nil
	})
	if test == nil {
		return found
	}
	handler := test.Up(func(n *program.Node) bool { return n == found.node || n.Kind == program.Handler })
	if status, other := in.asksFor(handler, shallow, map[*program.Node]int{}); status || other {
		return found
	}
	unsure := *found
	unsure.rateLimits, unsure.why = unknown, "whether the message has the words that it asks for is not told"
	return &unsure
}

func isRaiseForStatus(n *program.Node) bool { return plainName(n.Name) == "raiseforstatus" }

// askedUntilWell is the loop or the recursion that may look at an answer and ask again.
func (u *unit) askedUntilWell(call *program.Node) *retry {
	function := enclosing(call)
	if found := untilWell(call); found != nil || function == nil {
		return found
	}
	name := ownName(function)
	isAgain := func(n *program.Node) bool { return name != "" && callsItself(n, function, name) }
	if again := function.Find(isAgain); again != nil {
		return untold("recursion", again, "the answer decides whether it tries again")
	}
	for _, use := range u.usesOf(function, name) {
		if use.Role == program.Callee {
			if found := untilWell(use.Parent); found != nil {
				return found
			}
		}
	}
	return nil
}

// untilWell is a loop that goes over no elements, and that what a call gives decides about: by its
// condition, by a test of it, or since it is given back.
func untilWell(call *program.Node) *retry {
	loop := call.Up(func(n *program.Node) bool { return n.Kind == program.Loop || n.Kind == program.Function })
	if loop == nil || !mayTryAgain(loop) {
		return nil
	}
	answers := map[string]bool{}
	loop.Walk(func(n *program.Node) bool { // also what is made of the answer: body = answer.json()
		target, value := n.Child(program.Target), n.Child(program.Value)
		if n.Kind == program.Assign && target != nil && (call.Within(n) || value.Find(isNamed(answers)) != nil) {
			answers[target.Name] = true
		}
		return true
	})
	decides := loop.Child(program.Condition).Find(isNamed(answers)) != nil || loop.Find(func(n *program.Node) bool {
		isTest := n.Kind == program.If && has(n, program.Return, program.Break, program.Continue)
		return isTest && n.Child(program.Condition).Find(isNamed(answers)) != nil ||
			n.Kind == program.Return && (call.Within(n) || n.Find(isNamed(answers)) != nil)
	}) != nil
	if !decides {
		return nil
	}
	return untold("loop", loop, "the answer decides whether it tries again")
}

// untold is a retry that the text has, and of which it does not tell how it is.
func untold(by string, node *program.Node, why string) *retry {
	return &retry{present: yes, by: by, node: node, why: why}
}

// mayTryAgain says whether a loop goes over no elements.
func mayTryAgain(loop *program.Node) bool {
	return loop.Kind == program.Loop && (loop.Name != "each" || isCounting(loop) || isEndless(loop))
}

func isNamed(names map[string]bool) func(*program.Node) bool {
	return func(n *program.Node) bool { return n.Kind == program.Name && names[n.Name] }
}

// httpClient is what may be told elsewhere to try again: a session, an instance of axios.
func (u *unit) httpClient(call *program.Node) *retry {
	called := call.Child(program.Callee)
	isPlain := u.isPlainPython(call)
	if isScript(u.language) {
		isPlain = u.isPlainScript(call)
	}
	switch {
	case isPlain:
		return &retry{present: no}
	case len(u.called(called)) > 0:
		return u.sentBy(u.called(called)[0])
	default:
		return &retry{present: unknown, node: call, why: "what sends it may be told elsewhere to try again"}
	}
}

// isPlainScript says whether a request is sent by what makes one try: fetch, or axios in a tree
// that tells it no more.
func (u *unit) isPlainScript(call *program.Node) bool {
	called := call.Child(program.Callee)
	module, _, _ := strings.Cut(u.origin(called), ":")
	switch {
	case module == "axios", u.origin(u.sessionOf(call).Child(program.Callee)) == "axios:create":
		return u.all != nil && !u.all.tellsAxios()
	case slices.Contains([]string{"node-fetch", "undici", "cross-fetch", "isomorphic-fetch"}, module):
		return true
	default:
		return isFetchOfAll(called) && len(u.bindings("fetch", called)) == 0
	}
}

// isPlainPython says whether a request is sent by what makes one try: requests, httpx, a session
// that is told no more, and urllib where no loop may open it.
func (u *unit) isPlainPython(call *program.Node) bool {
	called := call.Child(program.Callee)
	origin := u.origin(called)
	module, _, _ := strings.Cut(origin, ":")
	switch {
	case strings.HasPrefix(module, "urllib"):
		return enclosing(call).Find(mayTryAgain) == nil
	case module == "requests", module == "httpx":
		return !strings.Contains(origin, ".")
	default:
		return called.Kind == program.Member && u.isPlainSession(u.sessionOf(call))
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

// sentBy is the retry of a function of the text that sends what it is given, or of one that it calls.
func (u *unit) sentBy(function *program.Node) *retry {
	reached := u.withCalled([]*program.Node{function})
	mayRepeat := len(reached) == nearest || slices.ContainsFunc(reached, func(each *program.Node) bool {
		name := ownName(each)
		return soundsLikeRetry(name) || len(each.All(program.Decorator)) > 0 ||
			each.Find(func(n *program.Node) bool {
				return mayTryAgain(n) || n.Kind == program.Call && (soundsLikeRetry(callee(n)) || callsItself(n, each, name))
			}) != nil
	})
	if mayRepeat {
		return untold(ownName(function), function, ownName(function)+" may try again")
	}
	return &retry{present: no}
}

// sessionOf is the call that makes what sends a request, nil where the text has none.
func (u *unit) sessionOf(call *program.Node) *program.Node {
	session := calledOn(call)
	made := u.constant(session)
	if session != nil && session.Kind == program.Name {
		if found := u.bindings(session.Name, session); len(found) > 0 {
			made = found[0].value
		}
	}
	if made == nil || made.Kind != program.Call {
		return nil
	}
	return made
}

// isPlainSession says whether a session is told nothing of tries where it is made.
func (u *unit) isPlainSession(made *program.Node) bool {
	if made == nil || len(u.uses["mount"]) > 0 || argument(made, "transport", "mounts", "adapter", "middlewares") != nil {
		return false
	}
	switch u.origin(made.Child(program.Callee)) {
	case "requests:Session", "requests:session", "httpx:Client", "httpx:AsyncClient", "aiohttp:ClientSession":
		return true
	default:
		return false
	}
}
