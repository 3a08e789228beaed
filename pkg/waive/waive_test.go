package waive_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
	"github.com/pinelint/pinelint/pkg/waive"
)

func at(line int32) snapshot.Position {
	return snapshot.Position{Location: snapshot.Location{File: "main.tf", StartLine: line, EndLine: line}}
}

// run has two keys in one file: a at line 10 with its rotation at line 12, which fails, and b at
// line 20, which cannot be judged.
func run() waive.Run {
	key := func(id string, line int32) *snapshot.Resource {
		seen := &snapshot.Observation{Address: "aws_kms_key." + id, Complete: true}
		seen.Locations.Set("", at(line))
		seen.Locations.Set("/tags", at(line+1))
		seen.Locations.Set("/enable_key_rotation", at(line+2))
		return &snapshot.Resource{ID: "aws_kms_key/" + id, Name: id, Observations: []*snapshot.Observation{seen}}
	}
	fail := func(id, pointer string, verdict finding.Verdict, line int) finding.Finding {
		return finding.Finding{
			Rule: "cmek/key-rotation", Verdict: verdict, Pointer: pointer, Fingerprint: id + pointer,
			Resource: finding.Resource{ID: "aws_kms_key/" + id, Name: id},
			Location: &finding.Location{File: "main.tf", StartLine: line},
		}
	}
	return waive.Run{
		Now: time.Date(2027, 1, 31, 23, 59, 0, 0, time.UTC),
		Evidence: &snapshot.Snapshot{Resources: map[string][]*snapshot.Resource{
			"aws_kms_key": {key("a", 10), key("b", 20), key("c", 30)},
		}},
		Results: &finding.Results{
			Rules:   []finding.Rule{{ID: "cmek/key-rotation", Aliases: []string{"cmek/rotation"}, Resources: []string{"aws_kms_key"}}},
			Tallies: []finding.Tally{{Rule: "cmek/key-rotation", Fail: 1, Inconclusive: 1, Pass: 1}},
			Findings: []finding.Finding{
				fail("a", "/enable_key_rotation", finding.Fail, 12), fail("b", "/enable_key_rotation", finding.Inconclusive, 22),
			},
			Sources: []finding.Source{{ID: "terraform .", Status: snapshot.Complete}},
		},
	}
}

func all() []finding.Rule {
	return []finding.Rule{{ID: "cmek/key-rotation", Aliases: []string{"cmek/rotation"}}, {ID: "sso/disabled"}}
}

func entry(rule, resource, expires string) waive.Waiver {
	return waive.Waiver{By: finding.ByManifest, Waiver: config.Waiver{
		Rule: rule, Resource: resource, Reason: "r", Owner: "o", Ticket: "t", Expires: config.Date(expires),
	}}
}

func comment(rule string, line int32) waive.Waiver {
	return waive.Waiver{By: finding.ByComment, Line: at(line).Location, Waiver: config.Waiver{
		Rule: rule, Reason: "r", Expires: "2027-02-01",
	}}
}

// TestUse says of each waiver whether it excuses the one fail, and what rules see of its use.
func TestUse(t *testing.T) {
	for name, test := range map[string]struct {
		waiver waive.Waiver
		waived bool
		covers string // the number, or a part of why nobody can tell
	}{
		"by name":             {entry("cmek/key-rotation", "a", "2027-01-31"), true, "1"},
		"by address":          {entry("cmek/*", "aws_kms_key.?", "2027-01-31"), true, "1"},
		"by the rule's alias": {entry("cmek/rotation", "a", "2027-01-31"), true, "1"},
		"over":                {entry("cmek/key-rotation", "a", "2027-01-30"), false, "1"},
		"what is undecided":   {entry("cmek/key-rotation", "b", "2027-01-31"), false, "could not be judged"},
		"what passes":         {entry("cmek/key-rotation", "c", "2027-01-31"), false, "0"},
		"another rule":        {entry("sso/disabled", "a", "2027-01-31"), false, "does not take part"},
		"no rule":             {entry("cmek/rotations", "a", "2027-01-31"), false, "0"},
		"nothing of the name": {entry("cmek/key-rotation", "d", "2027-01-31"), false, "no service was asked"},

		"comment on the line":         {comment("cmek/key-rotation", 12), true, "1"},
		"comment on the block":        {comment("cmek/rotation", 10), true, "1"},
		"comment on another argument": {comment("cmek/key-rotation", 11), false, "0"},
		"comment on another block":    {comment("cmek/key-rotation", 30), false, "0"},
		"comment on the undecided":    {comment("cmek/key-rotation", 20), false, "could not be judged"},
		"comment on nothing":          {comment("cmek/key-rotation", 40), false, "0"},
	} {
		run := run()
		uses := run.Apply([]waive.Waiver{test.waiver})
		if got := run.Results.Findings[0].Waiver; (got != nil) != test.waived {
			t.Errorf("%s: the waiver is %v", name, got)
		}
		if got := run.Results.Findings[1].Waiver; got != nil {
			t.Errorf("%s: an inconclusive is waived: %v", name, got)
		}
		made := run.Snapshot(uses, all()).Resources["waiver"][0]
		got := made.Unknown["/covers"].Reason
		if got == "" {
			got = fmt.Sprint(made.Values["covers"])
		}
		if !strings.Contains(got, test.covers) {
			t.Errorf("%s: got %q, want %q", name, got, test.covers)
		}
		if needed := made.Unknown["/covers"].Needed; (needed != "") != strings.Contains(got, "take part") {
			t.Errorf("%s: %q needs %q", name, got, needed)
		}
	}
}

// TestUseOfWhatWasNotRead says nothing of what a source that was not read completely may hold.
func TestUseOfWhatWasNotRead(t *testing.T) {
	for _, waiver := range []waive.Waiver{entry("cmek/key-rotation", "d", "2027-01-31"), comment("cmek/key-rotation", 40)} {
		run := run()
		run.Results.Sources[0].Status = snapshot.Partial
		made := run.Snapshot(run.Apply([]waive.Waiver{waiver}), all()).Resources["waiver"][0]
		if why := made.Unknown["/covers"].Reason; !strings.Contains(why, "not everything was read") {
			t.Errorf("%s: got %q", waiver.Resource, why)
		}
	}
}

func TestFirstWins(t *testing.T) {
	run := run()
	first, second := entry("cmek/*", "a", "2027-02-01"), entry("cmek/*", "a", "2027-02-02")
	uses := run.Apply([]waive.Waiver{entry("cmek/*", "a", "2027-01-01"), first, second})
	if got := run.Results.Findings[0].Waiver; got == nil || got.Expires != "2027-02-01" || got.By != finding.ByManifest {
		t.Errorf("waived by %+v", got)
	}
	for _, use := range uses {
		if !slices.Equal(use.Covers, []string{"a/enable_key_rotation"}) {
			t.Errorf("%s covers %v", use.Expires, use.Covers)
		}
	}
}

// TestIdentity keeps that of a waiver that moves, and tells apart what is written twice.
func TestIdentity(t *testing.T) {
	run := run()
	moved := comment("cmek/key-rotation", 12)
	moved.Location = at(99).Location
	var ids []string
	for _, made := range run.Snapshot(run.Apply([]waive.Waiver{moved, comment("cmek/key-rotation", 10)}), all()).Resources["waiver"] {
		ids = append(ids, made.ID)
	}
	if !slices.Equal(ids, []string{"waiver/cmek/key-rotation (r)", "waiver/cmek/key-rotation (r)#2"}) {
		t.Errorf("got %q", ids)
	}
}

// TestWithout leaves out what stands elsewhere too, however it moved, and each as often as it stands there.
func TestWithout(t *testing.T) {
	longer, copied := entry("cmek/*", "a", "2027-12-31"), comment("cmek/*", 7)
	moved := entry("cmek/*", "a", "2027-01-31")
	moved.Location, moved.Pointer = at(9).Location, "/waivers/3"
	others := []waive.Waiver{entry("cmek/*", "a", "2027-01-31"), comment("cmek/*", 3)}
	got := waive.Without([]waive.Waiver{moved, longer, comment("cmek/*", 4), copied}, others)
	if len(got) != 2 || got[0].Expires != longer.Expires || got[1].Line != copied.Line {
		t.Errorf("got %+v", got)
	}
}
