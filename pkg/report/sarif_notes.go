package report

import (
	"fmt"
	"slices"
	"strings"

	"github.com/owenrumney/go-sarif/v2/sarif"

	"github.com/pinelint/pinelint/pkg/finding"
)

// notifications say what the run could not read or judge. They are no results, since
// code scanning opens an alert for each result whatever its kind.
type notifications struct {
	list  []*sarif.Notification
	rules map[string]uint
	root  string
}

func (n *notifications) add(level, text string) *sarif.Notification {
	added := sarif.NewNotification().WithLevel(level).WithTextMessage(escapeLinks(text))
	n.list = append(n.list, added)
	return added
}

func (n *notifications) sources(sources []finding.Source) {
	for _, source := range sources {
		if text := sourceTrouble(source); text != "" {
			n.add(statusLevel(source.Status), "source "+quoted(source.ID)+" "+text)
		}
		for _, problem := range source.Problems {
			added := n.add(problemLevel(problem.Kind), problem.Message)
			if problem.Location == nil {
				continue
			}
			if uri, ok := artifactURI(n.root, problem.Location.File); ok {
				added.AddLocation(place{uri: uri, location: *problem.Location}.physical())
			}
		}
	}
}

func (n *notifications) coverage(seen finding.Coverage) {
	if seen.Calls == 0 && len(seen.Refusals) == 0 {
		return
	}
	n.add("note", "services: "+coverageText(seen))
	for _, refusal := range seen.Refusals {
		text := "the permission " + refusal.Permission + " is missing: " + refusalText(refusal)
		if refusal.Grant != "" {
			text += "; this grants it: " + refusal.Grant
		}
		n.add("warning", text)
	}
}

func (n *notifications) unshown(left *finding.Unshown) {
	if left != nil {
		n.add("note", "findings "+unshownText(left))
	}
}

func (n *notifications) policyErrors(failed []finding.Tally) {
	for _, tally := range failed {
		n.add("error", "rule "+tally.Rule+" could not be evaluated: "+tally.Error).
			WithAssociatedRule(n.rule(tally.Rule))
	}
}

// inconclusive has one notification for each rule, however many resources it has.
func (n *notifications) inconclusive(findings []finding.Finding) {
	byRule := map[string][]*finding.Finding{}
	var rules []string
	for i := range findings {
		if !inconclusive(&findings[i]) {
			continue
		}
		rule := findings[i].Rule
		if byRule[rule] == nil {
			rules = append(rules, rule)
		}
		byRule[rule] = append(byRule[rule], &findings[i])
	}
	slices.Sort(rules)
	for _, rule := range rules {
		text := fmt.Sprintf("rule %s could not judge %s", rule, nameSome(byRule[rule]))
		if missing := byRule[rule][0].Missing; len(missing) > 0 {
			text += fmt.Sprintf(": %s is not known (%s)", factOf(missing[0]), missing[0].Reason)
			if missing[0].Needed != "" {
				text += "; needed: " + missing[0].Needed
			}
		}
		n.add("warning", text).WithAssociatedRule(n.rule(rule))
	}
}

func (n *notifications) dropped(count int) {
	if count > 0 {
		n.add("warning", fmt.Sprintf("%d results of the lowest severities are left out: "+
			"code scanning takes %d at most; the json format has all", count, maxResults))
	}
}

func (n *notifications) rule(id string) *sarif.ReportingDescriptorReference {
	reference := sarif.NewReportingDescriptorReference()
	reference.Id = &id
	if index, ok := n.rules[id]; ok {
		reference.Index = &index
	}
	return reference
}

// sourceTrouble says in a clause why a source is not complete; empty where nothing but
// its problems says so.
func sourceTrouble(source finding.Source) string {
	if source.Status == "complete" {
		return ""
	}
	var why []string
	if source.Reason != "" {
		why = append(why, source.Reason)
	}
	if source.Permission != "" {
		why = append(why, "missing permission "+source.Permission)
	}
	if len(why) == 0 {
		if source.Status == "partial" && len(source.Problems) > 0 {
			return ""
		}
		return source.Status
	}
	return source.Status + ": " + strings.Join(why, "; ")
}

func statusLevel(status string) string {
	switch status {
	case "failed":
		return "error"
	case "partial":
		return "warning"
	default:
		return "note"
	}
}

func problemLevel(kind string) string {
	switch kind {
	case "broken":
		return "error"
	case "gap":
		return "warning"
	default:
		return "note"
	}
}

// nameSome names up to three resources and counts the rest.
func nameSome(findings []*finding.Finding) string {
	var names []string
	for _, found := range findings[:min(maxNamed, len(findings))] {
		names = append(names, found.Resource.Type+" "+quoted(found.Resource.Name))
	}
	text := strings.Join(names, ", ")
	if more := len(findings) - len(names); more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
