package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// isJavaHandler knows servlets, the functions of Lambda and the services of gRPC.
func isJavaHandler(function *program.Node) bool {
	parameters := function.All(program.Param)
	switch function.Name {
	case "doGet", "doPost", "doPut", "doDelete", "handleRequest":
		return len(parameters) == 2
	default:
		return slices.ContainsFunc(parameters, func(parameter *program.Node) bool {
			return parameter.Child(program.Type).Find(named("StreamObserver")) != nil
		})
	}
}

func named(name string) func(*program.Node) bool {
	return func(n *program.Node) bool { return n.Kind == program.Name && n.Name == name }
}

// isJavaRoute knows what is registered for a path: app.get("/a", f), get("/a", f) and
// router.get("/a").handler(f), also where f is this::method.
func (u *unit) isJavaRoute(function *program.Node) bool {
	return isRegisteredRoute(function) || slices.ContainsFunc(u.usesOf(function, function.Name), isRegisteredRoute)
}

func isRegisteredRoute(given *program.Node) bool {
	call := given.Parent
	if given.Role != program.Argument || call.Kind != program.Call {
		return false
	}
	switch callee(call) {
	case "handler", "blockingHandler", "respond":
		return namesRoute(calledOn(call))
	default:
		return namesRoute(call)
	}
}

// namesRoute says whether a call is of a method of HTTP and a path.
func namesRoute(call *program.Node) bool {
	switch plainName(callee(call)) {
	case "get", "post", "put", "patch", "delete":
		path := positional(call, 0)
		return path != nil && path.Kind == program.String && strings.HasPrefix(path.Name, "/")
	default:
		return false
	}
}

// isPerRequest says whether what a call makes is made anew for each request, as the scope of a
// function or a class around it says.
func isPerRequest(call *program.Node) bool {
	return call.Up(func(n *program.Node) bool {
		return slices.ContainsFunc(n.All(program.Decorator), isRequestScope)
	}) != nil
}

// isPrototype says whether what a call makes is a bean that is made for each who asks for it.
func isPrototype(call *program.Node) bool {
	return call.Up(func(n *program.Node) bool {
		return slices.ContainsFunc(n.All(program.Decorator), func(decorator *program.Node) bool {
			return decoratorName(decorator) == "Prototype" ||
				decoratorName(decorator) == "Scope" && decorator.Find(func(n *program.Node) bool {
					return n.Kind == program.String && n.Name == "prototype" || n.Name == "SCOPE_PROTOTYPE"
				}) != nil
		})
	}) != nil
}

func isRequestScope(decorator *program.Node) bool {
	switch decoratorName(decorator) {
	case "RequestScope", "RequestScoped":
		return true
	case "Scope":
		return decorator.Find(func(n *program.Node) bool {
			return n.Kind == program.String && n.Name == "request" || n.Name == "SCOPE_REQUEST"
		}) != nil
	default:
		return false
	}
}
