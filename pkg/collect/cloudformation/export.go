package cloudformation

import (
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// export is what a stack gives to others under a name.
type export struct {
	from  *stack
	value *document.Entry
}

// exporters are the exports of the templates that no other nests, by name.
func (c *collector) exporters() map[string][]export {
	if c.exports != nil {
		return c.exports
	}
	c.exports = map[string][]export{}
	for _, file := range c.order {
		outputs := c.templates[file].Root.Get("Outputs")
		if c.nested[file] || outputs == nil {
			continue
		}
		d := &deployment{
			collector: c, top: file, source: &snapshot.Source{ID: sourceOf(file)}, imports: map[string]bool{}, left: maxVisits,
		}
		s := stackOf(d, c.templates[file], "", nil)
		for i := range outputs.Entries {
			s.exported(outputs.Entries[i].Value)
		}
	}
	return c.exports
}

// exported notes an output that is exported under a name that can be told.
func (s *stack) exported(output *document.Node) {
	named := output.Get("Export").Get("Name")
	for i := range output.Entries {
		if entry := &output.Entries[i]; named != nil && entry.Name == "Value" {
			if name, ok := s.value(named, s.Place(named), 0).Known(); ok {
				s.exports[name] = append(s.exports[name], export{s, entry})
			}
		}
	}
}

// imported is what another stack exports, where one template of the repository does. It
// refers to what that was made from there.
func (s *stack) imported(c call) *document.Value {
	made := document.Unclear(c.at, "!ImportValue", "another stack exports it", "")
	name, _ := s.argument(c, c.argument).Known()
	found := s.exporters()[name]
	if len(found) != 1 || found[0].from.file == s.file {
		return made
	}
	from := found[0].from
	v := from.value(found[0].value.Value, from.Whole(found[0].value), c.depth+1)
	switch _, known := v.Known(); {
	case known:
		made = v.Passed(c.at.Location, "imported as "+collect.Quote(name))
	case v.Unknown != nil:
		made.Unknown.Pattern = v.Unknown.Pattern // a stack imports from its own account and region
	}
	made.References = nil
	for _, reference := range v.References {
		source, address := snapshot.Referred(sourceOf(from.file), reference)
		made.References = append(made.References, snapshot.Reference(source, address))
		s.imports[strings.TrimPrefix(source, sourceOf(""))] = true
	}
	return made
}

// observeAll hands on what the deployments have, as one unit where one imports from another.
func observeAll(all []*deployment, sink collect.Sink) {
	first := map[string]string{} // of the deployments that are one unit, by file
	lead := func(file string) string {
		for first[file] != "" && first[file] != file {
			file = first[file]
		}
		return file
	}
	for _, d := range all {
		for _, file := range slices.Sorted(maps.Keys(d.imports)) {
			if from := lead(file); from != lead(d.top) {
				first[from] = lead(d.top)
			}
		}
	}
	units := map[string][]*snapshot.Observation{}
	for _, d := range all {
		units[lead(d.top)] = append(units[lead(d.top)], d.unit...)
	}
	for _, d := range all {
		if unit := units[d.top]; len(unit) > 0 {
			sink.Observe(unit)
		}
	}
}
