// Package source searches every text file of a repository for secrets of Pinecone, and
// for variables that carry one to the browser. It says where a secret stands and never
// what it is: an observation has the name that it is bound to, and no part of it.
package source

import (
	"bytes"
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// SourceID is that of the source that Collect reports for files.
const SourceID = "secrets scan"

// Options say how to scan.
type Options struct {
	Types snapshot.Types
	// Jobs is how many files are read at once; less than one is one.
	Jobs int
	// Found, where there is one, is told every secret as it is written, and what it is in
	// Base64 of, so that it can be kept out of what other collectors say. It is called by
	// one goroutine.
	Found func(secret string)
	// History, where there is one, is searched too, for what no file has any more. Of it
	// counts what was in Folder, a path from the root of the repository.
	History commits
	Folder  string
	// LeftOut, where there is one, says of a file that has secrets whether it is none of the
	// repository's. Such a file is counted, and told of no more. It may be called by several
	// goroutines.
	LeftOut func(file string) bool
	// Marked is told every text file that has one of the words Markers, in their order.
	Markers []string
	Marked  func(file string)
}

// Collect hands on a repository_secret for every secret and a client_exposure for every
// exposed variable, one unit a file, in the order of the files, and reports the source
// [SourceID]. The error is that of ctx alone.
func Collect(ctx context.Context, tree *collect.Tree, options Options, sink collect.Sink) error {
	var present *presence
	if options.History != nil {
		present = &presence{secrets: map[string]bool{}}
	}
	results := scanAll(ctx, tree, options, present)
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("scan for secrets: %w", err)
	}
	report := snapshot.Source{
		ID: SourceID, Status: snapshot.Complete, Holds: []string{"client_exposure", "repository_secret"},
		Counts: map[string]int{"files": 0, "bytes": 0, "binary": 0},
	}
	for i, result := range results {
		if result.problem != nil {
			report.Status, report.Reason = snapshot.Partial, "some files could not be searched"
			report.Problems = append(report.Problems, *result.problem)
			continue
		}
		report.Counts["bytes"] += result.size
		report.Counts[result.form]++
		if result.form != texts {
			continue
		}
		if result.ignored {
			report.Counts["ignored by git"]++
			report.Problems = append(report.Problems, leftOut(tree.Files[i].Path))
		}
		if result.more && !result.ignored {
			report.Problems = append(report.Problems, manyHits(result.observations[0]))
		}
		if result.marked {
			options.Marked(tree.Files[i].Path)
		}
		if options.Found != nil {
			for _, secret := range result.secrets {
				options.Found(secret)
			}
		}
		if unit := finished(options.Types, result.observations); len(unit) > 0 {
			sink.Observe(unit)
		}
	}
	sink.Report(report)
	if present == nil {
		return nil
	}
	return collectHistory(ctx, tree, options, present.secrets, sink)
}

// presence are the secrets that files have, for the history to leave out.
type presence struct {
	mu      sync.Mutex
	secrets map[string]bool
}

// add takes those of a file. It may be called from several goroutines, and on nil.
func (p *presence) add(text []byte, hits []hit) {
	if p == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, h := range hits {
		if h.prefix == "" {
			p.secrets[h.secret(text)] = true
		}
	}
}

func finished(types snapshot.Types, observations []*snapshot.Observation) []*snapshot.Observation {
	kept := observations[:0]
	for _, o := range observations {
		if collect.Finish(types, o) {
			kept = append(kept, o)
		}
	}
	return kept
}

// mostHits bounds what is reported of one file: who has as many has one thing to do.
const mostHits = 100

func manyHits(first *snapshot.Observation) snapshot.Problem {
	at := first.Locations[0].Location
	return snapshot.Problem{
		Kind: snapshot.Notice, Location: &at,
		Message: fmt.Sprintf("%s holds more than %d secrets, of which the first are reported",
			collect.Quote(at.File), mostHits),
	}
}

func leftOut(file string) snapshot.Problem {
	name := collect.Redact(file)
	return snapshot.Problem{
		Kind: snapshot.Notice, Location: &snapshot.Location{File: name},
		Message: collect.Quote(name) + " has a secret or a variable that carries one to the browser, and is in no commit " +
			"to come, since git ignores it and does not track it: it is no finding",
	}
}

// result is what one file gave.
type result struct {
	observations []*snapshot.Observation
	secrets      []string
	problem      *snapshot.Problem
	size         int
	form         string // what it counts as: files, of text, binary or archives
	more         bool   // there were more hits than are kept
	marked       bool
	ignored      bool // it has secrets, and is none of the repository's
}

func scanAll(ctx context.Context, tree *collect.Tree, options Options, present *presence) []result {
	results := make([]result, len(tree.Files))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(max(options.Jobs, 1), len(tree.Files)) {
		workers.Go(func() {
			var buffer []byte
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(tree.Files) {
					return
				}
				results[i], buffer = scanFile(tree, tree.Files[i], options, buffer, present)
			}
		})
	}
	workers.Wait()
	return results
}

func scanFile(
	tree *collect.Tree, file collect.File, options Options, buffer []byte, present *presence,
) (result, []byte) {
	name := collect.Redact(file.Path)
	data, err := read(tree.FS(), file, buffer)
	if err != nil {
		kind := snapshot.Broken
		if file.Size > collect.MaxFileSize {
			if form, _ := recognise(collect.Beginning(tree.FS(), file.Path, headSize)); form != texts {
				return result{form: form}, buffer // there is nothing to search, however large
			}
			kind = snapshot.Gap
		}
		return result{problem: &snapshot.Problem{
			Kind: kind, Location: &snapshot.Location{File: name},
			Message: fmt.Sprintf("%s %s: it was not searched for secrets", collect.Quote(name), err),
		}}, buffer
	}
	tree.Keep(file.Path, data)
	form, text := recognise(data)
	one := result{size: len(data), form: form}
	if form != texts {
		return one, data
	}
	one.marked = slices.ContainsFunc(options.Markers, func(word string) bool { return bytes.Contains(text, []byte(word)) })
	mentions := collect.MentionsPinecone(text)
	switch {
	case !mentions && len(collect.EncodedMentions(text)) == 0:
		tree.Note(file.Path, collect.NoMention)
	case !bytes.Contains(text, []byte(snapshot.HostSuffix)):
		tree.Note(file.Path, collect.NameOnly)
	}
	hits := findIn(text, mentions)
	if mentions {
		hits = withBuilt(hits, file.Path, text)
	}
	if len(hits) > 0 {
		one.more = len(hits) > mostHits
		one.secrets = secretsOf(text, hits)
		if one.ignored = options.LeftOut != nil && options.LeftOut(file.Path); one.ignored {
			return one, data
		}
		one.observations = observe(name, text, hits[:min(len(hits), mostHits)])
		present.add(text, hits)
	}
	return one, data
}

// Secrets are those of the content of a file, as [Options.Found] is told them.
func Secrets(content []byte) []string {
	text, ok := decode(content)
	if !ok {
		return nil
	}
	return secretsOf(text, find(text))
}

func secretsOf(text []byte, hits []hit) []string {
	var secrets []string
	for _, h := range hits {
		if h.prefix != "" {
			continue
		}
		secrets = append(secrets, strings.Fields(h.literal.of(text))...) // the lines that Base64 is broken into
		if h.decoded != "" {
			secrets = append(secrets, h.decoded)
		}
	}
	return secrets
}
