package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"gopkg.in/yaml.v3"
)

const guidesFolder = "../../policies/guides"

// guide is one of Pinecone's pages, and what pinelint makes of it.
type guide struct {
	Title    string         `yaml:"title"`
	URL      string         `yaml:"url"`
	AsOf     string         `yaml:"as_of"`
	Sections []guideSection `yaml:"sections"`
}

// guideSection has statements, or in Nothing why there are none.
type guideSection struct {
	Title      string      `yaml:"title"`
	Nothing    string      `yaml:"nothing"`
	Statements []statement `yaml:"statements"`
}

// statement is something that a deployment can follow or not. It has rules that hold a
// deployment to it, or in Reason why no machine can.
type statement struct {
	Says string `yaml:"says"`
	// Implied is what the page does not say and what follows from it.
	Implied bool     `yaml:"implied"`
	Rules   []string `yaml:"rules"`
	Reason  string   `yaml:"reason"`
}

// TestDocsCoverage keeps docs/coverage.md in step with policies/guides and the rules: every
// rule has a statement that it is for, and every statement a rule or a reason.
func TestDocsCoverage(t *testing.T) {
	rules, err := loadRules(nil)
	if err != nil {
		t.Fatal(err)
	}
	exists := map[string]bool{}
	for _, rule := range rules {
		exists[rule.ID] = true
	}
	guides := readGuides(t)
	planned := plannedRules(t, exists)
	used := map[string]bool{}
	for _, guide := range guides {
		checkGuide(t, guide, func(id string) bool {
			used[id] = true
			return exists[id] || slices.Contains(planned, id)
		})
	}
	for _, rule := range rules {
		ofTeam := slices.Equal(rule.Resources, []string{"waiver"}) // what a team excuses is in no guide
		if !used[rule.ID] && !ofTeam {
			t.Errorf("no statement of policies/guides is for %s: add it to one", rule.ID)
		}
	}
	for _, id := range planned {
		if !used[id] {
			t.Errorf("no statement of policies/guides is for %s, which is planned", id)
		}
	}
	t.Logf("%d rules are planned: %s", len(planned), strings.Join(planned, ", "))
	golden(t, "../../docs/coverage.md", coveragePage(guides, planned))
}

func readGuides(t *testing.T) []guide {
	t.Helper()
	files, err := filepath.Glob(guidesFolder + "/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no guides found: %v", err)
	}
	var guides []guide
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var read guide
		decoder := yaml.NewDecoder(bytes.NewReader(data))
		decoder.KnownFields(true)
		if err := decoder.Decode(&read); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		guides = append(guides, read)
	}
	return guides
}

func checkGuide(t *testing.T, guide guide, known func(id string) bool) {
	t.Helper()
	_, err := time.Parse(time.DateOnly, guide.AsOf)
	if err != nil || guide.Title == "" || !strings.HasPrefix(guide.URL, "https://") || len(guide.Sections) == 0 {
		t.Errorf("%q needs a title, an https url, as_of with a date, and sections", guide.Title)
	}
	for _, section := range guide.Sections {
		where := guide.Title + ", " + section.Title
		if section.Title == "" || (len(section.Statements) > 0) == (section.Nothing != "") {
			t.Errorf("%s: a section has a title, and statements or in `nothing` why there are none", where)
		}
		for _, said := range section.Statements {
			if said.Says == "" || (len(said.Rules) > 0) == (said.Reason != "") {
				t.Errorf("%s: %q has neither rules nor a reason why no machine can check it, or both", where, said.Says)
			}
			for _, id := range said.Rules {
				if !known(id) {
					t.Errorf("%s: %q names the rule %s, which neither exists nor is planned", where, said.Says, id)
				}
			}
		}
	}
}

// plannedRules are those that statements may name before they are written. The list only
// shrinks: -update takes out what exists.
func plannedRules(t *testing.T, exists map[string]bool) []string {
	t.Helper()
	const file = guidesFolder + "/planned.txt"
	data, err := os.ReadFile(file)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	planned := strings.Fields(string(data))
	left := slices.DeleteFunc(slices.Clone(planned), func(id string) bool { return exists[id] })
	switch {
	case len(left) == len(planned):
		return planned
	case !*update:
		t.Errorf("%s names rules that exist by now: run make generate", file)
	case len(left) == 0:
		err = os.Remove(file)
	default:
		err = os.WriteFile(file, []byte(strings.Join(left, "\n")+"\n"), 0o644)
	}
	if err != nil {
		t.Fatal(err)
	}
	return left
}

const coverageIntro = `# What is checked of Pinecone's guides

Generated from ` + "`policies/guides` by `make generate`" + `.

This goes through [Pinecone's production guides](https://docs.pinecone.io/guides/production/production-checklist) section
by section, names in its own words what a deployment can follow or not, and says which rules look whether it does, or
else why no machine can. What a guide does not say and what follows from it is marked (implied).
`

func coveragePage(guides []guide, planned []string) []byte {
	var out bytes.Buffer
	out.WriteString(coverageIntro)
	if len(planned) > 0 {
		fmt.Fprintf(&out, "\nRules marked (planned) are not written yet: they are %d.\n", len(planned))
	}
	out.WriteString("\n| Guide | Read | Statements | With rules | With planned rules | For no machine |\n")
	out.WriteString("|---|---|---|---|---|---|\n")
	for _, guide := range guides {
		counts := guide.count(planned)
		fmt.Fprintf(&out, "| [%s](#%s) | %s | %d | %d | %d | %d |\n", guide.Title, anchorOf(guide.Title), guide.AsOf,
			counts.checked+counts.planned+counts.unchecked, counts.checked, counts.planned, counts.unchecked)
	}
	for _, guide := range guides {
		fmt.Fprintf(&out, "\n## %s\n\n<%s>\n", guide.Title, guide.URL)
		for _, section := range guide.Sections {
			section.write(&out, planned)
		}
	}
	return out.Bytes()
}

// guideCounts are statements: those that a rule checks, those that only a planned one will,
// and those that no machine can.
type guideCounts struct{ checked, planned, unchecked int }

func (g guide) count(planned []string) guideCounts {
	var counts guideCounts
	isPlanned := func(id string) bool { return slices.Contains(planned, id) }
	for _, section := range g.Sections {
		for _, said := range section.Statements {
			switch {
			case len(said.Rules) == 0:
				counts.unchecked++
			case len(slices.DeleteFunc(slices.Clone(said.Rules), isPlanned)) == 0:
				counts.planned++
			default:
				counts.checked++
			}
		}
	}
	return counts
}

func (s guideSection) write(out *bytes.Buffer, planned []string) {
	fmt.Fprintf(out, "\n### %s\n\n", s.Title)
	if len(s.Statements) == 0 {
		fmt.Fprintf(out, "Nothing to check. %s\n", s.Nothing)
		return
	}
	out.WriteString("| Statement | Checked by |\n|---|---|\n")
	for _, said := range s.Statements {
		text, by := said.Says, "no machine. "+strings.TrimSpace(said.Reason)
		if said.Implied {
			text += " (implied)"
		}
		if len(said.Rules) > 0 {
			by = ruleLinks(said.Rules, planned)
		}
		fmt.Fprintf(out, "| %s | %s |\n", cell(text), cell(by))
	}
}

// ruleLinks lead from a page of docs to the rules' folders.
func ruleLinks(ids, planned []string) string {
	links := make([]string, len(ids))
	for i, id := range ids {
		links[i] = fmt.Sprintf("[%s](../policies/rules/%s)", id, strings.ReplaceAll(id, "-", "_"))
		if slices.Contains(planned, id) {
			links[i] = id + " (planned)"
		}
	}
	return strings.Join(links, ", ")
}

// anchorOf is the fragment by which GitHub links to a heading with spaces.
func anchorOf(heading string) string {
	return anchor(strings.ReplaceAll(strings.ToLower(heading), " ", "-"))
}
