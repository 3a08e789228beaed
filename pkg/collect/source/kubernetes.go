package source

import (
	"bytes"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

var (
	kind      = lazyregexp.New(`\bkind["']?[ \t]*:`)
	pinecones = lazyregexp.New(`(?i)\bname["']?[ \t]*:[^\n,]*pinecone`)

	datum = lazyregexp.New(`\b([A-Za-z0-9_.\-]+)["']?[ \t]*:[ \t]*["']?([A-Za-z0-9+/=_\-]{36,172})(?:["'\s,}#]|$)`)
)

// appendNamedSecrets finds, in a Kubernetes Secret that is named after Pinecone, what has no
// shape of its own behind a name that does not say whose it is.
func appendNamedSecrets(hits []hit, text []byte) []hit {
	found := len(hits)
	done := 0
	for _, at := range all(text, "Secret") {
		if at < done || wordAfter(text, at+len("Secret")) || !isKind(text[max(at-reach, 0):at]) {
			continue
		}
		one := documentAround(text, at)
		done = one.end
		whole := text[one.start:one.end]
		if len(kind().FindAllIndex(whole, 2)) > 1 || !pinecones().Match(whole) {
			continue
		}
		for _, match := range datum().FindAllSubmatchIndex(whole, mostFound) {
			name := span{one.start + match[2], one.start + match[3]}
			h, ok := datumOf(text, name, span{one.start + match[4], one.start + match[5]})
			if ok && len(hits)-found <= mostFound {
				hits = append(hits, h)
			}
		}
	}
	return hits
}

// isKind says whether a text ends where the kind of an object is told.
func isKind(before []byte) bool {
	before = bytes.TrimRight(before, "\"' \t")
	return bytes.HasSuffix(before, []byte(":")) && bytes.HasSuffix(bytes.TrimRight(before, ":\"' \t"), []byte("kind"))
}

// documentAround is the document of a file of YAML in which an offset is.
func documentAround(text []byte, at int) span {
	mark := []byte("\n---")
	end := len(text)
	if next := bytes.Index(text[at:], mark); next >= 0 {
		end = at + next
	}
	return span{max(bytes.LastIndex(text[:at], mark), 0), end}
}

// datumOf is what the data of a Secret named after Pinecone has behind a name.
func datumOf(text []byte, name, literal span) (hit, bool) {
	called, value := "pinecone-"+strings.ToLower(name.of(text)), text[literal.start:literal.end]
	h := hit{name: name, literal: literal}
	if isUUID(value, 0) {
		h.kind, h.shape = kindOf(called, value)
		return h, h.kind != ""
	}
	secret := bytes.TrimSpace(collect.DecodeBase64(value))
	h.decoded = string(secret)
	h.kind, h.shape = kindOf(called, secret)
	return h, h.kind != ""
}
