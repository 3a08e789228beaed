package report

import (
	"cmp"
	"fmt"

	"github.com/pinelint/pinelint/pkg/finding"
)

// rule adds what a rule saw, what follows from it and how it stands as a whole.
func (a *assessment) rule(one *judged) {
	id := one.rule.ID
	whole := oscalFinding{
		UUID: oscalID("finding", id), Title: oscalTitle(one.rule.Title, id),
		Description: oscalText(one.standing.text() + "."), Origins: a.origins(),
		Target: oscalTarget{Type: "objective-id", ID: objectiveID(id), Status: statusOf(one)},
	}
	taken := map[string]int{}
	for _, found := range one.findings {
		name := id + "\x00" + cmp.Or(found.Fingerprint, finding.Fingerprint(id, found.Resource.ID, found.Pointer))
		if taken[name]++; taken[name] > 1 { // two findings of one fingerprint are told apart by their order
			name = fmt.Sprintf("%s\x00%d", name, taken[name])
		}
		seen := a.observation(found, name)
		whole.Observations = append(whole.Observations, oscalRelated{Observation: seen.UUID})
		if found.Verdict == finding.Fail {
			risk := a.risk(one.rule, found, name, seen.UUID)
			whole.Risks = append(whole.Risks, oscalRelated{Risk: risk.UUID})
			a.result.Risks = append(a.result.Risks, risk)
		}
		a.result.Observations = append(a.result.Observations, seen)
	}
	if passed, ok := a.passes(one); ok {
		whole.Observations = append(whole.Observations, oscalRelated{Observation: passed.UUID})
		a.result.Observations = append(a.result.Observations, passed)
	}
	a.result.Findings = append(a.result.Findings, whole)
}

// statusOf says that a rule is satisfied where all that it judged passes.
func statusOf(one *judged) oscalStatus {
	status := oscalStatus{State: "not-satisfied", Reason: "other"}
	switch one.standing.worst() {
	case "pass":
		return oscalStatus{State: "satisfied", Reason: "pass"}
	case "fail":
		status.Reason = "fail"
	case "waived":
		status.Remarks = "Each fail is waived."
	case "inconclusive":
		status.Remarks = "A fact that the rule needs is not known."
	}
	if one.tally.Error != "" {
		status.Remarks = oscalText("The rule could not be evaluated: " + one.tally.Error)
	}
	return status
}

func (a *assessment) observation(found *finding.Finding, name string) oscalObservation {
	seen := oscalObservation{
		UUID: oscalID("observation", name), Title: oscalText(found.Rule + " on " + found.Resource.Name),
		Description: oscalText(headOf(found)),
		Props: props("verdict", verdictOf(found), "severity", found.Severity.String(), "judged", found.Pointer,
			"environment", found.Resource.Environment, "fingerprint", found.Fingerprint),
		Methods: []string{"TEST"}, Types: []string{"finding"}, Origins: a.origins(), Collected: a.at,
		Subjects: []oscalSubject{a.subject(found.Resource)},
	}
	if found.Location != nil {
		seen.Props = append(seen.Props, props("file", found.Location.File, "line", fmt.Sprint(found.Location.StartLine))...)
	}
	for _, one := range found.Evidence {
		from := one.Source
		if one.Address != "" {
			from += ", " + one.Address
		}
		if one.Call != nil {
			from = callText(one.Call)
		}
		value := cut(valueText(one.Value), maxValue)
		seen.Evidence = append(seen.Evidence, oscalEvidence{oscalText(one.Pointer + " = " + value + " (" + from + ")")})
	}
	for _, one := range found.Missing {
		seen.Evidence = append(seen.Evidence, oscalEvidence{oscalText(factOf(one) + " is not known: " + one.Reason)})
	}
	return seen
}

// subject refers to a resource, and puts it into the inventory once.
func (a *assessment) subject(resource finding.Resource) oscalSubject {
	id := oscalID("resource", resource.ID)
	if !a.items[id] {
		a.items[id] = true
		a.result.Local.Inventory = append(a.result.Local.Inventory, oscalItem{
			UUID: id, Description: oscalText(describe(resource)),
			Props: props("resource", resource.ID, "resource-type", resource.Type),
		})
	}
	return oscalSubject{UUID: id, Type: "inventory-item", Title: oscalTitle(resource.Name, resource.ID)}
}

// passes is one observation for all that passed, since nothing more is known of each.
func (a *assessment) passes(one *judged) (passed oscalObservation, ok bool) {
	if one.standing.pass == 0 {
		return passed, false
	}
	passed = oscalObservation{
		UUID: oscalID("observation", one.rule.ID+"\x00passes"), Title: oscalText(one.rule.ID + " passes"),
		Description: oscalText(count(one.standing.pass, "resource") + " passed."),
		Props:       props("verdict", "pass"),
		Methods:     []string{"TEST"}, Types: []string{"finding"}, Origins: a.origins(), Collected: a.at,
	}
	for _, id := range one.tally.Passed {
		passed.Subjects = append(passed.Subjects, a.subject(finding.Resource{ID: id, Name: id}))
	}
	return passed, true
}

// risk is what a fail means. A waiver is a deviation that somebody approved.
func (a *assessment) risk(rule finding.Rule, found *finding.Finding, name, observation string) oscalRisk {
	risk := oscalRisk{
		UUID: oscalID("risk", name), Title: oscalTitle(rule.Title, rule.ID), Description: oscalText(found.Message),
		Statement: oscalProse(cmp.Or(rule.Description, rule.Title, rule.ID)), Status: "open",
		Characterizations: []oscalCharacterization{{
			Origin: a.origins()[0], Facets: []oscalFacet{{Name: "severity", System: projectURL, Value: found.Severity.String()}},
		}},
		Observations: []oscalRelated{{Observation: observation}},
	}
	if waiver := found.Waiver; waiver != nil {
		risk.Status = "deviation-approved"
		risk.Props = props("waiver-reason", waiver.Reason, "waiver-owner", waiver.Owner, "waiver-ticket", waiver.Ticket,
			"waiver-expires", waiver.Expires)
	}
	for _, way := range ways(rule.Remediation) {
		risk.Remediations = append(risk.Remediations, oscalRemediation{
			UUID: oscalID("remediation", name+"\x00"+way), Lifecycle: "recommendation", Title: oscalTitle(wayTitle(way)),
			Description: oscalProse(rule.Remediation[way]),
		})
	}
	return risk
}
