package code

import (
	"slices"
	"unicode"
	"unicode/utf8"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// builtMethodUses are the places in other files of Java or C# that call a method, or hand it on: of its
// class, or of what that is made of, such as the interface that others have it by. There may be more
// where all is false.
func (u *unit) builtMethodUses(method *program.Node) (found []use, all bool) {
	class := classOf(method)
	if class == nil || class.Name == "" || method.Name == "" || isConstructor(method) || u.all == nil {
		return nil, true
	}
	if found, asked := u.usedBy[method]; asked {
		return found, true
	}
	names := typesOfObject(class)
	all = true
	for _, name := range names {
		others, complete := u.all.builtNaming(u, name, method.Name)
		all = all && complete
		for _, other := range others {
			found = append(found, other.callsOfBuilt(method.Name, names, u)...)
		}
	}
	if all && len(found) < nearest {
		u.usedBy[method] = found
		return found, true
	}
	return found[:min(nearest, len(found))], false
}

// typesOfObject are the names of the types that an object of a class is of.
func typesOfObject(class *program.Node) []string {
	names := []string{class.Name}
	for _, base := range class.All(program.Base) {
		if name := baseName(base); name != "" && !slices.Contains(names, name) && len(names) < nearest {
			names = append(names, name)
		}
	}
	return names
}

func baseName(base *program.Node) string {
	named := base.Find(func(n *program.Node) bool { return n.Kind == program.Name || n.Kind == program.Member })
	if named == nil {
		return ""
	}
	return named.Name
}

// callsOfBuilt are the places that call a method of another file, or hand it on, on what may be of one of
// some types.
func (u *unit) callsOfBuilt(method string, types []string, of *unit) []use {
	var found []use
	if u == of {
		return nil
	}
	for _, node := range u.uses[method] {
		if node.Kind == program.Member && (node.Role == program.Callee || node.Role == program.Argument) &&
			len(found) < nearest && u.mayBeOf(node.Child(program.Obj), types) {
			found = append(found, use{node, u})
		}
	}
	return found
}

// mayBeOf says whether something is declared to be of one of some types, or nothing says what it is of.
func (u *unit) mayBeOf(object *program.Node, types []string) bool {
	isOne := func(n *program.Node) bool { return n.Kind == program.Name && slices.Contains(types, n.Name) }
	switch {
	case object == nil:
		return false
	case isOne(object):
		return true
	case object.Kind == program.Call:
		called := object.Child(program.Callee)
		return object.Find(isOne) != nil || called != nil && object.Name != "new" && u.origin(called) == ""
	}
	told := isNamedClass(object) || isSelf(object.Name)
	for _, each := range u.declared(object) {
		if each.node.Child(program.Type).Find(isOne) != nil || callee(each.value) != "" && each.value.Find(isOne) != nil {
			return true
		}
		told = told || tellsType(each)
	}
	return !told
}

// isNamedClass says whether a name is that of a class, by its first letter.
func isNamedClass(name *program.Node) bool {
	first, _ := utf8.DecodeRuneInString(name.Name)
	return unicode.IsUpper(first) && name.Kind == program.Name
}

// tellsType says whether what declares a name says what it is of.
func tellsType(declared binding) bool {
	typed := declared.node.Child(program.Type)
	return typed != nil && typed.Name != "var" || declared.value != nil && declared.value.Name == "new"
}

// builtNaming are the files of Java or C# of production code that have some names and may be in a program
// with another, in their order. There may be more where it is false.
func (c *codebase) builtNaming(of *unit, names ...string) (found []*unit, all bool) {
	for _, file := range c.builtFiles(of.language) {
		if !file.words.hasAll(names) || !c.shareProgram(of.path, file.path) {
			continue
		}
		text, err := c.tree.Read(file.path)
		if err != nil || !hasAll(text, names) {
			continue
		}
		if len(found) == mostNaming {
			return found, false
		}
		if one := c.besides(file.path, text); one != nil {
			found = append(found, one)
		}
	}
	return found, true
}

// builtFile is a file of Java or C# by the words that it may have.
type builtFile struct {
	path  string
	words *words
}

// builtFiles are the files of production code in a language, looked at when somebody asks.
func (c *codebase) builtFiles(language syntax.Language) []builtFile {
	if found, known := c.builtWords[language]; known {
		return found
	}
	if c.builtWords == nil {
		c.builtWords = map[syntax.Language][]builtFile{}
	}
	var found []builtFile
	for _, file := range c.tree.Files {
		if languageOf(file.Path) != language || isForeign(file.Path) || c.role(file.Path) != "source" {
			continue
		}
		if text, err := c.tree.Read(file.Path); err == nil {
			found = append(found, builtFile{file.Path, wordsOf(text)})
		}
	}
	c.builtWords[language] = found
	return found
}
