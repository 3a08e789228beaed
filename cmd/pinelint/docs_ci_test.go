package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"
)

// TestCIDocument runs what the jobs of docs/ci.md run, in a copy of the demo, and demands
// the reports that they publish.
func TestCIDocument(t *testing.T) {
	data, err := os.ReadFile("../../docs/ci.md")
	if err != nil {
		t.Fatal(err)
	}
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	shell := &readmeShell{T: t, root: root}
	shell.enter(filepath.Join(root, "testdata", "demo"))
	t.Chdir(filepath.Join("testdata", "demo", "broken"))
	install := regexp.MustCompile(`go install \S*[\w]`)
	for _, block := range fenced(string(data)) {
		text := strings.Join(block.lines, "\n")
		if block.language == "yaml" {
			if err := yaml.Unmarshal([]byte(text), new(any)); err != nil {
				t.Errorf("docs/ci.md:%d: %v", block.line, err)
			}
		}
		for _, command := range install.FindAllString(text, -1) {
			shell.command(command)
		}
		runsAndReports(shell, text)
	}
	if shell.ran < 6 {
		t.Errorf("only %d commands were run", shell.ran)
	}
}

var (
	checkCommand = regexp.MustCompile(`pinelint check[^'\n]*`)
	reportFile   = regexp.MustCompile(`--report \w+=(\S+)`)
)

// runsAndReports runs the checks of a text. Each report has to be there, and to be named
// once more: by who publishes it.
func runsAndReports(shell *readmeShell, text string) {
	for _, command := range checkCommand.FindAllString(text, -1) {
		shell.command(command)
		if shell.code != exitFindings {
			shell.Errorf("%s ends in %d", command, shell.code)
		}
		for _, report := range reportFile.FindAllStringSubmatch(command, -1) {
			if info, err := os.Stat(report[1]); err != nil || info.Size() == 0 {
				shell.Errorf("%s did not write %s: %v", command, report[1], err)
			}
			if strings.Count(text, report[1]) < 2 {
				shell.Errorf("nothing publishes %s", report[1])
			}
			os.Remove(report[1])
		}
	}
}

// TestHooks holds what pre-commit asks for: the keys that it knows, commands that work,
// and for the hook that it builds itself that go install makes this program and no other.
func TestHooks(t *testing.T) {
	var hooks []map[string]any
	read(t, "../../.pre-commit-hooks.yaml", &hooks)
	demo := filepath.Join("..", "..", "testdata", "demo")
	known := []string{"id", "name", "description", "language", "entry", "types", "pass_filenames", "require_serial"}
	languages := map[string]string{"golang": "pinelint", "system": "pinelint", "docker_image": "ghcr.io/pinelint/pinelint:latest"}
	for _, hook := range hooks {
		for key := range hook {
			if !slices.Contains(known, key) {
				t.Errorf("%v: nothing says that pre-commit knows %q", hook["id"], key)
			}
		}
		language, _ := hook["language"].(string)
		entry, _ := hook["entry"].(string)
		words := strings.Fields(entry)
		if len(words) == 0 || words[0] != languages[language] || hook["pass_filenames"] != false {
			t.Errorf("%v runs %q by %q, with the names of files: %v", hook["id"], entry, language, hook["pass_filenames"])
			continue
		}
		delete(languages, language)
		for folder, want := range map[string]int{"broken": exitFindings, "repaired": exitClean} {
			if _, stderr, code := invoke(t, append(words[1:], filepath.Join(demo, folder))...); code != want {
				t.Errorf("%s %s ends in %d, want %d: %s", entry, folder, code, want, stderr)
			}
		}
	}
	if len(languages) > 0 {
		t.Errorf("there is no hook for %v", languages)
	}
	out, err := exec.CommandContext(t.Context(), "go", "-C", "../..", "list",
		"-f", `{{if eq .Name "main"}}{{.ImportPath}}{{end}}`, "./...").Output()
	if mains := strings.Fields(string(out)); err != nil || !slices.Equal(mains, []string{module + "cmd/pinelint"}) {
		t.Errorf("go install ./... builds %v, %v", mains, err)
	}
}
