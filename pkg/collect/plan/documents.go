package plan

import (
	"bytes"
	"maps"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

const (
	// mostOfOne and mostOfAll bound how much JSON is put aside of resources that hold files.
	mostOfOne = 4 << 20
	mostOfAll = 64 << 20
)

// files is a resource that holds files of other programs, and its JSON; nil where that is
// too large.
type files struct {
	kind, address string
	place         snapshot.Location
	text          []byte
}

// hasDocuments says whether a resource holds files of other programs.
func (c *collector) hasDocuments(one *header) bool {
	return c.options.Documents[one.kind] != nil && one.mode != "data"
}

// documents puts a member aside of a resource that holds files.
func (c *collector) documents(name string) error {
	switch name {
	case "values", "sensitive_values":
		return c.copyMember(name)
	case "change":
	default:
		return c.SkipValue()
	}
	c.text.open(name)
	err := c.object(func(name string) error {
		switch name {
		case "actions", "after", "after_unknown", "after_sensitive":
			return c.copyMember(name)
		default:
			return c.SkipValue()
		}
	})
	c.text.close()
	return err
}

// keepDocuments keeps what was put aside of a resource that holds files.
func (c *collector) keepDocuments(one *header, text []byte, at snapshot.Location) {
	if !c.hasDocuments(one) || one.deposed || one.address == "" || c.seen[one.address] {
		return
	}
	if bytes.Contains(text, []byte(`\u`)) || bytes.Contains(text, []byte(`\/`)) {
		text, _ = jsontext.AppendFormat(nil, text, options()...)
	}
	if !c.options.Concerns(one.kind, text) {
		return
	}
	c.seen[one.address] = true
	at.File = c.name
	kept := files{kind: one.kind, address: one.address, place: at}
	if len(text) <= mostOfOne && c.filesSize+len(text) <= mostOfAll {
		kept.text = bytes.Clone(text)
		c.filesSize += len(text)
	}
	c.files = append(c.files, kept)
}

// handDocuments hands on the resources that hold files and are there after the plan.
func (c *collector) handDocuments() {
	for i := range c.files {
		one := &c.files[i]
		o := &snapshot.Observation{
			Type: one.kind, Source: c.source.ID, Address: one.address, Values: map[string]any{},
			Complete:  c.is.complete && c.source.Status == snapshot.Complete,
			Locations: snapshot.Locations{{Position: snapshot.Position{Location: one.place}}},
		}
		arguments := c.options.Documents[one.kind]
		if one.text == nil {
			o.Unknown = map[string]snapshot.Unknown{}
			for _, argument := range arguments {
				o.Unknown[snapshot.Child("", argument)] = snapshot.Unknown{Reason: "larger than what is read"}
			}
			c.options.Document(o, true)
			continue
		}
		var change change
		wanted := func(attribute string) bool { return slices.Contains(arguments, attribute) }
		if err := c.readAgain(one.text, wanted, &change); err != nil {
			c.problem(snapshot.Broken, "has a resource that "+c.explain(err)+": "+makeAnew, &one.place)
			continue
		}
		if change.after != nil {
			hidden := change.hides(c.options.Watches)
			change.fill(o, c.shared)
			if !hidden {
				o.Unknown = maps.Clone(o.Unknown)
				maps.DeleteFunc(o.Unknown, func(_ string, of snapshot.Unknown) bool { return of.Reason == sensitive })
			}
			c.options.Document(o, hidden)
		}
		one.text = nil
	}
}

// hides says whether a sensitive value is one that is looked for.
func (c *change) hides(watches func(value any) bool) bool {
	return slices.ContainsFunc(c.afterSensitive, func(pointer string) bool {
		value, _ := snapshot.Lookup(c.after, pointer)
		return watches(value)
	})
}
