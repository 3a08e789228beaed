package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// namesOf has, by type, the pointers at which people are named, also by no address.
//
//nolint:gochecknoglobals // a table that nothing writes
var namesOf = map[string][]string{
	"pinecone_organization":    {"/owners"},
	"pinecone_project":         {"/admins"},
	"pinecone_user":            {"/name", "/email"},
	"pinecone_invite":          {"/email"},
	"pinecone_audit_event":     {"/principal_name", "/members", "/resource_name"},
	"pinecone_audit_principal": {"/principal_name"},
}

// withoutNames puts pseudonyms into all that was gathered.
func (e *evidence) withoutNames() error {
	if e.pseudonyms == nil {
		return nil
	}
	var err error
	if e.snapshot, err = e.pseudonyms.from(e.snapshot); err != nil {
		return &exitError{code: exitInternal, err: fmt.Errorf("put pseudonyms into the snapshot: %w", err)}
	}
	e.manifest.Waivers = e.pseudonyms.waivers(e.manifest.Waivers)
	for _, texts := range [][]string{e.mistakes, e.asked} {
		for i, text := range texts {
			texts[i] = e.pseudonyms.text(text)
		}
	}
	return nil
}

// from is a snapshot without names. It goes through the snapshot's JSON, so that no text of it
// is forgotten.
func (p *pseudonyms) from(evidence *snapshot.Snapshot) (*snapshot.Snapshot, error) {
	var text bytes.Buffer
	if err := snapshot.Write(&text, evidence); err != nil {
		return nil, err
	}
	decoder := json.NewDecoder(&text)
	decoder.UseNumber()
	var tree map[string]any
	if err := decoder.Decode(&tree); err != nil {
		return nil, err
	}
	resources, _ := tree["resources"].(map[string]any)
	for kind, pointers := range namesOf {
		list, _ := resources[kind].([]any)
		for _, resource := range list {
			p.resource(resource, pointers)
		}
	}
	data, err := json.Marshal(p.tree(tree))
	if err != nil {
		return nil, err
	}
	clean, err := snapshot.Read(bytes.NewReader(data))
	if err != nil {
		return nil, err
	}
	p.say(clean)
	inOrder(clean)
	return clean, nil
}

// resource takes people's names out of a resource and its observations.
func (p *pseudonyms) resource(of any, pointers []string) {
	resource, _ := of.(map[string]any)
	observations, _ := resource["observations"].([]any)
	for _, one := range append([]any{resource}, observations...) {
		holder, _ := one.(map[string]any)
		values, _ := holder["values"].(map[string]any)
		for _, pointer := range pointers {
			value, told := values[pointer[1:]]
			if !told || isThing(values, pointer) {
				continue
			}
			if resource["name"] == value {
				resource["name"] = p.named(value)
			}
			values[pointer[1:]] = p.named(value)
		}
	}
}

// isThing says whether what an event names at a pointer is no person: a key or a service account
// that acted, or what was acted on.
func isThing(values map[string]any, pointer string) bool {
	kinds := map[string]string{"/principal_name": "principal_type", "/resource_name": "resource_type"}
	kind, ok := values[kinds[pointer]]
	return ok && kind != "user"
}

// named is a name, or a list of them.
func (p *pseudonyms) named(value any) any {
	switch value := value.(type) {
	case string:
		return p.learn(value)
	case []any:
		for i, one := range value {
			value[i] = p.named(one)
		}
	}
	return value
}

// learn is the pseudonym of a name, which is remembered.
func (p *pseudonyms) learn(name string) string {
	if !p.is(name) && name != "" && !p.address.MatchString(name) && !slices.Contains(p.names, name) {
		p.names = append(p.names, name)
	}
	return p.name(name)
}

// tree changes all texts of a tree, the keys of its maps too.
func (p *pseudonyms) tree(value any) any {
	switch node := value.(type) {
	case string:
		return p.text(node)
	case []any:
		for i, child := range node {
			node[i] = p.tree(child)
		}
	case map[string]any:
		changed := make(map[string]any, len(node))
		for key, child := range node {
			changed[p.text(key)] = p.tree(child)
		}
		return changed
	}
	return value
}

// pseudonymSource is the source that says whose pseudonyms there are.
const pseudonymSource = "pseudonyms"

// pseudonymous says whether results have pseudonyms of people.
func pseudonymous(results *finding.Results) bool {
	return slices.ContainsFunc(results.Sources, func(source finding.Source) bool { return source.ID == pseudonymSource })
}

// say adds to a snapshot whose pseudonyms it has.
func (p *pseudonyms) say(clean *snapshot.Snapshot) {
	message := "people have pseudonyms of this run alone: set " + pseudonymKey + " to give them the same in each run"
	if !p.passing {
		message = fmt.Sprintf("people have pseudonyms of the key %s", strings.TrimPrefix(p.name("the key"), pseudonym))
	}
	clean.Sources = slices.DeleteFunc(clean.Sources, func(source snapshot.Source) bool {
		return source.ID == pseudonymSource
	})
	clean.Sources = append(clean.Sources, snapshot.Source{
		ID: pseudonymSource, Status: snapshot.Complete,
		Problems: []snapshot.Problem{{Kind: snapshot.Notice, Message: message}},
	})
}

// inOrder sorts what is sorted by names.
func inOrder(s *snapshot.Snapshot) {
	slices.SortStableFunc(s.Sources, func(a, b snapshot.Source) int { return strings.Compare(a.ID, b.ID) })
	for _, resources := range s.Resources {
		slices.SortStableFunc(resources, func(a, b *snapshot.Resource) int { return strings.Compare(a.ID, b.ID) })
		for _, resource := range resources {
			for _, ids := range resource.Links {
				slices.Sort(ids)
			}
		}
	}
}
