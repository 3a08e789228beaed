package ask

import (
	"cmp"
	"slices"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Question is what a rule of one's own wants to know of the policies of things of some types.
// Without a principal it is what a role may do, by its own policies; with one it is whether the
// policy of a role, a key or a bucket lets that one in, where its own policies let it.
type Question struct {
	Name  string
	Types []string
	// Action, Principal, Target and Context are those of the request. Without a target it is
	// for the thing itself.
	Action, Principal, Target string
	Context                   map[string]string
}

// ask answers the questions of rules of one's own. Entry is the policy that says who may come
// in, own what a role may do itself.
func (a *asker) ask(holder *snapshot.Resource, entry access.Policies, own *access.Policies, out *snapshot.Access) {
	for _, asked := range a.options.Questions {
		if !slices.Contains(asked.Types, holder.Type) {
			continue
		}
		q := question{kind: snapshot.KindAsked, holder: holder, request: access.Request{
			Principal: asked.Principal, Action: asked.Action, Resource: cmp.Or(asked.Target, a.names.arns[holder.ID]),
			Context: map[string][]string{}, UnknownContext: []string{"*"},
		}}
		for key, value := range asked.Context {
			q.request.Context[key] = []string{value}
		}
		policies := entry
		switch {
		case asked.Principal != "":
			q.request.ResourceAccount = a.names.accounts[holder.ID]
		case own != nil:
			policies, q.kind, q.request.Principal = *own, snapshot.KindRole, a.names.arns[holder.ID]
			q.request.ResourceAccount = a.names.account(holder)
		default:
			continue
		}
		if out.Asked == nil {
			out.Asked = map[string]snapshot.Answer{}
		}
		out.Asked[asked.Name] = a.certain(q, a.answer(q, policies), holder, holder, policies)
	}
}
