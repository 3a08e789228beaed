package revision

import (
	"encoding/hex"
	"slices"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// beginning are the commits and tags whose ids begin with some digits, at most two of them: one
// is an answer, and more are none.
func (o *objects) beginning(digits string) []hash {
	digits = strings.ToLower(digits)
	if _, err := hex.DecodeString(digits + "0"[:len(digits)%2]); err != nil || len(digits) < 4 || len(digits) > 40 {
		return nil
	}
	var found []hash
	for _, id := range o.candidates(digits) {
		kind, err := o.kind(id)
		if err == nil && (kind == plumbing.CommitObject || kind == plumbing.TagObject) && !slices.Contains(found, id) {
			if found = append(found, id); len(found) > 1 {
				break
			}
		}
	}
	return found
}

// candidates are all objects whose ids begin so.
func (o *objects) candidates(digits string) []hash {
	o.mu.Lock()
	defer o.mu.Unlock()
	var all []hash
	if folder, err := o.root.Open("objects/" + digits[:2]); err == nil {
		names, _ := folder.Readdirnames(-1)
		_ = folder.Close()
		for _, name := range names {
			if id, ok := parseHash(digits[:2] + name); ok && strings.HasPrefix(id.String(), digits) {
				all = append(all, id)
			}
		}
	}
	if o.openPacks() != nil {
		return all
	}
	for _, pack := range o.packs {
		entries, err := pack.index.Entries()
		for err == nil {
			entry, next := entries.Next()
			if err = next; err == nil && strings.HasPrefix(entry.Hash.String(), digits) {
				all = append(all, entry.Hash)
			}
		}
	}
	return all
}

// abbreviated is the one commit or tag whose id begins with some digits.
func (r *Repository) abbreviated(digits string) (hash, bool) {
	found := r.objects.beginning(digits)
	if len(found) != 1 {
		return hash{}, false
	}
	return found[0], true
}
