package fix

import (
	"context"
	"io/fs"
	"testing"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/terraform"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
	"github.com/pinelint/pinelint/policies"
)

// FuzzEdits: a file that parses still does after any one change to any value in it.
func FuzzEdits(f *testing.F) {
	for _, seed := range []string{
		"resource \"aws_kms_key\" \"a\" {}\n",
		"resource \"aws_kms_key\" \"a\" { description = \"x\" }",
		"resource \"pinecone_index\" \"a\" {\r\n  name = \"a\" # x\r\n  tags = { a = 1, b = [2, ] }\r\n}\r\n",
		"resource \"aws_iam_role\" \"a\" {\n  assume_role_policy = jsonencode({ Statement = [{ Action = [\"a\", \"b\"] }] })\n}\n",
		"resource \"aws_iam_role\" \"a\" {\n  assume_role_policy = <<-EOT\n    {\"Statement\": [{\"Action\": \"a\"}]}\n  EOT\n}\n",
		"data \"aws_iam_policy_document\" \"a\" {\n  statement {\n    actions = [\"a\"]\n  }\n}\n" +
			"resource \"aws_iam_role\" \"a\" {\n  assume_role_policy = data.aws_iam_policy_document.a.json\n}\n",
	} {
		f.Add(seed, "x")
	}
	data, err := fs.ReadFile(policies.FS, "schema/types.json")
	if err != nil {
		f.Fatal(err)
	}
	types, err := collect.ParseTypes(data)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text, value string) {
		if _, diagnostics := hclsyntax.ParseConfig([]byte(text), "main.tf", hcl.InitialPos); diagnostics.HasErrors() {
			return
		}
		fsys := fstest.MapFS{"main.tf": {Data: []byte(text)}}
		tree, err := collect.Walk(fsys)
		if err != nil {
			t.Fatal(err)
		}
		units := &units{}
		if err := terraform.Collect(context.Background(), tree, terraform.Options{Types: types}, units); err != nil {
			t.Fatal(err)
		}
		for _, observation := range units.all {
			for _, operation := range everything(observation, value) {
				tryEdit(t, fsys, observation, operation)
			}
		}
	})
}

// everything that could be asked of an observation: each of its places set, added to and
// removed, and some that it may not have.
func everything(observation *snapshot.Observation, value string) []finding.Operation {
	pointers := []string{"/enable_key_rotation", "/lifecycle/prevent_destroy", "/tags/a b"}
	for _, placed := range observation.Locations {
		pointers = append(pointers, placed.Pointer, placed.Pointer+"/Condition/StringEquals/sts:ExternalId")
	}
	var all []finding.Operation
	for _, pointer := range pointers {
		if pointer == "" {
			continue
		}
		all = append(all,
			finding.Operation{Op: finding.Set, Path: pointer, Value: value},
			finding.Operation{Op: finding.Set, Path: pointer, Value: map[string]any{"k": []any{value, true}}},
			finding.Operation{Op: finding.Add, Path: pointer + "/-", Value: value},
			finding.Operation{Op: finding.Remove, Path: pointer})
	}
	return all
}

func tryEdit(t *testing.T, fsys fs.FS, observation *snapshot.Observation, operation finding.Operation) {
	t.Helper()
	p := proposal{files: newFiles(fsys)}
	place, ok := nearest(observation.Locations, at(operation))
	if !ok {
		return
	}
	edits, err := p.edits(observation, place, operation)
	if err != nil || len(edits) == 0 {
		return
	}
	before, err := fs.ReadFile(fsys, "main.tf")
	if err != nil {
		t.Fatal(err)
	}
	if overlap(ordered(edits)) {
		t.Fatalf("%+v makes edits that overlap: %+v", operation, edits)
	}
	after := apply("main.tf", before, ordered(edits))
	if _, diagnostics := hclsyntax.ParseConfig(after, "main.tf", hcl.InitialPos); diagnostics.HasErrors() {
		t.Fatalf("%s %s: %v\n%s\nbecame\n%s", operation.Op, operation.Path, diagnostics, before, after)
	}
}

type units struct{ all []*snapshot.Observation }

func (u *units) Observe(unit []*snapshot.Observation) { u.all = append(u.all, unit...) }

func (u *units) Report(snapshot.Source) {}
