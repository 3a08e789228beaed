package config

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

func TestLoadEdges(t *testing.T) {
	bomb := "apiVersion: pinelint/v1\nprojects:\n  - name: a\n    indexes: &i [" +
		strings.Repeat("{name: x},", 2000) + "]\n" + strings.Repeat("  - {name: b, indexes: *i}\n", 100)
	merges := "apiVersion: pinelint/v1\nprojects:\n  - &a0 {name: x}\n"
	for i := range 40 {
		merges += fmt.Sprintf("  - &a%d {<<: [*a%d, *a%d]}\n", i+1, i, i)
	}
	tests := []struct{ name, manifest, want string }{
		{"empty", "", "1: the manifest declares nothing: begin it with apiVersion: pinelint/v1"},
		{"comments only", "# nothing yet\n", "1: the manifest declares nothing: begin it with apiVersion: pinelint/v1"},
		{"byte order mark", "\uFEFFapiVersion: pinelint/v1\n", ""},
		{"crlf", "apiVersion: pinelint/v1\r\nprojects:\r\n  - name: a\r\n", ""},
		{"lone cr", "apiVersion: pinelint/v1\rlint: {}\r", ""},
		{"explicit document", "---\napiVersion: pinelint/v1\n...\n", ""},
		{"a word for nothing", "~\n", "the manifest has no value"},
		{"version missing", "lint: {}\n", `the manifest lacks the key "apiVersion": add apiVersion: pinelint/v1`},
		{"not utf-8", "apiVersion: pinelint/v1 # \xff\n", "not UTF-8"},
		{"utf-16", "\xff\xfea\x00", "not UTF-8"},
		{"nul", "apiVersion: \x00\n", "is not YAML"},
		{"too large", strings.Repeat("#", MaxSize+1), "more than the 1 MB that are read"},
		{"unknown anchor", "apiVersion: *nowhere\n", "unknown anchor 'nowhere' referenced"},
		{"deep", "apiVersion: " + strings.Repeat("[", 20_000), "is not YAML"},
		{"many values by alias", bomb, "aliases and merge keys up to here add more than 20000 values"},
		{"many values by merge", merges, "aliases and merge keys up to here add more than 20000 values"},
		{"mapping within itself", "apiVersion: pinelint/v1\nlint: &l {rules: *l}\n", "holds the anchor *l within itself"},
		{"list within itself", "apiVersion: pinelint/v1\nprojects: &p [*p]\n", "projects[0] must be a mapping"},
		{"many problems", "apiVersion: pinelint/v1\nprojects: [" + strings.Repeat("1,", 5000) + "]\n",
			"4000 further problems are not listed"},
		{"long key", "apiVersion: pinelint/v1\n? " + strings.Repeat("k", 2000) + "\n: 1\n", "unknown key"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			started := time.Now()
			_, problems := load(t, test.manifest)
			if took := time.Since(started); took > 20*time.Second {
				t.Errorf("it took %s", took)
			}
			said := messages(problems)
			if (test.want == "" && said != "") || !strings.Contains(said, test.want) {
				t.Errorf("want %q, got\n%.2000s", test.want, said)
			}
		})
	}
}

func messages(problems []Problem) string {
	var out strings.Builder
	for _, problem := range problems {
		fmt.Fprintf(&out, "%d: %s\n", problem.Line, problem.Message)
	}
	return out.String()
}

func TestSpans(t *testing.T) {
	manifest := strings.Join([]string{
		"\uFEFF# the first line",
		"apiVersion:   pinelint/v1 # the version",
		"organization: &org",
		`  name: "caf\"é"   # quoted`,
		"  support:",
		"    contact: &who 'it''s me'",
		"    runbook: *who",
		"    sla: '99' # \u00a0",
		"  plan: 'standard'",
		"  pinecone_aws_account: \"1111\\",
		"     22223333\"",
		"  owners: [ 𝒶@x, b@x, 'LS in YAML\u2028is a break', c@x ]",
		"projects:",
		"- name: a long",
		"    name",
		"  id: |-",
		"    words",
		"- {environment: test, name: !!str b}",
		"lint: {rules: {clients/*: off}}",
	}, "\r\n")
	file, problems := load(t, manifest)
	if len(problems) > 0 {
		t.Fatal(messages(problems))
	}
	for pointer, want := range map[string]string{
		"/apiVersion":                   "apiVersion:   pinelint/v1",
		"/organization":                 "organization",
		"/organization/name":            `name: "caf\"é"`,
		"/organization/support":         "support",
		"/organization/support/contact": "contact: &who 'it''s me'",
		"/organization/support/runbook": "runbook: *who",
		"/organization/owners":          "owners",
		"/organization/plan":            "plan: 'standard'",
		"/organization/owners/0":        "𝒶@x",
		"/organization/owners/1":        "b@x",
		"/organization/owners/3":        "c@x",
		"/projects/0":                   "name: a long\r\n    name",
		"/projects/0/name":              "name: a long\r\n    name",
		"/projects/0/id":                "id: |",
		"/projects/1":                   "{environment: test",
		"/projects/1/name":              "name: !!str b",
		"/lint/rules/clients~1*":        "clients/*: off",
	} {
		span, ok := file.Span(pointer)
		if got := manifest[span.Start:span.End]; !ok || got != want {
			t.Errorf("%s stands at %q, want %q", pointer, got, want)
		}
	}
}

// TestWaiverThatLacksSomething must not excuse anything.
func TestWaiverThatLacksSomething(t *testing.T) {
	file, problems := load(t, `apiVersion: pinelint/v1
waivers:
  - {rule: a/b, resource: x, reason: r, owner: o, ticket: t}
  - {rule: a/b, resource: x, reason: r, owner: o, expires: 2027-02-01}
  - {rule: a/b, resource: x, reason: r, owner: o, ticket: t, expires: tomorrow}
  - {rule: a/b, resource: x, reason: r, owner: o, ticket: t, expires: 2027-02-01}
`)
	if len(problems) != 3 || len(file.Waivers) != 1 || file.Waivers[0].Pointer != "/waivers/3" {
		t.Errorf("got %v and %v", file.Waivers, problems)
	}
}

func TestNothingIsLost(t *testing.T) {
	file, problems := load(t,
		"projects: [{name: 12, environment: prod, id: x, admins: [a, [b]]}, 7]\nlint: {fail_on: low}\n")
	if len(problems) != 5 {
		t.Error(messages(problems))
	}
	project := file.Projects[0]
	if project.Name != "12" || project.ID != "x" || project.Environment != "" || file.Lint.FailOn != "low" {
		t.Errorf("got %+v", project)
	}
	want := "map[lint:map[fail_on:low] projects:[map[admins:[a <nil>] id:x name:12] <nil>]]"
	if got := fmt.Sprint(file.Values); got != want {
		t.Error(got)
	}
	if got := fmt.Sprint(file.Invalid); got != "[/projects/0/environment /projects/0/admins/1 /projects/1]" {
		t.Error(got)
	}
}

func FuzzLoad(f *testing.F) {
	for _, name := range []string{"good/full", "bad/aliases", "bad/types", "bad/values", "bad/keys", "bad/secrets"} {
		f.Add(read(f, "testdata/"+name+".yaml"))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		file, problems := Load(FileName, data, hide)
		for _, problem := range problems {
			if problem.Start < 0 || problem.End < problem.Start || problem.End > len(data) || problem.Line < 1 {
				t.Errorf("%q stands at %+v of %d bytes", problem.Message, problem.Span, len(data))
			}
			if strings.Contains(problem.Message, "SECRET") {
				t.Errorf("a secret stands in %q", problem.Message)
			}
		}
		for pointer, span := range file.spans {
			if span.Start < 0 || span.End < span.Start || span.End > len(data) {
				t.Errorf("%s stands at %+v of %d bytes", pointer, span, len(data))
			}
		}
		if strings.Contains(fmt.Sprint(file.Values, file.Projects, file.Waivers), "SECRET") {
			t.Error("a secret stands in the file's values")
		}
	})
}
