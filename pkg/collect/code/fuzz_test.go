package code

import (
	"path"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect"
)

// FuzzRead reads any text as code of each language and as each file of dependencies:
// nothing may panic, and nothing may go on without end. The parsers are kept from one text
// to the next, as they are in a run.
func FuzzRead(f *testing.F) {
	f.Add("import pinecone\nindex = pinecone.Index('a')\nfor x in y:\n  try:\n    index.upsert([x])\n  except: pass\n")
	f.Add("import { Pinecone } from '@pinecone-database/pinecone'; new Pinecone().index('a').query({ topK: 3 })")
	f.Add("from pinecone import Pinecone\nx = x\nx.y = x.y\nself.a = self.a\ndef f(): return f()\nf().query(top_k=f)\n")
	f.Add("const { Pinecone } = require('@pinecone-database/pinecone'); const a = b, b = a; a.index(b).upsert([b])")
	f.Add("pinecone[grpc] >= 7, < 8\n\"@pinecone-database/pinecone\": \"^6\" github.com/pinecone-io/go-pinecone v1")
	f.Add("package a\nimport \"github.com/pinecone-io/go-pinecone/v4/pinecone\"\nvar x, err = x.UpsertVectors(ctx, y[i:i+3])")
	f.Add("import io.pinecone.clients.*; class A { Index i = i; Retry r = Retry.of(r); void f() { r.run(() -> i.upsert(a)); } }")
	f.Add("using Pinecone; using Polly; class A(IndexClient i) { P p = P.Wrap(p, p); void F() => p.Run(() => i?.QueryAsync(new())); }")
	f.Add("import { Pinecone as P } from '@pinecone-database/pinecone'; const a = b.value, b = a.value; super.on('a', () => a.apply(new P()))")
	f.Add("import pinecone\n@r(**a)\ndef f(x):\n  try: return f(x)\n  except E as e: g(e); return index.query(**f)\na = dict(**a)\nx['k'] = x['k']\n")
	shared := parsers{}
	f.Fuzz(func(_ *testing.T, text string) {
		for _, name := range []string{"a.py", "b.ts", "c.tsx", "d.go", "e.java", "f.cs"} {
			one := &result{path: name, text: []byte(text)}
			one.parse(languageOf(name), shared)
			resolve(&collect.Tree{}, []*result{one}, "")
			one.observe(versions{})
		}
		for _, name := range []string{
			"requirements.txt", "uv.lock", "package.json", "yarn.lock", "go.mod", "pom.xml", "a.csproj",
		} {
			dependencies(path.Join("x", name), []byte(text))
		}
		hostsIn([]byte(text))
	})
}
