package code

import (
	"bytes"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// httpAt is the operation that a request asks Pinecone for without an SDK: fetch(`${host}/query`).
// Nothing repeats it but the code around it, or what its client was told elsewhere.
func (u *unit) httpAt(call *program.Node) *sight {
	asked := u.requested(call)
	if asked == nil {
		return nil
	}
	what := asked.what
	s := u.sight("pinecone_call", what, call)
	s.values["operation"], s.values["method"], s.values["confidence"] = what, asked.path, asked.confidence
	s.values["transport"], s.values["in_loop"] = "rest", u.repeated(call) != nil
	if given := u.within(call, "topk"); given != nil {
		u.amount(s, "top_k", given)
	}
	if what == "upsert" {
		u.httpRecords(s, call)
		u.apart(s, call, u.within(call, "vectors"), u.within(call, "namespace"), asked.at)
	}
	values := map[string]any{"sdk_retries": 0}
	s.values["retries"] = values
	u.keepRetry(s, values, u.httpRetry(call))
	u.httpSecurity(s, asked)
	return s
}

// request is what a call asks Pinecone for by HTTP: the operation, its path, and how sure that is. The
// address is what is known of it, and at is the argument that has it.
type request struct {
	call, at                        *program.Node
	what, path, confidence, address string
}

// addressesOf are the arguments that may be the address of a request.
func addressesOf(call *program.Node) []*program.Node {
	return []*program.Node{argument(call, "url"), positional(call, 0), positional(call, 1)}
}

// requested is what a call asks Pinecone for by HTTP, nil where it does not. That is sure where it names
// a host of Pinecone, and else goes by the header with the key.
func (u *unit) requested(call *program.Node) *request {
	if !u.mayAskByHTTP() || !mayRequest(call) {
		return nil
	}
	session := u.sessionOf(call)
	for _, given := range addressesOf(call) {
		address := u.address(given, shallow)
		if strings.HasPrefix(address, "/") { // whoever sends it adds the host
			base := "//" + aPart
			if session != nil && !isConnection(session) {
				base = strings.TrimSuffix(u.address(argument(session, "baseurl"), shallow), "/")
			}
			address = base + address
		}
		what, path := httpOperation(address)
		found := &request{call: call, at: given, what: what, path: path, confidence: "high", address: address}
		isShared := what == "embed" || what == "rerank" // others have such a path too
		switch {
		case what == "":
		case strings.Contains(address, snapshot.HostSuffix):
			return found
		case !isShared && (u.hasKey(call) || u.hasKey(session) || u.addsKey(call) || u.isGivenKey(call)):
			found.confidence = "medium"
			return found
		}
	}
	return nil
}

// mayRequest goes by the name of what sends a request, in whatever library it is.
func mayRequest(call *program.Node) bool {
	called := call.Child(program.Callee)
	return called != nil && call.Name != "new" && !isLog(call) && mentions(plainName(called.Name),
		"fetch", "axios", "request", "post", "get", "put", "patch", "delete", "send", "http", "call")
}

// mayAskByHTTP says whether a text has what every request to Pinecone has that is written by hand.
func (u *unit) mayAskByHTTP() bool {
	if u.http == unknown {
		text := bytes.ToLower(u.text)
		followed := u.language == syntax.Python || isScript(u.language)
		asks := bytes.Contains(text, []byte(snapshot.HostSuffix)) || bytes.Contains(text, []byte("api-key"))
		u.http = is(followed && asks)
	}
	return u.http == yes
}

// addsKey says whether a call is of a function of the text that adds the key, or calls one that
// does: post("/query", body).
func (u *unit) addsKey(call *program.Node) bool {
	called := call.Child(program.Callee)
	return called != nil && slices.ContainsFunc(u.withCalled(u.called(called)), func(function *program.Node) bool {
		return function.Find(func(n *program.Node) bool {
			return isKeyHeader(n) || n.Name == "headers" && u.handed(n).Find(isKeyHeader) != nil
		}) != nil
	})
}

// isConnection says whether what sends a request is a connection of Python's own to a host.
func isConnection(session *program.Node) bool {
	name := callee(session)
	return name == "HTTPSConnection" || name == "HTTPConnection"
}

// withCalled are functions, and those nearest of the text that they call.
func (u *unit) withCalled(functions []*program.Node) []*program.Node {
	found := slices.Clone(functions[:min(nearest, len(functions))])
	for i := 0; i < len(found); i++ {
		found[i].Walk(func(n *program.Node) bool {
			if called := n.Child(program.Callee); n.Kind == program.Call && called != nil && len(found) < nearest {
				for _, each := range u.called(called) {
					if !slices.Contains(found, each) {
						found = append(found, each)
					}
				}
			}
			return len(found) < nearest
		})
	}
	return found[:min(nearest, len(found))]
}

// isKeyHeader is the header by which Pinecone is given a key.
func isKeyHeader(n *program.Node) bool { return n.Kind == program.Entry && n.Name == "Api-Key" }

// isGivenKey says whether what sends a request is given the key after it is made, in the text or in
// the function that makes it: session.headers.update({"Api-Key": key}).
func (u *unit) isGivenKey(call *program.Node) bool {
	session := calledOn(call)
	if u.language != syntax.Python || session == nil {
		return false
	}
	isKey := func(n *program.Node) bool {
		return isKeyHeader(n) || n.Kind == program.String && n.Name == "Api-Key"
	}
	if made := u.sessionOf(call); made != nil && made.Child(program.Callee) != nil {
		for _, function := range u.called(made.Child(program.Callee)) {
			if function.Find(isKey) != nil {
				return true
			}
		}
	}
	return slices.ContainsFunc(u.uses["headers"], func(headers *program.Node) bool {
		of := headers.Child(program.Obj)
		return of != nil && of.Kind == session.Kind && of.Name == session.Name && classOf(of) == classOf(session) &&
			headers.Up(func(n *program.Node) bool {
				return n.Kind == program.Assign || n.Kind == program.Call || n.Kind == program.Function
			}).Find(isKey) != nil
	})
}

// hasKey says whether a request whose host stands elsewhere has the header by which Pinecone is
// given a key.
func (u *unit) hasKey(call *program.Node) bool {
	if call == nil {
		return false
	}
	if call.Find(isKeyHeader) != nil {
		return true
	}
	headers := u.within(call, "headers")
	if value := u.constant(headers); value != nil {
		headers = value
	}
	if headers.Find(isKeyHeader) != nil {
		return true
	}
	return headers != nil && headers.Kind == program.Call && u.addsKey(headers) // headers: withKey()
}

// httpRecords keeps how many records a request sends, where it has them as a list.
func (u *unit) httpRecords(s *sight, call *program.Node) {
	length, node, known := u.length(u.within(call, "vectors"), deepest)
	s.values["single_record"] = known && length == 1
	if known {
		s.values["batch"], s.places["/batch"] = length, node
	}
}
