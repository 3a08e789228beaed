package code

import (
	"cmp"
	"slices"

	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// callersElsewhere is the retry around the places of other files that call a function, which has
// none in its own. Where not each of them is seen to have one, it is not known whether a call has.
func (u *unit) callersElsewhere(function *program.Node, seen map[*program.Node]*retry) *retry {
	if u.isCalledAgain(function, seen) {
		return notByAll(function)
	}
	var found *retry
	isOpen := u.isUsedMore(function) || slices.ContainsFunc(u.usesOf(function, ownName(function)), isUse)
	for _, each := range u.usesElsewhere(function) {
		at := each.node
		if at.Role == program.Callee {
			at = at.Parent
		}
		switch one := each.in.retryWithin(at, seen); {
		case one == nil || one.present != yes:
			isOpen = true
		case found == nil:
			first := *one
			found = first.of(each.in)
		default:
			found.agree(one)
		}
	}
	if found != nil && isOpen || u.isUsedMore(function) {
		return notByAll(function)
	}
	return found
}

func notByAll(function *program.Node) *retry {
	return &retry{present: unknown, why: "not all who call " + ownName(function) + " are seen to try again"}
}

// isCalledAgain says whether somebody in another file who has an object of a class tries a method
// of it again. Others may have one too.
func (u *unit) isCalledAgain(method *program.Node, seen map[*program.Node]*retry) bool {
	var uses []use
	switch {
	case isBuilt(u.language):
		found, all := u.builtMethodUses(method)
		if uses = found; !all {
			return true // as there may be one
		}
	case u.language == syntax.Go:
		uses = u.golangMethodUses(method)
	default:
		uses = u.methodUses(method)
	}
	return slices.ContainsFunc(uses, func(each use) bool {
		at := each.node
		if at.Role == program.Callee {
			at = at.Parent
		}
		found := each.in.retryWithin(at, seen)
		return found != nil && found.present != no
	})
}

// methodUses are the nearest places in files that name its class where a method is called, or
// handed to a call.
func (u *unit) methodUses(method *program.Node) []use {
	class := method.Up(isClassOrFunction)
	if class == nil || class.Kind != program.Class || class.Name == "" || u.all == nil || ownName(method) == "" {
		return nil
	}
	found, asked := u.usedBy[method]
	if asked {
		return found
	}
	naming, _ := u.all.naming(u, class.Name, ownName(method))
	for _, path := range naming[:min(mostNaming, len(naming))] {
		other := u.all.at(path)
		if other == nil {
			continue
		}
		for _, node := range other.uses[ownName(method)] {
			if other == u || len(found) == nearest {
				break
			}
			if node.Kind == program.Member && isUse(node) && other.mayCall(node, method) {
				found = append(found, use{node, other})
			}
		}
	}
	u.usedBy[method] = found
	return found
}

// mayCall says whether a callee may be a function of another file.
func (u *unit) mayCall(called, function *program.Node) bool {
	return slices.ContainsFunc(u.calledElsewhere(called), func(each declaration) bool { return each.node == function })
}

// agree leaves of a retry what another one does too.
func (r *retry) agree(other *retry) {
	r.why = cmp.Or(r.why, other.why, "who calls it tries again, each in another way")
	if r.backoff != other.backoff {
		r.backoff = ""
	}
	if r.attempts != other.attempts {
		r.attempts = 0
	}
	for _, each := range []struct {
		own   *tri
		other tri
	}{
		{&r.bounded, other.bounded}, {&r.capped, other.capped}, {&r.jitter, other.jitter},
		{&r.clientErrors, other.clientErrors}, {&r.rateLimits, other.rateLimits}, {&r.logged, other.logged},
	} {
		if *each.own != each.other {
			*each.own = unknown
		}
	}
}
