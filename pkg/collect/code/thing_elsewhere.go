package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
)

// elsewhere is what a name that is imported from another file of the tree is, or, where it is
// called, gives: the handle that ./client exports. How it was made stands there, and is left out.
func (u *unit) elsewhere(origin string, isCalled bool, steps int) *thing {
	return u.firstOf(u.declarations(origin), isCalled, steps)
}

// firstOf is the first thing that declarations of other files are, or give where they are called.
func (u *unit) firstOf(found []declaration, isCalled bool, steps int) *thing {
	if steps == 0 {
		return nil
	}
	for _, each := range found {
		if found := each.in.export(each.binding, isCalled, steps-1); found != nil {
			return found
		}
	}
	return nil
}

// export is what something of the text gives to other files, by its name or by a call.
type export struct {
	node     *program.Node
	isCalled bool
	place    int
}

// export is what other files get by a name, or by calling it.
func (u *unit) export(named binding, isCalled bool, steps int) *thing {
	asked := export{node: named.node, isCalled: isCalled}
	if found, known := u.exports[asked]; known {
		return found
	}
	u.exports[asked] = nil // which ends circles
	var found *thing
	switch {
	case !isCalled:
		found = u.abroad(u.bound([]binding{named}, steps))
	case named.function() != nil:
		found = u.abroad(u.returned(named.function(), steps))
	}
	u.exports[asked] = found
	return found
}

// abroad is a thing as other files know it: without the nodes that it is made by, as is the namespace
// that a handle is narrowed to. One of which these say more is nothing that they can judge.
func (u *unit) abroad(here *thing) *thing {
	if here == nil {
		return nil
	}
	bare := &thing{is: here.is, wrapper: here.wrapper, class: here.class, plain: u.isPlain(here),
		by: here.by, asks: here.asks, again: here.again, mixed: here.mixed}
	if here.from != nil {
		if bare.from = u.abroad(here.from); bare.from == nil {
			return nil
		}
	}
	if u.transportOf(here) != u.transportOf(bare) {
		return nil
	}
	return bare
}

// isPlain says whether a thing and what it is made from were told nothing of retries.
func (u *unit) isPlain(here *thing) bool {
	for from := here; from != nil; from = from.from {
		if from.made == nil && !from.plain || from.made != nil && u.tellsRetries(from.made) {
			return false
		}
	}
	return true
}

// tellsRetries says whether a call that makes a client or a handle may say how often that tries.
func (u *unit) tellsRetries(made *program.Node) bool {
	if u.within(made, "maxretries") != nil || argument(made, "retryconfig", "retries", "retrypolicy", "fetchapi") != nil {
		return true
	}
	return made.Find(func(n *program.Node) bool { return n.Kind == program.Spread }) != nil
}
