package plan

import "github.com/pinelint/pinelint/pkg/collect"

// deepestModule bounds how far modules are nested in modules.
const deepestModule = 100

// stateValues reads the member values of a state.
func (c *collector) stateValues() error {
	return c.object(func(name string) error {
		if name == "root_module" {
			return c.stateModule(0)
		}
		return c.SkipValue()
	})
}

func (c *collector) stateModule(depth int) error {
	return c.object(func(name string) error {
		switch {
		case name == "resources":
			return c.list(func() error { return c.resource(c.stateBody) })
		case name == "child_modules" && depth < deepestModule:
			return c.list(func() error { return c.stateModule(depth + 1) })
		default:
			return c.SkipValue()
		}
	})
}

func (c *collector) stateBody(r *reader, of *resource, name string) error {
	wanted := func(attribute string) bool { return collect.Wants(c.types, of.kind, attribute) }
	var err error
	switch name {
	case "values":
		of.change.after, err = r.attributes(wanted)
	case "sensitive_values":
		of.change.afterSensitive, err = r.marks(wanted)
	default:
		err = r.SkipValue()
	}
	return err
}
