package code

import (
	"bytes"
	"fmt"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// parse reads the code of a file.
func (r *result) parse(language syntax.Language, parsers parsers) {
	root, err := parsers.of(language).Parse(r.text)
	if err != nil {
		r.unread = true
		r.problem = &snapshot.Problem{
			Kind: snapshot.Gap, Location: &snapshot.Location{File: r.path},
			Message: fmt.Sprintf("%s %s: how it uses Pinecone is not known", collect.Quote(r.path), err),
		}
		return
	}
	if wrong := firstError(root); wrong != nil {
		at := collect.NewText(r.path, r.text).Location(wrong.Start, wrong.Start)
		r.problem = &snapshot.Problem{
			Kind: snapshot.Notice, Location: &at,
			Message: fmt.Sprintf("%s is no valid %s here: what can be read of it is judged", collect.Quote(r.path), language),
		}
	}
	lowered := program.Lower(language, root, r.text)
	if lowered == nil {
		return // a file of comments
	}
	r.unit = newUnit(r.path, language, r.text, lowered)
	if r.problem != nil {
		r.findSwallowed(root)
	}
}

// askingCall is what begins a call that is likely one of an index.
var askingCall = lazyregexp.New(`\.\s*(?:query|upsert|Query|Upsert|search_?[rR]ecords|SearchRecords)\w*\s*\(`)

// findSwallowed says of a text that uses an SDK that a call is not read, where one stands in what does
// not fit the grammar and is none in what was made of that. What is merely newer than the grammar
// leaves its calls in place.
func (r *result) findSwallowed(root *syntax.Node) {
	if !r.unit.importsSDK() {
		return
	}
	read := map[int]bool{}
	r.unit.root.Walk(func(n *program.Node) bool {
		if called := n.Child(program.Callee); n.Kind == program.Call && called != nil {
			read[called.End] = true
		}
		return true
	})
	for _, wrong := range allErrors(root, nil) {
		for _, found := range askingCall().FindAllIndex(r.text[wrong.Start:wrong.End], -1) {
			start, end := wrong.Start+found[0], wrong.Start+found[1]
			if read[len(bytes.TrimRight(r.text[:end-1], " \t\r\n"))] || isCommented(r.text, start) {
				continue
			}
			at := collect.NewText(r.path, r.text).Location(start, end)
			r.lost = true
			r.problem = &snapshot.Problem{
				Kind: snapshot.Gap, Location: &at,
				Message: fmt.Sprintf("%s is no valid %s here, so that a call in it is not read",
					collect.Quote(r.path), r.unit.language),
			}
			return
		}
	}
}

// allErrors are the parts of a tree that do not fit the grammar.
func allErrors(n *syntax.Node, found []*syntax.Node) []*syntax.Node {
	if n.Kind == "ERROR" {
		return append(found, n)
	}
	for _, child := range n.Children {
		found = allErrors(child, found)
	}
	return found
}

func firstError(n *syntax.Node) *syntax.Node {
	if n.Kind == "ERROR" || n.Missing {
		return n
	}
	for _, child := range n.Children {
		if found := firstError(child); found != nil {
			return found
		}
	}
	return nil
}

// resolve looks for what each unit does, once all have been read, and adds the files that only
// their imports say something of. The problems are those of what says which file an import is.
func resolve(tree *collect.Tree, results []*result, folder string) ([]*result, []snapshot.Problem) {
	all := newCodebase(tree, results, folder)
	for _, one := range results {
		one.role = all.role(one.path)
		if one.unit != nil {
			one.unit.role = one.role
		}
	}
	for _, one := range results {
		if one.unit != nil {
			one.sights = one.unit.find()
			one.hosts = one.unit.hostNames()
		}
	}
	results = append(append(results, all.importers()...), all.injected()...)
	if all.scriptNames == nil {
		return results, nil
	}
	return results, all.scriptNames.problems
}
