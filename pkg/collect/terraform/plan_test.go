package terraform

import (
	"bytes"
	"encoding/json"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// planned is what Terraform says of one resource's input before it applies.
type planned struct {
	Input   any `json:"input,omitempty"`
	Unknown any `json:"unknown,omitempty"`
}

// TestAgreesWithTerraform compares the evaluator with what Terraform itself plans for
// configurations that need no provider. Terraform's answers are kept in golden files;
// where there is a terraform to ask, they are checked against it, and -update asks it
// anew.
func TestAgreesWithTerraform(t *testing.T) {
	archives, err := filepath.Glob("testdata/plans/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no plans", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			kept := strings.TrimSuffix(name, ".txtar") + ".json"
			if binary, err := exec.LookPath("terraform"); err == nil {
				golden(t, kept, ask(t, binary, archive))
			}
			data, err := os.ReadFile(kept)
			if err != nil {
				t.Fatal(err)
			}
			compare(t, decodeNumbers[map[string]planned](t, data), archive)
		})
	}
}

func compare(t *testing.T, want map[string]planned, archive *txtar.Archive) {
	t.Helper()
	fsys := fstest.MapFS{}
	for _, file := range archive.Files {
		fsys[file.Name] = &fstest.MapFile{Data: file.Data}
	}
	types := snapshot.Types{"terraform_data": {Type: "object"}}
	seen := run(t, fsys, Options{Types: types})
	for _, source := range seen.sources {
		for _, problem := range source.Problems {
			t.Errorf("%s %v", problem.Message, problem.Location)
		}
	}
	for _, o := range seen.units {
		expected, ok := want[o.Address]
		if !ok {
			t.Errorf("Terraform has no %s", o.Address)
			continue
		}
		delete(want, o.Address)
		agree(t, o, "/input", expected.Input, expected.Unknown)
	}
	for address := range want {
		t.Errorf("%s is missing", address)
	}
}

// agree walks Terraform's answer: what it knows must be the same, and what it does not
// know must be unknown.
func agree(t *testing.T, o *snapshot.Observation, pointer string, want, unknown any) {
	t.Helper()
	if unknown == true {
		if _, ok := o.Unknown[pointer]; !ok {
			got, _ := snapshot.Lookup(o.Values, pointer)
			t.Errorf("%s %s = %v, unknown to Terraform", o.Address, pointer, got)
		}
		return
	}
	got, found := snapshot.Lookup(o.Values, pointer)
	switch want := want.(type) {
	case map[string]any:
		gaps, _ := unknown.(map[string]any)
		for key := range gaps {
			if _, ok := want[key]; !ok {
				want[key] = nil
			}
		}
		for key, value := range want {
			agree(t, o, snapshot.Child(pointer, key), value, gaps[key])
		}
		if object, ok := got.(map[string]any); !ok || len(object) > len(want) {
			t.Errorf("%s %s = %v, want %v", o.Address, pointer, got, want)
		}
	case []any:
		gaps, _ := unknown.([]any)
		list, ok := got.([]any)
		if !ok || len(list) != max(len(want), len(gaps)) {
			t.Errorf("%s %s = %v, want %v", o.Address, pointer, got, want)
			return
		}
		for i := range list {
			var value, gap any
			if i < len(want) {
				value = want[i]
			}
			if i < len(gaps) {
				gap = gaps[i]
			}
			agree(t, o, snapshot.Element(pointer, i), value, gap)
		}
	default:
		_, isUnknown := o.Unknown[pointer]
		if isUnknown || got != want || (want != nil && !found) {
			t.Errorf("%s %s = %#v %v, want %#v", o.Address, pointer, got, o.Unknown[pointer].Reason, want)
		}
	}
}

// ask lets terraform plan the archive in a folder of its own, without any network.
func ask(t *testing.T, binary string, archive *txtar.Archive) string {
	t.Helper()
	dir := t.TempDir()
	for _, file := range archive.Files {
		at := filepath.Join(dir, filepath.FromSlash(file.Name))
		if err := errors.Join(os.MkdirAll(filepath.Dir(at), 0o755), os.WriteFile(at, file.Data, 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	empty := filepath.Join(t.TempDir(), "terraformrc")
	if err := os.WriteFile(empty, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	terraform := func(args ...string) []byte {
		command := exec.CommandContext(t.Context(), binary, append([]string{"-chdir=" + dir}, args...)...)
		command.Env = append(os.Environ(), "CHECKPOINT_DISABLE=1", "TF_CLI_CONFIG_FILE="+empty, "TF_IN_AUTOMATION=1")
		var failed bytes.Buffer
		command.Stderr = &failed
		out, err := command.Output()
		if err != nil {
			t.Fatalf("terraform %v: %v\n%s%s", args, err, out, failed.String())
		}
		return out
	}
	terraform("init", "-input=false", "-no-color")
	terraform("plan", "-input=false", "-no-color", "-out=plan.bin")
	type change struct {
		Address string
		Change  struct {
			After        map[string]any `json:"after"`
			AfterUnknown map[string]any `json:"after_unknown"`
		}
	}
	plan := decodeNumbers[struct {
		ResourceChanges []change `json:"resource_changes"`
	}](t, terraform("show", "-json", "plan.bin"))
	answers := map[string]planned{}
	for _, c := range plan.ResourceChanges {
		answers[c.Address] = planned{Input: c.Change.After["input"], Unknown: c.Change.AfterUnknown["input"]}
	}
	encoded, err := json.MarshalIndent(answers, "", " ")
	if err != nil {
		t.Fatal(err)
	}
	return string(encoded) + "\n"
}

func decodeNumbers[T any](t *testing.T, data []byte) T {
	t.Helper()
	var value T
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	if err := decoder.Decode(&value); err != nil {
		t.Fatal(err)
	}
	return value
}
