// Package report writes what a run concluded, one file per format. A report is a pure
// function of the results and its options: it judges nothing, reads nothing but the
// source lines it was given a function for, and writes to an io.Writer that the caller
// opened and closes.
package report

import (
	"cmp"
	"fmt"
	"io"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
)

// Options are what a report needs beside the results. The zero value writes every
// format, without colours and without source lines.
type Options struct {
	// Root leads from where the reader stands (the working directory, which in CI is the
	// repository's root) to the scanned root: "infra" after `pinelint check infra`. It
	// is put before file names in text, so that a terminal can open them, and in SARIF,
	// where it is left out if it leads out of the repository.
	Root string
	// Here is the folder below the scanned root that the reader stands in, where he does: then
	// Root leads up, and the names of files in text lead no further up than they have to.
	Here string
	// Color asks for ANSI colours in text.
	Color bool
	// Width is how many columns text may take; 0 means 100. Messages are never wrapped,
	// so that a search in a log finds them.
	Width int
	// Source reads a file below the scanned root for the lines that text shows; nil
	// shows none. An error only leaves the line out.
	Source func(file string) ([]byte, error)
	// Redact removes secrets from a whole file's text before one of its lines is shown.
	// Without it no line is.
	Redact func(text string) string
	// SARIFCategory tells uploads of one commit apart: files and live checks need
	// different ones, or each closes the other's alerts. Empty leaves the choice to the
	// upload.
	SARIFCategory string
	// Frameworks are those that SARIF relates rules to, by their controls.
	Frameworks []finding.Framework
	// Base are the results of an earlier run: markdown then has what changed since, and html
	// that too. Nil for all other formats and for all there is.
	Base *finding.Results
	// History is what other reports counted, in any order: html draws those that are earlier.
	History []Past
}

// path is a file's name as a reader opens it.
func (o Options) path(file string) string {
	if o.Here != "" && fs.ValidPath(file) {
		if shown, err := filepath.Rel(filepath.FromSlash(o.Here), filepath.FromSlash(file)); err == nil {
			return filepath.ToSlash(shown)
		}
	}
	return path.Join(o.Root, file)
}

// Format is a way to write results.
type Format struct {
	Name string
	// Description is a clause for the flag's help.
	Description string

	write func(w io.Writer, results *finding.Results, options Options) error
}

// Formats are all formats, the default one first.
func Formats() []Format {
	return []Format{
		{"text", "for people, in a terminal or a log", writeText},
		{"json", "everything, as docs/results.schema.json describes it", writeJSON},
		{"sarif", "SARIF 2.1.0, for GitHub code scanning and editors", writeSARIF},
		{"html", "an audit report in one file, for browsers and for print", writeHTML},
		{"oscal", "NIST OSCAL assessment results, for audit tools", writeOSCAL},
		{"markdown", "for a job's summary or a comment on a pull request", writeMarkdown},
		{"github", "annotations of a GitHub workflow's log", writeGitHub},
		{"gitlab", "GitLab Code Quality", writeGitLab},
		{"junit", "JUnit XML, with passes", writeJUnit},
		{"csv", "one row for each verdict, for spreadsheets", writeCSV},
	}
}

// Write writes the results in the format of that name. It changes neither the results
// nor anything they hold, and brings rules and findings into order itself.
func Write(w io.Writer, format string, results *finding.Results, options Options) error {
	names := make([]string, 0, len(Formats()))
	for _, known := range Formats() {
		if known.Name == format {
			if err := known.write(w, ordered(results), options); err != nil {
				return fmt.Errorf("write %s report: %w", format, err)
			}
			return nil
		}
		names = append(names, known.Name)
	}
	return fmt.Errorf("format %q is unknown: use one of %s", format, strings.Join(names, ", "))
}

// ordered is a copy with rules, findings and tallies in order, and no nil list in it. What is
// in order is the results' own, as there may be very many.
func ordered(results *finding.Results) *finding.Results {
	copied := *results
	copied.Rules = inOrder(results.Rules, func(a, b finding.Rule) int { return cmp.Compare(a.ID, b.ID) })
	copied.Tallies = inOrder(results.Tallies, func(a, b finding.Tally) int { return cmp.Compare(a.Rule, b.Rule) })
	copied.Sources = inOrder(results.Sources, func(a, b finding.Source) int { return cmp.Compare(a.ID, b.ID) })
	if copied.Findings = finding.Sorted(results.Findings); copied.Findings == nil {
		copied.Findings = []finding.Finding{}
	}
	return &copied
}

func inOrder[T any](list []T, compare func(a, b T) int) []T {
	if list != nil && slices.IsSortedFunc(list, compare) {
		return list
	}
	sorted := append([]T{}, list...)
	slices.SortStableFunc(sorted, compare)
	return sorted
}

// rulesOf are the rules by id.
func rulesOf(results *finding.Results) map[string]finding.Rule {
	rules := make(map[string]finding.Rule, len(results.Rules))
	for _, rule := range results.Rules {
		rules[rule.ID] = rule
	}
	return rules
}

// failing says whether a finding is one that a reader has to repair: a fail that no
// waiver excuses.
func failing(found *finding.Finding) bool {
	return found.Verdict == finding.Fail && found.Waiver == nil
}

func inconclusive(found *finding.Finding) bool {
	return found.Verdict == finding.Inconclusive && found.Waiver == nil
}

// waived says whether somebody decided that a finding is excused.
func waived(found *finding.Finding) bool { return found.Waiver != nil && !found.Waiver.Known() }
