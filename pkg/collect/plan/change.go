package plan

import (
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// The reasons of what a plan leaves open.
const (
	afterApply = "known after apply"
	sensitive  = "marked sensitive"
)

// resource is one element of resource_changes, or one resource of a state.
type resource struct {
	address, mode, kind string
	deposed             bool
	change              change
	// late is a value that came before the type, by member; it is read when the type is
	// known. Terraform writes the type first.
	late map[string]jsontext.Value
}

// change is what a plan says of a resource. A state has only what is after.
type change struct {
	actions                         []any
	reason                          string
	paths                           []any
	before, after                   map[string]any
	unknown                         []string
	beforeSensitive, afterSensitive []string
}

// resource reads one element of a list of resources; body reads the members that hold
// values, and is called when the type is known.
func (c *collector) resource(body func(r *reader, of *resource, name string) error) error {
	if err := c.ctx.Err(); err != nil {
		return err
	}
	var one resource
	at := c.next()
	err := c.object(func(name string) error { return c.resourceMember(&one, name, body) })
	if err != nil {
		return err
	}
	for _, name := range []string{"change", "values", "sensitive_values"} {
		if value, ok := one.late[name]; ok && c.types[one.kind] != nil {
			if err := body(c.within(value), &one, name); err != nil {
				return err
			}
		}
	}
	c.end(&at)
	c.keep(&one, at)
	return nil
}

func (c *collector) resourceMember(
	one *resource, name string, body func(r *reader, of *resource, name string) error,
) error {
	switch name {
	case "address":
		return c.string(&one.address)
	case "mode":
		return c.string(&one.mode)
	case "type":
		return c.string(&one.kind)
	case "action_reason":
		return c.string(&one.change.reason)
	case "deposed", "deposed_key":
		one.deposed = true
		return c.SkipValue()
	case "change", "values", "sensitive_values":
		if one.kind == "" {
			return c.setAside(one, name)
		}
		if c.types[one.kind] != nil {
			return body(c.reader, one, name)
		}
	}
	return c.SkipValue()
}

func (c *collector) setAside(one *resource, name string) error {
	value, err := c.ReadValue()
	if one.late == nil {
		one.late = map[string]jsontext.Value{}
	}
	one.late[name] = value.Clone()
	return err
}

// keep makes an observation of a resource, if it is one that a snapshot holds. A deposed
// object is what is left of a resource that was replaced: not the resource.
func (c *collector) keep(one *resource, at snapshot.Location) {
	switch {
	case one.address == "" || one.kind == "":
		c.problem(snapshot.Broken, "has a resource without an address or a type: "+makeAnew, &at)
		return
	case one.deposed:
		return
	case c.types[one.kind] == nil:
		c.others++
		return
	case c.seen[one.address]:
		c.problem(snapshot.Broken, "has "+collect.Quote(one.address)+" twice: only the first is judged", &at)
		return
	}
	c.seen[one.address] = true
	at.File = c.name
	o := &snapshot.Observation{
		Type: one.kind, Source: c.source.ID, Address: one.address, Complete: one.mode != "data",
		Values: map[string]any{}, Locations: snapshot.Locations{{Position: snapshot.Position{Location: at}}},
	}
	one.change.fill(o, c.shared)
	c.take(o, c.shared.sameChange(&one.change))
}

// fill takes the values after the change, or those before it where nothing is after.
func (c *change) fill(o *snapshot.Observation, shared *sharing) {
	values, hidden := c.after, c.afterSensitive
	if values == nil {
		values, hidden = c.before, c.beforeSensitive
	}
	if values != nil {
		o.Values = values
	}
	var reasons marked
	for _, pointer := range hidden {
		if hide(o, pointer) {
			reasons = append(reasons, mark{pointer, sensitive})
		}
	}
	for _, pointer := range c.unknown {
		reasons = append(reasons, mark{pointer, afterApply})
	}
	o.Unknown = shared.sameMarks(reasons)
}

// hide takes a value out of the tree and says whether there was one.
func hide(o *snapshot.Observation, pointer string) bool {
	if pointer == "" {
		had := len(o.Values) > 0
		o.Values = map[string]any{}
		return had
	}
	value, ok := snapshot.Lookup(o.Values, pointer)
	if !ok || value == nil {
		return false
	}
	parent, _ := snapshot.Lookup(o.Values, snapshot.Parent(pointer))
	tokens := snapshot.Tokens(pointer)
	last := tokens[len(tokens)-1]
	switch node := parent.(type) {
	case map[string]any:
		delete(node, last)
	case []any:
		if i, err := strconv.Atoi(last); err == nil {
			node[i] = nil
		}
	}
	return true
}

// values is the attribute change of the observation.
func (c *change) values() map[string]any {
	values := map[string]any{"actions": c.actions}
	if c.reason != "" {
		values["action_reason"] = c.reason
	}
	if len(c.paths) > 0 {
		values["replace_paths"] = c.paths
	}
	return values
}
