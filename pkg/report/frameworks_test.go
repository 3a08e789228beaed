package report_test

import (
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
)

func frameworks() []finding.Framework {
	return []finding.Framework{
		{Name: "empty", Title: "Nothing asked", Version: "0", Source: "https://empty.example"},
		{Name: "acme", Title: "The Acme controls", Version: "2", Source: "https://acme.example", Controls: []finding.Control{
			{ID: "A.1", Title: "Keys rotate"}, {ID: "A.10", Title: "Nobody looks"},
		}},
	}
}

// mapped are the fixture's results, with one rule for a control that is known and for one that
// is not.
func mapped(t *testing.T) *finding.Results {
	t.Helper()
	results := fixture(t)
	results.Rules[0].Controls = map[string][]string{"acme": {"A.1", "[x](y)|\x1b"}}
	return results
}

func TestReportsHaveAMatrix(t *testing.T) {
	results := mapped(t).Within(frameworks()[1:])
	rule := results.Rules[0].ID
	for format, wanted := range map[string][]string{
		"text": {
			"Framework acme: The Acme controls, 2\n\n", "  A.10      no rule         Nobody looks\n",
			": " + rule + "\n", `  [x](y)|\x1b`, "controls: ", "an auditor decides.\n",
		},
		"markdown": {
			"### Framework acme: The Acme controls, 2\n", "| A.10 | Nobody looks | no rule | 0 | 0 | 0 | 0 |  |\n",
			"| &#91;x&#93;(y)&#124;",
		},
		"html": {
			`<h2 id="framework-acme-title">Framework acme: The Acme controls, 2</h2>`, "an auditor decides.",
			`<th scope="row">A.10</th><td class="words">Nobody looks</td>`, `<a href="#rule-` + rule + `">`,
			`<th scope="row">[x](y)|\x1b</th>`,
		},
		"json": {`"standing": "no_rule"`, `"id": "A.10"`},
	} {
		written := write(t, format, results, report.Options{})
		for _, want := range wanted {
			if !strings.Contains(written, want) {
				t.Errorf("%s lacks %q:\n%s", format, want, written)
			}
		}
		if format == "json" {
			validate(t, resultsSchema, written)
		}
	}
}

func TestSARIFRelatesRulesToControls(t *testing.T) {
	type component struct {
		Name, GUID string
		Index      int
		Taxa       []struct{ ID string }
	}
	var log struct {
		Runs []struct {
			Tool struct {
				Driver struct {
					SupportedTaxonomies []component
					Rules               []struct {
						ID            string
						Relationships []struct {
							Target struct {
								ID            string
								Index         int
								ToolComponent component
							}
							Kinds []string
						}
						Properties struct{ Tags []string }
					}
				}
			}
			Taxonomies []component
		}
	}
	results := mapped(t)
	written := write(t, "sarif", results, report.Options{Frameworks: frameworks(), SARIFCategory: "live"})
	checkContract(t, written, results)
	decode(t, written, &log)
	run := log.Runs[0]
	if len(run.Taxonomies) != 2 || len(run.Tool.Driver.SupportedTaxonomies) != 2 {
		t.Fatalf("taxonomies are %+v", run.Taxonomies)
	}
	related := 0
	for _, rule := range run.Tool.Driver.Rules {
		for _, relation := range rule.Relationships {
			related++
			to := relation.Target.ToolComponent
			taxonomy := run.Taxonomies[to.Index]
			if taxonomy.GUID != to.GUID || taxonomy.Name != to.Name || to.Name != "acme" ||
				taxonomy.Taxa[relation.Target.Index].ID != relation.Target.ID {
				t.Errorf("%s is related to %+v, which is not %+v", rule.ID, relation.Target, taxonomy)
			}
			if !strings.Contains(strings.Join(rule.Properties.Tags, " "), "acme") {
				t.Errorf("the tags of %s are %v", rule.ID, rule.Properties.Tags)
			}
		}
	}
	if related != 2 {
		t.Errorf("%d relationships, want 2", related)
	}
	if without := write(t, "sarif", results, report.Options{}); strings.Contains(without, "axonom") {
		t.Error("there are taxonomies that nobody asked for")
	}
}

// TestSARIFTagsAreFew gives a rule more frameworks than code scanning takes tags.
func TestSARIFTagsAreFew(t *testing.T) {
	results := fixture(t)
	results.Rules[0].Controls = map[string][]string{}
	for name := range strings.FieldsSeq("a b c d e f g h i j k l m n o p q r s t") {
		results.Rules[0].Controls[name] = []string{"1"}
	}
	tags := parse(t, write(t, "sarif", results, report.Options{})).Runs[0].Tool.Driver.Rules[0].Properties.Tags
	if len(tags) != 10 || !strings.Contains(strings.Join(tags, " "), "pinecone") {
		t.Errorf("tags are %v", tags)
	}
}
