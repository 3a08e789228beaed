package code

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// frequency says how often a client is made.
func (u *unit) frequency(s *sight, call *program.Node) {
	function := enclosing(call)
	loop := u.repeated(call)
	if loop != nil && leavesWith(call, loop) {
		loop = nil
	}
	switch {
	case loop != nil && u.isCollected(call, loop):
		s.values["per_request"] = false
	case loop != nil && !u.isKept(call) && !u.isCollectedByKey(call):
		s.values["per_request"], s.values["within"] = true, "loop"
	case function == nil && u.withEachRequest(call), u.language == syntax.Java && isPerRequest(call):
		s.values["per_request"], s.values["within"] = true, "handler"
	case function == nil || u.isKept(call):
		s.values["per_request"] = false
	default:
		u.frequencyIn(s, call, function)
	}
}

// leavesWith says whether what a call makes is given back, which ends the loop around it: if
// ready { return make() }.
func leavesWith(call, loop *program.Node) bool {
	return call.Parent.Kind == program.Return && enclosing(call) == enclosing(loop)
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
	if isSetUp(name) && !u.isFactory(function, name) || isCached(function) {
		s.values["per_request"] = false
		return
	}
	for _, use := range u.usesOf(function, name) {
		if use.Role == program.Callee && enclosing(use) == nil && u.repeated(use.Parent) == nil {
			s.values["per_request"] = false // called where the file is loaded
			return
		}
	}
	s.unsure(u, "/per_request", fmt.Sprintf("nothing that was read says how often %q is called", name), nil)
}

// isFactory says whether a function that is not a set-up itself takes what the function makes,
// and keeps it no longer than it runs as far as is seen.
func (u *unit) isFactory(function *program.Node, name string) bool {
	return slices.ContainsFunc(u.usesOf(function, name), func(use *program.Node) bool {
		call := use.Parent
		within := enclosing(call)
		once := within == nil || isSetUp(functionName(within)) || isCached(within) || u.isKept(call)
		if once || use.Role != program.Callee {
			return false
		}
		taken := call.Up(func(n *program.Node) bool {
			return slices.Contains([]program.Kind{program.Assign, program.Return, program.Block, program.Function}, n.Kind)
		})
		return taken != nil && (taken.Kind == program.Assign || taken.Kind == program.Return)
	})
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
	if call.Up(u.runsOnce) != nil || madeWhereMissing(call) || u.isOfKeeper(enclosing(call)) {
		return true
	}
	assign := call.Up(func(n *program.Node) bool { return n.Kind == program.Assign || n.Kind == program.Function })
	switch {
	case assign == nil || assign.Kind != program.Assign:
		return false
	case assign.Name == "??=", assign.Name == "||=":
		return true
	}
	name := keeper(assign.Child(program.Target))
	if name == nil || name.Name == "" { // const { matches } = …
		return false
	}
	asks := func(part *program.Node) bool { return asksFor(part, name) }
	test := assign.Up(func(n *program.Node) bool {
		return n.Kind == program.If && n.Child(program.Condition).Find(asks) != nil
	})
	switch {
	case assign.Up(isLack) != nil, u.language == syntax.Go && u.looksUp(assign, name):
		return true
	default:
		return test != nil && test.Within(enclosing(assign)) || keepsFirst(assign, name)
	}
}

// asksFor says whether a part of a condition is a name, or spells it: hasattr(local, "index").
func asksFor(part, name *program.Node) bool {
	switch part.Kind {
	case program.Name, program.Member, program.String:
		return part.Name == name.Name
	default:
		return false
	}
}

// isOfKeeper says whether a function is handed by its name to what keeps its result, and used
// nowhere else: clients.GetOrAdd(key, Connect).
func (u *unit) isOfKeeper(function *program.Node) bool {
	if u.language != syntax.CSharp || function == nil {
		return false
	}
	uses := u.usesOf(function, function.Name)
	return len(uses) > 0 && !slices.ContainsFunc(uses, func(use *program.Node) bool {
		return use.Role != program.Argument || !u.runsOnce(use.Parent)
	})
}

// isLack is a handler for what is not there yet: except KeyError.
func isLack(n *program.Node) bool {
	named := n.Child(program.Type)
	return n.Kind == program.Handler && named != nil &&
		isOneOf(named.Name, []string{"keyerror", "attributeerror", "nameerror", "lookuperror"})
}

// keeper is what an assignment gives something to: clients of clients[key], client of client, err.
func keeper(target *program.Node) *program.Node {
	switch {
	case target == nil:
		return nil
	case target.Kind == program.Subscript:
		return target.Child(program.Obj)
	case target.Kind == program.List && len(target.Children) > 0:
		return target.Children[0]
	default:
		return target
	}
}

// madeWhereMissing says whether a call stands where something is null that is then given a
// value: if (index == null) { client = make(); index = client.index(); }.
func madeWhereMissing(call *program.Node) bool {
	return call.Up(func(n *program.Node) bool {
		if n.Kind != program.If || !call.Within(n.Child(program.Body)) || !call.Within(enclosing(call)) {
			return false
		}
		missing := n.Child(program.Condition).Find(func(test *program.Node) bool {
			return test.Kind == program.Operation && test.Name == "==" && test.Find(isNull) != nil
		})
		return missing != nil && n.Child(program.Body).Find(func(given *program.Node) bool {
			target := given.Child(program.Target)
			return given.Kind == program.Assign && target != nil && missing.Find(named(target.Name)) != nil
		}) != nil
	}) != nil
}

func isNull(n *program.Node) bool { return n.Kind == program.Constant && n.Name == "null" }

// runsOnce knows once.Do(f), sync.OnceValue(f) and the caches of Java: cache.get(key, f).
func (u *unit) runsOnce(n *program.Node) bool {
	if n.Kind != program.Call {
		return false
	}
	switch callee(n) {
	case "get":
		second := positional(n, 1)
		return u.language == syntax.Java && second != nil && second.Kind == program.Function && !namesRoute(n)
	case "computeIfAbsent", "GetOrAdd", "GetOrCreate", "Lazy", "AddSingleton", "TryAddSingleton", "AddKeyedSingleton",
		"memoize", "Do", "OnceValue", "OnceValues", "OnceFunc", "once":
		return true
	default:
		return false
	}
}

// keepsFirst is x = x or make(), and "if x: return x" before it.
func keepsFirst(assign, name *program.Node) bool {
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
