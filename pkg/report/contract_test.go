package report_test

import (
	"encoding/json"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/pinelint/pinelint/pkg/finding"
)

type sarifLog struct {
	Runs []struct {
		Tool struct {
			Driver struct {
				Version, SemanticVersion string
				Rules                    []sarifRule
			}
		}
		Invocations []struct {
			ExecutionSuccessful        bool
			ToolExecutionNotifications []struct {
				Level   string
				Message struct{ Text string }
			}
		}
		Results           []sarifResult
		AutomationDetails *struct{ ID string }
	}
}

type sarifRule struct {
	ID, Name, HelpURI                 string
	ShortDescription, FullDescription struct{ Text string }
	Help                              struct{ Text, Markdown string }
	DefaultConfiguration              struct{ Level string }
	Properties                        struct {
		Tags             []string
		SecuritySeverity string `json:"security-severity"`
		ProblemSeverity  string `json:"problem.severity"`
	}
}

type sarifResult struct {
	RuleID              string
	RuleIndex           *int
	Level               string
	Message             struct{ Text string }
	Locations           []sarifLocation
	RelatedLocations    []sarifLocation
	PartialFingerprints map[string]string
	Suppressions        []any
}

type sarifLocation struct {
	ID               int
	PhysicalLocation struct {
		ArtifactLocation struct{ URI string }
		Region           struct{ StartLine, StartColumn, EndLine, EndColumn int }
	}
	LogicalLocations []struct{ Name, FullyQualifiedName string }
}

func decode(t *testing.T, text string, into any) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), into); err != nil {
		t.Fatal(err)
	}
}

func parse(t *testing.T, written string) sarifLog {
	t.Helper()
	var log sarifLog
	decode(t, written, &log)
	if len(log.Runs) != 1 || len(log.Runs[0].Invocations) != 1 {
		t.Fatalf("want one run with one invocation: %s", written)
	}
	return log
}

// checkContract asserts what code scanning demands and no validator looks for.
func checkContract(t *testing.T, written string, results *finding.Results) {
	t.Helper()
	validate(t, "testdata/sarif-schema-2.1.0.json", written)
	run := parse(t, written).Runs[0]
	if !strings.Contains(written, `"results":[`) || strings.Contains(written, `"rules":null`) {
		t.Error("results and rules must be lists, also when empty")
	}
	if run.AutomationDetails == nil || run.AutomationDetails.ID != "live/" {
		t.Errorf("automationDetails is %v, want the category live/", run.AutomationDetails)
	}
	if len(run.Tool.Driver.Rules) != len(results.Rules) {
		t.Errorf("%d rules are described, want all %d", len(run.Tool.Driver.Rules), len(results.Rules))
	}
	if !slices.IsSortedFunc(run.Tool.Driver.Rules, func(a, b sarifRule) int { return strings.Compare(a.ID, b.ID) }) {
		t.Error("rules are not sorted by id")
	}
	for _, rule := range run.Tool.Driver.Rules {
		checkRule(t, rule)
	}
	seen := map[string]bool{}
	for _, result := range run.Results {
		checkResult(t, result, run.Tool.Driver.Rules)
		place := result.Locations[0].PhysicalLocation
		identity := fmt.Sprint(result.RuleID, place.ArtifactLocation.URI, place.Region.StartLine)
		if seen[identity] {
			t.Errorf("two results are one alert: %s", identity)
		}
		seen[identity] = true
	}
}

func checkRule(t *testing.T, rule sarifRule) {
	t.Helper()
	for what, text := range map[string]string{
		"name": rule.Name, "shortDescription": rule.ShortDescription.Text, "fullDescription": rule.FullDescription.Text,
		"help.text": rule.Help.Text, "help.markdown": rule.Help.Markdown,
	} {
		if text == "" {
			t.Errorf("rule %s has no %s", rule.ID, what)
		}
	}
	if len(rule.Name) > 255 || len(rule.ShortDescription.Text) > 1024 || len(rule.FullDescription.Text) > 1024 {
		t.Errorf("rule %.40s has a text that is too long", rule.ID)
	}
	if strings.ContainsRune(rule.ShortDescription.Text, unicode.ReplacementChar) {
		t.Errorf("rule %s: the title is cut inside a character", rule.ID)
	}
	if rule.HelpURI != "" && !strings.HasPrefix(rule.HelpURI, "https://") {
		t.Errorf("rule %s: helpUri is %q", rule.ID, rule.HelpURI)
	}
	checkProperties(t, rule)
}

func checkProperties(t *testing.T, rule sarifRule) {
	t.Helper()
	properties := rule.Properties
	if len(properties.Tags) == 0 || len(properties.Tags) > 10 {
		t.Errorf("rule %s has %d tags", rule.ID, len(properties.Tags))
	}
	if (properties.SecuritySeverity == "") == (properties.ProblemSeverity == "") {
		t.Errorf("rule %s needs one of security-severity and problem.severity: %+v", rule.ID, properties)
	}
	if properties.SecuritySeverity != "" {
		if score, err := strconv.ParseFloat(properties.SecuritySeverity, 64); err != nil || score <= 0 || score > 10 {
			t.Errorf("rule %s: security-severity is %q", rule.ID, properties.SecuritySeverity)
		}
	}
}

func checkResult(t *testing.T, result sarifResult, rules []sarifRule) {
	t.Helper()
	if result.RuleIndex != nil && rules[*result.RuleIndex].ID != result.RuleID {
		t.Errorf("result of %s has the index of %s", result.RuleID, rules[*result.RuleIndex].ID)
	}
	if result.Message.Text == "" || len(result.Suppressions) > 0 {
		t.Errorf("result of %s has no message, or suppressions", result.RuleID)
	}
	place := result.Locations[0].PhysicalLocation
	checkURI(t, place.ArtifactLocation.URI)
	if place.Region.StartLine < 1 || place.Region.EndLine != place.Region.StartLine {
		t.Errorf("region %+v is not one line", place.Region)
	}
	synthetic := strings.HasPrefix(place.ArtifactLocation.URI, "pinecone/")
	if synthetic != (result.PartialFingerprints != nil) {
		t.Errorf("%+v: own fingerprints %v, want them for made-up paths only", place, result.PartialFingerprints)
	}
}

func checkURI(t *testing.T, uri string) {
	t.Helper()
	parsed, err := url.Parse(uri)
	if err != nil || parsed.Scheme != "" || parsed.Host != "" || strings.ContainsRune(uri, ':') {
		t.Errorf("uri %q is not a plain relative path", uri)
	}
	decoded, err := url.PathUnescape(uri)
	if err != nil || decoded == "" || strings.HasPrefix(decoded, "/") || strings.Contains("/"+decoded+"/", "/../") {
		t.Errorf("uri %q leads out of the repository, or nowhere: %v", uri, err)
	}
}
