package main

import (
	"fmt"
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
	mistakes   []string
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

// inManifest is a problem with a part of the manifest.
func (e *evidence) inManifest(message, pointer string) string {
	at := finding.Location{File: e.manifest.Name}
	if span, ok := e.manifest.Span(pointer); ok {
		at = evaluate.Location(e.text.Location(span.Start, span.End))
	}
	return e.sentence(message, &at)
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
