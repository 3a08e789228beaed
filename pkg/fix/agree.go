package fix

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// better says whether the repaired findings are gone and nothing else became worse.
func better(before, after *finding.Results, repaired []string) error {
	known := map[string]finding.Verdict{}
	for _, found := range before.Findings {
		known[found.Fingerprint] = found.Verdict
	}
	for _, found := range after.Findings {
		was, ok := known[found.Fingerprint]
		switch {
		case slices.Contains(repaired, found.Fingerprint):
			return fmt.Errorf("%s would still be %s", found.Rule, found.Verdict)
		case !ok || (was != finding.Fail && found.Verdict == finding.Fail):
			return fmt.Errorf("%s would be %s for %s", found.Rule, found.Verdict, found.Resource.Name)
		}
	}
	if len(after.PolicyErrors()) > len(before.PolicyErrors()) {
		return errors.New("a rule could not be evaluated afterwards")
	}
	said := map[string]bool{}
	for _, source := range before.Sources {
		for _, problem := range source.Problems {
			said[source.ID+"\x00"+problem.Message] = true
		}
	}
	for _, source := range after.Sources {
		for _, problem := range source.Problems {
			if !said[source.ID+"\x00"+problem.Message] {
				return fmt.Errorf("there would be a new problem in the input: %s", problem.Message)
			}
		}
	}
	return nil
}

// agrees says whether the only values that changed are those that operations ask for. It
// compares what the sources say, and not what was concluded from that.
func agrees(before, after *snapshot.Snapshot, wanted map[Declaration][]finding.Operation) error {
	was, is := observations(before), observations(after)
	for _, key := range sorted(is) {
		if was[key] == nil {
			return fmt.Errorf("%s would be there too", key.Address)
		}
	}
	for _, key := range sorted(was) {
		if is[key] == nil {
			return fmt.Errorf("%s would not be there any more", key.Address)
		}
		pointer, ok := unasked(was[key], is[key], wanted[key.Declaration])
		if ok && !mirrors(was, is, key, wanted) {
			return fmt.Errorf("it would also change %s%s", key.Address, pointer)
		}
	}
	return nil
}

// mirrors says whether a policy file is what a changed resource reads its policy from: the
// same document before, and the same after.
func mirrors(
	was, is map[typedDeclaration]*snapshot.Observation, file typedDeclaration,
	wanted map[Declaration][]finding.Operation,
) bool {
	if file.kind != "policy_document" {
		return false
	}
	before, after := was[file].Values["document"], is[file].Values["document"]
	for key, reader := range was {
		if len(wanted[key.Declaration]) == 0 || is[key] == nil {
			continue
		}
		for name, value := range reader.Values {
			if reflect.DeepEqual(value, before) && reflect.DeepEqual(is[key].Values[name], after) {
				return true
			}
		}
	}
	return false
}

// typedDeclaration is a declaration with its type: a manifest's pointer may declare two things.
type typedDeclaration struct {
	kind string
	Declaration
}

func observations(evidence *snapshot.Snapshot) map[typedDeclaration]*snapshot.Observation {
	all := map[typedDeclaration]*snapshot.Observation{}
	for kind, resources := range evidence.Resources {
		for _, resource := range resources {
			for _, observation := range resource.Observations {
				all[typedDeclaration{kind, Declaration{observation.Source, observation.Address}}] = observation
			}
		}
	}
	return all
}

func sorted(all map[typedDeclaration]*snapshot.Observation) []typedDeclaration {
	return slices.SortedFunc(maps.Keys(all), func(a, b typedDeclaration) int {
		return cmp.Or(
			strings.Compare(a.Source, b.Source), strings.Compare(a.Address, b.Address), strings.Compare(a.kind, b.kind),
		)
	})
}

// unasked is the first place where an observation differs from what operations make of it.
func unasked(before, after *snapshot.Observation, operations []finding.Operation) (string, bool) {
	wanted := any(before.Values)
	var removed []string
	for _, operation := range operations {
		wanted = applied(wanted, snapshot.Tokens(operation.Path), operation)
		if operation.Op == finding.Remove {
			removed = append(removed, operation.Path)
		}
	}
	if pointer, ok := differs(wanted, after.Values, "", removed); ok {
		return pointer, true
	}
	for _, pointer := range slices.Sorted(maps.Keys(after.Unknown)) {
		if _, ok := before.Unknown[pointer]; !ok {
			return pointer, true
		}
	}
	return "", false
}

// applied is a copy of a tree with an operation applied, as far as it fits.
func applied(tree any, tokens []string, operation finding.Operation) any {
	if len(tokens) == 0 {
		return operation.Value
	}
	if operation.Op == finding.Add && len(tokens) == 1 {
		return append(listOf(tree), operation.Value)
	}
	switch tree := tree.(type) {
	case []any:
		return appliedToList(tree, tokens, operation)
	case map[string]any:
		copied := maps.Clone(tree)
		if operation.Op == finding.Remove && len(tokens) == 1 {
			delete(copied, tokens[0])
			return copied
		}
		copied[tokens[0]] = applied(tree[tokens[0]], tokens[1:], operation)
		return copied
	case nil:
		return map[string]any{tokens[0]: applied(nil, tokens[1:], operation)}
	}
	return tree
}

func appliedToList(list []any, tokens []string, operation finding.Operation) any {
	copied := slices.Clone(list)
	for i := range copied {
		if snapshot.Element("", i) != "/"+tokens[0] {
			continue
		}
		if operation.Op == finding.Remove && len(tokens) == 1 {
			return slices.Delete(copied, i, i+1)
		}
		copied[i] = applied(list[i], tokens[1:], operation)
	}
	return copied
}

func listOf(value any) []any {
	switch value := value.(type) {
	case nil:
		return nil
	case []any:
		return slices.Clone(value)
	}
	return []any{value}
}

// empty says whether nothing is in a value: an object from which all was removed is not
// written any more.
func empty(value any) bool {
	object, ok := value.(map[string]any)
	for _, inner := range object {
		if !empty(inner) {
			return false
		}
	}
	return ok || value == nil
}

// differs finds the first place where two trees are not the same. One element and a list of
// it are, as in IAM; and what was removed may have come back as the provider's default.
func differs(a, b any, pointer string, removed []string) (string, bool) {
	if empty(a) && empty(b) {
		return "", false
	}
	mapA, okA := a.(map[string]any)
	mapB, okB := b.(map[string]any)
	if okA && okB {
		keys := slices.Concat(slices.Collect(maps.Keys(mapA)), slices.Collect(maps.Keys(mapB)))
		slices.Sort(keys)
		for _, key := range slices.Compact(keys) {
			below := snapshot.Child(pointer, key)
			if _, there := mapA[key]; !there && slices.Contains(removed, below) {
				continue
			}
			if at, ok := differs(mapA[key], mapB[key], below, removed); ok {
				return at, true
			}
		}
		return "", false
	}
	listA, isListA := a.([]any)
	listB, isListB := b.([]any)
	if isListA != isListB {
		listA, listB = listOf(a), listOf(b)
	} else if !isListA {
		return pointer, !reflect.DeepEqual(a, b)
	}
	if len(listA) != len(listB) {
		return pointer, true
	}
	for i := range listA {
		if at, ok := differs(listA[i], listB[i], snapshot.Element(pointer, i), removed); ok {
			return at, true
		}
	}
	return "", false
}
