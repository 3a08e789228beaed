package terraform

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
)

// handFiles gives the variables what files of values have that Terragrunt names to each run.
// All are unknown where it may set them in a way that is not read.
func (m *module) handFiles(values *module) {
	c := m.root.handed
	files, why := c.valueFiles()
	for _, at := range files {
		read, problems := m.root.loader.read("", []string{at})
		for _, found := range problems {
			m.root.problems.add(found)
		}
		for _, file := range read {
			m.assign(values, file)
		}
	}
	if why == nil {
		return
	}
	for name := range m.folder.variables {
		reason := cmp.Or(why.reason, fmt.Sprintf("%s may set variable %q", collect.Quote(c.path), name))
		m.root.inputs[name] = unknown(&gap{
			at: why.at, variable: name, hidden: why.hidden, reason: reason + ": judge a plan with --plan",
		})
	}
}

// valueFiles are the files of values in extra_arguments, and why there may be other values.
func (c *config) valueFiles() (files []string, why *gap) {
	list, why := c.layers()
	var extras []placedIn
	for _, layer := range slices.Backward(list) {
		for _, b := range layer.body.blocks {
			if b.kind == "terraform" {
				extras = layer.extras(b, extras)
			}
		}
	}
	for _, one := range extras {
		named, unread := one.config.extra(one.block)
		files = append(files, named...)
		why = cmp.Or(why, unread)
	}
	return files, why
}

// placedIn is a block of a file of Terragrunt's.
type placedIn struct {
	config *config
	block  *block
}

// extras adds the extra_arguments of a block, each in the place of a weaker one of its name.
func (c *config) extras(of *block, list []placedIn) []placedIn {
	for _, b := range of.body.blocks {
		if b.kind != "extra_arguments" {
			continue
		}
		at := slices.IndexFunc(list, func(one placedIn) bool { return one.block.label(0) == b.label(0) })
		if at >= 0 {
			list[at] = placedIn{c, b}
		} else {
			list = append(list, placedIn{c, b})
		}
	}
	return list
}

// extra are the files of values that a block of extra_arguments names.
func (c *config) extra(b *block) (files []string, why *gap) {
	var optional []string
	for _, item := range b.body.attributes {
		n := c.scope(item).attribute(item)
		l := n.list()
		switch item.name {
		case "commands":
			continue
		case "env_vars":
			if l.gap != nil || slices.ContainsFunc(l.entries, setsVariable) {
				return nil, &gap{at: item.at}
			}
			continue
		}
		if l.gap != nil {
			return nil, &gap{at: item.at}
		}
		for _, e := range l.entries {
			switch item.name {
			case "arguments":
				if value, ok := text(e.node.force()); !ok || strings.HasPrefix(value, "-var") {
					return nil, &gap{at: item.at, hidden: true}
				}
			case "required_var_files", "optional_var_files":
				at, why := c.place(e.node)
				if why != nil {
					return nil, &gap{at: item.at}
				}
				if item.name == "required_var_files" {
					files = append(files, at)
				} else if c.root.loader.isFile(at) {
					optional = append(optional, at)
				}
			}
		}
	}
	return append(files, optional...), nil
}

func setsVariable(e entry) bool {
	return strings.HasPrefix(e.key, "TF_VAR_") || strings.HasPrefix(e.key, "TF_CLI_ARGS")
}
