package evaluate

import (
	"bytes"
	"encoding/json"
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// batch is a part of a snapshot: resources to judge, all of one type where the snapshot
// is large, and beside them what they are linked to.
type batch struct {
	judged map[string][]*snapshot.Resource
	linked []*snapshot.Resource
}

// batches divides the resources of some types. A snapshot that fits into one batch is
// judged as it is; of a larger one, each batch has one type.
func batches(evidence *snapshot.Snapshot, types []string, size int) []batch {
	total := 0
	for _, resources := range evidence.Resources {
		total += len(resources)
	}
	if total <= size {
		return []batch{{judged: evidence.Resources}}
	}
	index := byID(evidence)
	var all []batch
	for _, name := range types {
		for part := range slices.Chunk(evidence.Resources[name], size) {
			all = append(all, batch{
				judged: map[string][]*snapshot.Resource{name: part},
				linked: neighbours(part, index),
			})
		}
	}
	return all
}

func byID(evidence *snapshot.Snapshot) map[string]*snapshot.Resource {
	index := map[string]*snapshot.Resource{}
	for _, resources := range evidence.Resources {
		for _, resource := range resources {
			index[resource.ID] = resource
		}
	}
	return index
}

// neighbours are what some resources link to, and what those link to, without the
// resources themselves, sorted by id.
func neighbours(part []*snapshot.Resource, index map[string]*snapshot.Resource) []*snapshot.Resource {
	found := map[string]*snapshot.Resource{}
	for _, resource := range part {
		for near := range related(resource, index) {
			found[near.ID] = near
			if crowded(resource.Type, near.Type) {
				continue
			}
			for far := range related(near, index) {
				found[far.ID] = far
			}
		}
	}
	for _, resource := range part {
		delete(found, resource.ID)
	}
	linked := make([]*snapshot.Resource, 0, len(found))
	for _, id := range slices.Sorted(maps.Keys(found)) {
		linked = append(linked, found[id])
	}
	return linked
}

// crowded says whether a resource is one of very many that belong to another, so that
// what lies behind the other is left out: an index does not see the thousand other
// indexes of its project, or judging a project would cost their square.
func crowded(of, to string) bool {
	switch of {
	case "pinecone_index", "pinecone_api_key", "pinecone_workload":
		return to == "pinecone_project"
	case "pinecone_audit_event":
		return to == "pinecone_project" || to == "pinecone_index"
	case "pinecone_project":
		return to == "pinecone_organization"
	default:
		return false
	}
}

func related(resource *snapshot.Resource, index map[string]*snapshot.Resource) func(func(*snapshot.Resource) bool) {
	return func(yield func(*snapshot.Resource) bool) {
		for _, ids := range resource.Links {
			for _, id := range ids {
				if other, ok := index[id]; ok && !yield(other) {
					return
				}
			}
		}
	}
}

// input is the batch as rules see it: a snapshot without positions.
func (b batch) input() ast.Value {
	keys := newKeys()
	resources := ast.NewObject()
	for _, name := range slices.Sorted(maps.Keys(b.judged)) {
		resources.Insert(ast.InternedTerm(name), keys.list(b.judged[name]))
	}
	input := ast.NewObject([2]*ast.Term{ast.InternedTerm("resources"), ast.NewTerm(resources)})
	if len(b.linked) > 0 {
		linked := ast.NewObjectWithCapacity(len(b.linked))
		for _, resource := range b.linked {
			linked.Insert(ast.StringTerm(resource.ID), keys.resource(resource))
		}
		input.Insert(ast.InternedTerm("linked"), ast.NewTerm(linked))
	}
	return input
}

// keys makes terms, one for each distinct key, as a batch has the same few keys many
// times.
type keys map[string]*ast.Term

func newKeys() keys { return keys{} }

func (k keys) key(name string) *ast.Term {
	if term, ok := k[name]; ok {
		return term
	}
	term := ast.StringTerm(name)
	k[name] = term
	return term
}

func (k keys) list(resources []*snapshot.Resource) *ast.Term {
	terms := make([]*ast.Term, len(resources))
	for i, resource := range resources {
		terms[i] = k.resource(resource)
	}
	return ast.ArrayTerm(terms...)
}

func (k keys) resource(resource *snapshot.Resource) *ast.Term {
	object := ast.NewObjectWithCapacity(12)
	set := func(name string, value *ast.Term) { object.Insert(k.key(name), value) }
	set("id", ast.StringTerm(resource.ID))
	set("name", ast.StringTerm(resource.Name))
	set("complete", ast.InternedTerm(resource.Complete))
	set("values", k.value(resource.Values))
	if resource.Environment != "" {
		set("environment", k.key(resource.Environment))
	}
	if len(resource.Purposes) > 0 {
		set("purposes", k.strings(resource.Purposes))
	}
	if len(resource.Unknown) > 0 {
		set("unknown", k.unknown(resource.Unknown))
	}
	if len(resource.Unread) > 0 {
		set("unread", k.unread(resource.Unread))
	}
	if len(resource.Links) > 0 {
		set("links", k.links(resource.Links))
	}
	set("observations", k.observations(resource))
	if resource.Access != nil {
		set("access", k.access(resource.Access))
	}
	return ast.NewTerm(object)
}

func (k keys) observations(resource *snapshot.Resource) *ast.Term {
	terms := make([]*ast.Term, len(resource.Observations))
	for i, observation := range resource.Observations {
		object := ast.NewObject(
			[2]*ast.Term{k.key("source"), k.key(observation.Source)},
			[2]*ast.Term{k.key("address"), ast.StringTerm(observation.Address)},
			[2]*ast.Term{k.key("complete"), ast.InternedTerm(observation.Complete)},
		)
		if len(resource.Observations) > 1 {
			object.Insert(k.key("values"), k.value(observation.Values))
		}
		if call := observation.Call; call != nil {
			object.Insert(k.key("call"), ast.ObjectTerm(
				[2]*ast.Term{k.key("name"), k.key(call.Name)},
				[2]*ast.Term{k.key("time"), ast.StringTerm(call.Time)},
			))
		}
		if resource.Type == "terraform_root" && len(observation.References) > 0 {
			// What a module gives out is judged by what it was made from.
			object.Insert(k.key("references"), k.links(observation.References))
		}
		terms[i] = ast.NewTerm(object)
	}
	return ast.ArrayTerm(terms...)
}

// access has the form that a written snapshot has.
func (k keys) access(answers *snapshot.Access) *ast.Term {
	data, err := json.Marshal(answers)
	if err != nil {
		return ast.NullTerm()
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var tree any
	if err := decoder.Decode(&tree); err != nil {
		return ast.NullTerm()
	}
	return k.value(tree)
}

func (k keys) unknown(unknown map[string]snapshot.Unknown) *ast.Term {
	object := ast.NewObjectWithCapacity(len(unknown))
	for pointer, why := range unknown {
		object.Insert(k.key(pointer), ast.ObjectTerm([2]*ast.Term{k.key("reason"), ast.StringTerm(why.Reason)}))
	}
	return ast.NewTerm(object)
}

func (k keys) unread(unread map[string]string) *ast.Term {
	object := ast.NewObjectWithCapacity(len(unread))
	for pointer, permission := range unread {
		object.Insert(k.key(pointer), k.key(permission))
	}
	return ast.NewTerm(object)
}

func (k keys) links(links map[string][]string) *ast.Term {
	object := ast.NewObjectWithCapacity(len(links))
	for relation, ids := range links {
		object.Insert(k.key(relation), k.strings(ids))
	}
	return ast.NewTerm(object)
}

func (k keys) strings(values []string) *ast.Term {
	terms := make([]*ast.Term, len(values))
	for i, value := range values {
		terms[i] = k.key(value)
	}
	return ast.ArrayTerm(terms...)
}

// value converts a tree. Null stays only in lists, where it holds a place: in Rego
// `not x.y` is false for a null.
func (k keys) value(value any) *ast.Term {
	switch value := value.(type) {
	case bool:
		return ast.InternedTerm(value)
	case string:
		return ast.StringTerm(value)
	case json.Number:
		return ast.NumberTerm(value)
	case []any:
		terms := make([]*ast.Term, len(value))
		for i, element := range value {
			terms[i] = k.value(element)
		}
		return ast.ArrayTerm(terms...)
	case map[string]any:
		object := ast.NewObjectWithCapacity(len(value))
		for name, element := range value {
			if element != nil {
				object.Insert(k.key(name), k.value(element))
			}
		}
		return ast.NewTerm(object)
	default:
		return ast.NullTerm()
	}
}
