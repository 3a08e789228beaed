package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// isRetryClass says whether a name of a package that is opened as a whole is one of a
// library that tries again.
func isRetryClass(module, name string) bool {
	if retryLibrary(module) == "" {
		return false
	}
	switch name {
	case "Retry", "RetryConfig", "RetryRegistry", "Failsafe", "FailsafeExecutor", "RetryPolicy", "Retryable",
		"RetryTemplate", "RetryerBuilder", "Retryer", "Policy", "ResiliencePipelineBuilder", "ResiliencePipeline",
		"ResiliencePipelineProvider", "ResiliencePipelineRegistry", "IAsyncPolicy", "AsyncPolicy", "AsyncRetryPolicy",
		"ISyncPolicy", "RetryStrategyOptions", "AsyncPolicyWrap", "IReadOnlyPolicyRegistry", "IPolicyRegistry",
		"PolicyRegistry", "RetryableTopic":
		return true
	default:
		return false
	}
}

// retryLibrary is the library that a module of Java or C# is of.
func retryLibrary(module string) string {
	for _, each := range []struct{ prefix, name string }{
		{"io.github.resilience4j.retry", "resilience4j"},
		{"dev.failsafe", "Failsafe"}, {"net.jodah.failsafe", "Failsafe"},
		{"org.springframework.retry", "Spring Retry"}, {"org.springframework.resilience", "Spring 7"},
		{"org.springframework.core.retry", "Spring core"}, {"org.springframework.kafka.annotation", "Spring for Kafka"},
		{"com.github.rholder.retry", "guava-retrying"}, {"io.micronaut.retry", "Micronaut"},
		{"org.eclipse.microprofile.faulttolerance", "MicroProfile"}, {"reactor.util.retry", "Reactor"},
		{"io.smallrye.faulttolerance", "SmallRye"}, {"org.jobrunr.jobs.annotations", "JobRunr"},
		{"Polly", "Polly"},
	} {
		if strings.HasPrefix(module, each.prefix) {
			return each.name
		}
	}
	return ""
}

// declaredRetry is the retry of a variable of a library's type that is made elsewhere.
func (u *unit) declaredRetry(typed *program.Node) *retry {
	if typed == nil {
		return nil
	}
	named := typed.Find(func(n *program.Node) bool { return n.Kind == program.Name || n.Kind == program.Member })
	if named == nil {
		return nil
	}
	module, _ := split(u.origin(named))
	by := retryLibrary(module)
	if by == "" {
		return nil
	}
	if found := u.beanOf(named.Name); found != nil {
		return found
	}
	if u.language == syntax.CSharp {
		return guessed(by, typed) // a policy may be one of time alone
	}
	return opaque(by, typed)
}

// javaLibrary reads the libraries of Java: their policies and their annotations.
func (u *unit) javaLibrary(module, name string, call *program.Node) *retry {
	by := retryLibrary(module)
	switch by {
	case "":
		return nil
	case "resilience4j":
		return u.resilience4j(module, name, call)
	case "Failsafe":
		return u.failsafe(call)
	case "Spring Retry":
		return u.springRetry(name, call)
	case "Spring 7":
		return u.springSeven(name, call)
	case "Spring core":
		return u.springCore(call)
	case "Spring for Kafka":
		return u.retryTopic(name, call)
	case "guava-retrying":
		return u.guavaRetrying(call)
	case "MicroProfile":
		return u.microprofile(name, call)
	case "Micronaut":
		return u.micronaut(name, call)
	case "SmallRye":
		if name == "ApplyFaultTolerance" || name == "ApplyGuard" {
			return opaque(by, call) // a guard that is made elsewhere
		}
		return nil
	default:
		return opaque(by, call)
	}
}

// policy visits the calls that make a policy, through the names that stand for its parts.
func (u *unit) policy(node *program.Node, visit func(name string, call *program.Node)) {
	u.policyWithin(node, visit, map[*program.Node]bool{})
}

// policyWithin keeps what was seen, so that names that lead to each other end.
func (u *unit) policyWithin(
	node *program.Node, visit func(name string, call *program.Node), seen map[*program.Node]bool,
) {
	u.calls(node, func(name string, call *program.Node) {
		if seen[call] {
			return
		}
		seen[call] = true
		visit(name, call)
		parts := call.All(program.Argument)
		if object := call.Child(program.Callee).Child(program.Obj); object != nil {
			parts = append(parts, object)
		}
		for _, each := range parts {
			if value := u.handed(each); value != nil && value.Kind == program.Call && !seen[value] {
				u.policyWithin(value, visit, seen)
			}
		}
	})
}

// resilience4j makes three attempts half a second apart, unless its configuration says
// otherwise; the configuration of the annotation stands in a file.
func (u *unit) resilience4j(module, name string, call *program.Node) *retry {
	if strings.HasSuffix(module, ".annotation") {
		return u.resilience4jNamed(argument(call, "name"), call)
	}
	found := plain("resilience4j")
	found.bounded, found.attempts, found.backoff = yes, 3, "fixed"
	known := name == "ofDefaults"
	var set *retry
	u.policy(call, func(name string, made *program.Node) {
		first := positional(made, 0)
		switch name {
		case "ofDefaults", "custom":
			known = true
		case "retry":
			set = firstOf(func() *retry { return set }, func() *retry { return u.fromRegistry(made) })
		case "maxAttempts":
			u.count(found, first, 0, 3)
		case "ofExponentialBackoff", "exponentialBackoff":
			u.exponential(found, no, positional(made, 2), false)
		case "ofExponentialRandomBackoff":
			u.exponential(found, yes, positional(made, 3), false)
		case "intervalFunction", "intervalBiFunction":
			u.interval(found, first)
		case "ofRandomized":
			found.jitter = yes
		case "onRetry", "onError":
			found.logged = yes
		}
		u.policyErrors(found, name, made)
	})
	if !known && set != nil {
		found, known = set, true
	}
	if !known {
		return opaque("resilience4j", call)
	}
	u.listened(found, "onRetry", "onError")
	return found
}

// listened is for a policy that is given its listeners after it is made.
func (u *unit) listened(found *retry, methods ...string) {
	for _, method := range methods {
		if len(u.uses[method]) > 0 {
			found.logged = yes
		}
	}
}

// policyErrors reads the methods of a policy that say which errors it repeats.
func (u *unit) policyErrors(found *retry, name string, made *program.Node) {
	switch name {
	case "retryOnException", "handleIf", "retryIfException":
		if first := positional(made, 0); first != nil {
			u.retriedIf(found, first)
		}
	case "abortIf":
		if first := positional(made, 0); first != nil {
			u.retriedUnless(found, first)
		}
	case "retryExceptions", "retryOn", "handle", "retryIfExceptionOfType":
		if first := positional(made, 0); first != nil && first.Kind == program.Function {
			u.retriedIf(found, first)
			return
		}
		found.clientErrors, found.rateLimits = u.typesOf(made)
	case "ignoreExceptions", "notRetryOn", "abortOn":
		refused, _ := u.typesOf(made)
		if found.clientErrors == yes {
			found.clientErrors, found.why = unknown, "which refusals are among the errors that it ignores is not told"
		}
		if refused == unknown {
			found.why = "which errors it ignores is decided elsewhere"
		}
	}
}

// typesOf says of the types of errors that a call is given whether refusals are among them,
// and whether 429 is.
func (u *unit) typesOf(call *program.Node) (client, limits tri) {
	client, limits = no, no
	for _, each := range call.All(program.Argument) {
		refused, limited := u.typesIn(each)
		client, limits = either(client, refused), either(limits, limited)
	}
	return client, limits
}

// failsafe makes three attempts without a delay, unless told otherwise.
func (u *unit) failsafe(call *program.Node) *retry {
	found := plain("Failsafe")
	found.bounded, found.attempts = yes, 3
	known, timed := false, false
	u.policy(call, func(name string, made *program.Node) {
		first := positional(made, 0)
		switch name {
		case "builder", "ofDefaults", "new", "RetryPolicy":
			known = true
		case "withMaxDuration":
			timed = true
		case "withMaxRetries":
			u.count(found, first, 1, 3)
		case "withMaxAttempts":
			u.count(found, first, 0, 3)
		case "withDelay":
			found.backoff = "fixed"
			if len(made.All(program.Argument)) > 1 {
				found.jitter = yes // between two bounds
			}
		case "withBackoff":
			found.backoff, found.capped = "exponential", yes
		case "withJitter":
			found.jitter = yes
		case "onRetry", "onFailedAttempt", "onRetryScheduled", "onRetriesExceeded":
			found.logged = u.logged(first)
		}
		u.policyErrors(found, name, made)
	})
	if !known {
		return firstOf(
			func() *retry { return u.givenBean(call, "RetryPolicy") },
			func() *retry { return opaque("Failsafe", call) },
		)
	}
	if timed && found.bounded == no {
		found.bounded, found.attempts = yes, 0 // it ends by time
	}
	return found
}
