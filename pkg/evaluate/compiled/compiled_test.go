package compiled_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"

	"github.com/pinelint/pinelint/pkg/evaluate/compiled"
)

const library = `package policies.lib.words

default polite(_) := false

polite(x) if startswith(x, "please")
else if x in thanks

unused := data.facts.weather

thanks := {"ta", concat(" ", ["thank", "you"])}
`

const rule = `package policies.rules.talk.tone

import data.policies.lib.words

limits := {"short": 1, "long": [2, 3.5, null, true, false]}

deny contains message if {
	some i, said in input.said
	not words.polite(said)
	every part in split(said, " ") { count(part) > limits.short }
	message := $"{i}: {said} in {data.facts.places.home}"
}

by_length[count(said)] := [x | some x in input.said; count(x) == count(said)] if some said in input.said

seen := {x: y | some x, y in input.said}

mocked if words.polite("ta") with input.said as ["none"]

odd contains x if {
	some x in [1, 2]
	x != 2
}
`

func compile(t *testing.T) *ast.Compiler {
	t.Helper()
	modules := map[string]*ast.Module{}
	for name, source := range map[string]string{"lib/words.rego": library, "rules/tone.rego": rule} {
		modules[name] = ast.MustParseModule(source)
	}
	compiler := ast.NewCompiler()
	if compiler.Compile(modules); compiler.Failed() {
		t.Fatal(compiler.Errors)
	}
	return compiler
}

func read(t *testing.T, compiler *ast.Compiler) (map[string]*ast.Module, []string) {
	t.Helper()
	content, err := compiled.Encode(compiler.Modules)
	if err != nil {
		t.Fatal(err)
	}
	file, err := compiled.Open(string(content))
	if err != nil {
		t.Fatal(err)
	}
	return file.Modules(func(name string) bool { return strings.HasPrefix(name, "rules/") })
}

// TestModules reads back what was written, but for what no wanted rule uses.
func TestModules(t *testing.T) {
	compiler := compile(t)
	modules, topics := read(t, compiler)
	if !slices.Equal(topics, []string{"places"}) {
		t.Errorf("topics are %v: weather belongs to a rule that nothing uses", topics)
	}
	var want []string
	for _, module := range compiler.Modules {
		for _, rule := range module.Rules {
			if rule.Head.Name != "unused" {
				want = append(want, rule.Ref().String()+" "+rule.String())
			}
		}
	}
	var got []string
	for name, module := range modules {
		for _, rule := range module.Rules {
			got = append(got, rule.Ref().String()+" "+rule.String())
			if rule.Location.File != name || rule.Location.Row == 0 {
				t.Errorf("%s is at %v", rule.Head.Name, rule.Location)
			}
		}
	}
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("read\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestPrepare evaluates what was read as what was compiled.
func TestPrepare(t *testing.T) {
	original := compile(t)
	modules, _ := read(t, original)
	prepared := ast.NewCompiler()
	if compiled.Prepare(prepared, modules); prepared.Failed() {
		t.Fatal(prepared.Errors)
	}
	answer := func(compiler *ast.Compiler) string {
		results, err := rego.New(rego.Query("data.policies.rules"), rego.Compiler(compiler),
			rego.Input(map[string]any{"said": []any{"please sit", "thank you", "go away", "stop"}})).Eval(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return ast.MustInterfaceToValue(results[0].Expressions[0].Value).String()
	}
	got, want := answer(prepared), answer(original)
	if got != want || !strings.Contains(got, "2: go away") {
		t.Errorf("what was read says\n%s\nand what was compiled\n%s", got, want)
	}
	if names := slices.Sorted(maps.Keys(modules)); len(names) != 2 {
		t.Errorf("modules are %v", names)
	}
}

func TestOpenRefusesAnotherForm(t *testing.T) {
	if _, err := compiled.Open("pinelint rules 0\n"); err == nil {
		t.Error("another form was opened")
	}
}
