package evaluate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// need is one fact of a rule's METADATA: a pointer, or relation:pointer.
type need struct {
	text     string
	relation string
	pointer  string
}

func parseNeeds(texts []string) []need {
	needs := make([]need, len(texts))
	for i, text := range texts {
		needs[i] = need{text: text, pointer: text}
		if relation, pointer, ok := strings.Cut(text, ":"); ok {
			needs[i] = need{text: text, relation: relation, pointer: pointer}
		}
	}
	return needs
}

// missing lists the needed facts that nobody could tell.
func (j *judge) missing(resource *snapshot.Resource, needs []need) []finding.Missing {
	var all []finding.Missing
	for _, need := range needs {
		if need.relation == "" {
			all = append(all, missingAt(resource, need.text, need.pointer)...)
			continue
		}
		ids := resource.Links[need.relation]
		if len(ids) == 0 {
			all = append(all, unlinked(need))
		}
		for _, id := range ids {
			if linked, ok := j.index[id]; ok {
				all = append(all, missingAt(linked, need.text, need.pointer)...)
			}
		}
	}
	return all
}

// missingAt is what stands between a reader and the fact at a pointer.
func missingAt(resource *snapshot.Resource, name, pointer string) []finding.Missing {
	var all []finding.Missing
	for _, at := range sortedKeys(resource.Unknown) {
		if overlap(at, pointer) {
			all = append(all, unknown(name, resource.Unknown[at]))
		}
	}
	for _, at := range sortedKeys(resource.Unread) {
		if overlap(at, pointer) {
			all = append(all, finding.Missing{
				Pointer: name,
				Reason:  "the service refused to show it",
				Needed:  "the permission " + resource.Unread[at],
			})
		}
	}
	if len(all) > 0 || resource.Complete {
		return all
	}
	if value, ok := snapshot.Lookup(resource.Values, pointer); ok && value != nil {
		return nil
	}
	return []finding.Missing{{
		Pointer: name,
		Reason:  "no source that was read holds it",
		Needed:  "a plan, the Terraform source or a live reading of " + resource.Name,
	}}
}

func unknown(name string, why snapshot.Unknown) finding.Missing {
	missing := finding.Missing{Pointer: name, Reason: why.Reason, Needed: "a plan or a live reading"}
	if why.Expression != "" && !strings.Contains(why.Reason, why.Expression) {
		missing.Reason = fmt.Sprintf("%s: %s", why.Expression, why.Reason)
	}
	if why.Location != nil {
		at := Location(*why.Location)
		missing.Location = &at
	}
	return missing
}

func unlinked(need need) finding.Missing {
	return finding.Missing{
		Pointer: need.text,
		Reason: fmt.Sprintf("nothing that was read says which %s it belongs with",
			strings.ReplaceAll(need.relation, "_", " ")),
		Needed: "the Terraform source, a plan or a live reading that shows it",
	}
}

// overlap says whether one of two pointers is the other or lies within it.
func overlap(a, b string) bool { return snapshot.Within(a, b) || snapshot.Within(b, a) }

// coverage knows for which types absence can be told.
type coverage struct {
	sources []snapshot.Source
	// known has what was found out before: a rule may find one absent for each of thousands
	// of resources, and there may be as many sources.
	known map[string][]finding.Missing
}

func newCoverage(evidence *snapshot.Snapshot) coverage {
	return coverage{sources: evidence.Sources, known: map[string][]finding.Missing{}}
}

// gaps says, for each type that a rule found absent, why that is not certain: a source
// that could hold one was not read completely, or there is no such source at all. What is
// absent is so in a project, by what it is called; without a name, anywhere.
func (c coverage) gaps(types, project []string) []finding.Missing {
	var all []finding.Missing
	for _, name := range types {
		key := strings.Join(append([]string{name}, project...), "\x00")
		found, ok := c.known[key]
		if !ok {
			found = c.gapsOf(name, project)
			c.known[key] = found
		}
		all = append(all, found...)
	}
	return all
}

func (c coverage) gapsOf(name string, project []string) []finding.Missing {
	var all []finding.Missing
	held := false
	for _, source := range c.sources {
		elsewhere := source.Project != "" && len(project) > 0 && !slices.Contains(project, source.Project)
		if elsewhere || !slices.ContainsFunc(source.Holds, func(pattern string) bool { return covers(pattern, name) }) {
			continue
		}
		held = true
		if source.Status != snapshot.Complete {
			all = append(all, finding.Missing{
				Pointer: name,
				Reason:  fmt.Sprintf("%s was not read completely, and could hold one", source.ID),
				Needed:  "what could not be read there, repaired",
			})
		}
	}
	if !held {
		all = append(all, finding.Missing{
			Pointer: name,
			Reason:  "nothing that was read could hold one",
			Needed:  "the manifest, the Terraform source, a plan or a live reading",
		})
	}
	return all
}

func covers(pattern, name string) bool {
	prefix, wild := strings.CutSuffix(pattern, "*")
	return pattern == name || (wild && strings.HasPrefix(name, prefix))
}
