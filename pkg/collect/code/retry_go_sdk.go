package code

import (
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// golangPolicy keeps what the SDK of Go is told to try again by itself, which it does since
// version 6.1 where a RetryPolicy says so: in the text, or in all files that make a client.
func (u *unit) golangPolicy(s *sight, values map[string]any) {
	if policy, most := u.sdkPolicy(); policy != nil {
		values["sdk_retries"] = most
		s.places["/retries/sdk_retries"] = policy
		return
	}
	for i, maker := range u.otherMakers() {
		policy, most := maker.sdkPolicy()
		if policy == nil || i > 0 && values["sdk_retries"] != most {
			delete(values, "sdk_retries")
			return
		}
		values["sdk_retries"] = most
	}
}

// sdkPolicy is what a text tells the SDK of Go to try again, and how often.
func (u *unit) sdkPolicy() (found *program.Node, most int) {
	for _, each := range u.attributes["RetryPolicy"] {
		if each.value == nil || each.value.Kind == program.Constant || !u.isOfClient(each.node) {
			continue // nil
		}
		const usual = 3
		found, most = each.value, usual
		if number, ok := u.number(entry(each.value, "maxretries")); ok {
			most = int(number)
		}
	}
	return found, most
}

// otherMakers are the files that make the clients of a text that makes none.
func (u *unit) otherMakers() []*unit {
	if u.all == nil || u.language != syntax.Go || u.makesGolangClient() {
		return nil
	}
	return u.all.makers()[u.all.moduleOf(u.path)]
}

// makers are the files of Go that make a client, sorted, by the folder of their module.
func (c *codebase) makers() map[string][]*unit {
	all := c.golang()
	if all.makers == nil {
		all.makers = map[string][]*unit{}
		for _, file := range slices.Sorted(maps.Keys(c.units)) {
			other := c.units[file]
			if other != nil && other.language == syntax.Go && other.role != "test" && other.makesGolangClient() {
				all.makers[c.moduleOf(file)] = append(all.makers[c.moduleOf(file)], other)
			}
		}
	}
	return all.makers
}

func (u *unit) makesGolangClient() bool {
	return slices.ContainsFunc(slices.Concat(u.uses["NewClient"], u.uses["NewClientBase"]), func(use *program.Node) bool {
		return use.Role == program.Callee && strings.HasPrefix(u.origin(use), golangSDK)
	})
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
func (u *unit) dialled(method string, of *thing) *retry {
	if option := u.dials(of); option != nil {
		found := guessed("gRPC", option)
		found.why = "what gRPC repeats by the options of the connection is not read"
		return found
	}
	if u.language == syntax.Go && isByREST(method) {
		if u.importsModule("github.com/hashicorp/go-retryablehttp") || len(u.uses["NewRetryHTTPClient"]) > 0 {
			return opaque("the client for HTTP", nil)
		}
	}
	return u.policyElsewhere()
}

// dials is the option by which a connection tries again that the text opens: the one that is asked
// where it is seen which that is, and else any.
func (u *unit) dials(of *thing) *program.Node {
	for _, use := range u.uses["Index"] {
		call := use.Parent
		isAnother := of != nil && of.made != nil && callee(of.made) == "Index" && of.made != call
		if use.Role != program.Callee || isAnother || u.thing(call) == nil {
			continue
		}
		for i, option := range call.All(program.Argument) {
			if i > 0 && u.dialsAgain(option) {
				return option
			}
		}
	}
	return nil
}

// madeForField is the handle that the one field is given which a call is made on, where that is seen.
func (u *unit) madeForField(call *program.Node, of *thing) *thing {
	object := calledOn(call)
	if of == nil || of.made != nil || object == nil || object.Kind != program.Member {
		return of
	}
	var found *thing
	for _, each := range u.attributesOf(object) {
		given := u.thing(each.value)
		if each.value == nil {
			continue
		}
		if given == nil || given.made == nil || found != nil {
			return of
		}
		found = given
	}
	if found == nil {
		return of
	}
	return found
}

// policyElsewhere is for a client that is made in another file: where that one is not seen, or
// not all are made alike, the SDK may try again since version 6.
func (u *unit) policyElsewhere() *retry {
	makers := u.otherMakers()
	policies := 0
	for _, maker := range makers {
		if maker.broken || maker.dials(nil) != nil {
			return toldElsewhere(nil)
		}
		if policy, _ := maker.sdkPolicy(); policy != nil {
			policies++
		}
	}
	if 0 < policies && policies < len(makers) {
		return toldElsewhere(nil)
	}
	imported := u.imported(func(module string) bool {
		version, ok := strings.CutPrefix(module, golangSDK+"/v")
		return ok && version != "" && (strings.IndexByte(version, '/') > 1 || strings.Trim(version[:1], "6789") == "")
	})
	if imported == nil || len(makers) > 0 || len(u.uses["NewClient"]) > 0 || len(u.uses["NewClientBase"]) > 0 {
		return nil
	}
	return toldElsewhere(imported)
}

func toldElsewhere(node *program.Node) *retry {
	return &retry{present: unknown, node: node, why: "the client may be told to try again, which is made elsewhere"}
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
