package queryplan_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/compile"
	"github.com/open-policy-agent/opa/v1/ir"
	"github.com/open-policy-agent/opa/v1/test/cases"
	"github.com/open-policy-agent/opa/v1/test/cases/testdata"
	"github.com/open-policy-agent/opa/v1/util"

	"github.com/pinelint/pinelint/pkg/evaluate/queryplan"
)

// TestConformance evaluates OPA's own cases for evaluators of its plans.
func TestConformance(t *testing.T) {
	evaluated, outside := 0, map[string]int{}
	err := fs.WalkDir(testdata.V1, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		content, err := fs.ReadFile(testdata.V1, name)
		if err != nil {
			return err
		}
		var set cases.Set
		if err := util.Unmarshal(content, &set); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		for _, c := range set.Cases {
			why := conforms(t, c)
			if why == "" {
				evaluated++
			} else {
				outside[why]++
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if evaluated < 2000 {
		t.Errorf("only %d cases were evaluated; the others: %v", evaluated, outside)
	}
}

var ruleQuery = regexp.MustCompile(`^data\.([a-z0-9_.]+) = x$`)

// conforms holds a case to what it wants, or says why it is not one for this form.
func conforms(t *testing.T, c cases.TestCase) string {
	t.Helper()
	query := ruleQuery.FindStringSubmatch(c.Query)
	switch {
	case query == nil:
		return "another query"
	case c.Note == "data/nested integer":
		return "a number for a name, which a store takes"
	}
	policy, why := plan(c, strings.ReplaceAll(query[1], ".", "/"))
	if why != "" {
		return why
	}
	encoded, err := queryplan.Encode(policy)
	if err != nil {
		return "not encoded: " + strings.SplitN(err.Error(), ": ", 2)[1]
	}
	opened, err := queryplan.Open(string(encoded))
	if err != nil {
		t.Fatal(err)
	}
	evaluator := queryplan.Evaluator{Policy: opened, Data: dataOf(c)}
	values, err := evaluator.Eval(t.Context(), time.Now(), inputOf(t, c), "data."+query[1])
	switch {
	case err != nil && strings.Contains(err.Error(), "there is no rule"):
		return "no rule"
	case c.WantError != nil || c.WantErrorCode != nil:
		if err == nil {
			t.Errorf("%s: %v, and wants an error", c.Note, values[0])
		}
	case err != nil && (strings.Contains(err.Error(), "eval_builtin_error") || strings.Contains(err.Error(), "eval_type_error")):
		return "undefined where errors of built-ins are not told"
	case err != nil:
		t.Errorf("%s: %v", c.Note, err)
	case c.WantResult != nil:
		want := "undefined"
		if results := *c.WantResult; len(results) > 0 {
			want = ast.MustInterfaceToValue(results[0]["x"]).String()
		}
		got := "undefined"
		if values[0] != nil {
			plain, err := ast.JSON(values[0])
			if err != nil {
				t.Fatal(err)
			}
			got = ast.MustInterfaceToValue(plain).String()
		}
		if c.SortBindings {
			got, want = sorted(got), sorted(want)
		}
		if ast.MustParseTerm(got).Value.Compare(ast.MustParseTerm(want).Value) != 0 {
			t.Errorf("%s (%s): %s, and wants %s", c.Note, c.Filename, got, want)
		}
	}
	return ""
}

// sorted is an array as a set.
func sorted(text string) string {
	var elements []*ast.Term
	if array, ok := ast.MustParseTerm(text).Value.(*ast.Array); ok {
		array.Foreach(func(element *ast.Term) { elements = append(elements, element) })
		return ast.SetTerm(elements...).String()
	}
	return text
}

func inputOf(t *testing.T, c cases.TestCase) ast.Value {
	t.Helper()
	switch {
	case c.InputTerm != nil:
		return ast.MustParseTerm(*c.InputTerm).Value
	case c.Input != nil:
		return ast.MustInterfaceToValue(*c.Input)
	}
	return nil
}

func dataOf(c cases.TestCase) queryplan.Data {
	values := map[string]*ast.Term{}
	if c.Data != nil {
		for name, value := range *c.Data {
			values[name] = ast.NewTerm(ast.MustInterfaceToValue(value))
		}
	}
	return queryplan.Data{Value: func(name string) (*ast.Term, error) { return values[name], nil }}
}

// plan compiles the modules of a case.
func plan(c cases.TestCase, entrypoint string) (*ir.Policy, string) {
	b := &bundle.Bundle{Data: map[string]any{}}
	b.Manifest.Init()
	for i, source := range c.Modules {
		name := fmt.Sprintf("module%d.rego", i)
		module, err := ast.ParseModuleWithOpts(name, source, ast.ParserOptions{RegoVersion: ast.RegoV1})
		if err != nil {
			return nil, "not compiled"
		}
		b.Modules = append(b.Modules, bundle.ModuleFile{URL: name, Path: name, Parsed: module, Raw: []byte(source)})
	}
	compiler := compile.New().WithTarget(compile.TargetPlan).WithBundle(b).WithEntrypoints(entrypoint).
		WithRegoVersion(ast.RegoV1).WithCapabilities(capabilities())
	if err := compiler.Build(context.Background()); err != nil {
		return nil, "not planned"
	}
	var policy ir.Policy
	if err := json.Unmarshal(compiler.Bundle().PlanModules[0].Raw, &policy); err != nil {
		return nil, err.Error()
	}
	return &policy, ""
}

// capabilities are all but those that use the network, the process or chance.
func capabilities() *ast.Capabilities {
	all := *ast.CapabilitiesForThisVersion()
	all.Builtins = slices.DeleteFunc(slices.Clone(all.Builtins), func(builtin *ast.Builtin) bool {
		return slices.Contains([]string{
			"http.send", "net.lookup_ip_addr", "opa.runtime", "rand.intn", "rego.parse_module", "uuid.rfc4122",
		}, builtin.Name)
	})
	return &all
}
