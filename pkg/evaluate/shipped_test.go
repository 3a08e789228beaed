package evaluate_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/compile"
	"github.com/open-policy-agent/opa/v1/format"
	"github.com/open-policy-agent/opa/v1/ir"
	"github.com/open-policy-agent/opa/v1/tester"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/evaluate/queryplan"
	"github.com/pinelint/pinelint/pkg/finding"
)

var update = flag.Bool("update", false, "rewrite generated files")

const policies = "../../policies"

// TestCatalogue keeps policies/catalogue.json in step with the METADATA of the rules.
func TestCatalogue(t *testing.T) {
	want, err := evaluate.BuildCatalogue(os.DirFS(policies))
	if err != nil {
		t.Fatal(err)
	}
	generated(t, policies+"/"+evaluate.CatalogueFile, want)
}

// TestFacts keeps policies/facts.json in step with policies/facts.
func TestFacts(t *testing.T) {
	want, err := evaluate.BuildFacts(os.DirFS(policies))
	if err != nil {
		t.Fatal(err)
	}
	generated(t, policies+"/"+evaluate.FactsFile, want)
}

// TestRuleTable keeps policies/README.md in step with the catalogue.
func TestRuleTable(t *testing.T) {
	var out bytes.Buffer
	out.WriteString("# Rules\n\nGenerated from the METADATA of the rules by `make generate`. `pinelint explain ID` says more.\n")
	category := ""
	for _, rule := range shippedRules(t) {
		if in, _, _ := strings.Cut(rule.ID, "/"); in != category {
			category = in
			fmt.Fprintf(&out, "\n## %s\n\n| Rule | Severity | Kind | Fails on | Judges |\n|---|---|---|---|---|\n", category)
		}
		fmt.Fprintf(&out, "| [%s](rules/%s) | %s | %s | %s | %s |\n", rule.ID, strings.ReplaceAll(rule.ID, "-", "_"),
			rule.Severity, rule.Kind, strings.ReplaceAll(rule.Title, "|", "\\|"), strings.Join(rule.Resources, ", "))
	}
	generated(t, policies+"/README.md", out.Bytes())
}

// TestMetadata holds what the catalogue's reader does not check.
func TestMetadata(t *testing.T) {
	types := schemaTypes(t)
	ids := map[string]string{}
	for _, rule := range shippedRules(t) {
		for _, id := range append([]string{rule.ID}, rule.Aliases...) {
			if other, taken := ids[id]; taken {
				t.Errorf("%s: the id %s is taken by %s", rule.ID, id, other)
			}
			ids[id] = rule.ID
		}
		for _, name := range slices.Concat(rule.Resources, rule.NeedsAll) {
			if !types[name] {
				t.Errorf("%s judges or needs %s, which the snapshot's schema does not have", rule.ID, name)
			}
		}
		for _, need := range slices.Concat(rule.Needs, rule.AppliesNeeds) {
			need = strings.TrimSuffix(need, "?")
			if !regexp.MustCompile(`^(/|([a-z_]+:)+(/|\*$))`).MatchString(need) {
				t.Errorf("%s needs %q, which is neither a pointer nor relation:pointer nor relation:*", rule.ID, need)
			}
		}
		for _, read := range rule.Reads {
			if kind, _, linked := strings.Cut(read, ":/"); linked && !strings.HasPrefix(read, "/") && !types[kind] {
				t.Errorf("%s reads %q, which is neither a pointer nor type:pointer", rule.ID, read)
			}
		}
		if len(rule.Remediation) == 0 || rule.Section == "" || rule.Since == "" {
			t.Errorf("%s lacks a remediation, a section or since", rule.ID)
		}
		if strings.HasSuffix(rule.Title, ".") || len(rule.Title) > 80 {
			t.Errorf("%s: title %q ends with a full stop or is long", rule.ID, rule.Title)
		}
		if !slices.Contains([]string{"very-high", "high", "medium", "low"}, rule.Precision) {
			t.Errorf("%s: precision %q", rule.ID, rule.Precision)
		}
		for way := range rule.Remediation {
			if !slices.Contains([]string{"console", "api", "terraform", "cloudformation", "policy", "kubernetes", "docker", "workflow", "prometheus", "manifest", "code"}, way) {
				t.Errorf("%s: remediation by %q", rule.ID, way)
			}
		}
		aws := slices.ContainsFunc(rule.Resources, func(kind string) bool { return strings.HasPrefix(kind, "aws_") })
		if aws && rule.Remediation["terraform"] != "" && rule.Remediation["cloudformation"] == "" {
			t.Errorf("%s says how Terraform repairs what a template may declare too, and not how CloudFormation does", rule.ID)
		}
	}
}

// TestRulesSayWhichPoliciesTheyRead asks it of those that look at what policies permit: from
// their text it cannot be told.
func TestRulesSayWhichPoliciesTheyRead(t *testing.T) {
	policies := []string{"/assume_role_policy", "/inline_policies", "/policy"}
	asking := 0
	for _, rule := range shippedRules(t) {
		folder := path.Join("rules", strings.ReplaceAll(rule.ID, "-", "_"))
		source, err := os.ReadFile("../../policies/" + path.Join(folder, path.Base(folder)+".rego"))
		if err != nil {
			t.Fatal(err)
		}
		if !slices.ContainsFunc([]string{".access.", ".access,", "lib.access\n", "result.policy("}, func(sign string) bool {
			return bytes.Contains(source, []byte(sign))
		}) {
			continue
		}
		asking++
		if !slices.ContainsFunc(rule.Reads, func(read string) bool { return slices.Contains(policies, read) }) {
			t.Errorf("%s looks at what policies permit, and its reads name none of %v", rule.ID, policies)
		}
		if rule.Remediation["terraform"] != "" && rule.Remediation["policy"] == "" {
			t.Errorf("%s says how Terraform repairs a policy, and not how a policy in a file is repaired", rule.ID)
		}
	}
	if asking < 20 {
		t.Errorf("only %d rules look at what policies permit", asking)
	}
}

// TestEveryRuleHasTests asks for a fail, a success and an unknown.
func TestEveryRuleHasTests(t *testing.T) {
	for _, rule := range shippedRules(t) {
		folder := path.Join("rules", strings.ReplaceAll(rule.ID, "-", "_"))
		name := path.Join(folder, path.Base(folder)+"_test.rego")
		data, err := os.ReadFile(policies + "/" + name)
		if err != nil {
			t.Errorf("%s has no tests: %v", rule.ID, err)
			continue
		}
		for _, prefix := range []string{"test_fail_", "test_success_", "test_success_unknown"} {
			if !bytes.Contains(data, []byte("\n"+prefix)) {
				t.Errorf("%s has no %s… test", rule.ID, prefix)
			}
		}
	}
}

// TestShippedPoliciesAreStrict compiles everything with all checks and against the
// snapshot's schema, where a misspelt field is an error.
func TestShippedPoliciesAreStrict(t *testing.T) {
	data, err := os.ReadFile(policies + "/schema/snapshot.json")
	if err != nil {
		t.Fatal(err)
	}
	var schema any
	if err := json.Unmarshal(data, &schema); err != nil {
		t.Fatal(err)
	}
	schemas := ast.NewSchemaSet()
	schemas.Put(ast.MustParseRef("schema.snapshot"), schema)
	modules := map[string]*ast.Module{}
	eachModule(t, func(name string, source []byte) {
		module, err := ast.ParseModuleWithOpts(name, string(source), ast.ParserOptions{ProcessAnnotation: true})
		if err != nil {
			t.Fatal(err)
		}
		modules[name] = module
		if strings.HasPrefix(name, "rules/") && !strings.HasSuffix(name, "_test.rego") && !bytes.Contains(source, []byte("input: schema.snapshot")) {
			t.Errorf("%s does not name its schema", name)
		}
	})
	compiler := ast.NewCompiler().WithStrict(true).WithSchemas(schemas).WithUseTypeCheckAnnotations(true)
	if compiler.Compile(modules); compiler.Failed() {
		for _, err := range compiler.Errors {
			t.Error(err)
		}
	}
}

func TestShippedPoliciesAreFormatted(t *testing.T) {
	eachModule(t, func(name string, source []byte) {
		want, err := format.Source(name, source)
		if err != nil {
			t.Error(err)
			return
		}
		if bytes.Equal(source, want) {
			return
		}
		if !*update {
			t.Errorf("%s is not formatted: run make fmt", name)
		} else if err := os.WriteFile(policies+"/"+name, want, 0o644); err != nil {
			t.Error(err)
		}
	})
}

// TestRego runs the tests that stand beside the rules, and holds every input that they
// use to the snapshot's schema: a rule cannot be tested on evidence that cannot exist.
func TestRego(t *testing.T) {
	results, err := evaluate.Test(t.Context(), os.DirFS(policies), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(results) < 100 {
		t.Errorf("only %d tests ran", len(results))
	}
	for _, result := range results {
		if result.Failed || result.Err != nil || result.Skipped {
			t.Errorf("%s:%d: %s.%s: failed %v, skipped %v, error %v", result.File, result.Line,
				result.Package, result.Name, result.Failed, result.Skipped, result.Err)
		}
	}
}

// TestRegoInputs validates what the tests say the input is.
func TestRegoInputs(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile(policies + "/schema/snapshot.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, term := range regoInputs(t) {
		value, err := ast.JSON(term.Value)
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(normal(t, value)); err != nil {
			t.Errorf("a test uses an input that cannot exist: %v\n%.400s", err, term)
		}
	}
}

// regoInputs traces the tests of the rules and returns the inputs that they use, each once.
func regoInputs(t *testing.T) []*ast.Term {
	t.Helper()
	modules := map[string]*ast.Module{}
	eachModule(t, func(name string, source []byte) {
		if module := ast.MustParseModule(string(source)); !strings.HasPrefix(name, "main/main_test") {
			modules[name] = module
		}
	})
	tracer := &inputs{seen: map[string]*ast.Term{}}
	stream, err := tester.NewRunner().SetModules(modules).SetStore(facts(t)).SetCoverageQueryTracer(tracer).RunTests(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for result := range stream {
		_ = result
	}
	if len(tracer.seen) < 50 {
		t.Fatalf("only %d inputs were seen", len(tracer.seen))
	}
	found := make([]*ast.Term, 0, len(tracer.seen))
	for _, text := range slices.Sorted(maps.Keys(tracer.seen)) {
		found = append(found, tracer.seen[text])
	}
	return found
}

// inputs is a tracer that collects the distinct inputs of an evaluation.
type inputs struct {
	mu   sync.Mutex
	seen map[string]*ast.Term
}

func (*inputs) Enabled() bool { return true }

func (*inputs) Config() topdown.TraceConfig { return topdown.TraceConfig{} }

func (i *inputs) TraceEvent(event topdown.Event) {
	if input := event.Input(); input != nil && event.Op == topdown.EnterOp {
		i.mu.Lock()
		defer i.mu.Unlock()
		i.seen[input.String()] = input
	}
}

func eachModule(t *testing.T, visit func(name string, source []byte)) {
	t.Helper()
	err := fs.WalkDir(os.DirFS(policies), ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(name, ".rego") {
			return err
		}
		source, err := os.ReadFile(policies + "/" + name)
		if err == nil {
			visit(name, source)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

func shippedRules(t *testing.T) []finding.Rule {
	t.Helper()
	evaluator, err := evaluate.New(evaluate.Options{Policies: os.DirFS(policies)})
	if err != nil {
		t.Fatal(err)
	}
	return evaluator.Rules()
}

func schemaTypes(t *testing.T) map[string]bool {
	t.Helper()
	data, err := os.ReadFile(policies + "/schema/types.json")
	if err != nil {
		t.Fatal(err)
	}
	var file struct {
		Types map[string]int `json:"types"`
	}
	if err := json.Unmarshal(data, &file); err != nil {
		t.Fatal(err)
	}
	names := map[string]bool{}
	for name := range file.Types {
		names[name] = true
	}
	return names
}

// TestCompiled holds what a run reads to the Rego that it was made of.
func TestCompiled(t *testing.T) {
	modules, err := evaluate.Modules(os.DirFS(policies))
	if err != nil {
		t.Fatal(err)
	}
	shipped := &bundle.Bundle{Data: map[string]any{}}
	shipped.Manifest.Init()
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		shipped.Modules = append(shipped.Modules, bundle.ModuleFile{URL: name, Path: name, Parsed: modules[name]})
	}
	compiler := compile.New().WithTarget(compile.TargetPlan).WithBundle(shipped).WithRegoVersion(ast.RegoV1).
		WithEntrypoints("policies/main/findings", "policies/main/applies")
	if err := compiler.Build(t.Context()); err != nil {
		t.Fatal(err)
	}
	var policy ir.Policy
	if err := json.Unmarshal(compiler.Bundle().PlanModules[0].Raw, &policy); err != nil {
		t.Fatal(err)
	}
	plans, err := queryplan.Encode(&policy)
	if err != nil {
		t.Fatal(err)
	}
	facts, err := evaluate.FactsByTopic(os.DirFS(policies))
	if err != nil {
		t.Fatal(err)
	}
	compiled, err := evaluate.Compiled(facts, shippedRules(t), plans)
	if err != nil {
		t.Fatal(err)
	}
	generated(t, policies+"/compiled.bin", compiled)
	read, err := evaluate.New(evaluate.Options{Policies: os.DirFS(policies), Compiled: string(compiled)})
	if err != nil {
		t.Fatal(err)
	}
	if want := shippedRules(t); !reflect.DeepEqual(read.Rules(), want) {
		t.Error("the compiled catalogue has other rules than " + evaluate.CatalogueFile)
	}
	if got, err := evaluate.CompiledFacts(string(compiled)); err != nil || !maps.Equal(got, facts) {
		t.Errorf("the compiled facts are others than those of %s: %v", evaluate.FactsFile, err)
	}
}

func generated(t *testing.T, file string, want []byte) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(got, want) {
		t.Errorf("%s is stale: run make generate", file)
	}
}
