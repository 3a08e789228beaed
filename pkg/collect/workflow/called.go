package workflow

import (
	"path"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// input finds what a called workflow takes from who calls it, where it is all of a text.
var input = lazyregexp.New(`^\$\{\{\s*inputs\.([A-Za-z_][\w-]*)\s*\}\}$`)

// takeEnvironment finds the environment of a job that only calls a workflow: that of the jobs
// there, which run with its secrets. Where one of them has none, neither has the caller.
func (c *collector) takeEnvironment(caller *job) {
	file, inside := strings.CutPrefix(caller.calls.Value, "./")
	if !inside {
		caller.setEnvironment("", "a workflow that is not read says it")
		return
	}
	data, err := c.tree.Read(path.Join(c.options.Folder, file))
	if err != nil || len(data) > maxSize {
		caller.setEnvironment("", "a workflow that is not read says it")
		return
	}
	called, _, err := parse(file, data)
	if err != nil {
		return // which is said where it is read itself
	}
	names := map[string]bool{}
	for _, one := range c.github(called) {
		if len(one.secrets) > 0 || one.calls != nil {
			names[caller.given(scalar(one.environment))] = true
		}
	}
	for name := range names {
		switch {
		case len(names) == 1:
			caller.setEnvironment(name, "")
		case strings.Contains(name, "$") && !names[""]:
			caller.setEnvironment("", "an expression makes it")
		}
	}
}

// given is a text of a called workflow with what its caller gives for it.
func (j *job) given(text string) string {
	if found := input().FindStringSubmatch(text); found != nil {
		if value := scalar(entry(j.with, found[1])); value != "" {
			return value
		}
	}
	return text
}

// setEnvironment gives a job an environment, or says why nobody can tell it, at the place
// where it calls another.
func (j *job) setEnvironment(name, unclear string) {
	if unclear != "" {
		j.environment, j.unclear = j.calls, unclear
	} else if name != "" {
		j.environment = &yaml.Node{Kind: yaml.ScalarNode, Value: name, Line: j.calls.Line, Column: j.calls.Column}
	}
}
