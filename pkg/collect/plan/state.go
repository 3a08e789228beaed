package plan

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
			return c.list(c.resource)
		case name == "child_modules" && depth < deepestModule:
			return c.list(func() error { return c.stateModule(depth + 1) })
		default:
			return c.SkipValue()
		}
	})
}
