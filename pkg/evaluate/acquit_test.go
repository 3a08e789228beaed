package evaluate_test

import (
	"bytes"
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const denyFar = `deny contains result.at(index, "/region", "far") if {
	some index in input.resources.pinecone_index
	known.differs(index, "/region", "us-east-1")
}
`

// withheld is an index whose region is declared, and a service did not show.
func withheld(region string) *snapshot.Snapshot {
	return index(func(r *snapshot.Resource) {
		r.Values = map[string]any{"name": "docs", "region": region}
		r.Unread, r.Withheld = map[string]string{"/region": "indexes::list"}, []string{"/region"}
	})
}

// TestWithheldAcquitsNobody: what is declared of a fact that a service withheld can be wrong,
// and is never right.
func TestWithheldAcquitsNobody(t *testing.T) {
	const refused = "docs could not be judged: /region (the service refused to show it)"
	tests := map[string]struct {
		metadata, body string
		evidence       *snapshot.Snapshot
		want           finding.Verdict
		message        string
	}{
		"declared wrong":        {needsRegion, denyFar, withheld("eu-west-1"), finding.Fail, "far"},
		"declared right":        {needsRegion, denyFar, withheld("us-east-1"), finding.Inconclusive, refused},
		"wrong without needs":   {"", denyFar, withheld("eu-west-1"), finding.Fail, "far"},
		"what else is declared": {"", denyNone, withheld("us-east-1"), finding.Pass, ""},
		"a rule that cannot tell without": {
			"", `deny contains result.undecided(index, "/region", "who knows") if {
	some index in input.resources.pinecone_index
	not known.value(index, "/region")
}
`, withheld("us-east-1"), finding.Inconclusive, "docs could not be judged: /region (who knows)",
		},
		"a rule that would deny without": {
			"", `deny contains result.at(index, "/region", "none") if {
	some index in input.resources.pinecone_index
	not known.value(index, "/region")
}
`, withheld("us-east-1"), finding.Inconclusive, refused,
		},
		"a rule that does not apply without": {
			"", "applies contains index.id if {\n\tsome index in input.resources.pinecone_index\n" +
				"\tknown.value(index, \"/region\")\n}\n\n" + denyFar, withheld("us-east-1"), finding.Inconclusive, refused,
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			results, err := judgeWith(t, custom(test.metadata, test.body), test.evidence)
			if err != nil {
				t.Fatal(err)
			}
			verdict, message := finding.Pass, ""
			if len(results.Findings) > 0 {
				verdict, message = results.Findings[0].Verdict, results.Findings[0].Message
			} else if results.Tallies[0].Pass != 1 {
				t.Errorf("tally %+v", results.Tallies[0])
			}
			if verdict != test.want || message != test.message {
				t.Errorf("%s: %s; want %s: %s", verdict, message, test.want, test.message)
			}
		})
	}
	if evidence := withheld("us-east-1"); evidence.Resources["pinecone_index"][0].Values["region"] != "us-east-1" {
		t.Error("judging changed the evidence")
	}
}

// TestWithheldBesides: a rule about a project passes by what is declared of its index.
func TestWithheldBesides(t *testing.T) {
	evidence := withheld("us-east-1")
	of := evidence.Resources["pinecone_index"][0]
	evidence.Resources["pinecone_project"] = []*snapshot.Resource{{
		Type: "pinecone_project", ID: "search", Name: "search", Complete: true, Values: map[string]any{"name": "search"},
		Links: map[string][]string{"indexes": {of.ID}},
	}}
	rule := custom("", `deny contains result.at(project, "", "far") if {
	some project in input.resources.pinecone_project
	not _near
}

_near if known.value(input.resources.pinecone_index[0], "/region") == "us-east-1"
`)
	results, err := judgeWith(t, ofProjects(t, rule), evidence)
	if err != nil {
		t.Fatal(err)
	}
	if len(results.Findings) != 1 {
		t.Fatalf("%+v", results.Tallies)
	}
	if got := results.Findings[0]; got.Verdict != finding.Inconclusive ||
		got.Missing[0].Pointer != "indexes:/region" || got.Missing[0].Needed != "the permission indexes::list" {
		t.Errorf("%+v", got)
	}
}

// ofProjects makes of a rule on indexes one on projects.
func ofProjects(t *testing.T, folder fs.FS) fs.FS {
	t.Helper()
	const file = "rules/house/naming/naming.rego"
	text, err := fs.ReadFile(folder, file)
	if err != nil {
		t.Fatal(err)
	}
	return fstest.MapFS{file: {Data: bytes.Replace(text, []byte("[pinecone_index]"), []byte("[pinecone_project]"), 1)}}
}

// TestNeedsOfRelations: what a rule needs of all that belong to a resource is not there where
// there may be more of them.
func TestNeedsOfRelations(t *testing.T) {
	const reason = "indexes were not listed"
	tests := map[string]struct {
		needs string
		want  finding.Verdict
	}{
		`["indexes:*"]`:               {want: finding.Inconclusive},
		`["indexes:/name"]`:           {want: finding.Inconclusive},
		`["backups:*"]`:               {want: finding.Pass},
		`["projects:indexes:*"]`:      {want: finding.Pass},
		`["itself:indexes:*"]`:        {want: finding.Inconclusive},
		`["itself:itself:indexes:*"]`: {want: finding.Inconclusive},
		`["itself:*"]`:                {want: finding.Pass},
	}
	for needs, test := range tests {
		evidence := index(func(r *snapshot.Resource) {
			r.Links = map[string][]string{"itself": {r.ID}, "indexes": {r.ID}}
			r.Incomplete = map[string]string{"indexes": reason}
		})
		results, err := judgeWith(t, custom("#   needs: "+needs+"\n", denyNone), evidence)
		if err != nil {
			t.Fatal(err)
		}
		verdict := finding.Pass
		if len(results.Findings) > 0 {
			verdict = results.Findings[0].Verdict
			if why := results.Findings[0].Missing[0]; why.Reason != reason {
				t.Errorf("%s: %+v", needs, why)
			}
		}
		if verdict != test.want {
			t.Errorf("%s: %s, want %s", needs, verdict, test.want)
		}
	}
}
