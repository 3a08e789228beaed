package main

import (
	"context"
	"os"
	"sync"

	"github.com/spf13/pflag"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/history"
	"github.com/pinelint/pinelint/pkg/collect/ignore"
	"github.com/pinelint/pinelint/pkg/collect/source"
	"github.com/pinelint/pinelint/pkg/revision"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

func (g *gathering) historyFlag(flags *pflag.FlagSet) {
	flags.BoolVar(&g.history, "history", false,
		"also search every commit of the git repository for secrets that no file has any more")
}

// search looks for secrets in the files, and with --history in the commits, and reads the
// comments of the files in which it came across one that excuses findings.
func (g *gathering) search(
	ctx context.Context, tree *collect.Tree, types snapshot.Types, out *evidence, sink collect.Sink,
) error {
	var marked []string
	search := source.Options{
		Types: types, Jobs: g.jobs, Found: out.secrets.add,
		Markers: ignore.Words(), Marked: func(file string) { marked = append(marked, file) },
	}
	if out.repository.then == nil {
		leftOut, closing := leftOutOf(out.repository.base)
		defer closing()
		search.LeftOut = leftOut
	}
	if g.history {
		past, err := openHistory(out.repository.base)
		if err != nil {
			return err
		}
		defer past.Close()
		search.History, search.Folder = past, out.repository.folder
	}
	if err := source.Collect(ctx, tree, search, sink); err != nil {
		return err //nolint:wrapcheck // it says what was read
	}
	return ignore.Collect(ctx, tree, marked, types, sink) //nolint:wrapcheck // as above
}

// openHistory opens the history of the repository whose root is a folder.
func openHistory(base string) (*history.History, error) {
	_, folder, err := revision.Folders(base)
	if err != nil {
		return nil, usage("--history: %s: %w", base, err)
	}
	root, err := os.OpenRoot(folder)
	if err != nil {
		return nil, usage("--history: %w", err)
	}
	past, err := history.Open(root.FS())
	if err != nil {
		return nil, usage("--history: read %s: %w", folder, err)
	}
	return past, nil
}

// leftOutOf says of files whether git neither has nor takes them, by what it has of the work tree
// whose root is a folder. That is read once, when the first file is asked for.
func leftOutOf(base string) (leftOut func(file string) bool, closing func()) {
	var tree *revision.WorkTree
	open := sync.OnceFunc(func() {
		if opened, err := revision.OpenWorkTree(base); err == nil { // else all files count
			tree = opened
		}
	})
	leftOut = func(file string) bool {
		open()
		return tree != nil && tree.LeavesOut(file)
	}
	return leftOut, func() {
		if tree != nil {
			tree.Close()
		}
	}
}
