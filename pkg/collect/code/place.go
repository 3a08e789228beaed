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
	base := strings.ToLower(path.Base(file))
	folders := telling(strings.ToLower(path.Dir(file)), base)
	in := func(names ...string) bool {
		return slices.ContainsFunc(folders, func(folder string) bool { return slices.Contains(names, folder) })
	}
	name := strings.TrimSuffix(base, path.Ext(base))
	switch {
	case in("test", "tests", "__tests__", "testing", "e2e", "spec", "specs", "fixtures", "mocks", "__mocks__",
		"benchmarks", "cypress"),
		strings.HasPrefix(name, "test_"), strings.HasSuffix(name, "_test"), strings.HasSuffix(name, ".test"),
		strings.HasSuffix(name, ".spec"), strings.HasSuffix(name, ".e2e"), strings.HasSuffix(name, ".e2e-spec"),
		strings.HasSuffix(name, ".cy"), name == "conftest", isClassOfTests(file):
		return "test"
	case in("example", "examples", "sample", "samples", "demo", "demos", "docs", "doc", "tutorial", "tutorials",
		"cookbook"):
		return "example"
	case in("script", "scripts", "bin", "notebooks", "migrations", "hack"), isTool(folders), path.Ext(base) == ".ipynb":
		return "script"
	default:
		return "source"
	}
}

// telling are the folders that may say what a file is for. Of Java's packages the first are the
// name of whoever writes the program, and of the program: com.example.demo. Those of routes are
// what users see in an address.
func telling(folder, base string) []string {
	const named = 3
	folders, domains, extension := strings.Split(folder, "/"), []string{"com", "org", "net", "io"}, path.Ext(base)
	if isScript(languageOf(base)) {
		return folders[:len(folders)-routed(folders, base)]
	}
	first := slices.Index(folders, "java") + 1
	if first == 0 {
		first = slices.IndexFunc(folders, func(name string) bool { return slices.Contains(domains, name) })
	}
	if extension != ".java" || first < 0 {
		return folders
	}
	return slices.Delete(folders, first, min(first+named, len(folders)))
}

// routed is how many folders of a file are parts of an address, as Next.js, SvelteKit and Nuxt have it:
// app/api/tests/[id]/route.ts, pages/api/tests.ts, server/api/tests/index.ts.
func routed(folders []string, base string) int {
	name, _, _ := strings.Cut(base, ".")
	for i, folder := range folders {
		below, isAPI := len(folders)-i-1, i+1 < len(folders) && folders[i+1] == "api"
		switch {
		case folder == "app" && slices.Contains([]string{"route", "page", "layout", "actions"}, name),
			(folder == "pages" || folder == "server") && isAPI,
			folder == "routes" && strings.HasPrefix(base, "+"):
			return below
		}
	}
	return 0
}

// isTool says whether a file is a tool of those who develop: in a program, tools are an agent's.
func isTool(folders []string) bool {
	at := slices.Index(folders, "tools")
	return at >= 0 && !slices.ContainsFunc(folders[:at], func(folder string) bool {
		return slices.Contains([]string{"src", "app", "lib", "agent", "agents", "backend", "server", "api"}, folder)
	})
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
		case parent.Kind == program.Loop && isRepeatedPart(up) && u.retryLoop(parent, node) == nil &&
			!u.countsTries(parent):
			return parent
		case parent.Kind == program.Function && up.Role == program.Body:
			return u.repeatedFunction(parent)
		}
	}
	return nil
}

// countsTries says whether a loop goes over the tries of a library: for attempt in Retrying(…).
func (u *unit) countsTries(loop *program.Node) bool {
	return u.language == syntax.Python && u.retrying(loop.Child(program.Iterable)) != nil
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
	if u.runsForEach(call) {
		return call
	}
	return u.repeated(call)
}

// runsForEach says whether a call runs what it is given for each element.
func (u *unit) runsForEach(call *program.Node) bool {
	switch asked(callee(call)) {
	case "map", "foreach", "flatmap", "reduce":
		return true
	case "select", "selectmany", "selectawait", "selectawaitwithcancellation", "foreachawait":
		return u.language == syntax.CSharp
	default:
		return false
	}
}

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
			"cache", "singleton", "onstartup", "asynccontextmanager", "fixture", "bean", "provides", "postconstruct",
			"produces") || isOnStartup(decorator)
	})
}

// isOnStartup knows app.on_event("startup").
func isOnStartup(decorator *program.Node) bool {
	first := decorator.Child(program.Argument)
	return isOneOf(callee(decorator), []string{"onevent"}) && first != nil && first.Name == "startup"
}
