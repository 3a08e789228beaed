package code

import (
	"slices"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// longestDelay is how long a delay without a bound of its own may grow until the last try,
// in seconds, for it not to count as one without a bound.
const longestDelay = 120

// delay reads how a retry waits, within a node, and within the loop or function that
// counts its tries.
func (u *unit) delay(found *retry, within, counter *program.Node) {
	waits := u.sleeps(within)
	if u.mayWait(within, counter) && !slices.ContainsFunc(waits, u.isAmount) {
		found.backoff, found.capped, found.jitter = "", unknown, unknown
		found.why = "how long it waits is made by what stands elsewhere"
		return
	}
	if len(waits) == 0 && !u.waitsElsewhere(within) {
		found.backoff, found.capped, found.jitter = "none", yes, no
		return
	}
	found.why = "how long it waits is made by what stands elsewhere"
	for _, wait := range waits {
		terms := u.terms(wait, counter)
		grown, certain := u.growth(terms, counter)
		if growthOf(grown) < growthOf(found.backoff) {
			continue
		}
		found.jitter = terms.jitter()
		certain = certain && (wait.Within(within) || !terms.find(u.isParameter))
		if !certain && grown != "exponential" {
			found.backoff, found.capped = "", unknown
			if found.jitter == no {
				found.jitter = unknown
			}
			continue
		}
		found.backoff = grown
		found.capped = u.isCapped(found, terms)
		if terms.isHeldBy(wait, counter) {
			found.capped = yes
		}
	}
}

// isHeldBy says whether a delay is one of a list, is what a loop counts up to a bound, for (let wait =
// 500; wait <= 4000; wait *= 2), or ends the loop where it has grown too long.
func (t *terms) isHeldBy(wait, loop *program.Node) bool {
	counted := loop.Child(program.Update).Child(program.Target)
	return t.table != nil || t.leftFor(loop) || counted != nil && wait.Kind == program.Name &&
		wait.Name == counted.Name && compares(loop.Child(program.Condition))
}

func growthOf(backoff string) int {
	return strings.Index("none fixed linear exponential", backoff)
}

// sleepsOf is how long a function of the same class or file waits that is called: what it
// is given, where it waits for that.
func (u *unit) sleepsOf(call *program.Node) []*program.Node {
	called := call.Child(program.Callee)
	if object := calledOn(call); called == nil || object != nil && !isSelf(object.Name) {
		return nil
	}
	var found []*program.Node
	for _, function := range u.called(called) {
		if function.Child(program.Body) == nil || call.Within(function) || len(function.All(program.Param)) == 0 {
			continue
		}
		function.Child(program.Body).Walk(func(n *program.Node) bool {
			if n.Kind == program.Call {
				waits, _ := u.sleep(n)
				for _, wait := range waits {
					found = append(found, handedOn(wait, function, call))
				}
			}
			return n.Kind != program.Function && n.Kind != program.Loop
		})
	}
	return found
}

// handedOn is the argument of a call that a parameter of the function stands for, and
// anything else as it is.
func handedOn(node, function, call *program.Node) *program.Node {
	for place, parameter := range function.All(program.Param) {
		if given := positional(call, place); node.Kind == program.Name && node.Name == parameter.Name && given != nil {
			return given
		}
	}
	return node
}

// terms are an expression and what the variables in it were given, within a function.
type terms struct {
	nodes []*program.Node
	// own are the variables that the expression depends on, and seen the functions.
	own  map[string]bool
	seen map[*program.Node]bool
	// table are the delays that it is taken from, where they are written out.
	table []float64
	// foreign says that something in it stands elsewhere.
	foreign bool
}

func (u *unit) terms(expression, counter *program.Node) *terms {
	all := &terms{own: map[string]bool{}, seen: map[*program.Node]bool{}}
	u.gather(all, expression, counter, deepest)
	return all
}

func (u *unit) gather(all *terms, expression, counter *program.Node, steps int) {
	if steps == 0 || expression == nil {
		return
	}
	all.nodes = append(all.nodes, expression)
	expression.Walk(func(n *program.Node) bool {
		switch n.Kind {
		case program.Name, program.Member:
			if n.Role != program.Callee && n.Role != program.Obj && !all.own[n.Name] {
				all.own[n.Name] = true
				u.gatherName(all, n, counter, steps)
			}
		case program.Call:
			u.gatherCall(all, n, steps)
		}
		return true
	})
}

func (u *unit) gatherName(all *terms, name, counter *program.Node, steps int) {
	found := u.bindings(name.Name, name)
	if name.Kind == program.Member {
		found = u.attributesOf(name)
		all.foreign = all.foreign || len(found) == 0 && u.answered(name)
	}
	for _, each := range found {
		switch {
		case each.node.Kind == program.Assign && isLoopTarget(counter, name.Name):
		case each.node.Kind == program.Assign:
			all.nodes = append(all.nodes, each.node)
			u.gather(all, each.value, counter, steps-1)
		case each.node.Kind == program.Loop && u.delaysOf(each.node) != nil:
			all.table = u.delaysOf(each.node)
		case each.node.Kind == program.Binding, each.node.Kind == program.Loop && !isCounting(each.node):
			all.foreign = true // made elsewhere, or taken from a table of delays
		}
	}
}

// isCounting says whether a loop goes over numbers.
func isCounting(loop *program.Node) bool {
	iterable := loop.Child(program.Iterable)
	if iterable != nil && iterable.Kind == program.Number { // for i := range 5
		return true
	}
	if iterable != nil && iterable.Kind == program.List {
		return isSequence(iterable)
	}
	switch callee(iterable) {
	case "range", "count", "enumerate", "keys":
		return true
	default:
		return false
	}
}

// isSequence says whether a list has the numbers 1, 2, 3.
func isSequence(list *program.Node) bool {
	for i, each := range list.Children {
		if each.Kind != program.Number || each.Name != strconv.Itoa(i) && each.Name != strconv.Itoa(i+1) {
			return false
		}
	}
	return true
}

func (u *unit) gatherCall(all *terms, call *program.Node, steps int) {
	called := call.Child(program.Callee)
	if called != nil && isBuilt(u.language) && isArithmetic(called.Name) {
		u.gatherObject(all, called.Child(program.Obj), call, steps)
		return
	}
	if list := u.listedIn(call); len(list) > 0 {
		all.table = list
		return
	}
	if called == nil || isArithmetic(called.Name) || isConversion(called.Name) || isRandom(called.Name) {
		return
	}
	if object := called.Child(program.Obj); object.Find(func(n *program.Node) bool { return isRandom(n.Name) }) != nil {
		if u.language == syntax.Go && u.origin(object) == "" {
			u.gatherObject(all, object, call, steps) // n, _ := rand.Int(rand.Reader, most)
		}
		return
	}
	functions := u.called(called)
	if len(functions) == 0 {
		all.foreign = true
	}
	for _, function := range functions {
		if all.seen[function] {
			continue
		}
		all.seen[function] = true
		u.gather(all, function.Child(program.Body), function, steps-1)
	}
}

// gatherObject is for wait.toMillis(), whose amount is that of its object.
func (u *unit) gatherObject(all *terms, object, call *program.Node, steps int) {
	if object != nil && object.Kind == program.Name && !all.own[object.Name] {
		all.own[object.Name] = true
		u.gatherName(all, object, call, steps)
	}
}

func isArithmetic(name string) bool {
	switch plainName(name) {
	case "float64", "duration", "milliseconds", "seconds", "ofmillis", "ofseconds", "fromseconds", "frommilliseconds",
		"fromticks", "fromminutes", "ofminutes",
		"tomillis", "longvalue", "intvalue", "plus", "multipliedby",
		"min", "max", "pow", "float", "int", "round", "floor", "ceil", "abs", "number", "exp2", "exp", "len":
		return true
	default:
		return false
	}
}

func isRandom(name string) bool {
	plain := plainName(name)
	if plain == "rand" {
		return true
	}
	return mentions(plain, "random", "jitter", "uniform", "randint", "nextint", "nextlong", "nextdouble", "randrange",
		"betavariate", "triangular")
}

func (t *terms) find(fits func(*program.Node) bool) bool {
	for _, node := range t.nodes {
		if node.Find(fits) != nil {
			return true
		}
	}
	return false
}

func (t *terms) jitter() tri {
	switch {
	case t.find(func(n *program.Node) bool { return isRandom(n.Name) && n.Kind != program.String }):
		return yes
	case t.foreign:
		return unknown
	default:
		return no
	}
}
