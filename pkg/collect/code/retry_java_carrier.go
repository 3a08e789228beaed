package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// carrierRetry is the retry of what carries a call of Java, or runs it: the queue that brings
// a message again, the step of a batch, the channel of gRPC that an index is given, and the
// client of HTTP that inference is.
func (u *unit) carrierRetry(at *program.Node, of *thing) *retry {
	if again := broughtAgain(at); again != nil {
		return opaque("the queue", again)
	}
	switch {
	case len(u.uses["faultTolerant"]) > 0 && writesItems(at):
		return opaque("the step", u.uses["faultTolerant"][0])
	case of.is == inference && of.made != nil:
		given := inChain(chain(of.made), "withOkHttpClient")
		if given != nil && u.isMadeWith(given, "addInterceptor", "addNetworkInterceptor") {
			return opaque("the HTTP client", given)
		}
	case of.is == index:
		for _, use := range u.uses["setCustomManagedChannel"] {
			given := positional(use.Parent, 0)
			if use.Role == program.Callee && given != nil && u.isMadeWith(given, "defaultServiceConfig", "intercept") {
				return opaque("the channel", given)
			}
		}
	}
	return &retry{present: no}
}

// broughtAgain is what hands a message back to its queue where a call fails.
func broughtAgain(at *program.Node) *program.Node {
	try := at.Up(func(n *program.Node) bool { return n.Kind == program.Try && inBody(at, n) })
	if try == nil {
		return nil
	}
	for _, handler := range try.All(program.Caught) {
		if found := handler.Find(handsBack); found != nil {
			return found
		}
	}
	return nil
}

func handsBack(n *program.Node) bool {
	return n.Kind == program.Call && isOneOf(callee(n),
		[]string{"basicnack", "basicreject", "nack", "batchitemfailure", "changemessagevisibility"})
}

// writesItems says whether a call stands in an ItemWriter or ItemProcessor of Spring Batch.
func writesItems(at *program.Node) bool {
	return at.Up(func(n *program.Node) bool {
		of := append(n.All(program.Base), n.Child(program.Type))
		return isClassOrFunction(n) && slices.ContainsFunc(of, func(each *program.Node) bool {
			return each.Find(named("ItemWriter")) != nil || each.Find(named("ItemProcessor")) != nil
		})
	}) != nil
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
