package code

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// registration is how often .NET makes an object of a class, as a place says that registers it.
type registration struct {
	// within is what the object is, empty where one serves all.
	within string
	at     use
}

// byService says how often a client of C# is made that each object of a class has, and whether
// it is one. How often that is, the container of .NET is told, mostly in another file.
func (u *unit) byService(s *sight, call *program.Node) bool {
	class := u.serviceOf(call)
	if class == nil || u.withEachRequest(call) || u.handler(call) != nil {
		return false
	}
	switch found := u.registrations(class); {
	case len(found) == 0 && (hasBase(class, "BackgroundService", "IHostedService") || class.Find(makesItself) != nil):
		s.values["per_request"] = false
	case len(found) == 0 || slices.ContainsFunc(found, func(each registration) bool { return each.within != found[0].within }):
		s.unsure(u, "/per_request", fmt.Sprintf("nothing that was read says how often an object of %q is made", class.Name), nil)
	case found[0].within == "":
		s.values["per_request"] = false
	default:
		s.values["per_request"], s.values["within"] = true, found[0].within
		s.handler, s.why = &found[0].at, "it is registered here"
		if found[0].at.in == u {
			s.handler = nil
		}
	}
	return true
}

// serviceOf is the class of C# of which each object makes a client by a call: in its constructor,
// or for a field, also for when that is asked first. Nil for what is static.
func (u *unit) serviceOf(call *program.Node) *program.Node {
	class, function := classOf(call), enclosing(call)
	if u.language != syntax.CSharp || class == nil {
		return nil
	}
	if function != nil && ownName(function) == "" && call.Up(u.runsOnce) != nil {
		function = enclosing(function)
	}
	if function != nil && !isConstructor(function) || u.isStatic(memberOf(call, class)) {
		return nil
	}
	return class
}

// memberOf is the member of a class that a node stands in.
func memberOf(node, class *program.Node) *program.Node {
	for node.Parent != class && node.Parent.Parent != class {
		node = node.Parent
	}
	return node
}

// registrations are those of a class in the files of the tree that mention Pinecone.
func (u *unit) registrations(class *program.Node) []registration {
	if u.all == nil {
		return nil
	}
	var found []registration
	for _, file := range slices.Sorted(maps.Keys(u.all.units)) {
		other := u.all.units[file]
		if other == nil || other.language != syntax.CSharp || other.role == "test" || !other.sees(u) {
			continue
		}
		for _, name := range other.uses[class.Name] {
			if within, is := other.registered(name); is && len(found) < nearest {
				found = append(found, registration{within, use{name, other}})
			}
		}
	}
	return found
}

// sees says whether a file of C# can name the classes of another one: by its namespace, or, where
// it has none, in the same project.
func (u *unit) sees(other *unit) bool {
	of, own := other.namespaceOfCSharp(), u.namespaceOfCSharp()
	if of == "" {
		return u.all.projectOf(u.path) == u.all.projectOf(other.path)
	}
	return of == own || strings.HasPrefix(own, of+".") || slices.Contains(u.modules, of)
}

// namespaceOfCSharp is the first namespace that a text declares.
func (u *unit) namespaceOfCSharp() string {
	for line := range bytes.Lines(u.text) {
		if rest, is := bytes.CutPrefix(bytes.TrimSpace(line), []byte("namespace ")); is {
			return strings.Trim(string(rest), " ;{")
		}
	}
	return ""
}

// projectOf is the nearest folder above a file that has a project of .NET; its own where none has.
func (c *codebase) projectOf(file string) string {
	if c.projects == nil {
		c.projects = map[string]bool{}
		for _, each := range c.tree.Files {
			if strings.HasSuffix(each.Path, ".csproj") {
				c.projects[path.Dir(each.Path)] = true
			}
		}
	}
	for folder := path.Dir(file); ; folder = path.Dir(folder) {
		if c.projects[folder] {
			return folder
		}
		if folder == "." || folder == "/" {
			return path.Dir(file)
		}
	}
}

// registered says whether a name of a class stands where one registers it or makes its only object.
func (u *unit) registered(name *program.Node) (within string, is bool) {
	if name.Role == program.Type { // AddScoped<ISearch, Search>()
		types := name.Parent.All(program.Type)
		if types[len(types)-1] != name {
			return "", false
		}
		return lifetimeOf(name.Parent)
	}
	if name.Role != program.Callee || name.Parent.Name != "new" {
		return "", false
	}
	for up := name.Parent.Parent; up != nil; up = up.Parent {
		if within, is = lifetimeOf(up); is {
			return within, true
		}
	}
	function := enclosing(name)
	return "", (function == nil && classOf(name) == nil || function != nil && function.Name == "Main") && u.repeated(name.Parent) == nil
}

// lifetimeOf is how long what a call registers lives.
func lifetimeOf(call *program.Node) (within string, is bool) {
	if call.Kind != program.Call {
		return "", false
	}
	switch callee(call) {
	case "AddScoped", "TryAddScoped", "AddKeyedScoped":
		return "scoped service", true
	case "AddTransient", "TryAddTransient", "AddKeyedTransient", "AddHttpClient":
		return "transient service", true
	case "AddSingleton", "TryAddSingleton", "AddKeyedSingleton", "AddHostedService":
		return "", true
	default:
		return "", false
	}
}
