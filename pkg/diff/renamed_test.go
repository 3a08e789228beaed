package diff_test

import (
	"slices"
	"testing"

	"github.com/pinelint/pinelint/pkg/diff"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// TestRememberWhatMoved gives a resource what the older snapshot has of it under the id that it
// had before its code was moved, the latest first, and nothing where it had its own id already.
func TestRememberWhatMoved(t *testing.T) {
	of := func(ids ...string) *snapshot.Snapshot {
		s := &snapshot.Snapshot{Resources: map[string][]*snapshot.Resource{}}
		for _, id := range ids {
			s.Resources["pinecone_index"] = append(s.Resources["pinecone_index"],
				&snapshot.Resource{ID: id, Complete: true, Values: map[string]any{"was": id}})
		}
		return s
	}
	for name, test := range map[string]struct {
		old      []string
		formerly []string
		want     string
	}{
		"moved":           {[]string{"older"}, []string{"older"}, "older"},
		"moved twice":     {[]string{"oldest"}, []string{"older", "oldest"}, "oldest"},
		"the latest":      {[]string{"oldest", "older"}, []string{"older", "oldest"}, "older"},
		"never moved":     {[]string{"older"}, nil, ""},
		"there is both":   {[]string{"older", "now"}, []string{"older"}, "now"},
		"nothing of that": {[]string{"other"}, []string{"older"}, ""},
	} {
		now := of("now")
		now.Resources["pinecone_index"][0].Formerly = test.formerly
		diff.Remember(of(test.old...), now)
		got := ""
		if previous := now.Resources["pinecone_index"][0].Previous; previous != nil {
			got, _ = previous.Values["was"].(string)
		}
		if got != test.want {
			t.Errorf("%s: it remembers what %q was, want %q", name, got, test.want)
		}
	}
}

// TestFactsOfWhatMoved compares a resource with what it was before its code was moved, and
// changes neither snapshot by that.
func TestFactsOfWhatMoved(t *testing.T) {
	old := side(t, "complete", `"complete": true, "values": {"a": 1}`)
	now := side(t, "complete", `"complete": true, "values": {"a": 2}`)
	moved := now.Snapshot.Resources["pinecone_index"][0]
	moved.ID, moved.Formerly = "j", []string{"i"}
	got := factTexts(t, diff.Compare(old, now).Facts)
	if want := []string{`changed /a 1 -> 2 by configuration :1`}; !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
	if id := old.Snapshot.Resources["pinecone_index"][0].ID; id != "i" {
		t.Errorf("the older snapshot calls it %q now", id)
	}
	own := *old.Snapshot.Resources["pinecone_index"][0]
	own.ID, own.Values = "j", map[string]any{"a": 3}
	old.Snapshot.Resources["pinecone_index"] = append(old.Snapshot.Resources["pinecone_index"], &own)
	got = factTexts(t, diff.Compare(old, now).Facts)
	if want := []string{`fixed  null -> null by configuration :1`, `changed /a 3 -> 2 by configuration :1`}; !slices.Equal(got, want) {
		t.Errorf("where there were both %q, want %q", got, want)
	}
	old.Snapshot.Resources["pinecone_index"] = old.Snapshot.Resources["pinecone_index"][:1]
	moved.Formerly = nil
	if got := factTexts(t, diff.Compare(old, now).Facts); len(got) != 2 {
		t.Errorf("without a former id %q, want that one came and one went", got)
	}
}

// TestFindingOfWhatMoved takes a finding for the same under the id and the fingerprint that its
// resource had before.
func TestFindingOfWhatMoved(t *testing.T) {
	at := func(id, fingerprint string, former ...string) diff.Side {
		of := results(fails("/a", "off"))
		one := &of.Findings[0]
		one.Resource.ID, one.Fingerprint, one.Former = id, fingerprint, former
		return diff.Side{Results: of}
	}
	if changed := diff.Compare(at("i", "p"), at("j", "q", "p")); len(changed.Findings) != 0 {
		t.Errorf("%+v", changed.Findings)
	}
	if changed := diff.Compare(at("i", "p"), at("j", "q")); len(changed.Findings) != 2 {
		t.Errorf("without a former fingerprint %+v", changed.Findings)
	}
}
