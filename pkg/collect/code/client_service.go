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

// registration is how often an object of a class is made, as a place says that makes or registers it.
type registration struct {
	// within is what the object is, empty where one serves all.
	within string
	at     use
}

// often is what an object is of which nobody says how often it is made.
const often = "?"

// byService says how often a client of Java or C# is made that each object of a class has, and
// whether it is one: as often as the object, of which mostly another file says it.
func (u *unit) byService(s *sight, call *program.Node) bool {
	class := u.serviceOf(call)
	if class == nil || u.withEachRequest(call) || u.handler(call) != nil {
		return false
	}
	switch found := u.lifetime(class); {
	case found == nil:
		why := fmt.Sprintf("nothing that was read says how often an object of %q is made", class.Name)
		s.unsure(u, "/per_request", why, nil)
	case found.within == "":
		s.values["per_request"] = false
	default:
		s.values["per_request"], s.values["within"] = true, found.within
		if found.at.in != u {
			s.handler, s.why = &found.at, "an object of it is made here"
		}
	}
	return true
}

// serviceOf is the class of which each object makes a client by a call: in its constructor, or for
// a field, also for when that is asked first. Nil for what is static.
func (u *unit) serviceOf(call *program.Node) *program.Node {
	class, function := classOf(call), enclosing(call)
	if !isBuilt(u.language) || class == nil {
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

// lifetime is how often an object of a class is made, nil where nobody says it, or two say
// something else.
func (u *unit) lifetime(class *program.Node) *registration {
	if found, asked := u.lifetimes[class]; asked {
		return found
	}
	u.lifetimes[class] = nil // which ends circles
	found := u.lifetimeOfObjects(class)
	u.lifetimes[class] = found
	return found
}

func (u *unit) lifetimeOfObjects(class *program.Node) *registration {
	if u.isOneOfFramework(class) {
		return &registration{}
	}
	found := u.registrations(class)
	if len(found) == 0 || slices.ContainsFunc(found, func(each registration) bool {
		return each.within == often || each.within != found[0].within
	}) {
		return nil
	}
	return &found[0]
}

// isOneOfFramework knows the classes of which a framework makes one object.
func (u *unit) isOneOfFramework(class *program.Node) bool {
	if u.language == syntax.CSharp {
		return hasBase(class, "BackgroundService", "IHostedService")
	}
	return !hasAttribute(class, "Scope", "Prototype", "Dependent", "SessionScoped") && (hasAttribute(class,
		"Service", "Component", "Repository", "Configuration", "AutoConfiguration", "Controller", "RestController",
		"SpringBootApplication", "Singleton", "ApplicationScoped", "Factory", "Named", "WebServlet") ||
		hasBase(class, "HttpServlet", "RequestHandler", "RequestStreamHandler"))
}

// registrations are those of a class in the files of the tree that mention Pinecone.
func (u *unit) registrations(class *program.Node) []registration {
	if u.all == nil {
		return nil
	}
	var found []registration
	for _, other := range u.all.whoName(u.language, class.Name) {
		for _, name := range other.uses[class.Name] {
			if !other.sees(u) {
				break
			}
			if one := other.registered(name, class); one != nil && len(found) < nearest {
				found = append(found, *one)
			}
		}
	}
	return found
}

// registered is how often a place makes an object of a class that names it, nil where it makes none.
func (u *unit) registered(name, class *program.Node) *registration {
	switch {
	case name.Role == program.Type: // AddScoped<ISearch, Search>()
		types := name.Parent.All(program.Type)
		if within, is := lifetimeOf(name.Parent); is && types[len(types)-1] == name {
			return &registration{within, use{name, u}}
		}
	case name.Role == program.Callee && name.Parent.Name == "new":
		return &registration{u.madeWithin(name.Parent, class), use{name, u}}
	}
	return nil
}

// madeWithin is what an object is that a call makes.
func (u *unit) madeWithin(call, class *program.Node) string {
	for up := call.Parent; up != nil; up = up.Parent {
		if within, is := lifetimeOf(up); is {
			return within
		}
	}
	switch around := classOf(call); {
	case u.handler(call) != nil || u.withEachRequest(call) || u.language == syntax.Java && isPerRequest(call):
		return "handler"
	case u.repeated(call) != nil:
		return often
	case u.isMadeOnce(call, around):
		return ""
	case u.serviceOf(call) != nil && around != class:
		if of := u.lifetime(around); of != nil {
			return of.within
		}
	}
	return often
}

// isMadeOnce says whether a call runs once for the program: it is kept, static, in main or a bean.
func (u *unit) isMadeOnce(call, around *program.Node) bool {
	if function := enclosing(call); function != nil {
		return u.isKept(call) || isCached(function) || function.Name == "main" || function.Name == "Main"
	}
	return u.isKept(call) || around == nil || u.isStatic(memberOf(call, around))
}

// whoName are the files of a language that were read and have a name, sorted.
func (c *codebase) whoName(language syntax.Language, name string) []*unit {
	if c.whoNames == nil {
		c.whoNames = map[syntax.Language]map[string][]*unit{}
	}
	if c.whoNames[language] == nil {
		c.whoNames[language] = map[string][]*unit{}
		for _, file := range slices.Sorted(maps.Keys(c.units)) {
			other := c.units[file]
			if other == nil || other.language != language || other.role == "test" {
				continue
			}
			for each := range other.uses {
				c.whoNames[language][each] = append(c.whoNames[language][each], other)
			}
		}
	}
	found := c.whoNames[language][name]
	return found[:min(mostNaming, len(found))]
}

// sees says whether a file can name the classes of another one: of C# by its namespace, or, where
// it has none, in the same project; of Java by its package.
func (u *unit) sees(other *unit) bool {
	of, own := other.namespaceOf(), u.namespaceOf()
	switch {
	case of != "" && (of == own || slices.Contains(u.modules, of)):
		return true
	case u.language == syntax.Java:
		return of == own && path.Dir(u.path) == path.Dir(other.path)
	case of == "":
		return u.all.projectOf(u.path) == u.all.projectOf(other.path)
	default:
		return strings.HasPrefix(own, of+".")
	}
}

// namespaceOf is the first namespace that a text of C# declares, or the package of one of Java.
func (u *unit) namespaceOf() string {
	if u.space == nil {
		u.space = new(string)
		for line := range bytes.Lines(u.text) {
			word, rest, _ := strings.Cut(strings.TrimSpace(string(line)), " ")
			if word == "namespace" || word == "package" {
				*u.space = strings.Trim(rest, " ;{")
				break
			}
		}
	}
	return *u.space
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
