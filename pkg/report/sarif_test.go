package report_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/url"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
)

func TestSARIFGolden(t *testing.T) {
	written := write(t, "sarif", fixture(t), report.Options{Root: "infra"})
	if strings.Count(written, "\n") != 1 || !strings.HasSuffix(written, "\n") {
		t.Errorf("the report is not one line")
	}
	var document any
	decode(t, written, &document)
	var out strings.Builder
	outline(&out, document, "\n", 6)
	golden(t, "report.sarif.txt", out.String()+"\n")
}

// outline writes the outer levels of a document indented and the inner ones in a line.
func outline(out *strings.Builder, value any, newline string, depth int) {
	inner := newline + "  "
	switch value := value.(type) {
	case map[string]any:
		if depth == 0 {
			break
		}
		keys := make([]string, 0, len(value))
		for key := range value {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		for _, key := range keys {
			out.WriteString(newline + key + ": ")
			outline(out, value[key], inner, depth-1)
		}
		return
	case []any:
		if depth == 0 {
			break
		}
		for _, element := range value {
			out.WriteString(newline + "- ")
			outline(out, element, inner, depth-1)
		}
		return
	}
	encoder := json.NewEncoder(trimmed{out})
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(value)
}

// trimmed drops the newline that an encoder ends with.
type trimmed struct{ io.Writer }

func (t trimmed) Write(data []byte) (int, error) {
	_, err := t.Writer.Write([]byte(strings.TrimSuffix(string(data), "\n")))
	return len(data), err
}

func TestSARIFKeepsTheContract(t *testing.T) {
	one := fixture(t)
	one.Findings = one.Findings[:1]
	none := fixture(t)
	none.Findings = nil
	hostile := fixture(t)
	for i, name := range hostileNames() {
		found := hostile.Findings[0]
		found.Resource.ID, found.Resource.Name, found.Message = name, name, name
		found.Fingerprint = strconv.Itoa(i)
		found.Location = &finding.Location{File: name, StartLine: i + 1, StartColumn: 2, EndLine: i + 9, EndColumn: 1}
		hostile.Findings = append(hostile.Findings, found)
		found.Location = nil
		hostile.Findings = append(hostile.Findings, found)
	}
	hostile.Rules[0].Title = strings.Repeat("日本", 600)
	hostile.Rules[0].Description = strings.Repeat("long ", 600)
	hostile.Rules[1].Title, hostile.Rules[1].Description = "", ""
	hostile.Rules[1].URL = "javascript:alert(1)"
	hostile.Rules[2].ID = strings.Repeat("very-long/", 60)
	cases := map[string]*finding.Results{
		"none": none, "one": one, "many": fixture(t), "hostile": hostile, "many lines": many(2000), "empty": {},
	}
	for name, results := range cases {
		t.Run(name, func(t *testing.T) {
			checkContract(t, write(t, "sarif", results, report.Options{SARIFCategory: "live"}), results)
		})
	}
}

func hostileNames() []string {
	return []string{
		"a:b.tf", "dir/a b.tf", "100%.tf", "x%20y.tf", "検索/ü.tf", "[x](y).tf", "a?b#c.tf", `back\slash.tf`,
		"/etc/passwd", "../outside.tf", "../../x", "https://evil.test/x.tf", "line\nbreak.tf", "bad\xffutf8.tf",
		"\x1b[31mred.tf", "\u202eoverride.tf", "", ".", "a//b", "./c.tf", "::error::x", `q"uote.tf`,
	}
}

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
	uri := place.ArtifactLocation.URI
	if parsed, err := url.Parse(uri); err != nil || parsed.Scheme != "" || parsed.Host != "" || strings.ContainsRune(uri, ':') {
		t.Errorf("uri %q is not a plain relative path", uri)
	}
	decoded, err := url.PathUnescape(uri)
	if err != nil || decoded == "" || strings.HasPrefix(decoded, "/") || strings.Contains("/"+decoded+"/", "/../") {
		t.Errorf("uri %q leads out of the repository, or nowhere: %v", uri, err)
	}
	if place.Region.StartLine < 1 || place.Region.EndLine != place.Region.StartLine {
		t.Errorf("region %+v is not one line", place.Region)
	}
	if synthetic := strings.HasPrefix(uri, "pinecone/"); synthetic != (result.PartialFingerprints != nil) {
		t.Errorf("%s: own fingerprints %v, want them for made-up paths only", uri, result.PartialFingerprints)
	}
}

func validate(t *testing.T, schemaFile, written string) {
	t.Helper()
	file, err := os.Open(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = file.Close() }()
	document, err := jsonschema.UnmarshalJSON(file)
	if err != nil {
		t.Fatal(err)
	}
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	if err := compiler.AddResource("schema.json", document); err != nil {
		t.Fatal(err)
	}
	schema, err := compiler.Compile("schema.json")
	if err != nil {
		t.Fatal(err)
	}
	instance, err := jsonschema.UnmarshalJSON(strings.NewReader(written))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(instance); err != nil {
		t.Error(err)
	}
}

// many is a run with n fails of all severities, two to a line.
func many(n int) *finding.Results {
	results := &finding.Results{Schema: finding.ResultsSchema, Version: "1.0.0"}
	severities := finding.Severities()
	for i, severity := range severities {
		results.Rules = append(results.Rules, finding.Rule{
			ID: fmt.Sprintf("load/rule-%d", i), Title: "T", Severity: severity, Kind: "security", Precision: "high",
			Resources: []string{"pinecone_index"}, Remediation: map[string]string{"console": "Turn it on."},
		})
	}
	for i := range n {
		rule := results.Rules[i%len(severities)]
		name := fmt.Sprintf("index-%d", i)
		results.Findings = append(results.Findings, finding.Finding{
			Rule: rule.ID, Verdict: finding.Fail, Severity: rule.Severity,
			Resource: finding.Resource{Type: "pinecone_index", ID: "search/" + name, Name: name},
			Message:  `index "` + name + `" has no deletion protection: set deletion_protection to "enabled"`,
			Location: &finding.Location{
				File: fmt.Sprintf("infra/file-%02d.tf", i/500), StartLine: i%500 + 1, StartColumn: 3, EndLine: i%500 + 1, EndColumn: 30,
			},
		})
	}
	results.Sources = []finding.Source{{ID: "terraform infra", Status: "complete"}}
	return results
}
