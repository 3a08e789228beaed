package auditlog

import (
	"bufio"
	"strings"
	"testing"
)

// FuzzSplit: whatever a batch has in it, each event has a line that the text has, in their
// order, and is no longer than it may be.
func FuzzSplit(f *testing.F) {
	one := `{"id":"a","organization_id":"o","actor":{"principal_id":"u","principal_type":"user"},` +
		`"event":{"time":"2026-11-01T12:00:00Z","action":"delete","resource_type":"user","resource_id":{"user":"x"},` +
		`"outcome":{"result":"success"}}}`
	for _, text := range []string{
		one, one + "\n" + one[:50] + "\n" + one, "[" + one + ",\n3]", "{\n}", "[[]]", "\xEF\xBB\xBF{}\n{", "]", "{\"id\":[", "{}\n\n[\n",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		last, read := 1, newTally()
		r := &reader{}
		err := split(bufio.NewReaderSize(strings.NewReader(text), maxEvent), func(p part) {
			if p.line < last || p.line > strings.Count(text, "\n")+1 || len(p.data) > maxEvent || (p.bad == "") == (p.data == nil) {
				t.Errorf("line %d after %d, %d bytes, %q", p.line, last, len(p.data), p.bad)
			}
			last = p.line
			r.take(read, Batch{Key: "batch"}, p)
		})
		if err != nil && read.malformed == 0 {
			t.Errorf("it ends with %v and nothing is wrong", err)
		}
	})
}
