package lang_test

import (
	"testing"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/collect/terraform/lang"
)

// FuzzExpression looks for expressions that end the process: a panic, or a stack or a
// memory without bound.
func FuzzExpression(f *testing.F) {
	for _, seed := range []string{
		`format("%*d%[9]s%.3f", 1, "x")`, `templatestring("%{for a in b}${a}%{endfor}", {b = [1]})`,
		`yamldecode("a: &a [*a]")`, `regexall("(a)|b", "ab")`, `cidrsubnets("10.0.0.0/8", 1, 2)`,
		`transpose({a = ["b"]})`, `setproduct(["a"], [1])`, `fileset(".", "**/{a,b}*")`, `sum(range(9))`,
		`formatdate("YYYY", "2020-01-01T00:00:00Z")`, `try(jsondecode("["), one([]), null)`, `indent(2, "a\nb")`,
	} {
		f.Add(seed)
	}
	functions := lang.New().For(lang.Scope{FS: fstest.MapFS{"a": {Data: []byte("${b}")}}, Root: "."})
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 1000 {
			return
		}
		expression, diagnostics := hclsyntax.ParseExpression([]byte(text), "", hcl.InitialPos)
		if diagnostics.HasErrors() {
			return
		}
		expression.Value(&hcl.EvalContext{
			Functions: functions,
			Variables: map[string]cty.Value{"u": cty.DynamicVal, "s": cty.StringVal("x").Mark(lang.Sensitive)},
		})
	})
}
