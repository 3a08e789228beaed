package code_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// TestBoundOfEachHandler asks of loops with more than one way back whether each of them ends.
func TestBoundOfEachHandler(t *testing.T) {
	const python, script = "search.py", "search.ts"
	for _, test := range []struct{ name, file, text, want string }{
		{"the count or two other things end it", script, `
  for (let attempt = 1; ; attempt++) {
    try {
      return await index.query({ vector: v, topK: 3 });
    } catch (err: any) {
      const status = err.status;
      if (attempt >= 4 || (status !== undefined && status < 500)) throw err;
      await sleep(100 * 2 ** attempt);
    }
  }
`, ""},
		{"the count and another thing end it", script, `
  for (let attempt = 1; ; attempt++) {
    try {
      return await index.query({ vector: v, topK: 3 });
    } catch (err: any) {
      if (attempt >= 4 && err.status !== 429) throw err;
      await sleep(100 * 2 ** attempt);
    }
  }
`, "inconclusive"},
		{"one kind goes on before the count", python, `
    tries = 0
    while True:
        try:
            return index.query(vector=v, top_k=3)
        except RateLimited:
            time.sleep(1)
        except Exception:
            tries += 1
            if tries > 4:
                raise
`, "fail"},
		{"each has a count of its own", python, `
    slow = tries = 0
    while True:
        try:
            return index.query(vector=v, top_k=3)
        except RateLimited:
            slow += 1
            if slow > 9:
                raise
        except Exception:
            tries += 1
            if tries > 4:
                raise
`, ""},
		{"the condition of the loop counts one kind", python, `
    tries = 0
    while tries < 4:
        try:
            return index.query(vector=v, top_k=3)
        except RateLimited:
            time.sleep(1)
            continue
        except Exception:
            tries += 1
`, "fail"},
		{"the count is before the try", python, `
    tries = 0
    while tries < 4:
        tries += 1
        try:
            return index.query(vector=v, top_k=3)
        except RateLimited:
            time.sleep(1)
            continue
        except Exception:
            log.warning("again")
`, ""},
		{"the count is behind the handlers", python, `
    tries = 0
    while True:
        try:
            return index.query(vector=v, top_k=3)
        except RateLimited:
            time.sleep(1)
        except Exception:
            time.sleep(2)
        tries += 1
        if tries > 4:
            raise RuntimeError("no answer")
`, ""},
		{"one kind does not come to the count behind the handlers", python, `
    tries = 0
    while True:
        try:
            return index.query(vector=v, top_k=3)
        except RateLimited:
            time.sleep(1)
            continue
        except Exception:
            time.sleep(2)
        tries += 1
        if tries > 4:
            raise RuntimeError("no answer")
`, "fail"},
		{"the count is in the finally", python, `
    tries = 0
    while tries < 4:
        try:
            return index.query(vector=v, top_k=3)
        except RateLimited:
            continue
        except Exception:
            time.sleep(2)
        finally:
            tries += 1
`, ""},
		{"one kind ends the loop by what it goes on by", python, `
    tries, done = 0, False
    while not done and tries < 4:
        try:
            found = index.query(vector=v, top_k=3)
            done = True
        except RateLimited:
            tries += 1
        except Exception:
            log.error("given up")
            done = True
`, ""},
		{"a growing wait ends the loop", python, `
    wait = 1
    while wait < 60:
        try:
            return index.query(vector=v, top_k=3)
        except RateLimited:
            wait = wait * 2
        except Exception:
            wait = wait + 5
`, ""},
		{"a clock ends all", python, `
    end = time.monotonic() + 30
    tries = 0
    while time.monotonic() < end:
        try:
            return index.query(vector=v, top_k=3)
        except RateLimited:
            time.sleep(1)
        except Exception:
            tries += 1
`, ""},
		{"a kind that nothing tells of", python, `
    tries = 0
    while True:
        try:
            return index.query(vector=v, top_k=3)
        except Stale:
            refresh()
        except Exception:
            tries += 1
            if tries > 4:
                raise
`, "inconclusive"},
		{"a test of the error goes on", script, `
  let tries = 0;
  while (true) {
    try {
      return await index.query({ vector: v, topK: 3 });
    } catch (error) {
      if (error.status === 429) {
        await sleep(1000);
        continue;
      }
      if (++tries > 4) throw error;
      await sleep(1000);
    }
  }
`, "fail"},
		{"the count is above the test", script, `
  let tries = 0;
  for (;;) {
    try {
      return await index.query({ vector: v, topK: 3 });
    } catch (error) {
      if (++tries > 4 || error.status === 401) throw error;
      if (error.status === 429) {
        await sleep(1000);
        continue;
      }
      await sleep(100);
    }
  }
`, ""},
		{"once more with a new key", script, `
  let tries = 0, renewed = false;
  while (true) {
    try {
      return await index.query({ vector: v, topK: 3 });
    } catch (error) {
      if (error.status === 401 && !renewed) {
        renewed = true;
        continue;
      }
      if (++tries > 4) throw error;
    }
  }
`, ""},
		{"two counts that each go on", script, `
  let slow = 0, tries = 0;
  while (true) {
    try {
      return await index.query({ vector: v, topK: 3 });
    } catch (error) {
      if (error.status === 429 && slow < 9) {
        slow++;
        continue;
      }
      if (tries < 4) {
        tries += 1;
        continue;
      }
      throw error;
    }
  }
`, ""},
		{"only one kind is counted", script, `
  let tries = 0;
  while (true) {
    try {
      return await index.query({ vector: v, topK: 3 });
    } catch (error) {
      if (error.status === 503 && ++tries > 4) throw error;
      await sleep(1000);
    }
  }
`, "inconclusive"},
		{"something else lets it go on", script, `
  let tries = 0;
  while (true) {
    try {
      return await index.query({ vector: v, topK: 3 });
    } catch (error) {
      if (await budget.take()) continue;
      if (++tries > 4) throw error;
    }
  }
`, "inconclusive"},
		{"the count is taken back", script, `
  for (let i = 0; i < 4; i++) {
    try {
      return await index.query({ vector: v, topK: 3 });
    } catch (error) {
      if (error.status === 429) {
        i--;
      }
      await sleep(1000);
    }
  }
`, "fail"},
		{"a condition ends each round", script, `
  for (let i = 0; i < 4; i++) {
    try {
      return await index.query({ vector: v, topK: 3 });
    } catch (error) {
      if (error.status === 429) continue;
      await sleep(1000);
    }
  }
`, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := "import time\nfrom pinecone import Pinecone\n\nindex = Pinecone().Index(host=h)\n\n\ndef search(v):" + test.text
			if test.file == script {
				text = "import { Pinecone } from '@pinecone-database/pinecone';\n\nconst index = new Pinecone().index('shop');\n\n" +
					"export async function search(v) {" + test.text + "}\n"
			}
			if got := verdictOfUnbounded(t, test.file, text); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// verdictOfUnbounded is what errorhandling/unbounded says of the number of tries; nothing is a pass.
func verdictOfUnbounded(t *testing.T, file, text string) string {
	t.Helper()
	for _, each := range judge(t, fstest.MapFS{file: {Data: []byte(text)}}).Findings {
		if each.Rule == "errorhandling/unbounded" && strings.Contains(each.Message, "number of attempts") {
			return string(each.Verdict)
		}
	}
	return ""
}

// TestAttempts counts the rounds of loops, from where they begin.
func TestAttempts(t *testing.T) {
	for head, want := range map[string]any{
		"let i = 0; i < 3; i++":           3,
		"let i = 1; i <= 3; i++":          3,
		"let i = 0, d = 200; i <= 3; i++": 4,
		"let i = first; i < 5; i++":       nil,
		"let i = 0; i < most; i++":        nil,
		"let i = 1; i <= most; i++":       nil,
	} {
		facts := collected(t, map[string]string{"search.ts": `import { Pinecone } from '@pinecone-database/pinecone';
const index = new Pinecone().index('shop');
export async function search(v) {
  for (` + head + `) {
    try {
      return await index.query({ vector: v, topK: 3 });
    } catch (error) {
      await sleep(1000);
    }
  }
}
`})
		var got any
		for _, each := range facts.Resources["pinecone_call"] {
			retries, _ := each.Values["retries"].(map[string]any)
			got = retries["max_attempts"]
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v attempts, want %v", head, got, want)
		}
	}
}
