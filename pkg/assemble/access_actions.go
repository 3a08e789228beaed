package assemble

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// askActions asks what else the policy lets Pinecone's role do, once for the first region
// that it admits.
func (t *truster) askActions() {
	admitted := slices.IndexFunc(t.out.Assume, func(answer snapshot.Answer) bool { return answer.Effect == "allowed" })
	if admitted < 0 {
		return
	}
	region := t.out.Assume[admitted].Region
	ids := slices.Concat(t.registered(), t.own, []tried{{kind: snapshot.ExternalNone}})
	for _, action := range []string{"sts:SetContext", "sts:SetSourceIdentity", "sts:TagSession"} {
		for _, id := range ids {
			q := t.question(snapshot.KindPinecone, region, t.pineconeRole(region), id)
			q.request.Action = action
			if answer := t.answer(q, t.policies); answer.Effect == "allowed" {
				t.atAction(&answer)
				t.out.Assume = append(t.out.Assume, answer)
				break
			}
		}
	}
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
