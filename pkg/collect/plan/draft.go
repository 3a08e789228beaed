package plan

import (
	"bytes"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// draft is what a resource's sketch does not have. A resource is read in two steps: what
// may be needed of its JSON is put aside as it passes by, and when all of the file is
// known, values are made of those that matter.
type draft struct {
	place    snapshot.Location
	previous string // the address in the state, where the plan moves it
	data     bool
}

// header is what comes with the values of a resource.
type header struct {
	address, previous, mode, kind string
	deposed                       bool
	keys                          []string // variables that have a key
}

// resource puts an element of a list of resources aside.
func (c *collector) resource() error {
	if err := c.ctx.Err(); err != nil {
		return err
	}
	var one header
	at := c.next()
	c.text.begin()
	if err := c.object(func(name string) error { return c.resourceMember(&one, name) }); err != nil {
		return err
	}
	c.end(&at)
	if c.options.Types[one.kind] == nil && (one.hasEnvironment() || c.hasDocuments(&one)) {
		whole := c.text.whole()
		one.takeKeys(whole)
		c.keepDocuments(&one, whole, at)
	}
	c.keep(&one, at)
	return nil
}

// resourceMember reads a member of a resource. Of a resource whose type comes last, which
// Terraform does not write, everything is put aside.
func (c *collector) resourceMember(one *header, name string) error {
	switch name {
	case "address":
		return c.string(&one.address)
	case "previous_address":
		return c.string(&one.previous)
	case "mode":
		return c.string(&one.mode)
	case "type":
		return c.string(&one.kind)
	case "deposed", "deposed_key":
		one.deposed = true
		return c.SkipValue()
	}
	if one.kind != "" && c.options.Types[one.kind] == nil {
		return c.otherMember(one, name)
	}
	switch name {
	case "action_reason":
		return c.copyMember(name)
	case "change":
		return c.copyChange(one.kind)
	case "values", "sensitive_values":
		return c.copyAttributes(name, one.kind)
	default:
		return c.SkipValue()
	}
}

// otherMember reads a member of a resource that a snapshot does not hold.
func (c *collector) otherMember(one *header, name string) error {
	if c.hasDocuments(one) {
		return c.documents(name)
	}
	return c.environment(one, name)
}

// copyChange puts a change aside. What was before is needed where nothing is after.
func (c *collector) copyChange(kind string) error {
	c.text.open("change")
	leaves := false
	err := c.object(func(name string) error {
		switch name {
		case "actions":
			value, err := c.ReadValue()
			leaves = bytes.IndexByte(value, '"') >= 0 &&
				!bytes.Contains(value, []byte("delete")) && !bytes.Contains(value, []byte("forget"))
			c.text.member(name, value)
			return err
		case "replace_paths":
			return c.copyMember(name)
		case "before":
			if leaves {
				return c.SkipValue()
			}
			return c.copyAttributes(name, kind)
		case "after", "after_unknown", "before_sensitive", "after_sensitive":
			return c.copyAttributes(name, kind)
		default:
			return c.SkipValue()
		}
	})
	c.text.close()
	return err
}

func (c *collector) copyMember(name string) error {
	value, err := c.ReadValue()
	c.text.member(name, value)
	return err
}

// copyAttributes puts those attributes aside that a snapshot holds and that have
// something in them.
func (c *collector) copyAttributes(name, kind string) error {
	if c.PeekKind() != '{' {
		return c.copyMember(name)
	}
	wanted := c.attributesOf(kind)
	c.text.open(name)
	if _, err := c.ReadToken(); err != nil {
		return err
	}
	for c.PeekKind() != '}' {
		attribute, err := c.ReadValue()
		if err != nil {
			return err
		}
		if !wanted.has(attribute) {
			if err := c.SkipValue(); err != nil {
				return err
			}
			continue
		}
		c.text.name(attribute)
		value, err := c.ReadValue()
		if err != nil {
			return err
		}
		c.text.value(value)
	}
	_, err := c.ReadToken()
	c.text.close()
	return err
}

// attributes are those that a snapshot holds of a type, by their names in JSON.
type attributes struct {
	types snapshot.Types
	kind  string
	known map[string]bool
}

func (c *collector) attributesOf(kind string) *attributes {
	if c.attributes.kind != kind || c.attributes.known == nil {
		known := c.byKind[kind]
		if known == nil {
			known = map[string]bool{}
			c.byKind[kind] = known
		}
		c.attributes = attributes{types: c.options.Types, kind: kind, known: known}
	}
	return &c.attributes
}

func (a *attributes) has(raw jsontext.Value) bool {
	const most = 1000
	wanted, ok := a.known[string(raw)]
	if ok {
		return wanted
	}
	name, err := jsontext.AppendUnquote(nil, raw)
	wanted = err != nil || a.kind == "" || collect.Wants(a.types, a.kind, string(name))
	if len(a.known) < most {
		a.known[string(raw)] = wanted
	}
	return wanted
}

// keep notes a resource, if it is one that a snapshot holds. A deposed object is what is
// left of a resource that was replaced: not the resource.
func (c *collector) keep(one *header, at snapshot.Location) {
	switch {
	case one.address == "" || one.kind == "":
		c.problem(snapshot.Broken, "has a resource without an address or a type: "+makeAnew, &at)
		return
	case one.deposed:
		return
	case c.options.Types[one.kind] == nil:
		c.others++
		c.holdKeys(one, at)
		if one.mode != "data" && strings.HasPrefix(one.kind, "pinecone_") && !c.unknown[one.kind] {
			c.unknown[one.kind] = true
			c.problem(snapshot.Notice, "has "+collect.Quote(one.address)+", "+collect.UnknownType, &at)
		}
		return
	case c.seen[one.address]:
		c.problem(snapshot.Broken, "has "+collect.Quote(one.address)+" twice: only the first is judged", &at)
		return
	}
	c.seen[one.address] = true
	c.secrets = c.secrets || one.mode != "data" && collect.IsCredential(one.kind)
	at.File = c.name
	c.sketches = append(c.sketches, snapshot.Sketch{Type: one.kind, Address: one.address, Text: c.text.end()})
	c.drafts = append(c.drafts, draft{place: at, previous: one.previous, data: one.mode == "data"})
}
