package prometheus_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"
)

// TestHostileFiles holds the cost of what is made to be costly. The bound is far above what
// each takes, and far below what it would take without its limit.
func TestHostileFiles(t *testing.T) {
	const marked = "# pinecone expr:\n"
	laughs := marked + "a0: &a0 [" + strings.Repeat("x,", 10) + "]\n"
	for i := range 12 {
		laughs += fmt.Sprintf("a%d: &a%d [%s]\n", i+1, i+1, strings.Repeat(fmt.Sprintf("*a%d,", i), 10))
	}
	long := "long: &l " + strings.Repeat("y", 1<<20) + "\nall: [" + strings.Repeat("*l,", 50_000) + "]\n"
	var chain strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&chain, "- {record: 'r%d', expr: 'r%d'}\n", i, i+1)
	}
	again := "pinecone_db_record_total"
	for range 150 { // each time it is asked for twice
		again = "(a>scalar(" + again + "))and a"
	}
	joined := "pinecone_db_record_total" + strings.Repeat(" + a", 990)
	without := "pinecone_db_record_total" + strings.Repeat(" unless a", 990)
	parts := make([]string, 20_000)
	for i := range parts {
		parts[i] = fmt.Sprintf("{refId: r%d, model: {expr: pinecone_db_record_total, type: reduce, expression: r%d}}", i, i+1)
	}
	crowd := "title: A\ncondition: r1\ndata: [" + strings.Join(parts, ", ") + "]\n"
	rule := "groups: [{rules: [{alert: A, expr: %q}]}]\n"
	for name, test := range map[string]struct{ file, content, problem string }{
		"laughs":      {"a.yml", laughs, "has aliases that add more than 100000 values"},
		"long":        {"a.yml", marked + long, "has aliases that add more than 100000 values"},
		"merge":       {"a.yml", marked + "a: &a {<<: *a}\n", "holds an anchor within itself, which has no end"},
		"deep":        {"a.yml", marked + strings.Repeat("[", 300) + strings.Repeat("]", 300), "is nested more than 200 levels deep"},
		"deeper":      {"a.yml", marked + strings.Repeat("[", 100_000), "is not YAML"},
		"deep JSON":   {"a.json", `{"expr": "pinecone", "a": ` + strings.Repeat("[", 100_000), "is nested more than 200 levels deep"},
		"deep Alloy":  {"a.alloy", "// pinecone expr:\n" + strings.Repeat("a {\n", 100_000), "is nested too deeply"},
		"one line":    {"a.yml", marked + "a: [" + strings.Repeat("é, ", 200_000) + "]\n", ""},
		"chain":       {"a.yml", "# pinecone\ngroups:\n- rules:\n" + indent(chain.String()) + "  - {record: r3000, expr: pinecone_db_record_total}\n", ""},
		"brackets":    {"a.yml", fmt.Sprintf(rule, strings.Repeat("(", 15_000)+"pinecone_a"), "is not PromQL"},
		"parentheses": {"a.yml", fmt.Sprintf(rule, strings.Repeat("(", 7_000)+"pinecone_a"+strings.Repeat(")", 7_000)), "has an expression of more than 2000 parts"},
		"sum":         {"a.yml", fmt.Sprintf(rule, strings.Repeat("a+", 7_000)+"pinecone_a"), "has an expression of more than 2000 parts"},
		"again":       {"a.yml", fmt.Sprintf(rule, again), ""},
		"joined":      {"a.yml", fmt.Sprintf(rule, joined), ""},
		"without":     {"a.yml", fmt.Sprintf(rule, without), ""},
		"crowd":       {"a.yml", crowd, ""},
		"length":      {"a.yml", fmt.Sprintf(rule, strings.Repeat(" ", 40_000)+"pinecone_a"), "has an expression of more than 16384 bytes"},
		"inside":      {"a.yml", nested(8), "in a form that is not read"},
		"UTF-8":       {"a.yml", marked + "a: \xff", "is not UTF-8 from here on"},
	} {
		start := time.Now()
		got := collectFrom(t, fstest.MapFS{test.file: one(test.content)})
		if took := time.Since(start); took > time.Minute {
			t.Errorf("%s: took %s", name, took)
		}
		var said strings.Builder
		for _, problem := range got.Source().Problems {
			said.WriteString(problem.Message)
		}
		if !strings.Contains(said.String(), test.problem) || test.problem == "" && said.Len() > 0 {
			t.Errorf("%s: problems are %q, want %q", name, said.String(), test.problem)
		}
		if name == "chain" && len(got.Observations) != 3001 {
			t.Errorf("chain: %d queries, want 3001", len(got.Observations))
		}
	}
}

func indent(text string) string {
	return "  " + strings.ReplaceAll(strings.TrimSuffix(text, "\n"), "\n", "\n  ") + "\n"
}

// nested is a file in a file in a file.
func nested(depth int) string {
	if depth == 0 {
		return "a: pinecone_db_record_total\nexpr: pinecone_db_record_total\n"
	}
	return "a: |\n" + indent(nested(depth-1))
}
