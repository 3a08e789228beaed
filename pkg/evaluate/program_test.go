package evaluate

import (
	"os"
	"slices"
	"testing"

	"github.com/open-policy-agent/opa/v1/ast"
)

// TestChecksChangeNothing compiles the shipped policies with and without the checks that
// a run leaves out. The check for safety also puts a body's expressions into an order in
// which they can be evaluated: they have to stand in it already.
func TestChecksChangeNothing(t *testing.T) {
	library, err := openLibrary(os.DirFS("../../policies"), nil)
	if err != nil {
		t.Fatal(err)
	}
	compiled := func(skipped ...ast.StageID) map[string]*ast.Module {
		modules, err := library.modules(library.rules)
		if err != nil {
			t.Fatal(err)
		}
		compiler := ast.NewCompiler().WithCapabilities(sandbox()).WithSkipStages(skipped...)
		if compiler.Compile(modules); compiler.Failed() {
			t.Fatal(compiler.Errors)
		}
		return compiler.Modules
	}
	checked, unchecked := compiled(), compiled(checkedBefore()...)
	if len(checked) < 50 {
		t.Fatalf("only %d modules were compiled", len(checked))
	}
	for name, module := range checked {
		same := slices.EqualFunc(module.Rules, unchecked[name].Rules, func(a, b *ast.Rule) bool {
			return a.String() == b.String()
		})
		if !same {
			t.Errorf("%s is another program without the checks: put its expressions in the order of their use", name)
		}
	}
}
