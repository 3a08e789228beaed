package code

import "github.com/pinelint/pinelint/pkg/collect/code/program"

// connectionRetry is the retry of what carries a call of Java: the channel of gRPC that an
// index is given, and the client of HTTP that inference is.
func (u *unit) connectionRetry(of *thing) *retry {
	switch {
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
