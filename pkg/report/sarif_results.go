package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/owenrumney/go-sarif/v2/sarif"

	"github.com/pinelint/pinelint/pkg/finding"
)

// alert is what becomes one result: all fails of one rule on one line. Code scanning
// takes rule, file and line for an alert's identity, so that two resources of one line
// (a Terraform for_each) would be two alerts that nobody can tell apart.
type alert struct {
	place
	found []*finding.Finding
}

const (
	maxRelated = 100 // what code scanning shows of a result's places
	maxNamed   = 3   // how many names or links a sentence takes
)

// alerts gathers the fails that are not waived, in the order of their findings. Passes
// and waived fails must not be results: code scanning opens an alert for each.
func alerts(findings []finding.Finding, root string) []*alert {
	type identity struct {
		rule, uri string
		line      int
	}
	gathered := make([]*alert, 0, len(findings))
	known := make(map[identity]*alert, len(findings))
	for i := range findings {
		found := &findings[i]
		if !failing(found) {
			continue
		}
		at := placeOf(found, root)
		id := identity{rule: found.Rule, uri: at.uri, line: at.line()}
		into := known[id]
		if into == nil {
			into = &alert{place: at}
			known[id] = into
			gathered = append(gathered, into)
		}
		into.found = append(into.found, found)
	}
	return gathered
}

// worst keeps at most limit alerts, those of the highest severity, in their order.
func worst(all []*alert, limit int) []*alert {
	if len(all) <= limit {
		return all
	}
	count := map[finding.Severity]int{}
	for _, alert := range all {
		count[alert.severity()]++
	}
	room := map[finding.Severity]int{}
	for _, severity := range finding.Severities() {
		room[severity] = min(limit, count[severity])
		limit -= room[severity]
	}
	kept := make([]*alert, 0, len(all))
	for _, alert := range all {
		if room[alert.severity()] > 0 {
			room[alert.severity()]--
			kept = append(kept, alert)
		}
	}
	return kept
}

func (a *alert) severity() finding.Severity {
	worst := a.found[0].Severity
	for _, found := range a.found[1:] {
		worst = max(worst, found.Severity)
	}
	return worst
}

// result is built in one allocation, as physical is.
func (a *alert) result(rules map[string]uint, root string) *sarif.Result {
	first := a.found[0]
	parts := &struct {
		result      sarif.Result
		locations   [1]*sarif.Location
		level, text string
		index       uint
	}{level: level(a.severity()), text: a.message()}
	result := &parts.result
	result.RuleID, result.Level, result.Message.Text = &first.Rule, &parts.level, &parts.text
	if index, ok := rules[first.Rule]; ok {
		parts.index = index
		result.RuleIndex = &parts.index
	}
	location := a.physical()
	for _, resource := range a.resources() {
		location.LogicalLocations = append(location.LogicalLocations, logical(resource))
	}
	parts.locations[0] = location
	result.Locations = parts.locations[:]

	related, labels := a.related(root)
	result.RelatedLocations = related
	result.CodeFlows = a.codeFlows(root)
	result.Fixes = a.fixes(root)
	if len(labels) > 0 {
		parts.text = sentence(parts.text) + " See " + links(labels) + "."
	}
	if a.synthetic {
		// Without a file there is no line that the upload could hash.
		result.PartialFingerprints = map[string]any{
			"primaryLocationLineHash": finding.Fingerprint(first.Rule, first.Resource.ID, ""),
		}
	}
	return result
}

// message is the first finding's sentence; what else is on the line is named after it.
func (a *alert) message() string {
	first := a.found[0]
	text := escapeLinks(first.Message)
	for _, found := range a.found[1:] {
		if found.Resource.ID == first.Resource.ID && found.Message != first.Message {
			text = sentence(text) + " " + escapeLinks(found.Message)
		}
	}
	others := a.resources()[1:]
	if len(others) == 0 {
		return text
	}
	names := make([]string, 0, maxNamed)
	for _, other := range others[:min(maxNamed, len(others))] {
		names = append(names, escapeLinks(quoted(other.Name)))
	}
	text = sentence(text) + " The same line makes " + strings.Join(names, ", ")
	if more := len(others) - len(names); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text + ", to which this applies too."
}

// resources are the resources of the alert, each once.
func (a *alert) resources() []finding.Resource {
	named := make([]finding.Resource, 0, len(a.found))
	known := make(map[string]bool, len(a.found))
	for _, found := range a.found {
		if !known[found.Resource.ID] {
			known[found.Resource.ID] = true
			named = append(named, found.Resource)
		}
	}
	return named
}

// related are the other places that take part, numbered from 1, and their captions.
func (a *alert) related(root string) ([]*sarif.Location, []string) {
	var places []*sarif.Location
	var labels []string
	seen := map[finding.Related]bool{}
	for _, found := range a.found {
		for _, related := range beside(found) {
			uri, ok := artifactURI(root, related.Location.File)
			if !ok || seen[related] || len(places) == maxRelated {
				continue
			}
			seen[related] = true
			label := cmp.Or(related.Message, related.Location.File)
			id := uint(len(places) + 1)
			place := place{uri: uri, location: related.Location}.physical()
			place.Id = &id
			place.Message = sarif.NewTextMessage(escapeLinks(label))
			places = append(places, place)
			labels = append(labels, label)
		}
	}
	return places, labels
}

// beside are the other places of a finding, and the links of its chain that stand elsewhere.
func beside(found *finding.Finding) []finding.Related {
	places := slices.Clone(found.Related)
	for _, link := range found.Chain {
		if link.Location != nil && (found.Location == nil || *link.Location != *found.Location) {
			places = append(places, finding.Related{Location: *link.Location, Message: link.Title})
		}
	}
	return places
}

// links refers to the related places, which code scanning shows only where the message
// does so.
func links(labels []string) string {
	linked := make([]string, 0, maxNamed)
	for i, label := range labels[:min(maxNamed, len(labels))] {
		linked = append(linked, fmt.Sprintf("[%s](%d)", escapeLinks(label), i+1))
	}
	return strings.Join(linked, ", ")
}

// sentence ends a text that another sentence follows: where space is short, code
// scanning shows the first.
func sentence(text string) string {
	if strings.HasSuffix(text, ".") {
		return text
	}
	return text + "."
}

// escapeLinks keeps brackets in a name from being read as a link (SARIF 2.1.0, 3.11.6).
func escapeLinks(text string) string {
	text = printable(text)
	if !strings.ContainsAny(text, "[]") {
		return text
	}
	return strings.NewReplacer("[", `\[`, "]", `\]`).Replace(text)
}

func quoted(name string) string { return `"` + name + `"` }

func logical(resource finding.Resource) *sarif.LogicalLocation {
	parts := &struct {
		location              sarif.LogicalLocation
		name, qualified, kind string
	}{name: printable(resource.Name), qualified: printable(resource.Type + "/" + resource.ID), kind: "resource"}
	parts.location.Name, parts.location.FullyQualifiedName = &parts.name, &parts.qualified
	parts.location.Kind = &parts.kind
	return &parts.location
}
