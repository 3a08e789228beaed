package cloudformation

import (
	"slices"
	"strings"
	"unicode"

	"github.com/pinelint/pinelint/pkg/collect/document"
)

const loopPrefix = "Fn::ForEach"

// mostCopied bounds the nodes that loops of a template are copied to.
const mostCopied = 20_000

// unrolling are the loops of a template, as the macro AWS::LanguageExtensions has them.
type unrolling struct{ left int }

// unrolled are resources in which what a loop over a list that is written out makes stands in its
// place. Another one stays as it is.
func unrolled(resources *document.Node) *document.Node {
	if !slices.ContainsFunc(resources.Entries, isLoop) {
		return resources
	}
	made := *resources
	u := &unrolling{left: mostCopied}
	made.Entries = u.entries(resources.Entries, 0)
	if u.left < 0 {
		return resources
	}
	return &made
}

func isLoop(entry document.Entry) bool { return strings.HasPrefix(entry.Name, loopPrefix) }

func (u *unrolling) entries(from []document.Entry, depth int) []document.Entry {
	var all []document.Entry
	for _, entry := range from {
		name, list, body := loopOf(entry)
		if list == nil || depth > deepestStack || slices.ContainsFunc(list.Items, isComputed) {
			all = append(all, entry)
			continue
		}
		for _, item := range list.Items {
			if u.left < 0 { // loops within loops make a multiple of each other's
				return nil
			}
			all = append(all, u.entries(u.copies(body, name, item.String()).Entries, depth+1)...)
		}
	}
	return all
}

// loopOf is what a loop calls each item, the list of them, and what it makes of each; nil for what is
// no loop.
func loopOf(entry document.Entry) (name string, list, body *document.Node) {
	if !isLoop(entry) || len(entry.Value.Items) != 3 {
		return "", nil, nil
	}
	parts := entry.Value.Items
	if called, _ := function(parts[1]); called == "" && parts[1].Kind == document.List {
		list = parts[1]
	}
	return parts[0].String(), list, parts[2]
}

func isComputed(n *document.Node) bool { return n.Kind != document.Scalar || n.Tag != "" }

// copies is a node in which an item stands in the place of its name.
func (u *unrolling) copies(n *document.Node, name, item string) *document.Node {
	made := *n
	if u.left--; u.left < 0 {
		return &made
	}
	if called, argument := function(n); called == "Ref" && argument.String() == name {
		made.Kind, made.Tag, made.Scalar, made.Entries = document.Scalar, "", item, nil
		return &made
	}
	if text, ok := n.Scalar.(string); ok {
		if made.Scalar = u.insert(text, name, item); u.left < 0 {
			return &made
		}
	}
	made.Items = make([]*document.Node, len(n.Items))
	for i, one := range n.Items {
		made.Items[i] = u.copies(one, name, item)
	}
	made.Entries = slices.Clone(n.Entries)
	for i := range made.Entries {
		entry := &made.Entries[i]
		entry.Name, entry.Value = u.insert(entry.Name, name, item), u.copies(entry.Value, name, item)
	}
	return &made
}

// textOfNode is how much text counts for a node.
const textOfNode = 64

// insert puts an item into a text: ${Name} is it as it is, &{Name} its letters and digits. The text
// stays as it is where that would make too much of it.
func (u *unrolling) insert(text, name, item string) string {
	u.left -= (len(text) + strings.Count(text, "{"+name+"}")*len(item)) / textOfNode
	if u.left < 0 {
		return text
	}
	plain := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, item)
	return strings.NewReplacer("${"+name+"}", item, "&{"+name+"}", plain).Replace(text)
}

// matters says whether what a loop makes may be something that is looked into.
func matters(loop document.Entry) bool {
	_, _, body := loopOf(loop)
	if body == nil {
		return true
	}
	return slices.ContainsFunc(body.Entries, func(entry document.Entry) bool {
		if isLoop(entry) {
			return matters(entry)
		}
		kind := entry.Value.Get("Type")
		return kind == nil || isComputed(kind) || isLookedInto(kind.String())
	})
}
