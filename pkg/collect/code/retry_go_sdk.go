package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// golangPolicy keeps what a text tells the SDK of Go to try again by itself, which it does
// since version 6.1 where a RetryPolicy says so.
func (u *unit) golangPolicy(s *sight, values map[string]any) {
	for _, each := range u.attributes["RetryPolicy"] {
		if each.value == nil || each.value.Kind == program.Constant || !u.isOfClient(each.node) {
			continue // nil
		}
		const usual = 3
		values["sdk_retries"] = usual
		s.places["/retries/sdk_retries"] = each.value
		if most, ok := u.number(entry(each.value, "maxretries")); ok {
			values["sdk_retries"] = int(most)
		}
	}
}

// isOfClient leaves out the policies of others: those of Temporal have the same name.
func (u *unit) isOfClient(at *program.Node) bool {
	if at.Kind == program.Entry {
		return strings.Contains(u.opening(at.Parent), "ClientParams{")
	}
	return strings.Contains(u.opening(at.Child(program.Value)), "RetryPolicy")
}

// opening is how a node begins, where the name of a type stands.
func (u *unit) opening(node *program.Node) string {
	const longest = 80
	if node == nil {
		return ""
	}
	return string(u.text[node.Start:min(node.End, node.Start+longest)])
}

// dialled is how a connection of Go tries again by itself: gRPC does by a service
// configuration or an interceptor, and what is sent by REST by the client for HTTP.
func (u *unit) dialled(method string) *retry {
	for _, use := range u.uses["Index"] {
		call := use.Parent
		if use.Role != program.Callee || u.thing(call) == nil {
			continue
		}
		for i, option := range call.All(program.Argument) {
			if i > 0 && u.dialsAgain(option) {
				return opaque("gRPC", option)
			}
		}
	}
	if u.language == syntax.Go && isByREST(method) {
		if u.importsModule("github.com/hashicorp/go-retryablehttp") || len(u.uses["NewRetryHTTPClient"]) > 0 {
			return opaque("the client for HTTP", nil)
		}
	}
	return u.policyElsewhere()
}

// policyElsewhere is for the SDK since version 6, where its client is made in another file.
func (u *unit) policyElsewhere() *retry {
	const first = "github.com/pinecone-io/go-pinecone/v"
	imported := u.imported(func(module string) bool {
		version, ok := strings.CutPrefix(module, first)
		return ok && version != "" && (strings.IndexByte(version, '/') > 1 || strings.Trim(version[:1], "6789") == "")
	})
	if imported == nil || len(u.uses["NewClient"]) > 0 || len(u.uses["NewClientBase"]) > 0 {
		return nil
	}
	return opaque("the SDK", imported)
}

func isByREST(method string) bool {
	return mentions(plainName(method), "record", "import", "embed", "rerank")
}

// dialsAgain says whether an option may make gRPC try again.
func (u *unit) dialsAgain(option *program.Node) bool {
	value := spreadOf(option)
	if option.Kind == program.Spread && value.Kind != program.Call && u.constant(value) == nil {
		return true // what the caller gives
	}
	again := false
	look := func(name string, call *program.Node) {
		first := positional(call, 0)
		switch {
		case name == "RetryDialOptions":
			again = true
		case name == "WithDefaultServiceConfig":
			text, known := u.word(first)
			again = again || !known || strings.Contains(text, "retryPolicy")
		case strings.HasSuffix(name, "UnaryInterceptor") && strings.HasPrefix(name, "With"):
			again = again || first != nil && !u.observes(call)
		}
	}
	if value.Kind == program.Call {
		look(callee(value), value)
	} else {
		u.calls(value, look)
	}
	return again
}

// observes says whether all interceptors that an option is given are known to only look on.
func (u *unit) observes(option *program.Node) bool {
	for _, each := range option.All(program.Argument) {
		if !mentions(strings.ToLower(u.source(each)), "otel", "prom", "log", "trac", "metric", "zap", "auth") {
			return false
		}
	}
	return true
}
