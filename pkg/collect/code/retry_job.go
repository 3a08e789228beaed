package code

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// job is the retry of what runs a function of Python as a job, as its decorator says it. An
// error that the function keeps to itself runs no job again.
func (u *unit) job(decorator, function, call *program.Node) *retry {
	if u.language != syntax.Python || decorator.Kind == program.Call && callee(decorator) == "" || kept(function, call) {
		return nil
	}
	found := u.jobOf(decorator)
	if found != nil {
		found.node = decorator
	}
	return found
}

// kept says whether a try statement of a function takes the errors of a call for done.
func kept(function, call *program.Node) bool {
	for up := call; up != nil && up != function; up = up.Parent {
		if up.Kind == program.Try && inBody(call, up) {
			for _, handler := range up.All(program.Caught) {
				if !has(handler, program.Raise) {
					return true
				}
			}
		}
	}
	return false
}

func (u *unit) jobOf(decorator *program.Node) *retry {
	switch library := u.decoratorLibrary(decorator); {
	case library == "temporalio":
		return opaque("temporal", decorator) // the workflow has its policy
	case library == "dramatiq":
		return u.dramatiq(decorator)
	case library == "airflow":
		return u.airflow(decorator)
	case decorator.Kind != program.Call:
		return nil
	case library == "prefect":
		return u.prefect(decorator)
	case library == "dagster":
		return u.dagster(decorator)
	case library == "rq":
		return u.rq(decorator)
	case library == "langgraph":
		return u.langgraph(decorator)
	}
	if argument(decorator, "retries", "retry", "retrypolicy") != nil {
		return opaque(decoratorName(decorator), decorator)
	}
	return nil
}

// decoratorModule is the module that a decorator comes from.
func (u *unit) decoratorModule(decorator *program.Node) string {
	called := decorator
	if decorator.Kind == program.Call {
		called = decorator.Child(program.Callee)
	}
	module, _ := split(u.origin(called))
	return module
}

// decoratorLibrary is the first part of the module that a decorator comes from.
func (u *unit) decoratorLibrary(decorator *program.Node) string {
	library, _, _ := strings.Cut(u.decoratorModule(decorator), ".")
	return library
}

// isScheduled says whether a decorator makes a step of a pipeline, which runs now and then,
// and not for each request.
func (u *unit) isScheduled(decorator *program.Node) bool {
	if u.language != syntax.Python {
		return false
	}
	switch u.decoratorLibrary(decorator) {
	case "airflow", "prefect", "dagster", "metaflow":
		return true
	default:
		return false
	}
}

// ofJob is a retry of a whole job, whatever its error, which its runner logs.
func ofJob(by string) *retry {
	found := plain(by)
	found.logged = yes
	return found
}

func (u *unit) prefect(task *program.Node) *retry {
	retries := argument(task, "retries")
	if retries == nil {
		return nil
	}
	found := ofJob("prefect")
	u.count(found, retries, 1, 0)
	found.jitter = is(argument(task, "retryjitterfactor") != nil)
	switch wait := argument(task, "retrydelayseconds"); {
	case wait == nil:
	case callee(wait) == "exponential_backoff":
		found.backoff = "exponential"
	default:
		u.waitsFor(found, wait)
	}
	if argument(task, "retryconditionfn") != nil {
		found.clientErrors, found.rateLimits = unknown, unknown
	}
	return unlessOne(found)
}

func (u *unit) dagster(op *program.Node) *retry {
	policy := argument(op, "retrypolicy")
	if policy == nil {
		return nil
	}
	if value := u.constant(policy); value != nil {
		policy = value
	}
	if policy.Kind != program.Call {
		return opaque("dagster", op)
	}
	found := ofJob("dagster")
	u.count(found, argument(policy, "maxretries"), 1, 2)
	found.jitter = is(argument(policy, "jitter") != nil)
	if argument(policy, "delay") != nil {
		found.backoff = "fixed"
	}
	if growth := argument(policy, "backoff"); growth != nil {
		found.backoff = strings.ToLower(growth.Name)
	}
	return found
}

func (u *unit) rq(job *program.Node) *retry {
	policy := argument(job, "retry")
	if policy == nil {
		return nil
	}
	if policy.Kind != program.Call {
		return opaque("rq", job)
	}
	found := ofJob("rq")
	u.count(found, argument(policy, "max"), 1, 0)
	u.waitsFor(found, argument(policy, "interval"))
	return found
}

// graphNode is the retry of a function that LangGraph runs: graph.add_node("find", find, retry_policy=…).
func (u *unit) graphNode(call *program.Node) *retry {
	if u.language != syntax.Python || callee(call) != "add_node" {
		return nil
	}
	return u.langgraph(call)
}

// langgraph makes three attempts, unless told otherwise, for all that is not a fault of the program.
func (u *unit) langgraph(node *program.Node) *retry {
	policy := argument(node, "retrypolicy", "retry")
	if policy == nil || policy.Kind == program.Constant {
		return nil
	}
	if value := u.constant(policy); value != nil {
		policy = value
	}
	if callee(policy) != "RetryPolicy" {
		return opaque("langgraph", node)
	}
	found := ofJob("langgraph")
	found.node = policy
	found.backoff, found.jitter = "exponential", u.option(argument(policy, "jitter"), yes)
	u.count(found, argument(policy, "maxattempts"), 0, 3)
	u.asGrown(found, argument(policy, "backofffactor"))
	switch which := argument(policy, "retryon"); {
	case which == nil:
	case which.Kind == program.Function || len(u.called(which)) > 0:
		u.retriedIf(found, which)
	default:
		found.clientErrors, found.rateLimits = u.typesIn(which)
	}
	return unlessOne(found)
}

// waitsFor reads a delay that is a number, or a list of them, which may grow.
func (u *unit) waitsFor(found *retry, wait *program.Node) {
	if wait == nil {
		return
	}
	if _, ok := u.number(wait); ok {
		found.backoff = "fixed"
		return
	}
	found.backoff, found.why = "", "how long it waits is a list, or stands elsewhere"
}

// dramatiq tries each actor again unless it is told not to.
func (u *unit) dramatiq(actor *program.Node) *retry {
	if decoratorName(actor) != "actor" {
		return nil
	}
	found := ofJob("dramatiq")
	u.count(found, argument(actor, "maxretries"), 1, 21)
	found.backoff, found.jitter = "exponential", yes
	if argument(actor, "throws", "retrywhen") != nil {
		found.clientErrors, found.rateLimits = unknown, unknown
	}
	return unlessOne(found)
}

// unlessOne is nil for a job that is told to run once.
func unlessOne(found *retry) *retry {
	if found.attempts == 1 {
		return nil
	}
	return found
}
