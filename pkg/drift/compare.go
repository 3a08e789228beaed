package drift

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Live is what services show of a thing.
type Live struct {
	Observations []*snapshot.Observation
	// Values are those of all observations, merged.
	Values map[string]any
}

// Guess is what a value may be that a declaration does not tell in whole.
type Guess struct {
	// Texts are the values that it was made of, where all of them are known.
	Texts []string
	// Certain says that it is Texts and nothing else: the one, or the elements of a list.
	Certain bool
	// Pattern is the value with ${…} for what is not known; empty where nothing of it is.
	Pattern string
}

// Compare says which declared values are not those that services show, and which of them
// could not be compared. What nobody wrote is not declared, but for the policies of a role:
// one that a service shows and nothing declares is a difference. The guess is asked for what
// is unknown in the declaration.
func Compare(
	shape *snapshot.Shape, declared *snapshot.Observation, live Live, guess func(pointer string) Guess,
) ([]snapshot.Difference, []snapshot.Opening) {
	c := &comparison{declared: declared, live: live, guess: guess}
	for _, name := range slices.Sorted(maps.Keys(shape.Properties)) {
		property := shape.Properties[name]
		at := both(snapshot.Child("", name))
		value := declared.Values[name]
		switch {
		case property.WriteOnly || c.ignored(name):
			continue
		case c.written(at.declared, property):
		case c.closed(at.declared):
			value = none(property)
		default:
			continue
		}
		c.attribute(property, at, value, live.Values[name])
	}
	slices.SortStableFunc(c.differences, func(a, b snapshot.Difference) int {
		return cmp.Or(strings.Compare(a.Pointer, b.Pointer), strings.Compare(a.Live.Pointer, b.Live.Pointer))
	})
	slices.SortFunc(c.open, func(a, b snapshot.Opening) int {
		return cmp.Or(strings.Compare(a.Pointer, b.Pointer), strings.Compare(a.Reason, b.Reason))
	})
	return c.differences, slices.Compact(c.open)
}

// comparison is of one declaration.
type comparison struct {
	declared    *snapshot.Observation
	live        Live
	guess       func(pointer string) Guess
	differences []snapshot.Difference
	open        []snapshot.Opening
}

// spot is where a value stands in a declaration and in what services show.
type spot struct{ declared, live string }

func both(pointer string) spot { return spot{pointer, pointer} }

func (s spot) child(key string) spot {
	return spot{snapshot.Child(s.declared, key), snapshot.Child(s.live, key)}
}

// written says whether somebody declared what is at a pointer: a default of the provider has
// no place in a file, and what the platform computes is nobody's declaration in a plan.
func (c *comparison) written(pointer string, property *snapshot.Shape) bool {
	if strings.HasPrefix(c.declared.Source, "plan ") {
		return !property.ReadOnly && (c.declared.Values[pointer[1:]] != nil || c.hidesBelow(pointer))
	}
	return slices.ContainsFunc(c.declared.Locations, func(placed snapshot.Placed) bool {
		return snapshot.Within(placed.Pointer, pointer)
	})
}

// closed says whether a declaration that has none of something says that there is none.
func (c *comparison) closed(pointer string) bool {
	return c.declared.Type == "aws_iam_role" && c.declared.Complete && !c.hidesBelow(pointer) &&
		(pointer == "/inline_policies" || pointer == "/managed_policy_arns")
}

func none(shape *snapshot.Shape) any {
	if shape.Type == "array" {
		return []any{}
	}
	return map[string]any{}
}

// ignored says whether Terraform is told to leave an attribute as it is.
func (c *comparison) ignored(name string) bool {
	list, _ := snapshot.Lookup(c.declared.Values, "/lifecycle/ignore_changes")
	names, _ := list.([]any)
	return slices.ContainsFunc(names, func(one any) bool {
		text, _ := one.(string)
		return text == "all" || text == name || strings.HasPrefix(text, name+".") || strings.HasPrefix(text, name+"[")
	})
}

// attribute compares what the manifest has only where a service has it too: the manifest may
// declare what no service shows.
func (c *comparison) attribute(property *snapshot.Shape, at spot, declared, live any) {
	switch {
	case live == nil && strings.HasPrefix(c.declared.Source, "manifest ") && c.hidden(at.live) == "":
	case c.declared.Type == "aws_security_group" && declared != nil && (at.live == "/ingress" || at.live == "/egress"):
		c.firewall(at, declared, live)
	default:
		c.value(property, at, declared, live)
	}
}

// value compares two values; nil is one that is unset, or unknown.
func (c *comparison) value(shape *snapshot.Shape, at spot, declared, live any) {
	if declared == nil {
		if why, ok := c.unknown(at.declared); ok {
			c.unresolved(at, why, live, normalValue)
		}
		return
	}
	if reason := c.hidden(at.live); reason != "" && live == nil {
		c.undecided(at, reason)
		return
	}
	object, isObject := declared.(map[string]any)
	list, isList := declared.([]any)
	switch {
	case shape != nil && shape.Format == snapshot.FormatPolicy:
		c.policy(at, declared, live)
	case at.declared == "/inline_policies":
		c.policies(at, declared, live)
	case isObject:
		c.object(shape, at, object, live)
	case isList:
		c.list(shape, at, list, live)
	case !same(declared, live):
		c.differ(at, declared, live)
	case strings.Contains(key(declared), redacted):
		c.undecided(at, "a part of it is hidden, as it looks like a secret")
	}
}

// redacted is what collectors write in the place of a secret.
const redacted = "[redacted]"

// object compares what is declared of an object. What a service shows beside it is of the
// platform, but a rule for objects is made of all that it has.
func (c *comparison) object(shape *snapshot.Shape, at spot, declared map[string]any, live any) {
	shown, ok := live.(map[string]any)
	if !ok && live != nil {
		c.differ(at, declared, live)
		return
	}
	for _, name := range c.names(at.declared, declared) {
		c.value(part(shape, name), at.child(name), declared[name], shown[name])
	}
	whole := strings.HasPrefix(at.live, "/lifecycle_rules/")
	for _, name := range slices.Sorted(maps.Keys(shown)) {
		below := at.child(name)
		if _, unknown := c.unknown(below.declared); whole && !unknown && declared[name] == nil && !empty(shown[name]) {
			c.differ(below, nil, shown[name])
		}
	}
}

// names are the keys of a declared object, also those whose values are unknown.
func (c *comparison) names(pointer string, declared map[string]any) []string {
	names := slices.Collect(maps.Keys(declared))
	for at := range c.declared.Unknown {
		if snapshot.Parent(at) == pointer && at != "" {
			names = append(names, snapshot.Tokens(at)[len(snapshot.Tokens(at))-1])
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// part is the shape of a member of an object, nil for one that is free in form.
func part(shape *snapshot.Shape, name string) *snapshot.Shape {
	switch {
	case shape == nil:
		return nil
	case shape.Properties[name] != nil:
		return shape.Properties[name]
	default:
		return shape.Additional
	}
}

func (c *comparison) list(shape *snapshot.Shape, at spot, declared []any, live any) {
	shown := []item{}
	if live != nil {
		shown = items(live, at.live)
	}
	var elements *snapshot.Shape
	if shape != nil {
		elements = shape.Items
	}
	c.sets(at, items(declared, at.declared), shown, normalValue, func(c *comparison, at spot, declared, live any) {
		c.value(elements, at, declared, live)
	})
}
