package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// handles says whether a function answers requests, as its decorators, its name and what
// it is an argument of tell.
func (u *unit) handles(function *program.Node) bool {
	if slices.ContainsFunc(function.All(program.Decorator), isRoute) {
		return true
	}
	switch u.language {
	case syntax.Python:
		return isPythonHandler(function)
	case syntax.Go:
		return u.isGolangHandler(function)
	case syntax.Java:
		return isJavaHandler(function) || u.isJavaRoute(function)
	case syntax.CSharp:
		return u.isCSharpHandler(function)
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
		"httpget", "httppost", "httpput", "httpdelete", "httppatch", "function", "lambdafunction", "acceptverbs",
		"getmapping", "postmapping", "putmapping", "deletemapping", "patchmapping", "requestmapping", "path",
		"kafkalistener", "sqslistener", "rabbitlistener", "jmslistener", "querymapping", "mutationmapping",
		"messagemapping", "functionname", "messagepattern", "eventpattern", "mutation", "query", "errorhandler", "tool",
		"onmessage":
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
