// Package code reads how client code uses Pinecone: where a client is made and with what,
// which operations are called with how much, and how a call is tried again. It judges
// nothing, runs nothing, and says of what it cannot tell that it cannot, and why.
package code

import (
	"context"
	"fmt"
	"path"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const sourceID = "client code"

// Options say how to read.
type Options struct {
	Types snapshot.Types
	// Jobs is how many files are read at once; less than one is one.
	Jobs int
	// Folder is what is checked of the tree: what is above it does not say what a file is
	// for. Empty is all of it.
	Folder string
}

// Collect hands on a pinecone_client for every client, a pinecone_call for every call, a
// pinecone_sdk for every dependency on an SDK and a pinecone_host for every host that a
// file names, one unit a file, in the order of the files, of which those that do not mention
// Pinecone come last, and reports the source "client code". The error is that of ctx alone.
func Collect(ctx context.Context, tree *collect.Tree, options Options, sink collect.Sink) error {
	files := candidates(tree)
	results := readAll(ctx, tree, files, max(options.Jobs, 1))
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("read client code: %w", err)
	}
	results, unnamed := resolve(tree, results, options.Folder)
	report := snapshot.Source{
		ID: sourceID, Status: snapshot.Complete, Counts: map[string]int{"files": 0},
		Holds: []string{"pinecone_call", "pinecone_client", "pinecone_host", "pinecone_sdk"},
	}
	settleVersions(tree, results)
	versions := versionsOf(results)
	var notebooks []string
	for _, one := range results {
		if isNotebook(one.path) && one.problem == nil {
			notebooks = append(notebooks, one.path)
			continue
		}
		if one.problem != nil {
			report.Problems = append(report.Problems, *one.problem)
		}
		if one.unread || one.lost {
			report.Status, report.Reason = snapshot.Partial, "some files could not be read"
		}
		if one.unread {
			continue
		}
		report.Counts["files"]++
		if unit := finished(options.Types, one.observe(versions)); len(unit) > 0 {
			sink.Observe(unit)
		}
	}
	report.Problems = append(report.Problems, unnamed...)
	if len(notebooks) > 0 {
		report.Problems = append(report.Problems, unreadNotebooks(notebooks))
	}
	sink.Report(report)
	return nil
}

func isNotebook(file string) bool { return path.Ext(file) == ".ipynb" }

// unreadNotebooks says once for all of them what is not judged.
func unreadNotebooks(files []string) snapshot.Problem {
	message := fmt.Sprintf("%s mentions Pinecone: code in notebooks is not read", collect.Quote(files[0]))
	if more := len(files) - 1; more > 0 {
		message = fmt.Sprintf("%s and %d more mention Pinecone: code in notebooks is not read", collect.Quote(files[0]), more)
	}
	return snapshot.Problem{Kind: snapshot.Gap, Location: &snapshot.Location{File: files[0]}, Message: message}
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

// candidates are the files that may say something: code, what names dependencies, and
// configuration that names a host, where they mention Pinecone at all.
func candidates(tree *collect.Tree) []collect.File {
	var files []collect.File
	for _, file := range tree.Files {
		if !isForeign(file.Path) && tree.Noted(file.Path) != collect.NoMention &&
			(languageOf(file.Path) != "" || isDependencyFile(file.Path) || isNotebook(file.Path) ||
				isConfiguration(file.Path) && tree.Noted(file.Path) == collect.AnyMention) {
			files = append(files, file)
		}
	}
	return files
}

// isForeign says whether a file is of somebody else, or made by a tool.
func isForeign(file string) bool {
	for folder := range strings.SplitSeq(path.Dir(file), "/") {
		switch folder {
		case "vendor", "dist", "build", ".next", ".nuxt", "site-packages", "venv", "third_party", "generated",
			"__generated__", "coverage", ".tox", "bower_components", "target", "obj", ".svelte-kit", ".output":
			return true
		}
	}
	base := path.Base(file)
	return strings.Contains(base, ".min.") || strings.HasSuffix(base, ".d.ts") || strings.HasSuffix(base, "_pb2.py")
}

func languageOf(file string) syntax.Language {
	switch path.Ext(file) {
	case ".py":
		return syntax.Python
	case ".go":
		return syntax.Go
	case ".java":
		return syntax.Java
	case ".cs":
		return syntax.CSharp
	case ".ts", ".mts", ".cts":
		return syntax.TypeScript
	case ".tsx", ".js", ".jsx", ".mjs", ".cjs":
		return syntax.TSX
	default:
		return ""
	}
}

// result is what one file gave.
type result struct {
	path    string
	role    string
	text    []byte
	unit    *unit
	sights  []*sight
	depends []dependency
	hosts   []hostName
	problem *snapshot.Problem
	unread  bool
	// lost says that a call in it could not be read.
	lost bool
}

func readAll(ctx context.Context, tree *collect.Tree, files []collect.File, jobs int) []*result {
	results := make([]*result, len(files))
	var next atomic.Int64
	var workers sync.WaitGroup
	for range min(jobs, len(files)) {
		workers.Go(func() {
			parsers := parsers{}
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= len(files) {
					return
				}
				results[i] = read(tree, files[i], parsers)
			}
		})
	}
	workers.Wait()
	return slices.DeleteFunc(results, func(one *result) bool { return one == nil })
}

// parsers are those of one goroutine.
type parsers map[syntax.Language]*syntax.Parser

func (p parsers) of(language syntax.Language) *syntax.Parser {
	if p[language] == nil {
		p[language] = syntax.NewParser(language)
	}
	return p[language]
}

// read reads one file, nil where it does not mention Pinecone.
func read(tree *collect.Tree, file collect.File, parsers parsers) *result {
	one := &result{path: collect.Redact(file.Path)}
	text, err := tree.Read(file.Path)
	if err != nil && isNotebook(file.Path) {
		return nil // the search for secrets tells of it
	}
	if err != nil {
		one.unread = true
		one.problem = &snapshot.Problem{
			Kind: snapshot.Broken, Location: &snapshot.Location{File: one.path},
			Message: fmt.Sprintf("%s %s: how it uses Pinecone is not known", collect.Quote(one.path), err),
		}
		return one
	}
	if !collect.MentionsPinecone(text) {
		return nil
	}
	one.text = text
	language := languageOf(file.Path)
	if isDependencyFile(file.Path) || isScript(language) {
		one.depends = dependencies(file.Path, text)
	}
	switch {
	case language != "":
		one.parse(language, parsers)
	case isConfiguration(file.Path):
		one.hosts = configuredHosts(text)
	}
	return one
}
