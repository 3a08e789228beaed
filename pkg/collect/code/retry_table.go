package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// delaysOf are the numbers that a loop goes over: for delay in (0.5, 1, 2). Nil where they are not
// written out.
func (u *unit) delaysOf(loop *program.Node) []float64 {
	if loop == nil || loop.Kind != program.Loop || loop.Name != "each" {
		return nil
	}
	return u.numbers(loop.Child(program.Iterable))
}

// numbers are those of a list that is written out, also of iter([1, 2, 4]).
func (u *unit) numbers(list *program.Node) []float64 {
	for range shallow {
		switch {
		case list == nil:
			return nil
		case list.Kind == program.List:
			return u.elements(list)
		case list.Kind == program.Call && isOneOf(callee(list), []string{"iter", "list", "tuple"}):
			list = positional(list, 0)
		default:
			list = u.constant(list)
		}
	}
	return nil
}

func (u *unit) elements(list *program.Node) []float64 {
	var found []float64
	for _, each := range list.Children {
		value, ok := u.number(each)
		if !ok {
			return nil
		}
		found = append(found, value)
	}
	return found
}

// growthOfList says how delays grow that are written out.
func growthOfList(delays []float64) string {
	isFixed, isLinear := true, true
	for i := range delays[1:] {
		isFixed = isFixed && delays[i+1] == delays[i]
		isLinear = isLinear && (i == 0 || delays[i+1]-delays[i] == delays[i]-delays[i-1])
		if delays[i+1] < delays[i] {
			return "fixed"
		}
	}
	switch {
	case isFixed:
		return "fixed"
	case isLinear && len(delays) > 2:
		return "linear"
	default:
		return "exponential"
	}
}

// takenFrom is the list that something is taken from: next(delays, None), delays.pop(0),
// delays.shift(). Nil where it is not.
func takenFrom(value *program.Node) *program.Node {
	switch {
	case value == nil || value.Kind != program.Call:
		return nil
	case callee(value) == "next" && calledOn(value) == nil:
		return positional(value, 0)
	case isOneOf(callee(value), []string{"pop", "popleft", "shift", "poll", "removefirst"}):
		return calledOn(value)
	default:
		return nil
	}
}

// listedIn are the delays that a call takes one of, or that it goes over: next(delays), iter([1, 2, 4]).
func (u *unit) listedIn(call *program.Node) []float64 {
	if list := u.numbers(takenFrom(call)); list != nil {
		return list
	}
	return u.numbers(call)
}

// runsOut says whether a name in a test that ends a loop is of what is used up by it: a list that is
// emptied, what is taken from one, or a delay that has grown too long.
func (u *unit) runsOut(loop, name *program.Node) bool {
	if isComparison(name.Parent) && changes(loop, name.Name) {
		return true // delay > 30
	}
	return u.numbers(u.taken(loop, name)) != nil
}

// taken is the list that a name stands for which a loop takes from, or whose element it stands for.
func (u *unit) taken(loop, name *program.Node) *program.Node {
	if name.Kind != program.Name {
		return nil
	}
	emptied := takenFrom(loop.Find(func(n *program.Node) bool {
		list := takenFrom(n)
		return list != nil && list.Kind == program.Name && list.Name == name.Name
	}))
	if emptied != nil {
		return emptied
	}
	for _, each := range u.bindings(name.Name, name) {
		if list := takenFrom(each.value); list != nil && each.node.Within(loop) {
			return list
		}
	}
	return nil
}

// asksForRest says whether a loop leaves where nothing is left of what stands elsewhere.
func (u *unit) asksForRest(loop *program.Node) bool {
	return loop.Find(func(n *program.Node) bool {
		return n.Kind == program.If && has(n.Child(program.Body), program.Raise, program.Return, program.Break) &&
			n.Child(program.Condition).Find(func(part *program.Node) bool { return u.taken(loop, part) != nil }) != nil
	}) != nil
}

// failsAtEnd says whether a loop of Python takes from a list what is there no more some time, which
// raises: time.sleep(next(delays)).
func (u *unit) failsAtEnd(loop *program.Node) bool {
	return u.language == syntax.Python && loop.Find(func(n *program.Node) bool {
		return u.numbers(takenFrom(n)) != nil && (callee(n) != "next" || positional(n, 1) == nil)
	}) != nil
}

// usesUp says whether a node brings a loop nearer to where a delay is too long, or none is left.
func (u *unit) usesUp(n *program.Node) bool {
	return n.Kind == program.Assign && (isPower(n) || isMultiplied(n)) || u.numbers(takenFrom(n)) != nil
}

// leftFor says whether a loop is left where a delay, or what it is made of, has grown too long: if
// delay > 30: raise.
func (t *terms) leftFor(loop *program.Node) bool {
	return loop.Find(func(n *program.Node) bool {
		return n.Kind == program.If && has(n.Child(program.Body), program.Raise, program.Return, program.Break) &&
			n.Child(program.Condition).Find(func(part *program.Node) bool {
				left := part.First()
				return isComparison(part) && left != nil && t.own[left.Name] && changes(loop, left.Name)
			}) != nil
	}) != nil
}
