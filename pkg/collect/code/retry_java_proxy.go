package code

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// proxied is what an annotation of Spring makes of a method, which is done by what stands before the
// object: nil where that cannot be before the method, and open where it may not be asked.
func (u *unit) proxied(found *retry, function, decorator *program.Node) *retry {
	if found == nil || !u.isOfSpring(decorator) {
		return found
	}
	if found.bounded == yes && found.attempts == 1 {
		return found // the first attempt is the last
	}
	words := u.modifiers(function)
	isFinal := slices.Contains(words, "final")
	if slices.Contains(words, "private") || slices.Contains(words, "static") ||
		isFinal && len(classOf(function).All(program.Base)) == 0 {
		return nil
	}
	var why string
	switch by := u.libraryOfDecorator(decorator); {
	case isFinal:
		why = "Spring repeats a final method only for those who have its object by an interface"
	case u.isCalledByOwn(function):
		why = "Spring does not repeat a method for its own class, which calls " + function.Name
	case u.isSwitchedOff(by):
		why = "nothing in the repository has @" + switchOf(by) + ", without which Spring repeats nothing"
	default:
		return found
	}
	return &retry{present: unknown, by: found.by, node: decorator, why: why}
}

// isOfSpring says whether an annotation is one that Spring reads.
func (u *unit) isOfSpring(decorator *program.Node) bool {
	switch u.libraryOfDecorator(decorator) {
	case "Spring Retry", "Spring 7", "resilience4j":
		return u.language == syntax.Java
	default:
		return false
	}
}

func (u *unit) libraryOfDecorator(decorator *program.Node) string {
	return retryLibrary(u.decoratorModule(decorator))
}

// modifiers are the words before the name of a method that are no annotations.
func (u *unit) modifiers(function *program.Node) []string {
	at := function.Start
	var text strings.Builder
	for _, each := range function.All(program.Decorator) {
		text.Write(u.text[min(at, each.Start):each.Start])
		at = max(at, each.End)
	}
	before, _, _ := strings.Cut(string(u.text[at:max(at, function.End)]), "(")
	text.WriteString(before)
	return strings.Fields(text.String())
}

// isCalledByOwn says whether a method of the same class calls a method by no object, or by this.
func (u *unit) isCalledByOwn(function *program.Node) bool {
	class := classOf(function)
	return slices.ContainsFunc(u.uses[function.Name], func(use *program.Node) bool {
		object := use.Child(program.Obj)
		isOwn := use.Kind == program.Name || object != nil && object.Kind == program.Name && object.Name == "this"
		return use.Role == program.Callee && use.Parent.Name != "new" && isOwn && classOf(use) == class &&
			!use.Within(function)
	})
}

func switchOf(library string) string {
	switch library {
	case "Spring Retry":
		return "EnableRetry"
	case "Spring 7":
		return "EnableResilientMethods"
	default:
		return ""
	}
}

// isSwitchedOff says whether the application is in the repository, and nothing makes the annotations of a
// library count.
func (u *unit) isSwitchedOff(library string) bool {
	if switchOf(library) == "" || u.all == nil {
		return false
	}
	applications, _ := u.all.builtNaming(u, "SpringBootApplication")
	return len(applications) > 0 && !u.all.hasSwitch(library)
}

// hasSwitch says whether a file makes the annotations of a library of Spring count.
func (c *codebase) hasSwitch(library string) bool {
	if found, known := c.switches[library]; known {
		return found
	}
	others := map[string][]string{
		"Spring Retry": {"RetryConfiguration", "RetryOperationsInterceptor", "AnnotationAwareRetryOperationsInterceptor"},
		"Spring 7":     {"RetryAnnotationBeanPostProcessor", "RetryAnnotationInterceptor"},
	}
	found := slices.ContainsFunc(c.tree.Files, func(file collect.File) bool {
		if !slices.Contains([]string{".java", ".kt", ".groovy", ".scala", ".xml"}, path.Ext(file.Path)) {
			return false
		}
		text, err := c.tree.Read(file.Path)
		return err != nil || slices.ContainsFunc(append(others[library], "@"+switchOf(library)), func(word string) bool {
			return bytes.Contains(text, []byte(word))
		})
	})
	if c.switches == nil {
		c.switches = map[string]bool{}
	}
	c.switches[library] = found
	return found
}
