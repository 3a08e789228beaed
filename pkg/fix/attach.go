package fix

import (
	"reflect"

	"github.com/aymanbagabas/go-udiff"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/finding"
)

// Attach gives findings the edits that repair them, by whole lines. An edit with a secret
// on its lines, which redact would take out, is left out.
func (p *Prover) Attach(changes []*Change, results *finding.Results, redact func(string) string) error {
	for _, change := range changes {
		before, after, err := p.contents([]*Change{change})
		if err != nil {
			return err
		}
		edits := byLines(before, after)
		if !reflect.DeepEqual(edits, byLines(redacted(before, redact), redacted(after, redact))) {
			continue
		}
		for _, i := range change.Findings {
			results.Findings[i].Edits = edits
		}
	}
	return nil
}

func byLines(before, after map[string][]byte) []finding.Edit {
	var edits []finding.Edit
	for _, name := range (&Proved{After: after}).Files() {
		text := collect.NewText(name, before[name])
		for _, changed := range udiff.Lines(string(before[name]), string(after[name])) {
			at := text.Location(changed.Start, changed.End)
			edits = append(edits, finding.Edit{
				Location: finding.Location{
					File: at.File, StartLine: int(at.StartLine), StartColumn: int(at.StartColumn),
					EndLine: int(at.EndLine), EndColumn: int(at.EndColumn),
				},
				Text: changed.New,
			})
		}
	}
	return edits
}
