package source

import (
	"bytes"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

var (
	// What follows a name that ends in client_secret: the rest of the name, and a literal, also as
	// the value beside a name in a list of both.
	secretValue = lazyregexp.New(`^[A-Za-z0-9_]*["'\])]*(?:(?:[ \t]*:[ \t]*[A-Za-z]+[ \t]*=)?[ \t]*` +
		"(?::=|=>|\\|\\||\\?\\?|[:=,])" + `|\s*,?\s*["']?(?i:(?:parameter)?value)["']?[ \t]*[:=])` +
		"[ \t]*[\"'`]?([A-Za-z0-9_\\-]{32,128})(?:[\"'`\\s,;})]|$)")

	clientID = lazyregexp.New(`(?i)client[_\-]?id`)
)

// appendClientSecrets finds the secrets of service accounts, which have no shape of their
// own: 64 characters that are safe in a URL. So a name must say what they are, and
// Pinecone must be in the name or close by, with a client id.
func appendClientSecrets(hits []hit, text []byte) []hit {
	found := len(hits)
	spellings := []string{"client_secret", "CLIENT_SECRET", "clientSecret", "ClientSecret", "client-secret"}
	for _, spelling := range spellings {
		for _, at := range all(text, spelling) {
			end := at + len(spelling)
			if len(hits)-found > mostFound {
				return hits
			}
			match := secretValue().FindSubmatchIndex(text[end:min(end+2*reach, len(text))])
			if match == nil {
				continue
			}
			literal := span{end + match[2], end + match[3]}
			name := wholeName(text, span{at, end})
			if isRandom(text[literal.start:literal.end]) && isPinecones(text, name) {
				hits = append(hits, hit{kind: "service_account_secret", shape: "literal", name: name, literal: literal})
			}
		}
	}
	return hits
}

// wholeName is the name that a part of it stands in, as far as names go.
func wholeName(text []byte, part span) span {
	const longest = 64
	for most := part.start - longest; part.start > max(most, 0) && isWord(text[part.start-1]); {
		part.start--
	}
	for most := part.end + longest; part.end < most && wordAfter(text, part.end); {
		part.end++
	}
	return part
}

func isPinecones(text []byte, name span) bool {
	if pinecone := []byte(name.of(text)); collect.MentionsPinecone(pinecone) {
		return true
	}
	around := text[max(name.start-reach/2, 0):min(name.end+reach/2, len(text))]
	return collect.MentionsPinecone(around) && clientID().Match(around)
}

// isRandom tells a secret from the name of one: it has letters of both cases and digits,
// and many different characters.
func isRandom(secret []byte) bool {
	const fewest = 16
	has := func(low, high byte) bool {
		return bytes.ContainsFunc(secret, func(r rune) bool { return r >= rune(low) && r <= rune(high) })
	}
	return distinct(secret) >= fewest && has('a', 'z') && has('A', 'Z') && has('0', '9')
}
