package ask

import (
	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// statement shows a statement of a policy.
func (a *asker) statement(in *document, from access.Statement) snapshot.Statement {
	out := snapshot.Statement{
		Place: snapshot.Place{Resource: in.holder.ID, Pointer: in.pointer + from.Pointer},
		Sid:   from.Sid, Effect: from.Effect,
		NotPrincipal: from.NotPrincipal, NotAction: from.NotAction, NotResource: from.NotResource,
		Principals: a.parts(in, from.Principals), Actions: a.parts(in, from.Actions), Resources: a.parts(in, from.Resources),
	}
	for _, condition := range from.Conditions {
		out.Conditions = append(out.Conditions, snapshot.Condition{
			Operator: condition.Operator, Key: condition.Key, Pointer: in.pointer + condition.Pointer,
			Values: a.parts(in, condition.Values),
		})
	}
	for _, open := range from.Unknown {
		out.Unknown = append(out.Unknown, a.place(open, doubt(open)))
	}
	return out
}

func (a *asker) parts(in *document, from []access.Part) []snapshot.Part {
	var out []snapshot.Part
	for _, part := range from {
		out = append(out, snapshot.Part{
			Type: part.Type, Text: a.names.shown(part.Text), Pointer: in.pointer + part.Pointer,
			Resource: a.names.owner(part.Text), Unknown: part.Unknown,
		})
	}
	return out
}
