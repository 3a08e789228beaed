package code

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// varies says how something changes with the rounds of a loop.
type varies int

const (
	// alike is what does not change.
	alike varies = iota
	// common is what is made of an element, so that several may have the same: row.tenant.
	common
	// distinct is another one in each round: tenant.
	distinct
)

// apart keeps whether records that are sent one by one go to a namespace or an index of their own each,
// so that no batch can have them.
func (u *unit) apart(s *sight, at *program.Node, records *program.Node, targets ...*program.Node) {
	if s.values["single_record"] != true || s.values["in_loop"] != true {
		return
	}
	var found varies
	if loop := u.repeated(at); loop != nil {
		found = u.apartIn(loop, records, targets)
	} else {
		found = u.apartByCallers(at, targets)
	}
	switch found {
	case distinct:
		s.values["apart"] = true
	case common:
		s.unsure(u, "/apart", "each round says to which namespace or index it goes, which several may share", nil)
	default:
		s.values["apart"] = false
	}
}

// handleOf is what an operation is asked of: index of index.upsert.
func handleOf(at *program.Node) *program.Node {
	if at.Kind == program.Member {
		return at.Child(program.Obj)
	}
	return calledOn(at)
}

func (u *unit) apartIn(loop, records *program.Node, targets []*program.Node) varies {
	in := u.turns(loop)
	found := alike
	for _, target := range targets {
		found = max(found, in.of(target, deepest))
	}
	if found == common && records != nil && in.of(records, deepest) == alike {
		return distinct // the same record for all
	}
	return found
}

// apartByCallers is the same of a call whose function is called in a loop, which hands in where it goes.
func (u *unit) apartByCallers(at *program.Node, targets []*program.Node) varies {
	function := enclosing(at)
	if function == nil {
		return alike
	}
	found := alike
	for _, use := range u.usesOf(function, ownName(function)) {
		if use.Role != program.Callee {
			continue
		}
		loop := u.repeated(use.Parent)
		if loop == nil {
			continue
		}
		in, here := u.turns(loop), alike
		for _, target := range targets {
			target.Walk(func(n *program.Node) bool {
				if parameter := u.parameterOf(n); parameter != nil && parameter.Parent == function {
					given := in.of(givenFor(parameter, use.Parent), deepest)
					if n.Role == program.Obj {
						given = min(given, common)
					}
					here = max(here, given)
				}
				return true
			})
		}
		if here == alike {
			return alike // it is worth a batch here
		}
		found = max(found, here)
		if here == common {
			return common
		}
	}
	return found
}

// turns are what a loop gives names in each round.
type turns struct {
	u     *unit
	loop  *program.Node
	names map[string]varies
	// open says that the loop goes over nothing that has a name: while.
	open bool
	// work is how many nodes are left to be looked at: names may be made of each other.
	work int
}

func (u *unit) turns(loop *program.Node) *turns {
	found := &turns{u: u, loop: loop, names: map[string]varies{}, work: mostWork}
	targets, over := loop.All(program.Target), loop.Child(program.Iterable)
	if loop.Kind == program.Call { // xs.map((x) => …)
		over = calledOn(loop)
		for _, argument := range loop.All(program.Argument) {
			for _, function := range u.called(argument) {
				if first := function.Child(program.Param); first != nil {
					targets = append(targets, first)
				}
			}
		}
	}
	found.open = len(targets) == 0
	for i, target := range targets {
		found.bind(target, over, i)
	}
	return found
}

// bind gives names what a round of the loop gives them: an element, or the parts of one, of which the
// first of a dictionary is another one each time.
func (r *turns) bind(target, over *program.Node, place int) {
	switch target.Kind {
	case program.Parameter:
		if pattern := target.Child(program.Target); pattern != nil {
			r.bind(pattern, over, place)
			return
		}
		r.names[target.Name] = distinct
	case program.Name:
		r.names[target.Name] = distinct
		if place > 0 && r.u.language != syntax.Go {
			r.names[target.Name] = r.part(over, place)
		}
	case program.List:
		for i, part := range target.Children {
			if part.Kind == program.Name {
				r.names[part.Name] = r.part(over, i)
				continue
			}
			r.parts(part)
		}
	default:
		r.parts(target)
	}
}

func (r *turns) parts(target *program.Node) {
	target.Walk(func(n *program.Node) bool {
		if n.Name != "" {
			r.names[n.Name] = common
		}
		return true
	})
}

func (r *turns) part(over *program.Node, place int) varies {
	name := plainName(callee(over))
	isFirst := place == 0 && slices.Contains([]string{"items", "entries", "iteritems"}, name)
	if isFirst || name == "enumerate" || r.u.language == syntax.Go {
		return distinct
	}
	return common
}

// of says how an expression changes with the rounds.
func (r *turns) of(node *program.Node, steps int) varies {
	if node == nil || steps == 0 {
		return alike
	}
	if r.work--; r.work < 0 {
		return common
	}
	switch node.Kind {
	case program.Name:
		return r.ofName(node, steps)
	case program.Keyword, program.Entry, program.Spread:
		return r.of(node.Child(program.Value), steps)
	case program.Member:
		return min(r.of(node.Child(program.Obj), steps-1), common)
	case program.Subscript: // handles[tenant]
		return max(r.of(node.Child(program.Index), steps-1), min(r.of(node.Child(program.Obj), steps-1), common))
	case program.Call:
		return r.ofCall(node, steps)
	case program.Function:
		return alike
	}
	return r.most(node.Children, steps)
}

func (r *turns) most(nodes []*program.Node, steps int) varies {
	found := alike
	for _, part := range nodes {
		found = max(found, r.of(part, steps-1))
	}
	return found
}

// ofName is what the loop gives a name, or what a name is given within it.
func (r *turns) ofName(name *program.Node, steps int) varies {
	if found, known := r.names[name.Name]; known {
		return found
	}
	found := alike
	for _, given := range r.u.bindings(name.Name, name) {
		if given.value == nil || given.node.Kind != program.Assign || !given.node.Within(r.loop) {
			continue
		}
		if r.open && given.value.Kind == program.Call {
			found = max(found, common) // job = queue.get()
		}
		found = max(found, r.of(given.value, steps-1))
	}
	return found
}

// ofCall is a call that opens a handle, or makes a text, of what is another one each time; any other may
// give the same for several.
func (r *turns) ofCall(call *program.Node, steps int) varies {
	called := call.Child(program.Callee)
	found := r.most(call.All(program.Argument), steps)
	if found == distinct && !opensIndex(callee(call)) && !isOneOf(callee(call), []string{
		"str", "string", "tostring", "namespace", "withnamespace", "format", "sprintf", "newindexconnparams",
	}) {
		found = common
	}
	if called != nil && called.Kind == program.Member {
		of := r.of(called.Child(program.Obj), steps-1)
		if !isOneOf(called.Name, []string{"tostring", "namespace", "withnamespace"}) {
			of = min(of, common)
		}
		found = max(found, of)
	}
	return found
}
