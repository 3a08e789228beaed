package report

import (
	"slices"

	"github.com/owenrumney/go-sarif/v2/sarif"

	"github.com/pinelint/pinelint/pkg/finding"
)

// fixes are the proved edits of the alert's findings, each set once: all instances of one
// block are repaired by the same.
func (a *alert) fixes(root string) []*sarif.Fix {
	var fixes []*sarif.Fix
	var seen [][]finding.Edit
	for _, found := range a.found {
		known := func(edits []finding.Edit) bool { return slices.Equal(edits, found.Edits) }
		if len(found.Edits) == 0 || slices.ContainsFunc(seen, known) {
			continue
		}
		seen = append(seen, found.Edits)
		if changes := artifactChanges(found.Edits, root); changes != nil {
			fixes = append(fixes, sarif.NewFix().WithDescriptionText(escapeLinks(found.Message)).WithArtifactChanges(changes))
		}
	}
	return fixes
}

// artifactChanges are by file; nil where one has no path, since half a repair is none.
func artifactChanges(edits []finding.Edit, root string) []*sarif.ArtifactChange {
	var changes []*sarif.ArtifactChange
	file := ""
	for _, edit := range edits {
		uri, ok := artifactURI(root, edit.Location.File)
		if !ok {
			return nil
		}
		if len(changes) == 0 || edit.Location.File != file {
			changes = append(changes, sarif.NewArtifactChange(sarif.NewSimpleArtifactLocation(uri)))
			file = edit.Location.File
		}
		at := edit.Location
		replacement := sarif.NewReplacement(&sarif.Region{
			StartLine: &at.StartLine, StartColumn: &at.StartColumn, EndLine: &at.EndLine, EndColumn: &at.EndColumn,
		})
		if edit.Text != "" {
			replacement.WithInsertedContent(&sarif.ArtifactContent{Text: &edit.Text})
		}
		changes[len(changes)-1].WithReplacement(replacement)
	}
	return changes
}
