package diff_test

import (
	"fmt"
	"reflect"
	"slices"
	"testing"

	"github.com/pinelint/pinelint/pkg/diff"
	"github.com/pinelint/pinelint/pkg/finding"
)

const (
	ruleID   = "indexes/protection"
	resource = "pinecone_index/search/docs"
)

// results is a run of one rule with one source, as a case changes it.
func results(edit func(*finding.Results)) *finding.Results {
	made := &finding.Results{
		Version: "1.0.0",
		Rules:   []finding.Rule{{ID: ruleID, Severity: finding.High}},
		Tallies: []finding.Tally{{Rule: ruleID}},
		Sources: []finding.Source{{ID: "terraform infra", Status: "complete"}, {ID: "policy files", Status: "complete"}},
	}
	if edit != nil {
		edit(made)
	}
	return made
}

func fails(pointer string, value any) func(*finding.Results) {
	return func(r *finding.Results) {
		r.Tallies[0].Fail = 1
		r.Findings = append(r.Findings, finding.Finding{
			Rule: ruleID, Verdict: finding.Fail, Severity: r.Rules[0].Severity, Message: fmt.Sprintf("%s is %v", pointer, value),
			Resource: finding.Resource{Type: "pinecone_index", ID: resource}, Pointer: pointer,
			Evidence:    []finding.Evidence{{Source: "terraform infra", Pointer: pointer, Value: value}},
			Fingerprint: finding.Fingerprint(ruleID, resource, pointer),
		})
	}
}

func lacks(pointers ...string) func(*finding.Results) {
	return func(r *finding.Results) {
		r.Tallies[0].Inconclusive = 1
		open := finding.Finding{
			Rule: ruleID, Verdict: finding.Inconclusive, Severity: r.Rules[0].Severity, Message: fmt.Sprint("lacks ", pointers),
			Resource:    finding.Resource{Type: "pinecone_index", ID: resource},
			Fingerprint: finding.Fingerprint(ruleID, resource, pointers[0]),
		}
		for _, pointer := range pointers {
			open.Missing = append(open.Missing, finding.Missing{Pointer: pointer})
		}
		r.Findings = append(r.Findings, open)
	}
}

func passes(r *finding.Results) {
	r.Tallies[0].Pass, r.Tallies[0].Passed = 1, []string{resource}
}

func waived(r *finding.Results) {
	fails("/a", "off")(r)
	r.Findings[0].Waiver = &finding.Waiver{Reason: "known", Owner: "ana", Expires: "2027-01-01"}
}

func without(r *finding.Results) { r.Rules, r.Tallies = nil, nil }

func broken(r *finding.Results) { r.Tallies[0].Error = "it is broken" }

func read(status string, then func(*finding.Results)) func(*finding.Results) {
	return func(r *finding.Results) {
		r.Sources[0].Status = status
		if then != nil {
			then(r)
		}
	}
}

func unread(source int) func(*finding.Results) {
	return func(r *finding.Results) { r.Sources = slices.Delete(r.Sources, source, source+1) }
}

func severe(r *finding.Results) {
	r.Rules[0].Severity = finding.Critical
	fails("/a", "off")(r)
}

func newer(then func(*finding.Results)) func(*finding.Results) {
	return func(r *finding.Results) {
		r.Version = "2.0.0"
		then(r)
	}
}

func says(message string) func(*finding.Results) {
	return func(r *finding.Results) { r.Findings[0].Message = message }
}

func both(all ...func(*finding.Results)) func(*finding.Results) {
	return func(r *finding.Results) {
		for _, one := range all {
			one(r)
		}
	}
}

// lacksElsewhere is another rule's verdict, which tells that nobody knows /a any more.
func lacksElsewhere(r *finding.Results) {
	const other = "indexes/other"
	lacks("/a")(r)
	r.Tallies[0].Inconclusive = 0
	r.Rules = append(r.Rules, finding.Rule{ID: other})
	last := &r.Findings[len(r.Findings)-1]
	last.Rule, last.Fingerprint = other, finding.Fingerprint(other, resource, "/a")
}

// TestFindings has what becomes of a finding, and why. A case is `kind: causes` for each.
func TestFindings(t *testing.T) {
	off := fails("/a", "off")
	for name, test := range map[string]struct {
		old, now func(*finding.Results)
		want     []string
	}{
		"same":             {off, off, nil},
		"value":            {passes, off, []string{"new [configuration]"}},
		"repaired":         {off, passes, []string{"fixed [configuration]"}},
		"resource is new":  {nil, off, []string{"new [configuration]"}},
		"resource is gone": {off, nil, []string{"fixed [configuration]"}},
		"another value":    {off, fails("/a", "none"), []string{"changed [configuration]"}},
		"one of two":       {both(off, fails("/b", 1)), fails("/b", 1), []string{"fixed [configuration]"}},
		"one of two is unknown": {both(off, fails("/b", 1)), both(fails("/b", 1), lacksElsewhere),
			[]string{"lost [configuration]", "new [rules]"}},
		"unknown":                   {off, lacks("/a"), []string{"lost [configuration]"}},
		"passed, unknown":           {passes, lacks("/a"), []string{"lost [configuration]"}},
		"known and wrong":           {lacks("/a"), off, []string{"new [configuration]"}},
		"known and right":           {lacks("/a"), passes, []string{"gained [configuration]"}},
		"open, resource is gone":    {lacks("/a"), nil, []string{"gained [configuration]"}},
		"open, source failed":       {lacks("/a"), read("failed", nil), []string{"lost [collection]"}},
		"more is unknown":           {lacks("/a"), lacks("/a", "/b"), []string{"lost [configuration]"}},
		"less is unknown":           {lacks("/a", "/b"), lacks("/b"), []string{"gained [configuration]"}},
		"source failed":             {off, read("failed", nil), []string{"lost [collection]"}},
		"source failed, unknown":    {off, read("partial", lacks("/a")), []string{"lost [collection]"}},
		"source failed, passes":     {off, read("partial", passes), []string{"fixed [configuration]"}},
		"source is back":            {read("failed", nil), off, []string{"new [collection]"}},
		"its source is not there":   {off, unread(0), []string{"lost [collection]"}},
		"another source is not":     {off, unread(1), []string{"fixed [configuration]"}},
		"rule is new":               {without, off, []string{"new [rules]"}},
		"rule is off":               {off, without, []string{"dropped [rules]"}},
		"open, rule is off":         {lacks("/a"), without, []string{"dropped [rules]"}},
		"rule is broken":            {off, broken, []string{"lost [rules]"}},
		"severity":                  {off, severe, []string{"changed [rules]"}},
		"waived":                    {off, waived, []string{"changed [waiver]"}},
		"waiver is over":            {waived, off, []string{"changed [waiver]"}},
		"another version":           {off, newer(passes), []string{"fixed [configuration rules]"}},
		"another version and value": {off, newer(fails("/a", "none")), []string{"changed [configuration]"}},
		"another version, reworded": {off, newer(both(off, says("it is off"))), []string{"changed [rules]"}},
		"another version, same":     {off, newer(off), nil},
	} {
		var got []string
		changed := diff.Compare(diff.Side{Results: results(test.old)}, diff.Side{Results: results(test.now)})
		for _, change := range changed.Findings {
			got = append(got, fmt.Sprintf("%s %v", change.Kind, change.Causes))
		}
		if slices.Sort(got); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
	}
}

// TestGate counts what fails a run now and did not before, whatever its kind.
func TestGate(t *testing.T) {
	off := fails("/a", "off")
	for name, test := range map[string]struct {
		old, now  func(*finding.Results)
		threshold finding.Severity
		want      int
	}{
		"new":            {passes, off, finding.High, 1},
		"new, but low":   {passes, off, finding.Critical, 0},
		"another value":  {off, fails("/a", "none"), finding.Low, 0},
		"waiver is over": {waived, off, finding.High, 1},
		"waived":         {off, waived, finding.Low, 0},
		"new and waived": {passes, waived, finding.Low, 0},
		"severity":       {off, severe, finding.Critical, 1},
		"unknown":        {passes, lacks("/a"), finding.Low, 0},
		"known":          {lacks("/a"), off, finding.High, 1},
	} {
		changed := diff.Compare(diff.Side{Results: results(test.old)}, diff.Side{Results: results(test.now)})
		if got := changed.Failing(test.threshold); got != test.want {
			t.Errorf("%s: %d fail, want %d", name, got, test.want)
		}
	}
}

func TestSourcesAndRules(t *testing.T) {
	old := results(func(r *finding.Results) {
		r.Sources = []finding.Source{{ID: "a", Status: "complete"}, {ID: "b", Status: "partial"}, {ID: "c", Status: "complete"}}
		r.Rules = []finding.Rule{{ID: "x/a"}, {ID: "x/b", Severity: finding.Low}, {ID: "x/d"}}
		r.Tallies = nil
	})
	now := results(func(r *finding.Results) {
		r.Sources = []finding.Source{
			{ID: "a", Status: "partial", Reason: "a module is missing", Permission: "kms:List", Problems: []finding.Problem{
				{Kind: "gap", Message: "no module x"}, {Kind: "notice", Message: "by the way"},
			}},
			{ID: "b", Status: "partial", Problems: []finding.Problem{{Kind: "broken", Message: "a brace"}}},
			{ID: "d", Status: "complete"},
		}
		r.Rules = []finding.Rule{{ID: "x/b", Severity: finding.High, Description: "reworded"}, {ID: "x/c"}, {ID: "x/d"}}
		r.Tallies = []finding.Tally{{Rule: "x/d", Error: "it is broken"}}
	})
	changed := diff.Compare(diff.Side{Results: old}, diff.Side{Results: now})
	wantSources := []diff.Source{
		{ID: "a", Was: "complete", Is: "partial", Kind: diff.Lost, Reasons: []string{
			"a module is missing", "the permission kms:List is missing", "no module x",
		}},
		{ID: "b", Was: "partial", Is: "partial", Kind: diff.Lost, Reasons: []string{"a brace"}},
		{ID: "c", Was: "complete", Is: "absent", Kind: diff.Lost},
		{ID: "d", Was: "absent", Is: "complete", Kind: diff.Gained},
	}
	if !reflect.DeepEqual(changed.Sources, wantSources) {
		t.Errorf("sources %+v, want %+v", changed.Sources, wantSources)
	}
	wantRules := []diff.Rule{
		{ID: "x/a", Kind: diff.Dropped}, {ID: "x/b", Kind: diff.Changed, Fields: []string{"severity"}},
		{ID: "x/c", Kind: diff.New}, {ID: "x/d", Kind: diff.Lost},
	}
	if !reflect.DeepEqual(changed.Rules, wantRules) {
		t.Errorf("rules %+v, want %+v", changed.Rules, wantRules)
	}
	if changed.Lost() != 4 {
		t.Errorf("%d lost, want 4", changed.Lost())
	}
}
