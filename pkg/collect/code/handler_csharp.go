package code

import (
	"bytes"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// isCSharpHandler knows minimal APIs, the services that are made for each request, middleware,
// the functions of Azure and Lambda, gRPC, and the methods of classes that answer requests.
func (u *unit) isCSharpHandler(function *program.Node) bool {
	if function.Role == program.Argument && isRegistration(function.Parent) || isReceiver(function) {
		return true
	}
	if slices.ContainsFunc(function.All(program.Param), isRequestParameter) {
		return true
	}
	class := classOf(function)
	if class == nil || enclosing(function) != nil || u.isStatic(function) && !isGraphQLType(class) {
		return false
	}
	return isMadePerRequest(class) || isGraphQLType(class) || answers(class, function.Name)
}

// isRegistration knows what a function is handed to that is run for each request.
func isRegistration(call *program.Node) bool {
	switch callee(call) {
	case "Register": // Autofac's
		for _, lifetime := range []string{"InstancePerRequest", "InstancePerLifetimeScope", "InstancePerHttpRequest"} {
			if inChainOf(call, lifetime) {
				return true
			}
		}
		return false
	case "MapGet", "MapPost", "MapPut", "MapDelete", "MapPatch", "MapMethods",
		"AddScoped", "AddTransient", "TryAddScoped", "TryAddTransient", "AddKeyedScoped", "AddKeyedTransient":
		return true
	default:
		return false
	}
}

func isRequestParameter(parameter *program.Node) bool {
	switch typed := parameter.Child(program.Type); {
	case typed == nil:
		return false
	case typed.Name == "ConsumeContext", typed.Kind == program.Other:
		return typed.Find(func(n *program.Node) bool { return n.Name == "ConsumeContext" }) != nil
	default:
		return isOneOf(typed.Name, []string{"httpcontext", "httprequestdata", "httprequest", "ilambdacontext",
			"servercallcontext", "actionexecutingcontext", "resourceexecutingcontext", "authorizationfiltercontext",
			"endpointfilterinvocationcontext", "imessagehandlercontext"})
	}
}

// isMadePerRequest says whether ASP.NET makes an object of a class for each request.
func isMadePerRequest(class *program.Node) bool {
	return hasBase(class, "Controller", "ControllerBase", "ApiController", "ODataController", "Hub", "PageModel",
		"ViewComponent") || hasAttribute(class, "ApiController") || class.Find(isRemoteMethod) != nil
}

// isRemoteMethod knows the methods of a service of gRPC.
func isRemoteMethod(n *program.Node) bool {
	return n.Kind == program.Function && slices.ContainsFunc(n.All(program.Param), func(parameter *program.Node) bool {
		typed := parameter.Child(program.Type)
		return typed != nil && typed.Name == "ServerCallContext"
	})
}

// isReceiver knows what the clients of queues call for each message.
func isReceiver(function *program.Node) bool {
	assign := function.Parent
	if function.Role != program.Value || assign.Kind != program.Assign || assign.Name != "+=" {
		return false
	}
	target := assign.Child(program.Target)
	return target != nil && isOneOf(target.Name, []string{
		"processmessageasync", "processsessionmessageasync", "processeventasync", "received", "receivedasync",
	})
}

// inChainOf says whether a method is called on what a call gives.
func inChainOf(call *program.Node, method string) bool {
	for call.Role == program.Obj && call.Parent.Role == program.Callee {
		if call.Parent.Name == method {
			return true
		}
		call = call.Parent.Parent
	}
	return false
}

// isGraphQLType says whether GraphQL asks the methods of a class, static ones too.
func isGraphQLType(class *program.Node) bool {
	return hasAttribute(class, "QueryType", "MutationType", "SubscriptionType", "ExtendObjectType")
}

// answers knows the one method by which MediatR, NServiceBus and FastEndpoints hand over a
// request.
func answers(class *program.Node, method string) bool {
	switch method {
	case "Handle":
		return hasBase(class, "IRequestHandler", "INotificationHandler", "IStreamRequestHandler", "IHandleMessages")
	case "HandleAsync", "ExecuteAsync":
		return hasBase(class, "Endpoint", "EndpointWithoutRequest")
	default:
		return false
	}
}

// hasBase says whether a class is written to be of one of some, whatever is in angle brackets.
func hasBase(class *program.Node, names ...string) bool {
	return slices.ContainsFunc(class.All(program.Base), func(base *program.Node) bool {
		name := base.Name
		if base.Kind == program.Other && len(base.Children) > 0 {
			name = base.Children[0].Name // Hub<IClient>
		}
		return slices.Contains(names, name)
	})
}

func hasAttribute(class *program.Node, names ...string) bool {
	return slices.ContainsFunc(class.All(program.Decorator), func(attribute *program.Node) bool {
		return slices.Contains(names, strings.TrimSuffix(decoratorName(attribute), "Attribute"))
	})
}

// isStatic says whether a member of a class is one of the class and not of its objects: the
// word stands somewhere before its name.
func (u *unit) isStatic(member *program.Node) bool {
	start := bytes.LastIndexAny(u.text[:member.Start], ";{}") + 1
	end := member.End
	for _, role := range []program.Role{program.Param, program.Body, program.Value} {
		if part := member.Child(role); part != nil {
			end = min(end, part.Start)
		}
	}
	return slices.Contains(strings.Fields(string(u.text[start:end])), "static")
}

// withEachRequest says whether what stands in no function is made with each object of a
// class that is made for each request.
func (u *unit) withEachRequest(node *program.Node) bool {
	class := classOf(node)
	if u.language != syntax.CSharp || class == nil || !isMadePerRequest(class) {
		return false
	}
	return !u.isStatic(memberOf(node, class))
}

// isCollectedByKey says whether a client that a loop makes is put into what keeps it by some key:
// clients.Add(key, client), clients[key] = client.
func (u *unit) isCollectedByKey(call *program.Node) bool {
	if u.language != syntax.CSharp {
		return false
	}
	switch parent := call.Parent; {
	case call.Role == program.Argument:
		return callee(parent) == "Add" || callee(parent) == "TryAdd"
	case call.Role == program.Value && parent.Kind == program.Assign:
		target := parent.Child(program.Target)
		return target != nil && target.Kind == program.Subscript
	default:
		return false
	}
}

// repeatedByCallers is the loop in which the text calls the function around a node.
func (u *unit) repeatedByCallers(node *program.Node) *program.Node {
	function := enclosing(node)
	if function == nil {
		return nil
	}
	for _, use := range u.usesOf(function, ownName(function)) {
		if use.Role != program.Callee {
			continue
		}
		if loop := u.repeated(use.Parent); loop != nil {
			return loop
		}
	}
	return nil
}
