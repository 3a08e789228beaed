package fix_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/fix"
)

// TestDiffSaysWhereHunksStand: git begins to look for a hunk at its line in the new text,
// and of two places that look alike would take the wrong one.
func TestDiffSaysWhereHunksStand(t *testing.T) {
	old := strings.Split(strings.Repeat("a b c d e f g h i j ", 3), " ")
	edited := slices.Clone(old)
	edited[2] = "C"
	edited[6] = "G\nmore"
	edited[25] = "F"
	hide := func(text string) string { return strings.NewReplacer("near", "*", "far", "*").Replace(text) }
	cases := map[string]struct {
		before, after string
		want          []string
	}{
		"two changes in the hunk before": {
			strings.Join(old, "\n"), strings.Join(edited, "\n"), []string{"@@ -1,10 +1,11 @@", "@@ -23,7 +24,7 @@"},
		},
		"lines are only added": {"near\nfar\n", "near\nnew\nfar\n", []string{"@@ -1,0 +2 @@"}},
		"lines are only taken": {"near\nold\nfar\n", "near\nfar\n", []string{"@@ -2 +1,0 @@"}},
		"an empty file":        {"", "new\n", []string{"@@ -0,0 +1 @@"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			diff, _ := fix.Diff("f", []byte(c.before), []byte(c.after), hide)
			got := slices.DeleteFunc(strings.Split(diff, "\n"), func(line string) bool { return !strings.HasPrefix(line, "@@") })
			if !slices.Equal(got, c.want) {
				t.Errorf("hunks stand at %q, want %q:\n%s", got, c.want, diff)
			}
		})
	}
}
