package plan

// deepestModule bounds how far modules are nested in modules.
const deepestModule = 100

// priorState reads the state that is in a plan.
func (c *collector) priorState() error {
	return c.object(func(name string) error {
		if name == "values" {
			return c.stateValues()
		}
		return c.SkipValue()
	})
}

// forget drops what was read of a state, where the changes to it come after it: somebody
// sorted the members of the plan.
func (c *collector) forget() {
	c.sketches, c.drafts, c.keys, c.others, c.secrets = nil, nil, nil, 0, false
	c.files, c.filesSize = nil, 0
	clear(c.seen)
	clear(c.held)
}

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
