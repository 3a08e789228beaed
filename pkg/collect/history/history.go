// Package history reads what the commits of a git repository have, also what is in no file any
// more, from the repository's own files: no git runs and nothing is checked out. A blob is the
// content of a file; each is read once, however many commits have it.
//
// All that is read is hostile: it has bounds of size, depth and memory, and never leaves the
// file system that it is given.
package history

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
	"sync"

	"github.com/pinelint/pinelint/pkg/collect"
)

// ID names an object of git.
type ID [20]byte

// History is the object store of a repository.
type History struct {
	fsys  fs.FS // the folder .git
	packs []*pack
	// loose are the objects that have a file of their own.
	loose []ID

	mu      sync.Mutex
	gaps    []string
	skipped int // blobs that are too large
}

// Open lists the objects of a repository. The file system is its folder .git.
func Open(fsys fs.FS) (*History, error) {
	h := &History{fsys: fsys}
	if _, err := fs.Stat(fsys, "objects"); err != nil {
		return nil, errors.New("there are no objects of git in it")
	}
	for name, gap := range map[string]string{
		"shallow": "the clone is shallow, so that it lacks older commits: " +
			"fetch it with --unshallow, or fetch-depth: 0",
		"objects/info/alternates": "it borrows objects of another repository, which are not read: " +
			"repack it with git repack -a -d",
	} {
		if _, err := fs.Stat(fsys, name); err == nil {
			h.gaps = append(h.gaps, gap)
		}
	}
	h.openPacks()
	h.listLoose()
	return h, nil
}

// Close closes the files that are open.
func (h *History) Close() {
	for _, p := range h.packs {
		p.close()
	}
}

func (h *History) openPacks() {
	names, _ := fs.Glob(h.fsys, "objects/pack/*.idx")
	for _, name := range names {
		p, err := openPack(h.fsys, strings.TrimSuffix(name, ".idx"))
		if err != nil {
			h.gap(fmt.Errorf("the pack %s cannot be read: %w", path.Base(name), err))
			continue
		}
		h.packs = append(h.packs, p)
	}
	if promised, _ := fs.Glob(h.fsys, "objects/pack/*.promisor"); len(promised) > 0 {
		h.gaps = append(h.gaps, "the clone is partial, so that it lacks files of older commits: clone it without --filter")
	}
}

// gap notes what cannot be read. It may be called from several goroutines.
func (h *History) gap(err error) {
	const most = 20
	h.mu.Lock()
	defer h.mu.Unlock()
	if text := err.Error(); len(h.gaps) < most && !slices.Contains(h.gaps, text) {
		h.gaps = append(h.gaps, text)
	}
}

func (h *History) skip() {
	h.mu.Lock()
	defer h.mu.Unlock()
	h.skipped++
}

// Blobs calls visit for every blob, from up to jobs goroutines, in no order. The content is
// visit's until it returns. The error is that of ctx alone.
func (h *History) Blobs(ctx context.Context, jobs int, visit func(blob ID, content []byte)) error {
	parts := h.parts(max(jobs, 1))
	var workers sync.WaitGroup
	work := make(chan func(), len(parts))
	for _, part := range parts {
		work <- func() { h.visitPart(ctx, part, visit) }
	}
	close(work)
	for range max(jobs, 1) {
		workers.Go(func() {
			for run := range work {
				run()
			}
		})
	}
	workers.Wait()
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("read the history: %w", err)
	}
	return nil
}

// part is what one goroutine reads on its own: a run of a pack, or loose objects.
type part struct {
	pack    *pack
	entries []entry
	loose   []ID
}

// parts cuts packs into as many runs as there are goroutines: objects that were made of one
// another stand close together.
func (h *History) parts(jobs int) []part {
	const fewest = 256
	var parts []part
	for _, p := range h.packs {
		for run := range slices.Chunk(p.entries, max(fewest, (len(p.entries)+jobs-1)/jobs)) {
			parts = append(parts, part{pack: p, entries: run})
		}
	}
	for run := range slices.Chunk(h.loose, max(fewest, (len(h.loose)+jobs-1)/jobs)) {
		parts = append(parts, part{loose: run})
	}
	return parts
}

func (h *History) visitPart(ctx context.Context, part part, visit func(ID, []byte)) {
	if part.pack != nil {
		r := part.pack.reader()
		for _, e := range part.entries {
			if ctx.Err() != nil {
				return
			}
			if kind, err := r.kind(e.offset); err != nil || kind != blob {
				h.note(err)
				continue
			}
			found, err := r.object(e.offset)
			h.hand(e.id, found, err, visit)
		}
	}
	for _, id := range part.loose {
		if ctx.Err() != nil {
			return
		}
		found, err := h.readLoose(id, blob)
		h.hand(id, found, err, visit)
	}
}

func (h *History) hand(id ID, found object, err error, visit func(ID, []byte)) {
	h.note(err)
	if err == nil && found.kind == blob {
		visit(id, found.content)
	}
}

func (h *History) note(err error) {
	switch {
	case errors.Is(err, errTooLarge):
		h.skip()
	case err != nil:
		h.gap(fmt.Errorf("an object cannot be read: %w", err))
	}
}

// Unread says what of the history is not there, or was not read: each is a clause.
func (h *History) Unread() []string {
	gaps := slices.Clone(h.gaps)
	if h.skipped > 0 {
		gaps = append(gaps, fmt.Sprintf("%d of its files are larger than the %d MB that are read",
			h.skipped, collect.MaxFileSize>>20))
	}
	slices.Sort(gaps)
	return gaps
}
