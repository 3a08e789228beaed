package main

import (
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/pinelint/pinelint/pkg/finding"
)

// TestHiddenInTerraform puts a variable without a value in the place of each value of the
// configurations that tests have, one at a time. No verdict on a resource may be turned round
// by it: nobody who does not know the value can tell the opposite of what it means.
func TestHiddenInTerraform(t *testing.T) {
	folders, err := filepath.Glob("../../testdata/providers/*")
	if err != nil || len(folders) == 0 {
		t.Fatalf("there is no configuration to judge: %v", err)
	}
	for _, demo := range []string{"broken", "repaired"} { // with a manifest and without
		demo = filepath.Join("../../testdata/demo", demo)
		folders = append(folders, demo, filepath.Join(demo, "infra"))
	}
	for _, folder := range folders {
		t.Run(strings.TrimPrefix(folder, "../../testdata/"), func(t *testing.T) {
			t.Parallel()
			repository := ownRepository(t, folder)
			whole, _, _ := resultsOf(t, repository)
			before := verdictsBySubject(whole)
			hidden := 0
			for _, file := range terraformFiles(t, repository) {
				hidden += hideEach(t, repository, file, before)
			}
			if hidden == 0 {
				t.Error("no value was hidden")
			}
		})
	}
}

// hideEach hides each value of a file, and says how many there are.
func hideEach(t *testing.T, repository, file string, before map[string]finding.Verdict) int {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	places := literals(t, text)
	for _, at := range places {
		without := slices.Concat(text[:at.Start.Byte], []byte("var.hidden"), text[at.End.Byte:], []byte("\nvariable \"hidden\" {}\n"))
		if err := os.WriteFile(file, without, 0o600); err != nil {
			t.Fatal(err)
		}
		less, _, _ := resultsOf(t, repository)
		after := verdictsBySubject(less)
		for _, subject := range slices.Sorted(maps.Keys(before)) {
			was, is := before[subject], after[subject]
			if is != was && (is == finding.Pass || is == finding.Fail) {
				t.Errorf("%s was %s and is %s without %s in line %d of %s",
					subject, was, is, at.SliceBytes(text), at.Start.Line, filepath.Base(file))
			}
		}
	}
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return len(places)
}

func terraformFiles(t *testing.T, folder string) []string {
	t.Helper()
	var files []string
	err := filepath.WalkDir(folder, func(path string, _ fs.DirEntry, err error) error {
		if strings.HasSuffix(path, ".tf") {
			files = append(files, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// verdictsBySubject has the worst verdict of each rule on each resource.
func verdictsBySubject(results *finding.Results) map[string]finding.Verdict {
	verdicts := map[string]finding.Verdict{}
	for _, tally := range results.Tallies {
		for _, id := range tally.Passed {
			verdicts[tally.Rule+" on "+id] = finding.Pass
		}
	}
	for _, found := range results.Findings {
		subject := found.Rule + " on " + found.Resource.ID
		if verdicts[subject] != finding.Fail {
			verdicts[subject] = found.Verdict
		}
	}
	return verdicts
}

// literals are the places of values in blocks where Terraform takes an expression.
func literals(t *testing.T, text []byte) []hcl.Range {
	t.Helper()
	file, diagnostics := hclsyntax.ParseConfig(text, "main.tf", hcl.InitialPos)
	if diagnostics.HasErrors() {
		t.Fatal(diagnostics)
	}
	var found []hcl.Range
	body, _ := file.Body.(*hclsyntax.Body)
	for _, block := range body.Blocks {
		switch block.Type {
		case "resource", "data", "module", "locals", "output":
			found = append(found, literalsOf(block.Body)...)
		}
	}
	return found
}

func literalsOf(body *hclsyntax.Body) []hcl.Range {
	var found []hcl.Range
	for _, name := range slices.Sorted(maps.Keys(body.Attributes)) {
		switch name {
		case "source", "version", "sensitive", "prevent_destroy": // which have to be constant
		case "name": // by which things are told apart: the verdicts are on others without it
		default:
			found = append(found, literalsIn(body.Attributes[name].Expr)...)
		}
	}
	for _, block := range body.Blocks {
		found = append(found, literalsOf(block.Body)...)
	}
	return found
}

// literalsIn leaves out keys of objects, and parts of texts that are not all literal.
func literalsIn(expression hclsyntax.Expression) []hcl.Range {
	var found, apart []hcl.Range
	_ = hclsyntax.VisitAll(expression, func(node hclsyntax.Node) hcl.Diagnostics {
		switch node := node.(type) {
		case *hclsyntax.ObjectConsKeyExpr:
			apart = append(apart, node.Range())
		case *hclsyntax.TemplateExpr:
			if node.IsStringLiteral() {
				found = append(found, node.Range())
			}
			for _, part := range node.Parts {
				apart = append(apart, part.Range())
			}
		case *hclsyntax.LiteralValueExpr:
			found = append(found, node.Range())
		}
		return nil
	})
	return slices.DeleteFunc(found, func(at hcl.Range) bool {
		return slices.ContainsFunc(apart, func(whole hcl.Range) bool { return whole.Overlap(at) == at })
	})
}
