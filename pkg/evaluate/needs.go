package evaluate

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// need is one fact of a rule's METADATA: a pointer, or relation:pointer for a fact of what
// a resource is linked to, or of what that is linked to, relation:relation:pointer. A * for
// the pointer asks for no more than that all of them were seen. A ? behind the pointer says that
// nothing is an answer too: such a fact is missing only where something is there that nobody
// could tell.
type need struct {
	text      string
	relations []string
	pointer   string
	optional  bool
}

func parseNeeds(texts []string) []need {
	needs := make([]need, len(texts))
	for i, text := range texts {
		text, optional := strings.CutSuffix(text, "?")
		parts := strings.Split(text, ":")
		needs[i] = need{text: text, relations: parts[:len(parts)-1], pointer: parts[len(parts)-1], optional: optional}
	}
	return needs
}

// missing lists the needed facts that nobody could tell.
func (j *judge) missing(resource *snapshot.Resource, needs []need) []finding.Missing {
	var all []finding.Missing
	for _, need := range needs {
		all = append(all, j.missingBehind(resource, need, need.relations)...)
	}
	return all
}

// missingBehind lists what nobody could tell of what some relations lead to.
func (j *judge) missingBehind(resource *snapshot.Resource, need need, relations []string) []finding.Missing {
	if len(relations) == 0 {
		if need.pointer == "*" {
			return nil
		}
		return missingAt(resource, need)
	}
	var all []finding.Missing
	if reason := resource.Incomplete[relations[0]]; reason != "" {
		all = append(all, finding.Missing{
			Pointer: need.text, Reason: reason, Needed: "what could not be read there, repaired",
		})
	}
	ids := resource.Links[relations[0]]
	if len(ids) == 0 && len(need.relations) == 1 && need.pointer != "*" && !need.optional {
		all = append(all, unlinked(resource, need))
	}
	for _, id := range ids {
		if linked, ok := j.index[id]; ok {
			all = append(all, j.missingBehind(linked, need, relations[1:])...)
		}
	}
	return all
}

// missingAt is what stands between a reader and the fact at a pointer.
func missingAt(resource *snapshot.Resource, need need) []finding.Missing {
	var all []finding.Missing
	for _, at := range sortedKeys(resource.Unknown) {
		if overlap(at, need.pointer) && !(need.optional && resource.Unknown[at].IsUnsaid()) {
			all = append(all, unknown(resource, need.text, resource.Unknown[at]))
		}
	}
	for _, at := range sortedKeys(resource.Unread) {
		if overlap(at, need.pointer) {
			all = append(all, finding.Missing{
				Pointer: need.text,
				Reason:  "the service refused to show it",
				Needed:  "the permission " + resource.Unread[at],
			})
		}
	}
	if len(all) > 0 || resource.Complete || need.optional {
		return all
	}
	if value, ok := snapshot.Lookup(resource.Values, need.pointer); ok && value != nil {
		return nil
	}
	return []finding.Missing{{
		Pointer: need.text,
		Reason:  "no source that was read holds it",
		Needed:  holder(resource, "a plan, the Terraform source or a live reading of "+resource.Name),
	}}
}

// holder is what could tell a fact: an organization is in no Terraform, the manifest alone has
// workloads, and no service shows what programs, workflows and monitors do.
func holder(resource *snapshot.Resource, others string) string {
	switch resource.Type {
	case "pinecone_organization":
		return "the manifest or a live reading"
	case "pinecone_workload":
		return "the manifest"
	case "pinecone_call", "pinecone_client", "pinecone_host", "pinecone_sdk", "ci_job", "sso_certificate",
		"metric_query", "prometheus_scrape":
		return "what the file leaves open"
	default:
		return others
	}
}

func unknown(resource *snapshot.Resource, name string, why snapshot.Unknown) finding.Missing {
	needed := holder(resource, cmp.Or(why.Needed, "a plan or a live reading"))
	missing := finding.Missing{Pointer: name, Reason: why.Reason, Needed: needed}
	if why.Expression != "" && !strings.Contains(why.Reason, why.Expression) {
		missing.Reason = fmt.Sprintf("%s: %s", why.Expression, why.Reason)
	}
	if why.Location != nil {
		at := Location(*why.Location)
		missing.Location = &at
	}
	return missing
}

func unlinked(resource *snapshot.Resource, need need) finding.Missing {
	return finding.Missing{
		Pointer: need.text,
		Reason: fmt.Sprintf("nothing that was read says which %s it belongs with",
			strings.ReplaceAll(need.relations[0], "_", " ")),
		Needed: holder(resource, "the Terraform source, a plan or a live reading that shows it"),
	}
}

// overlap says whether one of two pointers is the other or lies within it.
func overlap(a, b string) bool { return snapshot.Within(a, b) || snapshot.Within(b, a) }

// coverage knows for which types absence can be told.
type coverage struct {
	sources []snapshot.Source
	// holders has those of a type where they were asked for: a rule may find one absent for
	// each of thousands of resources, and there may be as many sources.
	holders map[string]holders
}

// holders are the sources that could hold resources of a type.
type holders struct {
	// partial were not read completely.
	partial []snapshot.Source
	// projects are those of which one could hold one; empty is that of all.
	projects map[string]bool
}

func newCoverage(evidence *snapshot.Snapshot) coverage {
	return coverage{sources: evidence.Sources, holders: map[string]holders{}}
}

// gaps says why it is not certain that there is none of some types, in a project that may be
// called by any of some names.
func (c coverage) gaps(types, project []string) []finding.Missing {
	var all []finding.Missing
	for _, name := range types {
		of, ok := c.holders[name]
		if !ok {
			of = c.holdersOf(name)
			c.holders[name] = of
		}
		all = append(all, of.gaps(name, project)...)
	}
	return all
}

func (c coverage) holdersOf(name string) holders {
	of := holders{projects: map[string]bool{}}
	for _, source := range c.sources {
		if !slices.ContainsFunc(source.Holds, func(pattern string) bool { return covers(pattern, name) }) {
			continue
		}
		of.projects[source.Project] = true
		if source.Status != snapshot.Complete && !slices.Contains(source.Whole, name) {
			of.partial = append(of.partial, source)
		}
	}
	return of
}

func (h holders) gaps(name string, project []string) []finding.Missing {
	var all []finding.Missing
	for _, source := range h.partial {
		if source.Project == "" || len(project) == 0 || slices.Contains(project, source.Project) {
			all = append(all, finding.Missing{
				Pointer: name,
				Reason:  fmt.Sprintf("%s was not read completely, and could hold one", source.ID),
				Needed:  "what could not be read there, repaired",
			})
		}
	}
	held := h.projects[""] || len(project) == 0 && len(h.projects) > 0 ||
		slices.ContainsFunc(project, func(called string) bool { return h.projects[called] })
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
