package evaluate

import (
	"bytes"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
)

// shake drops what no rule of the run uses from the library's modules: compiling them is
// most of what a small run does. A rule of a library is used if a rule outside of the
// library, or another one that is used, has its name.
func shake(modules map[string]*ast.Module) {
	library := map[string][]*ast.Module{}
	used := uses{}
	for _, module := range modules {
		if noun, ok := libraryOf(module.Package.Path); ok {
			library[noun] = append(library[noun], module)
			continue
		}
		for _, rule := range module.Rules {
			used.follow(rule, module, "")
		}
	}
	for changed := true; changed; {
		before := len(used)
		for noun, list := range library {
			for _, module := range list {
				for _, rule := range module.Rules {
					if used[use{noun, ruleName(rule)}] {
						used.follow(rule, module, noun)
					}
				}
			}
		}
		changed = len(used) > before
	}
	for noun, list := range library {
		for _, module := range list {
			module.Rules = slices.DeleteFunc(module.Rules, func(rule *ast.Rule) bool {
				return !used[use{noun, ruleName(rule)}]
			})
		}
	}
}

// use is a rule of a library by the library's noun and its own name.
type use struct{ noun, name string }

type uses map[use]bool

// follow adds what a rule may mean: a name behind an imported library's is that library's
// rule, and in a library any name may be a rule of its own.
func (u uses) follow(rule *ast.Rule, module *ast.Module, noun string) {
	nouns := map[string]string{}
	for _, imported := range module.Imports {
		if ref, ok := imported.Path.Value.(ast.Ref); ok {
			if from, ok := libraryOf(ref); ok {
				nouns[string(imported.Name())] = from
			}
		}
	}
	ast.WalkRefs(rule, func(ref ast.Ref) bool {
		head, isVar := ref[0].Value.(ast.Var)
		if !isVar || len(ref) < 2 {
			return false
		}
		if name, ok := ref[1].Value.(ast.String); ok && nouns[string(head)] != "" {
			u[use{nouns[string(head)], string(name)}] = true
		}
		return false
	})
	if noun != "" {
		ast.WalkVars(rule, func(name ast.Var) bool {
			u[use{noun, string(name)}] = true
			return false
		})
	}
}

// libraryOf is the noun of a path data.policies.lib.<noun>.
func libraryOf(path ast.Ref) (string, bool) {
	parts := pathStrings(path)
	if len(parts) != 4 || parts[1] != "policies" || parts[2] != "lib" {
		return "", false
	}
	return parts[3], true
}

func ruleName(rule *ast.Rule) string {
	if head := rule.Head.Ref(); len(head) > 0 {
		if name, ok := head[0].Value.(ast.Var); ok {
			return string(name)
		}
	}
	return string(rule.Head.Name)
}

// withoutComments empties the lines that are comments as a whole, which spares the parser
// more than half of a rule. Lines keep their numbers.
func withoutComments(source []byte) []byte {
	kept := make([]byte, 0, len(source))
	for line := range bytes.Lines(source) {
		if line[0] == '#' {
			line = []byte("\n")
		}
		kept = append(kept, line...)
	}
	return kept
}
