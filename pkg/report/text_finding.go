package report

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
)

const maxEvidence = 4

// failure prints fails that are alike, mostly one: where, how bad, which rule, what is wrong,
// the line it is on, and what it was concluded from. The advice follows on the first fail of its
// rule. That there is a patch does not say that it can be made here: fix finds out. A plan is
// never edited.
func (t *text) failure(group []*finding.Finding) {
	found := group[0]
	header := []span{
		{severityStyle(found.Severity), found.Severity.String()}, {normal, "  "}, {normal, found.Rule},
	}
	if found.Location != nil {
		header = append([]span{{bold, t.position(found.Location)}, {normal, "  "}}, header...)
	}
	t.line(2, header...)
	t.line(4, span{normal, found.Message})
	t.others(group)
	if found.Location != nil {
		t.excerpt(found.Location)
	}
	for _, related := range found.Related {
		t.line(4, span{faint, "via  "}, span{normal, t.position(&related.Location)}, span{normal, "  " + related.Message})
	}
	t.chain(found.Chain)
	t.evidence(found)
	t.advice(found)
	if drifted(found) && !strings.HasPrefix(found.Rule, "drift/") { // whose own advice it is
		t.labelled("or ", "the source has another value than the service: apply it again, if it is right")
		return
	}
	if mayBeFixed(found) {
		t.line(4, span{faint, "try  "}, span{normal, "pinelint fix --rule " + found.Rule})
	}
}

// mayBeFixed says whether the fix command may know a repair: not of a plan, not of what Terragrunt
// hands on, which it does not edit, and not of what only Terraform has, such as prevent_destroy.
func mayBeFixed(found *finding.Finding) bool {
	tool, _, _ := strings.Cut(found.Source, " ")
	elsewhere := func(operation finding.Operation) bool { return strings.HasPrefix(operation.Path, "/lifecycle/") }
	return len(found.Patch) > 0 && found.Location != nil && tool != "plan" &&
		!strings.HasSuffix(found.Location.File, ".hcl") &&
		(tool == "terraform" || !slices.ContainsFunc(found.Patch, elsewhere))
}

// evidence prints what the sources say, where that is more than the finding's own line.
func (t *text) evidence(found *finding.Finding) {
	for i, seen := range found.Evidence {
		if i == maxEvidence {
			t.line(4, span{faint, "     "}, span{normal, fmt.Sprintf("and %d more", len(found.Evidence)-i)})
			return
		}
		from := seen.Source
		if seen.Address != "" {
			from += ", " + seen.Address
		}
		if seen.Location != nil && (found.Location == nil || *seen.Location != *found.Location) {
			from += ", " + t.position(seen.Location)
		}
		value := cut(valueText(seen.Value), max(minWidth, t.width/2))
		if seen.Call != nil {
			from = callText(seen.Call)
		} else {
			from = "in " + from
		}
		t.line(4, span{faint, "saw  "}, span{normal, what(seen, value)}, span{faint, "  " + from})
	}
}

// what was seen: a value, or the thing itself.
func what(seen finding.Evidence, value string) string {
	switch {
	case seen.Pointer != "":
		return seen.Pointer + " = " + value
	case seen.Value == nil:
		return "nothing of it"
	default:
		return value
	}
}

// drifted says whether a service shows another value than a file has.
func drifted(found *finding.Finding) bool {
	var live, written []string
	for _, seen := range found.Evidence {
		if seen.Call != nil {
			live = append(live, valueText(seen.Value))
		} else {
			written = append(written, valueText(seen.Value))
		}
	}
	return len(live) > 0 && len(written) > 0 && !slices.Contains(written, live[0])
}

// callText says how a service was asked.
func callText(call *finding.Call) string {
	text := "by " + call.Name
	if where := strings.TrimSpace(call.Account + " " + call.Region); where != "" {
		text += " in " + where
	}
	text += " at " + call.Time
	if call.RequestID != "" {
		text += " (request " + call.RequestID + ")"
	}
	return text
}

// valueText writes a value as JSON in one line, without escapes for HTML.
func valueText(value any) string {
	if value == nil {
		return "unset"
	}
	var out strings.Builder
	if err := newEncoder(&out).Encode(value); err != nil {
		return fmt.Sprint(value)
	}
	return strings.TrimSpace(out.String())
}

// advice prints why a rule is there, once for each rule, and what repairs it, once for
// each set of ways that fit.
func (t *text) advice(found *finding.Finding) {
	rule, ok := t.rules[found.Rule]
	if !ok {
		return
	}
	fit := fitting(rule.Remediation, found)
	given := rule.ID + " " + strings.Join(fit, " ")
	if first, ok := t.advised[given]; ok {
		t.labelled("fix", "as for "+first)
		return
	}
	t.advised[given] = describe(found.Resource)
	if found.Location != nil {
		t.advised[given] = t.position(found.Location)
	}
	if !t.explained[rule.ID] {
		t.labelled("why", rule.Description)
	}
	for i, way := range fit {
		label := "fix"
		if i > 0 {
			label = "or "
		}
		title := wayTitle(way)
		if way == "terraform" && isPulumi(found) {
			title = "Pulumi, in Terraform's words (its names are in camelCase)"
		}
		t.instruction(label, title, rule.Remediation[way])
	}
	if rule.URL != "" && !t.explained[rule.ID] {
		t.labelled("see", rule.URL)
	}
	t.explained[rule.ID] = true
}

// instruction keeps the lines of a remediation that has code in it.
func (t *text) instruction(label, way, remediation string) {
	remediation = strings.TrimSpace(remediation)
	if !strings.Contains(remediation, "```") {
		t.labelled(label, way+": "+remediation)
		return
	}
	t.labelled(label, way+":")
	for line := range strings.SplitSeq(remediation, "\n") {
		if !strings.HasPrefix(strings.TrimSpace(line), "```") {
			t.line(9, span{normal, strings.TrimRight(line, " \r")})
		}
	}
}

// fitting are the ways to repair a finding where it stands: in Terraform what Terraform
// and Pulumi declare, in a template what CloudFormation does, in a policy what has a file of
// its own, in a manifest what a cluster takes, in a Dockerfile what Docker does, in a workflow
// what it runs, in code what code does, in the console or by an API what no file does. Where a
// rule knows none of the fitting ways, all that it knows are given.
func fitting(remediation map[string]string, found *finding.Finding) []string {
	fit := []string{"console", "api", "prometheus", "manifest"}
	switch at := found.Location; {
	case at == nil:
	case strings.HasPrefix(found.Source, "cloudformation "), found.Source == "serverless services":
		fit = []string{"cloudformation"}
	case found.Source == "policy files":
		fit = []string{"policy"}
	case strings.HasPrefix(found.Source, "kubernetes "):
		fit = []string{"kubernetes"}
	case found.Source == "container builds":
		fit = []string{"docker"}
	case found.Source == "ci workflows", found.Source == "deployment scripts":
		fit = []string{"workflow", "console", "manifest"}
	case isPulumi(found):
		fit = []string{"terraform"}
	case strings.HasPrefix(found.Source, "terraform "), isConfiguration(at.File):
		fit = []string{"terraform"}
	case strings.HasSuffix(at.File, ".yaml"), strings.HasSuffix(at.File, ".yml"):
		fit = []string{"manifest", "prometheus", "console", "api"}
	default:
		fit = []string{"terraform", "code", "prometheus", "console", "api"}
	}
	all := ways(remediation)
	fits := slices.DeleteFunc(slices.Clone(all), func(way string) bool { return !slices.Contains(fit, way) })
	if len(fits) == 0 {
		return all
	}
	return fits
}

// isPulumi says whether a program of Pulumi's has the finding, or a preview of one, which is
// read as a plan is. What it has is called without dots, unlike Terraform's addresses, or stands
// on a line of the program.
func isPulumi(found *finding.Finding) bool {
	if found.Location == nil || !strings.HasPrefix(found.Source, "plan ") {
		return strings.HasPrefix(found.Source, "pulumi ")
	}
	switch file := found.Location.File; {
	case isConfiguration(file):
		return false
	case path.Ext(file) == ".json":
		return slices.ContainsFunc(found.Evidence, func(seen finding.Evidence) bool {
			return seen.Source == found.Source && !strings.Contains(seen.Address, ".")
		})
	default:
		return true
	}
}

// isConfiguration knows the files of Terraform and OpenTofu.
func isConfiguration(file string) bool {
	extension := path.Ext(strings.TrimSuffix(file, ".json"))
	return extension == ".tf" || extension == ".tofu"
}
