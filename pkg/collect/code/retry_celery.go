package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// celeryTask is the retry of a task of Celery, as its decorator or its class says it.
func (u *unit) celeryTask(decorator *program.Node) *retry {
	options, in := u.taskOptions(decorator)
	types := argument(options, "autoretryfor")
	if types == nil {
		return nil
	}
	found := in.celery(options, types)
	if argument(decorator, "autoretryfor") == nil {
		found.node = types
	}
	return u.saidIn(in, found)
}

// saidIn is a retry that the file of a class says, which may be another one.
func (u *unit) saidIn(in *unit, found *retry) *retry {
	if in == u {
		return found
	}
	return found.of(in)
}

// taskOptions are those of a task with what its class sets, @app.task(base=VectorTask), and the file
// of the class that says when it is tried again.
func (u *unit) taskOptions(decorator *program.Node) (*program.Node, *unit) {
	base := argument(decorator, "base")
	if u.language != syntax.Python || base == nil {
		return decorator, u
	}
	options, in := *decorator, u
	options.Children = slices.Clone(decorator.Children)
	for _, class := range u.classesNamed(base) {
		set, by := class.in.classOptions(class.node, shallow)
		options.Children = append(options.Children, set...)
		if by != nil && argument(decorator, "autoretryfor") == nil {
			in = by
		}
	}
	return &options, in
}

// celeryClass is the retry of a task that is written as a class.
func (u *unit) celeryClass(function *program.Node) *retry {
	class := classOf(function)
	if u.language != syntax.Python || function.Name != "run" || class == nil {
		return nil
	}
	options, in := u.classOptions(class, shallow)
	if in == nil {
		return nil
	}
	task := &program.Node{Kind: program.Call, Children: options}
	types := argument(task, "autoretryfor")
	found := in.celery(task, types)
	found.node = types
	return u.saidIn(in, found)
}

// classOptions are what a class sets, and its bases do, as options, and the file of the one that says
// which errors are tried again, nil where none does.
func (u *unit) classOptions(class *program.Node, steps int) (options []*program.Node, in *unit) {
	if steps == 0 {
		return nil, nil
	}
	class.Walk(func(n *program.Node) bool {
		if n.Kind == program.Assign && n.Child(program.Target) != nil && n.Child(program.Value) != nil {
			option := &program.Node{
				Kind: program.Keyword, Role: program.Argument, Name: n.Child(program.Target).Name,
				Children: []*program.Node{n.Child(program.Value)},
			}
			options = append(options, option)
			if plainName(option.Name) == "autoretryfor" {
				in = u
			}
		}
		return n == class || !isClassOrFunction(n)
	})
	for _, base := range u.bases(class) {
		set, by := base.in.classOptions(base.node, steps-1)
		options = append(options, set...)
		if in == nil {
			in = by
		}
	}
	return options, in
}

// askedAgain is a task of Celery that asks for its retry: raise self.retry(countdown=…).
func (u *unit) askedAgain(function, call *program.Node) *retry {
	if u.language != syntax.Python || len(function.All(program.Decorator)) == 0 {
		return nil
	}
	try := call.Up(func(n *program.Node) bool { return n.Kind == program.Try || n == function })
	if try == nil || try.Kind != program.Try || !inBody(call, try) {
		return nil
	}
	for _, handler := range try.All(program.Caught) {
		again := handler.Find(func(n *program.Node) bool {
			return n.Kind == program.Call && callee(n) == "retry" && n.Child(program.Callee).Child(program.Obj) != nil
		})
		if again != nil {
			return u.celeryAgain(function, handler, again)
		}
	}
	return nil
}

func (u *unit) celeryAgain(function, handler, again *program.Node) *retry {
	found := ofJob("celery")
	found.node = again
	most := argument(again, "maxretries")
	for _, decorator := range function.All(program.Decorator) {
		if most == nil {
			options, _ := u.taskOptions(decorator)
			most = argument(options, "maxretries")
		}
	}
	u.count(found, most, 1, 4)
	found.backoff = "fixed" // of three minutes
	if wait := argument(again, "countdown"); wait != nil {
		terms := u.terms(wait, function)
		grown, certain := u.growth(terms, function)
		found.jitter = terms.jitter()
		if found.backoff = grown; !certain && grown != "exponential" {
			found.backoff = ""
		}
		found.capped = u.isCapped(found, terms)
	}
	client, limits := u.caught(handler)
	found.clientErrors, found.rateLimits = u.askedFor(handler, again, client, limits)
	return found
}

// askedFor says of the errors that a handler catches which a call in it tries again.
func (u *unit) askedFor(handler, again *program.Node, client, limits tri) (newClient, newLimits tri) {
	for up := again; up != nil && up != handler; up = up.Parent {
		if up.Parent.Kind != program.If || up.Role != program.Body {
			continue
		}
		switch tested := u.statuses(up.Parent.Child(program.Condition), shallow); {
		case tested == nil:
		case tested.untold() || tested.negated:
			return unknown, unknown
		default:
			named := [2]tri{is(tested.refused && !tested.server), is(tested.limit)}
			return u.handled(handler, again).or(named[0], named[1])
		}
	}
	return u.filtered(handler, again, client, limits)
}

// celery is a task that is put into the queue again: three times after three minutes
// unless told otherwise, and by retry_backoff with jitter and a cap of ten minutes.
func (u *unit) celery(task, types *program.Node) *retry {
	found := &retry{present: yes, by: "celery", node: task, backoff: "fixed", capped: yes, jitter: no, logged: yes}
	u.count(found, argument(task, "maxretries"), 1, 4)
	if growth := argument(task, "retrybackoff"); growth != nil && growth.Name != "false" {
		found.backoff, found.jitter = "exponential", yes
	}
	if jitter := argument(task, "retryjitter"); jitter != nil && jitter.Name == "false" {
		found.jitter = no
	}
	found.clientErrors, found.rateLimits = u.typesIn(types)
	return found
}
