package prometheus

import (
	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// AddTemplate takes one resource of a template, with what its texts are made of, by pointer.
func (d *Declared) AddTemplate(o *snapshot.Observation, pieces map[string][]collect.Piece) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.found = append(d.found, &declaration{Observation: o, pieces: pieces})
}

// Reading notes that a resource which stands at a pointer in a template is added, if it is made.
func (d *Declared) Reading(file, pointer string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.templates == nil {
		d.templates = map[string]map[string]bool{}
	}
	if d.templates[file] == nil {
		d.templates[file] = map[string]bool{}
	}
	d.templates[file][pointer] = true
}

// heldIn are the pointers of those resources of a file that are added.
func (d *Declared) heldIn(file string) map[string]bool {
	if d == nil {
		return nil
	}
	return d.templates[file]
}

// tagged are the tags that YAML may have before a text.
var tagged = lazyregexp.New(`^(?:![\w:.-]*[ \t]+)+`)

// composed is a text as a page, which is made of pieces that stand in one file, and the spans
// that these take there.
func (c *collector) composed(pieces []collect.Piece) (*page, []span) {
	const most = 64 << 10 // of functions in a text
	from := c.sourceOf(pieces[0].At.File)
	made, spans := &page{file: from.file}, []span{}
	last := 0
	for _, piece := range pieces {
		start, end, ok := from.file.Span(piece.At)
		if !ok || piece.At.File != pieces[0].At.File {
			start, end = last, last
		}
		raw := from.data[start:min(len(from.data), max(end, start)+2*len(piece.Text)+most)]
		skipped := len(tagged().Find(raw))
		skipped += len(assigned().Find(raw[skipped:]))
		offsets := align(raw[skipped:], piece.Text)
		for _, offset := range offsets {
			last = start + skipped + int(offset)
			made.at = append(made.at, int32(last))
		}
		made.data = append(made.data, piece.Text...)
		spans = append(spans, span{start, max(last+1, end)})
	}
	return made, spans
}
