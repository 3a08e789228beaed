package assemble

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// dataSource finds what reads a thing that something else manages.
var dataSource = lazyregexp.New(`^(module\.[^.]+\.)*data\.`)

// twins are declarations that share a name which one thing alone can have, each at an address
// of its own: by the type and the name, where they stand. A state makes a thing of its own at each of
// its addresses, so they are several things, in projects or organizations that nothing tells
// apart, and what else has the name may be any of them.
type twins map[string][]string

func twinKey(kind, name string) string { return kind + "\x00" + name }

// add notes where code makes what a name is of.
func (t twins) add(observations []*snapshot.Observation, kind string, name func(*snapshot.Observation) string) {
	places := map[string][]string{}
	for _, observation := range observations {
		if observation.Type != kind || !makes(observation) {
			continue
		}
		if called := name(observation); called != "" {
			key := twinKey(kind, called)
			if place := standing(observation); !slices.Contains(places[key], place) {
				places[key] = append(places[key], place)
			}
		}
	}
	for key, at := range places {
		if len(at) > 1 {
			t[key] = at
		}
	}
}

// has says whether what declares a thing shares its name with what declares another.
func (t twins) has(observation *snapshot.Observation, name string) bool {
	return isCode(observation.Source) && len(t[twinKey(observation.Type, name)]) > 0
}

// makes says whether an observation is of code that makes the thing, and does not only read it.
func makes(o *snapshot.Observation) bool {
	return isCode(o.Source) && !dataSource().MatchString(o.Address)
}

// standing says where a declaration stands.
func standing(o *snapshot.Observation) string {
	return cmp.Or(o.DeclaredAs, o.Address) + " of " + scope(o)
}

// pathOf is the address of what is declared with the root module, template or program of it.
func pathOf(o *snapshot.Observation) string { return scope(o) + "/" + cmp.Or(o.DeclaredAs, o.Address) }

// unjoined tells of what has the name of twins, and is none of them.
func (h *homes) unjoined(resources []*snapshot.Resource) []snapshot.Problem {
	var all []snapshot.Problem
	for _, resource := range resources {
		first := resource.Observations[0]
		declarations := h.twins[twinKey(resource.Type, h.uniqueName(first))]
		if len(declarations) == 0 || slices.ContainsFunc(resource.Observations, isDeclaration) {
			continue
		}
		problem := snapshot.Problem{Kind: snapshot.Notice, Message: fmt.Sprintf(
			"%s %q is declared by %s, so nothing tells which of them %s has: each is judged by itself",
			resource.Type, resource.Name, strings.Join(declarations, ", "), first.Source)}
		if at, ok := first.Locations.Nearest("/name"); ok {
			problem.Location = &at.Location
		}
		all = append(all, problem)
	}
	return all
}

// uniqueName is the name that one thing alone of a type can have: of projects in their
// organization, of indexes in their project, of buckets in the world. It is empty where it is
// not known, and for types that are told otherwise.
func (h *homes) uniqueName(observation *snapshot.Observation) string {
	switch observation.Type {
	case "pinecone_project":
		return snapshot.Text(observation.Values, "name")
	case "pinecone_index":
		if name := snapshot.Text(observation.Values, "name"); name != "" {
			return h.place(observation) + "/" + name
		}
	case "aws_s3_bucket":
		return snapshot.Text(observation.Values, "bucket")
	}
	return ""
}
