package cloudformation

import (
	"maps"
	"slices"
	"strings"
	"unicode"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// export is what a stack gives to others under a name.
type export struct {
	from  *stack
	value *document.Entry
}

// exporters are the exports of the templates that no other nests, by the outlines of their names.
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
		s := c.aside(c.templates[file])
		for i := range outputs.Entries {
			s.exported(outputs.Entries[i].Value)
		}
	}
	return c.exports
}

// aside is the stack of a template that is not observed for its own sake.
func (c *collector) aside(one *template) *stack {
	source := &snapshot.Source{ID: sourceOf(one.file)}
	d := &deployment{collector: c, top: one.file, source: source, imports: map[string]bool{}, left: maxVisits}
	return stackOf(d, one, "", nil)
}

// exported notes an output that is exported under a name of which something can be told.
func (s *stack) exported(output *document.Node) {
	named := output.Get("Export").Get("Name")
	for i := range output.Entries {
		if entry := &output.Entries[i]; named != nil && entry.Name == "Value" {
			if name := outline(s.value(named, s.Place(named), 0)); name != "" {
				s.exports[name] = append(s.exports[name], export{s, entry})
			}
		}
	}
}

// hole stands in the outline of a name for each part that nobody can tell.
const hole = "${}"

var unresolved = lazyregexp.New(`\$\{[^{}]*\}`)

// outline is a name, or what is known of it, with a hole for each other part; it is empty where
// that is nothing. Stacks are called by parameters, in whose place the stack itself knows its name.
func outline(name *document.Value) string {
	if text, ok := name.Known(); ok {
		return text
	}
	if name == nil || name.Unknown == nil {
		return ""
	}
	parts := unresolved().ReplaceAllString(name.Unknown.Pattern, hole)
	if !strings.ContainsFunc(parts, unicode.IsLetter) {
		return ""
	}
	return parts
}

// fits says whether a name may be what an outline is of.
func fits(outline, name string) bool {
	parts := strings.Split(outline, hole)
	last := len(parts) - 1
	rest, ok := strings.CutPrefix(name, parts[0])
	if last == 0 || !ok {
		return ok && rest == ""
	}
	for _, part := range parts[1:last] {
		if _, rest, ok = strings.Cut(rest, part); !ok {
			return false
		}
	}
	return strings.HasSuffix(rest, parts[last])
}

// named are the exports that may have a name. It is certain where nothing is left out of theirs.
func (c *collector) named(name string) (found []export, certain bool) {
	all := c.exporters()
	if name == "" || len(all[name]) > 0 {
		return all[name], !strings.Contains(name, hole)
	}
	for _, other := range slices.Sorted(maps.Keys(all)) {
		isOne := strings.Contains(name, hole) != strings.Contains(other, hole)
		if isOne && (fits(name, other) || fits(other, name)) {
			found = append(found, all[other]...)
		}
	}
	return found, false
}

// imported is what another stack exports, where one template of the repository does. It
// refers to what that was made from there. Where the name alone does not tell, it stays open
// whether it is that.
func (s *stack) imported(c call) *document.Value {
	made := document.Unclear(c.at, "!ImportValue", "another stack exports it", "")
	name := s.argument(c, c.argument)
	found, certain := s.named(outline(name))
	if len(found) != 1 || found[0].from.file == s.file {
		return made
	}
	from := found[0].from
	v := from.value(found[0].value.Value, from.Whole(found[0].value), c.depth+1)
	text, _ := name.Known()
	switch _, known := v.Known(); {
	case !certain:
	case known:
		made = v.Passed(c.at.Location, "imported as "+collect.Quote(text))
	case v.Unknown != nil:
		made.Unknown.Pattern = v.Unknown.Pattern // a stack imports from its own account and region
		if v.Unknown.IsLater() {
			made.Unknown.Reason = v.Unknown.Reason
		}
	}
	made.References = nil
	for _, reference := range v.References {
		source, address := snapshot.Referred(sourceOf(from.file), reference)
		made.References = append(made.References, snapshot.Reference(source, address))
		s.imports[strings.TrimPrefix(source, sourceOf(""))] = true
	}
	return made
}

// ownerOf is the property by which a resource says what it is a part of, empty for one that is none.
func ownerOf(kind string) string {
	switch kind {
	case "AWS::IAM::Policy", "AWS::IAM::ManagedPolicy":
		return "Roles"
	case "AWS::IAM::RolePolicy":
		return "RoleName"
	case "AWS::S3::BucketPolicy":
		return "Bucket"
	case "AWS::EC2::SecurityGroupIngress", "AWS::EC2::SecurityGroupEgress":
		return "GroupId"
	default:
		return ""
	}
}

// addsTo says whether a template, which mentions nothing itself, has a part of what one that is
// read exports: a policy of its role, a rule of its group.
func (c *collector) addsTo(one *template) bool {
	s := c.aside(one)
	for i := range one.resources.Entries {
		resource := one.resources.Entries[i].Value
		if owner := ownerOf(resource.Get("Type").String()); owner != "" {
			s.property(resource, owner, 0)
		}
	}
	for file := range s.imports {
		if c.templates[file].read {
			return true
		}
	}
	return false
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
