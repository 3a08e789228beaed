package code

import (
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// runElsewhere is what a call of Go makes of a function, where its name says only that it
// runs it, and what it does besides stands in another file: s.exec.Execute(ctx, f).
func (u *unit) runElsewhere(call, called *program.Node) *retry {
	if found := u.policyOfChain(call); found != nil {
		return found
	}
	switch plainName(called.Name) {
	case "do", "run", "execute", "exec", "call", "invoke", "perform", "try", "apply", "dowithcontext", "runwithcontext",
		"executewithcontext":
	default:
		return nil
	}
	if len(u.called(called)) > 0 || runsOnly(u.moduleOf(called)) {
		return nil
	}
	return guessed(called.Name, call)
}

// moduleOf is where a function comes from, or the type of the object that it is a method of.
func (u *unit) moduleOf(called *program.Node) string {
	if origin := u.origin(called); origin != "" {
		return origin
	}
	object := called.Child(program.Obj)
	if object == nil {
		return ""
	}
	for _, each := range u.givenTo(object) {
		typed := each.node.Child(program.Type).Find(func(n *program.Node) bool { return u.origin(n) != "" })
		if typed != nil {
			return u.origin(typed)
		}
		if each.value != nil && each.value.Kind == program.Call {
			if origin := u.origin(each.value.Child(program.Callee)); origin != "" {
				return origin
			}
		}
	}
	return ""
}

// runsOnly knows what runs a function once and no more: what comes with Go, which has no dot
// in the first part of its path, and packages that are known.
func runsOnly(origin string) bool {
	module, _ := split(origin)
	if module == "" {
		return false
	}
	if first, _, _ := strings.Cut(module, "/"); !strings.Contains(first, ".") {
		return true
	}
	known := []string{
		"golang.org/x/", "go.opentelemetry.io/", "gorm.io/", "github.com/sony/gobreaker", "github.com/afex/hystrix-go",
		"github.com/sourcegraph/conc", "github.com/panjf2000/ants", "github.com/alitto/pond", "github.com/samber/",
		"github.com/robfig/cron", "github.com/spf13/",
	}
	return slices.ContainsFunc(known, func(path string) bool { return strings.HasPrefix(module, path) })
}

// runAgain is what tries a function of Go again from outside of the text: a queue that it
// works for. How is for the settings of the queue to say.
func (u *unit) runAgain(function *program.Node) *retry {
	queues := []string{
		"github.com/hibiken/asynq:Task", "github.com/riverqueue/river:Job",
		"github.com/ThreeDotsLabs/watermill/message:Message", "github.com/gocraft/work:Job",
		"sigs.k8s.io/controller-runtime:Request", "sigs.k8s.io/controller-runtime/pkg/reconcile:Request",
	}
	for _, parameter := range function.All(program.Param) {
		typed := parameter.Child(program.Type).Find(func(n *program.Node) bool {
			return slices.Contains(queues, u.origin(n))
		})
		if typed != nil {
			return opaque("the queue", function)
		}
	}
	for _, use := range u.usesOf(function, ownName(function)) {
		name := callee(use.Parent)
		if use.Role == program.Argument && u.importsModule("go.temporal.io/sdk") &&
			(strings.HasPrefix(name, "Execute") || strings.HasPrefix(name, "Register")) {
			return opaque("the workflow", use.Parent)
		}
	}
	return nil
}

// golangMethodUses are the nearest places in other files that call a method of Go by its name: on
// its type, or on an interface, which may be it.
func (u *unit) golangMethodUses(method *program.Node) []use {
	if receiver(method) == "" || u.all == nil {
		return nil
	}
	found, asked := u.usedBy[method]
	if asked {
		return found
	}
	u.all.learnWords()
	looked, own := 0, u.all.moduleOf(u.path)
	for _, file := range u.all.named {
		if languageOf(file) != syntax.Go || !u.all.words[file].has(method.Name) || u.all.moduleOf(file) != own {
			continue
		}
		if looked++; looked > mostNaming {
			break
		}
		if other := u.all.at(file); other != nil && other != u {
			found = append(found, other.callsOf(method, u)...)
		}
	}
	found = found[:min(nearest, len(found))]
	u.usedBy[method] = found
	return found
}

// callsOf are the places that call a method of Go of another file.
func (u *unit) callsOf(method *program.Node, of *unit) []use {
	var found []use
	for _, node := range u.uses[method.Name] {
		if node.Kind != program.Member || node.Role != program.Callee || len(found) == nearest {
			continue
		}
		types := u.structsOf(node.Child(program.Obj), shallow)
		if len(types) == 0 && u.mayBeAny(node) || slices.ContainsFunc(types, func(each declaration) bool {
			return of.mayHave(each, method)
		}) {
			found = append(found, use{node, u})
		}
	}
	return found
}

// mayBeAny says whether what a method is called on may be of any type that has it: nothing tells
// what it is, or it may be an interface that stands elsewhere.
func (u *unit) mayBeAny(called *program.Node) bool {
	object := called.Child(program.Obj)
	if typed := u.declaredType(object); typed != nil {
		return !u.isForeignPointer(typed)
	}
	return u.moduleOf(called) == "" && u.origin(object) == "" && u.thing(object) == nil
}

// mayHave says whether a type has a method of the text: it is the method's own, or an interface.
func (u *unit) mayHave(class declaration, method *program.Node) bool {
	own := class.node.Name == receiver(method) && path.Dir(class.in.path) == path.Dir(u.path)
	return own || strings.HasPrefix(class.in.opening(class.node.Child(program.Body)), "interface")
}
