package code

import (
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// role is what a file is for: source, test, example or script.
func role(file string) string {
	folders := strings.Split(strings.ToLower(path.Dir(file)), "/")
	base := strings.ToLower(path.Base(file))
	in := func(names ...string) bool {
		return slices.ContainsFunc(folders, func(folder string) bool { return slices.Contains(names, folder) })
	}
	name := strings.TrimSuffix(base, path.Ext(base))
	switch {
	case in("test", "tests", "__tests__", "testing", "e2e", "spec", "specs", "fixtures", "mocks", "__mocks__",
		"benchmarks"),
		strings.HasPrefix(name, "test_"), strings.HasSuffix(name, "_test"), strings.HasSuffix(name, ".test"),
		strings.HasSuffix(name, ".spec"), name == "conftest", strings.HasSuffix(path.Base(file), "Test.java"),
		strings.HasSuffix(path.Base(file), "Tests.cs"):
		return "test"
	case in("example", "examples", "sample", "samples", "demo", "demos", "docs", "doc", "tutorial", "tutorials",
		"cookbook"):
		return "example"
	case in("script", "scripts", "tools", "bin", "notebooks", "migrations", "hack"), path.Ext(base) == ".ipynb":
		return "script"
	default:
		return "source"
	}
}

// repeated is the loop that a node stands in, within its function or through a function
// that is called for each element, nil where there is none. A loop that only tries again
// is none.
func (u *unit) repeated(node *program.Node) *program.Node {
	for up := node; up.Parent != nil; up = up.Parent {
		parent := up.Parent
		switch {
		case parent.Kind == program.Loop && isRepeatedPart(up) && u.retryLoop(parent, node) == nil:
			return parent
		case parent.Kind == program.Function && up.Role == program.Body:
			return u.repeatedFunction(parent)
		}
	}
	return nil
}

func isRepeatedPart(part *program.Node) bool {
	return part.Role == program.Body || part.Role == program.Condition || part.Role == program.Update
}

// repeatedFunction is the call that runs a function for each element: xs.map(function).
func (u *unit) repeatedFunction(function *program.Node) *program.Node {
	call := function.Parent
	if call == nil || call.Kind != program.Call || function.Role != program.Argument {
		return nil
	}
	switch plainName(callee(call)) {
	case "map", "foreach", "flatmap", "reduce":
		return call
	default:
		return u.repeated(call)
	}
}

// handler is the function around a node that answers a request, or that one calls which
// does; nil where none is seen.
func (u *unit) handler(node *program.Node) *program.Node { return u.handlerWithin(node, 3) }

func (u *unit) handlerWithin(node *program.Node, steps int) *program.Node {
	function := enclosing(node)
	if function == nil || steps == 0 {
		return nil
	}
	if u.handles(function) {
		return function
	}
	name := ownName(function)
	if name == "" || isCached(function) {
		return u.handlerWithin(function, steps)
	}
	uses := u.uses[name]
	for _, use := range uses[:min(nearest, len(uses))] {
		if use.Role == program.Callee && !use.Within(function) {
			if found := u.handlerWithin(use, steps-1); found != nil {
				return found
			}
		}
	}
	return nil
}

// ownName is the name of a function: its own, or that of the variable that it is given to.
func ownName(function *program.Node) string {
	if assign := function.Parent; function.Name == "" && assign != nil && assign.Kind == program.Assign {
		if target := assign.Child(program.Target); target != nil {
			return target.Name
		}
	}
	return function.Name
}

// isCached says whether a function runs once whoever calls it.
func isCached(function *program.Node) bool {
	for _, decorator := range function.All(program.Decorator) {
		name := decorator.Name
		if decorator.Kind == program.Call {
			name = callee(decorator)
		}
		if mentions(plainName(name), "cache", "singleton", "onstartup", "asynccontextmanager", "fixture") {
			return true
		}
	}
	return false
}

// handles says whether a function answers requests, as its decorators, its name and what
// it is an argument of tell.
func (u *unit) handles(function *program.Node) bool {
	for _, decorator := range function.All(program.Decorator) {
		if isRoute(decorator) {
			return true
		}
	}
	switch u.language {
	case syntax.Python:
		return isPythonHandler(function)
	case syntax.Go:
		return isGolangHandler(function)
	default:
		return isScriptHandler(function)
	}
}

func isRoute(decorator *program.Node) bool {
	called := decorator
	if decorator.Kind == program.Call {
		called = decorator.Child(program.Callee)
	}
	if called == nil {
		return false
	}
	switch name := plainName(called.Name); name {
	case "get", "post", "put", "patch", "delete", "route", "websocket", "apiview", "http", "head", "all", "action",
		"middleware", "task", "sharedtask", "onrequest", "cloudevent", "activityregister", "subscribe",
		"messagepattern", "eventpattern", "mutation", "query", "errorhandler", "tool":
		return called.Kind != program.Name || decorator.Kind == program.Call || name == "apiview" || name == "sharedtask"
	default:
		return false
	}
}

func isPythonHandler(function *program.Node) bool {
	parameters := function.All(program.Param)
	if len(parameters) > 0 && isSelf(parameters[0].Name) {
		parameters = parameters[1:]
		if isOneOf(function.Name, []string{"get", "post", "put", "patch", "delete", "dispatch"}) {
			return isView(function)
		}
	}
	switch {
	case len(parameters) >= 2 && parameters[0].Name == "event" && parameters[1].Name == "context":
		return true
	case len(parameters) > 0 && (parameters[0].Name == "request" || parameters[0].Name == "req"):
		return function.Up(isClassOrFunction) == nil || isView(function)
	}
	return false
}

// isGolangHandler goes by the types of the parameters: those of net/http, Gin, Echo, Fiber
// and of Lambda's events.
func isGolangHandler(function *program.Node) bool {
	for _, parameter := range function.All(program.Param) {
		found := parameter.Child(program.Type)
		if found == nil || found.Kind != program.Member {
			continue
		}
		of := found.Child(program.Obj).Name
		switch of + "." + found.Name {
		case "http.ResponseWriter", "gin.Context", "echo.Context", "fiber.Ctx":
			return true
		}
		if of == "events" {
			return true
		}
	}
	return false
}

func isView(function *program.Node) bool {
	class := classOf(function)
	if class == nil {
		return false
	}
	for _, base := range class.All(program.Base) {
		for _, word := range []string{"View", "Resource", "Handler", "Endpoint", "APIView"} {
			if strings.HasSuffix(base.Name, word) {
				return true
			}
		}
	}
	return false
}

// isScriptHandler knows Express and its kin, Next.js, Remix, Lambda and cloud functions.
func isScriptHandler(function *program.Node) bool {
	if call := function.Parent; function.Role == program.Argument && call.Kind == program.Call {
		return isRegistered(call)
	}
	switch ownName(function) {
	case "GET", "POST", "PUT", "PATCH", "DELETE", "handler", "loader", "action", "getServerSideProps":
		return isExported(function)
	}
	parameters := function.All(program.Param)
	return len(parameters) == 2 && isOneOf(parameters[0].Name, []string{"req", "request"}) &&
		isOneOf(parameters[1].Name, []string{"res", "response", "reply"})
}

// isExported knows export function f, export const f = and exports.f =.
func isExported(function *program.Node) bool {
	if assign := function.Parent; function.Name == "" && assign != nil && assign.Kind == program.Assign {
		if target := assign.Child(program.Target); target != nil && target.Kind == program.Member {
			return true
		}
	}
	around := function.Up(func(n *program.Node) bool {
		return n.Kind == program.Function || n.Kind == program.Other && n.Name == "export"
	})
	return around != nil && around.Kind == program.Other
}

func isRegistered(call *program.Node) bool {
	called := call.Child(program.Callee)
	if called == nil {
		return false
	}
	first := positional(call, 0)
	switch plainName(called.Name) {
	case "get", "post", "put", "patch", "delete", "all", "use", "route":
		return called.Kind == program.Member && first != nil && first.Kind == program.String
	case "onrequest", "oncall", "http", "wraphandler", "mutation":
		return true
	case "query":
		return called.Kind == program.Member && first != nil && first.Kind == program.Function // tRPC
	default:
		return false
	}
}
