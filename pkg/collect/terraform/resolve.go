package terraform

import (
	"github.com/hashicorp/hcl/v2"
	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// resolve follows a reference to what it names.
func (sc *scope) resolve(traversal hcl.Traversal) *node {
	at := traversal.SourceRange()
	root := traversal.RootName()
	if bound := sc.bound(root); bound != nil {
		return sc.steps(bound, traversal[1:], at)
	}
	switch root {
	case "each", "count", "self":
		return sc.fail(at, "%s has no meaning here", root)
	case "provider", "ephemeral":
		return sc.missing(at, "known after apply: "+root+" values are never stored")
	}
	name, ok := attributeStep(traversal, 1)
	if !ok {
		return sc.fail(at, "%q is no reference: a reference has two names at least, as in var.name", root)
	}
	switch root {
	case "var":
		return sc.steps(sc.module.variable(sc, name, at), traversal[2:], at)
	case "local":
		return sc.steps(sc.module.local(sc, name, at), traversal[2:], at)
	case "module":
		return sc.steps(sc.module.callNamed(sc, name, at), traversal[2:], at)
	case "path", "terraform":
		if sc.module.config != nil {
			return sc.fail(at, "%s has no meaning in a file of Terragrunt's", root)
		}
		return sc.surroundings(root, name, at)
	case "data":
		kind := name
		if name, ok = attributeStep(traversal, 2); ok {
			return sc.steps(sc.module.resourceNamed(sc, "data."+kind+"."+name, at), traversal[3:], at)
		}
		return sc.fail(at, "a reference to a data source has a type and a name: data.type.name")
	}
	return sc.steps(sc.module.resourceNamed(sc, root+"."+name, at), traversal[2:], at)
}

func attributeStep(traversal hcl.Traversal, index int) (string, bool) {
	if index >= len(traversal) {
		return "", false
	}
	step, ok := traversal[index].(hcl.TraverseAttr)
	return step.Name, ok
}

func (sc *scope) surroundings(root, name string, at hcl.Range) *node {
	switch root + "." + name {
	case "path.module":
		return known(cty.StringVal(sc.module.relativePath()))
	case "path.root":
		return known(cty.StringVal("."))
	case "path.cwd":
		return sc.missing(at, "path.cwd hangs on where Terraform is run")
	case "terraform.workspace":
		return sc.missing(at, "terraform.workspace is chosen when Terraform is run")
	case "terraform.applying":
		return sc.missing(at, "known after apply: terraform.applying hangs on the run")
	}
	return sc.fail(at, "there is no %s.%s", root, name)
}

// steps follows attribute names and constant indexes.
func (sc *scope) steps(n *node, steps hcl.Traversal, at hcl.Range) *node {
	for i, step := range steps {
		switch step := step.(type) {
		case hcl.TraverseAttr:
			n = sc.part(n, cty.StringVal(step.Name), at)
		case hcl.TraverseIndex:
			n = sc.part(n, step.Key, at)
		case hcl.TraverseSplat:
			return sc.splatSteps(n, steps[i+1:], at)
		}
	}
	return n
}

func (sc *scope) splatSteps(n *node, rest hcl.Traversal, at hcl.Range) *node {
	l := n.list()
	if l.gap != nil {
		return unknown(l.gap, n.references()...)
	}
	made := make([]entry, len(l.entries))
	for i, e := range l.entries {
		made[i] = entry{at: e.at, node: sc.steps(e.node, rest, at)}
	}
	return newTuple(made...)
}

// step is the part of a node that an expression names.
func (sc *scope) step(n, key *node, at hcl.Range) *node {
	value, _ := key.force().Unmark()
	if !value.IsKnown() {
		refs := newTuple(entry{node: n}, entry{node: key}).references()
		return unknown(key.orUnknown(), refs...).mixed()
	}
	return sc.part(n, value, at)
}

// part is one part of a node. A part that a known value does not have is a mistake.
func (sc *scope) part(n *node, key cty.Value, at hcl.Range) *node {
	if part := n.child(key); part != nil {
		if why := part.origin().gap; why != nil && !why.at.known() {
			if why.odd {
				sc.report(problem{snapshot.Notice, why.reason, sc.file.in(at)})
			}
			made := unknown(why.seen(sc.file.in(at)), part.references()...)
			made.sensitive, made.template = isSensitive(part.force()), part.origin().template
			return made
		}
		return part.partIn(n, key, sc.file.in(at))
	}
	name, ok := text(key)
	switch {
	case !ok:
		return sc.fail(at, "the index is null or no string or number")
	case n.isNull():
		return sc.fail(at, "the value is null and has no %q", name)
	case isSensitive(n.force()):
		return sc.fail(at, "the sensitive value has no part of this name")
	}
	if call, ok := n.origin().parts.(*callInstance); ok {
		return sc.fail(at, "%s", call.module.lacks(name))
	}
	return sc.fail(at, "the value has no part %q", name)
}
