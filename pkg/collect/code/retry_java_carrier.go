package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// carrierRetry is the retry of what carries a call of Java, or runs it: the queue that brings
// a message again, the framework that runs the class, the channel of gRPC that an index is
// given, and the client of HTTP that inference is.
func (u *unit) carrierRetry(at *program.Node, of *thing) *retry {
	if again := u.broughtAgain(at); again != nil {
		return opaque("the queue", again)
	}
	if found := u.frameworkRetry(at); found != nil {
		return found
	}
	switch {
	case of.is == inference && of.made != nil:
		given := inChain(chain(of.made), "withOkHttpClient")
		if given != nil && u.isMadeWith(given, "addInterceptor", "addNetworkInterceptor") {
			return guessed("the HTTP client", given)
		}
	case of.is == index:
		for _, set := range u.channelsOf(of) {
			given := positional(set, 0)
			if given != nil && u.isMadeWith(given, "defaultServiceConfig", "intercept") {
				return guessed("the channel", given)
			}
		}
	}
	if by := u.handedToUnknown(at); by != nil {
		return &retry{present: unknown, node: by, why: "what runs it stands elsewhere"}
	}
	return &retry{present: no}
}

// channelsOf are the calls that give an index a channel: all of the text where that is made elsewhere.
func (u *unit) channelsOf(of *thing) []*program.Node {
	const method = "setCustomManagedChannel"
	if of.made != nil {
		return u.configured(of.made, method)
	}
	var found []*program.Node
	for _, use := range u.uses[method] {
		if use.Role == program.Callee {
			found = append(found, use.Parent)
		}
	}
	return found
}

// broughtAgain is what hands a message back to its queue where a call fails.
func (u *unit) broughtAgain(at *program.Node) *program.Node {
	try := at.Up(func(n *program.Node) bool { return n.Kind == program.Try && inBody(at, n) })
	if try == nil {
		return nil
	}
	for _, handler := range try.All(program.Caught) {
		if found := handler.Find(u.handsBack); found != nil {
			return found
		}
	}
	return nil
}

func (u *unit) handsBack(n *program.Node) bool {
	if object := calledOn(n); object != nil && object.Kind == program.Name && u.declaredElsewhere(object) != nil {
		return true // queue.later(message) of a RetryQueue
	}
	return n.Kind == program.Call && isOneOf(callee(n),
		[]string{"basicnack", "basicreject", "nack", "batchitemfailure", "changemessagevisibility",
			"setrefireimmediately"})
}

// frameworkRetry is the retry of what runs a class: a step of Spring Batch that tolerates
// faults, a route of Camel that redelivers, Temporal, and a handler that the class is handed
// to.
func (u *unit) frameworkRetry(at *program.Node) *retry {
	if steps := u.uses["faultTolerant"]; len(steps) > 0 && isOf(at, "ItemWriter", "ItemProcessor") {
		return opaque("the step", steps[0])
	}
	if again := u.uses["maximumRedeliveries"]; len(again) > 0 && isOf(at, "RouteBuilder") {
		return opaque("the route", again[0])
	}
	if activity := u.root.Find(func(n *program.Node) bool {
		return n.Kind == program.Import && strings.HasPrefix(n.Name, "io.temporal.activity")
	}); activity != nil {
		return opaque("Temporal", activity)
	}
	class := classOf(at)
	if class == nil {
		return nil
	}
	for _, use := range u.uses[class.Name] {
		made := use.Parent
		if use.Role != program.Callee || made.Role != program.Argument {
			continue
		}
		if by := callee(made.Parent); soundsLikeRetry(by) {
			return opaque(by, made.Parent)
		}
		if intercepts(made.Parent) {
			return &retry{present: unknown, node: made.Parent, why: "what runs it stands elsewhere"}
		}
	}
	return nil
}

// isOf says whether a node stands in a class that is one of these, or in a method that
// gives one.
func isOf(at *program.Node, names ...string) bool {
	return at.Up(func(n *program.Node) bool {
		of := append(n.All(program.Base), n.Child(program.Type))
		return isClassOrFunction(n) && slices.ContainsFunc(of, func(each *program.Node) bool {
			return slices.ContainsFunc(names, func(name string) bool { return each.Find(named(name)) != nil })
		})
	}) != nil
}

// handedToUnknown is what a function around a call is handed to, where that comes from a library
// of which nobody knows whether it tries again.
func (u *unit) handedToUnknown(at *program.Node) *program.Node {
	function := enclosing(at)
	if function == nil {
		return nil
	}
	for _, handed := range u.handedOut(function) {
		if found := u.runByUnknown(handed); found != nil {
			return found
		}
	}
	return nil
}

func (u *unit) runByUnknown(handed *program.Node) *program.Node {
	if handed.Role != program.Argument || handed.Parent.Kind != program.Call ||
		isStage(callee(handed.Parent)) || isRegisteredRoute(handed) {
		return nil
	}
	called := chainRoot(handed.Parent).Child(program.Callee)
	if object := called.Child(program.Obj); object != nil {
		called = object
	} else if called != nil && called.Kind == program.Name && len(u.called(called)) == 0 && u.inherits(called) {
		return called
	}
	if called == nil || !u.isUnknown(called) {
		return nil
	}
	return called
}

// isUnknown says whether a name, or the type of what it names, is of a library that may try
// again what it is given.
func (u *unit) isUnknown(name *program.Node) bool {
	origins := []string{u.origin(name)}
	for _, each := range u.bindings(name.Name, name) {
		origin := u.originOfType(each.node)
		if each.value == nil && strings.HasPrefix(origin, "java.util.function:") {
			return true // a function that the class is given
		}
		origins = append(origins, origin)
	}
	return slices.ContainsFunc(origins, func(origin string) bool {
		module, _ := split(origin)
		return module != "" && !neverRepeats(module)
	})
}

// inherits says whether the class around a node has a base that stands elsewhere.
func (u *unit) inherits(node *program.Node) bool {
	class := classOf(node)
	return class != nil && slices.ContainsFunc(class.All(program.Base), func(base *program.Node) bool {
		of := base.Find(func(n *program.Node) bool { return n.Kind == program.Name })
		return of != nil && u.root.Find(func(n *program.Node) bool {
			return n.Kind == program.Class && n.Name == of.Name
		}) == nil
	})
}

// isStage says whether a method hands an element or a result to a function, whatever it is of.
func isStage(method string) bool {
	switch method {
	case "forEach", "map", "flatMap", "concatMap", "filter", "reduce", "collect", "ifPresent", "orElseGet", "peek",
		"thenApply", "thenAccept", "thenCompose", "thenRun", "computeIfAbsent", "whenComplete", "subscribe":
		return true
	default:
		return false
	}
}

// neverRepeats knows the packages whose types run a function once.
func neverRepeats(module string) bool {
	if mentions(module, "vertx.circuitbreaker", "helidon.faulttolerance") {
		return false
	}
	return slices.ContainsFunc([]string{
		"java.", "javax.", "jakarta.", "kotlin.", "scala.", "io.pinecone.", "io.micrometer.", "io.opentelemetry.",
		"io.opentracing.", "com.google.common.", "com.codahale.", "io.dropwizard.", "org.springframework.",
		"io.github.resilience4j.", "io.smallrye.mutiny.", "io.grpc.", "io.helidon.", "spark.",
		"io.reactivex.", "reactor.", "io.vavr.", "io.vertx.", "io.javalin.",
		"org.apache.", "com.github.benmanes.", "org.slf4j.", "io.prometheus.", "org.jooq.", "org.jdbi.",
	}, func(prefix string) bool { return strings.HasPrefix(module+".", prefix) })
}

// isMadeWith says whether something is made by one of these methods, or made elsewhere, so
// that it may be.
func (u *unit) isMadeWith(node *program.Node, methods ...string) bool {
	if value := u.constant(node); value != nil {
		node = value
	}
	if node.Kind != program.Call {
		return true
	}
	for _, method := range methods {
		if inChain(node, method) != nil {
			return true
		}
	}
	return false
}

// originOfType is where the type of a variable comes from, of Function<A, B> that of Function.
func (u *unit) originOfType(variable *program.Node) string {
	typed := variable.Child(program.Type)
	if origin := u.origin(typed); origin != "" {
		return origin
	}
	return u.origin(typed.Find(func(n *program.Node) bool { return n.Kind == program.Name }))
}
