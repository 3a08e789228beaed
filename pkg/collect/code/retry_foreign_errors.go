package code

import (
	"slices"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// ofOtherErrors leaves open whether a call of records by gRPC is tried again by what asks for errors that it
// does not give. The SDK for Go gives back that of gRPC as it is, and no PineconeError (index_connection.go);
// that for Java throws a StatusRuntimeException of gRPC; and that for .NET has the code of gRPC, such as 8 or
// 14, where others have 429 or 503 (IndexClient.cs).
func (u *unit) ofOtherErrors(found *retry, method string, transport any) *retry {
	in := u
	if found.in != nil {
		in = found.in
	}
	isHTTP := isByREST(method) || transport != "grpc" && u.language != syntax.Go || transport == "async"
	if found.present != yes || found.node == nil || isHTTP {
		return found
	}
	own := *found
	switch in.language {
	case syntax.Go:
		if in.asksPineconeError(found.node) {
			own.present, own.why = unknown, "it asks for a PineconeError, and a call of records gives an error of gRPC"
		}
	case syntax.Java:
		if onlyPineconeException(found.node) {
			own.present, own.why = unknown, "it asks for a PineconeException, and a call of records throws one of gRPC"
		}
	case syntax.CSharp:
		in.codesOfGRPC(&own)
	case syntax.Python, syntax.TypeScript, syntax.TSX:
	}
	return &own
}

// asksPineconeError says whether a PineconeError is all that a retry of Go asks its error for.
func (u *unit) asksPineconeError(within *program.Node) bool {
	asks, other := false, false
	look := func(n *program.Node) bool {
		asks = asks || (n.Kind == program.Member || n.Kind == program.Name) && n.Name == "PineconeError"
		other = other || u.asksOther(n)
		return true
	}
	within.Walk(func(n *program.Node) bool {
		if n.Kind == program.Name && (n.Role == program.Callee || n.Role == program.Argument) {
			for _, function := range u.called(n) {
				function.Walk(look)
			}
		}
		return look(n)
	})
	return asks && !other
}

// asksOther knows what asks an error of Go for something else: for what it is or says, for a code of gRPC, or
// for another type: var other net.Error.
func (u *unit) asksOther(n *program.Node) bool {
	switch n.Kind {
	case program.Call:
		return (callee(n) == "Is" || callee(n) == "Contains") && !ofContext(n) || leavesForError(n) ||
			givesError(n) && u.callsElsewhere(n) && !u.readsError(n) && !logs(n) && n.Role == program.Condition
	case program.Name:
		return strings.HasPrefix(u.origin(n), "google.golang.org/grpc")
	case program.Assign:
		typed := n.Child(program.Type)
		return typed != nil && typed.Name != "PineconeError" && strings.HasSuffix(typed.Name, "Error")
	default:
		return false
	}
}

// leavesForError is if errors.As(err, &target) { return err }, which repeats what is no such error.
func leavesForError(as *program.Node) bool {
	test := as.Up(func(n *program.Node) bool { return n.Kind == program.If || n.Kind == program.Function })
	if callee(as) != "As" || test == nil || test.Kind != program.If || !as.Within(test.Child(program.Condition)) {
		return false
	}
	isNegated := as.Parent.Kind == program.Operation && as.Parent.Name == "!"
	return !isNegated && test.Child(program.Body).Find(func(n *program.Node) bool {
		return n.Kind == program.Return && n.Find(func(part *program.Node) bool { return part.Name == "true" }) == nil &&
			n.Find(named("PineconeError")) == nil && len(n.Children) > 0 && n.Children[0].Kind != program.Operation
	}) != nil
}

// onlyPineconeException says whether the types that an annotation of Java is given are Pinecone's alone.
func onlyPineconeException(annotation *program.Node) bool {
	types := argument(annotation, "retryfor", "include", "value", "includes", "retryon")
	if annotation.Role != program.Decorator || types == nil {
		return false
	}
	all, own := 0, 0
	types.Walk(func(n *program.Node) bool {
		if n.Kind == program.Name && strings.HasSuffix(n.Name, "Exception") || n.Name == "Throwable" {
			all++
			if strings.HasPrefix(n.Name, "Pinecone") {
				own++
			}
		}
		return true
	})
	return all > 0 && all == own
}

// codesOfGRPC reads the numbers that a policy of C# compares the status of an error with, as codes of gRPC.
func (u *unit) codesOfGRPC(found *retry) {
	handles := found.node.Find(func(n *program.Node) bool {
		return n.Kind == program.Call && strings.HasPrefix(callee(n), "Handle") &&
			positional(n, 0).Find(asksStatusCode) != nil
	})
	if handles == nil {
		return
	}
	test := positional(handles, 0)
	if test.Kind != program.Function || test.Find(asksMore) != nil || len(u.handlers(found.node)) > 1 {
		return
	}
	var codes []int
	largest := 0
	test.Walk(func(n *program.Node) bool {
		if value, err := strconv.Atoi(n.Name); n.Kind == program.Number && err == nil {
			codes, largest = append(codes, value), max(largest, value)
		}
		return true
	})
	const lastCode = 16
	text := u.source(test)
	small := slices.DeleteFunc(slices.Clone(codes), func(code int) bool { return code > lastCode })
	switch {
	case len(codes) == 0:
	case len(small) == 0:
		found.present = unknown
		found.why = "it asks for a status of HTTP, and a call of records has the code of gRPC: 8 for 429, 14 for 503"
	case largest <= lastCode && !strings.ContainsAny(strings.ReplaceAll(text, "=>", ""), "<>!") &&
		!strings.Contains(text, "not "):
		refusals := []int{3, 5, 6, 7, 9, 11, 12, 16}
		found.rateLimits = is(slices.Contains(small, 8))
		found.clientErrors = is(slices.ContainsFunc(small, func(code int) bool { return slices.Contains(refusals, code) }))
	}
}

// asksMore says whether a test asks for more than numbers of a status.
func asksMore(n *program.Node) bool {
	return n.Kind == program.Call || n.Kind == program.Member && n.Name != "StatusCode"
}

func asksStatusCode(n *program.Node) bool { return n.Kind == program.Member && n.Name == "StatusCode" }

// handlers are the calls by which a policy of Polly says what it handles.
func (u *unit) handlers(policy *program.Node) []*program.Node {
	var found []*program.Node
	policy.Walk(func(n *program.Node) bool {
		if n.Kind == program.Call && (strings.HasPrefix(callee(n), "Handle") || strings.HasPrefix(callee(n), "Or")) {
			found = append(found, n)
		}
		return true
	})
	return found
}
