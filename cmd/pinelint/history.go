package main

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/history"
	"github.com/pinelint/pinelint/pkg/collect/ignore"
	"github.com/pinelint/pinelint/pkg/collect/source"
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
		Marker: ignore.Marker, Marked: func(file string) { marked = append(marked, file) },
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
	folder, err := gitFolder(filepath.Join(base, ".git"))
	if err != nil {
		return nil, usage("--history: %s is not in a git repository: %w", base, err)
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

// gitFolder follows the file .git that a linked worktree and a submodule have in place of the
// folder: to where its objects are.
func gitFolder(path string) (string, error) {
	info, err := os.Stat(path)
	if err != nil || info.IsDir() {
		return path, err //nolint:wrapcheck // it has the path
	}
	folder, err := named(path, "gitdir: ")
	if err != nil {
		return "", err
	}
	common := filepath.Join(folder, "commondir")
	if _, err := os.Stat(common); err != nil {
		return folder, nil //nolint:nilerr // a submodule has none
	}
	return named(common, "")
}

// named is the folder that a short file has the path of, from where it stands.
func named(file, before string) (string, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return "", err //nolint:wrapcheck // it has the path
	}
	path := strings.TrimSpace(strings.TrimPrefix(string(data), before))
	if !filepath.IsAbs(path) {
		path = filepath.Join(filepath.Dir(file), path)
	}
	return path, nil
}
