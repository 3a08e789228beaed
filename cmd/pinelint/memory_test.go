package main

import "testing"

// TestWhatACollectionIsWorth has the heaps of runs that were watched: with a target that leaves
// the last of them no room, Go collected without end.
func TestWhatACollectionIsWorth(t *testing.T) {
	tests := map[string]struct {
		live, goal uint64
		want       bool
	}{
		"much":                          {15 << 20, 100 << 20, false},
		"what a large run leaves":       {50 << 20, 86 << 20, false},
		"nothing, beside what is empty": {55 << 20, 56 << 20, true},
		"nothing, as the target is met": {110 << 20, 90 << 20, true},
	}
	for name, test := range tests {
		if got := isTight(test.live, test.goal); got != test.want {
			t.Errorf("%s: %t", name, got)
		}
	}
}
