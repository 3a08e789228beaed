package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// isKept says whether what a call makes is kept for the next time.
func (u *unit) isKept(call *program.Node) bool {
	return call.Up(u.runsOnce) != nil || u.madeWhereMissing(call) || u.madeBehindKept(call) ||
		u.isOfKeeper(enclosing(call)) || u.isGivenOnce(call)
}

// isGivenOnce says whether what a call makes is assigned where nothing is there yet.
func (u *unit) isGivenOnce(call *program.Node) bool {
	assign := call.Up(func(n *program.Node) bool { return n.Kind == program.Assign || n.Kind == program.Function })
	switch {
	case assign == nil || assign.Kind != program.Assign:
		return false
	case assign.Name == "??=", assign.Name == "||=":
		return true
	}
	name := keeper(assign.Child(program.Target))
	if name == nil || name.Name == "" || isOwnParameter(name) || u.isOfRequest(name) { // const { matches } = …
		return false
	}
	asks := func(part *program.Node) bool { return asksFor(part, name) }
	test := assign.Up(func(n *program.Node) bool {
		return n.Kind == program.If && n.Child(program.Condition).Find(asks) != nil
	})
	switch {
	case assign.Up(isLack) != nil, u.language == syntax.Go && u.looksUp(assign, name), standsIn(assign, name):
		return true
	default:
		return test != nil && enclosing(test) == enclosing(assign) || keepsFirst(assign, name)
	}
}

// standsIn says whether an assignment is what an expression falls back on where a name has nothing:
// kept ?? (kept = make()).
func standsIn(assign, name *program.Node) bool {
	either := assign.Up(func(n *program.Node) bool {
		return n.Kind == program.Function ||
			n.Kind == program.Operation && slices.Contains([]string{"??", "||", "or"}, n.Name)
	})
	return either != nil && either.Kind == program.Operation && either.Find(func(n *program.Node) bool {
		return n.Kind == name.Kind && n.Name == name.Name && n.End <= assign.Start
	}) != nil
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

// isOwnParameter says whether a name is a parameter of the function that it stands in, so that
// what it is given is gone with the call.
func isOwnParameter(name *program.Node) bool {
	function := enclosing(name)
	return function != nil && name.Kind == program.Name &&
		slices.ContainsFunc(function.All(program.Param), func(parameter *program.Node) bool {
			return parameter.Name == name.Name
		})
}

// isOfRequest says whether a name belongs to what Flask and Quart have anew for each request: g.store.
func (u *unit) isOfRequest(name *program.Node) bool {
	if u.language != syntax.Python {
		return false
	}
	object := name
	if name.Kind == program.Member {
		object = name.Child(program.Obj)
	}
	switch u.origin(object) {
	case "flask:g", "flask:request", "quart:g", "quart:request":
		return true
	default:
		return false
	}
}

// madeWhereMissing says whether a call stands where something is null that is then given a
// value: if (app.index == null) { client = make(); app.index = client.index(); }.
func (u *unit) madeWhereMissing(call *program.Node) bool {
	return call.Up(func(n *program.Node) bool {
		if n.Kind != program.If || !call.Within(n.Child(program.Body)) {
			return false
		}
		missing := n.Child(program.Condition).Find(u.isMissing)
		return missing != nil && n.Child(program.Body).Find(func(given *program.Node) bool {
			target := given.Child(program.Target)
			return u.keepsThing(given) && missing.Find(func(part *program.Node) bool { return asksFor(part, target) }) != nil
		}) != nil
	}) != nil
}

// isMissing is a test of what is not there: index == null, index is None, not index, !index,
// "index" not in kept.
func (u *unit) isMissing(test *program.Node) bool {
	if test.Kind != program.Operation {
		return false
	}
	switch test.Name {
	case "==", "===", "is":
		return test.Find(isNull) != nil
	case "not", "!", "not in":
		return isScript(u.language) || u.language == syntax.Python
	default:
		return false
	}
}

// keepsThing says whether an assignment keeps something for longer than a call: of languages
// without types, a client, a handle or a store.
func (u *unit) keepsThing(assign *program.Node) bool {
	target := assign.Child(program.Target)
	if assign.Kind != program.Assign || target == nil || isOwnParameter(target) || u.isOfRequest(target) {
		return false
	}
	return isBuilt(u.language) || u.language == syntax.Go || u.thing(assign.Child(program.Value)) != nil
}

// madeBehindKept says whether a call stands behind what gives back something that was kept, and
// before that is given a value: if (index) return index; client = make(); index = client.index().
func (u *unit) madeBehindKept(call *program.Node) bool {
	function := enclosing(call)
	if function == nil || isBuilt(u.language) {
		return false
	}
	kept := namesBack(function, call)
	return len(kept) > 0 && function.Find(func(given *program.Node) bool {
		return given.Start > call.Start && enclosing(given) == function && u.keepsThing(given) &&
			slices.Contains(kept, given.Child(program.Target).Name)
	}) != nil
}

// namesBack are the names of what a function gives back before a call where a test says so.
func namesBack(function, call *program.Node) []string {
	var names []string
	function.Walk(func(n *program.Node) bool {
		value := n.First()
		if n.Kind == program.Return && n.End <= call.Start && value != nil && value.Name != "" && len(names) < nearest &&
			!slices.Contains(names, value.Name) && isLeftEarly(n, call) {
			names = append(names, value.Name)
		}
		return true
	})
	return names
}

// isLeftEarly says whether a function is left in a test that ends before a call.
func isLeftEarly(left, call *program.Node) bool {
	return left.Up(func(test *program.Node) bool {
		body := test.Child(program.Body)
		return test.Kind == program.If && test.End <= call.Start && body != nil && left.Within(body)
	}) != nil
}

func isNull(n *program.Node) bool { return n.Kind == program.Constant && n.Name == "null" }

// runsOnce knows once.Do(f), sync.OnceValue(f), the caches of Java, cache.get(key, f), and what a
// container calls once.
func (u *unit) runsOnce(n *program.Node) bool {
	if n.Kind != program.Call {
		return isProvided(n)
	}
	switch callee(n) {
	case "get":
		second := positional(n, 1)
		return u.language == syntax.Java && second != nil && second.Kind == program.Function && !namesRoute(n)
	case "":
		return u.isLazy(n)
	case "computeIfAbsent", "GetOrAdd", "GetOrCreate", "Lazy", "AddSingleton", "TryAddSingleton", "AddKeyedSingleton",
		"memoize", "Do", "OnceValue", "OnceValues", "OnceFunc", "once":
		return true
	default:
		return false
	}
}

// isLazy is Lazy<PineconeClient> client = new(() => …) of C#.
func (u *unit) isLazy(made *program.Node) bool {
	assign := made.Parent
	return made.Name == "new" && assign != nil && assign.Kind == program.Assign &&
		strings.HasPrefix(u.opening(assign.Child(program.Type)), "Lazy<")
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
