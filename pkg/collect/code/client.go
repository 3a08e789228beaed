package code

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

func containsWord(text, word string) bool { return strings.Contains(text, word) }

// importsSDK says whether the text imports an SDK of Pinecone or a wrapper of one.
func (u *unit) importsSDK() bool {
	return u.root.Find(func(n *program.Node) bool {
		if n.Kind == program.Import {
			return isSDK(u.language, n.Name)
		}
		if n.Kind == program.Call {
			module, _, _ := strings.Cut(u.required(n), ":")
			return module != "" && isSDK(u.language, module)
		}
		return false
	}) != nil
}

// targeting says how an index is targeted: by its name, which costs a call, or by its host.
func (u *unit) targeting(s *sight, made *thing) {
	if made.is == client {
		return
	}
	host := argument(made.made, "host", "indexhosturl", "indexhost")
	name := argument(made.made, "name", "indexname")
	first := positional(made.made, 0)
	second := positional(made.made, 1)
	switch {
	case host != nil:
		s.values["target"] = "host"
		u.host(s, host)
	case made.is == index && second != nil && second.Kind != program.Object && isScript(u.language):
		s.values["target"] = "host"
		u.host(s, second)
	case name != nil && (made.is == index || made.from == nil):
		s.values["target"] = "name"
		s.places["/target"] = name
	case made.is == index && first != nil && first.Kind == program.Object:
		s.unsure(u, "/target", "the options of the index stand elsewhere", first)
	case made.is == index && first != nil && first.Kind != program.Spread:
		u.positionalTarget(s, first)
	}
}

func (u *unit) positionalTarget(s *sight, first *program.Node) {
	if word, ok := u.word(first); ok && strings.Contains(word, ".") {
		s.values["target"] = "host"
		u.host(s, first)
		return
	}
	if strings.Contains(plainName(first.Name), "host") || strings.Contains(plainName(u.source(first)), "host") {
		s.values["target"] = "host"
		return
	}
	s.values["target"] = "name"
	s.places["/target"] = first
}

// host keeps a host that stands in the text.
func (u *unit) host(s *sight, node *program.Node) {
	word, ok := u.word(node)
	if !ok {
		s.unsure(u, "/host", "the host stands elsewhere", node)
		return
	}
	if bare := bareHost(word); bare != "" {
		s.values["host"] = bare
		s.places["/host"] = node
	}
	if strings.HasPrefix(strings.ToLower(word), "http://") && !isLocal(word) {
		s.values["tls"] = false
		s.places["/tls"] = node
	}
}

// bareHost is the host of a URL, or a text that is a host, without what could be secret.
func bareHost(text string) string {
	if !strings.Contains(text, "://") {
		text = "https://" + text
	}
	parsed, err := url.Parse(text)
	if err != nil {
		return ""
	}
	return parsed.Hostname()
}

// isLocal says whether a URL leads to this machine or to a neighbour in a container, as an
// emulator does.
func isLocal(text string) bool {
	host := bareHost(text)
	if address, err := netip.ParseAddr(host); err == nil {
		return address.IsLoopback() || address.IsPrivate() || address.IsUnspecified()
	}
	return host == "" || !strings.Contains(host, ".") || strings.HasSuffix(host, ".local") ||
		strings.HasSuffix(host, ".localhost") || strings.HasSuffix(host, ".internal")
}

// security says whether a client verifies whom it talks to.
func (u *unit) security(s *sight, made *thing) {
	call := made.made
	if made.is == client {
		if host := argument(call, "host", "controllerhosturl"); host != nil {
			u.host(s, host)
		}
	}
	for _, each := range []struct {
		names []string
		bad   tri
	}{
		{[]string{"sslverify", "verifyssl", "secure"}, no},
	} {
		given := argument(call, each.names...)
		if given == nil {
			continue
		}
		switch answer := u.truth(given); answer {
		case each.bad:
			s.values["tls"] = false
			s.places["/tls"] = given
		case unknown:
			s.unsure(u, "/tls", "whether certificates are verified stands elsewhere", given)
		}
	}
	if node := u.insecure(call); node != nil {
		s.values["tls"] = false
		s.places["/tls"] = node
	}
	if _, said := s.values["tls"]; !said && len(s.unknown["/tls"].Reason) == 0 {
		s.values["tls"] = true
	}
}

// insecure finds where verification is switched off for what a client is made with, or for
// the whole program.
func (u *unit) insecure(call *program.Node) *program.Node {
	within := call.Find(func(n *program.Node) bool { return u.switchesOff(n) })
	if within != nil {
		return within
	}
	for _, each := range call.All(program.Argument) {
		if value := u.handed(each); value != nil {
			if found := value.Find(u.switchesOff); found != nil {
				return found
			}
		}
	}
	return u.root.Find(func(n *program.Node) bool { return u.switchesOffAll(n) })
}

// handed is what a name or a keyword that is an argument stands for.
func (u *unit) handed(argument *program.Node) *program.Node {
	switch argument.Kind {
	case program.Keyword, program.Entry:
		argument = argument.Child(program.Value)
	}
	if argument == nil || argument.Kind != program.Name && argument.Kind != program.Member {
		return nil
	}
	return u.constant(argument)
}

func (u *unit) switchesOff(n *program.Node) bool {
	if n.Kind != program.Keyword && n.Kind != program.Entry {
		return false
	}
	return isOneOf(n.Name, []string{"rejectunauthorized", "verify", "sslverify", "verifyssl", "secure"}) &&
		u.truth(n.Child(program.Value)) == no
}

func (u *unit) switchesOffAll(n *program.Node) bool {
	if n.Kind != program.Assign || u.language == syntax.Python {
		return n.Kind == program.Assign && u.pythonSwitchesOff(n)
	}
	target := n.Child(program.Target)
	if target == nil || n.Child(program.Value) == nil {
		return false
	}
	name := target.Name
	if target.Kind == program.Subscript {
		name = target.Child(program.Index).Name
	}
	return name == "NODE_TLS_REJECT_UNAUTHORIZED" && strings.Trim(u.source(n.Child(program.Value)), "'\"`") == "0"
}

// pythonSwitchesOff is config.verify_ssl = False of what configures the older SDKs.
func (u *unit) pythonSwitchesOff(n *program.Node) bool {
	target := n.Child(program.Target)
	return target != nil && target.Kind == program.Member && isOneOf(target.Name, []string{"verifyssl", "sslverify"}) &&
		u.truth(n.Child(program.Value)) == no
}

// frequency says how often a client is made.
func (u *unit) frequency(s *sight, call *program.Node) {
	function := enclosing(call)
	loop := u.repeated(call)
	switch {
	case loop != nil && !u.isKept(call):
		s.values["per_request"], s.values["within"] = true, "loop"
	case function == nil || u.isKept(call):
		s.values["per_request"] = false
	default:
		u.frequencyIn(s, call, function)
	}
}

func (u *unit) frequencyIn(s *sight, call, function *program.Node) {
	if handler := u.handler(call); handler != nil {
		s.values["per_request"], s.values["within"] = true, "handler"
		if name := functionName(handler); name != "" {
			s.values["handler"] = name
		}
		return
	}
	name := functionName(function)
	if isSetUp(name) || isCached(function) {
		s.values["per_request"] = false
		return
	}
	for _, use := range u.uses[name] {
		if use.Role == program.Callee && !use.Within(function) && enclosing(use) == nil && u.repeated(use.Parent) == nil {
			s.values["per_request"] = false // called where the file is loaded
			return
		}
		if use.Role == program.Callee && u.repeated(use.Parent) != nil {
			s.values["per_request"], s.values["within"] = true, "loop"
			return
		}
	}
	s.unsure(u, "/per_request", fmt.Sprintf("nothing that was read says how often %q is called", name), nil)
}

// isSetUp knows functions that run once.
func isSetUp(name string) bool {
	switch plain := plainName(name); plain {
	case "init", "constructor", "main", "setup", "startup", "lifespan", "createapp", "bootstrap", "start", "run",
		"connect", "onmoduleinit", "configure", "register", "onstartup", "startupevent":
		return true
	default:
		return strings.Trim(plain, "_") == "init" || strings.HasPrefix(plain, "init") || strings.HasPrefix(plain, "setup")
	}
}

// isKept says whether what a call makes is kept for the next time: it is assigned only
// where nothing is there yet.
func (u *unit) isKept(call *program.Node) bool {
	assign := call.Up(func(n *program.Node) bool { return n.Kind == program.Assign || n.Kind == program.Function })
	if assign == nil || assign.Kind != program.Assign {
		return false
	}
	if assign.Name == "??=" || assign.Name == "||=" {
		return true
	}
	name := assign.Child(program.Target)
	if name == nil {
		return false
	}
	if name.Kind == program.Subscript {
		name = name.Child(program.Obj)
	}
	test := assign.Up(func(n *program.Node) bool {
		return n.Kind == program.If && n.Child(program.Condition).Find(func(part *program.Node) bool {
			return (part.Kind == program.Name || part.Kind == program.Member) && part.Name == name.Name
		}) != nil
	})
	return test != nil && test.Up(func(n *program.Node) bool { return n == enclosing(assign) }) != nil || u.keepsFirst(assign, name)
}

// keepsFirst is x = x or make(), and "if x: return x" before it.
func (u *unit) keepsFirst(assign, name *program.Node) bool {
	if value := assign.Child(program.Value); value != nil && value.Kind == program.Operation &&
		value.Find(func(n *program.Node) bool { return n.Name == name.Name && n.Kind == name.Kind }) != nil {
		return true
	}
	function := enclosing(assign)
	if function == nil {
		return false
	}
	return function.Find(func(n *program.Node) bool {
		return n.Kind == program.If && n.End <= assign.Start && has(n, program.Return) &&
			n.Child(program.Condition).Find(func(part *program.Node) bool { return part.Name == name.Name }) != nil
	}) != nil
}
