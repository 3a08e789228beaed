package terraform

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// steps are an address.
type steps []step

// step is a resource, or a module on the way to it.
type step struct {
	name string // "module.search", "aws_kms_key.main"
	key  string // "", `["eu"]`, `[0]`
}

func (p steps) String() string {
	all := make([]string, len(p))
	for i, one := range p {
		all[i] = one.name + one.key
	}
	return strings.Join(all, ".")
}

func (p steps) isModule() bool { return strings.HasPrefix(p[len(p)-1].name, "module.") }

// stepsOf is the address that an expression is; nil where it is none of a resource or a module.
func stepsOf(expr hcl.Expression) steps {
	traversal, diagnostics := hcl.AbsTraversalForExpr(expr)
	if diagnostics.HasErrors() {
		return nil
	}
	var made steps
	for len(traversal) > 1 {
		first, ok := stepName(traversal[0])
		second, alsoOK := stepName(traversal[1])
		if !ok || !alsoOK || first == "data" {
			return nil
		}
		one := step{name: first + "." + second}
		traversal = traversal[2:]
		if len(traversal) > 0 {
			if index, ok := traversal[0].(hcl.TraverseIndex); ok {
				one.key = keyText(index.Key)
				traversal = traversal[1:]
			}
		}
		made = append(made, one)
		if first != "module" {
			break
		}
	}
	if len(traversal) > 0 {
		return nil
	}
	return made
}

func stepName(t hcl.Traverser) (string, bool) {
	switch t := t.(type) {
	case hcl.TraverseRoot:
		return t.Name, true
	case hcl.TraverseAttr:
		return t.Name, true
	default:
		return "", false
	}
}

func keyText(key cty.Value) string {
	if index, ok := position(key); ok && key.Type() == cty.Number {
		return fmt.Sprintf("[%d]", index)
	}
	name, _ := text(key)
	return fmt.Sprintf("[%q]", name)
}

// stepsIn takes apart the address of an instance. A key may have dots and brackets in it.
func stepsIn(address string) steps {
	var made steps
	for rest := address; rest != ""; {
		end := strings.IndexByte(rest, '.') + 1
		if next := strings.IndexAny(rest[end:], ".["); next >= 0 {
			end += next
		} else {
			end = len(rest)
		}
		one := step{name: rest[:end]}
		rest = rest[end:]
		if strings.HasPrefix(rest, "[") {
			end = cmp.Or(snapshot.KeyLength(rest), len(rest))
			one.key, rest = rest[:end], rest[end:]
		}
		made = append(made, one)
		rest = strings.TrimPrefix(rest, ".")
	}
	return made
}
