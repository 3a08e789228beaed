package lang_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/function/stdlib"

	"github.com/pinelint/pinelint/pkg/collect/terraform/lang"
)

var update = flag.Bool("update", false, "rewrite the golden files with terraform's answers")

// differences are the answers of go-cty and go-cidr where they are newer than the ones in
// that Terraform.
var differences = map[string]string{
	`element(["a", "b", "c"], -1)`:     `string "c"`,
	`cidrsubnet("10.1.2.0/24", 4, -1)`: "error",
}

// TestConsole compares the answer to every expression in testdata/console with the one
// below it there, which is Terraform's: its type and the value as JSON, or "error". Where
// that Terraform is on the PATH, it is asked again, so that nobody's wish can stand in the
// files.
func TestConsole(t *testing.T) {
	answer := evaluator(t)
	files, err := filepath.Glob("testdata/console/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no golden files", err)
	}
	binary := findTerraform(t)
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			golden := readGolden(t, file)
			if binary != "" {
				golden = compareTerraform(t, binary, file, golden)
			}
			for _, line := range golden {
				want := line.answer
				if newer, ok := differences[line.expression]; ok {
					want = newer
				}
				if got := answer(line.expression); got != want {
					t.Errorf("%s\n\tgot       %s\n\tterraform %s", line.expression, got, line.answer)
				}
			}
		})
	}
}

func compareTerraform(t *testing.T, binary, file string, golden []line) []line {
	t.Helper()
	asked := askTerraform(t, binary, golden)
	if *update {
		writeGolden(t, file, asked)
		return asked
	}
	for i, line := range asked {
		if line.answer != golden[i].answer {
			t.Errorf("%s\n\tterraform %s\n\tgolden    %s", line.expression, line.answer, golden[i].answer)
		}
	}
	return golden
}

// line is an expression of a golden file with its answer.
type line struct{ expression, answer string }

func readGolden(t *testing.T, file string) []line {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var lines []line
	for text := range strings.Lines(string(data)) {
		text = strings.TrimSuffix(text, "\n")
		if answer, ok := strings.CutPrefix(text, "\t"); ok {
			lines[len(lines)-1].answer = answer
		} else {
			lines = append(lines, line{expression: text})
		}
	}
	return lines
}

func writeGolden(t *testing.T, file string, lines []line) {
	t.Helper()
	var out bytes.Buffer
	for _, line := range lines {
		fmt.Fprintf(&out, "%s\n\t%s\n", line.expression, line.answer)
	}
	if err := os.WriteFile(file, out.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}

// evaluator answers an expression in the form of the golden file.
func evaluator(t *testing.T) func(expression string) string {
	t.Helper()
	root, err := os.OpenRoot("testdata/files")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	context := &hcl.EvalContext{
		Functions: lang.New().For(lang.Scope{FS: root.FS(), Root: "."}),
		Variables: map[string]cty.Value{"path": cty.ObjectVal(map[string]cty.Value{"module": cty.StringVal(".")})},
	}
	return func(text string) string {
		expression, diagnostics := hclsyntax.ParseExpression([]byte(text), "", hcl.InitialPos)
		if diagnostics.HasErrors() {
			return diagnostics.Error()
		}
		value, diagnostics := expression.Value(context)
		if diagnostics.HasErrors() {
			return "error"
		}
		encoded, err := stdlib.JSONEncode(value)
		if err != nil {
			return "error"
		}
		encoded, _ = encoded.Unmark()
		if !encoded.IsKnown() {
			return "unknown"
		}
		return typeName(value.Type()) + " " + encoded.AsString()
	}
}

// typeName writes a type as terraform console's type() does, on one line.
func typeName(kind cty.Type) string {
	switch {
	case kind.IsPrimitiveType():
		return kind.FriendlyName()
	case kind.IsListType():
		return "list(" + typeName(kind.ElementType()) + ")"
	case kind.IsSetType():
		return "set(" + typeName(kind.ElementType()) + ")"
	case kind.IsMapType():
		return "map(" + typeName(kind.ElementType()) + ")"
	case kind.IsTupleType():
		var elements []string
		for _, element := range kind.TupleElementTypes() {
			elements = append(elements, typeName(element))
		}
		return "tuple([" + strings.Join(elements, ",") + "])"
	case kind.IsObjectType():
		var attributes []string
		for _, name := range sorted(kind.AttributeTypes()) {
			attributes = append(attributes, name+":"+typeName(kind.AttributeType(name)))
		}
		return "object({" + strings.Join(attributes, ",") + "})"
	}
	return "dynamic"
}
