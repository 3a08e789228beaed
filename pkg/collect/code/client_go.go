package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// golangInsecure finds where verification is switched off for what a client of Go is made
// with: in what the names in it stand for, and in what is set of those later.
func (u *unit) golangInsecure(node *program.Node, seen map[string]bool) *program.Node {
	var found *program.Node
	node.Walk(func(n *program.Node) bool {
		switch {
		case found != nil || n.Kind == program.Function:
			return false
		case u.switchesOff(n):
			found = n
		case n.Kind == program.Name && n.Role != program.Callee && !seen[n.Name]:
			seen[n.Name] = true
			found = u.insecureName(n, seen)
		case n.Kind == program.Call && n.Child(program.Callee) != nil:
			found = u.insecureMade(n, seen)
		}
		return found == nil
	})
	return found
}

// insecureMade reads what a function of the text gives back that always makes the same.
func (u *unit) insecureMade(call *program.Node, seen map[string]bool) *program.Node {
	for _, function := range u.called(call.Child(program.Callee)) {
		body := function.Child(program.Body)
		chooses := func(n *program.Node) bool { return n.Kind == program.If }
		if body == nil || seen[function.Name] || body.Find(chooses) != nil {
			continue
		}
		seen[function.Name] = true
		given := body.Find(func(n *program.Node) bool { return n.Kind == program.Return })
		if given == nil {
			continue
		}
		if found := u.golangInsecure(given, seen); found != nil {
			return found
		}
	}
	return nil
}

func (u *unit) insecureName(name *program.Node, seen map[string]bool) *program.Node {
	for _, each := range u.bindings(name.Name, name) {
		if each.node.Kind != program.Assign || each.value == nil || enclosing(each.node) != enclosing(name) {
			continue
		}
		if found := u.golangInsecure(each.value, seen); found != nil {
			return found
		}
	}
	function := enclosing(name)
	if function == nil || function.End-function.Start > longestLoop {
		return nil
	}
	return function.Find(func(n *program.Node) bool {
		target := n.Child(program.Target)
		if n.Kind != program.Assign || target == nil || target.Kind != program.Member || rootOf(target) != name.Name {
			return false
		}
		value := n.Child(program.Value)
		return target.Name == "InsecureSkipVerify" && u.truth(value) == yes || value.Find(u.switchesOff) != nil
	})
}

// rootOf is the variable that a member of a member belongs to.
func rootOf(member *program.Node) string {
	for member != nil && member.Kind == program.Member {
		member = member.Child(program.Obj)
	}
	if member == nil {
		return ""
	}
	return member.Name
}

// looksUp is client, ok := cache.Get(key); if !ok { client = make() }.
func (u *unit) looksUp(assign, name *program.Node) bool {
	return name.Kind == program.Name && assign.Up(func(test *program.Node) bool {
		missing := test.Child(program.Condition)
		return test.Kind == program.If && enclosing(test) == enclosing(assign) && missing != nil &&
			missing.Kind == program.Operation && missing.Name == "!" && u.foundWith(name, missing.First(), test)
	}) != nil
}

// foundWith says whether a name got its value together with one that says whether there is any.
func (u *unit) foundWith(name, ok, test *program.Node) bool {
	if ok == nil {
		return false
	}
	for _, each := range u.bindings(name.Name, test) {
		targets := each.node.Child(program.Target)
		if each.node.Kind == program.Assign && targets != nil && targets.Kind == program.List &&
			targets.Find(func(n *program.Node) bool { return n.Kind == program.Name && n.Name == ok.Name }) != nil {
			return true
		}
	}
	return false
}

// golangTarget knows an index of Go, which is opened by its host alone. Where the same function
// first asks for that by the name of the index, it is as if the handle were made by the name.
func (u *unit) golangTarget(s *sight, made *thing) bool {
	if u.language != syntax.Go || made.is != index || made.made == nil {
		return false
	}
	host := positional(made.made, 0)
	if host != nil && host.Kind == program.Name {
		if value := u.constant(host); value != nil {
			host = value
		}
	}
	if host != nil && host.Kind == program.Object {
		host = entry(host, "host")
	}
	s.values["target"] = "host"
	if host != nil {
		u.hostOrName(s, host)
	}
	return true
}
