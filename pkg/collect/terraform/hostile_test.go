package terraform

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// TestHostileInput has what would hang, overflow or fill the memory: each gives a
// sentence, in time, and the rest is still read.
func TestHostileInput(t *testing.T) {
	long := func(count int, format string) string {
		var out strings.Builder
		for i := range count {
			fmt.Fprintf(&out, format, i, i+1)
		}
		return out.String()
	}
	cases := []struct{ name, text, want string }{
		{"brackets", "locals {\n a = " + strings.Repeat("[", 100_000) + "\n}", "nests more than 500 brackets"},
		{"templates", "locals {\n a = " + strings.Repeat(`"${`, 100_000) + "\n}", "nests more than 500 brackets"},
		{"negations", "locals {\n a = " + strings.Repeat("!", 1_000_000) + "true\n}", "operators in a row"},
		{"conditionals", "locals {\n a = " + strings.Repeat("true ? 1 : ", 100_000) + "1\n}", "conditionals"},
		{"operators", "output \"o\" {\n value = 1" + strings.Repeat(" + 1", 100_000) + "\n}", "lead into each other"},
		{"chain", "locals {\n" + long(20_000, " a%d = local.a%d\n") + "a20000 = 1\n}\noutput \"o\" {\n value = local.a0\n}", "lead into each other"},
		{"doubled text", "locals {\n a64 = \"x\"\n" + long(64, " a%d = \"${local.a%[2]d}${local.a%[2]d}\"\n") + "}\noutput \"o\" {\n value = local.a0\n}", "more than 16 MB"},
		{"doubled lists", "locals {\n a64 = [1]\n" + long(64, " a%d = [local.a%[2]d, local.a%[2]d]\n") + "}\nresource \"aws_vpc\" \"v\" {\n tags = { a = local.a0 }\n}", "more than"},
		{"count", "resource \"aws_vpc\" \"v\" {\n count = 1000000000\n}", "more than 10000 instances"},
		{"range", "resource \"aws_vpc\" \"v\" {\n for_each = toset([for i in range(1000000000) : \"${i}\"])\n}", "cannot be computed"},
		{"modules", "module \"a\" {\n source = \"./m\"\n count = 200\n}", "module instances"},
		{"keys", "variable \"k\" {}\nlocals {\n all = {\n" + long(2000, " p%d_PINECONE_API_KEY = var.k # %d\n") + "}\n}\n" +
			long(1000, "resource \"aws_lambda_function\" \"f%d\" { # %d\n environment {\n variables = local.all\n }\n}\n"), "too much to look for keys in"},
		{"nothing to see", "\x00\xff\xfe{{{", ""},
	}
	deeper := "module \"b\" {\n source = \"../n\"\n count = 200\n}"
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			started := time.Now()
			fsys := files("main.tf", c.text, "kept.tf", "resource \"aws_vpc\" \"kept\" {}",
				"m/m.tf", deeper, "n/n.tf", "resource \"aws_vpc\" \"n\" {}")
			seen := run(t, fsys, Options{Types: schema(t)})
			var sentences []string
			for _, source := range seen.sources {
				for _, problem := range source.Problems {
					sentences = append(sentences, problem.Message)
				}
			}
			if !strings.Contains(strings.Join(sentences, "\n"), c.want) {
				t.Errorf("no sentence has %q: %.500q", c.want, sentences)
			}
			kept := false
			for _, o := range seen.units {
				kept = kept || o.Address == "aws_vpc.kept"
			}
			if !kept {
				t.Error("the other file was not read")
			}
			if took := time.Since(started); took > 20*time.Second {
				t.Errorf("took %v", took)
			}
		})
	}
}

// TestStaysInside reads a real folder, with links and paths that lead out of it.
func TestStaysInside(t *testing.T) {
	outside := t.TempDir()
	inside := filepath.Join(outside, "repository")
	write := func(name, text string) {
		t.Helper()
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	write(filepath.Join(outside, "secret.txt"), "outside the repository")
	write(filepath.Join(outside, "module", "m.tf"), "output \"o\" {\n  value = \"outside the repository\"\n}")
	write(filepath.Join(inside, "main.tf"), `
resource "aws_vpc" "v" {
  tags = {
    a = file("../secret.txt")
    b = file("link.txt")
    c = file("`+filepath.ToSlash(outside)+`/secret.txt")
    d = templatefile("../secret.txt", {})
    e = join(",", fileset("..", "*"))
    f = module.m.o
    g = filebase64("link.txt")
    h = jsondecode(file("folder/secret.txt"))
  }
}
module "m" {
  source = "../module"
}
`)
	for name, target := range map[string]string{"link.txt": "../secret.txt", "folder": ".."} {
		if err := os.Symlink(target, filepath.Join(inside, name)); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(inside)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	seen := run(t, root.FS(), Options{Types: schema(t)})
	text := describe(seen)
	if strings.Contains(text, "outside the repository") {
		t.Errorf("a file outside was read:\n%s", text)
	}
	for _, tag := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		if _, ok := seen.units[0].Unknown["/tags/"+tag]; !ok {
			t.Errorf("tag %s is not unknown:\n%s", tag, text)
		}
	}
}

// TestForms reads the same resource in all the ways that a file may be written.
func TestForms(t *testing.T) {
	text := "resource \"aws_vpc\" \"v\" {\n  cidr_block = \"10.0.0.0/16\"\n  tags = { é = \"😀\", b = \"x\" }\n}\n"
	cases := map[string]string{
		"plain":            text,
		"CRLF":             strings.ReplaceAll(text, "\n", "\r\n"),
		"byte order mark":  "\xEF\xBB\xBF" + text,
		"no final newline": strings.TrimSuffix(text, "\n"),
	}
	for name, text := range cases {
		t.Run(name, func(t *testing.T) {
			seen := run(t, files("main.tf", text, "x.tf/inner.txt", ""), Options{Types: schema(t)})
			if len(seen.units) == 0 || seen.units[0].Values["cidr_block"] != "10.0.0.0/16" {
				t.Fatal(describe(seen))
			}
			at, _ := seen.units[0].Locations.Get("/tags/b")
			want := snapshot.Location{File: "main.tf", StartLine: 3, StartColumn: 22, EndLine: 3, EndColumn: 29}
			if at.Location != want {
				t.Errorf("tag b is at %+v, want %+v", at.Location, want)
			}
			problems := seen.sources[0].Problems
			if len(problems) != 1 || !strings.Contains(problems[0].Message, "x.tf is a folder") {
				t.Errorf("problems: %+v", problems)
			}
		})
	}
}

// TestMentions parses a root module only where it, or a module that it calls, mentions
// what matters.
func TestMentions(t *testing.T) {
	fsys := files(
		"no/main.tf", "resource \"aws_vpc\" \"v\" {}",
		"yes/main.tf", "module \"m\" {\n  source = \"../shared\"\n}\nresource \"aws_vpc\" \"v\" {}",
		"shared/main.tf", "resource \"pinecone_index\" \"i\" {\n  name = \"i\"\n}",
	)
	seen := run(t, fsys, Options{Types: schema(t), Mentions: []string{"pinecone"}, Jobs: 4})
	var addresses []string
	for _, o := range seen.units {
		if o.Type != "terraform_root" {
			addresses = append(addresses, o.Source+" "+o.Address)
		}
	}
	if got := strings.Join(addresses, ", "); got != "terraform yes aws_vpc.v, terraform yes module.m.pinecone_index.i" {
		t.Error(got)
	}
	if len(seen.sources) != 2 || seen.sources[0].Status != snapshot.Complete || seen.sources[0].Counts["files"] != 1 {
		t.Errorf("%+v", seen.sources)
	}
}

// TestDeterminism evaluates the same roots on one and on many workers.
func TestDeterminism(t *testing.T) {
	fsys := stacks(8)
	want := describe(run(t, fsys, Options{Types: schema(t), Jobs: 1}))
	for range 3 {
		if got := describe(run(t, fsys, Options{Types: schema(t), Jobs: 8})); got != want {
			t.Fatal(difference(want, got))
		}
	}
}

func FuzzCollect(f *testing.F) {
	for _, seed := range []string{benchMain, benchIAM, benchPinecone, benchVariables + benchNetwork,
		`locals { a = [for k, v in { x = local.a } : k => v...] }`, `a = <<-E` + "\n  {\"x\": ${b}}\n E\n"} {
		f.Add([]byte(seed))
	}
	types := schema(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		tree, err := collect.Walk(files("main.tf", string(data), "x.json", string(data), "e.tf.json", string(data)))
		if err != nil {
			t.Fatal(err)
		}
		if err := Collect(context.Background(), tree, Options{Types: types}, &memory{}); err != nil {
			t.Fatal(err)
		}
	})
}
