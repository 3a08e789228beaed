package terraform

import (
	"strings"

	"github.com/zclconf/go-cty/cty"
)

// policyDocument is the `json` of data "aws_iam_policy_document": the document that AWS
// gets, as the provider's documentation describes it, with the place of each part.
func (i *instance) policyDocument() *node {
	b := i.resource.block
	sc := i.scope(b.header.file)
	doc := &policyBuilder{scope: sc}
	doc.include(&b.body, "source_json", "source_policy_documents")
	doc.own(b)
	doc.include(&b.body, "override_json", "override_policy_documents")
	entries := []entry{doc.version, {key: "Statement", at: b.header, node: newTuple(doc.statements...)}}
	if doc.id.node != nil {
		entries = append(entries, doc.id)
	}
	return &node{kind: jsonText, document: newObject(entries)}
}

// policyBuilder merges documents: a statement replaces one of the same Sid of an earlier document.
// One document with a Sid twice is refused, by the provider or by IAM, and keeps both.
type policyBuilder struct {
	scope       *scope
	version, id entry
	statements  []entry
}

// include merges the documents that an attribute gives as text. One that is unknown
// leaves an unknown statement, since nobody can tell how many it has.
func (p *policyBuilder) include(b *body, single, many string) {
	if item := b.attribute(single); item != nil {
		p.merge(item.at, p.scope.attribute(item))
	}
	item := b.attribute(many)
	if item == nil {
		return
	}
	documents := p.scope.attribute(item)
	l := documents.list()
	if l.gap != nil {
		p.statements = append(p.statements, entry{at: item.at, node: unknown(l.gap, documents.references()...).mixed()})
	}
	for _, e := range l.entries {
		at := item.at
		if e.at.known() {
			at = e.at
		}
		p.merge(at, e.node)
	}
}

func (p *policyBuilder) merge(at span, text *node) {
	if text.isNull() {
		return
	}
	p.scope.takeApart(text)
	document, err := decode(text)
	switch {
	case err != nil:
		p.scope.report(broken(at, "a policy document to merge is no JSON: %v", err))
		fallthrough
	case document == nil:
		p.statements = append(p.statements, entry{at: at, node: unknown(text.orUnknown(), text.references()...).mixed()})
		return
	}
	document = link(document, at, "merged into a policy document")
	if version := document.child(cty.StringVal("Version")); version != nil {
		p.version = entry{key: "Version", node: version}
	}
	if id := document.child(cty.StringVal("Id")); id != nil {
		p.id = entry{key: "Id", node: id}
	}
	for _, statement := range statementsOf(document) {
		p.add(statement)
	}
}

func statementsOf(document *node) []entry {
	statement := document.child(cty.StringVal("Statement"))
	if statement == nil {
		return nil
	}
	switch l := statement.list(); l.shape {
	case tuple, set:
		return l.entries
	default:
		return []entry{{node: statement}} // one statement without a list, or an unknown one
	}
}

func (p *policyBuilder) add(statement entry) {
	if sid := sidOf(statement.node); sid != "" {
		for i, earlier := range p.statements {
			if sidOf(earlier.node) == sid {
				p.statements[i] = statement
				return
			}
		}
	}
	p.statements = append(p.statements, statement)
}

func sidOf(statement *node) string {
	if statement.list().shape != object {
		return ""
	}
	sid := statement.child(cty.StringVal("Sid"))
	if sid == nil {
		return ""
	}
	name, _ := text(sid.force())
	return name
}

// own adds what the block says itself.
func (p *policyBuilder) own(b *block) {
	if item := b.body.attribute("policy_id"); item != nil {
		p.id = entry{key: "Id", at: item.at, node: p.scope.attribute(item)}
	}
	if item := b.body.attribute("version"); item != nil {
		p.version = entry{key: "Version", at: item.at, node: p.scope.attribute(item)}
	} else if p.version.node == nil {
		p.version = entry{key: "Version", at: b.header, node: known(cty.StringVal("2012-10-17"))}
	}
	own := map[string]bool{}
	for _, placed := range p.scope.nested(&b.body, "statement") {
		if placed.gap != nil {
			p.statements = append(p.statements, entry{at: placed.block.header, node: unknown(placed.gap)})
			continue
		}
		one := entry{at: placed.block.header, node: statement(placed)}
		sid := sidOf(one.node)
		if sid != "" && own[sid] {
			p.statements = append(p.statements, one)
			continue
		}
		own[sid] = true
		p.add(one)
	}
}

// statement turns a statement block into IAM's form.
func statement(p placed) *node {
	var entries []entry
	effect := entry{key: "Effect", at: p.block.header, node: known(cty.StringVal("Allow"))}
	for _, item := range p.block.body.attributes {
		switch item.name {
		case "sid":
			if sid := p.scope.attribute(item); !sid.isEmpty() {
				entries = append(entries, entry{key: "Sid", at: item.at, node: sid})
			}
		case "effect":
			effect = entry{key: "Effect", at: item.at, node: p.scope.attribute(item)}
		case "actions", "not_actions", "resources", "not_resources":
			list := values(p.scope.listed(item), strings.HasSuffix(item.name, "resources"))
			if len(list.entries) > 0 || list.kind != tuple {
				entries = append(entries, collapse(iamKey(item.name), item.at, list))
			}
		}
	}
	entries = append(entries, effect)
	for _, kind := range []string{"principals", "not_principals"} {
		if blocks := p.scope.nested(&p.block.body, kind); len(blocks) > 0 {
			entries = append(entries, entry{key: iamKey(kind), at: blocks[0].block.header, node: principals(blocks)})
		}
	}
	if blocks := p.scope.nested(&p.block.body, "condition"); len(blocks) > 0 {
		entries = append(entries, entry{key: "Condition", at: blocks[0].block.header, node: conditions(blocks)})
	}
	return newObject(entries)
}

func iamKey(name string) string {
	switch name {
	case "actions":
		return "Action"
	case "not_actions":
		return "NotAction"
	case "resources":
		return "Resource"
	case "not_resources":
		return "NotResource"
	case "principals":
		return "Principal"
	}
	return "NotPrincipal"
}

func (n *node) isEmpty() bool {
	value, ok := text(n.force())
	return n.isNull() || (ok && value == "")
}
