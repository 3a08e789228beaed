package report

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
)

// standing counts subjects, each a rule on a resource, by how they stand.
type standing struct {
	pass, fail, inconclusive, waived int
	// hidden are those that a report left out by their severity, and so neither pass nor fail.
	hidden int
	// errors are the rules that could not be evaluated.
	errors int
}

func (s standing) subjects() int { return s.pass + s.fail + s.inconclusive + s.waived + s.hidden }

// ready is the percentage that passes, never rounded up: 100 means all.
func (s standing) ready() int {
	if s.errors > 0 {
		return min(99, 100*s.pass/max(1, s.subjects()))
	}
	return 100 * s.pass / max(1, s.subjects())
}

func (s *standing) add(other standing) {
	s.pass += other.pass
	s.fail += other.fail
	s.inconclusive += other.inconclusive
	s.waived += other.waived
	s.hidden += other.hidden
	s.errors += other.errors
}

// worst names how a rule stands as a whole, as the counts of a report do.
func (s standing) worst() string {
	switch {
	case s.fail > 0:
		return "fail"
	case s.inconclusive+s.hidden+s.errors > 0:
		return "inconclusive"
	case s.waived > 0:
		return "waived"
	case s.pass > 0:
		return "pass"
	default:
		return "none"
	}
}

// judged is a rule with all that it says.
type judged struct {
	rule     finding.Rule
	tally    finding.Tally
	standing standing
	findings []*finding.Finding
}

// area is the first part of a rule's id.
func (j *judged) area() string {
	area, _, _ := strings.Cut(j.rule.ID, "/")
	return area
}

// judgedRules are all rules, by area and in it the worst first. What results say of a rule
// that they do not describe is kept.
func judgedRules(results *finding.Results) []*judged {
	byID := map[string]*judged{}
	rule := func(id string) *judged {
		if byID[id] == nil {
			byID[id] = &judged{rule: finding.Rule{ID: id, Title: id}}
		}
		return byID[id]
	}
	for _, described := range results.Rules {
		rule(described.ID).rule = described
	}
	for _, tally := range results.Tallies {
		rule(tally.Rule).tally = tally
	}
	for i := range results.Findings {
		found := &results.Findings[i]
		one := rule(found.Rule)
		one.findings = append(one.findings, found)
	}
	all := make([]*judged, 0, len(byID))
	for _, one := range byID {
		one.stand()
		all = append(all, one)
	}
	slices.SortFunc(all, func(a, b *judged) int {
		return cmp.Or(
			strings.Compare(a.area(), b.area()), rank(a.standing.worst())-rank(b.standing.worst()),
			cmp.Compare(b.rule.Severity, a.rule.Severity), strings.Compare(a.rule.ID, b.rule.ID),
		)
	})
	return all
}

func rank(verdict string) int { return slices.Index(standings(), verdict) }

// standings are what [standing.worst] says, the worst first.
func standings() []string { return []string{"fail", "inconclusive", "waived", "pass", "none"} }

// verdictOf is what a finding counts as.
func verdictOf(found *finding.Finding) string {
	switch {
	case found.Waiver != nil:
		return "waived"
	case found.Verdict == finding.Fail:
		return "fail"
	default:
		return "inconclusive"
	}
}

// stand counts the rule's subjects, and brings its findings into the order of a reader.
func (j *judged) stand() {
	worst := map[string]string{}
	for _, found := range j.findings {
		verdict := verdictOf(found)
		if known, ok := worst[found.Resource.ID]; !ok || rank(verdict) < rank(known) {
			worst[found.Resource.ID] = verdict
		}
	}
	for _, verdict := range worst {
		switch verdict {
		case "fail":
			j.standing.fail++
		case "inconclusive":
			j.standing.inconclusive++
		default:
			j.standing.waived++
		}
	}
	j.standing.pass = j.tally.Pass
	j.standing.hidden = max(0, j.tally.Fail+j.tally.Inconclusive-len(worst))
	if j.tally.Error != "" {
		j.standing.errors = 1
	}
	slices.SortStableFunc(j.findings, func(a, b *finding.Finding) int {
		return cmp.Or(rank(verdictOf(a))-rank(verdictOf(b)), cmp.Compare(b.Severity, a.Severity))
	})
}

// share is a part of a whole that has a name.
type share struct {
	name string
	standing
}

// areas add the rules of each area up.
func areas(rules []*judged) []share {
	var all []share
	for _, one := range rules {
		if len(all) == 0 || all[len(all)-1].name != one.area() {
			all = append(all, share{name: one.area()})
		}
		all[len(all)-1].add(one.standing)
	}
	return slices.DeleteFunc(all, func(one share) bool { return one.subjects()+one.errors == 0 })
}

// severities counts fails by severity, in one environment.
type severities struct {
	environment string
	fails       map[finding.Severity]int
	total       int
}

// environments count fails in each environment that has one, production first.
func environments(results *finding.Results) []severities {
	usual := []string{"production", "", "staging", "development", "test"}
	byName := map[string]*severities{}
	var names []string
	for i := range results.Findings {
		found := &results.Findings[i]
		name := found.Resource.Environment
		if !failing(found) {
			continue
		}
		if byName[name] == nil {
			byName[name] = &severities{environment: name, fails: map[finding.Severity]int{}}
			names = append(names, name)
		}
		byName[name].fails[found.Severity]++
		byName[name].total++
	}
	place := func(name string) int {
		if at := slices.Index(usual, name); at >= 0 {
			return at
		}
		return len(usual)
	}
	slices.SortFunc(names, func(a, b string) int { return cmp.Or(place(a)-place(b), strings.Compare(a, b)) })
	all := make([]severities, len(names))
	for i, name := range names {
		all[i] = *byName[name]
	}
	return all
}
