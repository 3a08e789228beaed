package main

import (
	"context"
	"errors"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/diff"
	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/revision"
)

// older says which revisions of the repository count, beside the files as they are.
type older struct {
	newFrom, waiversFrom string
}

func (o *older) revisionFlags(flags *pflag.FlagSet) {
	flags.StringVar(&o.newFrom, "new-from", "",
		"fail only on what is new since the merge base of HEAD and this `REV`, which is judged too")
	flags.StringVar(&o.waiversFrom, "waivers-from", "",
		"honour waivers and ignore comments only as they stand on this `REV`, so that no change waives itself")
}

// before reads the files of --new-from, and gives the rules that judge a change what they had;
// nil without the flag.
func (c *check) before(ctx context.Context, on system, evidence *evidence) (*evidence, error) {
	if c.newFrom == "" {
		return nil, nil
	}
	repository, err := evidence.repository.at(c.newFrom, true)
	if err != nil {
		return nil, usage("--new-from %s: %w", c.newFrom, err)
	}
	before, err := c.read(ctx, on, repository)
	if err != nil {
		return nil, err
	}
	diff.Remember(before.snapshot, evidence.snapshot)
	return before, nil
}

// compareWith marks the fails that an older revision has too, and keeps those that only it has.
// What could not be judged there is new, and what cannot be judged any more is not fixed.
func (c *check) compareWith(
	ctx context.Context, on system, evaluator *evaluate.Evaluator, evidence, before *evidence,
	results *finding.Results, now time.Time,
) (*finding.Results, error) {
	base, err := evaluator.Evaluate(ctx, before.snapshot)
	if err != nil {
		return nil, internal(ctx, err)
	}
	if err := c.excuse(ctx, on, evaluator, before, base, now); err != nil {
		return nil, err
	}
	changed := diff.Compare(
		diff.Side{Results: base, Snapshot: before.snapshot, Files: before.repository.has},
		diff.Side{Results: results, Snapshot: evidence.snapshot, Files: evidence.repository.has})
	isNew := changed.Newly()
	for i := range results.Findings {
		found := &results.Findings[i]
		if found.Verdict == finding.Fail && found.Waiver == nil && !isNew[found.Fingerprint] {
			found.Waiver = &finding.Waiver{By: finding.ByRevision}
		}
	}
	for _, change := range changed.Findings {
		if change.Kind == diff.Fixed && change.Old.Verdict == finding.Fail {
			results.Fixed = append(results.Fixed, *change.Old)
		}
	}
	c.broken = base.Broken() && !results.Broken()
	return base, nil
}

// at is the repository as a revision has it, or, where base is set, the newest commit that both
// the revision and HEAD come from.
func (r *repository) at(name string, base bool) (*repository, error) {
	if r.git == nil {
		opened, err := revision.Open(r.base)
		if err != nil {
			return nil, err
		}
		r.git = opened
	}
	commit, err := r.git.Resolve(name)
	if err == nil && base {
		var head revision.Commit
		if head, err = r.git.Resolve("HEAD"); err == nil {
			commit, err = r.git.MergeBase(commit, head)
		}
	}
	if err != nil {
		return nil, err
	}
	then := *r
	then.content, then.then = nil, &past{Tree: r.git.Tree(commit), now: r.opened}
	if _, err := then.then.Tree.Stat(r.folder); errors.Is(err, fs.ErrNotExist) {
		then.then.added = r.folder
	}
	then.findManifest(r.manifest)
	return &then, nil
}

// findManifest finds the one of a revision, as that of a folder is found.
func (r *repository) findManifest(now string) {
	if now != "" && (!fs.ValidPath(now) || path.Base(now) != config.FileName) {
		if _, err := fs.Stat(r.then, now); fs.ValidPath(now) && errors.Is(err, fs.ErrNotExist) {
			r.manifest = ""
		}
		return // --config names it; one outside of the repository is as it is
	}
	r.manifest = ""
	for folder := r.folder; ; folder = path.Dir(folder) {
		if _, err := fs.Stat(r.then, path.Join(folder, config.FileName)); err == nil {
			r.manifest = path.Join(folder, config.FileName)
			return
		}
		if folder == "." {
			return
		}
	}
}

// past is the file system of a revision, with what terraform init downloaded, which no revision
// has, as it is now.
type past struct {
	*revision.Tree

	now *folders
	// added is the folder to judge where the revision does not have it: it is empty there.
	added string
}

func downloaded(name string) bool { return slices.Contains(strings.Split(name, "/"), ".terraform") }

// Open implements [fs.FS].
func (p *past) Open(name string) (fs.File, error) {
	if downloaded(name) {
		return p.now.Open(name)
	}
	return p.Tree.Open(name)
}

// ReadDir implements [fs.ReadDirFS].
func (p *past) ReadDir(name string) ([]fs.DirEntry, error) {
	switch {
	case downloaded(name):
		return p.now.ReadDir(name)
	case p.added != "" && name == p.added:
		return nil, nil
	}
	return p.Tree.ReadDir(name)
}

// Stat implements [fs.StatFS].
func (p *past) Stat(name string) (fs.FileInfo, error) {
	if downloaded(name) || p.added != "" && name == p.added {
		return p.now.Stat(name)
	}
	return p.Tree.Stat(name)
}
