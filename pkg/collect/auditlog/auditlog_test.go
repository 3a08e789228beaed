package auditlog_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/pinelint/pinelint/pkg/collect/auditlog"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// day is what an organization did in a day, with one of all that is kept.
func day() *fake {
	robot := map[string]any{"actor.principal_type": "service_account", "actor.principal_id": "sa-1", "actor.principal_name": "deploy"}
	with := func(base map[string]any, changes map[string]any) map[string]any {
		all := map[string]any{}
		for _, from := range []map[string]any{base, changes} {
			maps.Copy(all, from)
		}
		return all
	}
	act := func(action, kind string, id any, name string) map[string]any {
		return map[string]any{
			"event.action": action, "event.resource_type": kind, "event.resource_id": id, "event.resource_name": name,
		}
	}
	failed := map[string]any{"event.outcome.result": "failure", "event.outcome.reason": "no permission"}
	return &fake{objects: []object{
		{Batch: auditlog.Batch{Key: "pinecone/audit-log-access-test", Time: noon}, text: "test"},
		batch(30, event("e-1", 3, nil), event("e-2", 4, act("delete", "index", "5c1a", "products"))),
		batch(60, event("e-3", 40, with(robot, act("delete", "project", "search", "")))),
		batch(90),
		batch(300,
			event("e-4", 100, act("create", "api-key", "k-1", "by-hand")),
			event("e-5", 280, act("delete", "api-key", "k-1", "by-hand")),
			event("e-6", 281, with(robot, act("create", "api-key", "k-2", "by-robot"))),
			event("e-7", 282, act("update", "user", map[string]any{"user": "eve@acme.example", "role": "OrgOwner"}, "")),
			event("e-8", 283, act("create", "user", []string{"bob@acme.example", "eve@acme.example"}, "")),
			event("e-9", 284, with(robot, with(failed, act("delete", "index", "products", "products")))),
			event("e-9b", 285, with(robot, with(failed, act("delete", "index", "products", "products")))),
			event("e-10", 286, act("delete", "user", "eve@acme.example", "")),
		),
	}}
}

// TestCollect compares what a snapshot has of a day with testdata/day.golden.
func TestCollect(t *testing.T) {
	got := run(t, options(t, day()))
	var out strings.Builder
	encoder := json.NewEncoder(&out)
	encoder.SetIndent("", "  ")
	for _, o := range got.units[0] {
		fmt.Fprintf(&out, "%s ", o.Type)
		if err := encoder.Encode(o); err != nil {
			t.Fatal(err)
		}
	}
	if err := encoder.Encode(got.source(t)); err != nil {
		t.Fatal(err)
	}
	collecttest.Golden(t, *update, "testdata/day.golden", []byte(out.String()))
}

// TestFormsAgree reads the same events in each form that a batch may have.
func TestFormsAgree(t *testing.T) {
	events := []string{event("a", 1, nil), event("b", 2, map[string]any{"event.action": "delete"}), event("c", 3, nil)}
	var pretty []string
	for _, text := range events {
		var tree any
		if err := json.Unmarshal([]byte(text), &tree); err != nil {
			t.Fatal(err)
		}
		indented, err := json.MarshalIndent(tree, "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		pretty = append(pretty, string(indented))
	}
	forms := map[string]string{
		"lines":              strings.Join(events, "\n") + "\n",
		"last without end":   strings.Join(events, "\n"),
		"windows":            strings.Join(events, "\r\n\r\n"),
		"array":              "[" + strings.Join(events, ",") + "]",
		"array of lines":     "[\n" + strings.Join(events, ",\n") + "\n]\n",
		"pretty array":       "[" + strings.Join(pretty, ",\n") + "]",
		"pretty objects":     strings.Join(pretty, "\n"),
		"objects in a line":  strings.Join(events, " "),
		"arrays":             "[" + events[0] + "]\n[" + events[1] + "," + events[2] + "]",
		"byte order mark":    "\xEF\xBB\xBF" + strings.Join(events, "\n"),
		"compressed":         compressed(t, strings.Join(events, "\n")),
		"compressed array":   compressed(t, "["+strings.Join(events, ",")+"]"),
		"compressed members": compressed(t, events[0]+"\n") + compressed(t, events[1]+"\n"+events[2]),
	}
	for name, text := range forms {
		t.Run(name, func(t *testing.T) {
			one := batch(30)
			one.text = text
			got := run(t, options(t, &fake{objects: []object{one}}))
			log := got.log(t)
			if log.Values["events"] != json.Number("3") || got.source(t).Status != snapshot.Complete {
				t.Errorf("%v events, %s: %+v", log.Values["events"], got.source(t).Status, log.Values["malformed"])
			}
			if deleted := got.of(t, "pinecone_audit_event"); len(deleted) != 1 || deleted[0].Address != "b" {
				t.Errorf("kept %d events, want only the deletion", len(deleted))
			}
		})
	}
}

// TestPeriod holds which events and batches are of a period.
func TestPeriod(t *testing.T) {
	o := options(t, &fake{objects: []object{
		batch(-600, event("long-before", -601, nil)),
		batch(30, event("before", -1, nil), event("first", 0, nil), event("last", 59, nil)),
		batch(90, event("late", 58, nil), event("after", 60, nil)),
		batch(60 * 48),
	}})
	o.Since, o.Until = noon, noon.Add(time.Hour)
	log := run(t, o).log(t)
	if log.Values["events"] != json.Number("3") || log.Values["batches"] != json.Number("2") {
		t.Errorf("%v", log.Values)
	}
	if fake, _ := o.Batches.(*fake); len(fake.opened) != 2 {
		t.Errorf("opened %v", fake.opened)
	}
}

// TestSameBytes: neither the order of the listing nor how many are read at once matters.
func TestSameBytes(t *testing.T) {
	texts := map[string]bool{}
	for jobs := 1; jobs < 6; jobs++ {
		destination := day()
		if jobs%2 == 0 {
			slices.Reverse(destination.objects)
		}
		o := options(t, destination)
		o.Jobs = jobs
		got := run(t, o)
		data, err := json.Marshal([]any{got.units, got.sources})
		if err != nil {
			t.Fatal(err)
		}
		texts[string(data)] = true
	}
	if len(texts) != 1 {
		t.Errorf("%d different results", len(texts))
	}
}

// TestNothingElseIsKept: what may hold anything is not read.
func TestNothingElseIsKept(t *testing.T) {
	secret := "pcsk_" + "2abcd_" + strings.Repeat("Zz9", 15)
	got := run(t, options(t, &fake{objects: []object{batch(30,
		event("a", 1, map[string]any{
			"client.userAgent": "private", "actor.display_name": "private", "event.parameters": map[string]any{"note": "private"},
			"event.outcome.reason": "private", "event.action": "delete", "event.resource_name": secret, "actor.principal_name": secret,
		}),
	)}}))
	data, err := json.Marshal([]any{got.units, got.sources})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(data), "private") || strings.Contains(string(data), "Zz9") {
		t.Errorf("%s", data)
	}
}

func TestDeliveredTwiceCountsOnce(t *testing.T) {
	deleted := event("a", 1, map[string]any{"event.action": "delete"})
	got := run(t, options(t, &fake{objects: []object{batch(30, deleted), batch(60, deleted)}}))
	if events := got.of(t, "pinecone_audit_event"); len(events) != 1 {
		t.Errorf("%d events, want one", len(events))
	}
}

// TestFailuresDeliveredTwiceCountOnce: as where a folder has a batch and its compressed copy.
func TestFailuresDeliveredTwiceCountOnce(t *testing.T) {
	failed := func(id string, minutes int, action string) string {
		return event(id, minutes, map[string]any{"event.outcome.result": "failure", "event.action": action})
	}
	one := []string{failed("a", 1, "delete"), failed("b", 2, "delete"), failed("b", 2, "delete"), failed("", 3, "create")}
	got := run(t, options(t, &fake{objects: []object{batch(30, one...), batch(60, append(one, failed("c", 70, "delete"))...)}}))
	values := got.of(t, "pinecone_audit_principal")[0].Values
	said := fmt.Sprintf("%v %v %v", values["failures"], values["worst_hour"], values["failed"])
	want := "5 map[at:2026-11-01T12:00:00Z failures:4] " +
		"[map[action:create count:2 resource_type:index] map[action:delete count:3 resource_type:index]]"
	if said != want {
		t.Errorf("%s\nwant %s", said, want)
	}
}

// TestOrganizations: two may deliver to one bucket.
func TestOrganizations(t *testing.T) {
	deleted := func(id, organization string) string {
		return event(id, 1, map[string]any{"event.action": "delete", "organization_id": organization})
	}
	got := run(t, options(t, &fake{objects: []object{batch(30, deleted("a", "two")), batch(60, deleted("b", "one"), deleted("c", ""))}}))
	var homes []any
	for _, o := range got.of(t, "pinecone_audit_event") {
		homes = append(homes, o.Values["organization_id"])
	}
	for _, o := range got.of(t, "pinecone_audit_principal") {
		homes = append(homes, o.Values["organization_ids"])
	}
	if text := fmt.Sprint(homes); text != "[two one <nil> [one two]]" {
		t.Error(text)
	}
}

func TestOnlyTheNewestAreKept(t *testing.T) {
	var all []string
	for i := range 5000 {
		all = append(all, event(fmt.Sprintf("e-%05d", i), i, map[string]any{"event.action": "delete"}))
	}
	got := run(t, options(t, &fake{objects: []object{batch(5100, all[:2500]...), batch(5200, all[2500:]...)}}))
	events := got.of(t, "pinecone_audit_event")
	if len(events) != 2000 || events[0].Address != "e-04999" || events[1999].Address != "e-03000" {
		t.Errorf("kept %d", len(events))
	}
	if source := got.source(t); source.Status != snapshot.Partial || !strings.Contains(source.Reason, "3000 more deletions") {
		t.Errorf("%+v", source)
	}
}

// TestFolder reads a copy: the keys have the times, and what is hidden is no batch.
func TestFolder(t *testing.T) {
	files := fstest.MapFS{}
	for _, name := range []string{
		"2026/11/01/12-30.json", "2026-11-01T13:00:05.123Z.json.gz", "a/20261101T133000Z", "1793539800.json", "x-1793541600123.json",
		"2026/11/01/2026-11-01T12-40-00Z.json", "2026/11/01/2026-11-01/12-50.json", "20261101/20261101T125500Z.json",
	} {
		files[name] = &fstest.MapFile{Data: []byte(event("e-"+name, 1, nil)), ModTime: noon.Add(-9999 * time.Hour)}
	}
	files[".DS_Store"] = &fstest.MapFile{Data: []byte("no")}
	files[".git/x"] = &fstest.MapFile{Data: []byte("no")}
	files["audit-log-access-test"] = &fstest.MapFile{Data: []byte("no")}
	o := options(t, auditlog.Folder(files))
	o.Name, o.Bucket, o.Prefix = "logs", "", ""
	got := run(t, o)
	log := got.log(t)
	want := map[string]any{"batches": "8", "events": "8", "first_batch_at": "2026-11-01T12:30:00Z", "newest_batch_at": "2026-11-01T14:00:00Z"}
	for name, value := range want {
		if fmt.Sprint(log.Values[name]) != value {
			t.Errorf("%s = %v, want %v", name, log.Values[name], value)
		}
	}
	if log.Call != nil || log.Values["bucket"] != nil {
		t.Errorf("a folder is no bucket: %+v", log)
	}
}

// TestFolderOfCopies: where a key has no time, that of the file is of the copying, and tells
// neither which period the events are of nor how delivery went.
func TestFolderOfCopies(t *testing.T) {
	copied := func(text string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte(text), ModTime: noon.Add(999 * time.Hour)}
	}
	o := options(t, auditlog.Folder(fstest.MapFS{
		"part-17.json": copied(event("a", 1, nil)), "part-18.json": copied(event("b", 300, nil)),
	}))
	o.Since, o.Until = noon, noon.Add(24*time.Hour)
	log := run(t, o).log(t)
	if fmt.Sprint(log.Values["events"]) != "2" || log.Values["gaps"] != nil || log.Values["newest_batch_at"] != nil ||
		log.Unknown["/gaps"].Reason == "" || log.Unknown["/newest_batch_at"].Reason == "" {
		t.Errorf("%v %v", log.Values, log.Unknown)
	}
}

func TestFolderThatIsNot(t *testing.T) {
	o := options(t, auditlog.Folder(os.DirFS("testdata/no such folder")))
	got := run(t, o)
	source := got.source(t)
	if source.Status != snapshot.Failed || got.log(t).Unknown["/gaps"].Reason == "" {
		t.Errorf("%+v", source)
	}
}
