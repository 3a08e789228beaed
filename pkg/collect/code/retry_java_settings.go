package code

import (
	"math"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// fromRegistry is registry.retry("name") of a registry that the settings fill.
func (u *unit) fromRegistry(call *program.Node) *retry {
	object := calledOn(call)
	if u.language != syntax.Java || callee(call) != "retry" || positional(call, 1) != nil || object == nil {
		return nil
	}
	found := u.resilience4jNamed(positional(call, 0), call)
	if found.in == nil || !u.isInjectedAs(object, "RetryRegistry") {
		return nil
	}
	return found
}

// resilience4jNamed is the retry of a name, as the settings of Spring Boot have it.
func (u *unit) resilience4jNamed(name, call *program.Node) *retry {
	named, written := u.word(name)
	if !written || u.all == nil {
		return opaque("resilience4j", call)
	}
	all := u.all.settingsOf(u.path)
	key := "resilience4j.retry.instances." + named
	place := all.place(key)
	if place == nil {
		key = "resilience4j.retry.backends." + named // as it was called before
		place = all.place(key)
	}
	if place == nil {
		return opaque("resilience4j", call)
	}
	found := u.resilience4jSet(all, key)
	found.node, found.in = place.node, place.in
	return found
}

// resilience4jSet is the retry that settings make; what one does not have, its base has.
func (u *unit) resilience4jSet(s settings, key string) *retry {
	base := "default"
	if set, _ := s.one(key + ".baseConfig"); set.value != "" {
		base = set.value
	}
	keyOf := func(option string) string {
		if s.has(key + "." + option) {
			return key + "." + option
		}
		return "resilience4j.retry.configs." + base + "." + option
	}
	found := plain("resilience4j")
	found.bounded, found.backoff = yes, "fixed"
	found.logged, found.why = unknown, "who listens to it, and whether something counts it, is not told"
	found.attempts = s.number(keyOf("maxAttempts"), 3)
	if found.attempts >= math.MaxInt32 {
		found.bounded, found.attempts = no, 0
	}
	random := s.truth(keyOf("enableRandomizedWait"))
	switch s.truth(keyOf("enableExponentialBackoff")) {
	case yes:
		limit := s.has(keyOf("exponentialMaxWaitDuration"))
		u.exponential(found, random, nil, limit)
	case no:
		found.jitter = random
	default:
		found.backoff, found.capped, found.jitter = "", unknown, unknown
	}
	if types, known := s.list(keyOf("retryExceptions")); !known || len(types) > 0 {
		found.clientErrors, found.rateLimits = typesNamed(types, known)
	}
	if types, known := s.list(keyOf("ignoreExceptions")); (!known || len(types) > 0) && found.clientErrors == yes {
		found.clientErrors = unknown
		found.why = "who listens to it, and which refusals are among the errors that it ignores, is not told"
	}
	if key := keyOf("retryExceptionPredicate"); s.has(key) {
		found.clientErrors, found.rateLimits = unknown, unknown
		if set, known := s.one(key); known {
			predicate := set.value[strings.LastIndexByte(set.value, '.')+1:]
			found.why = "who listens to it, and which errors " + predicate + " lets it repeat, is not told"
		}
	}
	return found
}

// typesNamed says of types of errors by their names whether refusals are among them, and whether
// 429 is.
func typesNamed(types []string, known bool) (client, limits tri) {
	if !known {
		return unknown, unknown
	}
	client, limits = no, no
	for _, each := range types {
		refused, limited := errorType(each[strings.LastIndexAny(each, ".$")+1:])
		client, limits = either(client, refused), either(limits, limited)
	}
	return client, limits
}

func (s settings) has(key string) bool {
	return len(s[plainKey(key)]) > 0 || len(s[plainKey(key+"[0]")]) > 0
}

// number is a setting that is one, zero where it cannot be told.
func (s settings) number(key string, otherwise int) int {
	if !s.has(key) {
		return otherwise
	}
	set, known := s.one(key)
	value, err := strconv.Atoi(set.value)
	if !known || err != nil {
		return 0
	}
	return value
}

// truth is a setting that is true or false, which is the latter where nothing has it.
func (s settings) truth(key string) tri {
	if !s.has(key) {
		return no
	}
	set, known := s.one(key)
	if !known {
		return unknown
	}
	return is(strings.EqualFold(set.value, "true"))
}
