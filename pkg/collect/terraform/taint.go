package terraform

import (
	"bytes"
	"slices"
)

// taint says in which blocks a word may be named, such as a secret, directly or by way of others,
// without evaluating any: most blocks of a root module have nothing to do with one. It goes by
// words in the text, by folder, so that it may say yes where nothing is named and never no
// where something is.
type taint struct {
	seeds []string
	// named knows other texts that have such a word; nil where the seeds are all.
	named func(text []byte) bool
	// carried says that resources hand on what they are given: what is written may be read again.
	carried bool
	words   map[*folder][][]byte
	// seen are the folders that the pass has been through.
	seen map[*folder]bool
	// everywhere says that there is too much to follow.
	everywhere bool
	grew       bool
}

// Of what is followed; files that anybody writes stay far below.
const (
	mostTaintedWords = 64
	mostTaintPasses  = 16
)

func newTaint(main *module, carried bool, named func(text []byte) bool, seeds ...string) *taint {
	t := &taint{seeds: seeds, named: named, carried: carried, words: map[*folder][][]byte{}, grew: true}
	for pass := 0; t.grew && !t.everywhere; pass++ {
		t.grew, t.seen = false, map[*folder]bool{}
		t.follow(main)
		t.everywhere = t.everywhere || pass == mostTaintPasses
	}
	return t
}

// follow goes once through a module and those that it calls.
func (t *taint) follow(m *module) {
	f := m.folder
	if !t.seen[f] {
		t.seen[f] = true
		t.within(f)
	}
	for instance := range m.entered() {
		if b := instance.of.block; t.call(f, b, instance.module) {
			t.add(f, b.label(0))
		}
	}
}

func (t *taint) within(f *folder) {
	for _, seed := range t.seeds {
		t.add(f, seed)
	}
	for _, b := range f.resources {
		if t.carried && t.body(f, &b.body) {
			t.add(f, b.label(1))
		}
	}
	for name, item := range f.locals {
		if t.attribute(f, item) {
			t.add(f, name)
		}
	}
}

// call follows a module call, and says whether what comes out of it may be a secret.
func (t *taint) call(f *folder, b *block, into *module) bool {
	if into == nil {
		return t.body(f, &b.body)
	}
	each := b.body.attribute("for_each") // which the arguments only call each.value
	all := each != nil && t.attribute(f, each)
	for _, item := range b.body.attributes {
		if all || t.attribute(f, item) {
			t.add(into.folder, item.name)
		}
	}
	t.follow(into)
	return slices.ContainsFunc(into.folder.outputs, func(b *block) bool { return t.body(into.folder, &b.body) })
}

func (t *taint) add(f *folder, word string) {
	if slices.ContainsFunc(t.words[f], func(known []byte) bool { return string(known) == word }) {
		return
	}
	t.words[f] = append(t.words[f], []byte(word))
	t.grew = true
	t.everywhere = t.everywhere || len(t.words[f]) > mostTaintedWords
}

// body says whether a word may be named in a body.
func (t *taint) body(f *folder, b *body) bool {
	return slices.ContainsFunc(b.attributes, func(item *attribute) bool { return t.attribute(f, item) }) ||
		slices.ContainsFunc(b.blocks, func(inner *block) bool { return t.body(f, &inner.body) })
}

func (t *taint) attribute(f *folder, item *attribute) bool {
	if t.everywhere || !item.at.known() {
		return true
	}
	text := item.at.file.data[item.at.start:item.at.end]
	return bytes.Contains(text, []byte(`\u`)) || bytes.Contains(text, []byte(`\U`)) || // which may spell any word
		slices.ContainsFunc(t.words[f], func(word []byte) bool { return bytes.Contains(text, word) }) ||
		t.named != nil && t.named(text)
}
