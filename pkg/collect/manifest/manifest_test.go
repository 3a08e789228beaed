package manifest

import (
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// sink keeps what it is given.
type sink struct {
	units   [][]*snapshot.Observation
	sources []snapshot.Source
}

func (s *sink) Observe(unit []*snapshot.Observation) { s.units = append(s.units, unit) }

func (s *sink) Report(source snapshot.Source) { s.sources = append(s.sources, source) }

func collected(t *testing.T, data []byte) *sink {
	t.Helper()
	file, problems := config.Load("pinelint.yaml", data, collect.Redact)
	var got sink
	Collect(collect.NewText("pinelint.yaml", data), file, problems, nil, &got)
	if len(got.sources) != 1 || got.sources[0].ID != "manifest pinelint.yaml" {
		t.Fatalf("reported the sources %v", got.sources)
	}
	return &got
}

func read(t *testing.T, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// TestMisspelt holds that what a misspelt key would have said is unknown, and not unset.
func TestMisspelt(t *testing.T) {
	for text, want := range map[string]string{
		"externalid: a":                 "pinelint.yaml:7",
		"externalid: a, external_id: b": "",
		"colour: a":                     "",
	} {
		got := collected(t, []byte(`apiVersion: pinelint/v1
organization: {name: acme}
projects:
  - name: search
    cmek:
      keys:
        - {name: main, `+text+`}
`))
		said := ""
		for _, observation := range got.units[0] {
			if why, ok := observation.Unknown["/external_id"]; ok {
				said = fmt.Sprintf("%s:%d", why.Location.File, why.Location.StartLine)
			}
		}
		if said != want {
			t.Errorf("%s: unknown at %q, want %q", text, said, want)
		}
	}
}

// TestCollect has all that is seen in a manifest with some faults: of each thing its
// values, and for each pointer into them the text that it is located at.
func TestCollect(t *testing.T) {
	data := read(t, "testdata/pinelint.yaml")
	got := collected(t, data)
	var out strings.Builder
	for _, observation := range got.units[0] {
		fmt.Fprintf(&out, "%s %s\n", observation.Type, observation.Address)
		fmt.Fprintf(&out, "  %s\n", compact(t, observation.Values))
		for _, placed := range observation.Locations {
			fmt.Fprintf(&out, "  %q at %s\n", placed.Pointer, excerpt(data, placed.Location))
		}
		for _, pointer := range slices.Sorted(maps.Keys(observation.Unknown)) {
			unknown := observation.Unknown[pointer]
			fmt.Fprintf(&out, "  %q is unknown: %s: %s\n", pointer, unknown.Reason, excerpt(data, *unknown.Location))
		}
	}
	source := got.sources[0]
	fmt.Fprintf(&out, "%s: %s\n", source.Status, source.Reason)
	fmt.Fprintf(&out, "  holds %v\n  has %s\n", source.Holds, compact(t, source.Counts))
	for _, problem := range source.Problems {
		fmt.Fprintf(&out, "  %s: %s: %s\n", problem.Kind, excerpt(data, *problem.Location), problem.Message)
	}
	if *update {
		if err := os.WriteFile("testdata/observations.txt", []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if string(read(t, "testdata/observations.txt")) != out.String() {
		t.Errorf("testdata/observations.txt is stale, run the test with -update; now it would be\n%s", out.String())
	}
}

func compact(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// excerpt is what a location in one line of ASCII says.
func excerpt(data []byte, at snapshot.Location) string {
	line := strings.Split(string(data), "\n")[at.StartLine-1]
	return fmt.Sprintf("%d [%s]", at.StartLine, line[at.StartColumn-1:at.EndColumn-1])
}

// TestFitsTypes says that a snapshot can hold all that a manifest can declare, as it is.
func TestFitsTypes(t *testing.T) {
	types, err := collect.ParseTypes(read(t, "../../../policies/schema/types.json"))
	if err != nil {
		t.Fatal(err)
	}
	got := collected(t, read(t, "../../config/testdata/good/full.yaml"))
	if source := got.sources[0]; source.Status != snapshot.Complete || len(source.Problems) > 0 {
		t.Errorf("reported %+v", source)
	}
	for _, observation := range got.units[0] {
		before, err := json.Marshal(observation)
		if err != nil {
			t.Fatal(err)
		}
		var want, is map[string]any
		if !collect.Finish(types, observation) {
			t.Errorf("%s is no type of a snapshot", observation.Type)
		}
		after, err := json.Marshal(observation)
		if err != nil {
			t.Fatal(err)
		}
		if json.Unmarshal(before, &want) != nil || json.Unmarshal(after, &is) != nil || !reflect.DeepEqual(want, is) {
			t.Errorf("%s %s: a snapshot has\n%s\nof\n%s", observation.Type, observation.Address, after, before)
		}
	}
}

func TestStatus(t *testing.T) {
	tests := []struct{ name, manifest, status, problem string }{
		{"empty", "", snapshot.Partial, "the manifest declares nothing"},
		{"nothing declared", "apiVersion: pinelint/v1\n", snapshot.Complete, ""},
		{"a fault", "apiVersion: pinelint/v1\nlint: 1\n", snapshot.Partial, "lint must be a mapping"},
		{"no yaml", "{", snapshot.Failed, "is not YAML"},
	}
	for _, test := range tests {
		got := collected(t, []byte(test.manifest))
		source := got.sources[0]
		if source.Status != test.status || len(got.units) > 0 || (source.Reason == "") != (test.problem == "") {
			t.Errorf("%s: reported %+v and %v", test.name, source, got.units)
		}
		switch {
		case test.problem == "" && len(source.Problems) > 0:
			t.Errorf("%s: reported %+v", test.name, source.Problems)
		case test.problem != "" && !strings.Contains(source.Problems[0].Message, test.problem):
			t.Errorf("%s: reported %+v, want %q", test.name, source.Problems, test.problem)
		}
	}
}

// TestSecrets puts a key wherever a manifest takes text.
func TestSecrets(t *testing.T) {
	key := "pcsk_" + "4Rt9x_" + strings.Repeat("Zq7", 20)
	for name, manifest := range map[string]string{
		"value":     "projects: [{name: a, workloads: [{name: b, api_key: " + key + "}]}]\n",
		"within":    "projects: [{name: a, monitoring: {other: 'sent to https://x/" + key + "'}}]\n",
		"key":       "projects: [{name: a, " + key + ": 1}]\n",
		"tag":       "projects: [{name: a, indexes: [{name: i, tags: {" + key + ": x}}]}]\n",
		"enum":      "organization: {plan: " + key + "}\n",
		"date":      "organization: {sso: {scim_token_expires: " + key + "}}\n",
		"glob":      "lint: {rules: {" + key + ": off}}\n",
		"number":    "lint: {max_org_owners: " + key + "}\n",
		"comment":   "lint: {} # " + key + "\n",
		"escaped":   "organization: {name: \"\\x70" + key[1:] + "\"}\n",
		"folded":    "organization: {name: \"" + key[:30] + "\\\n  " + key[30:] + "\"}\n",
		"anchor":    "organization: {name: *" + key + "}\n",
		"yaml tag":  "organization: {name: !" + key + " x}\n",
		"broken":    "lint: {\n" + key + "\n",
		"not utf-8": "\xff\n" + key + "\n",
		"waiver":    "waivers: [{rule: a/b, resource: x, owner: o, ticket: t, expires: 2030-01-01, reason: " + key + "}]\n",
	} {
		file, _ := config.Load("pinelint.yaml", []byte("apiVersion: pinelint/v1\n"+manifest), collect.Redact)
		got := collected(t, []byte("apiVersion: pinelint/v1\n"+manifest))
		out, err := json.Marshal([]any{got.units, got.sources, file})
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(out), "Zq7Zq7") {
			t.Errorf("%s: the key stands in %s", name, out)
		}
		said := false
		for _, problem := range got.sources[0].Problems {
			if strings.HasPrefix(problem.Message, "a key value stands here") {
				said = true
				if problem.Kind != snapshot.Broken || problem.Location.StartLine < 2 {
					t.Errorf("%s: reported %+v at %+v", name, problem, problem.Location)
				}
			}
		}
		if !said {
			t.Errorf("%s: the key was not reported: %+v", name, got.sources[0].Problems)
		}
	}
}

// TestCollectOthers tells of each manifest that a run does not take.
func TestCollectOthers(t *testing.T) {
	tree, err := collect.Walk(fstest.MapFS{
		"pinelint.yaml": {}, "eu/pinelint.yaml": {}, "eu/my-pinelint.yaml": {}, "us/pinelint.yml": {}, "us/my-pinelint.yml": {},
		"us/.pinelint.yaml": {},
	})
	if err != nil {
		t.Fatal(err)
	}
	const misnamed = "us/.pinelint.yaml is not read: a manifest is called pinelint.yaml"
	const short = "us/pinelint.yml is not read: a manifest is called pinelint.yaml"
	for taken, want := range map[string][]string{
		"pinelint.yaml":    {"eu/pinelint.yaml is another manifest and was not taken: check its folder by itself", misnamed, short},
		"eu/pinelint.yaml": {"pinelint.yaml is another manifest and was not taken: check its folder by itself", misnamed, short},
		"us/pinelint.yml": {
			"eu/pinelint.yaml is another manifest and was not taken: check its folder by itself",
			"pinelint.yaml is another manifest and was not taken: check its folder by itself", misnamed,
		},
	} {
		var got sink
		CollectOthers(tree, taken, &got)
		var said []string
		for _, problem := range got.sources[0].Problems {
			said = append(said, problem.Message)
		}
		if !slices.Equal(said, want) {
			t.Errorf("beside %s it tells %q, want %q", taken, said, want)
		}
	}
}
