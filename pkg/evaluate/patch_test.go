package evaluate_test

import (
	"os"
	"path"
	"strings"
	"testing"
)

// TestPatchesAreAnnounced: METADATA says of a rule that a mechanical repair exists, and
// its body states one, or neither does.
func TestPatchesAreAnnounced(t *testing.T) {
	announced := 0
	for _, rule := range shippedRules(t) {
		name := strings.ReplaceAll(rule.ID, "-", "_")
		text, err := os.ReadFile(policies + "/rules/" + name + "/" + path.Base(name) + ".rego")
		if err != nil {
			t.Fatal(err)
		}
		if states := strings.Contains(string(text), "result.patched("); states != rule.Patch {
			t.Errorf("%s: METADATA says patch: %v, and its body says %v", rule.ID, rule.Patch, states)
		}
		if rule.Patch {
			announced++
		}
	}
	if announced == 0 {
		t.Error("no rule has a patch")
	}
}
