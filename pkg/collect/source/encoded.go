package source

import (
	"bytes"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// encodedStarts are what pcsk_ and pckey_ become in Base64, by how many bytes of a group of
// three come before: as much as does not depend on these and on what comes after.
func encodedStarts() [6]string {
	return [6]string{"cGNza1", "Bjc2tf", "wY3NrX", "cGNrZXlf", "Bja2V5X", "wY2tleV"}
}

// appendEncodedKeys finds keys that stand in Base64, as the data of a Kubernetes Secret does,
// also within a longer text, such as a file that was encoded as a whole.
func appendEncodedKeys(hits []hit, text []byte) []hit {
	found := len(hits)
	for _, start := range encodedStarts() {
		done := 0
		for _, at := range all(text, start) {
			if len(hits)-found > mostFound {
				return hits
			}
			if at >= done {
				hits, done = appendDecoded(hits, text, at)
			}
		}
	}
	return hits
}

// appendDecoded looks into the Base64 around an offset, and says where it ends.
func appendDecoded(hits []hit, text []byte, at int) (all []hit, end int) {
	const most = 8 << 10 // on each side
	var whole span
	whole.start, whole.end = collect.Base64Around(text, at, most)
	for skip := range 4 { // where a group of four begins
		decoded := collect.DecodeBase64(text[min(whole.start+skip, whole.end):whole.end])
		inner := appendKeys(nil, decoded)
		for _, h := range inner {
			literal := span{whole.start, whole.end}
			hits = append(hits, hit{
				kind: h.kind, shape: h.shape, literal: literal, name: nameOf(text, literal), decoded: h.literal.of(decoded),
			})
		}
		if len(inner) > 0 {
			break
		}
	}
	return hits, whole.end
}

// appendEncodedFiles finds, in what mentions Pinecone in Base64, what has no shape of its own.
func appendEncodedFiles(hits []hit, text []byte) []hit {
	for _, part := range collect.EncodedMentions(text) {
		inner := appendClientSecrets(appendUUIDs(nil, part.Decoded), part.Decoded)
		for _, h := range inner {
			literal := span{part.Start, part.End}
			hits = append(hits, hit{
				kind: h.kind, shape: h.shape, literal: literal, name: nameOf(text, literal), decoded: h.literal.of(part.Decoded),
			})
		}
	}
	return hits
}

// encodedValue is Base64 of 36 to 128 bytes behind a name.
var encodedValue = lazyregexp.New(`^["']?[ \t]*[:=][ \t]*["']?([A-Za-z0-9+/]{48,172}={0,2})(?:["'\s,;})]|$)`)

// appendEncodedNamed finds what has no shape of its own in Base64: an older key, or the secret
// of a service account, where a name says what it is.
func appendEncodedNamed(hits []hit, text []byte) []hit {
	found := len(hits)
	for _, spelling := range collect.Spellings() {
		done := 0
		for _, at := range all(text, spelling) {
			if len(hits)-found > mostFound {
				return hits
			}
			name := wholeName(text, span{at, at + len(spelling)})
			for name.end < min(at+reach, len(text)) && isNamed(text[name.end]) {
				name.end++
			}
			if name.start < done {
				continue
			}
			done = name.end
			match := encodedValue().FindSubmatchIndex(text[name.end:min(name.end+reach, len(text))])
			if match == nil {
				continue
			}
			literal := span{name.end + match[2], name.end + match[3]}
			secret := bytes.TrimSpace(collect.DecodeBase64(text[literal.start:literal.end]))
			if kind, shape := kindOf(strings.ToLower(name.of(text)), secret); kind != "" {
				hits = append(hits, hit{kind: kind, shape: shape, name: name, literal: literal, decoded: string(secret)})
			}
		}
	}
	return hits
}

// kindOf is what a secret is by its name, in lower case, and its form.
func kindOf(name string, secret []byte) (kind, shape string) {
	const fewest, most = 32, 128
	switch {
	case isPineconeKey(name) && !isOfKey(name) && len(secret) == 36 && isUUID(secret, 0) && !isMadeUpUUID(secret):
		return "api_key", "uuid"
	case strings.Contains(name, "client") && strings.HasSuffix(name, "secret") && isRandom(secret) &&
		len(secret) >= fewest && len(secret) <= most && !bytes.ContainsFunc(secret, isUnsafe):
		return "service_account_secret", "literal"
	default:
		return "", ""
	}
}

// isUnsafe says whether a character cannot stand in a URL, as those of a secret can.
func isUnsafe(r rune) bool {
	return r > 0x7F || !isWord(byte(r)) && r != '-'
}
