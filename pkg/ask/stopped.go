package ask

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// stopped tells of the parts that do not fit.
func (a *asker) stopped(q question, decision access.Decision, out *snapshot.Answer) {
	for _, stop := range decision.Stopped {
		place := a.placeOf(stop.Kind, stop.Pointer, stop.Clause)
		if place.Resource == "" { // there is no policy of the kind
			place = a.absent(q, stop)
		}
		half := "identity"
		if stop.Kind == access.Resource {
			half = "resource"
		}
		if !slices.Contains(out.Missing, half) {
			out.Missing = append(out.Missing, half)
		}
		out.Beside = append(out.Beside, place)
	}
	if len(out.Beside) == 0 {
		out.Place.Clause = "allows nothing like it"
		return
	}
	out.Place, out.Beside = out.Beside[0], out.Beside[1:]
}

// placeOf is the place of what stops a role. Of a boundary the clause says so, since other
// policies are told apart by whose they are.
func (a *asker) placeOf(kind access.Kind, at access.Pointer, clause string) snapshot.Place {
	if found := a.documents[at.Policy]; found != nil && kind == access.Boundary {
		clause = fmt.Sprintf("its permissions boundary %q %s", found.holder.Name, clause)
	}
	return a.place(at, clause)
}

// absent is where a policy would stand.
func (a *asker) absent(q question, stop access.Stop) snapshot.Place {
	place := snapshot.Place{Resource: q.holder.ID, Clause: fmt.Sprintf("%s %s", stop.Policy, stop.Clause)}
	switch {
	case stop.Kind == access.Resource && q.about != nil:
		place.Resource = q.about.ID
	case stop.Kind == access.Resource && q.kind == snapshot.KindPinecone: // a trust policy, which is there
		place.Clause = "has no statement that allows it"
	}
	return place
}

// isWide says whether a place is in a statement for everyone.
func (a *asker) isWide(at access.Pointer) bool {
	found := a.documents[at.Policy]
	return found != nil && slices.ContainsFunc(found.statements, func(statement access.Statement) bool {
		return isEveryone(statement) && snapshot.Within(at.Pointer, statement.Pointer)
	})
}

// doubt is a clause on why a part is unknown.
func doubt(open access.Pointer) string {
	if open.Expression == "" {
		return open.Reason
	}
	return open.Expression + " is not known"
}

func (a *asker) undecided(q question, decision access.Decision, out *snapshot.Answer) {
	parts := slices.DeleteFunc(slices.Clone(decision.DependsOn), func(at access.Pointer) bool { return at.Policy == "" })
	if len(parts) == 0 { // no policy is unknown, but something of the request
		parts = decision.DependsOn
	}
	out.Conditional = len(parts) > 0
	for _, open := range parts {
		place := a.place(open, doubt(open))
		if place.Resource == "" {
			place.Resource = q.holder.ID
		}
		out.DependsOn = append(out.DependsOn, place)
		out.Wildcard = out.Wildcard || a.isWide(open)
		out.Conditional = out.Conditional && open.Expression == "" && strings.HasPrefix(open.Reason, "the request's ")
	}
	if len(out.DependsOn) == 0 {
		out.DependsOn = []snapshot.Place{{Resource: q.holder.ID, Clause: "what decides is not known"}}
	}
	out.Place = out.DependsOn[0]
}
