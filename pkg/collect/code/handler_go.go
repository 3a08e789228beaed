package code

import (
	"go/token"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// isGolangHandler goes by the types of the parameters: those of net/http, Gin, Echo, Fiber
// and Connect, of the events of Lambda, and of messages and tasks from a queue.
func (u *unit) isGolangHandler(function *program.Node) bool {
	for _, parameter := range function.All(program.Param) {
		found := parameter.Child(program.Type).Find(func(n *program.Node) bool { return n.Kind == program.Member })
		if found == nil || found.Child(program.Obj) == nil {
			continue
		}
		of := found.Child(program.Obj).Name
		switch of + "." + found.Name {
		case "http.ResponseWriter", "gin.Context", "echo.Context", "fiber.Ctx", "connect.Request",
			"fasthttp.RequestCtx",
			"pubsub.Message", "kafka.Message", "nats.Msg", "amqp.Delivery", "asynq.Task", "river.Job":
			return true
		}
		if of == "events" {
			return true
		}
	}
	return u.servesGRPC(function)
}

// servesGRPC knows the methods of a service: they take a context and a request, and what they
// belong to embeds what is generated for what it does not implement.
func (u *unit) servesGRPC(function *program.Node) bool {
	parameters := function.All(program.Param)
	const receiverContextRequest = 3
	if len(parameters) != receiverContextRequest || !token.IsExported(function.Name) {
		return false
	}
	if typed := parameters[1].Child(program.Type); typed == nil || typed.Name != "Context" {
		return false
	}
	return u.embedsService(receiver(function))
}

// embedsService says whether a struct embeds pb.UnimplementedSearchServer.
func (u *unit) embedsService(name string) bool {
	for field, found := range u.attributes {
		if !strings.HasPrefix(field, "Unimplemented") || !strings.HasSuffix(field, "Server") {
			continue
		}
		for _, each := range found[:min(nearest, len(found))] {
			if class := classOf(each.node); class != nil && class.Name == name {
				return true
			}
		}
	}
	return false
}
