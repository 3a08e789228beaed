package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"slices"
	"strings"
	"testing"
)

const module = "github.com/pinelint/pinelint/"

// allowedImports has, for each package, the packages of this module that it may import.
// A pattern is matched segment by segment; the first row that matches a package counts.
var allowedImports = []struct {
	importer string
	imports  []string
}{
	{"cmd/pinelint", []string{"*", "pkg/*", "pkg/collect/*"}},
	{"pkg/collect/manifest", []string{"pkg/collect", "pkg/snapshot", "pkg/config"}},
	{"pkg/collect/terraform", []string{
		"pkg/collect", "pkg/collect/document", "pkg/snapshot", "pkg/collect/terraform/lang",
	}},
	{"pkg/collect/terraform/lang", []string{"pkg/collect", "pkg/snapshot"}},
	{"pkg/collect/cloudformation", []string{"pkg/collect", "pkg/collect/document", "pkg/snapshot"}},
	{"pkg/collect/pulumi", []string{"pkg/collect", "pkg/collect/document", "pkg/snapshot"}},
	{"pkg/collect/kubernetes", []string{"pkg/collect", "pkg/collect/document", "pkg/snapshot"}},
	{"pkg/collect/serverless", []string{"pkg/collect", "pkg/collect/document", "pkg/snapshot"}},
	{"pkg/collect/script", []string{"pkg/collect", "pkg/collect/document", "pkg/snapshot"}},
	{"pkg/collect/code", []string{"pkg/collect", "pkg/snapshot", "pkg/collect/code/*"}},
	{"pkg/collect/code/program", []string{"pkg/collect/code/syntax"}},
	{"pkg/collect/code/syntax", []string{"pkg/collect/code/syntax/*"}},
	{"pkg/collect/code/syntax/*", nil},
	{"pkg/collect/source", []string{"pkg/collect", "pkg/snapshot", "pkg/collect/history"}},
	{"pkg/collect/collecttest", []string{"pkg/collect", "pkg/snapshot", "policies"}},
	{"pkg/collect/*", []string{"pkg/collect", "pkg/snapshot"}},
	{"pkg/collect", []string{"pkg/snapshot"}},
	{"pkg/assemble", []string{"pkg/snapshot", "pkg/ask", "pkg/drift"}},
	{"pkg/ask", []string{"pkg/snapshot", "pkg/access"}},
	{"pkg/evaluate", []string{"pkg/snapshot", "pkg/finding", "pkg/evaluate/queryplan"}},
	{"pkg/evaluate/queryplan", nil},
	{"pkg/config", []string{"pkg/finding"}},
	{"pkg/waive", []string{"pkg/config", "pkg/snapshot", "pkg/finding"}},
	{"pkg/fix", []string{"pkg/collect", "pkg/snapshot", "pkg/finding"}},
	{"pkg/diff", []string{"pkg/snapshot", "pkg/finding"}},
	{"pkg/bundle", []string{"pkg/finding"}},
	{"pkg/report", []string{"pkg/finding", "pkg/diff"}},
	{"pkg/drift", []string{"pkg/snapshot"}},
	{"pkg/revision", nil},
	{"pkg/lazyregexp", nil},
	{"pkg/access", nil},
	{"pkg/snapshot", nil},
	{"pkg/finding", nil},
	{"policies", nil},
}

// standardOnly are the packages that import nothing but the standard library, and those of
// this module that they may.
var standardOnly = []string{
	"pkg/access", "pkg/ask", "pkg/diff", "pkg/drift", "pkg/lazyregexp", "pkg/snapshot", "pkg/finding", "policies",
}

// forAll is what every package may import: it is to the standard library's regexp what the
// go command's own package of that name is.
const forAll = "pkg/lazyregexp"

// onlyIn has libraries that a package or two, and those in their folders, alone may import.
var onlyIn = map[string][]string{
	"github.com/open-policy-agent/opa/": {"pkg/evaluate"},
	"github.com/owenrumney/go-sarif/":   {"pkg/report"},
	"github.com/secure-systems-lab/":    {"pkg/bundle"},
	"github.com/spf13/cobra":            {"cmd/pinelint"},
	"github.com/prometheus/":            {"pkg/collect/prometheus"},
	"github.com/go-git/":                {"pkg/collect/history", "pkg/revision"},
}

// TestImports keeps data going one way. Tests are left out: they may look at anything.
func TestImports(t *testing.T) {
	packages := listPackages(t)
	if len(packages) < len(allowedImports)/2 {
		t.Fatalf("go list found only %d packages", len(packages))
	}
	for _, found := range packages {
		importer := strings.TrimPrefix(found.ImportPath, module)
		allowed, known := allowedFor(importer)
		if !known {
			t.Errorf("%s is in no row of allowedImports", importer)
			continue
		}
		for _, imported := range found.Imports {
			if complaint := judge(importer, imported, allowed); complaint != "" {
				t.Errorf("%s imports %s: %s", importer, imported, complaint)
			}
		}
	}
}

// TestImportsNotices shows that the judgement can fail.
func TestImportsNotices(t *testing.T) {
	cases := []struct {
		importer, imported string
		allowed            bool
	}{
		{"pkg/report", module + "pkg/finding", true},
		{"pkg/report", module + "pkg/evaluate", false},
		{"pkg/report", "github.com/open-policy-agent/opa/v1/ast", false},
		{"pkg/report", "github.com/owenrumney/go-sarif/v2/sarif", true},
		{"pkg/evaluate", "github.com/open-policy-agent/opa/v1/ast", true},
		{"pkg/evaluate", "github.com/owenrumney/go-sarif/v2/sarif", false},
		{"pkg/collect/prometheus", "github.com/prometheus/prometheus/promql/parser", true},
		{"pkg/collect/plan", "github.com/prometheus/prometheus/promql/parser", false},
		{"pkg/finding", "encoding/json", true},
		{"pkg/finding", "gopkg.in/yaml.v3", false},
		{"pkg/finding", module + "pkg/snapshot", false},
		{"pkg/drift", module + "pkg/lazyregexp", true},
		{"pkg/collect/plan", module + "pkg/collect/terraform", false},
		{"pkg/collect/plan", module + "pkg/config", false},
		{"pkg/collect/manifest", module + "pkg/config", true},
		{"pkg/collect", module + "pkg/collect/plan", false},
		{"pkg/collect/terraform/lang", module + "pkg/collect/terraform", false},
		{"cmd/pinelint", module + "pkg/collect/plan", true},
		{"cmd/pinelint", module + "policies", true},
	}
	for _, c := range cases {
		allowed, _ := allowedFor(c.importer)
		if complaint := judge(c.importer, c.imported, allowed); (complaint == "") != c.allowed {
			t.Errorf("%s imports %s: got %q, want allowed %v", c.importer, c.imported, complaint, c.allowed)
		}
	}
}

func allowedFor(importer string) (patterns []string, known bool) {
	for _, row := range allowedImports {
		if matches(row.importer, importer) {
			return row.imports, true
		}
	}
	return nil, false
}

// judge says what is wrong with an import, or nothing.
func judge(importer, imported string, allowed []string) string {
	if own, ok := strings.CutPrefix(imported, module); ok {
		if own != forAll && !slices.ContainsFunc(allowed, func(pattern string) bool { return matches(pattern, own) }) {
			return "that is not its way in docs/architecture.md"
		}
		return ""
	}
	if domain, _, _ := strings.Cut(imported, "/"); strings.Contains(domain, ".") && slices.Contains(standardOnly, importer) {
		return "it may import only the standard library"
	}
	for library, owners := range onlyIn {
		owned := slices.ContainsFunc(owners, func(owner string) bool { return strings.HasPrefix(importer+"/", owner+"/") })
		if strings.HasPrefix(imported+"/", library) && !owned {
			return "only " + strings.Join(owners, " and ") + " may"
		}
	}
	return ""
}

func matches(pattern, name string) bool {
	ok, err := path.Match(pattern, name)
	return ok && err == nil
}

type listedPackage struct {
	ImportPath string
	Imports    []string
}

// listPackages asks the go command for what the product is made of.
func listPackages(t *testing.T) []listedPackage {
	t.Helper()
	command := exec.CommandContext(t.Context(), "go", "list", "-json=ImportPath,Imports", "./cmd/...", "./pkg/...", "./policies/...")
	command.Dir = "../.."
	out, err := command.Output()
	if err != nil {
		if exit, ok := errors.AsType[*exec.ExitError](err); ok {
			t.Fatalf("go list: %v\n%s", err, exit.Stderr)
		}
		t.Fatal(err)
	}
	var packages []listedPackage
	for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
		var listed listedPackage
		if err := decoder.Decode(&listed); errors.Is(err, io.EOF) {
			return packages
		} else if err != nil {
			t.Fatal(err)
		}
		packages = append(packages, listed)
	}
}
