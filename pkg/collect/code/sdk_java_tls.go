package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// builtInsecure knows the calls that switch TLS off, and what takes any host or certificate.
func (u *unit) builtInsecure(call *program.Node) bool {
	first := positional(call, 0)
	switch callee(call) {
	case "withTlsEnabled", "setTLSEnabled":
		return u.truth(first) == no
	case "hostnameVerifier":
		if first == nil {
			return false
		}
		if value := u.constant(first); value != nil {
			first = value
		}
		body := first.Child(program.Body)
		return body != nil && body.Name == "true" || first.Find(named("NoopHostnameVerifier")) != nil
	case "sslSocketFactory":
		return u.trustsAny(positional(call, 1))
	case "trustManager":
		return first != nil && first.Find(named("InsecureTrustManagerFactory")) != nil
	case "usePlaintext":
		return !isForLocal(call)
	default:
		return false
	}
}

// trustsAny says whether a manager of trust takes each certificate: it is written here, and
// checks nothing.
func (u *unit) trustsAny(manager *program.Node) bool {
	if value := u.constant(manager); value != nil {
		manager = value
	}
	if manager == nil || manager.Kind != program.Call || manager.Name != "new" {
		return false
	}
	checks := []*program.Node{}
	if class := u.root.Find(func(n *program.Node) bool {
		return n.Kind == program.Class && n.Name == callee(manager)
	}); class != nil {
		checks = append(checks, class.Find(func(n *program.Node) bool {
			return n.Kind == program.Function && n.Name == "checkServerTrusted"
		}))
	} else if strings.HasPrefix(callee(manager), "X509") { // whose methods have lost their names
		checks = append(checks, manager.All(program.Argument)...)
		checks = slices.DeleteFunc(checks, func(n *program.Node) bool {
			return n.Kind != program.Function || len(n.All(program.Param)) == 0
		})
	}
	return len(checks) > 0 && !slices.ContainsFunc(checks, func(n *program.Node) bool {
		return n == nil || n.Child(program.Body) == nil || len(n.Child(program.Body).Children) > 0
	})
}

// isForLocal says whether a channel leads to this machine.
func isForLocal(call *program.Node) bool {
	return call.Find(func(n *program.Node) bool {
		return n.Kind == program.String && isLocal(strings.TrimPrefix(n.Name, "dns:///"))
	}) != nil
}

// javaSwitchesOff is what a configuration is given for all that is made with it.
func (u *unit) javaSwitchesOff(n *program.Node) bool {
	if n.Kind != program.Call {
		return false
	}
	switch callee(n) {
	case "setTLSEnabled":
		return u.truth(positional(n, 0)) == no
	case "setCustomManagedChannel":
		channel := positional(n, 0)
		if value := u.constant(channel); value != nil {
			channel = value
		}
		return channel != nil && u.insecureWithin(channel, map[*program.Node]bool{}) != nil
	default:
		return false
	}
}

// isOfProfile says whether what makes a client does so in a profile of Spring for a machine of
// a developer, or for tests.
func (u *unit) isOfProfile(call *program.Node) bool {
	return u.language == syntax.Java && call.Up(func(n *program.Node) bool {
		return slices.ContainsFunc(n.All(program.Decorator), func(decorator *program.Node) bool {
			return decoratorName(decorator) == "Profile" && decorator.Find(func(n *program.Node) bool {
				return n.Kind == program.String && slices.Contains([]string{"local", "test", "emulator", "it"}, n.Name)
			}) != nil
		})
	}) != nil
}
