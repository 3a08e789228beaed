package code_test

import (
	"context"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/code"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

type nobody struct{}

func (nobody) Observe([]*snapshot.Observation) {}
func (nobody) Report(snapshot.Source)          {}

// FuzzCollect reads any text as code of each language: nothing may panic, and nothing may
// go on without end.
func FuzzCollect(f *testing.F) {
	f.Add("import pinecone\nindex = pinecone.Index('a')\nfor x in y:\n  try:\n    index.upsert([x])\n  except: pass\n")
	f.Add("import { Pinecone } from '@pinecone-database/pinecone'; new Pinecone().index('a').query({ topK: 3 })")
	f.Add("from pinecone import Pinecone\nx = x\nx.y = x.y\nself.a = self.a\ndef f(): return f()\nf().query(top_k=f)\n")
	f.Add("const { Pinecone } = require('@pinecone-database/pinecone'); const a = b, b = a; a.index(b).upsert([b])")
	f.Fuzz(func(t *testing.T, text string) {
		fsys := fstest.MapFS{}
		for _, name := range []string{
			"a.py", "b.ts", "c.tsx", "d.go", "E.java", "F.cs", "requirements.txt", "package.json", "pom.xml", ".env",
		} {
			fsys[name] = &fstest.MapFile{Data: []byte("pinecone " + text)}
			fsys["x/"+name] = &fstest.MapFile{Data: []byte(text)}
		}
		tree, err := collect.Walk(fsys)
		if err != nil {
			t.Fatal(err)
		}
		options := code.Options{Types: collecttest.Types(t), Jobs: 1}
		if err := code.Collect(context.Background(), tree, options, nobody{}); err != nil {
			t.Fatal(err)
		}
	})
}
