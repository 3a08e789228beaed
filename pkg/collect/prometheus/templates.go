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

// Reading notes that all of a template's resources that hold what is read here are added.
func (d *Declared) Reading(file string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.templates == nil {
		d.templates = map[string]bool{}
	}
	d.templates[file] = true
}

// has says whether the resources of a file are added.
func (d *Declared) has(file string) bool { return d != nil && d.templates[file] }

// isHeld says whether an object of a template is a resource that is added.
func isHeld(pointer string, object map[string]any) bool {
	if snapshot.Parent(pointer) != "/Resources" {
		return false // what a macro makes
	}
	switch object["Type"] {
	case "AWS::APS::RuleGroupsNamespace", "AWS::APS::Scraper",
		"Custom::AWSCDK-EKS-KubernetesResource", "Custom::AWSCDK-EKS-HelmChart":
		return true
	default:
		return false
	}
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
