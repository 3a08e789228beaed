package code

import (
	"bytes"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// httpAt is the operation that a request asks Pinecone for without an SDK: fetch(`${host}/query`).
// Nothing repeats it but the code around it, or what its client was told elsewhere.
func (u *unit) httpAt(call *program.Node) *sight {
	if !u.mayAskByHTTP() {
		return nil
	}
	url := u.addressIn(call)
	if url == nil {
		return nil
	}
	address := u.address(url, shallow)
	what, path := httpOperation(address)
	confidence := "high"
	if what != "" && !strings.Contains(address, hostSuffix) {
		confidence = "medium"
		if !u.hasKey(call, address) {
			return nil
		}
	}
	if what == "" {
		return nil
	}
	s := u.sight("pinecone_call", what, call)
	s.values["operation"], s.values["method"], s.values["confidence"] = what, path, confidence
	s.values["transport"], s.values["in_loop"] = "rest", u.repeated(call) != nil
	if given := u.within(call, "topk"); given != nil {
		u.amount(s, "top_k", given)
	}
	if what == "upsert" {
		u.httpRecords(s, call)
	}
	values := map[string]any{"sdk_retries": 0}
	s.values["retries"] = values
	u.keepRetry(s, values, u.httpRetry(call))
	return s
}

// mayAskByHTTP says whether a text has what every request to Pinecone has that is written by hand.
func (u *unit) mayAskByHTTP() bool {
	if u.http == unknown {
		text := bytes.ToLower(u.text)
		followed := u.language == syntax.Python || isScript(u.language)
		u.http = is(followed && (bytes.Contains(text, []byte(hostSuffix)) || bytes.Contains(text, []byte("api-key"))))
	}
	return u.http == yes
}

// addressIn is the address that a call asks, nil where it is no request.
func (u *unit) addressIn(call *program.Node) *program.Node {
	called := call.Child(program.Callee)
	if called == nil || call.Name == "new" || !u.isRequest(called) {
		return nil
	}
	if given := argument(call, "url"); given != nil {
		return given
	}
	url := positional(call, 0)
	if plainName(called.Name) == "request" && positional(call, 1) != nil && u.language == syntax.Python {
		url = positional(call, 1) // behind the method
	}
	if url != nil && url.Kind == program.Object {
		return nil
	}
	return url
}

// isRequest goes by the name of what sends a request, in whatever library it is.
func (u *unit) isRequest(called *program.Node) bool {
	plain := plainName(called.Name)
	if called.Kind == program.Member {
		return isOneOf(plain, []string{"post", "get", "put", "patch", "delete", "request", "fetch"})
	}
	return mentions(plain, "fetch", "axios", "request") || plain == "post"
}

// longestAddress bounds what can be one, in bytes.
const longestAddress = 2000

// address is what is known of an address, as the text has it.
func (u *unit) address(node *program.Node, steps int) string {
	if node == nil || steps == 0 || node.End-node.Start > longestAddress {
		return ""
	}
	switch node.Kind {
	case program.String:
		found := strings.Trim(string(u.text[node.Start:node.End]), "\"'`")
		for _, part := range node.Children {
			if value := u.address(u.constant(part), steps-1); value != "" {
				found = value + " " + found // whose host it may be
			}
		}
		return found
	case program.Operation:
		var found string
		for _, part := range node.Children {
			found += u.address(part, steps)
		}
		return found
	case program.Name, program.Member:
		if value := u.constant(node); value != nil {
			return u.address(value, steps-1)
		}
	}
	return string(u.text[node.Start:node.End])
}

// httpOperation is what an address of the data plane is for, and its path.
func httpOperation(address string) (what, path string) {
	address, _, _ = strings.Cut(address, "?")
	for _, each := range []struct{ path, what string }{
		{"/query", "query"}, {"/vectors/upsert", "upsert"}, {"/vectors/delete", "delete"}, {"/vectors/fetch", "fetch"},
		{"/vectors/update", "update"}, {"/vectors/list", "list"}, {"/describe_index_stats", "stats"},
		{"/embed", "embed"}, {"/rerank", "rerank"},
	} {
		if strings.HasSuffix(strings.TrimRight(address, "/\"'`"), each.path) {
			return each.what, each.path
		}
	}
	if _, after, found := strings.Cut(address, "/records/namespaces/"); found {
		switch after[strings.LastIndexByte(after, '/')+1:] {
		case "upsert":
			return "upsert", "/records/upsert"
		case "search":
			return "search", "/records/search"
		}
	}
	return "", ""
}

// hasKey says whether a request whose host stands elsewhere has a key of Pinecone: the header
// Api-Key, and a name that says whose it is.
func (u *unit) hasKey(call *program.Node, address string) bool {
	key := u.within(call, "api-key")
	if headers := u.within(call, "headers"); key == nil && headers != nil {
		if value := u.constant(headers); value != nil {
			key = entry(value, "api-key")
		}
	}
	if key == nil {
		return false
	}
	isOwn := strings.HasPrefix(address, "/") || strings.Contains(address, "localhost")
	return !isOwn && mentions(strings.ToLower(address+u.source(key)), "pinecone")
}

// httpRecords keeps how many records a request sends, where it has them as a list.
func (u *unit) httpRecords(s *sight, call *program.Node) {
	length, node, known := u.length(u.within(call, "vectors"), deepest)
	if !known {
		s.unsure(u, "/single_record", "what the request sends is made elsewhere", nil)
		return
	}
	s.values["batch"], s.values["single_record"] = length, length == 1
	s.places["/batch"] = node
}
