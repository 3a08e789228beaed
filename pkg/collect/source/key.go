package source

import (
	"bytes"
	"strings"
)

// appendKey checks the shape of a key: a label of 4 to 8 letters and digits and a
// secret of 50 to 80. Keys issued today have 5 or 6 and 63; the published shape,
// pckey_<public-label>_<unique-key>, has no lengths.
func appendKey(hits []hit, text []byte, shape string, start int) []hit {
	label := start + len(shape) + 1
	end := label + run(text[label:])
	if wordBefore(text, start) || end-label < 4 || end-label > 8 || end >= len(text) || text[end] != '_' {
		return hits
	}
	secret := end + 1
	end = secret + run(text[secret:])
	if end-secret < 50 || end-secret > 80 || wordAfter(text, end) || isMadeUp(text[secret:end]) {
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

// isMadeUp tells a placeholder from a random secret, which uses most of the alphabet.
func isMadeUp(secret []byte) bool {
	const fewest = 10
	return distinct(secret) < fewest || bytes.Contains(bytes.ToLower(secret), []byte("example"))
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
	if start+length > len(text) || goesOn(text, start-1) || goesOn(text, start+length) {
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

// isMadeUpUUID knows the placeholders that documentation and tests use.
func isMadeUpUUID(uuid []byte) bool {
	const fewest = 6
	text := strings.ToLower(string(uuid))
	return distinct(uuid) < fewest || distinct(uuid[:8]) == 1 ||
		strings.HasPrefix(text, "12345678-1234-") || strings.HasPrefix(text, "01234567-89ab-") ||
		strings.HasPrefix(text, "deadbeef-")
}
