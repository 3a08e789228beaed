package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// uncheckedByPython finds verify=False and its kin: of a request, of the session that sends it, and of
// what those are made with.
func (u *unit) uncheckedByPython(call *program.Node) *program.Node {
	for _, made := range u.sendersOf(call) {
		if found := u.uncheckedArgument(made, shallow); found != nil {
			return found
		}
	}
	session := calledOn(call)
	for _, each := range u.givenAs("verify") { // session.verify = False
		if u.saysUnverified(each.node) && u.isSame(each.node.Child(program.Target).Child(program.Obj), session) {
			return each.node
		}
	}
	for _, function := range u.makersOfSession(call) {
		if found := function.Find(u.saysUnverified); found != nil {
			return found
		}
	}
	return u.unverifiedByModule(call)
}

// sendersOf are a request and what makes that which sends it, also in a function of the text.
func (u *unit) sendersOf(call *program.Node) []*program.Node {
	found := []*program.Node{call}
	if session := u.sessionOf(call); session != nil {
		found = append(found, session)
	}
	for _, function := range u.makersOfSession(call) {
		function.Walk(func(n *program.Node) bool {
			if n.Kind == program.Call && len(found) < nearest {
				found = append(found, n)
			}
			return len(found) < nearest
		})
	}
	return found
}

func (u *unit) makersOfSession(call *program.Node) []*program.Node {
	by := u.sessionOf(call).Child(program.Callee)
	if by == nil {
		return nil
	}
	found := u.called(by)
	return found[:min(shallow, len(found))]
}

// saysUnverified is session.verify = False.
func (u *unit) saysUnverified(n *program.Node) bool {
	target, value := n.Child(program.Target), n.Child(program.Value)
	return n.Kind == program.Assign && target != nil && target.Kind == program.Member && target.Name == "verify" &&
		value != nil && !isNull(value) && u.truth(value) == no
}

// unverifiedByModule is ssl._create_default_https_context = ssl._create_unverified_context, which is for
// what the standard library sends.
func (u *unit) unverifiedByModule(call *program.Node) *program.Node {
	module, _ := split(u.origin(call.Child(program.Callee)))
	if module != "urllib.request" && callee(u.sessionOf(call)) != "HTTPSConnection" {
		return nil
	}
	openers := u.uses["HTTPSHandler"]
	for _, each := range openers[:min(nearest, len(openers))] {
		if each.Role == program.Callee && u.uncheckedArgument(each.Parent, shallow) != nil {
			return each.Parent
		}
	}
	for _, each := range u.givenAs("_create_default_https_context") {
		if each.value != nil && each.value.Name == "_create_unverified_context" {
			return each.node
		}
	}
	return nil
}

// uncheckedArgument is the argument by which a call is told not to verify certificates.
func (u *unit) uncheckedArgument(call *program.Node, steps int) *program.Node {
	if call == nil || steps == 0 {
		return nil
	}
	for _, each := range u.keywordsOf(call) {
		value := each.Child(program.Value)
		if value == nil || isNull(value) { // as if it were not given
			continue
		}
		if found := u.uncheckedKeyword(each, value, steps); found != nil {
			return found
		}
	}
	return nil
}

func (u *unit) uncheckedKeyword(keyword, value *program.Node, steps int) *program.Node {
	switch {
	case isCheckOfPython(keyword.Name):
		if u.truth(value) == no || isFalsy(value) {
			return keyword
		}
		return u.unverifiedContext(value)
	case keyword.Name == "cert_reqs":
		if word, _ := u.word(value); word == "CERT_NONE" || value.Name == "CERT_NONE" {
			return keyword
		}
	case isOneOf(keyword.Name, []string{"connector", "transport"}):
		return u.uncheckedArgument(u.callOf(value), steps-1)
	case keyword.Name == "mounts":
		for _, mounted := range value.Children {
			if by := mounted.Child(program.Value); by != nil && u.uncheckedArgument(u.callOf(by), steps-1) != nil {
				return mounted
			}
		}
	}
	return nil
}

// isFalsy knows what else counts as false: verify=0, verify="".
func isFalsy(value *program.Node) bool {
	return value.Kind == program.Number && value.Name == "0" ||
		value.Kind == program.String && value.Name == "" && len(value.Children) == 0
}

// keywordsOf are the arguments of a call that have a name, also those of an object that is spread.
func (u *unit) keywordsOf(call *program.Node) []*program.Node {
	var found []*program.Node
	for _, each := range call.All(program.Argument) {
		switch each.Kind {
		case program.Keyword:
			found = append(found, each)
		case program.Spread:
			options := each.Child(program.Value)
			if value := u.handed(each); value != nil {
				options = value
			}
			if options = dictOf(options); options != nil && options.Kind == program.Object {
				found = append(found, options.Children...)
			}
		}
	}
	return found
}

// isCheckOfPython knows what requests, httpx, aiohttp, urllib and urllib3 call the check of certificates.
func isCheckOfPython(name string) bool {
	return isOneOf(name, []string{"verify", "ssl", "verifyssl", "sslcontext", "context", "asserthostname"})
}

// callOf is the call that makes something, nil where the text has none.
func (u *unit) callOf(node *program.Node) *program.Node {
	if node.Kind == program.Name || node.Kind == program.Member {
		if node = u.constant(node); node == nil {
			return nil
		}
	}
	if node.Kind != program.Call {
		return nil
	}
	return node
}

// unverifiedContext finds where a context of ssl is made, or told afterwards, to verify nobody.
func (u *unit) unverifiedContext(context *program.Node) *program.Node {
	if made := u.callOf(context); made != nil && callee(made) == "_create_unverified_context" {
		return made
	}
	for _, each := range u.givenAs("verify_mode") {
		target := each.node.Child(program.Target)
		if each.value != nil && each.value.Name == "CERT_NONE" && u.isSame(target.Child(program.Obj), context) {
			return each.node
		}
	}
	for _, each := range u.givenAs("check_hostname") {
		target := each.node.Child(program.Target)
		if u.truth(each.value) == no && u.isSame(target.Child(program.Obj), context) {
			return each.node
		}
	}
	return nil
}

// untoldByPython is a check of certificates that stands elsewhere.
func (u *unit) untoldByPython(call *program.Node) *program.Node {
	for _, made := range u.sendersOf(call) {
		for _, each := range made.All(program.Argument) {
			if each.Kind == program.Spread && u.handed(each) == nil && each.Child(program.Value).Find(isObject) == nil &&
				callee(each.Child(program.Value)) != "dict" {
				return each // requests.post(url, **options)
			}
		}
		for _, each := range u.keywordsOf(made) {
			if value := each.Child(program.Value); isCheckOfPython(each.Name) && value != nil && !u.tellsCheck(value) {
				return each
			}
		}
	}
	for _, each := range u.givenAs("verify") {
		target := each.node.Child(program.Target)
		if each.value != nil && u.isSame(target.Child(program.Obj), calledOn(call)) && !u.tellsCheck(each.value) {
			return each.node
		}
	}
	return u.untoldBySession(call)
}

// untoldBySession is what a session may be told by a function that is given one, or by an adapter of
// the application's own.
func (u *unit) untoldBySession(call *program.Node) *program.Node {
	if u.sessionOf(call) == nil {
		return nil
	}
	for _, each := range u.givenAs("verify") {
		if of := each.node.Child(program.Target).Child(program.Obj); u.saysUnverified(each.node) && of != nil &&
			of.Kind == program.Name && !isSelf(of.Name) && u.isParameter(of) {
			return each.node
		}
	}
	mounts := u.uses["mount"]
	for _, each := range mounts[:min(nearest, len(mounts))] {
		by := positional(each.Parent, 1)
		if each.Role != program.Callee || by == nil || !u.isSame(each.Child(program.Obj), calledOn(call)) {
			continue
		}
		if made := u.callOf(by); made == nil || callee(made) != "HTTPAdapter" {
			return by
		}
	}
	return nil
}

// tellsCheck says whether it is known what a check of certificates comes to: true, false, or the path
// or the context that it is done by.
func (u *unit) tellsCheck(value *program.Node) bool {
	if u.truth(value) != unknown {
		return true
	}
	if value.Kind == program.String {
		return true
	}
	if word, known := u.word(value); known {
		return word != ""
	}
	made := u.callOf(value)
	return made != nil && isOneOf(callee(made), []string{"createdefaultcontext", "where", "createunverifiedcontext"})
}
