package auditlog_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// TestMalformed holds where a broken event is said to be, how, and that the others count.
func TestMalformed(t *testing.T) {
	key := "pcsk_" + "2abcd_" + strings.Repeat("x9", 20)
	good := event("a", 1, nil)
	cases := []struct {
		name, text string
		line       int
		problem    string
		events     string
	}{
		{"truncated line", good + "\n" + good[:90] + "\n" + good, 2, "is not JSON (from byte 90 on)", "2"},
		{"no object", good + "\n17\n" + good, 2, "is no object", "2"},
		{"text", "hello\n", 1, "is not JSON", ""},
		{"name twice", good + "\n" + `{"id":"a","id":"b"}`, 2, "has a name twice (at byte 10)", "1"},
		{"missing", good + "\n" + event("b", 2, map[string]any{"event.action": nil}), 2, "has no event.action", "2"},
		{"missing time", good + "\n" + event("b", 2, map[string]any{"event.time": nil}), 2, "has no event.time", "1"},
		{"bad time", good + "\n" + event("b", 2, map[string]any{"event.time": "yesterday"}), 2,
			"has yesterday as event.time, which is no time in RFC 3339", "1"},
		{"other kind", good + "\n" + event("b", 2, map[string]any{"event.outcome": "success"}), 2,
			"has event.outcome of another kind than the schema", "1"},
		{"unknown principal type", good + "\n" + event("b", 2, map[string]any{"actor.principal_type": "robot"}), 2,
			"has robot as actor.principal_type, which is none of user, api_key and service_account", "2"},
		{"unknown result", good + "\n" + event("b", 2, map[string]any{"event.outcome.result": "maybe so"}), 2,
			`has "maybe so" as event.outcome.result, which is neither success nor failure`, "2"},
		{"secret", good + "\n" + event("b", 2, map[string]any{"event.time": key}), 2,
			"has [redacted] as event.time, which is no time in RFC 3339", "1"},
		{"too long", good + "\n" + event("b", 2, map[string]any{"organization_name": strings.Repeat("x", 2<<20)}) + "\n" + good,
			2, "is longer than the 1 MB that an event may have", "2"},
		{"number in an array", "[\n" + good + ",\n 3,\n" + good + "]", 3, "is no object", "2"},
		{"array that breaks", "[\n" + good + ",\n" + good + "\n" + good + "]", 4, "is not JSON", ""},
		{"array that ends", "[\n" + good + ",\n", 3, "is not JSON", ""},
		{"too long in an array", "[\n" + good + "," + event("b", 2, map[string]any{"organization_name": strings.Repeat("x", 3<<20)}) + "]",
			2, "is longer than the 1 MB that an event may have", ""},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			one := batch(30)
			one.text = c.text
			got := run(t, options(t, &fake{objects: []object{one}}))
			log := got.log(t)
			want := map[string]any{"count": json.Number("1"), "samples": []any{map[string]any{
				"key": one.Key, "line": json.Number(fmt.Sprint(c.line)), "problem": c.problem,
			}}}
			if fmt.Sprint(log.Values["malformed"]) != fmt.Sprint(want) {
				t.Errorf("got %v, want %v", log.Values["malformed"], want)
			}
			events, _ := log.Values["events"].(json.Number)
			if events.String() != c.events {
				t.Errorf("%s events, want %s", events, c.events)
			}
			source := got.source(t)
			if whole := source.Status == snapshot.Complete; whole != (c.events != "") {
				t.Errorf("the source is %s", source.Status)
			}
			said := snapshot.Problem{Kind: snapshot.Gap, Message: fmt.Sprintf("%s, line %d: the event %s", one.Key, c.line, c.problem)}
			if source.Counts["malformed"] != 1 || !slices.Contains(source.Problems, said) {
				t.Errorf("%v malformed, and problems %v, want %v", source.Counts, source.Problems, said)
			}
		})
	}
}

// TestExtraNamesAreFine: schemas grow.
func TestExtraNamesAreFine(t *testing.T) {
	more := event("a", 1, map[string]any{"event.new": map[string]any{"x": 1}, "event.action": "rotate", "event.resource_type": "secret"})
	got := run(t, options(t, &fake{objects: []object{batch(30, more)}}))
	if log := got.log(t); log.Values["events"] != json.Number("1") || fmt.Sprint(log.Values["malformed"]) != "map[count:0 samples:[]]" {
		t.Errorf("%v", log.Values)
	}
}

func TestSamplesAreBounded(t *testing.T) {
	lines := slices.Repeat([]string{`{"id": 7}`}, 50)
	got := run(t, options(t, &fake{objects: []object{batch(30, lines...), batch(60, lines...)}}))
	malformed, _ := got.log(t).Values["malformed"].(map[string]any)
	samples, _ := malformed["samples"].([]any)
	if malformed["count"] != json.Number("100") || len(samples) != 20 {
		t.Errorf("%v malformed, %d samples", malformed["count"], len(samples))
	}
	source := got.source(t)
	if last := source.Problems[len(source.Problems)-1].Message; source.Counts["malformed"] != 100 ||
		last != "80 more events do not fit the documented schema" {
		t.Errorf("%v, %q", source.Counts, last)
	}
}

// TestHostileNames: no name moves a cursor, breaks a line or is longer than a line.
func TestHostileNames(t *testing.T) {
	got := run(t, options(t, &fake{objects: []object{batch(30, event("a", 1, map[string]any{
		"event.action": "delete", "event.resource_name": "a\x1b[2J\nb\u202e", "actor.principal_name": strings.Repeat("é", 5000),
	}))}}))
	values := got.of(t, "pinecone_audit_event")[0].Values
	if values["resource_name"] != "a [2J b " {
		t.Errorf("%q", values["resource_name"])
	}
	if name, _ := values["principal_name"].(string); len(name) > 210 || !strings.HasSuffix(name, "é…") {
		t.Errorf("%q", name)
	}
}
