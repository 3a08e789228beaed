package assemble

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// isStray says whether nobody can tell what a part belongs to: a variable, a parameter or what
// is read at apply names it. What a module or a resource gives is no whole of the same unit, as
// that would have been found.
func isStray(part *snapshot.Observation, of whole) bool {
	for pointer, why := range part.Unknown {
		if snapshot.Within(pointer, of.pointer) || pointer == "" {
			return !strings.HasPrefix(why.Expression, "module.") && !namesMade(part, of)
		}
	}
	return false
}

// namesMade says whether a part belongs to something that is made elsewhere, or looked up by a
// data source of its type, which nobody does with what the same unit makes.
func namesMade(part *snapshot.Observation, of whole) bool {
	for pointer, references := range part.References {
		if !snapshot.Within(pointer, of.pointer) {
			continue
		}
		for _, reference := range references {
			if !strings.HasPrefix(reference, "data.") || strings.HasPrefix(reference, "data."+of.to+".") {
				return true
			}
		}
	}
	return false
}

// foldStrays leaves open whether each whole has a part of which nobody knows what it belongs
// to. One of a type stands for all of them, so that many cost no more than one.
func foldStrays(strays, unit []*snapshot.Observation) {
	first := map[string]*snapshot.Observation{}
	var kinds []string
	for _, part := range strays {
		if first[part.Type] == nil {
			first[part.Type] = part
			kinds = append(kinds, part.Type)
		}
	}
	for _, kind := range kinds {
		of, _ := wholeOf(kind)
		part := unsure(first[kind], unowned(first[kind].Address))
		delete(part.Values, "name") // it may be that of another part
		for _, target := range unit {
			if target.Type == of.to && !hasSuch(target, part, of) {
				of.write(part, target)
			}
		}
	}
}

// hasSuch says whether a whole already has what it can have once, as a bucket its policy.
func hasSuch(target, part *snapshot.Observation, of whole) bool {
	probe := &snapshot.Observation{Values: map[string]any{}}
	of.write(part, probe)
	for pointer := range probe.Unknown {
		name := snapshot.First(pointer)
		at := snapshot.Child("", name)
		if probe.Values[name] == nil && (mayReach(target, at) || hides(target.Unknown, at)) {
			return true
		}
	}
	return false
}
