package evaluate_test

import (
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
	shipped "github.com/pinelint/pinelint/policies"
)

// TestHiding takes one fact at a time from the shared cases, as a variable without a default
// does, and a service that leaves something out. A verdict that changes by that rests on the
// fact, and can be nothing but inconclusive: a pass or a fail would be a guess, and a rule that
// no longer applies would be silent about what it does not know.
func TestHiding(t *testing.T) {
	evaluator, err := evaluate.New(evaluate.Options{
		Policies: os.DirFS(policies), Compiled: shipped.Compiled, Now: judgedAt, Settings: map[string]any{},
	})
	if err != nil {
		t.Fatal(err)
	}
	files, err := filepath.Glob(filepath.Join(cases, "*", "*.json"))
	if err != nil || len(files) < 20 {
		t.Fatalf("there are %d cases: %v", len(files), err)
	}
	for _, file := range files {
		name, _ := filepath.Rel(cases, file)
		t.Run(filepath.ToSlash(name), func(t *testing.T) {
			t.Parallel()
			hideEach(t, evaluator, readFiles(t, file))
		})
	}
}

func hideEach(t *testing.T, evaluator *evaluate.Evaluator, evidence *snapshot.Snapshot) {
	t.Helper()
	before := verdictsOf(t, evaluator, evidence)
	for _, kind := range slices.Sorted(maps.Keys(evidence.Resources)) {
		resources := evidence.Resources[kind]
		for i, resource := range resources {
			for _, pointer := range pointersOf(resource.Values, "") {
				if !isEverHidden(kind, pointer) {
					continue
				}
				resources[i] = without(resource, pointer)
				after := verdictsOf(t, evaluator, evidence)
				resources[i] = resource
				for _, subject := range slices.Sorted(maps.Keys(after)) {
					if _, known := before[subject]; !known {
						before[subject] = finding.NotApplicable
					}
				}
				for _, subject := range slices.Sorted(maps.Keys(before)) {
					is, ok := after[subject]
					if !ok {
						is = finding.NotApplicable
					}
					if is != before[subject] && is != finding.Inconclusive {
						t.Errorf("%s was %q and is %q without %s of %s", subject, before[subject], is, pointer, resource.ID)
					}
				}
			}
		}
	}
}

// isEverHidden says whether a collector may find that there is something at a pointer and not
// what. The manifest's lists are known as a whole or not at all, and so is what a plan changes.
func isEverHidden(kind, pointer string) bool {
	if only, ok := map[string][]string{
		"pinecone_call": nil, "pinecone_client": nil, "pinecone_host": nil, "pinecone_sdk": nil,
		"repository_secret": nil, "plaintext_sink": nil, "waiver": nil,
		"pinecone_audit_event":     {"/role"},
		"pinecone_audit_log":       {"/gaps", "/latest", "/earliest"},
		"pinecone_audit_principal": {"/logins/*/value"},
		"prometheus_scrape": {
			"/authorization", "/authorization/type", "/discovery/*/authorization", "/discovery/*/authorization/type",
			"/discovery/*/url", "/discovery/*/project", "/projects", "/scheme", "/labels",
		},
		"metric_query": {"/selectors/*/metric"},
	}[kind]; ok {
		return slices.ContainsFunc(only, func(pattern string) bool {
			matches, _ := path.Match(pattern, pointer)
			return matches
		})
	}
	switch kind {
	case "pinecone_organization", "pinecone_project", "pinecone_workload":
		if strings.ContainsFunc(pointer, unicode.IsDigit) {
			return false
		}
	}
	return !snapshot.Within(pointer, "/change")
}

// pointersOf are the pointers to all that lies in a value.
func pointersOf(value any, at string) []string {
	var all []string
	switch value := value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			pointer := snapshot.Child(at, name)
			all = append(append(all, pointer), pointersOf(value[name], pointer)...)
		}
	case []any:
		for i, element := range value {
			pointer := snapshot.Element(at, i)
			all = append(append(all, pointer), pointersOf(element, pointer)...)
		}
	}
	return all
}

// without is a resource of which nobody can tell what is at a pointer.
func without(resource *snapshot.Resource, pointer string) *snapshot.Resource {
	less := *resource
	less.Values, _ = cut(resource.Values, "", pointer).(map[string]any)
	less.Unknown = map[string]snapshot.Unknown{
		pointer: {Expression: "var.hidden", Reason: `variable "hidden" has no default`},
	}
	for at, why := range resource.Unknown {
		if !snapshot.Within(at, pointer) {
			less.Unknown[at] = why
		}
	}
	return &less
}

func cut(value any, at, pointer string) any {
	if !snapshot.Within(pointer, at) {
		return value
	}
	switch value := value.(type) {
	case map[string]any:
		less := map[string]any{}
		for name, child := range value {
			if within := snapshot.Child(at, name); within != pointer {
				less[name] = cut(child, within, pointer)
			}
		}
		return less
	case []any:
		less := make([]any, len(value))
		for i, element := range value {
			if within := snapshot.Element(at, i); within != pointer {
				less[i] = cut(element, within, pointer)
			}
		}
		return less
	}
	return value
}

// verdictsOf has the verdicts by rule and resource, but those that a rule does not judge.
func verdictsOf(t *testing.T, evaluator *evaluate.Evaluator, evidence *snapshot.Snapshot) map[string]finding.Verdict {
	t.Helper()
	results, err := evaluator.Evaluate(t.Context(), evidence)
	if err != nil {
		t.Fatal(err)
	}
	verdicts := map[string]finding.Verdict{}
	for _, found := range results.Findings {
		if subject := found.Rule + " on " + found.Resource.ID; verdicts[subject] != finding.Fail {
			verdicts[subject] = found.Verdict
		}
	}
	for _, tally := range results.Tallies {
		if tally.Error != "" {
			t.Errorf("%s: %s", tally.Rule, tally.Error)
		}
		for _, id := range tally.Passed {
			if subject := tally.Rule + " on " + id; verdicts[subject] == "" {
				verdicts[subject] = finding.Pass
			}
		}
	}
	return verdicts
}
