package revision

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"path"
	"strconv"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

const (
	maxCommit = 4 << 20
	// maxLinks bounds how often references and tags lead on.
	maxLinks = 10
)

// deeper is what makes a shallow clone deep enough.
const deeper = "fetch more of its history, as fetch-depth: 0 of actions/checkout or GIT_DEPTH: 0 of GitLab does"

// Commit is a commit of a repository.
type Commit struct {
	id      hash
	tree    hash
	parents []hash
	time    int64
}

// ID is the full object id.
func (c Commit) ID() string { return c.id.String() }

// step is one of the ways on from a revision: ~2, ^, ^2.
var step = lazyregexp.New(`^([~^])(\d{0,6})`)

// Resolve finds the commit that a name means, as git rev-parse does: a branch, a tag, a remote's
// branch, an object id of which at least four digits are given, HEAD or @; with ~N and ^N after
// it. The error is a sentence.
func (r *Repository) Resolve(name string) (Commit, error) {
	base, steps := name, ""
	if at := strings.IndexAny(name, "~^"); at >= 0 {
		base, steps = name[:at], name[at:]
	}
	id, err := r.named(base)
	if err != nil {
		return Commit{}, err
	}
	if id, err = r.peel(id); err != nil {
		return Commit{}, fmt.Errorf("revision %q is no commit that can be read: %w", name, err)
	}
	commit, err := r.commit(id)
	for err == nil && steps != "" {
		found := step().FindStringSubmatch(steps)
		if found == nil {
			return Commit{}, fmt.Errorf("revision %q is not understood: after a name, ~N and ^N are", name)
		}
		steps = steps[len(found[0]):]
		commit, err = r.walk(commit, found[1], found[2])
	}
	if err != nil {
		return Commit{}, fmt.Errorf("revision %q cannot be read: %w", name, r.shallowly(err))
	}
	return commit, nil
}

// walk goes to the Nth parent, or over N first ones.
func (r *Repository) walk(from Commit, kind, count string) (Commit, error) {
	n := 1
	if count != "" {
		n, _ = strconv.Atoi(count)
	}
	if kind == "^" {
		if n == 0 {
			return from, nil
		}
		return r.parent(from, n)
	}
	var err error
	for ; n > 0 && err == nil; n-- {
		from, err = r.parent(from, 1)
	}
	return from, err
}

func (r *Repository) parent(of Commit, n int) (Commit, error) {
	if r.shallow[of.id] {
		return Commit{}, errAbsent
	}
	if n > len(of.parents) {
		return Commit{}, fmt.Errorf("commit %s has no parent %d", of.id.String()[:12], n)
	}
	return r.commit(of.parents[n-1])
}

// shallowly says what to do about a commit that is not there.
func (r *Repository) shallowly(err error) error {
	if errors.Is(err, errAbsent) && len(r.shallow) > 0 {
		return errors.New("this is a shallow clone without it: " + deeper)
	}
	return err
}

// named is what a name leads to, in the order in which git looks.
func (r *Repository) named(name string) (hash, error) {
	if id, ok := parseHash(name); ok {
		return id, nil
	}
	if name == "@" {
		name = "HEAD"
	}
	for _, format := range []string{
		"%s", "refs/%s", "refs/tags/%s", "refs/heads/%s", "refs/remotes/%s", "refs/remotes/%s/HEAD",
	} {
		if id, ok := r.reference(fmt.Sprintf(format, name), maxLinks); ok {
			return id, nil
		}
	}
	if id, ok := r.abbreviated(name); ok {
		return id, nil
	}
	if len(r.shallow) > 0 {
		return hash{}, fmt.Errorf("there is no revision %q in this shallow clone: %s", name, deeper)
	}
	return hash{}, fmt.Errorf("there is no revision %q: fetch it, as fetch-depth: 0 of actions/checkout does, "+
		"or name a branch, a tag or a commit", name)
}

// reference reads one, and follows those that lead to others.
func (r *Repository) reference(name string, links int) (hash, bool) {
	if links == 0 || path.Clean(name) != name || strings.HasPrefix(name, "../") || strings.ContainsAny(name, "\\\x00") {
		return hash{}, false
	}
	root := r.common
	if !strings.HasPrefix(name, "refs/") {
		root = r.own
		if strings.ToUpper(name) != name {
			return hash{}, false // HEAD and its like stand beside files that are no references
		}
	}
	text, err := readText(root, name)
	if err != nil {
		return r.packed(name)
	}
	if next, ok := strings.CutPrefix(text, "ref: "); ok {
		return r.reference(strings.TrimSpace(next), links-1)
	}
	return parseHash(strings.TrimSpace(text))
}

// packed finds a reference in the file that has many.
func (r *Repository) packed(name string) (hash, bool) {
	text, err := readText(r.common, "packed-refs")
	if err != nil {
		return hash{}, false
	}
	for line := range strings.Lines(text) {
		if id, called, ok := strings.Cut(strings.TrimRight(line, "\r\n"), " "); ok && called == name {
			return parseHash(id)
		}
	}
	return hash{}, false
}

// peel follows tags to what they are of.
func (r *Repository) peel(id hash) (hash, error) {
	for range maxLinks {
		kind, err := r.objects.kind(id)
		if err != nil || kind != plumbing.TagObject {
			return id, r.shallowly(err)
		}
		data, err := r.objects.read(kind, id, maxCommit)
		if err != nil {
			return id, err
		}
		of, _, _ := strings.Cut(strings.TrimPrefix(string(data), "object "), "\n")
		next, ok := parseHash(of)
		if !ok {
			return id, errors.New("its tag is damaged")
		}
		id = next
	}
	return id, errors.New("its tag is of a tag of a tag, without an end")
}

func (r *Repository) commit(id hash) (Commit, error) {
	data, err := r.objects.read(plumbing.CommitObject, id, maxCommit)
	if err != nil {
		return Commit{}, err
	}
	commit, hasTree := Commit{id: id}, false
	for line := range bytes.Lines(data) {
		key, value, _ := strings.Cut(strings.TrimRight(string(line), "\n"), " ")
		switch key {
		case "tree":
			commit.tree, hasTree = parseHash(value)
		case "parent":
			if parent, ok := parseHash(value); ok && !r.shallow[id] {
				commit.parents = append(commit.parents, parent)
			}
		case "committer":
			fields := strings.Fields(value[strings.LastIndexByte(value, '>')+1:])
			if len(fields) > 0 {
				commit.time, _ = strconv.ParseInt(fields[0], 10, 64)
			}
		case "":
			if hasTree {
				return commit, nil
			}
		}
	}
	if !hasTree {
		return Commit{}, errors.New("its commit is damaged")
	}
	return commit, nil
}

// parseHash reads a full object id.
func parseHash(text string) (hash, bool) {
	var id hash
	if len(text) != 2*len(id) {
		return id, false
	}
	_, err := hex.Decode(id[:], []byte(text))
	return id, err == nil
}
