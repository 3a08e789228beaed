package evaluate_test

import (
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// TestAbsenceInAProject holds that what was not read of one project makes nothing unclear
// of another.
func TestAbsenceInAProject(t *testing.T) {
	held := []string{"pinecone_collection"}
	read := func(project string) snapshot.Source {
		return snapshot.Source{ID: "read of " + project, Project: project, Status: snapshot.Complete, Holds: held}
	}
	unread := func(project string) snapshot.Source {
		return snapshot.Source{ID: "unread of " + project, Project: project, Status: snapshot.Skipped, Holds: held}
	}
	half := snapshot.Source{ID: "half", Status: snapshot.Partial, Holds: []string{"pinecone_*"}, Whole: held}
	tests := map[string]struct {
		sources []snapshot.Source
		linked  bool
		want    finding.Verdict
	}{
		"its own, by name":         {[]snapshot.Source{read("search")}, true, finding.Fail},
		"its own, by id":           {[]snapshot.Source{read("7f0c")}, true, finding.Fail},
		"its own is unread":        {[]snapshot.Source{unread("7f0c"), read("staging")}, true, finding.Inconclusive},
		"another is unread":        {[]snapshot.Source{read("7f0c"), unread("staging")}, true, finding.Fail},
		"only another is read":     {[]snapshot.Source{read("staging")}, true, finding.Inconclusive},
		"one of nobody knows what": {[]snapshot.Source{read("search"), unread("")}, true, finding.Inconclusive},
		"half, and none of it":     {[]snapshot.Source{half}, true, finding.Fail},
		"of nobody knows what":     {[]snapshot.Source{read("search"), unread("staging")}, false, finding.Inconclusive},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			evidence := index(func(r *snapshot.Resource) {
				if test.linked {
					r.Links = map[string][]string{"project": {"search"}}
				}
			})
			evidence.Sources = test.sources
			evidence.Resources["pinecone_project"] = []*snapshot.Resource{{
				Type: "pinecone_project", ID: "search", Name: "search", Values: map[string]any{"id": "7f0c", "name": "search"},
			}}
			for rule, body := range map[string]struct{ metadata, deny string }{
				"deny": {"", denyAbsent("pinecone_collection")},
				"need": {"#   needs_all: [pinecone_collection]\n", denyNone},
			} {
				results, err := judgeWith(t, custom(body.metadata, body.deny), evidence)
				if err != nil {
					t.Fatal(err)
				}
				want := test.want
				if rule == "need" && want == finding.Fail {
					want = finding.Pass // nothing is missing, and nothing is denied
				}
				tally := results.Tallies[0]
				got := map[finding.Verdict]int{
					finding.Fail: tally.Fail, finding.Pass: tally.Pass, finding.Inconclusive: tally.Inconclusive,
				}
				if got[want] != 1 || tally.Error != "" {
					t.Errorf("%s: %+v, want one %s", rule, tally, want)
				}
			}
		})
	}
}
