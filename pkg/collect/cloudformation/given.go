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
}

// mayGive spares nearly every file the parser that has values of parameters.
func mayGive(name string, data []byte) bool {
	return bytes.Contains(data, []byte("ParameterKey")) || isSettings(name) ||
		bytes.Contains(data, []byte("Parameters")) && !bytes.Contains(data, []byte("Resources"))
}

// isSettings knows the files that SAM has its options from.
func isSettings(name string) bool {
	base := path.Base(name)
	return strings.HasPrefix(base, "samconfig.") && path.Ext(base) != ".json"
}

// sets are the values of parameters, one list for each file that has any, or for each
// environment of SAM's.
func (c *collector) sets() [][]given {
	if c.givenSets != nil {
		return *c.givenSets
	}
	var sets [][]given
	for _, name := range c.giving {
		data, err := c.tree.Read(name)
		if err != nil {
			continue // the search for secrets says so
		}
		if isSettings(name) {
			sets = append(sets, overrides(name, data)...)
			continue
		}
		documents, err := document.Parse(name, data)
		if err != nil || len(documents) != 1 {
			continue // no command takes it
		}
		if set := values(documents[0]); len(set) > 0 {
			sets = append(sets, set)
		}
	}
	c.givenSets = &sets
	return sets
}

// values are those of a list as `aws cloudformation create-stack` takes it, or of the
// mapping that CodePipeline has.
func values(one *document.Document) []given {
	var set []given
	for _, item := range one.Root.Items {
		if name, value := item.Get("ParameterKey"), item.Get("ParameterValue"); name != nil && value != nil {
			set = append(set, given{name.String(), value.String(), one.Place(item)})
		}
	}
	if parameters := one.Root.Get("Parameters"); parameters != nil {
		for i := range parameters.Entries {
			entry := &parameters.Entries[i]
			if entry.Value.Kind == document.Scalar {
				set = append(set, given{entry.Name, entry.Value.String(), one.Whole(entry)})
			}
		}
	}
	return set
}

// override finds the option of SAM's that has values of parameters.
var override = lazyregexp.New(`(?s)parameter_overrides["']?[ \t]*[=:][ \t]*` +
	`("""(?:.*?)"""|"(?:[^"\\]|\\.)*"|'[^']*'|\[[^\]]*\]|[^\n]*(?:\n[ \t]*- [^\n]*)*)`)

// pair is one of them, in either way of writing.
var pair = lazyregexp.New(`(?:ParameterKey=)?\b([A-Za-z][A-Za-z0-9]*)(?:,ParameterValue)?=(\\"[^"\\]*\\"|[^\s,"'\]]+)`)

// overrides are the values in SAM's options, as TOML or YAML has them.
func overrides(name string, data []byte) [][]given {
	text := collect.NewText(name, data)
	var sets [][]given
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
			sets = append(sets, set)
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
		if slices.ContainsFunc(set, func(g given) bool { return parameters.Get(g.name) == nil }) {
			continue
		}
		for _, g := range set {
			if g.name == name && g.value != written {
				return g, true
			}
		}
	}
	return given{}, false
}
