package evaluate

import (
	"maps"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// pointerText is what a pointer of a fact looks like: /tags, /usage/record_count.
var pointerText = lazyregexp.New(`^(/[A-Za-z0-9_:.-]+)+$`)

// reads are the facts that a rule looks at: those that its METADATA names, and the pointers
// that its module has in quotes. What it finds out from other facts, such as what a policy
// permits, only METADATA can tell.
func reads(module *ast.Module, rule finding.Rule) []string {
	found := map[string]bool{}
	for _, pointer := range rule.Reads {
		found[pointer] = true
	}
	for _, need := range slices.Concat(rule.Needs, rule.AppliesNeeds) {
		if pointer := strings.TrimSuffix(need, "?"); strings.HasPrefix(pointer, "/") {
			found[pointer] = true
		}
	}
	ast.WalkTerms(module, func(term *ast.Term) bool {
		if text, ok := term.Value.(ast.String); ok && pointerText().MatchString(string(text)) {
			found[string(text)] = true
		}
		return false
	})
	return slices.Sorted(maps.Keys(found))
}
