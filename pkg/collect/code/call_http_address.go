package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// longestAddress bounds what can be one, in bytes.
const longestAddress = 2000

// address is what is known of an address, as the text has it.
func (u *unit) address(node *program.Node, steps int) string {
	if node == nil || steps == 0 || node.Kind == program.Object || node.End-node.Start > longestAddress {
		return ""
	}
	switch node.Kind {
	case program.String:
		return u.addressOfTemplate(node, steps)
	case program.Operation:
		var found strings.Builder
		for _, part := range node.Children {
			found.WriteString(u.address(part, steps))
		}
		return found.String()
	case program.Name, program.Member:
		if value := u.constant(node); value != nil {
			return u.address(value, steps-1)
		}
	case program.Call:
		if found := u.addressGiven(node, steps-1); found != "" {
			return found
		}
	}
	return "{" + string(u.text[node.Start:node.End]) + "}"
}

// addressGiven is what a function of the text gives back that makes addresses of paths: url("/query").
// Empty where it is no such function.
func (u *unit) addressGiven(call *program.Node, steps int) string {
	called := u.called(call.Child(program.Callee))
	if len(called) != 1 || steps < 1 {
		return ""
	}
	given := called[0].Child(program.Body)
	if given != nil && given.Kind == program.Block {
		if len(given.Children) != 1 || given.Children[0].Kind != program.Return {
			return ""
		}
		given = given.Children[0].First()
	}
	if given == nil || given.Kind != program.String && given.Kind != program.Operation {
		return ""
	}
	found := u.address(given, steps)
	for _, parameter := range called[0].All(program.Param) {
		if value := givenFor(parameter, call); value != nil && parameter.Name != "" {
			found = strings.Replace(found, "{"+parameter.Name+"}", u.address(value, steps), 1)
		}
	}
	if len(found) > longestAddress {
		return ""
	}
	return found
}

// addressOfTemplate is a text with what it begins with in place, where that has a name: ${HOST}/query.
func (u *unit) addressOfTemplate(node *program.Node, steps int) string {
	found := strings.Trim(strings.TrimPrefix(string(u.text[node.Start:node.End]), "f"), "\"'`")
	_, rest, begins := strings.Cut(found, "}")
	if begins && strings.HasPrefix(strings.TrimPrefix(found, "$"), "{") && len(node.Children) > 0 {
		if value := u.constant(node.Children[0]); value != nil {
			return u.address(value, steps-1) + rest
		}
	}
	return found
}

// httpOperation is what an address is for, and its path. That of the data plane has nothing before
// it but the host, which may be put in: an API of one's own mostly has more.
func httpOperation(address string) (what, path string) {
	address, _, _ = strings.Cut(withoutParts(address), "?")
	if _, after, found := strings.Cut(address, "//"); found {
		address = after
	}
	host, rest, found := strings.Cut(strings.TrimRight(address, "/"), "/")
	if !found || host == "" || strings.HasPrefix(host, "localhost") {
		return "", ""
	}
	for _, each := range []struct{ path, what string }{
		{"query", "query"}, {"vectors/upsert", "upsert"}, {"vectors/delete", "delete"}, {"vectors/fetch", "fetch"},
		{"vectors/update", "update"}, {"vectors/list", "list"}, {"describe_index_stats", "stats"},
		{"records/namespaces/" + aPart + "/upsert", "upsert"}, {"records/namespaces/" + aPart + "/search", "search"},
		{"embed", "embed"}, {"rerank", "rerank"},
	} {
		if named := namespacePart(rest); named == each.path {
			return each.what, "/" + strings.ReplaceAll(each.path, aPart, "*")
		}
	}
	return "", ""
}

// aPart stands for what is put into an address.
const aPart = "…"

// withoutParts has that for what a template puts in: ${host}/query.
func withoutParts(address string) string {
	var found strings.Builder
	depth := 0
	for _, r := range address {
		switch {
		case r == '{':
			if depth++; depth == 1 {
				found.WriteString(aPart)
			}
		case r == '}':
			depth = max(depth-1, 0)
		case depth == 0 && r != '$':
			found.WriteRune(r)
		}
	}
	return found.String()
}

// namespacePart leaves the name of a namespace open in a path.
func namespacePart(path string) string {
	parts := strings.Split(path, "/")
	if len(parts) == 4 && parts[0] == "records" && parts[1] == "namespaces" {
		parts[2] = aPart
	}
	return strings.Join(parts, "/")
}
