package terraform

import (
	"slices"
	"strings"

	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// documents hands on a resource that holds files of another program. Mistakes in it are
// nothing that Terraform's part of a report tells.
func (e *evaluated) documents(m *module, b *block, trail []hop) {
	kept := e.problems
	defer func() { e.problems = kept }()
	e.problems = problems{}
	made := m.resource(b)
	if made == nil {
		return
	}
	for _, i := range made.instances {
		observation := e.observation(i)
		em := e.emitter(observation)
		em.decoding = true
		header := make([]hop, 0, len(trail)+1)
		em.header(append(append(header, hop{at: b.header}), reversed(trail)...))
		i.emit(em, &snapshot.Shape{})
		em.finish()
		e.options.Document(observation)
	}
}

// open is the whole of a text of which a part is not known, or is a secret, with ${expression}
// in its place; empty for any other value.
func (n *node) open() string {
	if bare, marks := n.force().Unmark(); n.template == nil || bare.IsKnown() && len(marks) == 0 {
		return ""
	}
	if n.template.open == nil {
		made := n.template.filled()
		n.template.open = &made
	}
	return *n.template.open
}

func (t *template) filled() string {
	pieces := t.within
	if pieces == nil {
		pieces = t.pieces
	}
	var out strings.Builder
	for _, p := range pieces {
		part := p.text
		if p.node != nil {
			part = p.node.hole()
			if inner := p.node.origin().open(); inner != "" && !isSensitive(p.node.force()) {
				part = inner
			}
		}
		if out.WriteString(part); out.Len() > maxText {
			return ""
		}
	}
	return out.String()
}

// inFile goes on to the file that a text was read from, where that is another one.
func (n *node) inFile(trail []hop) []hop {
	if n.template == nil || len(n.template.pieces) == 0 || len(trail) == 0 {
		return trail
	}
	from := n.template.pieces[0].at.file
	if from == nil || from == trail[len(trail)-1].at.file {
		return trail
	}
	return append(slices.Clip(trail), hop{at: span{file: from, end: int32(len(from.data))}})
}

// open records a text of which a part is not known.
func (em *emitter) open(pointer string, n *node, text string) {
	em.unknown(pointer, n.orUnknown(), cty.NilVal)
	entry := em.observation.Unknown[pointer]
	entry.Pattern = collect.Redact(text)
	em.observation.Unknown[pointer] = entry
}
