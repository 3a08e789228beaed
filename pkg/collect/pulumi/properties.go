package pulumi

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// merged are the inputs of a resource over what is known of its outputs. Of one that is
// updated, those from before tell only what it is called: the rest may be about to change.
func (p *preview) merged(one step, at snapshot.Position) *document.Value {
	values := &document.Value{Kind: document.Map, At: at}
	old := one.node.Get("oldState")
	p.take(values, old.Get("outputs"), func(name string) bool {
		return one.op == "same" || one.op == "refresh" || one.op == "update" && isIdentity(name)
	})
	p.take(values, one.state.Get("outputs"), func(string) bool { return true })
	p.take(values, one.state.Get("inputs"), func(string) bool { return true })
	id := one.state.Get("id").String()
	if id == "" && (one.op == "same" || one.op == "update") { // the new state has none
		id = old.Get("id").String()
	}
	if id != "" && values.Get("id") == nil {
		values.Set("id", document.String(id, at))
	}
	return values
}

func isIdentity(name string) bool {
	switch name {
	case "arn", "id", "keyId", "zoneId":
		return true
	default:
		return false
	}
}

// take adds those of some properties that are wanted.
func (p *preview) take(into *document.Value, from *document.Node, wanted func(string) bool) {
	if from == nil {
		return
	}
	for i := range from.Entries {
		entry := &from.Entries[i]
		if !strings.HasPrefix(entry.Name, "__") && wanted(entry.Name) { // others are of the provider's own
			into.Set(entry.Name, p.planned(entry.Value, p.document.Whole(entry), 0))
		}
	}
}

// undetermined marks what the platform computes of a resource as unknown: a preview has no
// outputs of what is not there yet.
func undetermined(values *document.Value, shape *snapshot.Shape) {
	for pointer := range shape.Computed {
		if name := pointer[1:]; values.Get(name) == nil {
			values.Set(name, document.Unclear(values.At, "", "known after apply", ""))
		}
	}
}
