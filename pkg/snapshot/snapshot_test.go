package snapshot_test

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

func TestPointers(t *testing.T) {
	pointer := snapshot.Element(snapshot.Child(snapshot.Child("", "tags"), "a/b~c"), 3)
	if pointer != "/tags/a~1b~0c/3" {
		t.Fatalf("pointer = %s", pointer)
	}
	if got := snapshot.Tokens(pointer); !reflect.DeepEqual(got, []string{"tags", "a/b~c", "3"}) {
		t.Errorf("tokens = %q", got)
	}
	values := map[string]any{"tags": map[string]any{"a/b~c": []any{1, 2, 3, "x"}}}
	if got, ok := snapshot.Lookup(values, pointer); !ok || got != "x" {
		t.Errorf("lookup = %v, %v", got, ok)
	}
	for _, absent := range []string{"/none", "/tags/a~1b~0c/4", "/tags/a~1b~0c/-1", "/tags/a~1b~0c/x", pointer + "/y"} {
		if got, ok := snapshot.Lookup(values, absent); ok {
			t.Errorf("%s is %v", absent, got)
		}
	}
	within := map[[2]string]bool{
		{"/a/b", "/a"}: true, {"/a", "/a"}: true, {"/a", ""}: true,
		{"/ab", "/a"}: false, {"/a", "/a/b"}: false,
	}
	for pair, want := range within {
		if got := snapshot.Within(pair[0], pair[1]); got != want {
			t.Errorf("%q within %q = %v", pair[0], pair[1], got)
		}
	}
}

func TestLocations(t *testing.T) {
	var locations snapshot.Locations
	for i, pointer := range []string{"/b", "", "/a/c", "/b"} {
		locations.Set(pointer, snapshot.Position{Location: snapshot.Location{File: "f", StartLine: int32(i + 1)}})
	}
	lines := map[string]int32{"": 2, "/b": 4, "/b/x/y": 4, "/a": 2, "/a/c": 3, "/bb": 2}
	for pointer, want := range lines {
		if got, ok := locations.Nearest(pointer); !ok || got.StartLine != want {
			t.Errorf("%q stands on line %d, %v; want %d", pointer, got.StartLine, ok, want)
		}
	}
	if _, ok := snapshot.Locations(nil).Nearest("/a"); ok {
		t.Error("nothing has a place")
	}
	data, err := json.Marshal(locations)
	if err != nil {
		t.Fatal(err)
	}
	var read snapshot.Locations
	if err := json.Unmarshal(data, &read); err != nil || !reflect.DeepEqual(read, locations) {
		t.Errorf("%s became %+v, %v", data, read, err)
	}
}

func TestReadReadsWhatWriteWrote(t *testing.T) {
	observation := &snapshot.Observation{
		Type: "pinecone_index", Source: "terraform .", Address: "pinecone_index.a", Complete: true,
		Values:     map[string]any{"name": "a", "dimension": json.Number("1536"), "list": []any{nil, true}},
		Unknown:    map[string]snapshot.Unknown{"/region": {Reason: "known after apply", Prefix: "us-"}},
		References: map[string][]string{"/name": {"local.a"}},
	}
	observation.Locations.Set("", snapshot.Position{Location: snapshot.Location{File: "main.tf", StartLine: 1}})
	written := &snapshot.Snapshot{
		Schema: snapshot.Schema, Version: "test",
		Sources: []snapshot.Source{{ID: "terraform .", Status: snapshot.Complete}},
		Resources: map[string][]*snapshot.Resource{"pinecone_index": {{
			Type: "pinecone_index", ID: "a", Name: "a", Complete: true, Values: observation.Values,
			Unknown: observation.Unknown, Observations: []*snapshot.Observation{observation},
			Links: map[string][]string{"project": {"p"}},
		}}},
	}
	var out bytes.Buffer
	if err := snapshot.Write(&out, written); err != nil {
		t.Fatal(err)
	}
	read, err := snapshot.Read(bytes.NewReader(out.Bytes()))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(read, written) {
		t.Errorf("read %+v\nwant %+v", read, written)
	}
}

func TestReadRefuses(t *testing.T) {
	for text, want := range map[string]string{
		"":             "it ends in the middle",
		"{\"schema\":": "it ends in the middle",
		"nonsense":     "it is not JSON",
		"{}":           `its schema is ""`,
		`{"schema":"pinelint.snapshot/v1","resources":{"pinecone_index":[{}]}}`:   "resource 0 of pinecone_index has no id",
		`{"schema":"pinelint.snapshot/v1","resources":{"pinecone_index":[null]}}`: "resource 0 of pinecone_index has no id",
	} {
		if _, err := snapshot.Read(strings.NewReader(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: error = %v, want %s", text, err, want)
		}
	}
}

// TestPositionOfAnotherElement puts what a service shows in an element of a list that is not
// the declared one where the list is.
func TestPositionOfAnotherElement(t *testing.T) {
	declared := &snapshot.Observation{Complete: true, Values: map[string]any{"list": []any{"a", "b"}}}
	for i, pointer := range []string{"", "/list", "/list/0", "/list/1"} {
		declared.Locations.Set(pointer, snapshot.Position{Location: snapshot.Location{File: "f", StartLine: int32(i + 1)}})
	}
	shown := &snapshot.Observation{
		Complete: true, Values: map[string]any{"list": []any{"a", "c"}}, Call: &snapshot.Call{Name: "call"},
	}
	resource := &snapshot.Resource{Values: shown.Values, Observations: []*snapshot.Observation{shown, declared}}
	for pointer, want := range map[string]int32{"/list": 2, "/list/0": 3, "/list/1": 2, "/list/2": 2} {
		if at, _ := resource.Position(pointer); at == nil || at.StartLine != want {
			t.Errorf("%s stands at %+v, want line %d", pointer, at, want)
		}
	}
}

// TestPositionIn asks one observation, and a plan only where its source was not read.
func TestPositionIn(t *testing.T) {
	written := &snapshot.Observation{Source: "terraform .", Address: "a.b"}
	written.Locations.Set("/x", snapshot.Position{Location: snapshot.Location{File: "main.tf", StartLine: 3}})
	planned := &snapshot.Observation{Source: "plan p.json", Address: "a.b"}
	planned.Locations.Set("", snapshot.Position{Location: snapshot.Location{File: "p.json", StartLine: 1}})
	resource := &snapshot.Resource{Observations: []*snapshot.Observation{planned, written}}
	for _, test := range []struct{ source, address, pointer, want string }{
		{"terraform .", "a.b", "/x/y", "main.tf"}, {"terraform .", "a.b", "/z", ""}, {"terraform .", "a.c", "/x", ""},
		{"live", "a.b", "/x", ""}, {"plan p.json", "a.b", "/x", "p.json"},
	} {
		file := ""
		if at := resource.PositionIn(test.source, test.address, test.pointer); at != nil {
			file = at.File
		}
		if file != test.want {
			t.Errorf("%s of %s in %s stands in %q, want %q", test.pointer, test.address, test.source, file, test.want)
		}
	}
	planned.DeclaredBy = "terraform ."
	if at := resource.PositionIn("plan p.json", "a.b", "/x"); at != nil {
		t.Errorf("a plan whose source was read has a place: %+v", at)
	}
}
