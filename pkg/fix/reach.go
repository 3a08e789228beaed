package fix

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// leadsAlone says whether a value that passed variables, locals or policy documents on its
// way serves this resource alone: each place hands on exactly one name, and nothing else
// in its folder uses that name.
func (f *files) leadsAlone(at snapshot.Position) error {
	for _, passed := range at.Via {
		name, err := f.handedOn(passed.Location)
		if err != nil {
			return err
		}
		uses, err := f.uses(path.Dir(passed.File), name)
		if err != nil {
			return err
		}
		if uses != 1 {
			return fmt.Errorf("its value comes from %s, which is used in %d places", name, uses)
		}
	}
	return nil
}

// handedOn is the one name that the expression at a place consists of.
func (f *files) handedOn(at snapshot.Location) (string, error) {
	file, err := f.get(at.File)
	if err != nil {
		return "", err
	}
	if !isHCL(at.File) {
		return "", errComputed
	}
	parsed, err := file.parsed()
	if err != nil {
		return "", err
	}
	start, end, ok := file.text.Span(at)
	if !ok {
		return "", errMoved
	}
	found, ok := locate(parsed.body, span{start, end}, nil)
	if !ok || found.expr == nil {
		return "", errMoved
	}
	if !found.ours() {
		return "", errForeign
	}
	reference, ok := found.expr.(*hclsyntax.ScopeTraversalExpr)
	if !ok {
		return "", errComputed
	}
	name := nameOf(reference.Traversal)
	if name == "" {
		return "", errComputed
	}
	return name, nil
}

// nameOf is what a reference names as a whole: var.a, local.a, or a policy document by its
// json. A part of an object is not followed.
func nameOf(reference hcl.Traversal) string {
	parts := make([]string, len(reference))
	for i, step := range reference {
		switch step := step.(type) {
		case hcl.TraverseRoot:
			parts[i] = step.Name
		case hcl.TraverseAttr:
			parts[i] = step.Name
		default:
			return ""
		}
	}
	switch {
	case len(parts) == 2 && (parts[0] == "var" || parts[0] == "local"):
		return strings.Join(parts, ".")
	case len(parts) == 4 && parts[0] == "data" && parts[1] == "aws_iam_policy_document" && parts[3] == "json":
		return strings.Join(parts[:3], ".")
	}
	return ""
}

// uses counts how often a folder's configuration mentions a name.
func (f *files) uses(folder, used string) (int, error) {
	entries, err := fs.ReadDir(f.fsys, folder)
	if err != nil {
		return 0, fmt.Errorf("the folder %s cannot be read", folder)
	}
	count := 0
	for _, entry := range entries {
		name := entry.Name()
		if !isHCL(name) && !strings.HasSuffix(name, ".tf.json") && !strings.HasSuffix(name, ".tofu.json") {
			continue
		}
		file, err := f.get(path.Join(folder, name))
		if err != nil {
			return 0, err
		}
		if !isHCL(name) {
			count += strings.Count(string(file.data), used)
			continue
		}
		parsed, err := file.parsed()
		if err != nil {
			return 0, err
		}
		count += mentions(parsed.body, strings.Split(used, "."))
	}
	return count, nil
}

func mentions(body *hclsyntax.Body, name []string) int {
	count := 0
	_ = hclsyntax.VisitAll(body, func(node hclsyntax.Node) hcl.Diagnostics {
		reference, ok := node.(*hclsyntax.ScopeTraversalExpr)
		if !ok || len(reference.Traversal) < len(name) {
			return nil
		}
		if slices.EqualFunc(reference.Traversal[:len(name)], name, isStep) {
			count++
		}
		return nil
	})
	for _, block := range body.Blocks {
		if block.Type == "variable" && len(block.Labels) == 1 && name[0] == "var" && block.Labels[0] == name[1] {
			count -= mentions(block.Body, name) // its own validation
		}
	}
	return count
}

func isStep(step hcl.Traverser, name string) bool {
	switch step := step.(type) {
	case hcl.TraverseRoot:
		return step.Name == name
	case hcl.TraverseAttr:
		return step.Name == name
	}
	return false
}
