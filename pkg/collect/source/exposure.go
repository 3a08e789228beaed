package source

import (
	"bytes"
	"slices"
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
	// flag is the name of what says whether there is a key.
	flag = lazyregexp.New(`(?:^|_)(?:HAS|HAVE|IS|USE|USES|ENABLE|ENABLED|SHOW|REQUIRE|REQUIRES|NEEDS)_`)
	// flagAfter says that there is none: a negation, which behind a colon is not a tag of YAML's, a
	// word for it, or nothing.
	flagAfter = lazyregexp.New(`(?i)^["'\]]*[ \t]*(?:=[ \t]*!` +
		`|:[ \t]*!+[ \t]*(?:\(|process\.|import\.|env\.|[\w.$]+[ \t]*[,;})&|?])` +
		`|[:=][ \t]*(?:Boolean\(|["']?(?:true|false|yes|no|on|off|[01]|null|none|undefined)["']?[ \t]*(?:[,;})#]|$)` +
		`|(?:""|'')?[ \t]*(?:[,;})]|$|[ \t]#)))`)
	readBefore = lazyregexp.New(`(?:\benv\.|\benv\[\s*["'` + "`" + `]|\$\{?)$`)
	declared   = lazyregexp.New(`\b(?:ARG|ENV|export)\s+$`)
	setAfter   = lazyregexp.New(`^["'\]]*[ \t]*(?:\?\?|\|\||:=|[:=])[ \t]*["'` + "`" + `]?[^\s"'` + "`" + `]`)

	// A guard ends the program where there is such a variable.
	guardBefore = lazyregexp.New(`\bif\s*\(\s*[\w.]+(?:\[\s*["'])?$`)
	guardAfter  = lazyregexp.New(`^["'\]]*\s*\)\s*\{?\s*(?:throw\b|process\.exit\b)`)
	refused     = lazyregexp.New(`\bassert(?:\.\w+)?\(\s*![\w.]+(?:\[\s*["'])?$`)
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
		if name.start < done || prefix == "" || !isExposedKey(called) {
			continue
		}
		done = name.end
		if isUsed(text, name) {
			hits = append(hits, hit{prefix: prefix, name: name, literal: name})
		}
	}
	return hits
}

// isExposedKey says whether a variable with a prefix has a key of Pinecone, by its name.
func isExposedKey(called string) bool {
	before, _, _ := strings.Cut(called, "PINECONE")
	return exposedKey().MatchString(called) && !flag().MatchString(before) &&
		!strings.HasSuffix(called, "_ID") && !strings.HasSuffix(called, "_NAME")
}

// appendExposedKeys finds such variables of any name that are given as a key of Pinecone: in a client,
// or where a name says that it is one.
func appendExposedKeys(hits []hit, text []byte) []hit {
	found := len(hits)
	for _, part := range []string{"PUBLIC_", "VITE_", "REACT_APP_", "GATSBY_"} {
		for _, at := range all(text, part) {
			if len(hits)-found > mostFound {
				return hits
			}
			name := wholeName(text, span{at, at + len(part)})
			prefix := prefixOf(name.of(text))
			start := readFrom(text, name.start)
			if prefix == "" || start < 0 || isExposedKey(name.of(text)) || inLineComment(text, name.start) {
				continue
			}
			if _, is := keyName(text, span{start, name.end}); is {
				hits = append(hits, hit{prefix: prefix, name: name, literal: name})
			}
		}
	}
	return hits
}

// readFrom is where the environment begins that a name at an offset is read from, -1 where it is not.
func readFrom(text []byte, at int) int {
	before := bytes.TrimRight(text[:at], "\"'`.[")
	for _, environment := range []string{"process.env", "import.meta.env", "Bun.env"} {
		if bytes.HasSuffix(before, []byte(environment)) {
			return len(before) - len(environment)
		}
	}
	return -1
}

func prefixOf(name string) string {
	for _, prefix := range prefixes() {
		if strings.HasPrefix(name, prefix) {
			return prefix
		}
	}
	return ""
}

// inLineComment says whether the line of an offset is a comment, which has not ended before it.
func inLineComment(text []byte, at int) bool {
	line := strings.TrimSpace(string(lineBefore(text, at)))
	if strings.HasPrefix(line, "*") || strings.HasPrefix(line, "/*") {
		return !strings.Contains(line, "*/")
	}
	return slices.ContainsFunc([]string{"#", "//", "<!--", ";"}, func(comment string) bool {
		return strings.HasPrefix(line, comment)
	})
}

// longestLine bounds what is looked at of a line.
const longestLine = 400

// lineBefore is what the line of an offset has before it, as far as that is looked at.
func lineBefore(text []byte, at int) []byte {
	before := text[max(at-longestLine, 0):at]
	return before[bytes.LastIndexAny(before, "\r\n")+1:]
}

// lineAfter is what the line of an offset has behind it, as far as that is looked at.
func lineAfter(text []byte, at int) []byte {
	after := text[at:min(at+longestLine, len(text))]
	if end := bytes.IndexAny(after, "\r\n"); end >= 0 {
		return after[:end]
	}
	return after
}

func isUsed(text []byte, name span) bool {
	before, line := lineBefore(text, name.start), lineAfter(text, name.end)
	after := text[name.end:min(name.end+longestLine, len(text))]
	if inLineComment(text, name.start) || refused().Match(before) ||
		guardBefore().Match(before) && guardAfter().Match(after) {
		return false
	}
	const near = 24 // no longer than what comes right before a name
	before = before[max(len(before)-near, 0):]
	isSet := (declared().Match(before) || setAfter().Match(line)) && !flagAfter().Match(line)
	return isSet || readBefore().Match(before) || bytes.Contains(after, []byte("$env/static/public"))
}
