package code

import (
	"fmt"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
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
