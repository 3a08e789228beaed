package finding_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
)

const rule = "errorhandling/no-retry"

// run has a fail for each text "file id", of which the id has a * for the file, and a pass for
// each id that begins with a !.
func run(texts ...string) *finding.Results {
	results := &finding.Results{Tallies: []finding.Tally{{Rule: rule}}}
	for _, text := range texts {
		file, id, _ := strings.Cut(text, " ")
		id = strings.Replace(id, "*", file, 1)
		if passed, ok := strings.CutPrefix(id, "!"); ok {
			results.Tallies[0].Passed = append(results.Tallies[0].Passed, passed)
			continue
		}
		results.Findings = append(results.Findings, finding.Finding{
			Rule: rule, Verdict: finding.Fail, Resource: finding.Resource{ID: id}, Pointer: "/retry",
			Location: &finding.Location{File: file}, Fingerprint: finding.Fingerprint(rule, id, "/retry"),
		})
	}
	return results
}

func traces(of *finding.Results) (all []finding.Trace) {
	for _, found := range of.Findings {
		all = append(all, finding.Trace{
			Rule: found.Rule, Resource: found.Resource.ID, File: found.Location.File, Fingerprint: found.Fingerprint,
		})
	}
	for _, id := range of.Tallies[0].Passed {
		all = append(all, finding.Trace{Rule: rule, Resource: id})
	}
	return all
}

// TestMoved says which file each finding came from. It is as unsure of the one as of the other
// where two fit, and of what is new in a file where something else of the old one is left.
func TestMoved(t *testing.T) {
	const call, other = "pinecone_call/*:store:upsert#1", "pinecone_call/*:load:query#1"
	at := func(id string, files ...string) (texts []string) {
		for _, file := range files {
			texts = append(texts, file+" "+id)
		}
		return texts
	}
	for name, test := range map[string]struct {
		old, now []string
		want     string
	}{
		"nothing moved":         {at(call, "a.py"), at(call, "a.py"), ""},
		"to another folder":     {at(call, "a.py"), at(call, "src/a.py"), "src/a.py<a.py"},
		"to another name":       {at(call, "src/a.py"), at(call, "src/b.py"), "src/b.py<src/a.py"},
		"to both":               {at(call, "src/a.py"), at(call, "lib/b.py"), ""},
		"copied":                {at(call, "a.py"), at(call, "a.py", "src/a.py"), ""},
		"moved and copied":      {at(call, "a.py"), at(call, "lib/a.py", "src/a.py"), ""},
		"one of two is left":    {at(call, "lib/a.py", "src/a.py"), at(call, "a.py"), ""},
		"a folder":              {at(call, "x/p/a.py", "x/q/a.py"), at(call, "y/p/a.py", "y/q/a.py"), "y/p/a.py<x/p/a.py y/q/a.py<x/q/a.py"},
		"to a file that was":    {append(at(call, "a.py"), at(other, "src/a.py")...), at(call, "src/a.py"), ""},
		"its file is still":     {at(call, "a.py"), append(at(call, "src/a.py"), at("!"+other, "a.py")...), ""},
		"its file passed then":  {append(at(call, "a.py"), at("!"+other, "src/a.py")...), at(call, "src/a.py"), ""},
		"another function":      {at(call, "a.py"), at(other, "src/a.py"), ""},
		"a template":            {at("aws_kms_key/cloudformation */Key", "a.yaml"), at("aws_kms_key/cloudformation */Key", "in/a.yaml"), "in/a.yaml<a.yaml"},
		"a manifest":            {at("credential_sink/kubernetes manifests/*:x#1", "a.yaml"), at("credential_sink/kubernetes manifests/*:x#1", "in/a.yaml"), "in/a.yaml<a.yaml"},
		"a secret":              {at("repository_secret/*:KEY#1", "a.env"), at("repository_secret/*:KEY#1", "in/a.env"), ""},
		"a root module":         {at("aws_kms_key/a/aws_kms_key.this", "a/m.tf"), at("aws_kms_key/b/aws_kms_key.this", "b/m.tf"), ""},
		"a name that is longer": {at(call, "a.py"), at(call, "a.pyi"), "a.pyi<a.py"},
	} {
		now := run(test.now...)
		var got []string
		for _, trace := range traces(run(test.old...)) {
			if found := finding.Moved(traces(run(test.old...)), now, none, none)[trace.Fingerprint]; found != nil {
				got = append(got, fmt.Sprint(found.Location.File, "<", trace.File))
			}
		}
		if slices.Sort(got); strings.Join(got, " ") != test.want {
			t.Errorf("%s: got %q, want %q", name, got, test.want)
		}
	}
}

// TestMovedAgain keeps apart findings that share a fingerprint, and those on different values.
func TestMovedAgain(t *testing.T) {
	twice := func(file string) *finding.Results {
		made := run(file+" pinecone_call/*:store:upsert#1", file+" pinecone_call/*:store:upsert#1", file+" pinecone_call/*:store:upsert#1")
		made.Findings[1].Fingerprint = finding.Again(made.Findings[0].Fingerprint, 2)
		last := &made.Findings[2]
		last.Pointer, last.Fingerprint = "/batch", finding.Fingerprint(rule, last.Resource.ID, "/batch")
		return made
	}
	old, now := twice("a.py"), twice("src/a.py")
	moved := finding.Moved(traces(old), now, none, none)
	for i := range old.Findings {
		if moved[old.Findings[i].Fingerprint] != &now.Findings[i] {
			t.Errorf("finding %d is not the same in the new file", i)
		}
	}
}

func none(string) bool { return false }

// TestMovedByFiles holds what is known of the files themselves against a finding that would be the
// same in another one of the folder.
func TestMovedByFiles(t *testing.T) {
	one := func(name string) finding.Files { return func(file string) bool { return file == name } }
	const call = "pinecone_call/*:store:upsert#1"
	old, now := traces(run("src/a.py "+call)), run("src/b.py "+call)
	for name, test := range map[string]struct {
		was, is finding.Files
		want    int
	}{
		"the old one is gone, the new one new": {none, none, 1},
		"the old one is there":                 {none, one("src/a.py"), 0},
		"the new one was there":                {one("src/b.py"), none, 0},
		"nobody can tell what was there":       {nil, none, 0},
	} {
		if got := len(finding.Moved(old, now, test.was, test.is)); got != test.want {
			t.Errorf("%s: %d moved, want %d", name, got, test.want)
		}
	}
	renamed := run("lib/a.py " + call)
	if got := len(finding.Moved(old, renamed, nil, one("src/a.py"))); got != 0 {
		t.Errorf("a copy is taken for moved: %d", got)
	}
	if got := len(finding.Moved(old, renamed, nil, none)); got != 1 {
		t.Errorf("%d moved, want the one of the same name", got)
	}
}
