package ask

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// askActions asks what else the policy lets Pinecone's role do, or may let it, once for the
// first region that it admits, or else may admit.
func (t *truster) askActions() {
	region, ok := t.firstRegion("allowed", "unknown")
	if !ok {
		return
	}
	ids := slices.Concat(t.registered(), t.own, []tried{{kind: snapshot.ExternalNone}})
	for _, action := range []string{"sts:SetContext", "sts:SetSourceIdentity", "sts:TagSession"} {
		if answer, ok := t.askAction(action, region, ids); ok {
			t.out.Assume = append(t.out.Assume, answer)
		}
	}
}

// firstRegion is the first region of which Pinecone's role has one of some answers, the first of
// them before the others.
func (t *truster) firstRegion(effects ...string) (string, bool) {
	for _, effect := range effects {
		for _, answer := range t.out.Assume {
			if answer.Effect == effect {
				return answer.Region, true
			}
		}
	}
	return "", false
}

// askAction is the answer with the first external id by which an action is allowed, or else
// may be.
func (t *truster) askAction(action, region string, ids []tried) (open snapshot.Answer, found bool) {
	for _, id := range ids {
		q := t.question(snapshot.KindPinecone, region, t.pineconeRole(region), id)
		q.request.Action = action
		switch answer := t.answer(q, t.policies); {
		case answer.Effect == "allowed":
			t.atAction(&answer)
			return answer, true
		case answer.Effect == "unknown" && !found:
			open, found = answer, true
		}
	}
	return open, found
}

// atAction places an answer at the entry that lets the action in.
func (t *truster) atAction(answer *snapshot.Answer) {
	for _, statement := range t.document.statements {
		if !snapshot.Within(answer.Place.Pointer, t.document.pointer+statement.Pointer) {
			continue
		}
		answer.Place = snapshot.Place{Resource: t.holder.ID, Pointer: t.document.pointer + statement.Pointer}
		for _, action := range statement.Actions {
			if strings.EqualFold(action.Text, answer.Action) || strings.ContainsAny(action.Text, "*?") {
				answer.Place.Pointer, answer.Place.Clause = t.document.pointer+action.Pointer, action.Text
				return
			}
		}
		answer.Place.Clause = "NotAction leaves it in"
	}
}
