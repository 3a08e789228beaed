package prometheus

import (
	"strings"
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
)

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"${PROJECT_ID}": "variable", "$PROJECT_ID": "variable", "a-${ID}-b": "variable", "$(ID)": "variable", "{{ .Values.id }}": "variable",
		"{% id %}": "variable", "%(id)s": "variable", "@ID@": "variable", "__PROJECT_ID__": "variable", "%PROJECT_ID%": "variable",
		"%{PROJECT_ID}": "variable",
		"https://api.pinecone.io/projects/$ID/metrics": "variable",
		"PROJECT_ID": "placeholder", "<PROJECT_ID>": "placeholder", "{project_id}": "placeholder", "YOUR_PROJECT_ID": "placeholder",
		"your-api-key": "placeholder", "API_KEY": "placeholder", "YOUR_API_KEY": "placeholder", "<your-api-key>": "placeholder",
		"pinecone-api-key": "placeholder", "xxxxxxxx": "placeholder", "***": "placeholder", "changeme": "placeholder", "API_KEY_1": "placeholder",
		"insert your API key here": "placeholder", "...": "placeholder",
		"7f0c1d2e": "", "0f9c-search": "", "pa$$word": "", "key-of-the-project": "", "my_metrics_reader": "", "apikey.example": "", "a%20b": "",
	} {
		got := ""
		switch {
		case isVariable(text):
			got = "variable"
		case isPlaceholder(text):
			got = "placeholder"
		}
		if got != want {
			t.Errorf("%q is taken for %q, want %q", text, got, want)
		}
	}
}

func TestURLs(t *testing.T) {
	for _, test := range []struct{ address, plain, project, password string }{
		{
			"https://api.pinecone.io/prometheus/projects/p-1/metrics/discovery",
			"https://api.pinecone.io/prometheus/projects/p-1/metrics/discovery", "p-1", "",
		},
		{"https://u:p@api.pinecone.io/projects/p-1?key=k#f", "https://api.pinecone.io/projects/p-1", "p-1", "p"},
		{"https://u@api.pinecone.io", "https://api.pinecone.io", "", ""},
		{"metrics.pinecone.io:443", "metrics.pinecone.io:443", "", ""},
		{"u:p@metrics.pinecone.io", "metrics.pinecone.io", "", ""},
		{"https://a/projects/${A:-/x}/metrics", "https://a/projects/${A:-/x}/metrics", "${A:-/x}", ""},
		{"https://a/prometheus/project/p-2/metrics", "https://a/prometheus/project/p-2/metrics", "p-2", ""},
		{"https://a/b@c", "https://a/b@c", "", ""},
	} {
		if got := plainURL(test.address); got != test.plain {
			t.Errorf("plainURL(%s) = %s, want %s", test.address, got, test.plain)
		}
		if got := projectIn(test.address); got != test.project {
			t.Errorf("projectIn(%s) = %s, want %s", test.address, got, test.project)
		}
		if got := passwordIn(test.address); got != test.password {
			t.Errorf("passwordIn(%s) = %s, want %s", test.address, got, test.password)
		}
	}
}

func TestIsLogQL(t *testing.T) {
	for expr, want := range map[string]bool{
		`{app="pinecone"} |= "x"`: true, `rate({a="b"} | json [5m])`: true, "sum(x) > 1": false,
		`x{a=~"b|c"}`: false, "x{a=~`b\\|c`}": false, `x{a='b\'|'}`: false, `x{a="b`: false, `x{a="\"|"} | y`: true,
	} {
		if got := isLogQL(expr); got != want {
			t.Errorf("isLogQL(%s) = %v", expr, got)
		}
	}
}

func TestFill(t *testing.T) {
	for expr, want := range map[string]string{
		`rate(a[$__rate_interval])`:       `rate(a[5m              ])`,
		`a{b="$c"} > $d`:                  `a{b="$c"} > vv`,
		`sum by (${e:csv}) (a offset $f)`: `sum by (vvvvvvvv) (a offset 5m)`,
		`a[1d:$g] + [[h]]`:                `a[1d:5m] + vvvvv`,
		`a[5m]`:                           `a[5m]`,
	} {
		if got := fill(expr, grafanaVariables(expr), 'v'); got != want {
			t.Errorf("fill(%s) = %s, want %s", expr, got, want)
		}
	}
	if got := fill("topk($n, a)", grafanaVariables("topk($n, a)"), '1'); got != "topk(1 , a)" {
		t.Errorf("with numbers: %s", got)
	}
}

// TestBounds writes what is certain with a !, and what has no bound as *.
func TestBounds(t *testing.T) {
	for expr, want := range map[string]string{
		"a": "*!", "a[5m:]": "*!", "sum(a)": "!", "sum by (x, y) (a)": "x y!", "sum without (x) (a)": "*", "(-sum by (x) (a))": "x!",
		"topk(3, sum by (x) (a))": "x!", "rate(sum by (x) (a)[5m:])": "x!", `count_values("v", a)`: "*", "vector(1)": "!",
		"label_replace(sum by (x) (a), \"y\", \"$1\", \"x\", \".*\")": "*", "absent(a)": "*",
		"sum by (x, y) (sum by (y, z) (a))": "y!", "sum without (x) (sum by (x, y) (a))": "y!", "sum by (x) (sum without (y) (a))": "x",
		"sum without (region) (group(a))": "!", "max without () (a)": "*!",
		"sum by (x) (a) * 2": "x!", "2 * sum by (x) (a)": "x!", "sum by (x) (a) / sum by (x) (b)": "x!",
		"a / sum by (x) (b)": "x!", "a / b": "*!", "a / absent(b)": "*", "absent(a) / sum by (x) (absent(b))": "x",
		"sum by (x, y) (a) / on (x) sum by (x) (b)": "x!", "a / ignoring (x) b": "*", "sum by (x, y) (a) / ignoring (x) sum by (y) (b)": "y!",
		"sum by (x, y) (a) / on (x) group_left () sum by (x) (b)":  "x y!",
		"sum by (x, y) (a) / on (x) group_left (z) sum by (x) (b)": "*",
		"sum by (x) (a) / on (x) group_right () sum by (x, y) (b)": "x y!",
		"sum by (x) (a) and b": "x!", "sum by (x) (a) or b": "*",
	} {
		parsed, err := parser.NewParser(parser.Options{}).ParseExpr(expr)
		if err != nil {
			t.Fatal(err)
		}
		found := boundsOf(parsed)
		got := strings.Join(found.labels, " ")
		if !found.bounded {
			got = "*"
		}
		if found.certain {
			got += "!"
		}
		if got != want {
			t.Errorf("labels of %s are %q, want %q", expr, got, want)
		}
	}
}

func TestAlign(t *testing.T) {
	for _, test := range []struct {
		raw, value string
		find       string // its place in the value must be its place in raw
	}{
		{`"a\"b\u00e9c \u003e 1"`, `a"bécd`[:6] + ` > 1`, "1"},
		{"plain text", "plain text", "text"},
		{"'it''s so'", "it's so", "so"},
		{"    first\n      second\n", "first\n  second\n", "second"},
		{"folded\n  line", "folded line", "line"},
		{`=~"a\\d" x`, `=~"a\\d" x`, "x"},
		{`"=~\"a\\\\d\" x"`, `=~"a\\d" x`, "x"},
		{"é𝄞 x", "é𝄞 x", "x"},
	} {
		at := strings.Index(test.value, test.find)
		offsets := align([]byte(test.raw), test.value)
		if got, want := int(offsets[at]), strings.LastIndex(test.raw, test.find); got != want {
			t.Errorf("in %s, %q is at %d, want %d", test.raw, test.find, got, want)
		}
	}
	for _, offset := range align([]byte("abc"), "abX and more") {
		if offset > 1 {
			t.Errorf("what does not agree is at %d, want the last that did", offset)
		}
	}
}

// TestAlignLines finds the lines that loops and conditions make, and gives up on a text that
// takes too long.
func TestAlignLines(t *testing.T) {
	const raw = "rules:\n%{ for a in b ~}\n  - n: ${a}-x\n    e: one\n%{ endfor ~}\n  - n: last\n"
	const value = "rules:\n  - n: 1-x\n    e: one\n  - n: 2-x\n    e: one\n  - n: last\n  other\n"
	for part, want := range map[string]string{
		"1-x": "${a}-x", "2-x": "${a}-x", "e: one\n  - n: 2": "e: one", "e: one\n  - n: l": "e: one", "last": "last",
		"other": "t\n",
	} {
		at := alignLines([]byte(raw), value)[strings.Index(value, part)]
		if !strings.HasPrefix(raw[at:], want) {
			t.Errorf("%q is at %q, want %q", part, raw[at:], want)
		}
	}
	long := strings.Repeat("a: ${b}\n", 20_000)
	offsets := alignLines([]byte(long), strings.Repeat("a: 1\nb: 2\n", 20_000))
	if last := offsets[len(offsets)-1]; int(last) >= len(long) {
		t.Errorf("the last byte is at %d of %d", last, len(long))
	}
}
