package source

import (
	"bytes"
	"strings"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// prefixes are those of the variables that build tools put into what browsers load:
// Next.js, Vite, Create React App, Expo, Nuxt, Gatsby, SvelteKit and Astro.
func prefixes() []string {
	return []string{
		"NEXT_PUBLIC_", "VITE_", "REACT_APP_", "EXPO_PUBLIC_", "NUXT_PUBLIC_", "GATSBY_", "PUBLIC_",
	}
}

var (
	exposedKey = lazyregexp.New(`PINECONE[A-Z0-9_]*KEY(?:_[A-Z0-9_]+)?$`)
	readBefore = lazyregexp.New(`(?:\benv\.|\benv\[\s*["'` + "`" + `]|\$\{?|\b(?:ARG|ENV|export)\s+)$`)
	setAfter   = lazyregexp.New(`^["'\]]*[ \t]*(?:\?\?|\|\||:=|[:=])[ \t]*["'` + "`" + `]?[^\s"'` + "`" + `]`)
)

// appendExposures finds such variables that are set or read for a key of Pinecone. What
// only speaks of one, in a text or a comment, is none.
func appendExposures(hits []hit, text []byte) []hit {
	done := 0
	found := len(hits)
	for _, at := range all(text, "PINECONE") {
		if len(hits)-found > mostFound {
			break
		}
		name := wholeName(text, span{at, at + len("PINECONE")})
		called := name.of(text)
		prefix := prefixOf(called)
		if name.start < done || prefix == "" || !exposedKey().MatchString(called) ||
			strings.HasSuffix(called, "_ID") || strings.HasSuffix(called, "_NAME") {
			continue
		}
		done = name.end
		if isUsed(text, name) {
			hits = append(hits, hit{prefix: prefix, name: name, literal: name})
		}
	}
	return hits
}

func prefixOf(name string) string {
	for _, prefix := range prefixes() {
		if strings.HasPrefix(name, prefix) {
			return prefix
		}
	}
	return ""
}

func isUsed(text []byte, name span) bool {
	const most = 400
	start := max(name.start-most, 0)
	start += bytes.LastIndexAny(text[start:name.start], "\r\n") + 1
	before, after := text[start:name.start], text[name.end:min(name.end+most, len(text))]
	for _, comment := range []string{"#", "//", "*", "<!--", ";"} {
		if strings.HasPrefix(strings.TrimSpace(string(before)), comment) {
			return false
		}
	}
	line := after
	if end := bytes.IndexAny(after, "\r\n"); end >= 0 {
		line = after[:end]
	}
	const near = 24 // no longer than what comes right before a name
	before = before[max(len(before)-near, 0):]
	return readBefore().Match(before) || setAfter().Match(line) || bytes.Contains(after, []byte("$env/static/public"))
}
