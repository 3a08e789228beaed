package report_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/pinelint/pinelint/pkg/report"
)

// refuses says whether the schema refuses a report that has another value at a place, nil for
// none.
func refuses(t *testing.T, schema *jsonschema.Schema, written, pointer string, value any) bool {
	t.Helper()
	var document any
	decode(t, written, &document)
	parent, last := document, ""
	for i, key := range strings.Split(strings.TrimPrefix(pointer, "/"), "/") {
		if i > 0 {
			parent = child(t, parent, last)
		}
		last = key
	}
	switch parent := parent.(type) {
	case map[string]any:
		if value == nil {
			if _, ok := parent[last]; !ok {
				t.Fatalf("there is no %s to take away", pointer)
			}
			delete(parent, last)
		} else {
			parent[last] = value
		}
	case []any:
		child(t, parent, last)
		at, _ := strconv.Atoi(last)
		parent[at] = value
	}
	return schema.Validate(document) != nil
}

func child(t *testing.T, at any, key string) any {
	t.Helper()
	switch at := at.(type) {
	case map[string]any:
		if one, ok := at[key]; ok {
			return one
		}
	case []any:
		if i, err := strconv.Atoi(key); err == nil && i < len(at) {
			return at[i]
		}
	}
	t.Fatalf("there is no %s", key)
	return nil
}

// TestOSCALSchemaRefusesValues breaks what NIST's schema and constraints ask of values, one
// kind after the other.
func TestOSCALSchemaRefusesValues(t *testing.T) {
	schema, written := compileSchema(t, oscalSchema), write(t, "oscal", fixture(t), report.Options{})
	ours := map[string]any{"name": "rule", "value": "a/b"}
	for _, test := range []struct {
		pointer string
		value   any
	}{
		{"uuid", "not-a-uuid"},
		{"uuid", "6ba7b810-9dad-11d1-80b4-00c04fd430c8"}, // of version 1
		{"metadata/title", ""},
		{"metadata/title", "two\nlines"},
		{"metadata/last-modified", "2026-11-01"},
		{"metadata/last-modified", "2026-11-01T12:00:00"},
		{"metadata/last-modified", "2026-11-01T12:00:00-02:30"}, // a summer in Newfoundland, of which NIST did not think
		{"metadata/last-modified", "2026-11-01T23:59:60Z"},
		{"metadata/last-modified", "2026-02-29T12:00:00Z"},
		{"metadata/version", " 1"},
		{"metadata/version", ""},
		{"metadata/oscal-version", "1.0.0"},
		{"import-ap/href", "a b"},
		{"import-ap/href", 1},
		{"local-definitions/activities/0/props/0/value", "LOOK"},
		{"local-definitions/activities/0/props/0/name", "kind"},
		{"local-definitions/activities/0/props/1/ns", "pinelint"},
		{"local-definitions/activities/0/props/1/name", "a/b"},
		{"local-definitions/activities/0/props/1/value", "two\nlines"},
		{"local-definitions/activities/0/props/1", ours}, // OSCAL has no such name
		{"local-definitions/activities/0/props", []any{ours}},
		{"local-definitions/activities/0/related-controls/control-selections/0", map[string]any{}},
		{"local-definitions/activities/0/related-controls/control-selections/0/include-all", map[string]any{}},
		{"local-definitions/activities/0/related-controls/control-selections/0/include-controls/0/control-id", "a/b"},
		{"local-definitions/activities/0/related-controls/control-objective-selections/0", map[string]any{}},
		{"results/0/start", "yesterday"},
		{"results/0/local-definitions/inventory-items/0/props/0", ours},
		{"results/0/local-definitions/assessment-assets/components/0/type", "linter"},
		{"results/0/local-definitions/assessment-assets/components/0/status/state", "satisfied"},
		{"results/0/local-definitions/assessment-assets/components/0/props/0", ours},
		{"results/0/observations/0/methods/0", "test"},
		{"results/0/observations/0/types/0", "verdict"},
		{"results/0/observations/0/origins/0/actors/0/type", "linter"},
		{"results/0/observations/0/origins/0/actors/0/actor-uuid", "pinelint"},
		{"results/0/observations/0/subjects/0/type", "index"},
		{"results/0/observations/0/props/0", ours},
		{"results/0/observations/0/collected", "2026-11-01T12:00Z"},
		{"results/0/risks/0/status", "waived"},
		{"results/0/risks/0/characterizations/0/facets/0/system", "pinelint"},
		{"results/0/risks/0/characterizations/0/facets/0/name", "how bad"},
		{"results/0/risks/0/remediations/0/lifecycle", "someday"},
		{"results/0/findings/0/target/type", "control-id"},
		{"results/0/findings/0/target/target-id", "a/b"},
		{"results/0/findings/0/target/status/state", "fail"},
		{"results/0/findings/0/target/status/reason", "waived"},
	} {
		if !refuses(t, schema, written, "/assessment-results/"+test.pointer, test.value) {
			t.Errorf("%v is taken at %s", test.value, test.pointer)
		}
	}
	if refuses(t, schema, written, "/assessment-results/metadata/title", "Another title") {
		t.Error("a document that is not broken is refused")
	}
}

// TestOSCALSchemaRefusesLessAndMore takes away whatever must be there, adds to every object
// what it does not have, and empties every list.
func TestOSCALSchemaRefusesLessAndMore(t *testing.T) {
	must := map[string]string{ // each list of NIST's schema that the report comes to; more is our own
		"":                      "assessment-results",
		"/assessment-results":   "uuid metadata import-ap results",
		"/metadata":             "title last-modified version oscal-version",
		"/import-ap":            "href",
		"/activities":           "uuid description props",
		"/related-controls":     "control-selections",
		"/include-controls":     "control-id",
		"/include-objectives":   "objective-id",
		"/props":                "name value",
		"/links":                "href",
		"/results":              "uuid title description start reviewed-controls",
		"/inventory-items":      "uuid description",
		"/assessment-assets":    "assessment-platforms",
		"/components":           "uuid type title description status",
		"/components/status":    "state",
		"/assessment-platforms": "uuid",
		"/uses-components":      "component-uuid",
		"/reviewed-controls":    "control-selections",
		"/observations":         "uuid description methods collected",
		"/origins":              "actors",
		"/actors":               "type actor-uuid",
		"/subjects":             "subject-uuid type",
		"/relevant-evidence":    "description",
		"/risks":                "uuid title description statement status",
		"/characterizations":    "origin facets",
		"/facets":               "name system value",
		"/remediations":         "uuid lifecycle title description",
		"/related-observations": "observation-uuid",
		"/findings":             "uuid title description target",
		"/target":               "type target-id status",
		"/target/status":        "state",
		"/related-risks":        "risk-uuid",
		"/resources":            "uuid rlinks",
		"/rlinks":               "href",
	}
	schema, written := compileSchema(t, oscalSchema), write(t, "oscal", fixture(t), report.Options{})
	var document any
	decode(t, written, &document)
	places, met := map[string]string{}, map[string]bool{}
	shapes(document, "", places)
	for shape, pointer := range places {
		if strings.HasSuffix(shape, "[]") {
			if !refuses(t, schema, written, pointer, []any{}) {
				t.Errorf("no item is taken at %s", pointer)
			}
			continue
		}
		if !refuses(t, schema, written, pointer+"/something-else", "x") {
			t.Errorf("something else is taken at %s", pointer)
		}
		for kind, keys := range must {
			if !strings.HasSuffix(shape, kind) || kind == "" && shape != "" {
				continue
			}
			met[kind] = true
			for key := range strings.FieldsSeq(keys) {
				if !refuses(t, schema, written, pointer+"/"+key, nil) {
					t.Errorf("there need be no %s at %s", key, pointer)
				}
			}
		}
	}
	for _, kind := range slices.Sorted(maps.Keys(must)) {
		if !met[kind] {
			t.Errorf("the report has no %s to break", kind)
		}
	}
}

var index = regexp.MustCompile(`/[0-9]+`)

// shapes has one place for each object and, with [] at its end, each list of a kind.
func shapes(at any, pointer string, places map[string]string) {
	shape := index.ReplaceAllString(pointer, "")
	switch at := at.(type) {
	case map[string]any:
		if places[shape] == "" {
			places[shape] = pointer
		}
		for key, value := range at {
			shapes(value, pointer+"/"+key, places)
		}
	case []any:
		places[shape+"[]"] = pointer
		for i, value := range at {
			shapes(value, fmt.Sprintf("%s/%d", pointer, i), places)
		}
	}
}
