package terraform

import (
	"strconv"
	"strings"

	"github.com/hashicorp/hcl/v2"
	"github.com/hashicorp/hcl/v2/hclsyntax"
	"github.com/zclconf/go-cty/cty"
	"github.com/zclconf/go-cty/cty/convert"
)

// maxText is the largest string in bytes that a template may make, and maxParts the
// largest number of parts that an expression may.
const (
	maxText  = 16 << 20
	maxParts = 1_000_000
)

// template remembers the pieces of a string that may be a JSON document, so that its
// parts can be found in it, also where some piece is unknown; and of any string that is
// unknown in part, what is known of it.
type template struct {
	pieces []piece
	// pattern is the string with ${expression} for each piece that is unknown.
	pattern string
	// quoted says that the literal pieces have backslash escapes.
	quoted bool
	// within are the pieces of a string that is no document, and what any other value was made
	// of that is unknown.
	within []piece
	// open is the whole with such expressions, once it was asked for: see [node.open].
	open *string
}

// opaque is of what is made of unknown values, so that nobody takes the expression of one of
// them for the whole.
func opaque() *template { return &template{pattern: opaquePattern} }

const opaquePattern = "${…}"

func (t *template) isOpaque() bool { return t.pattern == opaquePattern }

// piece is literal text, or, with a node, what an interpolation gave.
type piece struct {
	text string
	at   span
	node *node
}

func (sc *scope) evalTemplate(e *hclsyntax.TemplateExpr) *node {
	if e.IsStringLiteral() && !mayBeDocument(e.Parts) {
		if literal, ok := e.Parts[0].(*hclsyntax.LiteralValueExpr); ok {
			return known(literal.Val)
		}
	}
	pieces := make([]piece, len(e.Parts))
	for i, part := range e.Parts {
		pieces[i] = piece{at: sc.file.in(part.Range())}
		if literal, ok := literalText(part); ok {
			pieces[i].text = literal
		} else {
			pieces[i].node = sc.eval(part)
		}
	}
	made := sc.join(pieces, e.Range())
	if mayBeDocument(e.Parts) {
		if made.template == nil {
			made.template = &template{}
		}
		made.template.pieces, made.template.quoted = pieces, sc.quoted(e)
	}
	return made
}

// join makes a string of its pieces: unknown, with what is known to come first, where
// one of them is.
func (sc *scope) join(pieces []piece, at hcl.Range) *node {
	var text strings.Builder
	made := &node{}
	var marks cty.ValueMarks
	for i, p := range pieces {
		if p.node == nil {
			text.WriteString(p.text)
			continue
		}
		made.refs = append(made.refs, p.node.references()...)
		value, err := convert.Convert(p.node.force(), cty.String)
		if err != nil || (value.IsKnown() && value.IsNull()) {
			return sc.fail(at, "part %d of the template is no string, number or bool", i+1)
		}
		value, found := value.Unmark()
		if len(found) > 0 {
			marks = cty.NewValueMarks(append(keys(marks), keys(found)...)...)
		}
		if !value.IsKnown() {
			text.WriteString(value.Range().StringPrefix())
			made.value = unknownText(text.String()).WithMarks(marks)
			made.gap = p.node.orUnknown()
			made.refs = referencesOf(pieces)
			made.template = &template{pattern: patternOf(pieces), within: pieces}
			made.folder = endsAt(pieces)
			return made
		}
		text.WriteString(value.AsString())
		if text.Len() > maxText {
			return sc.fail(at, "the template makes a string of more than %d MB", maxText>>20)
		}
	}
	made.value = cty.StringVal(text.String()).WithMarks(marks)
	return made
}

// endsAt is where a path leads that begins with an absolute one of which the end is known;
// empty where it does not, or leaves the scan.
func endsAt(pieces []piece) string {
	var below strings.Builder
	for i, p := range pieces {
		part, ok := p.text, true
		if p.node != nil && i > 0 {
			part, ok = text(p.node.force())
		}
		if !ok || i == 0 && (p.node == nil || p.node.origin().folder == "") {
			return ""
		}
		below.WriteString(part)
	}
	if rest := below.String(); rest != "" && rest[0] != '/' {
		return ""
	}
	at, inside := inScan(pieces[0].node.origin().folder, "."+below.String())
	if !inside {
		return ""
	}
	return at
}

// patternOf is what is known of a string, with ${expression} for what is not.
func patternOf(pieces []piece) string {
	var out strings.Builder
	for _, p := range pieces {
		switch {
		case p.node == nil:
			out.WriteString(p.text)
		case out.Len() > maxExpression:
			return out.String() + "…"
		default:
			out.WriteString(p.node.hole())
		}
	}
	return out.String()
}

// hole is a piece's text in a pattern: its value, the pattern that it has itself, or the
// expression that is not known, unless that may be a secret.
func (n *node) hole() string {
	bare, marks := n.force().Unmark()
	if known, ok := text(bare); ok && len(marks) == 0 {
		return known
	}
	if inner := n.pattern(); inner != "" && len(marks) == 0 {
		return inner
	}
	if expression := n.expression(); expression != "" && len(marks) == 0 {
		return "${" + expression + "}"
	}
	return opaquePattern
}

// expression is what names an unknown value, or the variable that is why it is unknown; empty where that
// may be a secret.
func (n *node) expression() string {
	if path := n.pathTo(); path != "" {
		return path
	}
	switch why := n.orUnknown(); {
	case !why.hidden:
		return why.at.text()
	case why.variable != "":
		return "var." + why.variable
	default:
		return ""
	}
}

// pathTo is the expression of a part of something unknown; empty where it is none.
func (n *node) pathTo() string {
	for ; n != nil; n = n.to {
		if n.path != "" {
			return n.path
		}
	}
	return ""
}

// partIn names a part of something unknown by the whole and the key, so that two parts of one thing are
// never taken for one value.
func (n *node) partIn(whole *node, key cty.Value, at span) *node {
	name, ok := text(key)
	if !ok || whole.origin().parts != nil || n.origin().parts != nil || whole.force().IsKnown() {
		return n
	}
	expression := whole.expression()
	if expression == "" || n.orUnknown().at == at || len(n.references()) > 0 {
		return n
	}
	if key.Type() == cty.String {
		name = strconv.Quote(name)
	}
	return &node{to: n, path: expression + "[" + name + "]"}
}

// pattern is what is known of a string that is unknown in part, else empty.
func (n *node) pattern() string {
	origin := n.origin()
	if origin.template == nil {
		return ""
	}
	return origin.template.pattern
}

// decodable says whether the string was put together of pieces that may be a document.
func (n *node) decodable() bool { return n.template != nil && n.template.pieces != nil }

func keys(marks cty.ValueMarks) []any {
	var list []any
	for mark := range marks {
		list = append(list, mark)
	}
	return list
}

func referencesOf(pieces []piece) []string {
	var entries []entry
	for _, p := range pieces {
		if p.node != nil {
			entries = append(entries, entry{node: p.node})
		}
	}
	return newTuple(entries...).references()
}

func unknownText(prefix string) cty.Value {
	if prefix == "" {
		return cty.UnknownVal(cty.String)
	}
	return cty.UnknownVal(cty.String).Refine().NotNull().StringPrefixFull(prefix).NewValue()
}

// evalJoin is a template's %{for}, whose parts are made by a for expression.
func (sc *scope) evalJoin(e *hclsyntax.TemplateJoinExpr) *node {
	parts := sc.eval(e.Tuple)
	l := parts.list()
	if l.gap != nil {
		return (&node{value: cty.UnknownVal(cty.String), gap: l.gap, refs: parts.references()}).mixed()
	}
	pieces := make([]piece, len(l.entries))
	for i, e := range l.entries {
		pieces[i] = piece{node: e.node}
	}
	return sc.join(pieces, e.Range())
}

func literalText(part hclsyntax.Expression) (string, bool) {
	literal, ok := part.(*hclsyntax.LiteralValueExpr)
	if !ok || literal.Val.IsNull() || literal.Val.Type() != cty.String {
		return "", false
	}
	return literal.Val.AsString(), true
}

// mayBeDocument says whether a text begins as JSON does, or has lines as YAML in a heredoc.
func mayBeDocument(parts []hclsyntax.Expression) bool {
	if len(parts) == 0 {
		return false
	}
	first, ok := literalText(parts[0])
	start := strings.TrimLeft(first, " \t\r\n")
	return ok && start != "" && (start[0] == '{' || start[0] == '[' || strings.HasSuffix(first, "\n"))
}

// quoted says whether the template stands in quotes, and not in a heredoc or a file.
func (sc *scope) quoted(e *hclsyntax.TemplateExpr) bool {
	at := e.Range().Start.Byte
	return at < len(sc.file.data) && sc.file.data[at] == '"'
}

func (sc *scope) evalSplat(e *hclsyntax.SplatExpr) *node {
	source := sc.eval(e.Source)
	l := source.list()
	if l.gap != nil {
		return &node{value: cty.DynamicVal, gap: l.gap, refs: sc.splatReferences(e, source)}
	}
	if l.shape == tuple || l.shape == set {
		return sc.each(e, l.entries)
	}
	if value := source.force(); value.IsNull() {
		return newTuple() // Terraform: a splat on null is an empty tuple
	}
	return sc.each(e, []entry{{node: source}})
}

func (sc *scope) each(e *hclsyntax.SplatExpr, from []entry) *node {
	made := make([]entry, len(from))
	for i, element := range from {
		made[i] = entry{at: element.at, node: sc.withSymbol(e.Item, element.node).eval(e.Each)}
	}
	return newTuple(made...)
}

// splatReferences are those of one unknown element, which have the attribute.
func (sc *scope) splatReferences(e *hclsyntax.SplatExpr, source *node) []string {
	element := source.child(number(0))
	if element == nil {
		return source.references()
	}
	return sc.withSymbol(e.Item, element).eval(e.Each).references()
}
