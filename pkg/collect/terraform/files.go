package terraform

import (
	"path"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
)

// readFile is file(); the text remembers its file, so that a document in it keeps the
// place of its parts.
func (sc *scope) readFile(e *hclsyntax.FunctionCallExpr, args []*node) *node {
	read := sc.invoke("file", "file", e, args)
	content, ok := text(read.force())
	sc.takeOneOf(e)
	file := sc.fileNamed(args)
	if !ok || file == nil || isSensitive(read.force()) {
		return read
	}
	file.data = []byte(content)
	whole := piece{text: content, at: span{file: file, end: int32(len(content))}}
	return &node{value: read.value, refs: read.refs, template: &template{pieces: []piece{whole}}}
}

// fileNamed is the file in the scanned folder that the first argument names, unread.
func (sc *scope) fileNamed(args []*node) *source {
	if len(args) == 0 {
		return nil
	}
	name, ok := text(args[0].force())
	if !ok {
		return nil
	}
	at, inside := inScan(sc.module.base(), name)
	if !inside {
		return nil
	}
	return &source{path: path.Clean(at)}
}

// readTemplate is templatefile(). Like a heredoc, the result keeps the place of its
// parts, and what is known of it where a part is not.
func (sc *scope) readTemplate(e *hclsyntax.FunctionCallExpr, args []*node) *node {
	if len(args) != 2 || sc.bound(templateName) != nil {
		return nil
	}
	file := sc.fileNamed(args)
	sc.takeOneOf(e)
	if file != nil {
		sc.module.root.take(file.path)
	}
	variables := args[1].list()
	if file == nil || variables.gap != nil || variables.shape != object {
		return nil
	}
	content := sc.invoke("file", "templatefile", e, args[:1])
	text, ok := text(content.force())
	if !ok {
		return content
	}
	file.data = []byte(text)
	if err := checkNesting(file.data); err != nil {
		return sc.fail(e.Range(), "templatefile() cannot be computed: the file %v", err)
	}
	parsed, diagnostics := hclsyntax.ParseTemplate(file.data, file.path, hcl.InitialPos)
	if diagnostics.HasErrors() {
		sc.report(fromDiagnostic(file, diagnostics[0]))
		return unknown(&gap{at: sc.file.in(e.Range()), reason: "the template has a syntax error"})
	}
	inner := &scope{module: sc.module, file: file, failed: sc.failed}
	inner = inner.with(templateName, known(cty.True))
	for _, v := range variables.entries {
		inner = inner.with(v.key, v.node)
	}
	return inner.eval(parsed)
}

// templateName is bound within a template file, which sees its own variables only. No
// Terraform name has a space.
const templateName = "template file"

// decoded is jsondecode() or yamldecode() of a string whose parts are known better than
// the string, or have places of their own.
func (sc *scope) decoded(name string, e *hclsyntax.FunctionCallExpr, arg *node) *node {
	origin := arg.origin()
	isYAML := origin.document != nil && origin.kind == yamlText
	wantsYAML := name == "yamldecode"
	switch {
	case origin.document == nil && wantsYAML:
		return sc.decodedYAML(e, arg)
	case origin.document == nil && !origin.decodable():
		return nil
	case origin.document != nil && isYAML != wantsYAML:
		return nil
	}
	document, err := decode(arg)
	if err != nil {
		return nil // the function says what is wrong
	}
	return document
}

// handsOn says whether a function hands on texts whole, or nothing of them.
func handsOn(name string) bool {
	switch name {
	case "coalesce", "coalescelist", "compact", "concat", "distinct", "element", "file", "flatten", "lookup", "merge",
		"length", "nonsensitive", "one", "reverse", "sensitive", "slice", "templatefile", "tolist", "tomap", "toset",
		"tostring", "trimspace", "values", "zipmap":
		return true
	default:
		return hides(name+"()", cty.String)
	}
}

func (r *root) take(file string) {
	if r.taken == nil {
		r.taken = map[string]bool{}
	}
	r.taken[file] = true
}

// takeApart notes the files whose texts something else is made of. What they hold is no whole
// policy, or not the one that AWS gets.
func (sc *scope) takeApart(from ...*node) {
	for _, one := range from {
		made := one.origin()
		if made.template == nil {
			for _, e := range made.entries {
				sc.takeText(e.node.origin())
			}
			continue
		}
		sc.takeText(made)
	}
}

func (sc *scope) takeText(made *node) {
	if made.template == nil || len(made.template.pieces) == 0 {
		return
	}
	if file := made.template.pieces[0].at.file; file != nil && !isConfiguration(file.path) {
		sc.module.root.take(file.path)
	}
}

// takeOneOf notes the files of which a computed path chooses one. Those that it does not choose
// are for other values.
func (sc *scope) takeOneOf(e *hclsyntax.FunctionCallExpr) {
	if len(e.Args) == 0 {
		return
	}
	written, ok := e.Args[0].(*hclsyntax.TemplateExpr)
	if !ok {
		return
	}
	var pattern strings.Builder
	for _, part := range written.Parts {
		value, isKnown := literalText(part)
		if name, ok := part.(*hclsyntax.ScopeTraversalExpr); ok && name.Traversal.RootName() == "path" {
			value, isKnown = text(sc.eval(part).force())
		}
		if !isKnown {
			value = "*"
		}
		pattern.WriteString(value)
	}
	at, inside := inScan(sc.module.base(), pattern.String())
	if base := path.Base(at); inside && strings.Contains(at, "*") && base != "*" {
		sc.module.root.take(at)
	}
}
