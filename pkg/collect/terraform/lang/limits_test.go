package lang_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/collect/terraform/lang"
)

// TestLimits has what would fill the memory or the stack from a few lines of source.
func TestLimits(t *testing.T) {
	doubled := cty.TupleVal([]cty.Value{cty.StringVal("x"), cty.StringVal("x")})
	for range 19 {
		doubled = cty.TupleVal([]cty.Value{doubled, doubled})
	}
	entries := map[string]cty.Value{}
	for i := range 1001 {
		entries[fmt.Sprint(i)] = cty.True
	}
	bomb := "a0: &a0 [x, x]\n"
	for i := range 30 {
		bomb += fmt.Sprintf("a%d: &a%d [*a%d, *a%d]\n", i+1, i+1, i, i)
	}
	variables := map[string]cty.Value{
		"mega":    cty.StringVal(strings.Repeat("x", 9<<20)),
		"rows":    cty.StringVal(strings.Repeat("a,b\n", 600_000)),
		"doubled": doubled,
		"many":    cty.ListVal(make1000(cty.StringVal("x"))),
		"objects": cty.ListVal(make1000(cty.ListVal(make1000(cty.True)))),
		"maps":    cty.ListVal(make1000(cty.MapVal(entries))),
		"bomb":    cty.StringVal(bomb),
		"deep":    cty.StringVal(strings.Repeat("[", 1<<20)),
		"nested":  cty.StringVal(strings.Repeat("- ", 1<<20)),
		"not":     cty.StringVal("${" + strings.Repeat("!", 50_000) + "true}"),
		"plus":    cty.StringVal("${1" + strings.Repeat("+1", 50_000) + "}"),
		"parens":  cty.StringVal("${" + strings.Repeat("(", 50_000) + "}"),
		"choice":  cty.StringVal("${" + strings.Repeat("true?1:", 50_000) + "1}"),
		"steps":   cty.StringVal("${a" + strings.Repeat("[0]", 50_000) + "}"),
		"quotes":  cty.StringVal(strings.Repeat(`${"`, 50_000)),
		"loops":   cty.StringVal(strings.Repeat("%{for x in a} ", 50_000)),
		"huge":    cty.MustParseNumberVal("1e999999"),
	}
	for expression, want := range map[string]string{
		`format("%s%s", mega, mega)`:                                     "MB of text",
		`format("%999999999s", "x")`:                                     "MB of text",
		`format("%.99999999999999999999f", 1)`:                           "MB of text",
		`format("%[1]s%[1]s%[1]s%[1]s%[1]s", mega)`:                      "MB of text",
		`formatlist("%s", [mega, mega])`:                                 "MB of text",
		`formatlist("%s ${substr(mega, 0, 20000)}", many)`:               "MB of text",
		`format("%v", doubled)`:                                          "elements",
		`join("", [mega, mega])`:                                         "MB of text",
		`join(mega, ["a", "b", "c"])`:                                    "MB of text",
		`replace(mega, "x", "xx")`:                                       "MB of text",
		`replace(substr(mega, 0, 100000), "/x/", substr(mega, 0, 1000))`: "MB of text",
		`replace(mega, "/x/", "y")`:                                      "searched for matches",
		`regexall("x", mega)`:                                            "searched for matches",
		`indent(1000000000, "a\nb")`:                                     "MB of text",
		`split("", mega)`:                                                "elements",
		`csvdecode(rows)`:                                                "elements",
		`jsonencode(doubled)`:                                            "elements",
		`flatten(doubled)`:                                               "elements",
		`tolist(doubled)`:                                                "elements",
		`setproduct(many, many, many)`:                                   "elements",
		`merge(maps...)`:                                                 "elements",
		`range(100000)`:                                                  "more than 1024 values",
		`jsondecode(deep)`:                                               "nest more than",
		`yamldecode(deep)`:                                               "exceeded max depth",
		`yamldecode(nested)`:                                             "exceeded max depth",
		`yamldecode(bomb)`:                                               "aliases",
		`templatestring(not, {})`:                                        "operators in a row",
		`templatestring(plus, {})`:                                       "operators in a row",
		`templatestring(parens, {})`:                                     "nest more than",
		`templatestring(choice, {})`:                                     "operators in a row",
		`templatestring(steps, { a = 1 })`:                               "operators in a row",
		`templatestring(quotes, {})`:                                     "nest more than",
		`templatestring(loops, { a = [] })`:                              "nest more than",
		`parseint(mega, 10)`:                                             "too long for a number",
		`tostring(huge)`:                                                 "digits",
		`jsonencode(huge)`:                                               "digits",
		`format("%d", huge)`:                                             "digits",
		`cidrhost("10.0.0.0/8", huge)`:                                   "digits",
		`base64encode(join("", [mega, substr(mega, 0, 6000000)]))`:       "MB of text",
	} {
		t.Run(expression, func(t *testing.T) {
			got, problem := evaluate(t, fstest.MapFS{}, ".", expression, variables)
			if problem == "" {
				t.Errorf("is a %s, want an error", got.Type().FriendlyName())
			} else if !strings.Contains(problem, want) {
				t.Errorf("%s, want %s", problem, want)
			}
		})
	}
}

func make1000(value cty.Value) []cty.Value {
	values := make([]cty.Value, 1000)
	for i := range values {
		values[i] = value
	}
	return values
}

func TestCheckConfig(t *testing.T) {
	block := "resource \"aws_s3_bucket\" \"b\" {\n  bucket = \"b-${var.x}\" # - ? !\n  tags = { a = 1 + 2 }\n}\n"
	long := strings.Repeat(block, 2000)
	if err := lang.CheckConfig([]byte(long)); err != nil {
		t.Errorf("a long file of small blocks: %v", err)
	}
	list := "x = [\n" + strings.Repeat("  { a = !true, b = 1 + 1 },\n", 20_000) + "]\n"
	if err := lang.CheckConfig([]byte(list)); err != nil {
		t.Errorf("a long list: %v", err)
	}
	locals := "locals {\n" + strings.Repeat("  a = \"${b} c ${d}\" # +\n", 20_000) + "}\n"
	if err := lang.CheckConfig([]byte(locals)); err != nil {
		t.Errorf("a long block: %v", err)
	}
	for name, source := range map[string]string{
		"comments":  "x = {\n a = 1" + strings.Repeat("/* \n */ + 1", 20_000) + "\n}\n",
		"lines":     "x = { for a in b : a => 1" + strings.Repeat("\n + 1", 20_000) + "}\n",
		"brackets":  "x = " + strings.Repeat("[", 20_000),
		"operators": "x = " + strings.Repeat("-", 20_000) + "1\n",
		"blocks":    strings.Repeat("a {\n", 20_000),
		"sum":       "x = 1" + strings.Repeat(" + 1", 20_000) + "\n",
		"broken":    "x = (1" + strings.Repeat("\n + 1", 20_000) + ")\n",
	} {
		if lang.CheckConfig([]byte(source)) == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

func TestLargeButFair(t *testing.T) {
	variables := map[string]cty.Value{
		"yaml": cty.StringVal("base: &base {a: 1}\nlist:\n" + strings.Repeat("- {a: [1, two], b: *base}\n", 5_000)),
		"json": cty.StringVal("[" + strings.Repeat(`{"a": "[[[{{{\\\""},`, 20_000) + "1]"),
		"text": cty.StringVal(strings.Repeat("-- # ?? !! ((( ${a} \n", 20_000)),
	}
	for expression, want := range map[string]int64{
		`length(yamldecode(yaml).list)`:                         5_000,
		`length(jsondecode(json))`:                              20_001,
		`length(split("x", templatestring(text, { a = "x" })))`: 20_001,
		`length(range(1024))`:                                   1024,
	} {
		got, problem := evaluate(t, fstest.MapFS{}, ".", expression, variables)
		if problem != "" || !got.RawEquals(cty.NumberIntVal(want)) {
			t.Errorf("%s is %#v (%s), want %d", expression, got, problem, want)
		}
	}
}
