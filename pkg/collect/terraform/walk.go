package terraform

import (
	"slices"
	"strconv"

	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/collect"
)

// hop is one place on a value's way, the resource's attribute first.
type hop struct {
	at   span
	note string
	use  string // instead of a note, the attribute that the value is used as
}

func (h hop) text() string {
	note := h.note
	if h.use != "" {
		note = "used as " + strconv.Quote(h.use)
	}
	return collect.Redact(note)
}

// walked is a node with the links to it followed.
type walked struct {
	node *node
	// converted is the link, if any, that changed the type on the way, and from the way
	// before it.
	converted *node
	from      []hop
	trail     []hop
	refs      []string
	sensitive bool
}

func walk(n *node, trail []hop) walked {
	w := walked{node: n, trail: trail}
	for ; ; w.node = w.node.to {
		w.sensitive = w.sensitive || w.node.sensitive
		if w.refs == nil {
			w.refs = w.node.refs
		}
		if w.node.to == nil {
			return w
		}
		if w.node.value != cty.NilVal && w.converted == nil {
			w.converted, w.from = w.node, w.trail
		}
		if w.node.at.known() {
			w.trail = append(slices.Clip(w.trail), hop{at: w.node.at, note: w.node.note})
		}
	}
}

// take is the plain value of a walked node, or its parts with the way that they are
// reached on.
func (w *walked) take() (cty.Value, listing, []hop) {
	from, below := w.node, w.trail
	if w.converted != nil {
		from, below = w.converted, w.from
	}
	if from.kind == object || from.kind == tuple {
		return cty.DynamicVal, from.list(), below
	}
	value := from.force()
	bare, marks := value.Unmark()
	if len(marks) == 0 && bare.IsKnown() && !bare.IsNull() && bare.CanIterateElements() {
		return value, from.list(), below
	}
	return value, listing{}, below
}
