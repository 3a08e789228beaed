package plan

import (
	"encoding/json"
	"strings"
)

// readAgain reads what was put aside of a resource.
func (c *collector) readAgain(text []byte, wanted func(attribute string) bool, into *change) error {
	r := c.again.within(text)
	return r.object(func(name string) error {
		var err error
		switch name {
		case "action_reason":
			err = r.string(&into.reason)
		case "change":
			err = r.object(func(name string) error { return r.change(into, name, wanted) })
		case "values":
			into.after, err = r.attributes(wanted)
		case "sensitive_values":
			into.afterSensitive, err = r.marks(wanted)
		default:
			err = r.SkipValue()
		}
		return err
	})
}

func (r *reader) change(into *change, name string, wanted func(string) bool) error {
	var err error
	switch name {
	case "actions":
		into.actions, err = r.names()
	case "before":
		if into.leavesValues() {
			return r.SkipValue()
		}
		into.before, err = r.attributes(wanted)
	case "after":
		into.after, err = r.attributes(wanted)
	case "after_unknown":
		into.unknown, err = r.marks(wanted)
	case "before_sensitive":
		into.beforeSensitive, err = r.marks(wanted)
	case "after_sensitive":
		into.afterSensitive, err = r.marks(wanted)
	case "replace_paths":
		into.paths, err = r.paths()
	default:
		err = r.SkipValue()
	}
	return err
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
