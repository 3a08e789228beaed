package main

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/manifest"
	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// evidence is a snapshot and what is needed to judge it.
type evidence struct {
	snapshot   *snapshot.Snapshot
	repository *repository
	manifest   *config.File
	// text is the manifest's, nil where there is none.
	text *collect.Text
	// mistakes are the manifest's: sentences with their place.
	mistakes []string
	// foreign are those of its settings that may be for rules which --policy would name.
	foreign    []string
	secrets    secrets
	pseudonyms *pseudonyms

	mu sync.Mutex
	// asked are the ids of the sources that are services, or audit logs.
	asked []string
}

// clean is a text without what is secret, and without names of people where those are not
// to be seen.
func (e *evidence) clean(text string) string {
	return e.pseudonyms.text(e.secrets.remove(collect.Redact(text)))
}

func (e *evidence) cleanMistakes() {
	for i, mistake := range e.mistakes {
		e.mistakes[i] = e.secrets.remove(mistake)
	}
}

// begin is evidence that has nothing yet.
func (g *gathering) begin(on system, repository *repository) (*evidence, error) {
	out := &evidence{repository: repository, manifest: &config.File{}, secrets: secrets{}}
	if g.pseudonymize {
		out.hide(on.getenv(pseudonymKey))
	}
	var err error
	out.pseudonyms, err = g.pseudonyms(on)
	return out, err
}

func (e *evidence) readManifest(repository *repository, sink collect.Sink) error {
	data, err := repository.readManifest()
	if err != nil {
		return err
	}
	file, problems := config.Load(repository.manifest, data, collect.Redact)
	text := collect.NewText(repository.manifest, data)
	e.manifest, e.text = file, text
	for _, problem := range problems {
		at := evaluate.Location(text.Location(problem.Start, problem.End))
		e.mistakes = append(e.mistakes, e.sentence(problem.Message, &at))
	}
	manifest.Collect(text, file, problems, e.absent(repository), sink)
	return nil
}

// unmatched tells of the manifest's settings that are for no rule: each is a mistake, but where
// it may be for a rule that comes by --policy, which was not given.
func (e *evidence) unmatched(globs []string, rules []finding.Rule, policies bool) {
	for _, glob := range globs {
		category, _, _ := strings.Cut(glob, "/")
		ours := slices.ContainsFunc(rules, func(rule finding.Rule) bool { return strings.HasPrefix(rule.ID, category+"/") })
		problem := snapshot.Problem{
			Kind:    snapshot.Broken,
			Message: fmt.Sprintf("lint.rules sets %q, which matches no rule: pinelint rules lists them", glob),
		}
		told := &e.mistakes
		if !ours && !policies {
			problem.Kind, told = snapshot.Notice, &e.foreign
			problem.Message += ", and --policy names further ones"
		}
		at := finding.Location{File: e.manifest.Name}
		if span, ok := e.manifest.Span(snapshot.Child("/lint/rules", glob)); ok {
			place := e.text.Location(span.Start, span.End)
			at, problem.Location = evaluate.Location(place), &place
		}
		said := e.sentence(problem.Message, &at)
		if slices.Contains(*told, said) {
			continue
		}
		*told = append(*told, said)
		e.addProblem(problem)
	}
}

// addProblem adds one to what the evidence says of the manifest, for reports.
func (e *evidence) addProblem(problem snapshot.Problem) {
	if e.snapshot == nil {
		return
	}
	for i := range e.snapshot.Sources {
		if from := &e.snapshot.Sources[i]; from.ID == manifest.Source(e.manifest.Name) {
			from.Problems = append(from.Problems, problem)
		}
	}
}

// sentence is a problem with its place before it, as a person at the command line would
// name the file.
func (e *evidence) sentence(message string, at *finding.Location) string {
	switch {
	case at == nil:
		return message
	case at.StartLine == 0:
		return fmt.Sprintf("%s: %s", e.repository.shown(at.File), message)
	default:
		file := e.repository.shown(at.File)
		return fmt.Sprintf("%s:%d:%d: %s", file, at.StartLine, at.StartColumn, message)
	}
}
