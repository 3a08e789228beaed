package compiled

import (
	"cmp"
	"maps"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// uses are the rules of libraries that a rule refers to, and the topics of the facts that
// it reads, both sorted.
func uses(rule *ast.Rule) ([]Use, []string) {
	found, topics := map[Use]bool{}, map[string]bool{}
	ast.WalkRefs(rule, func(ref ast.Ref) bool {
		switch path := Path(ref); {
		case len(path) > 2 && path[0] == "data" && path[1] == "facts":
			topics[path[2]] = true
		case len(path) > 4 && path[0] == "data" && path[1] == "policies" && path[2] == "lib":
			found[Use{path[3], path[4]}] = true
		}
		return false
	})
	list := slices.SortedFunc(maps.Keys(found), func(a, b Use) int {
		return cmp.Or(cmp.Compare(a.Noun, b.Noun), cmp.Compare(a.Name, b.Name))
	})
	return list, slices.Sorted(maps.Keys(topics))
}

// Path is the parts of a reference up to the first that is no name: data, facts, regions.
func Path(ref ast.Ref) []string {
	var path []string
	for i, part := range ref {
		switch value := part.Value.(type) {
		case ast.Var:
			if i > 0 {
				return path
			}
			path = append(path, string(value))
		case ast.String:
			path = append(path, string(value))
		default:
			return path
		}
	}
	return path
}

func ruleName(rule *ast.Rule) string {
	if head := rule.Head.Ref(); len(head) > 0 {
		if name, ok := head[0].Value.(ast.Var); ok {
			return string(name)
		}
	}
	return string(rule.Head.Name)
}

// noun is that of a package data.policies.lib.<noun>, or empty.
func noun(pkg ast.Ref) string {
	if path := Path(pkg); len(path) == 4 && path[1] == "policies" && path[2] == "lib" {
		return path[3]
	}
	return ""
}
