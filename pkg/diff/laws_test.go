package diff_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/pinelint/pinelint/pkg/diff"
	"github.com/pinelint/pinelint/pkg/finding"
)

// anything is a run that chance made.
func anything(random *rand.Rand) *finding.Results {
	steps := []func(*finding.Results){
		nil, fails("/a", "off"), fails("/a", "none"), both(fails("/a", "off"), fails("/b", 1)), passes, waived, severe,
		without, broken, lacks("/a"), lacks("/b"), lacks("/a", "/b"), both(fails("/b", 1), lacksElsewhere),
	}
	step := steps[random.IntN(len(steps))]
	if random.IntN(3) == 0 {
		step = read([]string{"partial", "failed", "skipped"}[random.IntN(3)], step)
	} else if random.IntN(4) == 0 {
		then := step
		step = unread(random.IntN(2))
		if then != nil {
			step = both(step, then)
		}
	}
	return results(step)
}

// TestEitherWay holds two laws for any two runs: what is compared with itself is empty; and
// the other way round verdicts swap, new is fixed, dropped, lost or gained, lost is gained, new
// or lost.
func TestEitherWay(t *testing.T) {
	mirrors := map[diff.Kind][]diff.Kind{
		diff.New: {diff.Fixed, diff.Dropped, diff.Lost, diff.Gained}, diff.Fixed: {diff.New}, diff.Dropped: {diff.New},
		diff.Changed: {diff.Changed}, diff.Lost: {diff.Gained, diff.New, diff.Lost}, diff.Gained: {diff.Lost, diff.New},
	}
	seen := map[diff.Kind]int{}
	for seed := range uint64(3000) {
		random := rand.New(rand.NewPCG(seed, 1))
		a, b := diff.Side{Results: anything(random)}, diff.Side{Results: anything(random)}
		if same := diff.Compare(a, a); !same.Empty() {
			t.Fatalf("seed %d: it differs from itself: %+v", seed, same)
		}
		there, back := diff.Compare(a, b), diff.Compare(b, a)
		if len(there.Findings) != len(back.Findings) {
			t.Fatalf("seed %d: %+v\n%+v", seed, there.Findings, back.Findings)
		}
		for _, change := range there.Findings {
			seen[change.Kind]++
			i := slices.IndexFunc(back.Findings, func(c diff.Change) bool {
				return c.Old == change.New && c.New == change.Old && c.Was == change.Is && c.Is == change.Was
			})
			if i < 0 || !slices.Contains(mirrors[change.Kind], back.Findings[i].Kind) || len(change.Causes) == 0 {
				t.Fatalf("seed %d: %+v\n%+v", seed, change, back.Findings)
			}
		}
	}
	if len(seen) != len(mirrors) {
		t.Errorf("chance made only %v", seen)
	}
}
