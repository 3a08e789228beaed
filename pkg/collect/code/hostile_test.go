package code_test

import (
	"strings"
	"testing"
	"time"
)

// TestHostile reads what is made to take long: it must take about as long as it is.
func TestHostile(t *testing.T) {
	const head = "from pinecone import Pinecone\nindex = Pinecone().Index('a')\n"
	for name, text := range map[string]string{
		"many loops": strings.Repeat("for i in x:\n try:\n  index.query(vector=v, top_k=k)\n  break\n"+
			" except Exception:\n  time.sleep(k)\n", 3000),
		"a long loop": "while True:\n" + strings.Repeat(" try:\n  index.query(vector=v)\n  break\n except E as e:\n"+
			"  if e.status in c: time.sleep(d)\n", 3000),
		"names in circles": strings.Repeat("a = f(b) * a\nb = a if b else f(b)\n", 4000) +
			strings.Repeat("index.query(vector=a, top_k=b)\n", 1000),
		"functions in circles": strings.Repeat("def f(index): return f(f(index))\n", 3000) +
			strings.Repeat("while True:\n try:\n  f(index).upsert(vectors=f(a))\n except E as e:\n  if f(e): f(index)\n", 1000),
		"decorators in circles": strings.Repeat("@f\ndef f(g):\n return g(f(index.query(vector=f)))\n", 3000),
		"one name":              strings.Repeat("self.x = self.x.x(self.x)\n", 8000) + "self.x.upsert(self.x)\n",
		"deep members":          strings.Repeat("a = a"+strings.Repeat(".a", 100)+"\n", 1000) + "a.upsert([a])\n",
	} {
		t.Run(name, func(t *testing.T) {
			started := time.Now()
			collected(t, map[string]string{"app.py": head + text})
			if took := time.Since(started); took > 30*time.Second {
				t.Errorf("it took %s", took)
			} else {
				t.Logf("%d KB took %s", len(text)>>10, took)
			}
		})
	}
}
