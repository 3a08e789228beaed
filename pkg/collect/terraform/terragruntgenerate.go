package terraform

import (
	"bytes"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// generated is a file of configuration that Terragrunt writes beside a module's.
type generated struct {
	base   string
	blocks []*block
}

// spliced is a text in such a file of which Terragrunt has filled in parts.
type spliced struct {
	hclsyntax.Expression

	scope *scope
}

func (s *spliced) eval() *node {
	made := s.scope.eval(s.Expression)
	if bare, _ := made.force().Unmark(); bare.IsKnown() {
		return s.scope.convert(made, cty.String, s.Range())
	}
	return made
}

// top is the configuration of a root module. Terragrunt copies what stands beside a unit into
// the module that it runs, and writes more.
func (r *root) top(at *plan) *folder {
	if at.unit == nil {
		return r.loader.folder(at.module)
	}
	r.handed = r.config(at.unit.file)
	made := r.handed.generated()
	own := slices.DeleteFunc(slices.Clone(at.files), func(name string) bool {
		return slices.ContainsFunc(made, func(one generated) bool { return one.base == path.Base(name) })
	})
	if at.unit.beside || len(own) < len(at.files) {
		if loaded := r.loader.loadFiles(at.module, own); loaded != nil {
			return loaded.with(made)
		}
		return load(at.module, nil).with(made)
	}
	return r.loader.folder(at.module).with(made)
}

// with is the folder with what is written into it. The folder itself is shared.
func (f *folder) with(written []generated) *folder {
	if f == nil || len(written) == 0 {
		return f
	}
	made := *f
	for _, list := range []*[]*block{&made.resources, &made.calls, &made.outputs, &made.providers, &made.settings} {
		*list = slices.Clone(*list)
	}
	made.moves, made.problems = slices.Clone(f.moves), slices.Clone(f.problems)
	made.byAddress, made.variables, made.locals = maps.Clone(f.byAddress), maps.Clone(f.variables), maps.Clone(f.locals)
	made.movedFrom, made.movedTo = maps.Clone(f.movedFrom), maps.Clone(f.movedTo)
	for _, one := range written {
		for _, b := range one.blocks {
			made.add(b, isOverride(one.base))
		}
	}
	return &made
}

// generated is what Terragrunt writes, as far as it can be read.
func (c *config) generated() []generated {
	var found []generated
	seen := map[string]bool{}
	list, _ := c.layers()
	for _, layer := range list {
		for _, b := range layer.body.blocks {
			if b.kind != "generate" || seen[b.label(0)] {
				continue
			}
			seen[b.label(0)] = true
			made, why := layer.generate(b)
			if why != "" {
				layer.unwritten(b, why)
			}
			if made != nil {
				found = append(found, *made)
			}
		}
	}
	return found
}

// unwritten is a file that Terragrunt writes and that is not read.
type unwritten struct {
	block *block
	// text is what it has, and known that this can be told.
	text  string
	known bool
}

// mayHave says whether it may have a word.
func (u *unwritten) mayHave(word string) bool { return !u.known || strings.Contains(u.text, word) }

// unwritten tells that what a block writes is not read. It is a gap where that may be more than
// how the module is run.
func (c *config) unwritten(b *block, why string) {
	made := unwritten{block: b}
	if n := c.attribute(&b.body, "contents"); n != nil {
		made.text, made.known = text(n.force())
	}
	kind := snapshot.Notice
	if slices.ContainsFunc([]string{"resource", "module", "data", "moved"}, made.mayHave) {
		kind = snapshot.Gap
	}
	c.root.problems.add(problem{kind, fmt.Sprintf(
		"what generate %q writes into the module is not read: %s", b.label(0), why), b.header})
	c.root.unwritten = append(c.root.unwritten, made)
}

// generate reads what a block writes, nil where that is no configuration; why says that it
// cannot be read. It takes the place of a file of the same name in any case.
func (c *config) generate(b *block) (made *generated, why string) {
	if c.module.scope(b.header.file).flag(&b.body, "disable") {
		return nil, ""
	}
	at, contents := c.attribute(&b.body, "path"), b.body.attribute("contents")
	if at == nil || contents == nil {
		return nil, "it has no path or no contents"
	}
	name, isKnown := text(at.force())
	switch {
	case !isKnown:
		return nil, "its path is not known"
	case strings.HasSuffix(name, ".tf.json"):
		return nil, "it is JSON"
	case !isConfiguration(name):
		return nil, ""
	case !isOneOf(c.attribute(&b.body, "if_exists"), "overwrite", "overwrite_terragrunt"):
		return nil, "it may be left out"
	}
	parsed, why := c.contents(contents)
	return &generated{base: path.Base(name), blocks: parsed.blocks}, why
}

// isOneOf says whether a value is one of some texts.
func isOneOf(n *node, wanted ...string) bool {
	if n == nil {
		return false
	}
	value, ok := text(n.force())
	return ok && slices.Contains(wanted, value)
}

// contents parses what is written in a heredoc or in another file, where it stands.
func (c *config) contents(item *attribute) (body, string) {
	if file := c.wholeFile(item); file != nil {
		return parseWhole(file)
	}
	template, ok := item.expr.(*hclsyntax.TemplateExpr)
	file := item.at.file
	if !ok || len(template.Parts) == 0 || !bytes.HasPrefix(file.data[template.Range().Start.Byte:], []byte("<<")) {
		return body{}, "it is not written out here"
	}
	opening := template.Range().Start
	begin := opening.Byte + bytes.IndexByte(file.data[opening.Byte:], '\n') + 1
	raw := file.data[begin:max(template.Parts[len(template.Parts)-1].Range().End.Byte, begin)]
	if bytes.Contains(raw, []byte("$${")) || bytes.Contains(raw, []byte("%%{")) {
		return body{}, "it has interpolations that Terraform fills in"
	}
	parsed, diagnostics := hclsyntax.ParseConfig(raw, file.path, hcl.Pos{Byte: begin, Line: opening.Line + 1, Column: 1})
	syntax, ok := parsed.Body.(*hclsyntax.Body)
	if diagnostics.HasErrors() || !ok {
		return body{}, "it is no configuration before it is filled in"
	}
	if !c.splice(syntax) {
		return body{}, "Terragrunt fills in a part of an expression"
	}
	return nativeBody(file, syntax), ""
}

// wholeFile is the other file that a text is, nil where it is not one as it stands there.
func (c *config) wholeFile(item *attribute) *source {
	from := c.scope(item).attribute(item).origin().template
	if from == nil || len(from.pieces) != 1 {
		return nil
	}
	file := from.pieces[0].at.file
	if file == nil || file == item.at.file || from.pieces[0].text != string(file.data) {
		return nil
	}
	return file
}

func parseWhole(file *source) (body, string) {
	if checkNesting(file.data) != nil {
		return body{}, "it nests too deep"
	}
	parsed, diagnostics := parse(file)
	if diagnostics.HasErrors() {
		return body{}, "it has mistakes"
	}
	return parsed, ""
}

// splice marks the texts that Terragrunt fills in: all others are evaluated in the module. It is
// false where one is a part of something else.
func (c *config) splice(syntax *hclsyntax.Body) bool {
	for _, item := range syntax.Attributes {
		made, ok := c.spliced(item.Expr)
		if !ok {
			return false
		}
		item.Expr = made
	}
	for _, inner := range syntax.Blocks {
		if !c.splice(inner.Body) {
			return false
		}
	}
	return true
}

func (c *config) spliced(expr hclsyntax.Expression) (made hclsyntax.Expression, ok bool) {
	ok = true
	part := func(at *hclsyntax.Expression) {
		replaced, isText := c.spliced(*at)
		*at, ok = replaced, ok && isText
	}
	switch e := expr.(type) {
	case *hclsyntax.TemplateExpr, *hclsyntax.TemplateWrapExpr:
		if literalString(e) == "" {
			return &spliced{Expression: expr, scope: c.module.scope(c.source)}, true
		}
	case *hclsyntax.ObjectConsExpr:
		for i := range e.Items {
			part(&e.Items[i].ValueExpr)
			ok = ok && literalKey(e.Items[i].KeyExpr) != ""
		}
	case *hclsyntax.TupleConsExpr:
		for i := range e.Exprs {
			part(&e.Exprs[i])
		}
	default:
		_ = hclsyntax.VisitAll(expr, func(inner hclsyntax.Node) hcl.Diagnostics {
			_, isWrap := inner.(*hclsyntax.TemplateWrapExpr)
			template, isTemplate := inner.(*hclsyntax.TemplateExpr)
			ok = ok && !isWrap && (!isTemplate || template.IsStringLiteral())
			return nil
		})
	}
	return expr, ok
}
