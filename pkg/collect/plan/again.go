package plan

import (
	"bytes"
	"encoding/json"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// again reads what was put aside.
type again struct {
	reader
	types snapshot.Types
}

func newAgain(types snapshot.Types, words *words) *again {
	return &again{reader: reader{Decoder: jsontext.NewDecoder(&bytes.Buffer{}, options()...), words: words}, types: types}
}

// read reads what a resource of a plan or of a state says.
func (a *again) read(text []byte, kind string, into *change) error {
	a.Reset(bytes.NewBuffer(text), options()...)
	wanted := func(attribute string) bool { return collect.Wants(a.types, kind, attribute) }
	return a.object(func(name string) error {
		var err error
		switch name {
		case "action_reason":
			err = a.string(&into.reason)
		case "change":
			err = a.object(func(name string) error { return a.change(into, name, wanted) })
		case "values":
			into.after, err = a.attributes(wanted)
		case "sensitive_values":
			into.afterSensitive, err = a.marks(wanted)
		default:
			err = a.SkipValue()
		}
		return err
	})
}

func (a *again) change(into *change, name string, wanted func(string) bool) error {
	var err error
	switch name {
	case "actions":
		into.actions, err = a.names()
	case "before":
		if into.leavesValues() {
			return a.SkipValue()
		}
		into.before, err = a.attributes(wanted)
	case "after":
		into.after, err = a.attributes(wanted)
	case "after_unknown":
		into.unknown, err = a.marks(wanted)
	case "before_sensitive":
		into.beforeSensitive, err = a.marks(wanted)
	case "after_sensitive":
		into.afterSensitive, err = a.marks(wanted)
	case "replace_paths":
		into.paths, err = a.paths()
	default:
		err = a.SkipValue()
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
