package main

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/policies"
)

const profilesIntro = `# Profiles

Generated from ` + "`policies/profiles` by `make generate`" + `.

A profile says which rules judge, with which severities and thresholds. ` + "`check --profile NAME`" + ` names one, and so does
` + "`lint.profile`" + ` in the manifest, which the command line overrides. Where nobody does, the plan of the organization decides,
as Pinecone shows it with ` + "`--live`" + `, or else as the manifest declares it. Where organizations differ in it, none is known.

What the manifest says under ` + "`lint`" + ` overrides the profile: a threshold that it gives, and every rule that one of its
entries names. A rule that is off was not chosen: it has no verdict, and so is never passed. The report names the profile
and why it was chosen.

No data class of a project chooses regulated, since a class that is renamed would then silently choose another.

` + "```sh\npinelint rules --profile starter\npinelint rules profiles standard regulated\n```\n"

// TestDocsProfiles keeps docs/profiles.md in step with policies/profiles and the rules.
func TestDocsProfiles(t *testing.T) {
	rules, err := loadRules(nil)
	if err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	out.WriteString(profilesIntro)
	out.WriteString("\n| Profile | Chosen | For whom |\n|---|---|---|\n")
	for _, name := range config.Profiles() {
		profile, err := loadProfile(name)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "| %s | %s | %s |\n", name, whenChosen(name), cell(strings.TrimSpace(profile.Description)))
	}
	rows, err := compareProfiles(config.Profiles(), rules)
	if err != nil {
		t.Fatal(err)
	}
	own := map[string]string{}
	for _, rule := range rules {
		own[rule.ID] = rule.Severity.String()
	}
	names := strings.Join(config.Profiles(), " | ")
	fmt.Fprintf(&out, "\n## Thresholds\n\n| Setting | %s |\n|---|---|---|---|---|\n", names)
	inRules := false
	for _, row := range rows {
		words := strings.Join(row.words, " | ")
		if own[row.name] == "" {
			fmt.Fprintf(&out, "| `%s` | %s |\n", row.name, words)
			continue
		}
		if !inRules {
			inRules = true
			fmt.Fprintf(&out, "\n## Rules\n\nAll others have their own severity in every profile.\n\n"+
				"| Rule | Its own | %s |\n|---|---|---|---|---|---|\n", names)
		}
		fmt.Fprintf(&out, "| [%s](../policies/rules/%s) | %s | %s |\n",
			row.name, strings.ReplaceAll(row.name, "-", "_"), own[row.name], words)
	}
	golden(t, "../../docs/profiles.md", out.Bytes())
}

// TestProfilesNameRules holds the profiles to rules that exist, or are planned.
func TestProfilesNameRules(t *testing.T) {
	rules, err := loadRules(nil)
	if err != nil {
		t.Fatal(err)
	}
	planned, _ := os.ReadFile(guidesFolder + "/planned.txt") // gone when nothing is planned any more
	ids := strings.Fields(string(planned))
	for _, rule := range rules {
		ids = append(ids, rule.ID)
	}
	for _, name := range config.Profiles() {
		profile, err := loadProfile(name)
		if err != nil {
			t.Fatal(err)
		}
		for glob := range profile.Lint.Rules {
			if !slices.ContainsFunc(ids, func(id string) bool { return doublestar.MatchUnvalidated(glob, id) }) {
				t.Errorf("the profile %s names %s, which is no rule", name, glob)
			}
		}
	}
}

// TestPlansAreThoseOfTheFacts holds the plans that a manifest can name to the dated facts.
func TestPlansAreThoseOfTheFacts(t *testing.T) {
	var facts struct {
		Plans struct {
			Order struct {
				Names []string `json:"names"`
			} `json:"order"`
		} `json:"plans"`
	}
	if err := evaluate.ReadFacts(policies.FS, &facts); err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(planNames(), facts.Plans.Order.Names) {
		t.Errorf("plans are %v, and facts have %v", planNames(), facts.Plans.Order.Names)
	}
}
