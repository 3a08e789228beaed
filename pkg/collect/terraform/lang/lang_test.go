package lang_test

import (
	"io/fs"
	"math"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/collect/terraform/lang"
)

// evaluate gives an expression's value and the text of its first error.
func evaluate(t *testing.T, fsys fs.FS, root, text string, variables map[string]cty.Value) (cty.Value, string) {
	t.Helper()
	expression, diagnostics := hclsyntax.ParseExpression([]byte(text), "", hcl.InitialPos)
	if diagnostics.HasErrors() {
		t.Fatal(diagnostics)
	}
	value, diagnostics := expression.Value(&hcl.EvalContext{
		Functions: lang.New().For(lang.Scope{FS: fsys, Root: root}),
		Variables: variables,
	})
	if diagnostics.HasErrors() {
		return cty.NilVal, diagnostics[0].Detail
	}
	return value, ""
}

func TestUnknown(t *testing.T) {
	text := cty.UnknownVal(cty.String)
	variables := map[string]cty.Value{
		"text":    text,
		"flag":    cty.UnknownVal(cty.Bool),
		"list":    cty.UnknownVal(cty.List(cty.String)),
		"any":     cty.DynamicVal,
		"arn":     text.Refine().StringPrefixFull("arn:aws:").NewValue(),
		"partial": cty.MapVal(map[string]cty.Value{"a": text, "b": cty.StringVal("bee")}),
	}
	notNull := func(kind cty.Type) cty.Value { return cty.UnknownVal(kind).RefineNotNull() }
	for expression, want := range map[string]cty.Value{
		`upper(text)`: notNull(cty.String),
		`length(list)`: notNull(cty.Number).Refine().
			NumberRangeInclusive(cty.Zero, cty.NumberIntVal(math.MaxInt64)).NewValue(),
		`length([text])`:                              cty.NumberIntVal(1),
		`length({ a = text })`:                        cty.NumberIntVal(1),
		`length(any)`:                                 notNull(cty.Number),
		`keys({ a = text })`:                          cty.TupleVal([]cty.Value{cty.StringVal("a")}),
		`lookup(partial, "b", "x")`:                   cty.StringVal("bee"),
		`lookup(partial, "a", "x")`:                   text,
		`lookup(partial, text, "x")`:                  text,
		`index(["a", text], "a")`:                     cty.NumberIntVal(0),
		`index([text, "a"], "a")`:                     notNull(cty.Number),
		`alltrue([flag, false])`:                      cty.False,
		`alltrue([flag, true])`:                       notNull(cty.Bool),
		`anytrue([flag, true])`:                       cty.True,
		`anytrue([flag, false])`:                      notNull(cty.Bool),
		`startswith(arn, "arn:")`:                     cty.True,
		`startswith(arn, "https:")`:                   cty.False,
		`startswith(arn, "arn:aws:iam:")`:             notNull(cty.Bool),
		`distinct([text])`:                            notNull(cty.List(cty.String)),
		`one([text])`:                                 text,
		`sum([1, tonumber(text)])`:                    notNull(cty.Number),
		`file(text)`:                                  notNull(cty.String),
		`fileexists(text)`:                            notNull(cty.Bool),
		`fileset(".", text)`:                          notNull(cty.Set(cty.String)),
		`templatestring("x-$${text}", {text = text})`: notNull(cty.String).Refine().StringPrefixFull("x-").NewValue(),
		`sha256(text)`:                                notNull(cty.String),
		`tolist([text])`:                              cty.ListVal([]cty.Value{text}),
		`toset(list)`:                                 cty.UnknownVal(cty.Set(cty.String)),
		`issensitive(text)`:                           notNull(cty.Bool),
		`issensitive(sensitive(text))`:                cty.True,
		`cidrsubnet(text, 8, 1)`:                      notNull(cty.String),
		`timestamp()`:                                 notNull(cty.String),
		`plantimestamp()`:                             notNull(cty.String),
		`uuid()`:                                      notNull(cty.String),
		`bcrypt("password")`:                          notNull(cty.String),
		`bcrypt("password", 10)`:                      notNull(cty.String),
		`rsadecrypt("eA==", "no key")`:                notNull(cty.String),
		`abspath(".")`:                                notNull(cty.String),
		`pathexpand("~/x")`:                           notNull(cty.String),
	} {
		got, problem := evaluate(t, fstest.MapFS{}, ".", expression, variables)
		if problem != "" {
			t.Errorf("%s: %s", expression, problem)
		} else if !got.RawEquals(want) {
			t.Errorf("%s is %#v, want %#v", expression, got, want)
		}
	}
}

func TestOpenTofu(t *testing.T) {
	for expression, want := range map[string]cty.Value{
		`base64gunzip(base64gzip("text"))`:                    cty.StringVal("text"),
		`urldecode("a%20b+c")`:                                cty.StringVal("a b c"),
		`cidrcontains("10.0.0.0/8", "10.1.2.3")`:              cty.True,
		`cidrcontains("10.0.0.0/8", "10.0.0.0/16")`:           cty.True,
		`cidrcontains("10.0.0.0/16", "10.0.0.0/8")`:           cty.False,
		`cidrcontains("fd00::/8", "fe00::1")`:                 cty.False,
		`core::cidrcontains("192.168.0.0/16", "192.169.0.1")`: cty.False,
	} {
		got, problem := evaluate(t, fstest.MapFS{}, ".", expression, nil)
		if problem != "" || !got.RawEquals(want) {
			t.Errorf("%s is %#v (%s), want %#v", expression, got, problem, want)
		}
	}
}

func TestEphemeral(t *testing.T) {
	variables := map[string]cty.Value{"both": cty.ObjectVal(map[string]cty.Value{
		"token": cty.StringVal("x").WithMarks(cty.NewValueMarks(lang.Ephemeral, lang.Sensitive)),
		"name":  cty.StringVal("y"),
	})}
	want := cty.ObjectVal(map[string]cty.Value{
		"token": cty.NullVal(cty.String).Mark(lang.Sensitive),
		"name":  cty.StringVal("y"),
	})
	got, problem := evaluate(t, fstest.MapFS{}, ".", `ephemeralasnull(both)`, variables)
	if problem != "" || !got.RawEquals(want) {
		t.Errorf("is %#v (%s), want %#v", got, problem, want)
	}
}

// TestSensitive looks for a secret in the errors of functions that quote their input.
func TestSensitive(t *testing.T) {
	const secret = "hunter2-hunter2"
	variables := map[string]cty.Value{"secret": cty.StringVal(secret).Mark(lang.Sensitive)}
	for _, expression := range []string{
		`parseint(secret, 10)`, `tonumber(secret)`, `timeadd(secret, "1h")`, `base64decode(secret)`,
		`jsondecode(secret)`, `yamldecode("{a: ${secret}")`, `file(secret)`, `file("../${secret}")`,
		`cidrhost(secret, 1)`, `uuidv5(secret, "x")`, `formatdate(secret, secret)`, `timecmp(secret, secret)`,
		`textencodebase64("x", secret)`, `lookup({}, secret)`, `regex("[${secret}", "x")`, `fileset(".", "[${secret}")`,
		`templatestring("$${x", { x = secret })`, `tobool(secret)`, `csvdecode("a,b\n${secret}")`,
		`templatestring("$${tobool(x)}", { x = secret })`, `index([secret], "x")`,
	} {
		_, problem := evaluate(t, fstest.MapFS{}, ".", expression, variables)
		if problem == "" {
			t.Errorf("%s is no error", expression)
		}
		if strings.Contains(problem, "hunter2") {
			t.Errorf("%s: the error tells the secret: %s", expression, problem)
		}
	}
}

func TestErrorsAreShortAndRedacted(t *testing.T) {
	variables := map[string]cty.Value{
		"long": cty.StringVal(strings.Repeat("é", 5000)),
		"key":  cty.StringVal("AKIA" + "ABCDEFGHIJKLMNOP"),
	}
	for expression, want := range map[string]string{
		`parseint(long, 10)`:  "…",
		`timecmp(key, "x")`:   "[redacted]",
		`uuidv5(key, "x")`:    "[redacted]",
		`lookup({}, "a")`:     `Invalid value for "inputMap" parameter: has no attribute "a", and there is no default.`,
		`upper(null)`:         `Invalid value for "str" parameter: argument must not be null.`,
		`index(["a"], "b")`:   `Call to function "index" failed: no element has this value.`,
		`cidrhost("10.0", 1)`: `Invalid value for "prefix" parameter: "10.0" is not a prefix such as 10.0.0.0/16.`,
	} {
		_, problem := evaluate(t, fstest.MapFS{}, ".", expression, variables)
		if !strings.Contains(problem, want) || len(problem) > 400 {
			t.Errorf("%s: %s, want %s", expression, problem, want)
		}
	}
}

func BenchmarkFor(b *testing.B) {
	library := lang.New()
	for b.Loop() {
		library.For(lang.Scope{Root: "."})
	}
}

func BenchmarkNew(b *testing.B) {
	for b.Loop() {
		lang.New()
	}
}
