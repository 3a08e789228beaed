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
	decoded     string // what the literal is in Base64 of; empty for a plain one
}

// secret is the value, however it is written.
func (h hit) secret(text []byte) string { return cmp.Or(h.decoded, h.literal.of(text)) }

// at is what a reader is shown: the name rather than the secret, where it is on the line of that.
func (h hit) at(text []byte) span {
	from, to := min(h.name.end, h.literal.end), max(h.name.start, h.literal.start)
	if h.name.end > 0 && !bytes.ContainsAny(text[min(from, to):to], "\r\n") {
		return h.name
	}
	return h.literal
}

// isSame says whether the next hit is the same exposed variable on the same line.
func (h hit) isSame(next hit, text []byte) bool {
	return h.prefix != "" && next.prefix != "" && h.name.of(text) == next.name.of(text) &&
		!bytes.ContainsAny(text[min(h.name.end, next.name.start):next.name.start], "\r\n")
}

// mostFound is where a search of one kind ends. Far fewer are reported; a file with as
// many is made to be slow.
const mostFound = 1000

// find searches a text. Plain searches come first, so that a text without any mention of
// Pinecone costs next to nothing.
func find(text []byte) []hit { return findIn(text, collect.MentionsPinecone(text)) }

func findIn(text []byte, mentions bool) []hit {
	hits := appendKeys(nil, text)
	hits = appendEncodedKeys(hits, text)
	hits = appendEncodedFiles(hits, text)
	if mentions {
		hits = appendUUIDs(hits, text)
		hits = appendEncodedNamed(hits, text)
		hits = appendNamedSecrets(hits, text)
		hits = appendClientSecrets(hits, text)
		hits = appendExposures(hits, text)
		hits = appendExposedKeys(hits, text)
	}
	return sorted(hits, text)
}

func sorted(hits []hit, text []byte) []hit {
	slices.SortFunc(hits, func(a, b hit) int {
		return cmp.Or(cmp.Compare(a.at(text).start, b.at(text).start), cmp.Compare(a.literal.start, b.literal.start),
			cmp.Compare(a.kind, b.kind), cmp.Compare(a.decoded, b.decoded))
	})
	return slices.CompactFunc(hits, func(a, b hit) bool {
		return a == b || a.isSame(b, text) // what stands twice in one text in Base64
	})
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

// wordAfter says whether a word goes on at an offset.
func wordAfter(text []byte, at int) bool { return at < len(text) && isWord(text[at]) }

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
