package code

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// importsModule says whether the text imports a module, or one within it.
func (u *unit) importsModule(module string) bool {
	return slices.ContainsFunc(u.modules, func(name string) bool {
		return name == module || strings.HasPrefix(name, module+"/")
	})
}

// hasName says whether a name stands anywhere in the text.
func (u *unit) hasName(name string) bool {
	return len(u.uses[name]) > 0
}

// scriptJob is the retry of what runs a function that it was handed as a job.
func (u *unit) scriptJob(call *program.Node) *retry {
	if !isScript(u.language) {
		return nil
	}
	var found *retry
	switch {
	case isOfInngest(call):
		found = u.inngest(call)
	case callee(call) == "Worker" && u.origin(call.Child(program.Callee)) == "bullmq:Worker":
		found = u.bullmq()
	}
	if found != nil && found.node == nil {
		found.node = call
	}
	return found
}

// scriptTask is the retry of a function by where it stands: an activity of Temporal, the run
// of a task of Trigger.dev.
func (u *unit) scriptTask(function *program.Node) *retry {
	if !isScript(u.language) {
		return nil
	}
	if u.importsModule("@temporalio/activity") {
		return opaque("temporal", function) // the workflow has its policy
	}
	if u.importsModule("@nestjs/bullmq") || u.importsModule("@nestjs/bull") {
		if classOf(function) != nil && u.hasName("Processor") {
			return &retry{present: unknown, by: "bullmq", why: "who adds a job says how often it is tried"}
		}
	}
	object := function.Parent
	if object != nil && object.Kind == program.Entry {
		object = object.Parent
	}
	if object == nil || object.Kind != program.Object || object.Role != program.Argument {
		return nil
	}
	called := object.Parent.Child(program.Callee)
	if called == nil || !strings.HasPrefix(u.origin(called), "@trigger.dev/sdk") {
		return nil
	}
	return u.trigger(object)
}

// isOfInngest knows inngest.createFunction({ id: "a" }, { event: "b" }, f), whose client most
// programs keep in a file of its own.
func isOfInngest(call *program.Node) bool {
	called, options, trigger := call.Child(program.Callee), positional(call, 0), positional(call, 1)
	if callee(call) != "createFunction" || called.Kind != program.Member || options == nil || entry(options, "id") == nil {
		return false
	}
	return mentions(plainName(objectName(called)), "inngest") || entry(options, "triggers") != nil ||
		trigger != nil && (entry(trigger, "event") != nil || entry(trigger, "cron") != nil)
}

// inngest tries each step again four times unless told otherwise, with a growing delay.
func (u *unit) inngest(call *program.Node) *retry {
	found := ofJob("inngest")
	u.count(found, argument(call, "retries"), 1, 5)
	found.backoff, found.jitter = "exponential", yes
	if u.hasName("NonRetriableError") {
		found.clientErrors, found.rateLimits = unknown, unknown
	}
	return unlessOne(found)
}

func (u *unit) trigger(task *program.Node) *retry {
	options := entry(task, "retry")
	if options == nil || options.Kind != program.Object {
		return opaque("trigger.dev", task) // the project's configuration has them
	}
	found := ofJob("trigger.dev")
	u.count(found, entry(options, "maxattempts"), 0, 3)
	found.backoff, found.jitter = "exponential", u.truth(entry(options, "randomize"))
	u.asGrown(found, entry(options, "factor"))
	if u.hasName("AbortTaskRunError") {
		found.clientErrors, found.rateLimits = unknown, unknown
	}
	return unlessOne(found)
}

// bullmq leaves to whoever adds a job how often it runs: that may stand in the same file.
func (u *unit) bullmq() *retry {
	options := u.root.Find(func(n *program.Node) bool { return n.Kind == program.Object && entry(n, "attempts") != nil })
	if options == nil {
		return &retry{present: unknown, by: "bullmq", why: "who adds a job says how often it is tried"}
	}
	found := ofJob("bullmq")
	found.node = options
	u.count(found, entry(options, "attempts"), 0, 1)
	if wait := entry(options, "backoff"); wait != nil {
		found.backoff = "fixed"
		if kind, ok := u.word(entry(wait, "type")); ok && kind == "exponential" {
			found.backoff = "exponential"
		}
		found.jitter = is(entry(wait, "jitter") != nil)
	}
	if u.hasName("UnrecoverableError") {
		found.clientErrors, found.rateLimits = unknown, unknown
	}
	found.logged = is(u.root.Find(func(n *program.Node) bool {
		return n.Kind == program.Call && callee(n) == "on" && positional(n, 0) != nil && positional(n, 0).Name == "failed"
	}) != nil)
	return unlessOne(found)
}
