package code_test

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// patience is what a busy machine may take for what is bounded; what is not takes far longer.
const patience = 2 * time.Minute

// TestHostile reads what is made to take long: it must take about as long as it is.
func TestHostile(t *testing.T) {
	const (
		python = "app.py"
		java   = "App.java"
		csharp = "App.cs"
		script = "app.ts"
		golang = "app.go"
	)
	heads := map[string]string{
		python: "from pinecone import Pinecone\nindex = Pinecone().Index('a')\n",
		java: "import io.pinecone.clients.*;\nimport dev.failsafe.*;\n" +
			"class A { Index i; RetryPolicy p = new RetryPolicy();\n",
		script: "import { Pinecone } from '@pinecone-database/pinecone';\nlet index = new Pinecone().index('a');\n",
		golang: "package a\nimport \"github.com/pinecone-io/go-pinecone/v4/pinecone\"\nvar conn *pinecone.IndexConnection\n",
		csharp: "using Pinecone;\nusing Polly;\nclass A(IndexClient i) { IAsyncPolicy p = Policy.Wrap(p, p);\n",
	}
	for name, text := range map[string]string{
		java + " policies in circles": strings.Repeat("RetryPolicy p = p.handle(p, p).copy(p);\n", 1500) +
			strings.Repeat("void f() { Failsafe.with(p).run(() -> i.upsert(p, p)); }\n", 1000),
		java + " a long chain": strings.Repeat("void f() { new Pinecone.Builder(k)"+strings.Repeat(".withHost(f())", 90)+
			".build().getIndexConnection(k); }\n", 300),
		java + " many imports": strings.Repeat("import a.*;\n", 5000) + strings.Repeat("A a = B.c(D.e);\n", 5000),
		csharp + " policies in circles": strings.Repeat("IAsyncPolicy q = Policy.Wrap(q, p, q);\n", 1500) +
			strings.Repeat("object F() => q.ExecuteAsync(() => i.QueryAsync(new() { TopK = q }));\n", 1000),
		csharp + " names in circles": strings.Repeat("PineconeClient a = new(b, new() { H = c });\n"+
			"object c = new(a); object b = new(c);\n", 1500),
		csharp + " filters": strings.Repeat("object F() { while (true) { try { return i.QueryAsync(x); }\n"+
			"catch (E e) when (F(e)) { F(e); } } }\n", 2000),
		script + " functions that are asked for a status": "function f(e) { return e.status; }\n" +
			"function g(e) { " + strings.Repeat("f(e); ", 900) + "}\nfunction h(e) { " + strings.Repeat("g(e); ", 300) + "}\n" +
			"for (let i = 0; i < 5; i++) { try { await index.query({ topK: 1, vector: v }); break; } catch (e) {\n" +
			"if (e.status !== 429) throw e; " + strings.Repeat("h(e); ", 900) + "await sleep(2 ** i * 100); } }\n",
		golang + " labels": "func f() {\n" + strings.Repeat("a: err := conn.Close()\nif err != nil { goto a }\n", 3000) + "}\n",
		golang + " labels in each other": "func f() {\n" + strings.Repeat("a: { if err := conn.Close(); err != nil { goto a }\n", 300) +
			strings.Repeat("}\n", 301),
		golang + " loops until there is no error": "func f(c context.Context) {\n" + strings.Repeat(
			"err := conn.DeleteVectorsById(c, ids)\nfor err != nil { err = conn.DeleteVectorsById(c, ids) }\n", 1500) + "}\n",
		"many loops": strings.Repeat("for i in x:\n try:\n  index.query(vector=v, top_k=k)\n  break\n"+
			" except Exception:\n  time.sleep(k)\n", 3000),
		"a long loop": "while True:\n" + strings.Repeat(" try:\n  index.query(vector=v)\n  break\n except E as e:\n"+
			"  if e.status in c: time.sleep(d)\n", 3000),
		"loops of many handlers": strings.Repeat("while True:\n try:\n  index.query(vector=v)\n  break\n"+
			strings.Repeat(" except E as e:\n  n += 1\n  if n > 4: raise\n", 250), 60),
		script + " requests by long names": "const a = '.pinecone.io'" + strings.Repeat(" + b", 50000) + ";\nconst b = a + a;\n" +
			"const c = `" + strings.Repeat("${b}", 400) + "/query`;\nconst h = {" + strings.Repeat("'x': a, ", 20000) + "};\n" +
			strings.Repeat("fetch(a, h); fetch(c, { headers: h }); fetch(b + c + '/query', { 'Api-Key': h });\n", 3000),
		script + " requests by functions in circles": strings.Repeat("function post(a) { post(a); send(a); fetch(a + '/query', { 'Api-Key': a }); }\n"+
			"function send(a) { return post('/query', a); }\n", 3000) + "const h = '.pinecone.io';\n",
		"names in circles": strings.Repeat("a = f(b) * a\nb = a if b else f(b)\n", 4000) +
			strings.Repeat("index.query(vector=a, top_k=b)\n", 1000),
		"functions in circles": strings.Repeat("def f(index): return f(f(index))\n", 3000) +
			strings.Repeat("while True:\n try:\n  f(index).upsert(vectors=f(a))\n except E as e:\n  if f(e): f(index)\n", 1000),
		"decorators in circles":      strings.Repeat("@f\ndef f(g):\n return g(f(index.query(vector=f)))\n", 3000),
		"clients that are kept":      "def f(a):\n" + strings.Repeat(" if a: return a;\n a = Pinecone().Index(a)\n", 3000),
		"clients behind other tests": "def f(a):\n" + strings.Repeat(" if a: return b\n c = Pinecone().Index(a)\n", 3000),
		"clients that are kept in tests": "def f():\n" + strings.Repeat(" if not a: a = Pinecone().Index(a)\n", 3000) +
			" a = Pinecone()\n",
		script + " clients that are kept": "function f() {\n" +
			strings.Repeat("if (index) return index;\nindex = new Pinecone().index(index);\n", 3000) + "}\n",
		script + " exports in circles": strings.Repeat("export * from './app';\nexport default index;\n", 5000) +
			strings.Repeat("import { a } from '.';\na().query({ topK: a });\n", 1000),
		"parameters in circles": strings.Repeat("def f(g, h):\n return f(h, g).query(vector=g, top_k=h)\nf(f(a), g)\n", 2500),
		"set up anew": strings.Repeat("def init_a():\n return Pinecone().Index(a)\n", 1500) +
			strings.Repeat("def b():\n if a: return b\n a = init_a()\n", 1500),
		"classes that stand in themselves": "A = (A, B)\nB = (B, A)\n" + triedAgain("isinstance(e, A)", 50),
		"a field that is a condition": "class C:\n def __init__(self): self.last = True\n" +
			triedAgain("C().last or e.last", 50),
		"conditions in circles": strings.Repeat("def f(e): return g(e) or g(e) or g(e)\ndef g(e): return f(e) and f(e)\n", 20) +
			triedAgain("f(e)", 100),
		"a condition of many names": "c = a" + strings.Repeat(" or b", 150) + "\n" + triedAgain("c and e.status in (400,)", 150),
		"what is raised by many": "class A(Exception): pass\ndef f():\n" + strings.Repeat(" try: index.query(vector=v)\n except E as e:\n"+
			"  if a"+strings.Repeat(" or b", 100)+": raise A()\n", 16) + strings.Repeat("for i in range(4):\n try:\n"+
			"  index.query(vector=v)\n  break\n except (A"+strings.Repeat(", A", 40)+"): time.sleep(i)\n", 100),
		"namespaces in circles": "for row in rows:\n" + strings.Repeat(" m = n + k\n n = m\n", 16) +
			" index.upsert(vectors=[row], namespace=m)\n",
		"one name":     strings.Repeat("self.x = self.x.x(self.x)\n", 8000) + "self.x.upsert(self.x)\n",
		"deep members": strings.Repeat("a = a"+strings.Repeat(".a", 100)+"\n", 1000) + "a.upsert([a])\n",
	} {
		t.Run(name, func(t *testing.T) {
			started := time.Now()
			file, _, named := strings.Cut(name, " ")
			if !named || heads[file] == "" {
				file = python
			}
			collected(t, map[string]string{file: heads[file] + text})
			if took := time.Since(started); took > patience {
				t.Errorf("it took %s", took)
			} else {
				t.Logf("%d KB took %s", len(text)>>10, took)
			}
		})
	}
}

// triedAgain is Python with loops that try again unless an error meets a condition.
func triedAgain(condition string, times int) string {
	return strings.Repeat("for i in range(5):\n try:\n  index.query(vector=v, top_k=3)\n  break\n except E as e:\n"+
		"  if "+condition+": raise\n  time.sleep(2 ** i)\n", times)
}

// TestHostileImports has files that hand on all of each other, many times over.
func TestHostileImports(t *testing.T) {
	started := time.Now()
	files := map[string]string{}
	for i := range 20 {
		var text strings.Builder
		for j := range 400 {
			fmt.Fprintf(&text, "export * from './pinecone%d';\nimport { name%d, make } from './pinecone%d';\n", j%20, j, (i+j)%20)
			fmt.Fprintf(&text, "name%d.query({ topK: 1 });\nmake().query({ topK: 1 });\n", j)
		}
		files[fmt.Sprintf("pinecone%d.ts", i)] = text.String()
	}
	if calls := collected(t, files).Resources["pinecone_call"]; len(calls) > 0 {
		t.Errorf("calls of nothing are found: %v", calls[0].ID)
	}
	if took := time.Since(started); took > patience {
		t.Errorf("it took %s", took)
	}
}

// TestHostileImporters has files that hand on a handle to each other, and mention Pinecone nowhere.
func TestHostileImporters(t *testing.T) {
	const many = 300
	started := time.Now()
	files := map[string]string{
		"a0.py": "from pinecone import Pinecone\nindex = Pinecone().Index('a')\n",
		"a0.ts": "import { Pinecone } from '@pinecone-database/pinecone';\nexport const index = new Pinecone().index('a');\n" +
			"export default index;\n",
	}
	for i := range many {
		var p, s strings.Builder
		for j := range 40 {
			fmt.Fprintf(&p, "from a%d import *\nfrom a%d import index as b%d\nb%d.query(vector=c)\n", (i+j)%many, i, j, j)
			fmt.Fprintf(&s, "export * from './a%d';\nexport { index as b%d } from './a%d';\n", (i+j)%many, j, i)
			fmt.Fprintf(&s, "import c%d from './a%d';\nc%d.query({ topK: 1 });\n", j, i, j)
		}
		files[fmt.Sprintf("a%d.py", i+1)], files[fmt.Sprintf("a%d.ts", i+1)] = p.String(), s.String()
	}
	collected(t, files)
	if took := time.Since(started); took > patience {
		t.Errorf("it took %s", took)
	} else {
		t.Logf("it took %s", took)
	}
}

// TestHostileProjects has projects that extend each other in circles, each with many names for files.
func TestHostileProjects(t *testing.T) {
	const many = 100
	started := time.Now()
	files := map[string]string{"pinecone.ts": "import { Pinecone } from '@pinecone-database/pinecone';\n" +
		"export const index = new Pinecone().index('a');\n"}
	for i := range many {
		var paths, imports strings.Builder
		for j := range 1000 {
			fmt.Fprintf(&paths, "%q: [\"../pinecone.ts\", \"./*\"],", fmt.Sprintf("a%d/*/b", j))
			fmt.Fprintf(&imports, "import { index as i%d } from 'a%d/x';\ni%d.query({ topK: 1 });\n", j, j, j)
		}
		config := fmt.Sprintf("{\"compilerOptions\": {\"paths\": {%s}}, \"extends\": [\"../b%d\", \"../a%d\"]}", paths.String(), i, i+1)
		files[fmt.Sprintf("a%d/tsconfig.json", i)] = config
		files[fmt.Sprintf("b%d/tsconfig.json", i)] = fmt.Sprintf("{\"extends\": [\"../b%d\", \"../b%d\"]}", (i+1)%many, i)
		files[fmt.Sprintf("a%d/package.json", i)] = strings.Repeat("{\"exports\":", 900) + "\"a\"" + strings.Repeat("}", 900)
		files[fmt.Sprintf("a%d/app.ts", i)] = imports.String()
	}
	collected(t, files)
	if took := time.Since(started); took > patience {
		t.Errorf("it took %s", took)
	} else {
		t.Logf("it took %s", took)
	}
}

// TestHostileFiles has files that mention Pinecone nowhere, and lead to each other in all ways
// that are followed: helpers, classes and those that make objects of them.
func TestHostileFiles(t *testing.T) {
	const many = 20
	python, script := map[string]string{}, map[string]string{}
	for i := range many {
		var p, s, c strings.Builder
		for j := range 100 {
			next := (i + j) % many
			fmt.Fprintf(&p, "from helper%d import *\nfrom helper%d import f%d as g%d, C%d as D%d\n", next, next, j, j, j, j)
			fmt.Fprintf(&p, "class C%d(D%d, C%d):\n def __init__(self): self.x = D%d(g%d(C%d()))\n", j, j, j+1, j, j, j)
			fmt.Fprintf(&p, "def f%d(f):\n return g%d(f) or D%d().f%d(f)\nk%d = g%d(C%d())\n", j, j, j, j, j, j, j)
			fmt.Fprintf(&s, "export * from './helper%d';\nimport { f%d as g%d, C%d as D%d } from './helper%d';\n", next, j, j, j, j, next)
			fmt.Fprintf(&s, "export class C%d extends D%d { constructor() { this.x = new D%d(g%d); } }\n", j, j, j, j)
			fmt.Fprintf(&s, "export const f%d = (f) => g%d(f) ?? new D%d().f%d(f);\n", j, j, j, j)
		}
		python[fmt.Sprintf("helper%d.py", i)], script[fmt.Sprintf("helper%d.ts", i)] = p.String(), s.String()
		for j := range 100 {
			fmt.Fprintf(&c, "class C%d:\n def __init__(self): self.pc = Pinecone()\n", j)
			fmt.Fprintf(&c, "@g%d\ndef f%d(v): return g%d(lambda: index.query(vector=v))\n", j, j, j)
		}
		python[fmt.Sprintf("pinecone%d.py", i)] = "from pinecone import Pinecone\nindex = Pinecone().Index('a')\n" +
			strings.ReplaceAll(p.String(), "helper", "pinecone") + p.String() + c.String()
		script[fmt.Sprintf("pinecone%d.ts", i)] = "import { Pinecone } from '@pinecone-database/pinecone';\n" + s.String() +
			strings.Repeat("f1(() => new Pinecone().index('a').query({ topK: 1 }));\nclass E { constructor() { new Pinecone(); } }\n", 100)
	}
	golang := map[string]string{"go.mod": "module m\n"}
	for i := range many {
		var g strings.Builder
		fmt.Fprintf(&g, "package p%d\nimport \"github.com/pinecone-io/go-pinecone/v4/pinecone\"\n", i)
		for j := range many {
			fmt.Fprintf(&g, "import a%d \"m/p%d\"\nimport . \"m/p%d\"\n", j, j, j)
		}
		for j := range 200 {
			fmt.Fprintf(&g, "func F%d() { a%d.F%d(); F%d(); a%d.F%d(); pinecone.NewClient(F%d) }\n", j, j%many, j+1, j+1, i, j, j)
			fmt.Fprintf(&g, "func InitF%d() { a%d.InitF%d(); InitF%d(); pinecone.NewClient(F%d) }\n", j, j%many, j+1, j+1, j)
		}
		golang[fmt.Sprintf("p%d/p.go", i)] = g.String()
		var h strings.Builder
		fmt.Fprintf(&h, "package p%d\nimport \"github.com/pinecone-io/go-pinecone/v4/pinecone\"\n", i)
		for j := range 100 {
			next := (i + j) % many
			fmt.Fprintf(&h, "import a%d \"m/p%d\"\ntype A%d = a%d.A%d\n", next, next, j, next, j)
			fmt.Fprintf(&h, "type T%d struct { T%d; f *a%d.T%d }\nvar v%d, w%d = a%d.M%d()\n", j, j+1, next, j, j, j, next, j)
			fmt.Fprintf(&h, "func (t *T%d) M%d() (*a%d.T%d, *A%d) { v, w := t.f.M%d(); return t.f.f.M%d(), w }\n", j, j, next, j, j, j, j)
			fmt.Fprintf(&h, "func M%d() (*T%d, *a%d.A%d) { x, y := v%d.f.M%d(); y.f.Upsert(a%d.v%d.f); return x.f, y }\n", j, j, next, j, j, j, next, j)
		}
		golang[fmt.Sprintf("p%d/q.go", i)] = h.String()
	}
	java, csharp := map[string]string{}, map[string]string{}
	for i := range many {
		var j, c strings.Builder
		fmt.Fprint(&j, "package m;\nimport io.pinecone.clients.Pinecone;\n")
		fmt.Fprint(&c, "using Pinecone;\nnamespace M;\n")
		for k := range 100 {
			next := (k + 1) % 100
			fmt.Fprintf(&j, "class C%d { Object a = new C%d(); Pinecone p = new Pinecone.Builder(k).build(); C%d() { new C%d(); } }\n", k, next, k, next)
			fmt.Fprintf(&c, "class C%d { object a = new C%d(); PineconeClient p = new PineconeClient(k); C%d() { new C%d(); Add<C%d>(); } }\n", k, next, k, next, k)
		}
		java[fmt.Sprintf("m/J%d.java", i)], csharp[fmt.Sprintf("m/S%d.cs", i)] = j.String(), c.String()
	}
	for name, files := range map[string]map[string]string{
		"python": python, "script": script, "golang": golang, "java": java, "csharp": csharp,
	} {
		t.Run(name, func(t *testing.T) {
			started := time.Now()
			collected(t, files)
			if took := time.Since(started); took > patience {
				t.Errorf("it took %s", took)
			} else {
				t.Logf("it took %s", took)
			}
		})
	}
}

// TestHostileEnvironment has a file of variables of one line, which many clients ask.
func TestHostileEnvironment(t *testing.T) {
	started := time.Now()
	collected(t, map[string]string{
		".env": "A=http://a # pinecone" + strings.Repeat(" PINECONE_HOST#", 100_000),
		"app.ts": "import { Pinecone } from '@pinecone-database/pinecone';\n" +
			strings.Repeat("new Pinecone({ controllerHostUrl: process.env.PINECONE_HOST });\n", 500),
	})
	if took := time.Since(started); took > patience {
		t.Errorf("it took %s", took)
	} else {
		t.Logf("it took %s", took)
	}
}

// TestHostileSettings has settings that are deep, of many keys and named by many.
func TestHostileSettings(t *testing.T) {
	started := time.Now()
	var class, deep, many strings.Builder
	fmt.Fprint(&class, "import io.github.resilience4j.retry.annotation.Retry;\nimport io.pinecone.clients.Index;\nclass A { Index i;\n")
	for i := range 2000 {
		fmt.Fprintf(&class, "@Retry(name = \"a%d\") void f%d() { i.deleteByIds(x); }\n", i, i)
		fmt.Fprintf(&many, "resilience4j.retry.instances.a%d.retryExceptions=%s\n", i, strings.Repeat("A,", 50))
		fmt.Fprintf(&deep, "%sa: &a%d\n", strings.Repeat(" ", min(i, 1000)), i)
	}
	calls := collected(t, map[string]string{
		"src/main/java/A.java": class.String() + "}\n", "src/main/resources/application.properties": many.String(),
		"src/main/resources/application.yml": deep.String(), "src/main/resources/application-a.yml": "a: [*a\n",
	}).Resources["pinecone_call"]
	if len(calls) == 0 {
		t.Error("no call is found")
	}
	if took := time.Since(started); took > patience {
		t.Errorf("it took %s", took)
	} else {
		t.Logf("it took %s", took)
	}
}
