package lang_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// version is the Terraform that gave the golden files' answers.
const version = "Terraform v1.11."

// findTerraform is the path of a binary whose answers are comparable, or "".
func findTerraform(t *testing.T) string {
	t.Helper()
	binary, err := exec.LookPath("terraform")
	if err != nil {
		return ""
	}
	if out := terraform(t, t.TempDir(), "", binary, "version"); !strings.HasPrefix(string(out), version) {
		return ""
	}
	return binary
}

// batch is how many expressions one console answers: it reads lines of up to 64 KB, and
// prints the last one's value only.
const batch = 250

func askTerraform(t *testing.T, binary string, lines []line) []line {
	t.Helper()
	folder := t.TempDir()
	if err := os.CopyFS(folder, os.DirFS("testdata/files")); err != nil {
		t.Fatal(err)
	}
	asked := slices.Clone(lines)
	for some := range slices.Chunk(asked, batch) {
		askValues(t, binary, folder, some)
		askTypes(t, binary, folder, some)
	}
	return asked
}

func askValues(t *testing.T, binary, folder string, lines []line) {
	t.Helper()
	var tries []string
	for _, line := range lines {
		tries = append(tries, fmt.Sprintf("try(jsonencode(nonsensitive(%s)), \"error\")", line.expression))
	}
	out := terraform(t, folder, "jsonencode(["+strings.Join(tries, ", ")+"])\n", binary, "console")
	var answers []string
	if err := json.Unmarshal([]byte(unquote(t, string(out))), &answers); err != nil {
		t.Fatal(err)
	}
	for i := range lines {
		lines[i].answer = answers[i]
	}
}

// askTypes puts the types before the values that askValues got.
func askTypes(t *testing.T, binary, folder string, lines []line) {
	t.Helper()
	var values []string
	for _, line := range lines {
		if line.answer != "error" {
			values = append(values, "nonsensitive("+line.expression+")")
		}
	}
	out := terraform(t, folder, "type(["+strings.Join(values, ", ")+"])\n", binary, "console")
	types := splitTuple(compact(string(out)))
	if len(types) != len(values) {
		t.Fatalf("terraform console gave %d types for %d values", len(types), len(values))
	}
	for i, line := range lines {
		if line.answer != "error" {
			lines[i].answer = types[0] + " " + line.answer
			types = types[1:]
		}
	}
}

var (
	space     = regexp.MustCompile(`\s+`)
	trailing  = regexp.MustCompile(`,([)}\]])`)
	attribute = regexp.MustCompile(`"([^"]*)":`)
)

// compact takes the white space, the trailing commas and the quotes out of a type.
func compact(kind string) string {
	kind = space.ReplaceAllString(kind, "")
	kind = trailing.ReplaceAllString(kind, "$1")
	return attribute.ReplaceAllString(kind, "$1:")
}

// splitTuple gives the element types of a compact tuple type.
func splitTuple(kind string) []string {
	kind = strings.TrimSuffix(strings.TrimPrefix(kind, "tuple(["), "])")
	var elements []string
	depth, start := 0, 0
	for i, c := range kind {
		switch c {
		case '(', '[', '{':
			depth++
		case ')', ']', '}':
			depth--
		case ',':
			if depth == 0 {
				elements = append(elements, kind[start:i])
				start = i + 1
			}
		}
	}
	return append(elements, kind[start:])
}

// unquote reads a string as HCL writes it.
func unquote(t *testing.T, text string) string {
	t.Helper()
	expression, diagnostics := hclsyntax.ParseExpression([]byte(text), "", hcl.InitialPos)
	if diagnostics.HasErrors() {
		t.Fatalf("terraform console answered %s", text)
	}
	value, diagnostics := expression.Value(nil)
	if diagnostics.HasErrors() || value.Type() != cty.String {
		t.Fatalf("terraform console answered %s", text)
	}
	return value.AsString()
}

func terraform(t *testing.T, folder, input string, command ...string) []byte {
	t.Helper()
	empty := filepath.Join(t.TempDir(), "terraformrc")
	if err := os.WriteFile(empty, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	run := exec.CommandContext(t.Context(), command[0], command[1:]...)
	run.Dir = folder
	run.Env = append(os.Environ(), "CHECKPOINT_DISABLE=1", "TF_CLI_CONFIG_FILE="+empty)
	run.Stdin = strings.NewReader(input)
	var problems bytes.Buffer
	run.Stderr = &problems
	out, err := run.Output()
	if err != nil {
		t.Fatalf("%s: %v\n%s%s", strings.Join(command, " "), err, out, problems.Bytes())
	}
	return out
}
