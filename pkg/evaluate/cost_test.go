package evaluate_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"

	"github.com/pinelint/pinelint/pkg/evaluate"
)

// TestCostIsLinear counts what every module evaluates for a number of deployments and for
// twice as many, which may cost twice as much: a rule that goes through all resources for each
// of them costs four times as much, and hours in a large organization.
func TestCostIsLinear(t *testing.T) {
	for _, name := range []string{"bad", "good"} {
		some, twice := evaluations(t, name, 4), evaluations(t, name, 8)
		for _, module := range slices.Sorted(maps.Keys(twice)) {
			if twice[module] > some[module]*5/2 {
				t.Errorf("%s: %s evaluates %d expressions for 4 of them and %d for 8", name, module, some[module], twice[module])
			}
		}
	}
}

// evaluations are the expressions that each module evaluates, by its file, for copies of a case.
func evaluations(t *testing.T, name string, copies int) counter {
	t.Helper()
	shared := readCase(t, name)
	resources := map[string][]any{}
	for copied := range copies {
		for kind, all := range shared.Resources {
			for _, resource := range all {
				text, err := json.Marshal(resource)
				if err != nil {
					t.Fatal(err)
				}
				var one map[string]any
				if err := json.Unmarshal(text, &one); err != nil {
					t.Fatal(err)
				}
				rename(one, fmt.Sprintf("~%d", copied))
				resources[kind] = append(resources[kind], one)
			}
		}
	}
	catalogue := map[string]any{}
	for _, rule := range shippedRules(t) {
		catalogue[rule.ID] = map[string]any{
			"environments": rule.Environments, "severity": rule.Severity.String(), "resources": rule.Resources, "reads": rule.Reads,
		}
	}
	known := map[string]any{}
	if err := evaluate.ReadFacts(os.DirFS(policies), &known); err != nil {
		t.Fatal(err)
	}
	data, err := json.Marshal(map[string]any{"facts": known, "catalogue": catalogue})
	if err != nil {
		t.Fatal(err)
	}
	options := []func(*rego.Rego){
		rego.Query("data.policies.main"), rego.Store(inmem.NewFromReader(bytes.NewReader(data))),
	}
	eachModule(t, func(name string, source []byte) {
		if !strings.HasSuffix(name, "_test.rego") {
			options = append(options, rego.Module(name, string(source)))
		}
	})
	query, err := rego.New(options...).PrepareForEval(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	counted := counter{}
	if _, err := query.Eval(t.Context(), rego.EvalInput(map[string]any{"resources": resources}),
		rego.EvalTime(judgedAt), rego.EvalQueryTracer(counted)); err != nil {
		t.Fatal(err)
	}
	if len(counted) < 100 {
		t.Fatalf("only %d modules were evaluated", len(counted))
	}
	return counted
}

// rename gives a resource, and what it links to, the ids of a deployment of its own.
func rename(resource map[string]any, suffix string) {
	resource["id"] = fmt.Sprint(resource["id"], suffix)
	links, _ := resource["links"].(map[string]any)
	for _, ids := range links {
		list, _ := ids.([]any)
		for i := range list {
			list[i] = fmt.Sprint(list[i], suffix)
		}
	}
}

// counter is a tracer that counts expressions by their file.
type counter map[string]int

func (counter) Enabled() bool { return true }

func (counter) Config() topdown.TraceConfig { return topdown.TraceConfig{} }

func (c counter) TraceEvent(event topdown.Event) {
	if expr, ok := event.Node.(*ast.Expr); ok && event.Op == topdown.EvalOp && expr.Location != nil {
		c[expr.Location.File]++
	}
}
