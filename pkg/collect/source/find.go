package source

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/pinelint/pinelint/pkg/collect"
)

// span is a part of a text, in byte offsets. The zero span is none.
type span struct{ start, end int }

func (s span) of(text []byte) string { return string(text[s.start:s.end]) }

// hit is one place to report.
type hit struct {
	kind, shape string // of a secret
	prefix      string // of an exposed variable; empty for a secret
	name        span   // what it is bound to, if anything
	literal     span
}

// at is what a reader is shown: the name rather than the secret.
func (h hit) at() span {
	if h.name.end > 0 {
		return h.name
	}
	return h.literal
}

// mostFound is where a search of one kind ends. Far fewer are reported; a file with as
// many is made to be slow.
const mostFound = 1000

// find searches a text. Plain searches come first, so that a text without any mention of
// Pinecone costs next to nothing.
func find(text []byte) []hit {
	var hits []hit
	for _, shape := range []string{"pcsk", "pckey"} {
		for _, start := range all(text, shape+"_") {
			if len(hits) > mostFound {
				break
			}
			hits = appendKey(hits, text, shape, start)
		}
	}
	if collect.MentionsPinecone(text) {
		hits = appendUUIDs(hits, text)
		hits = appendClientSecrets(hits, text)
		hits = appendExposures(hits, text)
	}
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.at().start, b.at().start), cmp.Compare(a.literal.start, b.literal.start))
	})
	return hits
}

// all are the offsets of a word.
func all(text []byte, word string) []int {
	var offsets []int
	for from := 0; ; {
		i := bytes.Index(text[from:], []byte(word))
		if i < 0 {
			return offsets
		}
		offsets = append(offsets, from+i)
		from += i + len(word)
	}
}

func isWord(b byte) bool { return isAlphanumeric(b) || b == '_' }

func isAlphanumeric(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}

// wordBefore and wordAfter say whether a word goes on beyond an offset.
func wordBefore(text []byte, at int) bool { return at > 0 && isWord(text[at-1]) }
func wordAfter(text []byte, at int) bool  { return at < len(text) && isWord(text[at]) }

// distinct counts the different bytes of a text.
func distinct(text []byte) int {
	var seen [256]bool
	count := 0
	for _, b := range text {
		if !seen[b] {
			seen[b] = true
			count++
		}
	}
	return count
}
