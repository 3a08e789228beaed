package code

import (
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// microprofile tries three more times, at once, and no longer than three minutes, unless told
// otherwise.
func (u *unit) microprofile(name string, call *program.Node) *retry {
	if name != "Retry" {
		return nil
	}
	found := plain("MicroProfile")
	u.count(found, argument(call, "maxretries"), 1, 4)
	found.bounded = either(found.bounded, u.endsByTime(call))
	if argument(call, "delay") != nil {
		found.backoff, found.jitter = "fixed", yes
	}
	if types := argument(call, "retryon"); types != nil {
		found.clientErrors, found.rateLimits = u.typesIn(types)
	}
	if argument(call, "aborton") != nil && found.clientErrors == yes {
		found.clientErrors, found.why = unknown, "which refusals are among the errors that it gives up on is not told"
	}
	for _, each := range call.Parent.All(program.Decorator) {
		u.besideRetry(found, each)
	}
	if jitter, ok := u.number(argument(call, "jitter")); ok && jitter == 0 && found.jitter == yes {
		found.jitter = no
	}
	u.configuredRetry(found, call)
	return found
}

// besideRetry reads the annotations of SmallRye that stand beside @Retry.
func (u *unit) besideRetry(found *retry, annotation *program.Node) {
	switch decoratorName(annotation) {
	case "ExponentialBackoff":
		found.backoff, found.jitter, found.capped = "exponential", yes, yes
	case "FibonacciBackoff":
		found.backoff, found.jitter, found.capped = "linear", yes, yes
	case "CustomBackoff":
		found.backoff, found.jitter, found.capped = "", unknown, unknown
	case "RetryWhen":
		if test := argument(annotation, "exception"); test != nil {
			u.retriedIf(found, u.methodOfClass(test, "test"))
			if u.methodOfClass(test, "test") == nil {
				found.clientErrors, found.rateLimits = unknown, unknown
				found.why = "which errors it repeats is decided by " + className(test)
			}
		}
	case "BeforeRetry":
		found.logged = unknown
		hook := u.methodOfClass(argument(annotation, "value"), "handle")
		if name, known := u.word(argument(annotation, "methodname")); known {
			for _, each := range u.functions[name] {
				if classOf(each) == classOf(annotation) {
					hook = each
				}
			}
		}
		if hook != nil {
			found.logged = is(logs(hook))
		}
	}
}

// className is the name of a class in Transient.class.
func className(class *program.Node) string {
	if class.Kind == program.Member && class.Name == "class" {
		class = class.Child(program.Obj)
	}
	named := class.Find(func(n *program.Node) bool { return n.Kind == program.Name || n.Kind == program.Member })
	if named == nil {
		return "what stands elsewhere"
	}
	return named.Name
}

// methodOfClass is a method of the class that an annotation names, nil where that stands elsewhere.
func (u *unit) methodOfClass(class *program.Node, method string) *program.Node {
	if class == nil {
		return nil
	}
	for _, each := range u.functions[method][:min(nearest, len(u.functions[method]))] {
		if of := classOf(each); of != nil && of.Name == className(class) {
			return each
		}
	}
	return nil
}

// configuredRetry reads what the settings say of an annotation of MicroProfile, which count more than it:
// of the method, or of the class that it stands on, and else of all.
func (u *unit) configuredRetry(found *retry, call *program.Node) {
	if u.all == nil {
		return
	}
	all := u.all.settingsOf(u.path)
	for _, option := range []string{"maxRetries", "delay", "jitter", "retryOn", "abortOn", "enabled"} {
		for _, key := range u.keysOfRetry(call, option) {
			if all.has(key) {
				value, known := all.one(key)
				found.told(option, value.value, known)
				break
			}
		}
	}
}

// keysOfRetry are the keys of an option of @Retry, as MicroProfile and Quarkus have them.
func (u *unit) keysOfRetry(call *program.Node, option string) []string {
	class, method := call.Parent, ""
	if class.Kind == program.Function {
		class, method = classOf(call), "/"+call.Parent.Name
	}
	if class == nil {
		return nil
	}
	of := strings.TrimPrefix(u.namespaceOf()+"."+class.Name, ".") + method
	return []string{
		of + "/Retry/" + option, `quarkus.fault-tolerance."` + of + `".retry.` + option,
		"Retry/" + option, "quarkus.fault-tolerance.global.retry." + option,
	}
}

// told changes a retry by an option that the settings give.
func (r *retry) told(option, value string, known bool) {
	number, err := strconv.Atoi(value)
	isNumber := known && err == nil
	switch option {
	case "enabled":
		if !known {
			r.present, r.why = unknown, "whether it is switched on is decided by the settings"
		} else if value == "false" {
			r.once()
		}
	case "maxRetries":
		r.toldMost(number, isNumber)
	case "delay":
		if isNumber && (r.backoff == "none" || r.backoff == "fixed") {
			r.backoff = map[bool]string{true: "fixed", false: "none"}[number > 0]
		}
	case "jitter":
		if isNumber {
			r.jitter = is(number > 0)
		}
	default:
		r.clientErrors, r.rateLimits, r.why = unknown, unknown, "which errors it repeats is decided by the settings"
	}
}

func (r *retry) toldMost(retries int, known bool) {
	switch {
	case !known:
		r.attempts = 0
	case retries < 0:
		r.bounded, r.attempts = no, 0
	default:
		r.bounded, r.attempts = yes, retries+1
	}
}
