package plan

import (
	"encoding/json"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
)

// change reads one element of resource_changes.
func (c *collector) change() error { return c.resource(c.changeBody) }

func (c *collector) changeBody(r *reader, of *resource, name string) error {
	if name != "change" {
		return r.SkipValue()
	}
	wanted := func(attribute string) bool { return collect.Wants(c.types, of.kind, attribute) }
	return r.object(func(name string) error {
		var err error
		switch name {
		case "actions":
			of.change.actions, err = r.names()
		case "before":
			if of.change.leavesValues() {
				return r.SkipValue()
			}
			of.change.before, err = r.attributes(wanted)
		case "after":
			of.change.after, err = r.attributes(wanted)
		case "after_unknown":
			of.change.unknown, err = r.marks(wanted)
		case "before_sensitive":
			of.change.beforeSensitive, err = r.marks(wanted)
		case "after_sensitive":
			of.change.afterSensitive, err = r.marks(wanted)
		case "replace_paths":
			of.change.paths, err = r.paths()
		default:
			err = r.SkipValue()
		}
		return err
	})
}

// leavesValues says whether there are values after the change, so that those before it
// are not needed. Terraform writes the actions first.
func (c *change) leavesValues() bool {
	return len(c.actions) > 0 && c.actions[len(c.actions)-1] != "delete" && c.actions[0] != "forget"
}

// names reads a list of strings.
func (r *reader) names() ([]any, error) {
	var names []any
	err := r.list(func() error {
		value, err := r.scalarOrSkip()
		if text, ok := value.(string); ok {
			names = append(names, text)
		}
		return err
	})
	return names, err
}

func (r *reader) scalarOrSkip() (any, error) {
	if kind := r.PeekKind(); kind == '{' || kind == '[' {
		return nil, r.SkipValue()
	}
	return r.scalar()
}

// paths reads attributes' paths, each a list of names and indexes, and writes them as
// Terraform's messages do: spec.pod.environment, ingress[0].from_port.
func (r *reader) paths() ([]any, error) {
	var paths []any
	err := r.list(func() error {
		var path strings.Builder
		err := r.list(func() error {
			step, err := r.scalarOrSkip()
			writeStep(&path, step)
			return err
		})
		if path.Len() > 0 {
			paths = append(paths, path.String())
		}
		return err
	})
	return paths, err
}

func writeStep(path *strings.Builder, step any) {
	switch step := step.(type) {
	case string:
		if path.Len() > 0 {
			path.WriteByte('.')
		}
		path.WriteString(step)
	case json.Number:
		path.WriteString("[" + step.String() + "]")
	}
}
