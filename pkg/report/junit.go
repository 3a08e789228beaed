package report

import (
	"cmp"
	"encoding/xml"
	"io"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
)

// The elements of JUnit's report that its readers agree on: Jenkins, GitLab, Azure
// Pipelines, CircleCI. There is no specification.
type junitSuites struct {
	XMLName xml.Name `xml:"testsuites"`
	Name    string   `xml:"name,attr"`
	junitCounts

	Suites []*junitSuite `xml:"testsuite"`
}

type junitCounts struct {
	Tests    int `xml:"tests,attr"`
	Failures int `xml:"failures,attr"`
	Errors   int `xml:"errors,attr"`
	Skipped  int `xml:"skipped,attr"`
}

type junitSuite struct {
	Name string `xml:"name,attr"`
	junitCounts

	Properties *junitProperties `xml:"properties"`
	Cases      []*junitCase     `xml:"testcase"`
}

type junitProperties struct {
	List []junitProperty `xml:"property"`
}

type junitProperty struct {
	Name  string `xml:"name,attr"`
	Value string `xml:"value,attr"`
}

type junitCase struct {
	Name  string `xml:"name,attr"`
	Class string `xml:"classname,attr"`
	File  string `xml:"file,attr,omitempty"`
	Line  int    `xml:"line,attr,omitempty"`

	Failure *junitText `xml:"failure"`
	Error   *junitText `xml:"error"`
	Skipped *junitText `xml:"skipped"`
}

type junitText struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr,omitempty"`
	Text    string `xml:",chardata"`
}

// writeJUnit writes a suite for each category and a case for each rule and resource:
// passes are passed tests, and what nobody could tell, or a waiver excuses, is skipped with
// the reason.
func writeJUnit(w io.Writer, results *finding.Results, options Options) error {
	j := &junit{root: options.Root, suites: map[string]*junitSuite{}, cases: map[[2]string]*junitCase{}}
	j.out.Name = "pinelint"
	for i := range results.Findings {
		j.finding(&results.Findings[i])
	}
	for _, tally := range results.Tallies {
		for _, id := range tally.Passed {
			j.test(tally.Rule, id, id)
		}
		if tally.Error != "" {
			j.test(tally.Rule, "", tally.Rule).Error = &junitText{Message: printable(tally.Error), Type: "policy"}
		}
	}
	if chosen := results.Profile; chosen != nil {
		j.property("profile", chosen.Name)
	}
	if left := results.Unshown; left != nil {
		j.property("findings", unshownText(left))
	}
	j.count()
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return err
	}
	encoder := xml.NewEncoder(w)
	encoder.Indent("", "  ")
	if err := encoder.Encode(j.out); err != nil {
		return err
	}
	_, err := io.WriteString(w, "\n")
	return err
}

// junit is a report in the making.
type junit struct {
	root   string
	out    junitSuites
	suites map[string]*junitSuite
	cases  map[[2]string]*junitCase
}

// property says something in every suite: readers look for properties there alone.
func (j *junit) property(name, value string) {
	for _, suite := range j.out.Suites {
		if suite.Properties == nil {
			suite.Properties = &junitProperties{}
		}
		suite.Properties.List = append(suite.Properties.List, junitProperty{Name: name, Value: printable(value)})
	}
}

// test is the case of a rule and a resource.
func (j *junit) test(rule, resource, name string) *junitCase {
	if known := j.cases[[2]string{rule, resource}]; known != nil {
		return known
	}
	category, _, _ := strings.Cut(rule, "/")
	suite := j.suites[category]
	if suite == nil {
		suite = &junitSuite{Name: category}
		j.suites[category] = suite
		j.out.Suites = append(j.out.Suites, suite)
	}
	made := &junitCase{Name: printable(name), Class: rule}
	suite.Cases = append(suite.Cases, made)
	j.cases[[2]string{rule, resource}] = made
	return made
}

// finding adds a finding to its case. A fail counts more than what is skipped.
func (j *junit) finding(found *finding.Finding) {
	test := j.test(found.Rule, found.Resource.ID, describe(found.Resource))
	message := printable(found.Message)
	if found.Location != nil && test.File == "" {
		test.File, _ = repositoryPath(j.root, found.Location.File)
		test.File, test.Line = printable(test.File), found.Location.StartLine
	}
	switch {
	case found.Waiver != nil:
		skip(test, "waived "+waiverText(found.Waiver))
	case found.Verdict != finding.Fail:
		reasons := make([]string, 0, len(found.Missing))
		for _, missing := range missingOf(found) {
			reasons = append(reasons, factOf(missing)+": "+missing.Reason)
		}
		skip(test, "inconclusive: "+strings.Join(reasons, "; "))
	case test.Failure == nil:
		test.Skipped = nil
		test.Failure = &junitText{Message: message, Type: found.Severity.String(), Text: j.place(found) + message}
	default:
		test.Failure.Text += "\n" + j.place(found) + message
	}
}

// place is where a finding stands, before its message.
func (j *junit) place(found *finding.Finding) string {
	if found.Location == nil {
		return ""
	}
	t := &text{options: Options{Root: j.root}}
	return printable(t.position(found.Location)) + ": "
}

func skip(test *junitCase, why string) {
	if test.Failure == nil && test.Skipped == nil {
		test.Skipped = &junitText{Message: printable(why)}
	}
}

// count adds up the cases, which stand in the order of their findings until then.
func (j *junit) count() {
	slices.SortFunc(j.out.Suites, func(a, b *junitSuite) int { return strings.Compare(a.Name, b.Name) })
	for _, suite := range j.out.Suites {
		slices.SortFunc(suite.Cases, func(a, b *junitCase) int {
			return cmp.Or(strings.Compare(a.Class, b.Class), strings.Compare(a.Name, b.Name))
		})
		for _, test := range suite.Cases {
			suite.Tests++
			switch {
			case test.Error != nil:
				suite.Errors++
			case test.Failure != nil:
				suite.Failures++
			case test.Skipped != nil:
				suite.Skipped++
			}
		}
		j.out.Tests += suite.Tests
		j.out.Failures += suite.Failures
		j.out.Errors += suite.Errors
		j.out.Skipped += suite.Skipped
	}
}
