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
	if slices.ContainsFunc(function.All(program.Decorator), func(decorator *program.Node) bool {
		return (isRoute(decorator) || u.answersChat(decorator, function)) && !u.isScheduled(decorator)
	}) {
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
		return isScriptHandler(function) || u.isServerAction(function) ||
			function.Role == program.Argument && u.runsEach(function.Parent)
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
		"beforerequest", "onmessage":
		return called.Kind != program.Name || decorator.Kind == program.Call ||
			isOneOf(name, []string{"apiview", "sharedtask", "tool"})
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
	case function.Name == "lambda_handler", len(parameters) >= 2 && parameters[0].Name == "event" &&
		parameters[1].Name == "context":
		return true
	case function.Name == "on_message":
		return len(parameters) == 1
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
		for _, word := range []string{"View", "ViewSet", "Resource", "Handler", "Endpoint", "Servicer"} {
			if strings.HasSuffix(base.Name, word) {
				return true
			}
		}
	}
	return false
}

// isHandedOn says whether a function is given to what calls it for each request, by a call
// that is no decorator.
func isHandedOn(use *program.Node) bool {
	call := use.Parent
	if call != nil && call.Kind == program.Keyword {
		call = call.Parent
	}
	return call != nil && call.Kind == program.Call && isOneOf(callee(call), []string{
		"chatinterface", "interface", "addapiroute", "addurlrule", "addtask", "click", // of Gradio
		"messagehandler", "commandhandler", "callbackqueryhandler", // of Telegram
		"addnode", "tool", "fromfunction", "functiontool", "fromdefaults", // of agents
	})
}
