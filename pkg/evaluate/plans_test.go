package evaluate_test

import (
	"os"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/evaluate/queryplan"
	shipped "github.com/pinelint/pinelint/policies"
)

// TestPlansJudgeAsTheirSource judges the shared cases by plans and by what OPA makes of the
// source, which tests elsewhere hold to what is wanted.
func TestPlansJudgeAsTheirSource(t *testing.T) {
	for _, name := range []string{"bad", "good"} {
		evaluator, err := evaluate.New(evaluate.Options{
			Policies: os.DirFS(policies), Compiled: shipped.Compiled, Now: judgedAt, Settings: map[string]any{},
		})
		if err != nil {
			t.Fatal(err)
		}
		planned, err := evaluator.Evaluate(t.Context(), readCase(t, name))
		if err != nil {
			t.Fatal(err)
		}
		source := judgeCase(t, name, 0)
		for i, tally := range source.Tallies {
			if !reflect.DeepEqual(tally, planned.Tallies[i]) {
				t.Errorf("%s: by its source %+v, by its plan %+v", name, tally, planned.Tallies[i])
			}
		}
		if !reflect.DeepEqual(source.Findings, planned.Findings) {
			t.Errorf("%s: the findings differ", name)
		}
	}
}

// TestPlansSayWhatTheirSourceSays evaluates every input of the rules' own tests both ways.
func TestPlansSayWhatTheirSourceSays(t *testing.T) {
	modules, err := evaluate.Modules(os.DirFS(policies))
	if err != nil {
		t.Fatal(err)
	}
	compiler := ast.NewCompiler()
	if compiler.Compile(modules); compiler.Failed() {
		t.Fatal(compiler.Errors)
	}
	source, err := rego.New(rego.Query("x = data.policies.main.findings; y = data.policies.main.applies"),
		rego.Compiler(compiler), rego.Store(facts(t)), rego.StrictBuiltinErrors(true)).PrepareForEval(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	plans := plansOf(t)
	said := 0
	for _, input := range regoInputs(t) {
		results, sourceErr := source.Eval(t.Context(), rego.EvalParsedInput(input.Value), rego.EvalTime(judgedAt))
		values, err := plans.Eval(t.Context(), judgedAt, input.Value, "data.policies.main.findings", "data.policies.main.applies")
		if sourceErr != nil || err != nil {
			if (sourceErr == nil) != (err == nil) {
				t.Errorf("its source %v, its plan %v, of\n%.400s", sourceErr, err, input)
			}
			continue
		}
		for i, name := range []string{"x", "y"} {
			wanted := ast.MustInterfaceToValue(results[0].Bindings[name])
			plain, err := ast.JSON(values[i])
			if err != nil {
				t.Fatal(err)
			}
			if got := ast.MustInterfaceToValue(plain); got.Compare(wanted) != 0 {
				t.Errorf("its source says %v,\nits plan %v,\nof %.400s", wanted, got, input)
			}
			if object, ok := wanted.(ast.Object); ok && object.Len() > 0 {
				said++
			}
		}
	}
	if said < 500 {
		t.Errorf("only %d times was something said", said)
	}
}

// plansOf are those of the shipped rules, with the facts of the same store.
func plansOf(t *testing.T) queryplan.Evaluator {
	t.Helper()
	_, plans, _ := strings.Cut(shipped.Compiled, "pinelint plans")
	policy, err := queryplan.Open("pinelint plans" + plans)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]any{}
	if err := evaluate.ReadFacts(os.DirFS(policies), &known); err != nil {
		t.Fatal(err)
	}
	none := func(string) (*ast.Term, error) { return nil, nil }
	fact := func(topic string) (*ast.Term, error) {
		if known[topic] == nil {
			return nil, nil
		}
		return ast.NewTerm(ast.MustInterfaceToValue(known[topic])), nil
	}
	return queryplan.Evaluator{Policy: policy, Data: queryplan.Data{Fact: fact, Value: none}}
}

// TestPlansThatFail holds that every rule is then evaluated alone, from its source.
func TestPlansThatFail(t *testing.T) {
	evaluator, err := evaluate.New(evaluate.Options{
		Policies: os.DirFS(policies), Compiled: shipped.Compiled, Now: judgedAt, Timeout: time.Nanosecond,
	})
	if err != nil {
		t.Fatal(err)
	}
	results, err := evaluator.Evaluate(t.Context(), readCase(t, "bad"))
	if err != nil {
		t.Fatal(err)
	}
	for _, tally := range results.Tallies {
		if !strings.Contains(tally.Error, "longer than 1ns") {
			t.Errorf("%s: %+v", tally.Rule, tally)
		}
	}
}
