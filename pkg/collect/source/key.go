package source

import (
	"bytes"
	"slices"
	"strings"
)

// appendKeys finds the keys that have a shape of their own.
func appendKeys(hits []hit, text []byte) []hit {
	for _, shape := range []string{"pcsk", "pckey"} {
		for _, start := range all(text, shape+"_") {
			if len(hits) > mostFound {
				break
			}
			hits = appendKey(hits, text, shape, start)
		}
	}
	return hits
}

// appendKey checks the shape of a key: a label of 4 to 8 letters and digits and a
// secret of 50 to 80. Keys issued today have 5 or 6 and 63; the published shape,
// pckey_<public-label>_<unique-key>, has no lengths. What stands before it may be anything, as
// an escaped end of a line in a notebook is a letter.
func appendKey(hits []hit, text []byte, shape string, start int) []hit {
	label := start + len(shape) + 1
	end := label + run(text[label:])
	if end-label < 4 || end-label > 8 || end >= len(text) || text[end] != '_' {
		return hits
	}
	secret := end + 1
	end = secret + run(text[secret:])
	if end-secret < 50 || end-secret > 80 || wordAfter(text, end) || isMadeUp(text[label:secret], text[secret:end]) {
		return hits
	}
	literal := span{start, end}
	return append(hits, hit{kind: "api_key", shape: shape, literal: literal, name: nameOf(text, literal)})
}

// run is how many letters and digits a text begins with.
func run(text []byte) int {
	n := 0
	for n < len(text) && isAlphanumeric(text[n]) {
		n++
	}
	return n
}

// isMadeUp tells a placeholder from a random secret, which uses most of the alphabet in no
// order and nothing twice, and says neither in its label nor in itself that it is none: the
// short words of it only at its start, since one may come up by chance.
func isMadeUp(label, secret []byte) bool {
	const fewest = 10
	lower := strings.ToLower(string(secret))
	if distinct(secret) < fewest || inOrder(secret) || repeats(secret) {
		return true
	}
	long := []string{"example", "notareal", "fakekey", "testkey", "dummy", "sample", "redacted", "placeholder"}
	if slices.ContainsFunc(long, func(word string) bool { return strings.Contains(lower, word) }) {
		return true
	}
	for _, word := range []string{"test", "fake", "dummy", "mock", "sample", "your", "redacted", "placeholder"} {
		if strings.HasPrefix(lower, word) || strings.Contains(strings.ToLower(string(label)), word) {
			return true
		}
	}
	return false
}

// inOrder says whether a third of a text or more is like its neighbour or the next of the
// alphabet: 0123456789abcdef….
func inOrder(text []byte) bool {
	const part = 3
	steps := 0
	for i := 1; i < len(text); i++ {
		if text[i] == text[i-1] || text[i] == text[i-1]+1 {
			steps++
		}
	}
	return steps*part >= len(text)
}

// repeats says whether a text has six characters twice, which chance does not.
func repeats(text []byte) bool {
	const length = 6
	for i := 0; i+2*length <= len(text); i++ {
		if bytes.Contains(text[i+length:], text[i:i+length]) {
			return true
		}
	}
	return false
}

// appendUUIDs finds the keys of the older form, bare UUIDs, which are keys only where a
// name says so.
func appendUUIDs(hits []hit, text []byte) []hit {
	found := len(hits)
	for from := 0; len(hits)-found <= mostFound; {
		dash := bytes.IndexByte(text[from:], '-')
		if dash < 0 {
			return hits
		}
		start := from + dash - 8
		from += dash + 1
		if start < 0 || !isUUID(text, start) {
			continue
		}
		literal := span{start, start + 36}
		from = literal.end
		if name, ok := keyName(text, literal); ok && !isMadeUpUUID(text[start:literal.end]) {
			hits = append(hits, hit{kind: "api_key", shape: "uuid", literal: literal, name: name})
		}
	}
	return hits
}

func isUUID(text []byte, start int) bool {
	const length, form = 36, "xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx"
	if start+length > len(text) || goesOn(text, start-1) && !isDefault(text[:start]) || goesOn(text, start+length) {
		return false
	}
	for i, b := range text[start : start+length] {
		if dash := form[i] == '-'; dash != (b == '-') || !dash && !isHex(b) {
			return false
		}
	}
	return true
}

// goesOn says whether at an offset there is what could be a part of the same word.
func goesOn(text []byte, at int) bool {
	return at >= 0 && at < len(text) && (isWord(text[at]) || text[at] == '-')
}

func isHex(b byte) bool {
	return b >= '0' && b <= '9' || b >= 'a' && b <= 'f' || b >= 'A' && b <= 'F'
}

// examples are UUIDs that standards, libraries and manuals show.
func examples() []string {
	return []string{
		"123e4567-e89b-12d3-a456-426614174000", "550e8400-e29b-41d4-a716-446655440000",
		"f47ac10b-58cc-4372-a567-0e02b2c3d479", "6ba7b810-9dad-11d1-80b4-00c04fd430c8",
		"9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d",
	}
}

// isMadeUpUUID knows the placeholders that documentation and tests use.
func isMadeUpUUID(uuid []byte) bool {
	const fewest = 6
	text := strings.ToLower(string(uuid))
	return distinct(uuid) < fewest || distinct(uuid[:8]) == 1 || isCounted(strings.ReplaceAll(text, "-", "")) ||
		strings.HasPrefix(text, "12345678-1234-") || strings.HasPrefix(text, "01234567-89ab-") ||
		strings.HasPrefix(text, "deadbeef-") || slices.Contains(examples(), text)
}

// isCounted says whether half of a text or more goes on as one counts, one by one or in turns:
// 1234abcd…, a1b2c3d4….
func isCounted(text string) bool {
	steps := 0
	for i := 1; i < len(text); i++ {
		if text[i] == text[i-1] || text[i] == text[i-1]+1 || i > 1 && text[i] == text[i-2]+1 {
			steps++
		}
	}
	return steps*2 >= len(text)
}
