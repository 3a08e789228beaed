package assemble

import (
	"bytes"
	"hash/maphash"
	"iter"
)

// quoted are the strings of a JSON text, those of JSON within its strings too, each after
// the key of the member whose value it is, or after nil. Keys are strings as well. It is
// for strings in which nothing is escaped; of others it may give pieces.
func quoted(text []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func(key, value []byte) bool) {
		var key, last []byte
		from := bytes.IndexByte(text, '"') + 1
		for from > 0 {
			length := bytes.IndexByte(text[from:], '"')
			if length < 0 {
				return
			}
			piece := text[from : from+length]
			from += length + 1
			// What stands before an escaped quote ends in backslashes.
			for len(piece) > 0 && piece[len(piece)-1] == '\\' {
				piece = piece[:len(piece)-1]
			}
			switch {
			case len(piece) == 0:
			case isBetween(piece[0]):
				key = nil
				if isColon(piece) {
					key = last
				}
			case !yield(key, piece):
				return
			default:
				last = piece
			}
		}
	}
}

func isBetween(b byte) bool {
	switch b {
	case ':', ',', '{', '}', '[', ']', ' ', '\n', '\r', '\t':
		return true
	default:
		return false
	}
}

// isColon says whether nothing but a colon stands between two strings.
func isColon(piece []byte) bool {
	return len(piece) == 1 && piece[0] == ':' || string(bytes.TrimSpace(piece)) == ":"
}

// index finds numbers by a hash. Two keys with one hash find what the other has too.
type index struct {
	seed    maphash.Seed
	first   map[uint64]int32 // one more than the place in entries
	entries []entry
}

type entry struct{ number, next int32 }

func newIndex(size int) index {
	return index{seed: maphash.MakeSeed(), first: make(map[uint64]int32, size)}
}

func (x *index) hash(key string) uint64      { return maphash.String(x.seed, key) }
func (x *index) hashBytes(key []byte) uint64 { return maphash.Bytes(x.seed, key) }

func (x *index) add(hash uint64, number int) {
	x.entries = append(x.entries, entry{number: int32(number), next: x.first[hash]})
	x.first[hash] = int32(len(x.entries))
}

func (x *index) all(hash uint64) iter.Seq[int32] {
	return func(yield func(int32) bool) {
		for at := x.first[hash]; at != 0; at = x.entries[at-1].next {
			if !yield(x.entries[at-1].number) {
				return
			}
		}
	}
}
