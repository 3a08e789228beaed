package report

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"
	"unicode"

	"github.com/google/uuid"

	"github.com/pinelint/pinelint/pkg/finding"
)

// oscalVersion is the version of OSCAL that the report keeps to.
const oscalVersion = "1.1.3"

// assessment is an OSCAL report in the making. Each rule is a control that has one objective,
// since a rule is what somebody signs; each resource is an inventory item.
type assessment struct {
	results *finding.Results
	at      string // as of when it was judged: OSCAL asks for a time at every observation
	tool    string
	items   map[string]bool
	result  oscalResult
}

// ErrUndated is that of a format that has to say when, for results that do not.
var ErrUndated = errors.New("the results do not say when they were judged: judge again with this version of pinelint")

// writeOSCAL writes assessment results of NIST's OSCAL. What is inconclusive or waived is
// never satisfied there.
func writeOSCAL(w io.Writer, results *finding.Results, _ Options) error {
	at, dated := results.At()
	if !dated {
		return ErrUndated
	}
	whole, err := json.Marshal(results)
	if err != nil {
		return err
	}
	a := &assessment{
		results: results, at: at.Format(time.RFC3339), tool: oscalID("tool", results.Version), items: map[string]bool{},
	}
	for _, found := range results.Findings { // of what passes no more than its id is known
		a.subject(found.Resource)
	}
	objectives := a.judge(judgedRules(results))
	a.result.UUID = oscalID("result", string(whole))
	plan := oscalID("plan", results.Version)
	document := oscalDocument{oscalResults{
		UUID: oscalID("document", string(whole)),
		Metadata: oscalMetadata{
			Title: "Production readiness of Pinecone", LastModified: a.at, Version: a.at, OSCALVersion: oscalVersion,
		},
		Plan:    oscalLink{"#" + plan},
		Local:   objectives,
		Results: []oscalResult{a.result},
		BackMatter: oscalBackMatter{[]oscalResource{{plan, "The rules of pinelint",
			"There is no assessment plan but the rules, which the local definitions describe."}}},
	}}
	encoder := newEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(document)
}

// judge fills the result, and describes the rules that had something to judge.
func (a *assessment) judge(rules []*judged) *oscalObjectives {
	objectives := &oscalObjectives{}
	selected := oscalSelection{Description: "The rules that had something to judge."}
	var chosen oscalObjectiveSelection
	idle := 0
	for _, one := range rules {
		if one.standing.worst() == "none" {
			idle++
			continue
		}
		objectives.Objectives = append(objectives.Objectives, objective(one.rule))
		selected.Include = append(selected.Include, oscalControlID{controlID(one.rule.ID)})
		chosen.Include = append(chosen.Include, oscalObjectiveID{objectiveID(one.rule.ID)})
		a.rule(one)
	}
	a.result.Title = "Verdicts of pinelint"
	a.result.Description = oscalText(headline(a.results, a.results.Count()) + ".")
	a.result.Start = a.at
	a.result.Reviewed = oscalReviewed{Selections: []oscalSelection{selected}}
	a.result.Remarks = oscalText(fmt.Sprintf("%s had nothing to judge. Sources: %s.",
		count(idle, "rule"), sourcesText(a.results.Sources)))
	a.result.Local.Assets = oscalAssets{
		Components: []oscalComponent{{
			UUID: a.tool, Type: "software", Title: "pinelint", Description: "A linter of Pinecone deployments.",
			Props: props("version", a.results.Version), Status: oscalState{"operational"},
		}},
		Platforms: []oscalPlatform{{oscalID("platform", a.results.Version), []oscalUses{{a.tool}}}},
	}
	if len(chosen.Include) == 0 {
		a.result.Reviewed.Selections[0].Description = "No rule had anything to judge."
		return nil
	}
	a.result.Reviewed.Objectives = []oscalObjectiveSelection{chosen}
	return objectives
}

// objective describes a rule.
func objective(rule finding.Rule) oscalObjective {
	part := oscalPart{
		ID: objectiveID(rule.ID), Name: "assessment-objective", Title: oscalText(cmp.Or(rule.Title, rule.ID)),
		Props: props("rule", rule.ID, "severity", rule.Severity.String(), "section", rule.Section),
		Prose: oscalProse(rule.Description),
	}
	if isLink(rule.URL) {
		part.Links = []oscalLink{{rule.URL}}
	}
	return oscalObjective{ControlID: controlID(rule.ID), Parts: []oscalPart{part}}
}

func (a *assessment) origins() []oscalOrigin {
	return []oscalOrigin{{[]oscalActor{{"tool", a.tool}}}}
}

// oscalID is the same for the same thing in every report.
func oscalID(kind, name string) string {
	return uuid.NewSHA1(uuid.NameSpaceURL, []byte(projectURL+"\x00"+kind+"\x00"+name)).String()
}

// controlID is a rule's id as a token, which has no slash.
func controlID(rule string) string {
	token := strings.Map(func(r rune) rune {
		switch {
		case r == '/':
			return '.'
		case unicode.IsLetter(r), unicode.IsNumber(r), strings.ContainsRune("._-", r):
			return r
		default:
			return '_'
		}
	}, printable(rule))
	if first := strings.IndexFunc(token, unicode.IsLetter); first != 0 {
		token = "_" + token
	}
	return token
}

func objectiveID(rule string) string { return controlID(rule) + "_obj" }

// props are names and values, without those that have no value.
func props(pairs ...string) []oscalProp {
	var all []oscalProp
	for i := 0; i < len(pairs); i += 2 {
		if value := oscalLine(pairs[i+1]); value != "" {
			all = append(all, oscalProp{Name: pairs[i], Namespace: projectURL, Value: value})
		}
	}
	return all
}

// oscalLine is a text as the value of a property: in one line, without blanks around it.
func oscalLine(text string) string { return strings.TrimSpace(printable(text)) }

// oscalText is a text in which nothing is markup, where OSCAL has Markdown.
func oscalText(text string) string {
	var out strings.Builder
	for _, r := range printable(text) {
		if strings.ContainsRune("\\`*[]<>&{}", r) {
			out.WriteByte('\\')
		}
		out.WriteRune(r)
	}
	return strings.TrimSpace(out.String())
}

// oscalProse is what METADATA says of a rule, which is Markdown.
func oscalProse(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i, line := range lines {
		lines[i] = printable(untabbed(line))
	}
	return strings.Join(lines, "\n")
}
