package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// csharpLibrary reads Polly, as it was before version 8 and as it is since.
func (u *unit) csharpLibrary(module, name string, call *program.Node) *retry {
	if retryLibrary(module) != "Polly" {
		return nil
	}
	if name == "" || strings.HasSuffix(name, "StrategyOptions") {
		return nil
	}
	var found *retry
	read := false
	var parts []*program.Node // what says which errors the retry handles, and no breaker beside it
	u.policy(call, func(name string, made *program.Node) {
		read = true
		switch strings.TrimSuffix(name, "Async") {
		case "Retry", "RetryForever", "WaitAndRetry", "WaitAndRetryForever":
			if found == nil {
				found, parts = u.polly(strings.TrimSuffix(name, "Async"), made), []*program.Node{made}
			}
		case "AddRetry":
			if found == nil {
				found, parts = u.pollyStrategy(made), made.All(program.Argument)
			}
		case "AddHedging":
			if found == nil {
				found = opaque("Polly", made)
			}
		}
	})
	if found == nil && !read {
		return guessed("Polly", call)
	}
	u.pollyHandled(found, parts)
	return found
}

// pollyHandled reads which errors a retry handles, in the parts that it is made of.
func (u *unit) pollyHandled(found *retry, parts []*program.Node) {
	errors := plain("")
	for _, part := range parts {
		u.policy(part, func(name string, made *program.Node) {
			switch strings.TrimSuffix(name, "Async") {
			case "Handle", "HandleInner", "Or", "OrInner":
				u.pollyErrors(errors, name, made)
			}
		})
	}
	if errors.by != "" {
		found.clientErrors, found.rateLimits, found.why = errors.clientErrors, errors.rateLimits, errors.why
	}
}

// polly is Policy.Handle<…>().WaitAndRetryAsync(3, delay, onRetry).
func (u *unit) polly(name string, call *program.Node) *retry {
	found := plain("Polly")
	arguments := call.All(program.Argument)
	if strings.HasSuffix(name, "Forever") {
		found.bounded = no
	} else {
		u.pollyCount(found, arguments)
	}
	if strings.HasPrefix(name, "Wait") {
		u.pollyDelay(found, arguments)
	}
	for _, each := range arguments {
		value := each
		if each.Kind == program.Keyword {
			value = each.Child(program.Value)
		}
		if value.Kind == program.Function && logs(value) {
			found.logged = yes
		}
		for _, function := range u.called(value) {
			if value.Kind != program.Function && logs(function) {
				found.logged = yes
			}
		}
		if each.Kind == program.Keyword && strings.HasPrefix(each.Name, "onRetry") && value.Kind != program.Function {
			found.logged = u.logged(value)
		}
	}
	return found
}

func (u *unit) pollyCount(found *retry, arguments []*program.Node) {
	for _, each := range arguments {
		if each.Kind == program.Keyword && !isOneOf(each.Name, []string{"retrycount"}) {
			continue
		}
		if value, ok := u.number(each); ok {
			found.bounded, found.attempts = yes, int(value)+1
			return
		}
	}
	found.bounded = yes // a name for it, a list of delays, or one more try
}

// pollyDelay reads the first argument that says how long to wait: a function of the attempt,
// or a list of delays.
func (u *unit) pollyDelay(found *retry, arguments []*program.Node) {
	found.backoff, found.jitter, found.capped = "", unknown, unknown
	found.why = "how long it waits is made by what stands elsewhere"
	for i, each := range arguments {
		if each.Kind == program.Keyword {
			each = each.Child(program.Value)
		}
		if _, number := u.number(each); number || i == 0 && len(arguments) > 1 && isDelayOf(arguments[1]) {
			continue
		}
		value := each
		if given := u.constant(each); given != nil {
			value = given
		}
		switch functions := u.called(each); {
		case mentions(callee(value), "DecorrelatedJitterBackoff"):
			u.exponential(found, yes, nil, true)
		case mentions(callee(value), "ExponentialBackoff"):
			u.exponential(found, no, nil, found.attempts == 0)
		case callee(value) == "ConstantBackoff":
			found.backoff, found.jitter, found.capped = "fixed", no, yes
		case callee(value) == "LinearBackoff":
			found.backoff, found.jitter, found.capped = "linear", no, yes
		case value.Kind == program.Function:
			u.pollyFunction(found, value)
		case len(functions) > 0:
			u.pollyFunction(found, functions[0])
		}
		return
	}
}

// isDelayOf says whether what follows the first argument is a function of the attempt, so that
// the first is a count by some name. What is told of each retry has the error and more.
func isDelayOf(second *program.Node) bool {
	return second.Kind == program.Function && len(second.All(program.Param)) == 1
}

// pollyFunction is a delay that a function makes of the attempt.
func (u *unit) pollyFunction(found *retry, function *program.Node) {
	terms := u.terms(function.Child(program.Body), function)
	found.jitter = terms.jitter()
	grown, certain := u.growth(terms, function)
	if grown == "fixed" && terms.find(func(n *program.Node) bool { return n.Kind == program.Name && u.isParameter(n) }) {
		grown = "linear" // FromSeconds(attempt)
	}
	if !certain && grown != "exponential" {
		return
	}
	found.backoff = grown
	found.capped = u.isCapped(found, terms)
}

// pollyErrors reads which errors a policy handles: of a type, and those alone that fit.
func (u *unit) pollyErrors(found *retry, name string, call *program.Node) {
	client, limits := no, no
	for _, each := range call.All(program.Type) {
		refused, limited := u.typesIn(each)
		client, limits = either(client, refused), either(limits, limited)
	}
	if test := positional(call, 0); test != nil {
		one := plain("")
		u.retriedIf(one, test)
		client, limits, found.why = one.clientErrors, one.rateLimits, one.why
	}
	if found.by != "" {
		client, limits = either(found.clientErrors, client), either(found.rateLimits, limits)
	}
	found.by = name
	found.clientErrors, found.rateLimits = client, limits
}

// pollyStrategy reads the options of AddRetry: three retries two seconds apart, unless they
// say otherwise.
func (u *unit) pollyStrategy(call *program.Node) *retry {
	options := positional(call, 0)
	if value := u.constant(options); value != nil {
		options = value
	}
	if options == nil || options.Kind != program.Call {
		return opaque("Polly", call)
	}
	found := plain("Polly")
	u.count(found, argument(options, "maxretryattempts"), 1, 4)
	if given := argument(options, "maxretryattempts"); given != nil && given.Name == "MaxValue" {
		found.bounded = no
	}
	found.backoff = "fixed"
	found.jitter = u.option(argument(options, "usejitter"), no)
	if kind := argument(options, "backofftype"); kind != nil {
		switch kind.Name {
		case "Exponential":
			u.exponential(found, found.jitter, argument(options, "maxdelay"), false)
		case "Linear":
			found.backoff = "linear"
		case "Constant":
		default:
			found.backoff, found.capped, found.why = "", unknown, "how the delay grows is decided elsewhere"
		}
	}
	if argument(options, "delaygenerator") != nil {
		found.backoff, found.jitter, found.capped = "", unknown, unknown
		found.why = "how long it waits is made by a function"
	}
	if hook := argument(options, "onretry"); hook != nil {
		found.logged = u.logged(hook)
	}
	if test := argument(options, "shouldhandle"); test != nil && test.Kind == program.Function {
		u.retriedIf(found, test)
	}
	return found
}
