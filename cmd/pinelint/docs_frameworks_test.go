package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
)

const frameworksIntro = `# Frameworks

Generated from ` + "`policies/frameworks` and the METADATA of the rules by `make generate`" + `.

A rule names the controls for which an auditor would take its verdicts as part of the evidence, and no others. Listed are
the controls that a Pinecone deployment can touch, in words of our own: the frameworks' own texts count, and are found
where each is published. What no rule is for has to be shown otherwise.

` + "```sh\npinelint check --framework soc2\npinelint report results.json --framework pci-dss --format markdown\n" +
	"pinelint rules frameworks hipaa\n```" + `

The matrix says for each control what a run has to show:

| Evidence | Meaning |
|---|---|
| fail | a rule for the control found a fault |
| inconclusive | nothing failed, and something could not be told: this is no evidence |
| waived | all that failed is waived: the waiver is what an auditor will look at |
| pass | all that was judged passed: evidence for a part of the control |
| not applicable | nothing that its rules judge was found |
| no rule | no rule that took part in the run is for it |
`

// TestDocsFrameworks keeps docs/frameworks.md in step with policies/frameworks and the rules.
func TestDocsFrameworks(t *testing.T) {
	rules, err := loadRules(nil)
	if err != nil {
		t.Fatal(err)
	}
	frameworks, err := loadFrameworks(frameworkNames())
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	out.WriteString(frameworksIntro)
	for _, framework := range frameworks {
		fmt.Fprintf(&out, "\n## %s\n\n[%s](%s), %s.\n", framework.Name, framework.Title, framework.Source, framework.Version)
		out.WriteString("\n| Control | Asks for | Rules |\n|---|---|---|\n")
		for _, control := range framework.Controls {
			links := "no rule"
			if ids := rulesFor(framework, control, rules); len(ids) > 0 {
				links = ruleLinks(ids, nil)
			}
			fmt.Fprintf(&out, "| %s | %s | %s |\n", control.ID, cell(control.Title), links)
		}
	}
	golden(t, "../../docs/frameworks.md", out.Bytes())
}

// TestFrameworks holds the frameworks to say what they are, and each control once.
func TestFrameworks(t *testing.T) {
	frameworks, err := loadFrameworks(frameworkNames())
	if err != nil {
		t.Fatal(err)
	}
	if len(frameworks) < 6 {
		t.Fatalf("%d frameworks, want six or more", len(frameworks))
	}
	for _, framework := range frameworks {
		if framework.Title == "" || framework.Version == "" || !strings.HasPrefix(framework.Source, "https://") {
			t.Errorf("%s needs a title, a version and a source with https", framework.Name)
		}
		seen := map[string]bool{}
		for _, control := range framework.Controls {
			if control.ID == "" || seen[control.ID] || control.Title == "" || strings.HasSuffix(control.Title, ".") {
				t.Errorf("%s %q needs an id of its own, and a title without a full stop", framework.Name, control.ID)
			}
			seen[control.ID] = true
		}
	}
}

// TestControlsExist holds the METADATA of the rules to the frameworks: a control that a rule
// names is one of them, once, and in their order.
func TestControlsExist(t *testing.T) {
	rules, err := loadRules(nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, rule := range rules {
		for name, ids := range rule.Controls {
			frameworks, err := loadFrameworks([]string{name})
			if err != nil {
				t.Errorf("%s: %v", rule.ID, err)
				continue
			}
			for _, complaint := range misplaced(frameworks[0], ids) {
				t.Errorf("%s: %s", rule.ID, complaint)
			}
		}
	}
}

// misplaced are complaints about the ids of controls.
func misplaced(framework finding.Framework, ids []string) []string {
	var complaints []string
	if len(ids) == 0 {
		complaints = append(complaints, framework.Name+" has no controls: leave it out")
	}
	last := -1
	for _, id := range ids {
		at := slices.IndexFunc(framework.Controls, func(control finding.Control) bool { return control.ID == id })
		switch {
		case at < 0:
			complaints = append(complaints, fmt.Sprintf("policies/frameworks/%s.yaml has no %q", framework.Name, id))
		case at <= last:
			complaints = append(complaints, fmt.Sprintf("%s %q is not in the framework's order", framework.Name, id))
		}
		last = max(last, at)
	}
	return complaints
}

// TestControlsExistNotices shows that the check can fail.
func TestControlsExistNotices(t *testing.T) {
	framework := finding.Framework{Name: "f", Controls: []finding.Control{{ID: "1"}, {ID: "2"}}}
	for _, wrong := range [][]string{nil, {"3"}, {"2", "1"}, {"1", "1"}} {
		if len(misplaced(framework, wrong)) == 0 {
			t.Errorf("%v is taken", wrong)
		}
	}
	if complaints := misplaced(framework, []string{"1", "2"}); len(complaints) > 0 {
		t.Error(complaints)
	}
}
