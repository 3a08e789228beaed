package cloudformation

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// given is a value that a file has for a parameter, for whoever deploys with it.
type given struct {
	name, value string
	at          snapshot.Location
	// open says that nobody can tell the value.
	open bool
}

// givenSet are values that are given at once, and the file of the template that they are for, where
// that is said. Of those that are resolved it is the name alone, of a template that there is.
type givenSet struct {
	values   []given
	template string
}

// mayGive spares nearly every file the parser that has values of parameters.
func mayGive(name string, data []byte) bool {
	return bytes.Contains(data, []byte("ParameterKey")) || isSettings(name) || deploys(data) || pairs().Match(data) ||
		bytes.Contains(data, []byte("template-file-path")) ||
		bytes.Contains(data, []byte("Parameters")) && !bytes.Contains(data, []byte("Resources"))
}

// pairs knows the list that `aws cloudformation deploy --parameter-overrides` takes from a file.
var pairs = lazyregexp.New(`^\s*\[\s*"[A-Za-z][A-Za-z0-9]*=`)

// isSettings knows the files that SAM has its options from.
func isSettings(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(base, "samconfig.") && path.Ext(base) != ".json"
}

// sets are the values of parameters, one list for each file, command or stack that has any, or for
// each environment of SAM's.
func (c *collector) sets() []givenSet {
	if c.givenSets != nil {
		return *c.givenSets
	}
	templates := map[string]bool{}
	for _, file := range c.order {
		templates[path.Base(file)] = true
	}
	sets := c.stacked(templates)
	for _, name := range c.giving {
		if data, err := c.tree.Read(name); err == nil { // else the search for secrets says so
			sets = append(sets, setsIn(name, data)...)
		}
	}
	for _, file := range c.tree.Files {
		if !isScript(file.Path) || file.Size > maxSize {
			continue
		}
		if data, err := c.tree.Read(file.Path); err == nil && deploys(data) {
			sets = append(sets, commanded(file.Path, data)...)
		}
	}
	for i := range sets {
		if sets[i].template = path.Base(sets[i].template); !templates[sets[i].template] {
			sets[i].template = "" // nobody knows which that becomes
		}
	}
	c.givenSets = &sets
	return sets
}

// setsIn are those of one file.
func setsIn(name string, data []byte) []givenSet {
	if isSettings(name) {
		return overrides(name, data)
	}
	sets := commanded(name, data)
	documents, err := document.Parse(name, data)
	if err != nil || len(documents) != 1 {
		return sets // no command takes it
	}
	if set := values(documents[0]); len(set.values) > 0 {
		sets = append(sets, set)
	}
	return sets
}

// values are those of a list as `aws cloudformation create-stack` or `deploy` takes it, of the mapping
// that CodePipeline has, or of a file by which CloudFormation follows a repository.
func values(one *document.Document) givenSet {
	set := givenSet{template: one.Root.Get("template-file-path").String()}
	for _, item := range one.Root.Items {
		if name, value, ok := strings.Cut(item.String(), "="); ok {
			set.values = append(set.values, given{name: name, value: value, at: one.Place(item)})
		}
	}
	set.values = append(set.values, listedValues(one, one.Root)...)
	for _, key := range []string{"Parameters", "parameters"} {
		if key == "Parameters" || set.template != "" {
			set.values = append(set.values, mappedValues(one, one.Root.Get(key))...)
		}
	}
	return set
}

func listedValues(one *document.Document, list *document.Node) (all []given) {
	for _, item := range list.Items {
		if name, value := item.Get("ParameterKey"), item.Get("ParameterValue"); name != nil && value != nil {
			all = append(all, given{name: name.String(), value: value.String(), at: one.Place(item), open: isComputed(value)})
		}
	}
	return all
}

func mappedValues(one *document.Document, parameters *document.Node) (all []given) {
	if parameters == nil {
		return nil
	}
	for i := range parameters.Entries {
		if entry := &parameters.Entries[i]; entry.Value.Kind == document.Scalar {
			all = append(all, given{
				name: entry.Name, value: entry.Value.String(), at: one.Whole(entry), open: isComputed(entry.Value),
			})
		}
	}
	return all
}

// stacked are the values that templates give to those which they nest from elsewhere, such as a
// bucket, and to stack sets, where the repository has one of that name.
func (c *collector) stacked(templates map[string]bool) (sets []givenSet) {
	for _, file := range c.order {
		one := c.templates[file]
		for i := range one.resources.Entries {
			resource := one.resources.Entries[i].Value
			switch resource.Get("Type").String() {
			case "AWS::CloudFormation::Stack", "AWS::CloudFormation::StackSet":
			default:
				continue
			}
			properties := resource.Get("Properties")
			parameters := properties.Get("Parameters")
			named := lastText(properties.Get("TemplateURL"))
			if parameters == nil || c.nestedFile(one, resource) != "" || !templates[path.Base(named)] {
				continue
			}
			values := append(listedValues(one.Document, parameters), mappedValues(one.Document, parameters)...)
			sets = append(sets, givenSet{values: values, template: named})
		}
	}
	return sets
}

// lastText is the last text in what a URL is made of.
func lastText(n *document.Node) string {
	if n == nil {
		return ""
	}
	if name, argument := function(n); name == "Sub" && len(argument.Items) == 2 {
		return argument.Items[0].String()
	} else if name != "" {
		n = argument
	}
	if len(n.Items) > 0 {
		return lastText(n.Items[len(n.Items)-1])
	}
	return n.String()
}

// override finds the option of SAM's that has values of parameters.
var override = lazyregexp.New(`(?s)parameter_overrides["']?[ \t]*[=:][ \t]*` +
	`("""(?:.*?)"""|"(?:[^"\\]|\\.)*"|'[^']*'|\[[^\]]*\]|[^\n]*(?:\n[ \t]*- [^\n]*)*)`)

// pair is one of them, in either way of writing.
var pair = lazyregexp.New(`(?:ParameterKey=)?\b([A-Za-z][A-Za-z0-9]*)(?:,ParameterValue)?=(\\"[^"\\]*\\"|[^\s,"'\]]+)`)

// overrides are the values in SAM's options, as TOML or YAML has them.
func overrides(name string, data []byte) []givenSet {
	text := collect.NewText(name, data)
	var sets []givenSet
	for _, found := range override().FindAllSubmatchIndex(data, -1) {
		var set []given
		for _, m := range pair().FindAllSubmatchIndex(data[found[2]:found[3]], -1) {
			start := found[2]
			set = append(set, given{
				name: string(data[start+m[2] : start+m[3]]), value: strings.Trim(string(data[start+m[4]:start+m[5]]), `\"`),
				at: text.Location(start+m[2], start+m[5]),
			})
		}
		if len(set) > 0 {
			sets = append(sets, givenSet{values: set})
		}
	}
	return sets
}

// other is a value other than its default that a file has for a parameter of the template:
// a file whose every name is one of the template's parameters, since no command takes others.
func (s *stack) other(name, written string) (given, bool) {
	if s.parent != nil {
		return given{}, false
	}
	parameters := s.Root.Get("Parameters")
	for _, set := range s.sets() {
		others := set.template != "" && set.template != path.Base(s.file)
		if others || slices.ContainsFunc(set.values, func(g given) bool { return parameters.Get(g.name) == nil }) {
			continue
		}
		for _, g := range set.values {
			if g.name == name && (g.open || g.value != written) {
				return g, true
			}
		}
	}
	return given{}, false
}
