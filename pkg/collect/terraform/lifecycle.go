package terraform

import "github.com/hashicorp/hcl/v2/hclsyntax"

// lifecycle has only constants; ignore_changes are names, not values.
func (i *instance) lifecycle(b *block) *node {
	var entries []entry
	for _, item := range b.body.attributes {
		switch item.name {
		case "prevent_destroy", "create_before_destroy":
			entries = append(entries, entry{key: item.name, at: item.at, node: i.scope(item.at.file).attribute(item)})
		case "ignore_changes":
			entries = append(entries, entry{key: item.name, at: item.at, node: names(item)})
		}
	}
	return newObject(entries)
}

// names are the elements of a list of references as they are written.
func names(item *attribute) *node {
	var entries []entry
	for _, element := range listOrSelf(item.expr) {
		at := item.at.file.in(element.Range())
		name := at.text()
		if _, native := element.(hclsyntax.Expression); !native {
			name = literalString(element)
		}
		entries = append(entries, entry{at: at, node: known(textValue(name))})
	}
	return newTuple(entries...)
}
