package finding

import (
	"cmp"
	"slices"
	"strings"
)

// Framework is a catalogue of controls that auditors ask for, with those of them that a
// Pinecone deployment can touch.
type Framework struct {
	// Name is what METADATA and the command line call it.
	Name string `yaml:"-"`
	// Title and Version are its publisher's.
	Title   string `yaml:"title"`
	Version string `yaml:"version"`
	// Source is where it is published.
	Source string `yaml:"source"`
	// Controls are in the framework's own order.
	Controls []Control `yaml:"controls"`
}

// Control is one thing that a framework asks for, in words that are not the framework's.
type Control struct {
	ID    string `json:"id" yaml:"id"`
	Title string `json:"title,omitempty" yaml:"title"`
}

// Matrix is what a run has to show for each control of a framework.
type Matrix struct {
	Name     string       `json:"name"`
	Title    string       `json:"title"`
	Version  string       `json:"version"`
	Controls []ControlRow `json:"controls"`
}

// ControlRow has the rules for a control that took part in the run, and their verdicts as
// [Results.Count] counts them.
type ControlRow struct {
	Control

	// Standing is the worst of what there is. Only pass is evidence that a part of the control
	// is met.
	Standing     Standing `json:"standing"`
	Rules        []string `json:"rules"`
	Fail         int      `json:"fail"`
	Pass         int      `json:"pass"`
	Inconclusive int      `json:"inconclusive"`
	Waived       int      `json:"waived"`
}

// Standing says what the verdicts on a control amount to.
type Standing string

// In this order: one fail outweighs all else, and one pass nothing.
const (
	StandingFail          Standing = "fail"
	StandingInconclusive  Standing = "inconclusive"
	StandingWaived        Standing = "waived"
	StandingPass          Standing = "pass"
	StandingNotApplicable Standing = "not_applicable"
	StandingNone          Standing = "no_rule"
)

// Standings are all there are, the worst first.
func Standings() []Standing {
	return []Standing{
		StandingFail, StandingInconclusive, StandingWaived, StandingPass, StandingNotApplicable, StandingNone,
	}
}

// Answers says whether the rule is for a control of one of the frameworks.
func (r Rule) Answers(frameworks []Framework) bool {
	return slices.ContainsFunc(frameworks, func(framework Framework) bool { return len(r.Controls[framework.Name]) > 0 })
}

// Within are the results of the rules that are for a control of one of the frameworks, with
// a matrix for each; all as they are where there is no framework.
func (r *Results) Within(frameworks []Framework) *Results {
	if len(frameworks) == 0 {
		return r
	}
	within, answers := *r, map[string]bool{}
	within.Rules, within.Tallies, within.Findings = nil, nil, nil
	for _, rule := range r.Rules {
		if answers[rule.ID] = rule.Answers(frameworks); answers[rule.ID] {
			within.Rules = append(within.Rules, rule)
		}
	}
	for _, tally := range r.Tallies {
		if answers[tally.Rule] {
			within.Tallies = append(within.Tallies, tally)
		}
	}
	for _, found := range r.Findings {
		if answers[found.Rule] {
			within.Findings = append(within.Findings, found)
		}
	}
	within.Frameworks = nil
	for _, framework := range frameworks {
		within.Frameworks = append(within.Frameworks, within.matrix(framework))
	}
	return &within
}

// matrix has a row for each control of the framework, and after them one for each that only
// a rule names.
func (r *Results) matrix(framework Framework) Matrix {
	matrix := Matrix{Name: framework.Name, Title: framework.Title, Version: framework.Version}
	counts := r.countByRule()
	for _, control := range With(framework, r.Rules) {
		row := ControlRow{Control: control, Rules: []string{}}
		for _, rule := range r.Rules {
			if slices.Contains(rule.Controls[framework.Name], control.ID) {
				row.add(rule.ID, counts[rule.ID])
			}
		}
		row.Standing = row.standing()
		matrix.Controls = append(matrix.Controls, row)
	}
	return matrix
}

// With are the controls of a framework, and after them those that only a rule names.
func With(framework Framework, rules []Rule) []Control {
	controls := slices.Clone(framework.Controls)
	var further []Control
	for _, rule := range rules {
		for _, id := range rule.Controls[framework.Name] {
			is := func(control Control) bool { return control.ID == id }
			if !slices.ContainsFunc(controls, is) && !slices.ContainsFunc(further, is) {
				further = append(further, Control{ID: id})
			}
		}
	}
	slices.SortFunc(further, func(a, b Control) int { return strings.Compare(a.ID, b.ID) })
	return append(controls, further...)
}

// countByRule counts as Count does. A rule that could not be evaluated told nothing.
func (r *Results) countByRule() map[string]ControlRow {
	counts := map[string]ControlRow{}
	for _, tally := range r.Tallies {
		row := ControlRow{Pass: tally.Pass}
		if tally.Error != "" {
			row.Inconclusive = 1
		}
		counts[tally.Rule] = row
	}
	for _, found := range r.Findings {
		row := counts[found.Rule]
		switch {
		case found.Waiver != nil:
			row.Waived++
		case found.Verdict == Fail:
			row.Fail++
		default:
			row.Inconclusive++
		}
		counts[found.Rule] = row
	}
	return counts
}

func (c *ControlRow) add(rule string, counts ControlRow) {
	c.Rules = append(c.Rules, rule)
	c.Fail += counts.Fail
	c.Pass += counts.Pass
	c.Inconclusive += counts.Inconclusive
	c.Waived += counts.Waived
}

func (c *ControlRow) standing() Standing {
	worst := func(count int, standing Standing) Standing {
		if count > 0 {
			return standing
		}
		return ""
	}
	rest := StandingNotApplicable
	if len(c.Rules) == 0 {
		rest = StandingNone
	}
	return cmp.Or(worst(c.Fail, StandingFail), worst(c.Inconclusive, StandingInconclusive),
		worst(c.Waived, StandingWaived), worst(c.Pass, StandingPass), rest)
}
