package evaluate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// judge turns what rules denied, and what they needed and could not have, into verdicts.
// It is in Go so that no rule can forget a verdict.
type judge struct {
	evidence *snapshot.Snapshot
	denied   *denials
	index    map[string]*snapshot.Resource
	coverage coverage
	// bare judges without what services withheld; nil where they withheld nothing.
	bare *judge
	// settled are the rules of which no finding has a severity of its own.
	settled map[string]bool
	// pass is the verdict of all that pass, which are most.
	pass []finding.Finding
}

func newJudge(evidence *snapshot.Snapshot, denied *denials, settled map[string]bool) *judge {
	return &judge{
		evidence: evidence, denied: denied, index: byID(evidence), coverage: newCoverage(evidence),
		settled: settled, pass: []finding.Finding{{Verdict: finding.Pass}},
	}
}

// rule judges every subject of one rule.
func (j *judge) rule(rule finding.Rule) (finding.Tally, []*finding.Finding) {
	tally := finding.Tally{Rule: rule.ID}
	if err := j.failed(rule); err != nil {
		tally.Error = err.Error()
		return tally, nil
	}
	needs, appliesNeeds := parseNeeds(rule.Needs), parseNeeds(rule.AppliesNeeds)
	var findings []*finding.Finding
	for _, name := range rule.Resources {
		for _, resource := range j.evidence.Resources[name] {
			if !rule.JudgesAll() && outsideProduction(resource.Environment) {
				continue
			}
			found := j.acquit(j.verdict(rule, resource, needs, appliesNeeds), rule, resource, needs, appliesNeeds)
			if len(found) == 0 {
				continue
			}
			switch found[0].Verdict {
			case finding.Fail:
				tally.Fail++
			case finding.Inconclusive:
				tally.Inconclusive++
			default: // pass
				tally.Pass++
				tally.Passed = append(tally.Passed, resource.ID)
				continue
			}
			for i := range found {
				findings = append(findings, &found[i])
			}
		}
	}
	return tally, findings
}

// failed is why a rule could not be evaluated.
func (j *judge) failed(rule finding.Rule) error {
	if err := j.denied.errors[rule.ID]; err != nil || j.bare == nil {
		return err
	}
	return j.bare.denied.errors[rule.ID]
}

// verdict is empty where the rule does not judge the resource.
func (j *judge) verdict(
	rule finding.Rule, resource *snapshot.Resource, needs, appliesNeeds []need,
) []finding.Finding {
	denied := j.denied.byRule[rule.ID][resource.ID]
	if rule.Applies && len(denied) == 0 && !j.denied.applies[rule.ID][resource.ID] {
		if missing := j.missing(resource, appliesNeeds); len(missing) > 0 {
			return []finding.Finding{j.inconclusive(rule, resource, missing)}
		}
		return nil
	}
	var fails []finding.Finding
	var missing []finding.Missing
	var elsewhere *place // where the first that is missing would stand
	for _, said := range denied {
		if said.undecided {
			if len(missing) == 0 {
				elsewhere = said.elsewhere
			}
			missing = append(missing, finding.Missing{
				Pointer: said.pointer, Reason: said.message, Needed: "the facts named here",
			})
			continue
		}
		if gaps := j.gaps(resource, said.absent); len(gaps) > 0 {
			missing = append(missing, gaps...)
			continue
		}
		fails = append(fails, j.fail(rule, resource, said))
	}
	if len(fails) > 0 {
		tellApart(fails)
		return fails
	}
	missing = append(missing, unanswered(rule, resource)...)
	missing = append(missing, j.missing(resource, needs)...)
	missing = append(missing, j.gaps(resource, rule.NeedsAll)...)
	if len(missing) == 0 {
		return j.pass
	}
	open := j.inconclusive(rule, resource, missing)
	if elsewhere != nil {
		j.relocate(&open, *elsewhere)
	}
	return []finding.Finding{open}
}

// gaps says why it is not certain that there is no resource of some types where one is.
func (j *judge) gaps(resource *snapshot.Resource, types []string) []finding.Missing {
	if len(types) == 0 {
		return nil
	}
	return j.coverage.gaps(types, j.project(resource))
}

// project is what the one project that a resource is of, or is, may be called; nothing where
// that is not known.
func (j *judge) project(resource *snapshot.Resource) []string {
	if resource.Type != "pinecone_project" {
		ids := resource.Links["project"]
		if len(ids) != 1 || j.index[ids[0]] == nil {
			return nil
		}
		resource = j.index[ids[0]]
	}
	var names []string
	for _, attribute := range []string{"id", "name"} {
		if name, ok := resource.Values[attribute].(string); ok && name != "" {
			names = append(names, name)
		}
	}
	return names
}

func (j *judge) inconclusive(
	rule finding.Rule, resource *snapshot.Resource, missing []finding.Missing,
) finding.Finding {
	pointer := missing[0].Pointer
	if !strings.HasPrefix(pointer, "/") { // a type, or another resource's
		pointer = ""
	}
	found := j.finding(rule, resource, finding.Inconclusive, pointer)
	found.Missing = missing
	facts := make([]string, len(missing))
	for i, fact := range missing {
		facts[i] = strings.TrimSpace(fmt.Sprintf("%s (%s)", fact.Pointer, fact.Reason))
	}
	found.Message = fmt.Sprintf("%s could not be judged: %s", resource.Name, strings.Join(slices.Compact(facts), "; "))
	return found
}

func (j *judge) finding(
	rule finding.Rule, resource *snapshot.Resource, verdict finding.Verdict, pointer string,
) finding.Finding {
	found := finding.Finding{
		Rule:     rule.ID,
		Verdict:  verdict,
		Severity: rule.Severity,
		Resource: finding.Resource{
			Type: resource.Type, ID: resource.ID, Name: resource.Name, Environment: resource.Environment,
		},
		Pointer: pointer,
	}
	identify(&found, rule, resource, pointer)
	if at, source := resource.Position(pointer); at != nil {
		place := Location(at.Location)
		found.Location, found.Source, found.Related = &place, source, via(at)
	}
	return found
}
