package collect

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Finish brings an observation into the form that a snapshot holds: a pinecone_index in
// the one model of both API shapes, strings redacted, what the type's schema does not
// name dropped, and, in a complete observation, what is unset and not unknown filled
// with the provider's default. It reports whether the type is one that a snapshot holds.
//
// Values may hold nulls (dropped from maps), numbers of any Go type, numbers and truth
// values as strings where the schema has them as such, a one-element list where it has
// an object, JSON text where it has a policy, and in a resource of AWS an empty string
// for what is unset. What stands where the schema has
// something else altogether becomes unknown. Trees that the caller passed are not
// changed, so they may be shared. References are kept also where the schema names no
// such attribute: they join resources.
func Finish(types snapshot.Types, observation *snapshot.Observation) bool {
	shape, ok := types[observation.Type]
	if !ok || shape == nil {
		return false
	}
	switch observation.Type {
	case "pinecone_index":
		normalizeIndex(observation)
	case "aws_iam_role":
		nameInlinePolicies(observation)
	}
	p := projection{
		complete: observation.Complete, unknown: observation.Unknown, unread: observation.Unread,
		amazon: strings.HasPrefix(observation.Type, "aws_"),
	}
	values, _ := p.object(shape, nil, observation.Values).(map[string]any)
	if values == nil {
		values = map[string]any{}
	}
	observation.Values = values
	p.settle(shape, observation)
	compute(shape, observation)
	return true
}

// settle brings what an observation says by pointer in line with its projected values.
func (p *projection) settle(shape *snapshot.Shape, o *snapshot.Observation) {
	rename := func(pointer string) string {
		for _, list := range p.unwrapped {
			if rest, ok := strings.CutPrefix(pointer, list+"/0"); ok && (rest == "" || rest[0] == '/') {
				pointer = list + rest
			}
		}
		return pointer
	}
	if len(p.odd)+len(p.unwrapped) > 0 || !settled(shape, o) {
		o.Unknown = p.settleUnknown(shape, o.Unknown, rename)
	}
	if len(p.unwrapped) > 0 {
		o.References = renameReferences(o.References, rename)
	}
	o.Locations = settleLocations(shape, o.Locations, p.unwrapped, rename)
}

// settled spares most observations, in which nothing unknown needs a change, the copy.
func settled(shape *snapshot.Shape, o *snapshot.Observation) bool {
	for pointer, what := range o.Unknown {
		if mayHoldSecret(what.Expression) || mayHoldSecret(what.Prefix) || !names(shape, pointer) {
			return false
		}
	}
	return true
}

func (p *projection) settleUnknown(
	shape *snapshot.Shape, old map[string]snapshot.Unknown, rename func(string) string,
) map[string]snapshot.Unknown {
	unknown := make(map[string]snapshot.Unknown, len(old)+len(p.odd))
	for pointer, what := range old {
		what.Expression, what.Prefix = Redact(what.Expression), Redact(what.Prefix)
		if pointer = rename(pointer); names(shape, pointer) {
			unknown[pointer] = what
		}
	}
	for pointer, reason := range p.odd {
		unknown[rename(pointer)] = snapshot.Unknown{Reason: reason}
	}
	if len(unknown) == 0 {
		return nil
	}
	return unknown
}

func renameReferences(references map[string][]string, rename func(string) string) map[string][]string {
	if len(references) == 0 {
		return nil
	}
	renamed := make(map[string][]string, len(references))
	for pointer, addresses := range references {
		renamed[rename(pointer)] = addresses
	}
	return renamed
}

func settleLocations(
	shape *snapshot.Shape, locations snapshot.Locations, unwrapped []string, rename func(string) string,
) snapshot.Locations {
	stray := func(placed snapshot.Placed) bool { return !names(shape, placed.Pointer) }
	if len(unwrapped) == 0 && !slices.ContainsFunc(locations, stray) {
		return locations
	}
	kept := make(snapshot.Locations, 0, len(locations))
	for _, placed := range locations {
		placed.Pointer = rename(placed.Pointer)
		if names(shape, placed.Pointer) {
			kept = append(kept, placed)
		}
	}
	if len(unwrapped) == 0 {
		return slices.Clip(kept)
	}
	return sortLocations(kept)
}

// sortLocations sorts by pointer; of equal pointers the last, the most exact, stays.
func sortLocations(locations snapshot.Locations) snapshot.Locations {
	slices.SortStableFunc(locations, func(a, b snapshot.Placed) int { return strings.Compare(a.Pointer, b.Pointer) })
	kept := locations[:0]
	for i, placed := range locations {
		if i+1 < len(locations) && locations[i+1].Pointer == placed.Pointer {
			continue
		}
		kept = append(kept, placed)
	}
	if cap(kept) > len(kept) {
		return slices.Clone(kept) // they stay until the end, so no room is left behind them
	}
	return kept
}

// names says whether a schema has a place for the pointer.
func names(shape *snapshot.Shape, pointer string) bool {
	for rest := pointer; rest != ""; {
		if isFree(shape) {
			return true
		}
		token := rest[1:]
		rest = ""
		if end := strings.IndexByte(token, '/'); end >= 0 {
			token, rest = token[:end], token[end:]
		}
		switch {
		case shape.Properties[token] != nil:
			shape = shape.Properties[token]
		case shape.Additional != nil:
			shape = shape.Additional
		case shape.Items != nil:
			shape = shape.Items
		default:
			return false
		}
	}
	return true
}

// isFree says whether a schema leaves open what is inside.
func isFree(shape *snapshot.Shape) bool {
	switch shape.Type {
	case "object":
		return shape.Properties == nil && shape.Additional == nil
	case "array":
		return shape.Items == nil
	default:
		return shape.Type == ""
	}
}

// Wants says whether [Finish] uses an attribute of a type, by the attribute's name at
// its platform. A collector need not read the others.
func Wants(types snapshot.Types, kind, attribute string) bool {
	shape := types[kind]
	if shape == nil {
		return false
	}
	if shape.Properties[attribute] != nil {
		return true
	}
	switch kind {
	case "pinecone_index":
		return attribute == "spec" || attribute == "schema"
	case "aws_iam_role":
		return attribute == "inline_policy"
	default:
		return false
	}
}
