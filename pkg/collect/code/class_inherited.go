package code

import (
	"bytes"
	"maps"
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// partsOf are the declarations of the class around a node in other files: the other parts of a partial
// class of C#, and the classes that it is made of.
func (u *unit) partsOf(node *program.Node) []declaration {
	class := classOf(node)
	if class == nil || u.all == nil || !isBuilt(u.language) {
		return nil
	}
	var found []declaration
	if u.language == syntax.CSharp {
		for _, each := range u.all.classesCalled(class.Name) {
			if each.node != class && u.all.projectOf(each.in.path) == u.all.projectOf(u.path) {
				found = append(found, each)
			}
		}
	}
	for _, base := range class.All(program.Base) {
		name := base.Find(func(n *program.Node) bool { return n.Kind == program.Name || n.Kind == program.Member })
		if name != nil && name.Name != class.Name {
			found = append(found, u.all.classesCalled(name.Name)...)
		}
	}
	found = slices.DeleteFunc(found, func(each declaration) bool { return each.in.language != u.language })
	return found[:min(nearest, len(found))]
}

// inheritedField is what a name stands for that another part of the class has as a field, or a class that
// it is made of.
func (u *unit) inheritedField(name *program.Node, steps int) *thing {
	for _, part := range u.partsOf(name) {
		for _, each := range part.in.file.names[name.Name] {
			if classOf(each.node) != part.node || each.node.Kind != program.Assign {
				continue
			}
			if found := part.in.export(each, false, steps-1); found != nil {
				return found
			}
		}
	}
	return nil
}

// classesCalled are the classes of a name of Java and C# in files that mention Pinecone.
func (c *codebase) classesCalled(name string) []declaration {
	if c.classes == nil {
		c.classes = map[string][]declaration{}
		for _, path := range c.builtPaths() {
			unit := c.units[path]
			unit.root.Walk(func(n *program.Node) bool {
				if n.Kind == program.Class {
					c.classes[n.Name] = append(c.classes[n.Name], declaration{binding{node: n}, unit})
				}
				return n.Kind != program.Function
			})
		}
	}
	return c.classes[name]
}

// builtPaths are the files of Java and C# that were read, in their order.
func (c *codebase) builtPaths() []string {
	var found []string
	for path, unit := range c.units {
		if unit != nil && isBuilt(unit.language) {
			found = append(found, path)
		}
	}
	slices.Sort(found)
	return found
}

// classesHanding are the names of the classes of Java and C# that have a client, a handle or a store as
// a field.
func (c *codebase) classesHanding() []string {
	var found []string
	for _, path := range c.builtPaths() {
		unit := c.units[path]
		for _, name := range slices.Sorted(maps.Keys(unit.file.names)) {
			for _, each := range unit.file.names[name][:min(nearest, len(unit.file.names[name]))] {
				class := classOf(each.node)
				if class != nil && each.node.Kind == program.Assign && len(found) < mostNaming &&
					!slices.Contains(found, class.Name) && unit.export(each, false, shallow) != nil {
					found = append(found, class.Name)
				}
			}
		}
	}
	return found
}

// isPartOf says whether a text may have a part of one of some classes, or one that is made of it.
func isPartOf(text []byte, classes []string) bool {
	return slices.ContainsFunc(classes, func(name string) bool {
		for _, before := range []string{"extends ", ": ", "partial class "} {
			_, after, ok := bytes.Cut(text, []byte(before+name))
			if ok && (len(after) == 0 || !isPartOfName(after[0])) {
				return true
			}
		}
		return false
	})
}
