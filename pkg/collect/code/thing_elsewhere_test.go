package code_test

import (
	"fmt"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/assemble"
	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/code"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
)

// TestHandlesOfOtherFiles imports a handle in the ways that there are. Each is used once, and
// by a name that says nothing.
func TestHandlesOfOtherFiles(t *testing.T) {
	const python, script = `from pinecone import Pinecone

pc = Pinecone(api_key=KEY)
thing = pc.Index(host=HOST)

def make():
    return pc.Index(host=HOST)

def narrow(tenant):
    return thing.namespace(tenant)
`, `import { Pinecone } from "@pinecone-database/pinecone";
const pc = new Pinecone();
export const thing = pc.index("a");
export const make = () => pc.index("b");
export const other = new Map();
export default thing;
`
	const barrel = `export { thing as of } from "../pinecone";
export * from "../pinecone";
`
	for name, c := range map[string]struct {
		at, text string
		want     bool
	}{
		"a name":                     {"shop/api.py", "from .pinecone_db import thing\nthing.query(top_k=1)\n", true},
		"another name":               {"shop/api.py", "from .pinecone_db import thing as it\nit.query(top_k=1)\n", true},
		"a function":                 {"shop/api.py", "from .pinecone_db import make\nmake().query(top_k=1)\n", true},
		"a module beside":            {"shop/api.py", "from . import pinecone_db\npinecone_db.thing.query(top_k=1)\n", true},
		"a module's function":        {"shop/api.py", "from . import pinecone_db as db\ndb.make().query(top_k=1)\n", true},
		"from above":                 {"shop/web/api.py", "from ..pinecone_db import thing\nthing.query(top_k=1)\n", true},
		"from a root":                {"shop/web/api.py", "from shop.pinecone_db import thing\nthing.query(top_k=1)\n", true},
		"handed on":                  {"api.py", "from shop import thing  # of pinecone\nthing.query(top_k=1)\n", true},
		"from outside":               {"api.py", "from ....shop.pinecone_db import thing\nthing.query(top_k=1)\n", false},
		"another module":             {"shop/api.py", "from .pinecone import thing\nthing.query(top_k=1)\n", false},
		"what is not there":          {"shop/api.py", "from .pinecone_db import nothing\nnothing.query(top_k=1)\n", false},
		"of itself":                  {"shop/pinecone_x.py", "from .pinecone_x import thing\nthing.query(top_k=1)\n", false},
		"a function not called":      {"shop/api.py", "from .pinecone_db import make\nmake.query(top_k=1)\n", false},
		"narrowed, by whom is there": {"shop/api.py", "from .pinecone_db import narrow\nnarrow(t).query(top_k=1)\n", true},
		"script: a name":             {"web/api.ts", "import { thing } from './pinecone';\nthing.query({ topK: 1 });\n", true},
		"script: by its output":      {"web/api.ts", "import { thing } from './pinecone.js';\nthing.query({ topK: 1 });\n", true},
		"script: a function":         {"web/api.ts", "import { make as of } from './pinecone';\nof().query({ topK: 1 });\n", true},
		"script: the default":        {"web/api.ts", "import it from './pinecone';\nit.query({ topK: 1 });\n", true},
		"script: all":                {"web/api.ts", "import * as db from './pinecone';\ndb.thing.query({ topK: 1 });\n", true},
		"script: required":           {"web/api.js", "const { thing } = require('./pinecone');\nthing.query({ topK: 1 });\n", true},
		"script: an alias":           {"web/app/api/route.ts", "import { thing } from '@/pinecone';\nthing.query({ topK: 1 });\n", true},
		"script: handed on":          {"web/api.ts", "import { of } from './lib';\nof.query({ topK: 1 }); // pinecone\n", true},
		"script: all handed on":      {"web/api.ts", "import { make } from './lib';\nmake().query({ topK: 1 }); // pinecone\n", true},
		"script: another thing":      {"web/api.ts", "import { other } from './pinecone';\nother.query({ topK: 1 });\n", false},
		"script: a package":          {"web/api.ts", "import { thing } from 'pinecone';\nthing.query({ topK: 1 });\n", false},
	} {
		t.Run(name, func(t *testing.T) {
			read := collected(t, map[string]string{
				"shop/pinecone_db.py": python, "shop/__init__.py": "from .pinecone_db import thing\n",
				"web/pinecone.ts": script, "web/lib/index.ts": barrel, c.at: c.text,
			})
			var files []string
			for _, call := range read.Resources["pinecone_call"] {
				file, _ := call.Values["file"].(string)
				files = append(files, file)
			}
			if slices.Contains(files, c.at) != c.want {
				t.Errorf("calls are found in %v, want one in %s: %v", files, c.at, c.want)
			}
		})
	}
}

// TestFilesThatImportEachOther ends, whatever leads where.
func TestFilesThatImportEachOther(t *testing.T) {
	read := collected(t, map[string]string{
		"a.py": "from .b import thing, make  # pinecone\nother = thing\ndef of():\n    return make()\nother.query(top_k=1)\n",
		"b.py": "from .a import other as thing, of as make  # pinecone\nmake().query(top_k=1)\n",
	})
	if calls := read.Resources["pinecone_call"]; len(calls) > 0 {
		t.Errorf("calls of nothing are found: %v", calls[0].ID)
	}
}

// TestBrokenImporters says of a file that it is judged as far as it can be read, also where it
// mentions Pinecone nowhere.
func TestBrokenImporters(t *testing.T) {
	read := collected(t, map[string]string{
		"db.py":  "from pinecone import Pinecone\nindex = Pinecone().Index('a')\n",
		"api.py": "from db import index\nindex.query(top_k=1)\ndef (:\n",
		"own.py": "from other import index\nindex.query(top_k=1)\ndef (:\n",
	})
	var files []string
	for _, source := range read.Sources {
		for _, problem := range source.Problems {
			files = append(files, problem.Location.File)
		}
	}
	if !slices.Equal(files, []string{"api.py"}) {
		t.Errorf("problems are told of %v, want one of api.py", files)
	}
}

// TestDismissedImporters reads what another collector has dismissed, as it mentions Pinecone nowhere.
func TestDismissedImporters(t *testing.T) {
	tree, err := collect.Walk(fstest.MapFS{
		"db.py":  {Data: []byte("from pinecone import Pinecone\nthing = Pinecone().Index('a')\n")},
		"api.py": {Data: []byte("from db import thing\nthing.query(top_k=1)\n")},
	})
	if err != nil {
		t.Fatal(err)
	}
	tree.Note("api.py", collect.NoMention)
	sink := assemble.New(assemble.Options{})
	if err := code.Collect(t.Context(), tree, code.Options{Types: collecttest.Types(t)}, sink); err != nil {
		t.Fatal(err)
	}
	if calls := sink.Snapshot().Resources["pinecone_call"]; len(calls) != 1 {
		t.Errorf("%d calls are found, want 1", len(calls))
	}
}

// TestNotebooks says of notebooks that nothing in them is judged, in one sentence.
func TestNotebooks(t *testing.T) {
	const book = `{"cells": [{"source": ["from pinecone import Pinecone\n", "Pinecone().Index('a').query(top_k=1)\n"]}]}`
	read := collected(t, map[string]string{"a.ipynb": book, "b.ipynb": book, "other.ipynb": `{"cells": []}`})
	var told []string
	for _, source := range read.Sources {
		for _, problem := range source.Problems {
			told = append(told, problem.Kind+" "+problem.Message)
		}
	}
	want := `gap a.ipynb and 1 more mention Pinecone: code in notebooks is not read`
	if !slices.Equal(told, []string{want}) {
		t.Errorf("it tells %q, want %q", told, want)
	}
}

// TestNamesThatCannotBeRead says of a project's names for files that they are no JSON, once and where,
// and judges the rest. What TypeScript takes is no fault.
func TestNamesThatCannotBeRead(t *testing.T) {
	const aliases = "{ // ours\n  \"compilerOptions\": {\"paths\": {\"#db\": [\"./src/db\"]},}"
	read := collected(t, map[string]string{
		"a/src/db.ts": "import { Pinecone } from \"@pinecone-database/pinecone\";\nexport const thing = new Pinecone().index(\"a\");\n" +
			"thing.fetch([\"1\"]);\n",
		"a/src/api.ts":          "import { thing } from \"#db\";\nthing.query({ topK: 1 });\n",
		"a/tsconfig.json":       "{\"extends\": \"../tsconfig.base.json\"}",
		"tsconfig.base.json":    "\xEF\xBB\xBF" + aliases + "\n  \"include\": [\"src\"]\n}\n",
		"b/tsconfig.json":       "{\"extends\": [\"../tsconfig.base.json\", \"./absent.json\"]}",
		"c/tsconfig.json":       aliases + "}\n",
		"d/jsconfig.json":       "\n",
		"dist/c/tsconfig.json":  "{",
		"e/tsconfig.build.json": "{",
		"e/package.json":        "{\"name\": \"e\"\n",
	})
	var told []string
	for _, source := range read.Sources {
		for _, problem := range source.Problems {
			at := problem.Location
			told = append(told, fmt.Sprintf("%s %s %d:%d", problem.Kind, at.File, at.StartLine, at.StartColumn))
		}
	}
	if want := []string{"notice tsconfig.base.json 3:3", "notice e/package.json 2:1"}; !slices.Equal(told, want) {
		t.Errorf("it tells %q, want %q", told, want)
	}
	if calls := read.Resources["pinecone_call"]; len(calls) != 1 {
		t.Errorf("%d calls are found, want that of a/src/db.ts", len(calls))
	}
}

// TestReasonOfServiceConfiguration says of what gRPC repeats that it is not read, and not that it
// stands elsewhere: it may be a text of the file.
func TestReasonOfServiceConfiguration(t *testing.T) {
	read := collected(t, map[string]string{"main.go": `package main

import (
	"context"

	"github.com/pinecone-io/go-pinecone/v5/pinecone"
	"google.golang.org/grpc"
)

const config = "{\"methodConfig\": [{\"name\": [{}], \"retryPolicy\": {\"maxAttempts\": 4}}]}"

func near(ctx context.Context, pc *pinecone.Client, vector []float32) {
	conn, _ := pc.Index(pinecone.NewIndexConnParams{Host: "a"}, grpc.WithDefaultServiceConfig(config))
	_, _ = conn.QueryByVectorValues(ctx, &pinecone.QueryByVectorValuesRequest{Vector: vector, TopK: 5})
}
`})
	const want = "what gRPC repeats by the options of the connection is not read"
	for _, call := range read.Resources["pinecone_call"] {
		if reason := call.Unknown["/retries/present"].Reason; reason != want {
			t.Errorf("%s is unknown as %q, want %q", call.ID, reason, want)
		}
	}
	if calls := len(read.Resources["pinecone_call"]); calls != 1 {
		t.Errorf("%d calls are found, want 1", calls)
	}
}
