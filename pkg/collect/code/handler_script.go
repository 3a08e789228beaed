package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// isScriptHandler knows Express and its kin, Next.js, Remix, Lambda and cloud functions.
func isScriptHandler(function *program.Node) bool {
	if call := function.Parent; function.Role == program.Argument && call.Kind == program.Call {
		return isRegistered(call) || isRouteName(ownName(call)) && isExported(call)
	}
	if isResolver(function) || isOfRoute(function) || isFetch(function) {
		return true
	}
	if isRouteName(ownName(function)) {
		return isExported(function)
	}
	parameters := function.All(program.Param)
	if len(parameters) == 1 && ownName(function) == "middleware" { // of Next.js
		return isExported(function) && isOneOf(parameters[0].Name, []string{"req", "request"})
	}
	return len(parameters) == 2 && isOneOf(parameters[0].Name, []string{"req", "request"}) &&
		isOneOf(parameters[1].Name, []string{"res", "response", "reply"})
}

// isRouteName knows what Next.js, Remix, SvelteKit and Lambda call by its name.
func isRouteName(name string) bool {
	switch name {
	case "GET", "POST", "PUT", "PATCH", "DELETE", "handler", "loader", "action", "getServerSideProps":
		return true
	default:
		return false
	}
}

// isFetch knows export default { fetch(request, env) } of a Worker of Cloudflare, and
// Bun.serve({ fetch(request) }).
func isFetch(function *program.Node) bool {
	object, name := function.Parent, function.Name
	if object != nil && object.Kind == program.Entry {
		object, name = object.Parent, object.Name
	}
	return name == "fetch" && object != nil && object.Kind == program.Object &&
		(isExported(function) || isServer(object.Parent))
}

// isServer knows serve(handler) of Deno, and Deno.serve and Bun.serve.
func isServer(call *program.Node) bool {
	if call == nil || call.Kind != program.Call || callee(call) != "serve" {
		return false
	}
	called := call.Child(program.Callee)
	return called.Kind == program.Name || isOneOf(objectName(called), []string{"deno", "bun"})
}

// isOfRoute knows server.route({ method: "GET", handler: f }).
func isOfRoute(function *program.Node) bool {
	object, name := function.Parent, function.Name
	if object != nil && object.Kind == program.Entry {
		object, name = object.Parent, object.Name
	}
	return name == "handler" && object != nil && object.Kind == program.Object && callee(object.Parent) == "route"
}

// isResolver knows what answers a query of GraphQL: { Query: { similar: (parent, args) => … } }.
func isResolver(function *program.Node) bool {
	object := function.Parent
	if object != nil && object.Kind == program.Entry {
		object = object.Parent
	}
	if object == nil || object.Kind != program.Object || object.Parent == nil || len(function.All(program.Param)) < 2 {
		return false
	}
	of := object.Parent
	return of.Kind == program.Entry && (of.Name == "Query" || of.Name == "Mutation")
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
	if isServer(call) {
		return true
	}
	switch plainName(called.Name) {
	case "get", "post", "put", "patch", "delete", "all", "use", "route":
		return called.Kind == program.Member && first != nil &&
			(first.Kind == program.String || isMiddleware(called, first))
	case "on", "handle":
		return called.Kind == program.Member && first != nil && isChannel(called, first)
	case "onrequest", "oncall", "http", "wraphandler", "mutation", "defineeventhandler", "eventhandler", "tool",
		"registertool":
		return true
	case "query":
		return called.Kind == program.Member && first != nil && first.Kind == program.Function // tRPC
	default:
		return false
	}
}

// isMiddleware knows app.use(async (context, next) => …).
func isMiddleware(called, first *program.Node) bool {
	return called.Name == "use" && first.Kind == program.Function && len(first.All(program.Param)) >= 2
}

// isChannel knows what answers a message: socket.on("ask", …), ipcMain.handle("ask", …), and
// the messages of chats.
func isChannel(called, first *program.Node) bool {
	if first.Kind != program.String {
		return false
	}
	return isOneOf(objectName(called), []string{"socket", "ws", "ipcmain"}) ||
		isOneOf(first.Name, []string{"messagecreate", "interactioncreate"})
}

// isServerAction knows an exported function of a file that begins with "use server".
func (u *unit) isServerAction(function *program.Node) bool {
	if len(u.root.Children) == 0 || function.Name == "" || !isExported(function) {
		return false
	}
	first := u.root.Children[0]
	return first.Kind == program.String && first.Name == "use server"
}
