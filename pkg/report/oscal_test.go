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

// TestOSCALFollowsTheModel holds the report to what OSCAL asks of its parts, and follows every
// reference in it.
func TestOSCALFollowsTheModel(t *testing.T) {
	written := map[string]string{
		"empty":   write(t, "oscal", &finding.Results{Time: "2026-11-01T12:00:00Z"}, report.Options{}),
		"fixture": write(t, "oscal", fixture(t), report.Options{}),
	}
	for i, attack := range attacks() {
		written[fmt.Sprintf("attack %d", i)] = write(t, "oscal", hostileInAll(attack), report.Options{})
	}
	for name, document := range written {
		t.Run(name, func(t *testing.T) {
			validate(t, "testdata/oscal.schema.json", document)
			var whole any
			decode(t, document, &whole)
			is, means := map[string]string{}, map[string]string{}
			identities(t, whole, "", is, means)
			for id, path := range means {
				if is[id] == "" {
					t.Errorf("%s refers to %s, which is nowhere", path, id)
				}
			}
		})
	}
}

// identities collects what has an id, and what refers to one.
func identities(t *testing.T, at any, path string, is, means map[string]string) {
	t.Helper()
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
			case key == "uuid", key == "id" && strings.HasSuffix(text, "_obj"):
				if is[text] != "" {
					t.Errorf("%s and %s both are %s", here, is[text], text)
				}
				is[text] = here
			case strings.HasSuffix(key, "-uuid"), key == "objective-id", key == "target-id":
				means[text] = here
			case key == "href" && strings.HasPrefix(text, "#"):
				means[text[1:]] = here
			default:
				identities(t, value, here, is, means)
			}
		}
	}
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
