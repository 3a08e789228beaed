package report

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
)

// proviso says what a matrix does not.
const proviso = "A pass is evidence for a part of a control; whether the control is met, an auditor decides."

// frameworks prints for each framework that was asked for what the run has to show.
func (t *text) frameworks() {
	for _, matrix := range t.results.Frameworks {
		t.line(0, span{bold, matrixTitle(matrix)})
		t.blank()
		width := 0
		for _, row := range matrix.Controls {
			width = max(width, len(row.ID))
		}
		for _, row := range matrix.Controls {
			t.line(2, span{bold, fmt.Sprintf("%-*s", width, row.ID)},
				span{standingStyle(row.Standing), fmt.Sprintf("  %-14s", standingText(row.Standing))},
				span{normal, "  " + row.Title})
			if len(row.Rules) > 0 {
				t.labelled(fmt.Sprintf("%*s", width, ""), rowCounts(row)+": "+strings.Join(row.Rules, ", "))
			}
		}
		t.blank()
		t.line(2, span{normal, amounts(matrix)})
		t.line(2, span{faint, proviso})
		t.blank()
	}
}

// frameworks writes a table for each framework that was asked for.
func (m *markdown) frameworks() {
	for _, matrix := range m.results.Frameworks {
		fmt.Fprintf(&m.out, "\n### %s\n\n%s. %s\n", markdownText(matrixTitle(matrix)), amounts(matrix), proviso)
		m.out.WriteString("\n| Control | Asks for | Evidence | Fail | Pass | Inconclusive | Waived | Rules |\n" +
			"|---|---|---|--:|--:|--:|--:|---|\n")
		for _, row := range matrix.Controls {
			fmt.Fprintf(&m.out, "| %s | %s | %s | %d | %d | %d | %d | %s |\n",
				markdownText(row.ID), markdownText(row.Title), standingText(row.Standing),
				row.Fail, row.Pass, row.Inconclusive, row.Waived, markdownText(strings.Join(row.Rules, ", ")))
		}
	}
}

func matrixTitle(matrix finding.Matrix) string {
	return fmt.Sprintf("Framework %s: %s, %s", matrix.Name, matrix.Title, matrix.Version)
}

// amounts counts the controls by what there is for them.
func amounts(matrix finding.Matrix) string {
	var parts []string
	for _, standing := range finding.Standings() {
		n := 0
		for _, row := range matrix.Controls {
			if row.Standing == standing {
				n++
			}
		}
		if n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", n, standingText(standing)))
		}
	}
	return count(len(matrix.Controls), "control") + ": " + strings.Join(parts, ", ")
}

func standingText(standing finding.Standing) string {
	return strings.ReplaceAll(string(standing), "_", " ")
}

// rowCounts leaves out what there is none of.
func rowCounts(row finding.ControlRow) string {
	var parts []string
	for _, part := range []struct {
		n    int
		word string
	}{{row.Fail, "fail"}, {row.Inconclusive, "inconclusive"}, {row.Waived, "waived"}, {row.Pass, "pass"}} {
		if part.n > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", part.n, part.word))
		}
	}
	if len(parts) == 0 {
		return "no verdict"
	}
	return strings.Join(parts, ", ")
}

func standingStyle(standing finding.Standing) style {
	switch standing {
	case finding.StandingFail:
		return red
	case finding.StandingInconclusive, finding.StandingWaived:
		return yellow
	case finding.StandingNotApplicable, finding.StandingNone:
		return faint
	default:
		return normal
	}
}

// Controls names a rule's controls, by framework.
func Controls(rule finding.Rule) string {
	var parts []string
	for _, name := range slices.Sorted(maps.Keys(rule.Controls)) {
		parts = append(parts, name+" "+strings.Join(rule.Controls[name], ", "))
	}
	return strings.Join(parts, "; ")
}
