package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

const readmeFile = "../../README.md"

// TestReadme runs the commands of the README, in their order, in a copy of what they name.
// The output that it shows must be the real one; a line … stands for what it leaves out.
// With -update, a line that differs in its numbers alone is written anew.
func TestReadme(t *testing.T) {
	readme, err := filepath.Abs(readmeFile)
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(readme)
	if err != nil {
		t.Fatal(err)
	}
	text, root := string(data), filepath.Dir(readme)
	shell := &readmeShell{T: t, root: root}
	shell.enter(filepath.Join(root, "testdata", "demo"))
	for _, block := range fenced(text) {
		switch block.language {
		case "console", "sh":
			text = shell.session(block, text)
		case "yaml":
			shell.manifest(block.lines)
		default:
			t.Errorf("line %d: nothing checks a block of %q", block.line, block.language)
		}
	}
	if shell.ran < 5 {
		t.Errorf("only %d commands were run", shell.ran)
	}
	if *update {
		golden(t, readme, []byte(text))
	}
}

// TestLinks follows the links of the documentation to files of the repository.
func TestLinks(t *testing.T) {
	documents, err := filepath.Glob("../../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	link, code := regexp.MustCompile(`\]\(([^)#]+)(#[^)]*)?\)`), regexp.MustCompile("`[^`\n]*`")
	for _, document := range append(documents, readmeFile, "../../CONTRIBUTING.md", "../../SECURITY.md") {
		data, err := os.ReadFile(document)
		if err != nil {
			t.Error(err)
			continue
		}
		for _, match := range link.FindAllStringSubmatch(code.ReplaceAllString(string(data), ""), -1) {
			if strings.Contains(match[1], "://") {
				continue
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(document), match[1])); err != nil {
				t.Errorf("%s links to %s: %v", document, match[1], err)
			}
		}
	}
}

// services are the collectors that read what is there, and so have the network, and what
// their tests share.
var services = []string{
	module + "pkg/collect/pinecone", module + "pkg/collect/aws", module + "pkg/collect/collecttest",
}

// TestNoNetworkAndNoProcesses holds what the README says that pinelint never does. OPA
// links the network too; the sandbox that keeps rules from it is tested in package evaluate.
func TestNoNetworkAndNoProcesses(t *testing.T) {
	never := []string{"net", "net/http", "net/rpc", "os/exec", "plugin", "crypto/tls"}
	calculates := module + "pkg/collect/terraform/lang" // with ranges of addresses
	for _, listed := range listPackages(t) {
		if slices.Contains(services, listed.ImportPath) {
			continue
		}
		for _, imported := range listed.Imports {
			if slices.Contains(never, imported) && (imported != "net" || listed.ImportPath != calculates) {
				t.Errorf("%s imports %s", listed.ImportPath, imported)
			}
		}
	}
}

// fence is a block of code in a Markdown text.
type fence struct {
	language string
	line     int
	lines    []string
}

func fenced(text string) []fence {
	var blocks []fence
	inside := false
	for i, line := range strings.Split(text, "\n") {
		language, mark := strings.CutPrefix(line, "```")
		switch {
		case mark && !inside:
			blocks = append(blocks, fence{language: language, line: i + 1})
			inside = true
		case mark:
			inside = false
		case inside:
			last := &blocks[len(blocks)-1]
			last.lines = append(last.lines, line)
		}
	}
	return blocks
}

// readmeShell runs the few commands that a README has.
type readmeShell struct {
	*testing.T
	root string // of the real repository
	ran  int
	code int
}

// enter makes a repository with a copy of a folder of testdata, and goes there.
func (s *readmeShell) enter(folder string) {
	repository := s.TempDir()
	for _, into := range []string{".git", "testdata"} {
		if err := os.Mkdir(filepath.Join(repository, into), 0o700); err != nil {
			s.Fatal(err)
		}
	}
	if err := os.CopyFS(filepath.Join(repository, "testdata", filepath.Base(folder)), os.DirFS(folder)); err != nil {
		s.Fatal(err)
	}
	s.Chdir(repository)
}

// session runs a block: of a console, each $ line with the output below it; else each line.
func (s *readmeShell) session(block fence, text string) string {
	for i := 0; i < len(block.lines); i++ {
		command := block.lines[i]
		if block.language == "sh" {
			s.command(command)
			continue
		}
		var shown []string
		for i+1 < len(block.lines) && !strings.HasPrefix(block.lines[i+1], "$ ") {
			i++
			shown = append(shown, block.lines[i])
		}
		text = s.compare(command, shown, s.command(strings.TrimPrefix(command, "$ ")), text)
	}
	return text
}

var digits = regexp.MustCompile(`[0-9]+`)

// compare demands that the shown lines follow each other as the real ones do, but for
// what a … leaves out. Empty lines do not count.
func (s *readmeShell) compare(command string, shown []string, output, text string) string {
	empty := func(line string) bool { return line == "" }
	printed := slices.DeleteFunc(strings.Split(output, "\n"), empty)
	skipping := false
	for _, line := range slices.DeleteFunc(shown, empty) {
		if line == "…" {
			skipping = true
			continue
		}
		at := slices.Index(printed, line)
		if at < 0 && *update {
			alike := func(other string) bool {
				return digits.ReplaceAllString(other, "#") == digits.ReplaceAllString(line, "#")
			}
			if at = slices.IndexFunc(printed, alike); at >= 0 {
				text = strings.Replace(text, line, printed[at], 1)
			}
		}
		if at < 0 || (at > 0 && !skipping) {
			next := strings.Join(printed[:min(3, len(printed))], "\n")
			s.Errorf("%s: %q is no line of the output, or stands elsewhere; here stands\n%s", command, line, next)
			return text
		}
		printed, skipping = printed[at+1:], false
	}
	if len(printed) > 0 && !skipping {
		s.Errorf("%s: the output goes on: %q", command, printed[0])
	}
	return text
}

// command runs one line, and gives what it prints.
func (s *readmeShell) command(line string) string {
	s.ran++
	words := strings.Fields(line)
	switch words[0] {
	case "pinelint":
		var stdout, stderr string
		stdout, stderr, s.code = invoke(s.T, words[1:]...)
		if s.code != exitClean && s.code != exitFindings {
			s.Errorf("%s ends in %d: %s", line, s.code, stderr)
		}
		return stderr + stdout
	case "echo":
		return fmt.Sprintln(s.code)
	case "make":
		// Whether they succeed, CI tells: make check would run this test again.
		if out, err := exec.CommandContext(s.Context(), "make", "-C", s.root, "-n", words[1]).CombinedOutput(); err != nil {
			s.Errorf("%s: %v\n%s", line, err, out)
		}
	case "go":
		s.installs(words[2])
	case "terraform":
		s.write(words[len(words)-1], `{"format_version":"1.2","terraform_version":"1.11.4","resource_changes":[]}`)
	default:
		s.Errorf("%s: nothing checks this command", line)
	}
	return ""
}

// installs demands that what go install names is this program.
func (s *readmeShell) installs(name string) {
	path, _, _ := strings.Cut(name, "@")
	out, err := exec.CommandContext(s.Context(), "go", "-C", s.root, "list", "-f", "{{.Name}}", path).Output()
	if err != nil || !bytes.Equal(bytes.TrimSpace(out), []byte("main")) {
		s.Errorf("go install %s: %s, %v", name, out, err)
	}
}

// manifest demands that a manifest has no mistakes. What is comments alone is METADATA of a rule.
func (s *readmeShell) manifest(lines []string) {
	if !slices.ContainsFunc(lines, func(line string) bool { return !strings.HasPrefix(line, "#") }) {
		return
	}
	folder := s.TempDir()
	s.write(filepath.Join(folder, "pinelint.yaml"), strings.Join(lines, "\n")+"\n")
	if _, stderr, code := invoke(s.T, "check", folder); code == exitUsage {
		s.Errorf("the manifest has mistakes: %s", stderr)
	}
}

func (s *readmeShell) write(name, content string) {
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		s.Fatal(err)
	}
}
