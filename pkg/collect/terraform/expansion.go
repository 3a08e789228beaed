package terraform

import (
	"fmt"

	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// maxInstances bounds what one count or for_each makes.
const maxInstances = 10_000

// expansion is what count or for_each make of one block.
type expansion struct {
	shape     kind // plain without them, tuple with count, object with for_each
	instances []instanceKey
	// gap says why the instances cannot be told; there is one, keyed "?", that stands for
	// all.
	gap *gap
}

// instanceKey is one instance: how its address ends, and the names that hold in it.
type instanceKey struct {
	suffix string // "", `["eu"]`, `[0]`
	key    string
	name   string // each or count, or empty
	bound  *node
}

func (k instanceKey) in(sc *scope) *scope {
	if k.name == "" {
		return sc
	}
	return sc.with(k.name, k.bound)
}

func (m *module) expand(b *block) *expansion {
	if count := b.body.attribute("count"); count != nil {
		sc := m.scope(count.at.file)
		return sc.expandCount(count, sc.attribute(count))
	}
	if each := b.body.attribute("for_each"); each != nil {
		sc := m.scope(each.at.file)
		return sc.expandEach(each, sc.attribute(each))
	}
	if settings := b.body.first("lifecycle"); settings != nil {
		if enabled := settings.body.attribute("enabled"); enabled != nil {
			sc := m.scope(enabled.at.file)
			return sc.expandEnabled(enabled, sc.attribute(enabled))
		}
	}
	return &expansion{instances: []instanceKey{{}}}
}

// nodeOf is what a block means to others: all that it makes, or the only one; null where that is
// not enabled.
func nodeOf[T parts](of *expansion, all parts, instances []T) *node {
	switch {
	case of.shape != plain:
		return &node{parts: all}
	case len(instances) == 0:
		return known(cty.NullVal(cty.DynamicPseudoType))
	default:
		return &node{parts: instances[0]}
	}
}

// expandEnabled makes one instance or none, as OpenTofu does:
// https://opentofu.org/docs/language/meta-arguments/enabled/
func (sc *scope) expandEnabled(enabled *attribute, n *node) *expansion {
	value, _ := n.force().Unmark()
	converted, err := convert.Convert(value, cty.Bool)
	switch {
	case !value.IsKnown():
		return unknownExpansion(tuple, n.orUnknown())
	case err != nil || converted.IsNull():
		return sc.wrongExpansion(tuple, enabled, "enabled must be true or false")
	case converted.False():
		return &expansion{}
	}
	return &expansion{instances: []instanceKey{{}}}
}

func (sc *scope) expandCount(count *attribute, n *node) *expansion {
	value, _ := n.force().Unmark()
	index, ok := position(value)
	switch {
	case !value.IsKnown():
		return unknownExpansion(tuple, n.orUnknown())
	case !ok || index < 0:
		return sc.wrongExpansion(tuple, count, "count must be a whole number that is not negative")
	case index > maxInstances:
		return sc.wrongExpansion(tuple, count, tooMany("count"))
	}
	made := &expansion{shape: tuple}
	for i := range index {
		made.instances = append(made.instances, instanceKey{
			suffix: fmt.Sprintf("[%d]", i),
			name:   "count",
			bound:  newObject([]entry{{key: "index", node: known(number(i))}}),
		})
	}
	return made
}

func (sc *scope) expandEach(each *attribute, n *node) *expansion {
	l := n.list()
	switch {
	case l.gap != nil:
		return unknownExpansion(object, l.gap)
	case l.shape != object && l.shape != set:
		// A tuple is what a set with unknown elements is kept as.
		if l.shape == tuple && n.reason() != nil {
			return unknownExpansion(object, n.reason())
		}
		return sc.wrongExpansion(object, each, "for_each must be a map or a set of strings")
	case len(l.entries) > maxInstances:
		return sc.wrongExpansion(object, each, tooMany("for_each"))
	}
	made := &expansion{shape: object}
	for i, e := range l.entries {
		key, ok := text(keyOf(l.shape, i, e).force())
		if !ok {
			return sc.wrongExpansion(object, each, "for_each must be a map or a set of strings")
		}
		made.instances = append(made.instances, instanceKey{
			suffix: fmt.Sprintf("[%q]", key), key: key, name: "each",
			bound: eachObject(keyNode(l.shape, key, e.node), e.node, e.at),
		})
	}
	return made
}

// keyNode is each.key. The key of a map stands where its value does, and is none of what the
// value refers to: for_each over credentials hands on no secret by their names.
func keyNode(shape kind, key string, value *node) *node {
	return &node{value: cty.StringVal(key), to: value, apart: shape != set}
}

func tooMany(what string) string {
	return fmt.Sprintf("%s makes more than %d instances: one stands for all", what, maxInstances)
}

func eachObject(key, value *node, at span) *node {
	if at.known() {
		key, value = link(key, at, "for_each"), link(value, at, "for_each")
	}
	return newObject([]entry{{key: "key", node: key}, {key: "value", node: value}})
}

func unknownExpansion(shape kind, why *gap) *expansion {
	name, bound := "each", eachObject(unknown(why), unknown(why), span{})
	if shape == tuple {
		name, bound = "count", newObject([]entry{{key: "index", node: unknown(why)}})
	}
	return &expansion{shape: shape, gap: why, instances: []instanceKey{
		{suffix: snapshot.SomeInstance, key: "?", name: name, bound: bound},
	}}
}

func (sc *scope) wrongExpansion(shape kind, a *attribute, message string) *expansion {
	sc.report(problem{kind: snapshot.Broken, message: message, at: a.at})
	return unknownExpansion(shape, &gap{at: a.at, reason: message})
}

// find is the position of the instance that an index names.
func (x *expansion) find(key cty.Value) (int, bool) {
	if x.gap != nil {
		return 0, true
	}
	if x.shape == tuple {
		index, ok := position(key)
		return index, ok && index >= 0 && index < len(x.instances)
	}
	name, ok := text(key)
	for i, instance := range x.instances {
		if ok && instance.key == name {
			return i, true
		}
	}
	return 0, false
}

// whole is the collection with instances that are unknown as a whole, so that length()
// and keys() know it.
func (x *expansion) whole() cty.Value {
	if x.gap != nil {
		return cty.DynamicVal
	}
	if x.shape == tuple {
		values := make([]cty.Value, len(x.instances))
		for i := range values {
			values[i] = cty.DynamicVal
		}
		return cty.TupleVal(values)
	}
	values := make(map[string]cty.Value, len(x.instances))
	for _, instance := range x.instances {
		values[instance.key] = cty.DynamicVal
	}
	return cty.ObjectVal(values)
}
