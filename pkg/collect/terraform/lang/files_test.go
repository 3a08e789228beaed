package lang_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
)

func TestFiles(t *testing.T) {
	fsys := fstest.MapFS{
		"infra/prod/own.txt":           {Data: []byte("own")},
		"modules/search/policy.json":   {Data: []byte("{}")},
		"infra/prod/broken.tpl":        {Data: []byte("first\n${unclosed")},
		"infra/prod/missing.tpl":       {Data: []byte("first\n${absent}")},
		"infra/prod/again.tpl":         {Data: []byte(`${templatestring(t, {})}`)},
		"infra/prod/large":             {Data: make([]byte, 21<<20)},
		"infra/prod/nested/deep/a.txt": {Data: []byte("a")},
	}
	for expression, want := range map[string]string{
		`file("own.txt")`:                                 "own",
		`file("../../modules/search/policy.json")`:        "{}",
		`join(",", fileset("../..", "modules/**"))`:       "modules/search/policy.json",
		`join(",", fileset("nested", "**/*.txt"))`:        "deep/a.txt",
		`file("../../../etc/passwd")`:                     `"../../../etc/passwd" is outside the scanned folder`,
		`file("/etc/passwd")`:                             `"/etc/passwd" is outside the scanned folder`,
		`filesha256("~/.ssh/id_rsa")`:                     `"~/.ssh/id_rsa" is outside the scanned folder`,
		`fileexists("../../..")`:                          `"../../.." is outside the scanned folder`,
		`join(",", fileset("../../..", "*"))`:             `"../../.." is outside the scanned folder`,
		`join(",", fileset(".", "../../../*"))`:           `"../../../*" may leave the folder "."`,
		`join(",", fileset(".", "{a,../../../x}"))`:       "may leave the folder",
		`join(",", fileset(".", "{{{{{a}}}}}"))`:          "more than 256 bytes or 4 braces",
		`templatefile("../../../x.tpl", {})`:              `"../../../x.tpl" is outside the scanned folder`,
		`file("")`:                                        "the path is empty",
		`file("none.txt")`:                                `there is no file "none.txt" in infra/prod`,
		`file("nested")`:                                  `"nested" is a directory, not a file`,
		`file("large")`:                                   `"large" has 21 MB, more than the 20 MB that are read`,
		`templatefile("broken.tpl", {})`:                  "broken.tpl:1: ",
		`templatefile("missing.tpl", {})`:                 `missing.tpl:2: no variable "absent" is given`,
		`templatefile("again.tpl", { t = "x" })`:          "a template cannot use another template",
		`templatestring("$${core::file(\"x\")}", {})`:     `there is no file "x" in infra/prod`,
		`templatestring("$${[1]}", {})`:                   "the template does not give a string",
		`templatestring("$${upper(name)}", {name = "a"})`: "A",
	} {
		got, problem := evaluate(t, fsys, "infra/prod", expression, nil)
		if problem == "" {
			problem = got.AsString()
		}
		if !strings.Contains(problem, want) {
			t.Errorf("%s: %s, want %s", expression, problem, want)
		}
	}
}

// TestLinks has links out of the scanned folder, which a file system of os.Root refuses.
func TestLinks(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, "secret"), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	scanned := filepath.Join(folder, "scanned")
	if err := os.Mkdir(scanned, 0o755); err != nil {
		t.Fatal(err)
	}
	for link, to := range map[string]string{"file": "../secret", "folder": "..", "absolute": folder} {
		if err := os.Symlink(to, filepath.Join(scanned, link)); err != nil {
			t.Fatal(err)
		}
	}
	root, err := os.OpenRoot(scanned)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for _, expression := range []string{
		`file("file")`, `file("folder/secret")`, `file("absolute/secret")`, `fileexists("file")`,
		`templatefile("folder/secret", {})`, `filemd5("file")`,
	} {
		_, problem := evaluate(t, root.FS(), ".", expression, nil)
		if !strings.Contains(problem, "is outside the scanned folder") {
			t.Errorf("%s: %s", expression, problem)
		}
	}
	for _, expression := range []string{`fileset("folder", "*")`, `fileset(".", "folder/*")`, `fileset(".", "**")`} {
		got, problem := evaluate(t, root.FS(), ".", expression, nil)
		if problem == "" && got.LengthInt() > 0 {
			t.Errorf("%s: %#v", expression, got)
		}
	}
}
