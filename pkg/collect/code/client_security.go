package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// security says whether a client verifies whom it talks to.
func (u *unit) security(s *sight, made *thing) {
	call := made.made
	if made.is == client {
		host := argument(call, "host", "controllerhosturl")
		if u.language == syntax.CSharp {
			host = u.within(call, "baseurl")
		}
		if host != nil {
			u.host(s, host)
		}
	}
	if open := u.untoldCheck(call); open != nil {
		s.unsure(u, "/tls", "whether certificates are verified stands elsewhere", open)
	}
	if isBuilt(u.language) {
		if host := inChain(chain(call), "withHost"); host != nil && made.is == client {
			u.host(s, host)
		}
	}
	node := u.insecure(call)
	switch {
	case node == nil:
		u.unverifiedByEnvironment(s)
	case u.isOfEmulator(call): // which has no certificate
	case u.isOfProfile(call):
		s.unsure(u, "/tls", "it is made for a profile of Spring", node)
	case isConditional(node, call):
		s.unsure(u, "/tls", "whether the server is verified depends on a condition", node)
	default:
		s.values["tls"] = false
		s.places["/tls"] = u.lastOfChain(node)
	}
	if s.values["tls"] == false {
		delete(s.unknown, "/tls") // whatever else is not known of it
	}
	if _, said := s.values["tls"]; !said && len(s.unknown["/tls"].Reason) == 0 {
		s.values["tls"] = true
	}
}

// untoldCheck is what says whether a server is verified, by a value or by options that stand elsewhere.
func (u *unit) untoldCheck(call *program.Node) *program.Node {
	for _, each := range call.Children {
		if each.Kind == program.Spread && u.language == syntax.Python && u.handed(each) == nil &&
			each.Child(program.Value).Find(isObject) == nil {
			return each // Pinecone(**options())
		}
	}
	return call.Find(func(n *program.Node) bool {
		return (n.Kind == program.Keyword || n.Kind == program.Entry) &&
			isOneOf(n.Name, []string{"sslverify", "verifyssl", "secure", "insecureskipverify"}) &&
			u.truth(n.Child(program.Value)) == unknown
	})
}

func isObject(n *program.Node) bool { return n.Kind == program.Object }

// isOfEmulator says whether what is made is for a host that is this machine's.
func (u *unit) isOfEmulator(call *program.Node) bool {
	host, known := u.word(argument(call, "host"))
	if u.language == syntax.Java {
		given := inChain(chain(call), "withHost")
		if given == nil {
			given = u.hostOfConfig(call)
		}
		host, known = u.word(given)
	}
	return known && host != "" && isLocal(host)
}

// insecure finds where verification is switched off for what a client is made with, or for
// the whole program.
func (u *unit) insecure(call *program.Node) *program.Node {
	whole := chain(call)
	if within := whole.Find(u.switchesOff); within != nil {
		return within
	}
	if u.language == syntax.CSharp || isScript(u.language) {
		if found := u.insecureWithin(whole, map[*program.Node]bool{}); found != nil {
			return found
		}
	}
	if u.language == syntax.Go {
		return u.golangInsecure(whole, map[string]bool{})
	}
	for at := whole; at != nil && at.Kind == program.Call; {
		for _, each := range at.All(program.Argument) {
			if value := u.handed(each); value != nil {
				if found := value.Find(u.switchesOff); found != nil {
					return found
				}
			}
		}
		at = at.Child(program.Callee).Child(program.Obj) // the call before it in a chain
	}
	if u.language == syntax.Java {
		return u.configuredOff(call)
	}
	return u.root.Find(func(n *program.Node) bool { return u.switchesOffAll(n) })
}

// handed is what a name or a keyword that is an argument stands for.
func (u *unit) handed(argument *program.Node) *program.Node {
	switch argument.Kind {
	case program.Keyword, program.Entry, program.Spread:
		argument = argument.Child(program.Value)
	}
	if argument == nil || argument.Kind != program.Name && argument.Kind != program.Member {
		return nil
	}
	return u.constant(argument)
}

func (u *unit) switchesOff(n *program.Node) bool {
	if n.Kind == program.Call && callee(n) == "NewCredentials" {
		return strings.HasSuffix(u.origin(n.Child(program.Callee)), "grpc/credentials/insecure:NewCredentials")
	}
	if n.Kind == program.Call && isBuilt(u.language) {
		return u.builtInsecure(n)
	}
	if n.Kind != program.Keyword && n.Kind != program.Entry {
		return false
	}
	if n.Name == "InsecureSkipVerify" {
		return u.truth(n.Child(program.Value)) == yes
	}
	if isCheck(n.Name) {
		return u.acceptsAny(n.Child(program.Value))
	}
	if n.Name == "checkServerIdentity" {
		return acceptsAnyName(n.Child(program.Value))
	}
	return isOneOf(n.Name, []string{"istlsenabled", "rejectunauthorized", "verify", "sslverify", "verifyssl", "secure"}) &&
		u.truth(n.Child(program.Value)) == no
}

// acceptsAnyName is () => undefined, by which Node takes a certificate of any host.
func acceptsAnyName(check *program.Node) bool {
	if check == nil || check.Kind != program.Function {
		return false
	}
	body := check.Child(program.Body)
	return body == nil || isNull(body) || body.Name == "undefined" || body.Kind == program.Block && len(body.Children) == 0
}

func (u *unit) switchesOffAll(n *program.Node) bool {
	if u.language == syntax.CSharp {
		return false
	}
	if n.Kind == program.Call && callee(n) == "setGlobalDispatcher" {
		given := positional(n, 0)
		return given != nil && (given.Find(u.switchesOff) != nil || u.handed(given).Find(u.switchesOff) != nil)
	}
	if n.Kind != program.Assign || u.language == syntax.Python {
		return n.Kind == program.Assign && u.pythonSwitchesOff(n)
	}
	target := n.Child(program.Target)
	if target == nil || n.Child(program.Value) == nil {
		return false
	}
	name := target.Name
	if target.Kind == program.Subscript {
		index := target.Child(program.Index)
		if index == nil {
			return false
		}
		name = index.Name
	}
	return name == "NODE_TLS_REJECT_UNAUTHORIZED" && strings.Trim(u.source(n.Child(program.Value)), "'\"`") == "0"
}

// pythonSwitchesOff is config.verify_ssl = False of what configures the older SDKs.
func (u *unit) pythonSwitchesOff(n *program.Node) bool {
	target := n.Child(program.Target)
	return target != nil && target.Kind == program.Member && isOneOf(target.Name, []string{"verifyssl", "sslverify"}) &&
		u.truth(n.Child(program.Value)) == no
}
