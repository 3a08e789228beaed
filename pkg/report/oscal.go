package report

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/google/uuid"

	"github.com/pinelint/pinelint/pkg/finding"
)

// oscalVersion is the version of OSCAL that the report keeps to.
const oscalVersion = "1.1.3"

// assessment is an OSCAL report in the making. Each rule is a control that has one objective,
// since a rule is what somebody signs, and the activity that judges it. Each resource is an
// inventory item.
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
	activities := a.judge(judgedRules(results))
	a.result.UUID = oscalID("result", string(whole))
	plan := oscalID("plan", results.Version)
	document := oscalDocument{oscalResults{
		UUID: oscalID("document", string(whole)),
		Metadata: oscalMetadata{
			Title: "Production readiness of Pinecone", LastModified: a.at, Version: a.at, OSCALVersion: oscalVersion,
		},
		Plan:    oscalLink{"#" + plan},
		Local:   activities,
		Results: []oscalResult{a.result},
		BackMatter: oscalBackMatter{[]oscalResource{{plan, "The rules of pinelint",
			"There is no assessment plan but the rules, which the local definitions describe.", []oscalLink{{projectURL}}}}},
	}}
	encoder := newEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(document)
}

// judge fills the result, and describes the rules that had something to judge.
func (a *assessment) judge(rules []*judged) *oscalActivities {
	activities := &oscalActivities{}
	var chosen oscalObjectiveSelection
	var selected, idle []oscalControlID
	for _, one := range rules {
		id := oscalControlID{controlID(one.rule.ID)}
		if one.standing.worst() == "none" {
			idle = append(idle, id)
			continue
		}
		activities.Activities = append(activities.Activities, activity(one.rule))
		selected = append(selected, id)
		chosen.Include = append(chosen.Include, oscalObjectiveID{objectiveID(one.rule.ID)})
		a.rule(one)
	}
	a.result.Title = "Verdicts of pinelint"
	a.result.Description = oscalText(headline(a.results, a.results.Count()) + ".")
	a.result.Start = a.at
	a.result.Remarks = oscalText(fmt.Sprintf("%s had nothing to judge. Sources: %s.",
		count(len(idle), "rule"), sourcesText(a.results.Sources)))
	a.result.Local.Assets = oscalAssets{
		Components: []oscalComponent{{
			UUID: a.tool, Type: "software", Title: "pinelint", Description: "A linter of Pinecone deployments.",
			Props: oscalProps("version", a.results.Version), Status: oscalState{"operational"},
		}},
		Platforms: []oscalPlatform{{oscalID("platform", a.results.Version), []oscalUses{{a.tool}}}},
	}
	if len(selected) == 0 { // no selection may be empty: it is all of them without all of them
		a.result.Reviewed.Selections = []oscalSelection{{
			Description: "No rule had anything to judge.", All: &struct{}{}, Exclude: idle,
		}}
		return nil
	}
	a.result.Reviewed = oscalReviewed{
		Selections: []oscalSelection{{Description: "The rules that had something to judge.", Include: selected}},
		Objectives: []oscalObjectiveSelection{chosen},
	}
	return activities
}

// activity describes a rule. OSCAL has a place for objectives too, and forbids the property
// there that it demands of them: https://github.com/usnistgov/OSCAL/issues/2059.
func activity(rule finding.Rule) oscalActivity {
	one := oscalActivity{
		UUID: oscalID("activity", rule.ID), Title: oscalTitle(rule.Title, rule.ID),
		Description: oscalProse(cmp.Or(rule.Description, rule.Title, rule.ID)),
		Props: append(oscalProps("method", "TEST"),
			props("rule", rule.ID, "severity", rule.Severity.String(), "section", rule.Section)...),
		Controls: oscalReviewed{
			Selections: []oscalSelection{{Include: []oscalControlID{{controlID(rule.ID)}}}},
			Objectives: []oscalObjectiveSelection{{[]oscalObjectiveID{{objectiveID(rule.ID)}}}},
		},
	}
	for _, framework := range slices.Sorted(maps.Keys(rule.Controls)) {
		for _, control := range rule.Controls[framework] {
			one.Props = append(one.Props, props(controlID(framework), control)...)
		}
	}
	if isLink(rule.URL) {
		one.Links = []oscalLink{{oscalHref(rule.URL)}}
	}
	return one
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

// props are names of our own and values, without those that have no value.
func props(pairs ...string) []oscalProp {
	all := oscalProps(pairs...)
	for i := range all {
		all[i].Namespace = projectURL
	}
	return all
}

// oscalProps are the same by names that OSCAL defines for the thing that has them.
func oscalProps(pairs ...string) []oscalProp {
	var all []oscalProp
	for i := 0; i < len(pairs); i += 2 {
		if value := oscalLine(pairs[i+1]); value != "" {
			all = append(all, oscalProp{Name: pairs[i], Value: value})
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

// oscalTitle is the first of texts that has something to show, since no title may be empty.
func oscalTitle(texts ...string) string {
	for _, text := range texts {
		if title := oscalText(text); title != "" {
			return title
		}
	}
	return "untitled"
}

// oscalHref writes what a URI has no character for as it has to be in one.
func oscalHref(link string) string {
	var out strings.Builder
	for i := range len(link) {
		b := link[i]
		if b > ' ' && b <= '~' && !strings.ContainsRune("\"<>\\^`{|}", rune(b)) {
			out.WriteByte(b)
		} else {
			fmt.Fprintf(&out, "%%%02X", b)
		}
	}
	return out.String()
}

// oscalProse is what METADATA says of a rule, which is Markdown.
func oscalProse(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	for i, line := range lines {
		lines[i] = printable(untabbed(line))
	}
	return strings.Join(lines, "\n")
}
