package plan

import (
	"strconv"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// The reasons of what a plan leaves open.
const (
	afterApply = "known after apply"
	sensitive  = "marked sensitive"
)

// change is what a plan says of a resource. A state has only what is after.
type change struct {
	actions                         []any
	reason                          string
	paths                           []any
	before, after                   map[string]any
	unknown                         []string
	beforeSensitive, afterSensitive []string
}

// observe makes the observation of a resource that was put aside.
func (c *collector) observe(i int) (*snapshot.Observation, error) {
	one, rest := &c.sketches[i], &c.drafts[i]
	var change change
	wanted := func(attribute string) bool { return collect.Wants(c.options.Types, one.Type, attribute) }
	if err := c.readAgain(one.Text, wanted, &change); err != nil {
		return nil, err
	}
	o := &snapshot.Observation{
		Type: one.Type, Source: c.source.ID, Address: one.Address, Complete: !rest.data,
		Values: map[string]any{}, Locations: snapshot.Locations{{Position: snapshot.Position{Location: rest.place}}},
	}
	if rest.previous != "" && rest.previous != one.Address {
		o.Formerly = []string{rest.previous}
	}
	change.fill(o, c.shared)
	if o.Complete {
		c.refer(o)
	}
	collect.Finish(c.options.Types, o)
	if len(o.References) > 0 {
		o.References = c.shared.sameReferences(o.References)
	}
	if values := c.shared.sameChange(&change); values != nil {
		o.Values["change"] = values
	}
	if tags, ok := o.Values["tags"].(map[string]any); ok {
		o.Values["tags"] = c.shared.sameTags(tags)
	}
	return o, nil
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
