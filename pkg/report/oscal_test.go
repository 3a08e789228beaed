package report_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
)

const oscalSchema = "testdata/oscal.schema.json"

// TestOSCALFollowsTheModel holds the report to what OSCAL asks of its parts, and follows every
// reference in it.
func TestOSCALFollowsTheModel(t *testing.T) {
	idle := fixture(t)
	idle.Findings, idle.Tallies = nil, nil
	written := map[string]string{
		"empty":   write(t, "oscal", &finding.Results{Time: "2026-11-01T12:00:00Z"}, report.Options{}),
		"idle":    write(t, "oscal", idle, report.Options{}),
		"fixture": write(t, "oscal", fixture(t), report.Options{}),
	}
	for i, attack := range attacks() {
		written[fmt.Sprintf("attack %d", i)] = write(t, "oscal", hostileInAll(attack), report.Options{})
	}
	for name, document := range written {
		t.Run(name, func(t *testing.T) {
			validate(t, oscalSchema, document)
			var whole any
			decode(t, document, &whole)
			is, means := map[string]string{}, map[string]reference{}
			identities(t, whole, "", is, means)
			for path, to := range means {
				if !strings.Contains(is[to.id], "/"+to.among+"/") {
					t.Errorf("%s refers to %s, which is not among the %s but %q", path, to.id, to.among, is[to.id])
				}
			}
		})
	}
}

// reference is to something of one kind.
type reference struct{ id, among string }

// identities collects by its id where everything is, and by its place what refers to it.
func identities(t *testing.T, at any, path string, is map[string]string, means map[string]reference) {
	t.Helper()
	kinds := map[string]string{
		"actor-uuid": "components", "component-uuid": "components", "subject-uuid": "inventory-items",
		"observation-uuid": "observations", "risk-uuid": "risks",
		"control-id": "related-controls", "objective-id": "related-controls", "target-id": "related-controls",
	}
	switch at := at.(type) {
	case []any:
		for i, one := range at {
			identities(t, one, fmt.Sprintf("%s/%d", path, i), is, means)
		}
	case map[string]any:
		for key, value := range at {
			text, _ := value.(string)
			here := path + "/" + key
			switch {
			case key == "uuid", kinds[key] == "related-controls" && strings.Contains(path, "/related-controls/"):
				if is[text] != "" {
					t.Errorf("%s and %s both are %s", here, is[text], text)
				}
				is[text] = here
			case strings.Contains(path, "/exclude-controls/"): // what had nothing to judge is not described
			case kinds[key] != "":
				means[here] = reference{text, kinds[key]}
			case key == "href" && strings.HasPrefix(text, "#"):
				means[here] = reference{text[1:], "resources"}
			default:
				identities(t, value, here, is, means)
			}
		}
	}
}

// TestOSCALNamesControls holds that an auditor finds the controls for which a rule is evidence.
func TestOSCALNamesControls(t *testing.T) {
	results := fixture(t)
	controls := map[string][]string{"soc2": {"CC6.1"}, "nist-800-53": {"AC-6(5)", "SC-12"}, "our own": {" 1\n"}}
	for i := range results.Rules {
		results.Rules[i].Controls = controls
	}
	written := write(t, "oscal", results, report.Options{})
	validate(t, oscalSchema, written)
	var document struct {
		Results struct {
			Local struct {
				Activities []struct {
					Props []struct{ Name, Value string }
				}
			} `json:"local-definitions"`
		} `json:"assessment-results"`
	}
	decode(t, written, &document)
	var got []string
	for _, prop := range document.Results.Local.Activities[0].Props[4:] { // after the method, the rule and what it is
		got = append(got, prop.Name+" "+prop.Value)
	}
	if want := []string{"nist-800-53 AC-6(5)", "nist-800-53 SC-12", `our_own 1\n`, "soc2 CC6.1"}; !slices.Equal(got, want) {
		t.Errorf("it names %q, want %q", got, want)
	}
}

// TestOSCALLinksAreURIs holds that a link has no character that a URI cannot have.
func TestOSCALLinksAreURIs(t *testing.T) {
	results := fixture(t)
	for i := range results.Rules {
		results.Rules[i].URL = "https://docs.acme.test/a b/\u00e9?q=\"<x>\"&p=50%25#s"
	}
	written := write(t, "oscal", results, report.Options{})
	validate(t, oscalSchema, written)
	if want := "https://docs.acme.test/a%20b/%C3%A9?q=%22%3Cx%3E%22&p=50%25#s"; !strings.Contains(written, want) {
		t.Errorf("there is no %s", want)
	}
}

// TestOSCALTitlesAreNotEmpty holds that what has no name to show is called by its id.
func TestOSCALTitlesAreNotEmpty(t *testing.T) {
	results := fixture(t)
	for i := range results.Rules {
		results.Rules[i].Title = " \t"
	}
	for i := range results.Findings {
		results.Findings[i].Resource.Name = " "
	}
	validate(t, oscalSchema, write(t, "oscal", results, report.Options{}))
}

type oscalReport struct {
	Results struct {
		UUID     string
		Metadata struct {
			LastModified string `json:"last-modified"`
		}
		Results []struct {
			Start        string
			Observations []struct{ UUID, Description string }
			Risks        []struct {
				Description, Status string
				Remediations        []any
			}
			Findings []struct {
				Target struct {
					Status struct{ State, Reason string }
				}
			}
		}
	} `json:"assessment-results"`
}

func oscal(t *testing.T, results *finding.Results) oscalReport {
	t.Helper()
	var document oscalReport
	decode(t, write(t, "oscal", results, report.Options{}), &document)
	return document
}

// TestOSCALIsSatisfiedWhereAllPasses holds that nothing but a pass is satisfied.
func TestOSCALIsSatisfiedWhereAllPasses(t *testing.T) {
	on := func(verdict finding.Verdict, waiver *finding.Waiver) []finding.Finding {
		return []finding.Finding{{Rule: "a/b", Verdict: verdict, Message: "m", Resource: finding.Resource{ID: "r"}, Waiver: waiver}}
	}
	for name, test := range map[string]struct {
		findings []finding.Finding
		tally    finding.Tally
		want     string
	}{
		"pass":           {nil, finding.Tally{Pass: 2, Passed: []string{"p", "q"}}, "satisfied pass"},
		"fail":           {on(finding.Fail, nil), finding.Tally{Pass: 1, Fail: 1}, "not-satisfied fail"},
		"inconclusive":   {on(finding.Inconclusive, nil), finding.Tally{Pass: 1, Inconclusive: 1}, "not-satisfied other"},
		"waived":         {on(finding.Fail, &finding.Waiver{Owner: "o"}), finding.Tally{Fail: 1}, "not-satisfied other"},
		"left out":       {nil, finding.Tally{Pass: 1, Fail: 1}, "not-satisfied other"},
		"not evaluated":  {nil, finding.Tally{Pass: 1, Error: "too slow"}, "not-satisfied other"},
		"not applicable": {nil, finding.Tally{}, ""},
	} {
		test.tally.Rule = "a/b"
		found := oscal(t, &finding.Results{
			Time: "2026-11-01T12:00:00Z", Rules: []finding.Rule{{ID: "a/b"}}, Findings: test.findings, Tallies: []finding.Tally{test.tally},
		}).Results.Results[0].Findings
		got := ""
		for _, one := range found {
			got += one.Target.Status.State + " " + one.Target.Status.Reason
		}
		if got != test.want {
			t.Errorf("%s: the rule is %q, want %q", name, got, test.want)
		}
	}
}

func TestOSCALSaysWhatIsKnown(t *testing.T) {
	document := oscal(t, fixture(t))
	result := document.Results.Results[0]
	if result.Start != "2026-11-01T12:00:00Z" || document.Results.Metadata.LastModified != result.Start {
		t.Errorf("it is of %s and %s", result.Start, document.Results.Metadata.LastModified)
	}
	var status []string
	for _, risk := range result.Risks {
		status = append(status, risk.Status)
		if len(risk.Remediations) == 0 {
			t.Errorf("nothing repairs %s", risk.Description)
		}
	}
	if want := []string{"open", "open", "open", "deviation-approved"}; !slices.Equal(status, want) {
		t.Errorf("the risks are %s, want %s", status, want)
	}
	written := write(t, "oscal", fixture(t), report.Options{})
	for _, want := range []string{
		`"value": "search@acme.test"`, `"value": "2027-02-01"`, `"target-id": "indexes.deletion-protection_obj"`, `"value": "search/articles"`,
		`/enable_key_rotation is not known: variable \"rotate\" has no default`, `cmek.key-rotation_obj`,
	} {
		if !strings.Contains(written, want) {
			t.Errorf("there is no %s", want)
		}
	}
}

// TestOSCALKeepsItsNames holds that an observation is the same one in the next report, and
// that the report as a whole is another one.
func TestOSCALKeepsItsNames(t *testing.T) {
	now, next := fixture(t), fixture(t)
	next.Time, next.Findings[0].Message = "2026-12-01T12:00:00Z", "another message"
	first, second := oscal(t, now), oscal(t, next)
	for i, seen := range first.Results.Results[0].Observations {
		if got := second.Results.Results[0].Observations[i].UUID; got != seen.UUID {
			t.Errorf("%s was %s and is %s", seen.Description, seen.UUID, got)
		}
	}
	if first.Results.UUID == second.Results.UUID {
		t.Errorf("both reports are %s", first.Results.UUID)
	}
}

func TestOSCALNeedsATime(t *testing.T) {
	results := fixture(t)
	results.Time = ""
	err := report.Write(&strings.Builder{}, "oscal", results, report.Options{})
	if !errors.Is(err, report.ErrUndated) {
		t.Errorf("error is %v", err)
	}
}

// TestOSCALIsText holds that no message is markup where OSCAL has Markdown.
func TestOSCALIsText(t *testing.T) {
	results := hostile("`a` *b* [x](javascript:alert(1)) <script>\n{{ insert: param, p }}")
	got := oscal(t, results).Results.Results[0].Observations[0].Description
	want := "\\`a\\` \\*b\\* \\[x\\](javascript:alert(1)) \\<script\\>\\\\n\\{\\{ insert: param, p \\}\\}"
	if got != want {
		t.Errorf("it says %s, want %s", got, want)
	}
}
