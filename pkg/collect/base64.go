package collect

import (
	"bytes"
	"encoding/base64"
	"slices"
	"strings"
)

// Base64Around is where the Base64 around an offset of a text begins and ends, at most so many
// bytes on each side, also where tools have broken it into lines.
func Base64Around(text []byte, at, most int) (start, end int) {
	first, last := max(at-most, 0), min(at+most, len(text))
	start, end = beginOfBase64(text, at, first), endOfBase64(text, at, last)
	for {
		above := first + len(bytes.TrimRight(text[first:start], blanks))
		line := beginOfBase64(text, above, first)
		if !isBroken(above-line) || !isBreak(text[above:start]) {
			break
		}
		start = line
	}
	for line := max(start, lineOf(text, end)); ; {
		below := last - len(bytes.TrimLeft(text[end:last], blanks))
		next := endOfBase64(text, below, last)
		if !isBroken(end-line) || !isBreak(text[end:below]) || next == below || !isAlone(text[next:last]) {
			return start, end
		}
		line, end = below, next
	}
}

const blanks = " \t\r\n"

func beginOfBase64(text []byte, at, first int) int {
	for at > first && isBase64(text[at-1]) {
		at--
	}
	return at
}

func endOfBase64(text []byte, at, last int) int {
	for at < last && isBase64(text[at]) {
		at++
	}
	return at
}

// lineOf is where what stands before an offset in its line begins, without the indent.
func lineOf(text []byte, at int) int {
	start := bytes.LastIndexByte(text[:at], '\n') + 1
	return at - len(bytes.TrimLeft(text[start:at], blanks))
}

// isBroken says whether a line is as long as tools make those that they break: PEM has 64, the
// command that is called after Base64 has 76.
func isBroken(length int) bool { return length >= 60 && length <= 76 }

// isBreak says whether a text is the end of one line and the indent of the next.
func isBreak(blank []byte) bool {
	return bytes.Count(blank, []byte("\n")) == 1 && len(bytes.Trim(blank, blanks)) == 0
}

// isAlone says whether a line of Base64 ends with a text, and is no key with a value.
func isAlone(after []byte) bool {
	after = bytes.TrimLeft(after, "=\"'")
	return len(after) == 0 || after[0] == '\n' || after[0] == '\r'
}

// isBase64 knows both alphabets.
func isBase64(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' ||
		b == '+' || b == '/' || b == '-' || b == '_'
}

// DecodeBase64 decodes as much as is whole groups, and the rest where it is a group's. Blanks
// do not count.
func DecodeBase64(text []byte) []byte {
	plain := strings.NewReplacer("-", "+", "_", "/", " ", "", "\t", "", "\r", "", "\n", "").
		Replace(string(bytes.TrimRight(text, "=")))
	if len(plain)%4 == 1 {
		plain = plain[:len(plain)-1]
	}
	decoded, err := base64.RawStdEncoding.DecodeString(plain)
	if err != nil {
		return nil
	}
	return decoded
}

// Encoded is a part of a text that is in Base64.
type Encoded struct {
	Start, End int
	Decoded    []byte
}

// EncodedMentions are the parts of a text that mention Pinecone in Base64, as the data of a
// Kubernetes Secret does that holds a whole file. Only a text that speaks of secrets has any.
func EncodedMentions(text []byte) []Encoded {
	const most, longest = 100, 64 << 10 // of parts, and of one on each side
	if !bytes.Contains(text, []byte("Secret")) {
		return nil
	}
	var found []Encoded
	for _, word := range encodedSpellings() {
		for from := 0; len(found) < most; {
			at := bytes.Index(text[from:], []byte(word))
			if at < 0 {
				break
			}
			start, end := Base64Around(text, from+at, longest)
			from = max(end, from+at+len(word))
			if slices.ContainsFunc(found, func(part Encoded) bool { return part.Start == start }) {
				continue
			}
			for skip := range 4 { // where a group of four begins
				decoded := DecodeBase64(text[min(start+skip, end):end])
				if MentionsPinecone(decoded) {
					found = append(found, Encoded{start, end, decoded})
					break
				}
			}
		}
	}
	return found
}

// encodedSpellings are what Pinecone's name becomes in Base64 by how many bytes of a group of
// three come before: as much as does not depend on these and on what comes after.
func encodedSpellings() []string {
	var all []string
	for _, word := range Spellings() {
		for before := range 3 {
			encoded := base64.RawStdEncoding.EncodeToString([]byte(strings.Repeat("\x00", before) + word))
			all = append(all, encoded[(before*8+5)/6:(before+len(word))*8/6])
		}
	}
	return all
}
