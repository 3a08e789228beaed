package main

import (
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"golang.org/x/tools/txtar"
	"gopkg.in/yaml.v3"

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

// TestHiddenInTerragrunt does the same with what units of Terragrunt hand to the modules that
// they run: a variable of the environment, which nobody reads, takes the place of each value.
func TestHiddenInTerragrunt(t *testing.T) {
	archive, err := txtar.ParseFile("../../testdata/script/terragrunt.txtar")
	if err != nil {
		t.Fatal(err)
	}
	repository := t.TempDir()
	var files []string
	for _, file := range archive.Files {
		name := filepath.Join(repository, file.Name)
		if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, file.Data, 0o600); err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(name, ".hcl") {
			files = append(files, name)
		}
	}
	whole, _, _ := resultsOf(t, repository)
	before := verdictsBySubject(whole)
	hidden := 0
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		parsed, diagnostics := hclsyntax.ParseConfig(text, file, hcl.InitialPos)
		if diagnostics.HasErrors() {
			t.Fatal(diagnostics)
		}
		body, _ := parsed.Body.(*hclsyntax.Body)
		for _, at := range literalsOf(body) {
			without := slices.Concat(text[:at.Start.Byte], []byte(`get_env("HIDDEN")`), text[at.End.Byte:])
			where := fmt.Sprintf("%s in line %d of %s", at.SliceBytes(text), at.Start.Line, file)
			unturned(t, repository, file, without, before, where)
			hidden++
		}
		if err := os.WriteFile(file, text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if hidden < 20 {
		t.Errorf("%d values were hidden", hidden)
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
		where := fmt.Sprintf("%s in line %d of %s", at.SliceBytes(text), at.Start.Line, filepath.Base(file))
		unturned(t, repository, file, without, before, where)
	}
	if err := os.WriteFile(file, text, 0o600); err != nil {
		t.Fatal(err)
	}
	return len(places)
}

// unturned judges a repository with a file that lacks something, and holds the verdicts to
// those of before.
func unturned(t *testing.T, repository, file string, content []byte, before map[string]finding.Verdict, lacks string) {
	t.Helper()
	if err := os.WriteFile(file, content, 0o600); err != nil {
		t.Fatal(err)
	}
	less, _, _ := resultsOf(t, repository)
	after := verdictsBySubject(less)
	for _, subject := range slices.Sorted(maps.Keys(before)) {
		was, is := before[subject], after[subject]
		if is != was && (is == finding.Pass || is == finding.Fail) {
			t.Errorf("%s was %s and is %s without %s", subject, was, is, lacks)
		}
	}
}

// TestMistakesInTheManifest does the same with what is no value at all in the manifest.
func TestMistakesInTheManifest(t *testing.T) {
	for _, demo := range []string{"broken", "repaired"} {
		t.Run(demo, func(t *testing.T) {
			t.Parallel()
			repository := ownRepository(t, filepath.Join("../../testdata/demo", demo))
			whole, _, _ := resultsOf(t, repository)
			before := verdictsBySubject(whole)
			file := filepath.Join(repository, "pinelint.yaml")
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var manifest yaml.Node
			if err := yaml.Unmarshal(text, &manifest); err != nil {
				t.Fatal(err)
			}
			values := scalars(&manifest)
			if len(values) < 20 {
				t.Fatalf("the manifest has %d values", len(values))
			}
			for _, value := range values {
				kept := *value
				*value = yaml.Node{Kind: yaml.SequenceNode, Content: []*yaml.Node{{Kind: yaml.SequenceNode}}}
				without, err := yaml.Marshal(&manifest)
				if err != nil {
					t.Fatal(err)
				}
				*value = kept
				unturned(t, repository, file, without, before, fmt.Sprintf("%q in line %d", kept.Value, kept.Line))
			}
		})
	}
}

// scalars are the values that are neither lists nor mappings.
func scalars(node *yaml.Node) []*yaml.Node {
	if node.Kind == yaml.ScalarNode {
		return []*yaml.Node{node}
	}
	var all []*yaml.Node
	for i, child := range node.Content {
		if node.Kind != yaml.MappingNode || i%2 == 1 {
			all = append(all, scalars(child)...)
		}
	}
	return all
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
