package code

import (
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// role is what a file is for: source, test, example or script.
func role(file string) string {
	folders := strings.Split(strings.ToLower(path.Dir(file)), "/")
	base := strings.ToLower(path.Base(file))
	in := func(names ...string) bool {
		return slices.ContainsFunc(folders, func(folder string) bool { return slices.Contains(names, folder) })
	}
	name := strings.TrimSuffix(base, path.Ext(base))
	switch {
	case in("test", "tests", "__tests__", "testing", "e2e", "spec", "specs", "fixtures", "mocks", "__mocks__",
		"benchmarks"),
		strings.HasPrefix(name, "test_"), strings.HasSuffix(name, "_test"), strings.HasSuffix(name, ".test"),
		strings.HasSuffix(name, ".spec"), name == "conftest", isClassOfTests(file):
		return "test"
	case in("example", "examples", "sample", "samples", "demo", "demos", "docs", "doc", "tutorial", "tutorials",
		"cookbook"):
		return "example"
	case in("script", "scripts", "tools", "bin", "notebooks", "migrations", "hack"), path.Ext(base) == ".ipynb":
		return "script"
	default:
		return "source"
	}
}

// isClassOfTests goes by what tests of Java and C# are called, and where they stand.
func isClassOfTests(file string) bool {
	name := strings.TrimSuffix(path.Base(file), path.Ext(file))
	folders := strings.Split(path.Dir(file), "/")
	switch path.Ext(file) {
	case ".java":
		return strings.HasSuffix(name, "Test") || strings.HasSuffix(name, "Tests") || strings.HasSuffix(name, "IT") ||
			slices.ContainsFunc(folders, func(folder string) bool {
				return slices.Contains([]string{
					"integration", "integrationTest", "intTest", "functionalTest", "testFixtures", "jmh",
				}, folder)
			})
	case ".cs":
		return strings.HasSuffix(name, "Tests") || slices.ContainsFunc(folders, func(folder string) bool {
			return strings.HasSuffix(folder, "Tests") || strings.HasSuffix(folder, ".Test")
		})
	default:
		return false
	}
}

// repeated is the loop that a node stands in, within its function or through a function
// that is called for each element, nil where there is none. A loop that only tries again
// is none.
func (u *unit) repeated(node *program.Node) *program.Node {
	for up := node; up.Parent != nil; up = up.Parent {
		parent := up.Parent
		switch {
		case parent.Kind == program.Loop && isRepeatedPart(up) && u.retryLoop(parent, node) == nil:
			return parent
		case parent.Kind == program.Function && up.Role == program.Body:
			return u.repeatedFunction(parent)
		}
	}
	return nil
}

func isRepeatedPart(part *program.Node) bool {
	return part.Role == program.Body || part.Role == program.Condition || part.Role == program.Update
}

// repeatedFunction is the call that runs a function for each element: xs.map(function).
func (u *unit) repeatedFunction(function *program.Node) *program.Node {
	call := function.Parent
	if call == nil || call.Kind != program.Call || function.Role != program.Argument {
		return nil
	}
	switch asked(callee(call)) {
	case "map", "foreach", "flatmap", "reduce":
		return call
	case "select", "selectmany", "selectawait", "selectawaitwithcancellation", "foreachawait":
		if u.language == syntax.CSharp {
			return call
		}
		return u.repeated(call)
	default:
		return u.repeated(call)
	}
}

// handler is the function around a node that answers a request, or that one calls which
// does; nil where none is seen.
func (u *unit) handler(node *program.Node) *program.Node { return u.handlerWithin(node, 3) }

func (u *unit) handlerWithin(node *program.Node, steps int) *program.Node {
	function := enclosing(node)
	if function == nil || steps == 0 {
		return nil
	}
	if u.handles(function) {
		return function
	}
	name := ownName(function)
	if name == "" || isCached(function) {
		return u.handlerWithin(function, steps)
	}
	if class := classOf(function); class != nil && (name == "__init__" || name == "constructor") {
		return u.handlerOfObject(function, class, steps)
	}
	for _, use := range u.usesOf(function, name) {
		if u.isHandedOver(use) {
			return function
		}
		if use.Role == program.Callee || callee(use.Parent) == "Depends" {
			if found := u.handlerWithin(use, steps-1); found != nil {
				return found
			}
		}
	}
	return nil
}

// isHandedOver says whether a function is given by its name to what calls it for each request.
func (u *unit) isHandedOver(use *program.Node) bool {
	switch u.language {
	case syntax.CSharp:
		return use.Role == program.Argument && isRegistration(use.Parent)
	case syntax.Python:
		return isHandedOn(use)
	default:
		return false
	}
}

// handlerOfObject is the handler that makes an object of a class, and so runs its constructor.
func (u *unit) handlerOfObject(constructor, class *program.Node, steps int) *program.Node {
	if class.Find(makesItself) != nil {
		return nil
	}
	if isScript(u.language) && isOfRequest(class) {
		return constructor
	}
	for _, use := range u.usesOf(constructor, class.Name) {
		if use.Role != program.Callee || u.isKept(use.Parent) {
			continue
		}
		if found := u.handlerWithin(use, steps-1); found != nil {
			return found
		}
	}
	return nil
}

// isOfRequest says whether Nest makes an object of a class for each request.
func isOfRequest(class *program.Node) bool {
	around := class
	if exported := class.Parent; exported != nil && exported.Kind == program.Other {
		around = exported // which has the decorators
	}
	return around.Find(func(n *program.Node) bool {
		return n.Kind == program.Member && n.Name == "REQUEST" && objectName(n) == "Scope"
	}) != nil
}

// makesItself is __new__, by which a class decides whether there is one object or more.
func makesItself(n *program.Node) bool { return n.Kind == program.Function && n.Name == "__new__" }

// ownName is the name of a function: its own, or that of the variable that it is given to.
func ownName(function *program.Node) string {
	if assign := function.Parent; function.Name == "" && assign != nil && assign.Kind == program.Assign {
		if target := assign.Child(program.Target); target != nil {
			return target.Name
		}
	}
	return function.Name
}

// isCached says whether a function runs once whoever calls it.
func isCached(function *program.Node) bool {
	return slices.ContainsFunc(function.All(program.Decorator), func(decorator *program.Node) bool {
		return mentions(plainName(decoratorName(decorator)),
			"cache", "singleton", "onstartup", "asynccontextmanager", "fixture", "bean", "provides", "postconstruct", "produces")
	})
}
