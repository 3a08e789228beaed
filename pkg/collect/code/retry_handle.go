package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// unlessElsewhere leaves open whether a call is tried again where what its handle is made of
// may do so, which stands elsewhere.
func (u *unit) unlessElsewhere(found *retry, call *program.Node, of *thing) *retry {
	if of.broken != nil {
		return &retry{present: unknown, why: of.broken.unreadable()}
	}
	maker := u.wrapperOf(call)
	if maker == nil {
		maker = u.fetcherOf(of)
	}
	if maker == nil {
		return found
	}
	return &retry{present: unknown, node: maker, why: "what its handle is wrapped in may try again"}
}

// wrapperOf is what the handle of a call was wrapped in: const index: Index = retrying(pc.index(name)).
func (u *unit) wrapperOf(call *program.Node) *program.Node {
	object := calledOn(call)
	if object == nil || object.Kind != program.Name && object.Kind != program.Member {
		return nil
	}
	for _, each := range u.givenTo(object) {
		if each.value == nil || each.value.Kind != program.Call || u.thing(each.value) != nil {
			continue
		}
		for _, given := range each.value.All(program.Argument) {
			if u.thing(given) != nil {
				return each.value
			}
		}
	}
	return nil
}

// fetcherOf is what a client of TypeScript was told to send its requests by, where that
// stands elsewhere.
func (u *unit) fetcherOf(of *thing) *program.Node {
	for from := of; from != nil && isScript(u.language); from = from.from {
		if from.made == nil {
			continue
		}
		given := u.within(from.made, "fetchapi")
		if given != nil && given.Kind != program.Function && given.Name != "fetch" && len(u.called(given)) == 0 {
			return given
		}
	}
	return nil
}

// isPolicyElsewhere is policies.read.execute(f), of what another file has.
func (u *unit) isPolicyElsewhere(called *program.Node) bool {
	if !isOneOf(called.Name, []string{"execute", "run", "call"}) || len(u.called(called)) > 0 {
		return false
	}
	root := called.Child(program.Obj)
	for root != nil && root.Kind == program.Member {
		root = root.Child(program.Obj)
	}
	return root != nil && u.origin(root) != "" && called.Find(func(n *program.Node) bool {
		return mentions(plainName(n.Name), "policy", "policies")
	}) != nil
}
