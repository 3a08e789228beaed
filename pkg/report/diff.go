package report

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/diff"
)

// DiffFormats are the formats of [WriteDiff], the default one first.
func DiffFormats() []string { return []string{"text", "json"} }

// WriteDiff writes what changed between two runs, as text for people or as the JSON that
// docs/diff.schema.json describes.
func WriteDiff(w io.Writer, format string, changed *diff.Diff, options Options) error {
	switch format {
	case "text":
		t := &diffText{text{options: options, width: max(minWidth, cmp.Or(options.Width, defaultWidth))}}
		t.write(changed)
		_, err := w.Write(t.out.Bytes())
		return err
	case "json":
		encoder := newEncoder(w)
		encoder.SetIndent("", "  ")
		return encoder.Encode(changed)
	default:
		return fmt.Errorf("format %q is unknown: use one of %s", format, strings.Join(DiffFormats(), ", "))
	}
}

// diffText writes what changed for people: findings by what became of them, what can be
// told no more, and the values that differ.
type diffText struct{ text }

func (t *diffText) write(d *diff.Diff) {
	for _, group := range findingGroups() {
		if list := ofKind(d.Findings, group.kind, changeKind); len(list) > 0 {
			t.title(group.title)
			t.changes(list)
			t.blank()
		}
	}
	t.evidence("Evidence lost", d, diff.Lost)
	t.evidence("Evidence gained", d, diff.Gained)
	if list := ofKind(d.Sources, diff.Changed, sourceKind); len(list) > 0 {
		t.title("Sources, read no more and no less")
		t.sources(list)
		t.blank()
	}
	if len(d.Rules) > 0 {
		t.title("Rules")
		t.rules(d.Rules)
		t.blank()
	}
	known := slices.DeleteFunc(slices.Clone(d.Facts), func(f diff.Fact) bool {
		return f.Kind == diff.Lost || f.Kind == diff.Gained
	})
	if len(known) > 0 {
		t.title("Facts")
		t.facts(known)
		t.blank()
	}
	t.tally(d)
}

type findingGroup struct {
	kind        diff.Kind
	title, word string
}

func findingGroups() []findingGroup {
	return []findingGroup{
		{diff.New, "New findings", "new"},
		{diff.Changed, "Changed findings", "changed"},
		{diff.Fixed, "Fixed findings", "fixed"},
		{diff.Dropped, "Findings that no rule looks for any more", "dropped"},
	}
}

// evidence prints what can be told in one run only: sources, facts, verdicts.
func (t *diffText) evidence(title string, d *diff.Diff, kind diff.Kind) {
	sources := ofKind(d.Sources, kind, sourceKind)
	facts := ofKind(d.Facts, kind, func(f diff.Fact) diff.Kind { return f.Kind })
	changes := ofKind(d.Findings, kind, changeKind)
	if len(sources)+len(facts)+len(changes) == 0 {
		return
	}
	t.title(title)
	t.sources(sources)
	t.facts(facts)
	t.changes(changes)
	t.blank()
}

func (t *diffText) title(title string) {
	t.line(0, span{bold, title})
	t.blank()
}

// tally prints how many there are of each.
func (t *diffText) tally(d *diff.Diff) {
	if d.Empty() {
		t.line(0, span{normal, "Nothing changed."})
		return
	}
	var counts []string
	for _, group := range findingGroups() {
		counts = append(counts, fmt.Sprintf("%d %s", len(ofKind(d.Findings, group.kind, changeKind)), group.word))
	}
	row := "findings: " + strings.Join(counts, ", ") + "; evidence lost: " + fmt.Sprint(d.Lost())
	if d.Of == "snapshots" {
		row += "; " + "facts: " + fmt.Sprint(len(d.Facts))
	}
	t.line(0, span{bold, row})
}

func sourceKind(source diff.Source) diff.Kind { return source.Kind }

func changeKind(change diff.Change) diff.Kind { return change.Kind }

func ofKind[T any](all []T, kind diff.Kind, of func(T) diff.Kind) []T {
	return slices.DeleteFunc(slices.Clone(all), func(one T) bool { return of(one) != kind })
}
