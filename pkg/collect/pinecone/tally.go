package pinecone

import (
	"cmp"
	"context"
	"encoding/json"
	"strconv"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// tally is a list that is counted while it is read. Only a number says that all things of
// it were seen, as no thing says that it is the last.
type tally struct {
	scope    *scope
	from     *source
	types    snapshot.Types
	kind     kind
	endpoint endpoint

	things int
	last   *answer
	odd    *failure // to tell a thing from the others
}

// read reads the list to its end. The caller reports the failure.
func (t *tally) read(ctx context.Context, r request, of owner, change func(*snapshot.Observation)) *failure {
	r.endpoint = t.endpoint
	take := t.scope.take(t.from, t.types, t.kind, t.endpoint, of, change)
	return t.scope.of(t.from).pages(ctx, r, func(got *answer, things []any) {
		take(got, things)
		t.last = got
		t.things += len(things)
		for _, thing := range things {
			if members, _ := thing.(map[string]any); t.kind.idOf(members) == "" {
				t.odd = &failure{call: t.endpoint.name(), text: "listed a thing without " + article(t.kind.id)}
			}
		}
	})
}

// tell says in the usage of what has the things how many there are, or why nobody knows.
func (t *tally) tell(o *snapshot.Observation, member string, f *failure) {
	if f = cmp.Or(f, t.odd); f != nil {
		withhold(o, f, "/usage/"+member)
	} else {
		o.Values["usage"] = map[string]any{member: json.Number(strconv.Itoa(t.things))}
		o.Call = t.scope.evidence(t.endpoint, t.last)
	}
	if collect.Finish(t.types, o) {
		t.from.observe(o)
	}
}

// withhold says which values of a thing are not known because of a failure.
func withhold(o *snapshot.Observation, f *failure, pointers ...string) {
	for _, pointer := range pointers {
		if f.permission == "" {
			o.Unknown[pointer] = snapshot.Unknown{Reason: f.Error()}
			continue
		}
		if o.Unread == nil {
			o.Unread = map[string]string{}
		}
		o.Unread[pointer] = f.permission
	}
}

// partOf is an observation that knows a part of a thing.
func (k kind) partOf(address string, values map[string]any) *snapshot.Observation {
	return &snapshot.Observation{
		Type: k.name, Address: k.at + address, Values: values, Unknown: map[string]snapshot.Unknown{},
	}
}
