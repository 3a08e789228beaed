package code

import (
	"path"
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// constantElsewhere is the one value that another file gives a name, or the member of an object or a
// class; without a value where there is none, or more than one.
func (u *unit) constantElsewhere(node *program.Node) declaration {
	var found []declaration
	switch {
	case u.all == nil || node.Kind != program.Name && node.Kind != program.Member:
		return declaration{}
	case isBuilt(u.language):
		found = u.constantOfClass(node)
	default:
		found = u.declarations(u.origin(node))
		if u.language == syntax.Go && len(found) == 0 {
			found = u.besideName(node)
		}
		if len(found) == 0 && node.Kind == program.Member {
			for _, each := range u.declarations(u.origin(node.Child(program.Obj))) {
				found = append(found, each.in.constantsIn(each.binding, node.Name)...)
			}
		}
	}
	if len(found) != 1 || found[0].node.Kind != program.Assign && found[0].node.Kind != program.Entry ||
		found[0].node.Kind == program.Assign && found[0].node.Name != "=" {
		return declaration{}
	}
	return found[0]
}

// constantsIn are what a class or an object has by a name.
func (u *unit) constantsIn(named binding, name string) []declaration {
	var found []declaration
	switch {
	case named.node.Kind == program.Class:
		for _, each := range slices.Concat(u.attributes[name], u.file.names[name]) {
			isSame := slices.ContainsFunc(found, func(other declaration) bool { return other.node == each.node })
			if classOf(each.node) == named.node && !isSame {
				found = append(found, declaration{each, u})
			}
		}
	case named.value != nil && named.value.Kind == program.Object:
		if value := entry(named.value, plainName(name)); value != nil {
			found = append(found, declaration{binding{node: value.Parent, value: value}, u})
		}
	}
	return found
}

// constantOfClass are those of a class of Java or C# that has a file of its own: Limits.TOP_K.
func (u *unit) constantOfClass(node *program.Node) []declaration {
	class := node.Child(program.Obj)
	if class == nil || class.Kind != program.Name || len(u.bindings(class.Name, class)) > 0 && u.origin(class) == "" {
		return nil
	}
	var found []declaration
	for _, file := range u.all.filesCalled(class.Name + path.Ext(u.path)) {
		text, err := u.all.tree.Read(file)
		if err != nil || u.all.role(file) != u.role {
			continue
		}
		other := u.all.besides(file, text)
		if other == nil {
			continue
		}
		for _, each := range other.file.names[class.Name] {
			found = append(found, other.constantsIn(each, node.Name)...)
		}
	}
	return found
}

// filesCalled are the files of a name, wherever they are; none where they are many.
func (c *codebase) filesCalled(name string) []string {
	if c.called == nil {
		c.called = map[string][]string{}
		for _, file := range c.tree.Files {
			if language := languageOf(file.Path); isBuilt(language) && !isForeign(file.Path) {
				c.called[path.Base(file.Path)] = append(c.called[path.Base(file.Path)], file.Path)
			}
		}
	}
	if found := c.called[name]; len(found) <= nearest {
		return found
	}
	return nil
}
