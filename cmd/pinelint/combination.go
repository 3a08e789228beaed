package main

import "cmp"

// combination finds flags that go not together.
func (c *check) combination() error {
	switch {
	case c.fixes && (c.snapshot != "" || len(c.plans)+len(c.previews) > 0 || c.logs.where != ""):
		return usage("--fixes: %w", errNeedsSource)
	case c.live.on && (c.snapshot != "" || c.fixes):
		return usage("--live collects anew and changes nothing: it does not go with --snapshot and --fixes")
	case c.pseudonymize && c.fixes:
		return usage("--fixes writes what stands in files: it does not go with --pseudonymize")
	case c.newFrom != "" && c.baseline.write:
		return usage("--write-baseline writes all that is there: leave out --new-from")
	}
	return cmp.Or(c.anew(), c.revisions(), c.check())
}

// anew says what is not read where a snapshot is.
func (c *check) anew() error {
	if c.snapshot == "" {
		return nil
	}
	for _, flag := range []struct {
		name  string
		given bool
	}{
		{"audit-logs", c.logs.where != ""},
		{"history", c.history},
		{"plan", len(c.plans) > 0},
		{"pulumi-preview", len(c.previews) > 0},
		{"var-file", len(c.varFiles) > 0},
		{"tf-var-env", c.tfVarEnv},
	} {
		if flag.given {
			return usage("--%s collects anew: it does not go with --snapshot", flag.name)
		}
	}
	return nil
}

// revisions are read with nothing but the files of the repository.
func (c *check) revisions() error {
	beside := c.live.on || c.snapshot != "" || len(c.plans)+len(c.previews) > 0 || c.logs.where != "" || c.history
	if c.newFrom+c.waiversFrom != "" && beside {
		return usage("--new-from and --waivers-from judge files of a revision: they do not go with " +
			"--live, --plan, --snapshot, --audit-logs and --history")
	}
	return nil
}
