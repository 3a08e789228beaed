package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// httpSecurity says whether a request without an SDK goes out encrypted, to one whose certificate is
// verified.
func (u *unit) httpSecurity(s *sight, asked *request) {
	sent := u.sentWith(asked.call)
	for _, each := range sent {
		if off := u.uncheckedBy(each); off != nil {
			if isConditional(off, each) {
				s.unsure(u, "/tls", "whether the server is verified depends on a condition", off)
				continue
			}
			s.values["tls"], s.places["/tls"] = false, off
			delete(s.unknown, "/tls")
			return
		}
		if open := u.untoldHTTPCheck(each); open != nil {
			s.unsure(u, "/tls", "whether certificates are verified stands elsewhere", open)
		}
	}
	u.httpScheme(s, asked, sent)
	if s.values["tls"] == nil {
		u.unverifiedByEnvironment(s)
	}
	switch {
	case s.values["tls"] == false:
		delete(s.unknown, "/tls") // whatever else is not known of it
	case len(s.unknown["/tls"].Reason) > 0:
	case !u.isKnownSender(asked.call):
		s.unsure(u, "/tls", "what sends it may be told elsewhere not to verify certificates", asked.call)
	default:
		s.values["tls"] = true
	}
}

// sentWith are a call and, where that is of a function of the text which sends, the requests in it.
func (u *unit) sentWith(call *program.Node) []*program.Node {
	sent := []*program.Node{call}
	for _, function := range u.withCalled(u.called(call.Child(program.Callee))) {
		function.Walk(func(n *program.Node) bool {
			if n.Kind == program.Call && mayRequest(n) && len(sent) < nearest && !slices.Contains(sent, n) {
				sent = append(sent, n)
			}
			return len(sent) < nearest
		})
	}
	return sent
}

// senders are the modules that send requests, and verify certificates unless they are told otherwise.
func senders() []string {
	return []string{
		"requests", "httpx", "aiohttp", "urllib3", "urllib.request", "http.client", "axios", "node-fetch", "undici",
		"cross-fetch", "isomorphic-fetch", "got", "ky", "superagent", "https",
	}
}

// isKnownSender says whether all is known that a request is sent by: a function of the text, or a
// library, or what the text makes by one.
func (u *unit) isKnownSender(call *program.Node) bool {
	called := call.Child(program.Callee)
	if len(u.called(called)) > 0 || isFetchOfAll(called) && len(u.bindings("fetch", called)) == 0 {
		return true
	}
	by := u.sessionOf(call).Child(program.Callee)
	if by != nil && len(u.called(by)) > 0 {
		return true
	}
	for _, each := range []*program.Node{called, by} {
		module, _ := split(u.origin(each))
		if module = strings.TrimPrefix(module, "node:"); slices.Contains(senders(), module) {
			return true
		}
	}
	return false
}

// uncheckedBy finds where a request, or what sends it, is told not to verify certificates.
func (u *unit) uncheckedBy(call *program.Node) *program.Node {
	if u.language == syntax.Python {
		return u.uncheckedByPython(call)
	}
	seen := map[*program.Node]bool{}
	for _, each := range u.optionsOfScript(call) {
		if found := u.insecureWithin(each, seen); found != nil {
			return found
		}
	}
	for _, each := range u.givenAs("rejectUnauthorized") {
		if u.truth(each.value) == no && u.isDefaultOf(each.node.Child(program.Target), call) {
			return each.node
		}
	}
	return u.root.Find(func(n *program.Node) bool { return u.switchesOffAll(n) })
}

// optionsOfScript are what a request is sent with, but for what it sends.
func (u *unit) optionsOfScript(call *program.Node) []*program.Node {
	var found []*program.Node
	for _, each := range call.All(program.Argument) {
		found = append(found, u.partsOfOption(each, shallow)...)
	}
	if session := u.sessionOf(call); session != nil {
		for _, each := range session.All(program.Argument) {
			found = append(found, u.partsOfOption(each, shallow)...)
		}
	}
	for _, name := range []string{"httpsAgent", "globalAgent"} {
		for _, each := range u.givenAs(name) {
			target := each.node.Child(program.Target)
			if each.value != nil && u.isDefaultOf(target, call) {
				found = append(found, each.node)
			}
		}
	}
	return found
}

// partsOfOption are the entries of an object, also of those that are spread in it, but for what is sent.
func (u *unit) partsOfOption(option *program.Node, steps int) []*program.Node {
	if option.Kind == program.Name {
		if value := u.constant(option); value != nil {
			option = value
		}
	}
	if option.Kind != program.Object {
		return []*program.Node{option}
	}
	var found []*program.Node
	for _, part := range option.Children {
		spread := part.Child(program.Value)
		switch {
		case isOneOf(part.Name, []string{"body", "data", "json", "headers", "params"}):
		case part.Kind == program.Spread && spread != nil && steps > 0 && u.handed(part) != nil:
			found = append(found, u.partsOfOption(spread, steps-1)...)
		default:
			found = append(found, part)
		}
	}
	return found
}

// isDefaultOf says whether an option is of all that a client sends, or all of the program:
// axios.defaults.httpsAgent, https.globalAgent.options.rejectUnauthorized.
func (u *unit) isDefaultOf(target, call *program.Node) bool {
	holder := target.Child(program.Obj)
	switch {
	case holder == nil:
		return false
	case target.Name == "globalAgent":
		return holder.Name == "https" && !isFetchOfAll(call.Child(program.Callee))
	case holder.Name == "defaults":
		return u.isSame(holder.Child(program.Obj), calledOn(call))
	default:
		return holder.Name == "options" && objectName(holder) == "globalAgent" && !isFetchOfAll(call.Child(program.Callee))
	}
}

// isSame says whether two names, or two members of the same class, are of one thing.
func (u *unit) isSame(one, other *program.Node) bool {
	if one == nil || other == nil || one.Kind != other.Kind || one.Name != other.Name {
		return false
	}
	if one.Kind != program.Name {
		return classOf(one) == classOf(other) && objectName(one) == objectName(other)
	}
	of := u.bindings(other.Name, other)
	return slices.ContainsFunc(u.bindings(one.Name, one), func(each binding) bool {
		return slices.ContainsFunc(of, func(same binding) bool { return same.node == each.node })
	})
}

// untoldHTTPCheck is what says whether certificates are verified by what stands elsewhere.
func (u *unit) untoldHTTPCheck(call *program.Node) *program.Node {
	if u.language == syntax.Python {
		return u.untoldByPython(call)
	}
	seen := map[*program.Node]bool{}
	for _, each := range u.optionsOfScript(call) {
		if u.isUntoldOption(each) {
			return each
		}
		if open := u.untoldWithin(each, seen); open != nil {
			return open
		}
	}
	return nil
}

// isUntoldOption says whether an option is an agent, or options that are spread, of which the text
// does not say what they are.
func (u *unit) isUntoldOption(option *program.Node) bool {
	if option.Kind != program.Spread && !isOneOf(option.Name, []string{"agent", "httpsagent", "dispatcher"}) {
		return false
	}
	value := option.Child(program.Value)
	isName := value != nil && (value.Kind == program.Name || value.Kind == program.Member)
	return isName && value.Name != "undefined" && u.constant(value) == nil && len(u.called(value)) == 0
}

// untoldWithin is rejectUnauthorized of what stands elsewhere, also in what names stand for.
func (u *unit) untoldWithin(node *program.Node, seen map[*program.Node]bool) *program.Node {
	var found *program.Node
	node.Walk(func(n *program.Node) bool {
		switch {
		case found != nil:
		case n.Kind == program.Entry && n.Name == "rejectUnauthorized" && u.truth(n.Child(program.Value)) == unknown:
			found = n
		case n.Role == program.Callee || n.Role == program.Obj || n.Kind != program.Name && n.Kind != program.Member:
		default:
			if value := u.maker(n); value != nil && !seen[value] {
				seen[value] = true
				found = u.untoldWithin(value, seen)
			}
		}
		return found == nil
	})
	return found
}

// mostGiven bounds how many places are looked at that give members of one name something.
const mostGiven = 256

func (u *unit) givenAs(name string) []binding {
	return u.attributes[name][:min(mostGiven, len(u.attributes[name]))]
}
