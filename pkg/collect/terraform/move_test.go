package terraform

import (
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// formerOf are the addresses that the one key of a configuration had, and what is said.
func formerOf(t *testing.T, pairs ...string) (former map[string]string, said string) {
	t.Helper()
	got := run(t, files(pairs...), Options{Types: schema(t)})
	former = map[string]string{}
	for _, o := range got.units {
		if o.Type == "aws_kms_key" {
			former[o.Address] = strings.Join(o.Formerly, " ")
		}
	}
	for _, source := range got.sources {
		for _, problem := range source.Problems {
			said += problem.Message + "\n"
			if problem.Location == nil || problem.Location.StartLine == 0 || problem.Kind != snapshot.Broken {
				t.Errorf("%+v has no place", problem)
			}
		}
	}
	return former, said
}

func moved(from, to string) string { return "moved {\n from = " + from + "\n to = " + to + "\n}\n" }

const oneKey = "resource \"aws_kms_key\" \"new\" {}\n"

func TestMoved(t *testing.T) {
	cases := map[string]struct {
		files []string
		want  map[string]string
	}{
		"renamed": {
			[]string{"main.tf", oneKey + moved("aws_kms_key.old", "aws_kms_key.new")},
			map[string]string{"aws_kms_key.new": "aws_kms_key.old"},
		},
		"renamed twice": {
			[]string{"main.tf", oneKey + moved("aws_kms_key.a", "aws_kms_key.b") + moved("aws_kms_key.b", "aws_kms_key.new")},
			map[string]string{"aws_kms_key.new": "aws_kms_key.b aws_kms_key.a"},
		},
		"renamed with keys": {
			[]string{"main.tf", "resource \"aws_kms_key\" \"new\" { for_each = toset([\"a.b\", \"]\\\"\"]) }\n" +
				moved("aws_kms_key.old", "aws_kms_key.new")},
			map[string]string{`aws_kms_key.new["a.b"]`: `aws_kms_key.old["a.b"]`, `aws_kms_key.new["]\""]`: `aws_kms_key.old["]\""]`},
		},
		"from count to for_each": {
			[]string{"main.tf", "resource \"aws_kms_key\" \"new\" { for_each = toset([\"eu\", \"us\"]) }\n" +
				moved("aws_kms_key.new[0]", `aws_kms_key.new["eu"]`)},
			map[string]string{`aws_kms_key.new["eu"]`: "aws_kms_key.new[0]", `aws_kms_key.new["us"]`: ""},
		},
		"into count": {
			[]string{"main.tf", "resource \"aws_kms_key\" \"new\" { count = 2 }\n" + moved("aws_kms_key.new", "aws_kms_key.new[0]")},
			map[string]string{"aws_kms_key.new[0]": "aws_kms_key.new", "aws_kms_key.new[1]": ""},
		},
		"out of count": {
			[]string{"main.tf", oneKey + moved("aws_kms_key.new[0]", "aws_kms_key.new")},
			map[string]string{"aws_kms_key.new": "aws_kms_key.new[0]"},
		},
		"into a module": {
			[]string{"main.tf", "module \"m\" { source = \"./m\" }\n" + moved("aws_kms_key.old", "module.m.aws_kms_key.new"), "m/m.tf", oneKey},
			map[string]string{"module.m.aws_kms_key.new": "aws_kms_key.old"},
		},
		"a module, and in it": {
			[]string{
				"main.tf", "module \"b\" { source = \"./m\" }\n" + moved("module.a", "module.b"),
				"m/m.tf", oneKey + moved("aws_kms_key.old", "aws_kms_key.new"),
			},
			map[string]string{"module.b.aws_kms_key.new": "module.b.aws_kms_key.old module.a.aws_kms_key.new module.a.aws_kms_key.old"},
		},
		"a module's instance": {
			[]string{
				"main.tf", "module \"m\" {\n source = \"./m\"\n for_each = toset([\"eu\", \"us\"])\n}\n" + moved("module.m", `module.m["eu"]`),
				"m/m.tf", oneKey,
			},
			map[string]string{`module.m["eu"].aws_kms_key.new`: "module.m.aws_kms_key.new", `module.m["us"].aws_kms_key.new`: ""},
		},
		"in every instance of a module": {
			[]string{
				"main.tf", "module \"m\" {\n source = \"./m\"\n count = 2\n}\n",
				"m/m.tf", oneKey + moved("aws_kms_key.old", "aws_kms_key.new"),
			},
			map[string]string{
				"module.m[0].aws_kms_key.new": "module.m[0].aws_kms_key.old",
				"module.m[1].aws_kms_key.new": "module.m[1].aws_kms_key.old",
			},
		},
		"in JSON": {
			[]string{"main.tf.json", `{"resource": {"aws_kms_key": {"new": {}}}, "moved": [{"from": "aws_kms_key.old", "to": "aws_kms_key.new"}]}`},
			map[string]string{"aws_kms_key.new": "aws_kms_key.old"},
		},
		"removed and imported": {
			[]string{"main.tf", oneKey + "removed {\n from = aws_kms_key.old\n lifecycle { destroy = false }\n}\n" +
				"import {\n to = aws_kms_key.new\n id = \"1b2c\"\n}\n"},
			map[string]string{"aws_kms_key.new": ""},
		},
		"another of the same end": {
			[]string{"main.tf", oneKey + "module \"m\" { source = \"./m\" }\n" + moved("aws_kms_key.old", "aws_kms_key.new"), "m/m.tf", oneKey},
			map[string]string{"aws_kms_key.new": "aws_kms_key.old", "module.m.aws_kms_key.new": ""},
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			former, said := formerOf(t, c.files...)
			if said != "" {
				t.Errorf("it is said that %s", said)
			}
			if len(former) != len(c.want) {
				t.Errorf("got %v", former)
			}
			for address, want := range c.want {
				if former[address] != want {
					t.Errorf("%s was %q, want %q", address, former[address], want)
				}
			}
		})
	}
}

func TestMovedWrongly(t *testing.T) {
	cases := map[string]struct{ text, want, former string }{
		"circle": {
			moved("aws_kms_key.new", "aws_kms_key.old") + moved("aws_kms_key.old", "aws_kms_key.new"),
			"the moved blocks of aws_kms_key.old lead in a circle", "aws_kms_key.old",
		},
		"onto itself":    {moved("aws_kms_key.new", "aws_kms_key.new"), "the moved blocks of aws_kms_key.new lead in a circle", ""},
		"still declared": {"resource \"aws_kms_key\" \"old\" {}\n" + moved("aws_kms_key.old", "aws_kms_key.new"), "aws_kms_key.old is moved, and is still declared", ""},
		"two to one": {
			moved("aws_kms_key.a", "aws_kms_key.new") + moved("aws_kms_key.b", "aws_kms_key.new"),
			"aws_kms_key.a and aws_kms_key.b are both moved to aws_kms_key.new", "aws_kms_key.a",
		},
		"one to two": {
			moved("aws_kms_key.a", "aws_kms_key.new") + moved("aws_kms_key.a", "aws_kms_key.c"),
			"aws_kms_key.a is moved to aws_kms_key.new and to aws_kms_key.c", "aws_kms_key.a",
		},
		"no address":         {moved(`"${var.x}"`, "aws_kms_key.new"), "needs from and to", ""},
		"half":               {"moved { to = aws_kms_key.new }\n", "needs from and to", ""},
		"a module to a key":  {moved("module.a", "aws_kms_key.new"), "needs from and to", ""},
		"an attribute":       {moved("aws_kms_key.a.arn", "aws_kms_key.new"), "needs from and to", ""},
		"an unsteady key":    {moved("aws_kms_key.a[var.x]", "aws_kms_key.new"), "needs from and to", ""},
		"data":               {moved("data.aws_kms_key.a", "aws_kms_key.new"), "needs from and to", ""},
		"the same once more": {moved("aws_kms_key.a", "aws_kms_key.new") + moved("aws_kms_key.a", "aws_kms_key.new"), "", "aws_kms_key.a"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			former, said := formerOf(t, "main.tf", oneKey+c.text)
			if !strings.Contains(said, c.want) || c.want == "" && said != "" {
				t.Errorf("it is said that %q, want %q", said, c.want)
			}
			if former["aws_kms_key.new"] != c.former {
				t.Errorf("it was %q, want %q", former["aws_kms_key.new"], c.former)
			}
		})
	}
}

// FuzzMoved shows that no label of a block and no key leads on forever.
func FuzzMoved(f *testing.F) {
	f.Add(`resource "aws_kms_key" "a[b" {}` + "\n" + moved("aws_kms_key.a", "aws_kms_key.b"))
	f.Add(moved("module.a[0]", `module.b["x"]`) + oneKey)
	types := schema(f)
	f.Fuzz(func(t *testing.T, text string) {
		run(t, files("main.tf", oneKey+text), Options{Types: types})
	})
}
