package revision

import (
	"container/heap"
	"errors"
	"fmt"
	"slices"
)

// maxWalk bounds the commits that a search for a common one reads.
const maxWalk = 1_000_000

// What a walk knows of a commit: which sides have it, and whether a commit that both have has it,
// so that it is no merge base itself.
const (
	fromA = 1 << iota
	fromB
	stale

	fromBoth = fromA | fromB
)

// MergeBase is the newest commit that both come from and that no other such commit comes from.
// Where history has several, it is one of them. The error is a sentence.
func (r *Repository) MergeBase(a, b Commit) (Commit, error) {
	common, err := r.commonCommits(a, b)
	if err != nil {
		return Commit{}, err
	}
	if len(common) == 0 && len(r.shallow) > 0 {
		return Commit{}, errors.New("this shallow clone does not have the commit that both come from: " + deeper)
	}
	if len(common) == 0 {
		return Commit{}, errors.New("they have no commit in common")
	}
	best := common[0]
	for _, other := range common[1:] {
		// A clock that went wrong can leave one that the other comes from.
		both, err := r.commonCommits(best, other)
		if err != nil {
			return Commit{}, err
		}
		if slices.ContainsFunc(both, func(c Commit) bool { return c.id == best.id }) {
			best = other
		}
	}
	return best, nil
}

// commonCommits are commits that both come from, the newest first: all merge bases, and where clocks
// were wrong, perhaps others. It is the walk of git's own merge-base: it goes on until all that
// is left comes before what was found, as commits of one second come in no order of their own.
func (r *Repository) commonCommits(a, b Commit) ([]Commit, error) {
	seen := map[hash]int{a.id: fromA}
	queue := &byTime{a}
	if seen[b.id] |= fromB; b.id != a.id {
		heap.Push(queue, b)
	}
	var found []Commit
	for slices.ContainsFunc(*queue, func(c Commit) bool { return seen[c.id]&stale == 0 }) {
		commit, _ := heap.Pop(queue).(Commit)
		sides := seen[commit.id]
		if sides == fromBoth {
			if !slices.ContainsFunc(found, func(c Commit) bool { return c.id == commit.id }) {
				found = append(found, commit)
			}
			sides |= stale
		}
		for _, id := range commit.parents {
			before := seen[id]
			seen[id] |= sides
			if seen[id] == before {
				continue
			}
			parent, err := r.commit(id)
			if err != nil {
				return nil, fmt.Errorf("commit %s cannot be read: %w", id, r.shallowly(err))
			}
			heap.Push(queue, parent)
		}
		if len(seen) > maxWalk {
			return nil, fmt.Errorf("no common commit is among the %d newest", maxWalk)
		}
	}
	return slices.DeleteFunc(found, func(c Commit) bool { return seen[c.id]&stale != 0 }), nil
}

// byTime has the newest commit first, and among equals the one with the smaller id.
type byTime []Commit

// Len implements [heap.Interface].
func (b byTime) Len() int { return len(b) }

// Less implements [heap.Interface].
func (b byTime) Less(i, j int) bool {
	if b[i].time != b[j].time {
		return b[i].time > b[j].time
	}
	return b[i].id.String() < b[j].id.String()
}

// Swap implements [heap.Interface].
func (b byTime) Swap(i, j int) { b[i], b[j] = b[j], b[i] }

// Push implements [heap.Interface].
func (b *byTime) Push(x any) {
	commit, _ := x.(Commit)
	*b = append(*b, commit)
}

// Pop implements [heap.Interface].
func (b *byTime) Pop() any {
	last := (*b)[len(*b)-1]
	*b = (*b)[:len(*b)-1]
	return last
}
