package report

import (
	"cmp"
	"fmt"
	"maps"
	"net/url"
	"slices"
	"strings"
	"unicode"

	"github.com/owenrumney/go-sarif/v2/sarif"

	"github.com/pinelint/pinelint/pkg/finding"
)

// descriptor describes a rule. Its text is the same in every run and repository, since
// code scanning keeps one copy for all of them.
func descriptor(rule finding.Rule) *sarif.ReportingDescriptor {
	title := cmp.Or(strings.TrimSpace(rule.Title), rule.ID)
	described := sarif.NewRule(rule.ID).
		WithName(cut(pascalCase(rule.ID), maxRuleName)).
		WithDescription(cut(title, maxDescription)).
		WithFullDescription(sarif.NewMultiformatMessageString(
			cut(cmp.Or(reflow(rule.Description), title), maxDescription))).
		WithHelp(sarif.NewMultiformatMessageString(helpText(rule)).WithMarkdown(helpMarkdown(rule))).
		WithDefaultConfiguration(sarif.NewReportingConfiguration().WithLevel(level(rule.Severity)))
	if isLink(rule.URL) {
		described.WithHelpURI(rule.URL)
	}
	described.DeprecatedIds = rule.Aliases
	described.Properties = sarif.Properties{"tags": tags(rule)}
	if rule.Precision != "" {
		described.Properties["precision"] = rule.Precision
	}
	if score := securitySeverity(rule); score != "" {
		described.Properties["security-severity"] = score
	} else {
		described.Properties["problem.severity"] = problemSeverity(rule.Severity)
	}
	return described
}

// tags name the rule's kind, its category, the platform and the frameworks that it is for;
// code scanning shows ten. Which controls these are, [relationships] say.
func tags(rule finding.Rule) []string {
	kind := "reliability"
	if rule.Security() {
		kind = "security"
	}
	category, _, _ := strings.Cut(rule.ID, "/")
	named := []string{kind, category, "pinecone"}
	frameworks := slices.Sorted(maps.Keys(rule.Controls))
	named = append(named, frameworks[:min(len(frameworks), maxTags-len(named))]...)
	slices.Sort(named)
	return slices.Compact(named)
}

// level is how SARIF grades a severity.
func level(severity finding.Severity) string {
	switch severity {
	case finding.Critical, finding.High:
		return "error"
	case finding.Medium:
		return "warning"
	default:
		return "note"
	}
}

// securitySeverity is the number behind GitHub's badge, in the middle of each of its
// ranges. An info has none: the lowest badge is low. A rule that is not about security
// has none either, since the number alone makes alerts security alerts.
func securitySeverity(rule finding.Rule) string {
	if !rule.Security() {
		return ""
	}
	switch rule.Severity {
	case finding.Critical:
		return "9.5"
	case finding.High:
		return "8.0"
	case finding.Medium:
		return "5.5"
	case finding.Low:
		return "2.0"
	default:
		return ""
	}
}

func problemSeverity(severity finding.Severity) string {
	switch level(severity) {
	case "error":
		return "error"
	case "warning":
		return "warning"
	default:
		return "recommendation"
	}
}

func helpText(rule finding.Rule) string {
	var out strings.Builder
	fmt.Fprintf(&out, "%s\n", cmp.Or(reflow(rule.Description), rule.Title, rule.ID))
	for _, way := range ways(rule.Remediation) {
		fmt.Fprintf(&out, "\nFix (%s): %s\n", wayTitle(way), strings.TrimSpace(rule.Remediation[way]))
	}
	if controls := Controls(rule); controls != "" {
		fmt.Fprintf(&out, "\nControls: %s\n", controls)
	}
	if rule.Waivable() {
		fmt.Fprintf(&out, "\nWaive, in pinelint.yaml:\n\n%s", waiver(rule))
	} else {
		out.WriteString("\n" + notWaivable + "\n")
	}
	if rule.Section != "" || rule.URL != "" {
		fmt.Fprintf(&out, "\nSource: %s\n", strings.TrimSpace(rule.Section+" "+rule.URL))
	}
	return out.String()
}

func helpMarkdown(rule finding.Rule) string {
	var out strings.Builder
	fmt.Fprintf(&out, "## What and why\n\n%s\n\n", cmp.Or(strings.TrimSpace(rule.Description), rule.Title, rule.ID))
	fmt.Fprintf(&out, "Severity %s, %s.", rule.Severity, rule.Kind)
	if len(rule.Needs) > 0 {
		fmt.Fprintf(&out, " Needs `%s`; where that is not known, there is no verdict.", strings.Join(rule.Facts(), "`, `"))
	}
	out.WriteString("\n")
	if len(rule.Remediation) > 0 {
		out.WriteString("\n## How to fix\n")
	}
	for _, way := range ways(rule.Remediation) {
		fmt.Fprintf(&out, "\n**%s:** %s\n", wayTitle(way), strings.TrimSpace(rule.Remediation[way]))
	}
	if controls := Controls(rule); controls != "" {
		fmt.Fprintf(&out, "\n## Controls\n\n%s\n", controls)
	}
	if rule.Waivable() {
		fmt.Fprintf(&out, "\n## How to waive\n\nAdd to `pinelint.yaml`:\n\n```yaml\n%s```\n", waiver(rule))
	} else {
		out.WriteString("\n## How to waive\n\n" + notWaivable + "\n")
	}
	section := cmp.Or(rule.Section, rule.URL)
	switch {
	case isLink(rule.URL):
		fmt.Fprintf(&out, "\n## Source\n\n[%s](%s)\n", section, rule.URL)
	case section != "":
		fmt.Fprintf(&out, "\n## Source\n\n%s\n", section)
	}
	return out.String()
}

const notWaivable = "Nothing waives a finding on a waiver."

// waiver is an entry for the manifest, with what only the reader knows left open.
func waiver(rule finding.Rule) string {
	return "waivers:\n" +
		"  - rule: " + rule.ID + "\n" +
		"    resource: <name or id>\n" +
		"    reason: <why this is acceptable>\n" +
		"    owner: <who answers for it>\n" +
		"    ticket: <what tracks it>\n" +
		"    expires: <YYYY-MM-DD>\n"
}

// ways are the ways that a remediation has, the usual ones first.
func ways(remediation map[string]string) []string {
	var have []string
	for way, text := range remediation {
		if strings.TrimSpace(text) != "" {
			have = append(have, way)
		}
	}
	usual := []string{
		"terraform", "cloudformation", "policy", "kubernetes", "docker", "workflow", "code", "console", "api", "prometheus",
		"manifest",
	}
	rank := func(way string) int {
		if at := slices.Index(usual, way); at >= 0 {
			return at
		}
		return len(usual)
	}
	slices.SortFunc(have, func(a, b string) int { return cmp.Or(rank(a)-rank(b), cmp.Compare(a, b)) })
	return have
}

func wayTitle(way string) string {
	switch way {
	case "terraform":
		return "Terraform"
	case "cloudformation":
		return "CloudFormation"
	case "policy":
		return "Policy"
	case "kubernetes":
		return "Kubernetes"
	case "docker":
		return "Docker"
	case "workflow":
		return "Workflow"
	case "code":
		return "Code"
	case "console":
		return "Console"
	case "api":
		return "API"
	case "prometheus":
		return "Prometheus"
	case "manifest":
		return "pinelint.yaml"
	default:
		return way
	}
}

// pascalCase makes a name out of an id: cmek/key-rotation becomes CmekKeyRotation.
func pascalCase(id string) string {
	var out strings.Builder
	up := true
	for _, r := range id {
		switch {
		case !unicode.IsLetter(r) && !unicode.IsDigit(r):
			up = true
		case up:
			out.WriteRune(unicode.ToUpper(r))
			up = false
		default:
			out.WriteRune(r)
		}
	}
	return out.String()
}

func isLink(link string) bool {
	parsed, err := url.Parse(link)
	return err == nil && parsed.Scheme == "https" && parsed.Host != ""
}

// reflow undoes the line breaks that a text has for the width of its METADATA.
func reflow(text string) string { return strings.Join(strings.Fields(text), " ") }
