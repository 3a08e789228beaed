package revision

import (
	"container/heap"
	"errors"
	"fmt"
)

// maxWalk bounds the commits that a search for a common one reads.
const maxWalk = 1_000_000

// MergeBase is the newest commit that both come from. Where history has several, it is one of
// them. The error is a sentence.
func (r *Repository) MergeBase(a, b Commit) (Commit, error) {
	const fromA, fromB = 1, 2
	seen := map[hash]int{a.id: fromA}
	queue := &byTime{a}
	if seen[b.id] |= fromB; b.id != a.id {
		heap.Push(queue, b)
	}
	for queue.Len() > 0 {
		commit, _ := heap.Pop(queue).(Commit)
		if seen[commit.id] == fromA|fromB {
			return commit, nil
		}
		for _, id := range commit.parents {
			before := seen[id]
			seen[id] |= seen[commit.id]
			if seen[id] == before {
				continue
			}
			parent, err := r.commit(id)
			if err != nil {
				return Commit{}, fmt.Errorf("commit %s cannot be read: %w", id, r.shallowly(err))
			}
			heap.Push(queue, parent)
		}
		if len(seen) > maxWalk {
			return Commit{}, fmt.Errorf("no common commit is among the %d newest", maxWalk)
		}
	}
	if len(r.shallow) > 0 {
		return Commit{}, errors.New("this shallow clone does not have the commit that both come from: " + deeper)
	}
	return Commit{}, errors.New("they have no commit in common")
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

// abbreviated is the one commit or tag whose id begins with some digits.
func (r *Repository) abbreviated(digits string) (hash, bool) {
	found := r.objects.beginning(digits)
	if len(found) != 1 {
		return hash{}, false
	}
	return found[0], true
}
