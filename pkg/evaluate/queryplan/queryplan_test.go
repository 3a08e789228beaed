package queryplan_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/test/cases"

	"github.com/pinelint/pinelint/pkg/evaluate/queryplan"
)

func encode(t *testing.T, module string) (*queryplan.Policy, error) {
	t.Helper()
	planned, why := plan(cases.TestCase{Modules: []string{module}}, "test/p")
	if why != "" {
		t.Fatal(why)
	}
	encoded, err := queryplan.Encode(planned)
	if err != nil {
		return nil, err
	}
	return queryplan.Open(string(encoded))
}

// TestFactsAreAskedFor reads of the facts only the topics that a rule comes to.
func TestFactsAreAskedFor(t *testing.T) {
	policy, err := encode(t, `package test
p contains x if {
	some name in input.names
	x := data.facts.colours[name]
}
p contains x if {
	input.weather
	x := data.facts.weather.today
}
p contains x if x := data.settings.least`)
	if err != nil {
		t.Fatal(err)
	}
	asked := map[string]int{}
	evaluator := queryplan.Evaluator{Policy: policy, Data: queryplan.Data{
		Fact: func(topic string) (*ast.Term, error) {
			if asked[topic]++; topic == "weather" {
				return nil, errors.New("it cannot be read")
			}
			return ast.MustParseTerm(`{"sky": "blue"}`), nil
		},
		Value: func(string) (*ast.Term, error) { return ast.MustParseTerm(`{"least": 3}`), nil },
	}}
	values, err := evaluator.Eval(t.Context(), time.Now(), ast.MustParseTerm(`{"names": ["sky", "sea"]}`).Value, "data.test.p")
	if err != nil {
		t.Fatal(err)
	}
	if got := values[0].String(); got != `{3, "blue"}` || asked["weather"] > 0 {
		t.Errorf("got %s, asked for %v", got, asked)
	}
	_, err = evaluator.Eval(t.Context(), time.Now(), ast.MustParseTerm(`{"names": [], "weather": true}`).Value, "data.test.p")
	if err == nil || err.Error() != "data.test.p: read the data weather: it cannot be read" {
		t.Errorf("the error is %v", err)
	}
}

// TestLeave makes a rule undefined without evaluating it.
func TestLeave(t *testing.T) {
	policy, err := encode(t, `package test
p := [q | q] if not r
q := 1 / input.zero
r := true`)
	if err != nil {
		t.Fatal(err)
	}
	evaluator := queryplan.Evaluator{Policy: policy}
	policy.Leave(func(path string) bool { return path == "data.test.r" || path == "data.test.q" })
	values, err := evaluator.Eval(t.Context(), time.Now(), ast.MustParseTerm(`{"zero": 0}`).Value, "data.test.p", "data.test.r")
	if err != nil || values[0].String() != "[]" || values[1] != nil {
		t.Errorf("got %v, %v", values, err)
	}
	policy.Leave(func(path string) bool { return path == "data.test.r" })
	_, err = evaluator.Eval(t.Context(), time.Now(), ast.MustParseTerm(`{"zero": 0}`).Value, "data.test.p")
	if err == nil || !strings.Contains(err.Error(), "data.test.q: eval_builtin_error: div: divide by zero") {
		t.Errorf("the error is %v", err)
	}
}

func TestEvalEndsWithItsContext(t *testing.T) {
	policy, err := encode(t, `package test
p := count([x | some x in numbers.range(1, 100000); some y in input.many; x < y])`)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	evaluator := queryplan.Evaluator{Policy: policy}
	if _, err = evaluator.Eval(ctx, time.Now(), ast.MustParseTerm(`{"many": [1]}`).Value, "data.test.p"); err == nil {
		t.Error("it went on")
	}
}

// TestWhatIsNotEncoded is refused when plans are made, not when they run.
func TestWhatIsNotEncoded(t *testing.T) {
	for module, want := range map[string]string{
		`p if q with input.x as 1
q if input.x == 1`: "there is no form for *ir.WithStmt",
		`p := data[input.part].x`:      "data is read by a name that is not written down",
		`p := data.facts[input.topic]`: "data is read by a name that is not written down",
		`p := count(data.facts)`:       "data is handed on as a whole",
	} {
		if _, err := encode(t, "package test\n"+module); err == nil || !strings.HasSuffix(err.Error(), want) {
			t.Errorf("%s: %v, and wants %s", module, err, want)
		}
	}
}

func TestOpenRefusesAnotherForm(t *testing.T) {
	if _, err := queryplan.Open("pinelint plans 0\n"); err == nil {
		t.Error("another form was opened")
	}
}

func TestEvalOfNoRule(t *testing.T) {
	policy, err := encode(t, "package test\np := 1")
	if err != nil {
		t.Fatal(err)
	}
	evaluator := queryplan.Evaluator{Policy: policy}
	if _, err := evaluator.Eval(t.Context(), time.Now(), nil, "data.test.q"); err == nil || err.Error() != "there is no rule data.test.q" {
		t.Errorf("the error is %v", err)
	}
}
