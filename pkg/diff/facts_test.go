package diff_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/diff"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// side is a snapshot of one index, with the fields of JSON that a case gives; of none for
// an empty text.
func side(t *testing.T, status, fields string) diff.Side {
	t.Helper()
	text := ""
	if fields != "" {
		text = `{"id": "i", "name": "docs", ` + fields + `, "observations": [{"source": "terraform infra", "address": "a",
			"values": {}, "locations": {"": {"file": "a.tf", "start_line": 1}, "/s": {"file": "a.tf", "start_line": 9}}}]}`
	}
	text = `{"schema": "pinelint.snapshot/v1", "version": "1.0.0", "sources": [{"id": "terraform infra", "status": "` +
		status + `"}], "resources": {"pinecone_index": [` + text + `]}}`
	read, err := snapshot.Read(strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	return diff.Side{Snapshot: read, Results: &finding.Results{Sources: []finding.Source{{ID: "terraform infra", Status: status}}}}
}

func factTexts(t *testing.T, facts []diff.Fact) []string {
	t.Helper()
	var all []string
	for _, fact := range facts {
		old, err := json.Marshal(fact.Old)
		if err != nil {
			t.Fatal(err)
		}
		now, err := json.Marshal(fact.New)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, fmt.Sprintf("%s %s %s -> %s by %s :%d", fact.Kind, fact.Pointer, old, now, fact.Cause,
			fact.Location.StartLine))
	}
	return all
}

func TestFacts(t *testing.T) {
	const whole = `"complete": true, "values": `
	unknown := func(pointer string) string {
		return `, "unknown": {"` + pointer + `": {"reason": "var.x has no default"}}`
	}
	for name, test := range map[string]struct {
		old, now string
		want     []string
	}{
		"same":        {whole + `{"a": 1, "s": [{"b": 2}]}`, whole + `{"a": 1, "s": [{"b": 2}]}`, nil},
		"changed":     {whole + `{"a": {"b": 1}}`, whole + `{"a": {"b": 2}}`, []string{`changed /a/b 1 -> 2 by configuration :1`}},
		"false":       {whole + `{"a": true}`, whole + `{"a": false}`, []string{`changed /a true -> false by configuration :1`}},
		"set":         {whole + `{}`, whole + `{"a": {"b": 1}}`, []string{`new /a null -> {"b":1} by configuration :1`}},
		"unset":       {whole + `{"a": 1}`, whole + `{}`, []string{`fixed /a 1 -> null by configuration :1`}},
		"flat list":   {whole + `{"s": [1]}`, whole + `{"s": [1, 2]}`, []string{`changed /s [1] -> [1,2] by configuration :9`}},
		"another one": {whole + `{"a": [1]}`, whole + `{"a": {"b": 1}}`, []string{`changed /a [1] -> {"b":1} by configuration :1`}},
		"inserted": {
			whole + `{"s": [{"b": 1}, {"b": 2}]}`, whole + `{"s": [{"b": 0}, {"b": 1}, {"b": 2}]}`,
			[]string{`new /s/0 null -> {"b":0} by configuration :9`},
		},
		"removed and changed": {
			whole + `{"s": [{"b": 1}, {"b": 2}, {"b": 3}]}`, whole + `{"s": [{"b": 4}, {"b": 3}]}`,
			[]string{`changed /s/0/b 1 -> 4 by configuration :9`, `fixed /s/1 {"b":2} -> null by configuration :9`},
		},
		"moved with what is unknown": {
			whole + `{"s": [{"b": 1}]}` + unknown("/s/0/c"), whole + `{"s": [{"b": 0}, {"b": 1}]}` + unknown("/s/1/c"),
			[]string{`new /s/0 null -> {"b":0} by configuration :9`},
		},
		"unknown now":       {whole + `{"a": 1}`, whole + `{}` + unknown("/a"), []string{`lost /a 1 -> null by configuration :1`}},
		"unknown before":    {whole + `{}` + unknown("/a"), whole + `{"a": 1}`, []string{`gained /a null -> 1 by configuration :1`}},
		"always unknown":    {whole + `{}` + unknown("/a"), whole + `{}` + unknown("/a"), nil},
		"unset, unknown":    {whole + `{}`, whole + `{}` + unknown("/a"), []string{`lost /a null -> null by configuration :1`}},
		"unknown in a list": {whole + `{"s": ["x"]}`, whole + `{"s": [null]}` + unknown("/s/0"), []string{`lost /s/0 "x" -> null by configuration :9`}},
		"unknown above":     {whole + `{"a": {"b": 1}}`, whole + `{"a": {}}` + unknown("/a"), []string{`lost /a/b 1 -> null by configuration :1`}},
		"refused": {
			whole + `{"a": 1}`, whole + `{}, "unread": {"/a": "kms:Get"}`, []string{`lost /a 1 -> null by configuration :1`},
		},
		"nobody says any more": {
			`"complete": false, "values": {"a": 1}`, `"complete": false, "values": {}`,
			[]string{`lost /a 1 -> null by configuration :1`},
		},
		"nobody ever said":     {`"complete": false, "values": {}`, `"complete": false, "values": {}` + unknown("/a"), nil},
		"the resource is gone": {whole + `{}`, ``, []string{`fixed  null -> null by configuration :1`}},
		"the resource is new":  {``, whole + `{}`, []string{`new  null -> null by configuration :1`}},
		"an escaped key": {
			whole + `{"a": {"x/y": 1}}`, whole + `{"a": {}}` + unknown("/a/x~1y"),
			[]string{`lost /a/x~1y 1 -> null by configuration :1`},
		},
	} {
		old, now := side(t, "complete", test.old), side(t, "complete", test.now)
		changed := diff.Compare(old, now)
		if got := factTexts(t, changed.Facts); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, want %q", name, got, test.want)
		}
		if back := diff.Compare(now, old); len(back.Facts) != len(changed.Facts) {
			t.Errorf("%s: the other way round %q", name, factTexts(t, back.Facts))
		}
		if same := diff.Compare(now, now); !same.Empty() {
			t.Errorf("%s: it differs from itself: %+v", name, same)
		}
	}
}

// TestFactsOfASourceThatFailed are lost by collection.
func TestFactsOfASourceThatFailed(t *testing.T) {
	old := side(t, "complete", `"complete": true, "values": {"a": 1}`)
	for name, test := range map[string]struct{ now, want string }{
		"value":    {`"complete": true, "values": {}, "unknown": {"/a": {"reason": "x"}}`, "lost /a 1 -> null by collection :1"},
		"resource": {``, "lost  null -> null by collection :1"},
	} {
		changed := diff.Compare(old, side(t, "partial", test.now))
		if got := factTexts(t, changed.Facts); len(got) != 1 || got[0] != test.want {
			t.Errorf("%s: %q, want %s", name, got, test.want)
		}
		if changed.Of != "snapshots" || changed.Lost() != 2 {
			t.Errorf("%s: %d lost of %s", name, changed.Lost(), changed.Of)
		}
	}
}

// TestFactTellsWhy holds that a fault beside another one is not taken for fixed where the
// value that it was about is unknown now.
func TestFactTellsWhy(t *testing.T) {
	old := side(t, "complete", `"complete": true, "values": {"a": "off", "b": 1}`)
	now := side(t, "complete", `"complete": true, "values": {"b": 1}, "unknown": {"/a": {"reason": "x"}}`)
	id := func(r *finding.Results) {
		for i := range r.Findings {
			r.Findings[i].Resource.ID = "i"
		}
	}
	old.Results = results(both(fails("/a", "off"), fails("/b", 1), id))
	now.Results = results(both(fails("/b", 1), id))
	changed := diff.Compare(old, now).Findings
	if len(changed) != 1 || changed[0].Kind != diff.Lost || changed[0].Old.Pointer != "/a" {
		t.Errorf("%+v", changed)
	}
}

// TestRemember gives a resource what the older snapshot has of it, and forgets what another
// comparison gave it.
func TestRemember(t *testing.T) {
	old := side(t, "complete", `"complete": true, "values": {"a": 1}, "unknown": {"/b": {"reason": "var.b"}}, "unread": {"/c": "x:Get"}`).Snapshot
	now := side(t, "complete", `"complete": true, "values": {"a": 2}`).Snapshot
	diff.Remember(old, now)
	got := now.Resources["pinecone_index"][0].Previous
	if got == nil || !got.Complete || fmt.Sprint(got.Values) != "map[a:1]" || got.Unknown["/b"].Reason != "var.b" || got.Unread["/c"] != "x:Get" {
		t.Errorf("it remembers %+v", got)
	}
	if before := old.Resources["pinecone_index"][0].Previous; before != nil {
		t.Errorf("the older one remembers %+v", before)
	}
	diff.Remember(side(t, "complete", "").Snapshot, now)
	if got := now.Resources["pinecone_index"][0].Previous; got != nil {
		t.Errorf("it remembers %+v of a snapshot that does not have it", got)
	}
}
