package source

import (
	"bytes"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

var (
	builtKey = lazyregexp.New(`(?i)pinecone[a-z0-9_]*key\b`)
	asked    = lazyregexp.New(`(?:!!|Boolean\(\s*)(?:process\.env|import\.meta\.env)(?:\.|\[\s*["'])$`)
	// A key of an object, also process.env.NAME as one, and an element of a list.
	entryAfter = lazyregexp.New("^[\"'`]?\\s*(?::|,|\\])")
	// What is written as a text, and the last value in an object, which may be its own name.
	writtenBefore = lazyregexp.New(`\bJSON\.stringify\(\s*(?:process\.env(?:\.|\[\s*["'])|import\.meta\.env\.)?$`)
	writtenAfter  = lazyregexp.New(`^(?:["']\s*\])?\s*(?:\)|\?\?|\|\|)`)
	lastBefore    = lazyregexp.New(`(?:[{,]\s*|process\.env(?:\.|\[\s*["'])|import\.meta\.env\.)$`)
	lastAfter     = lazyregexp.New(`^(?:["']\s*\])?\s*\}`)
)

// openers are what a file of configuration gives what browsers load by, as it begins.
func openers(file string) []string {
	base := path.Base(file)
	extension := path.Ext(base)
	if !slices.Contains([]string{".js", ".mjs", ".cjs", ".ts", ".mts", ".cts"}, extension) {
		return nil
	}
	tool, _, isConfig := strings.Cut(strings.TrimSuffix(base, extension), ".config")
	found := []string{"DefinePlugin(", "EnvironmentPlugin("}
	switch {
	case strings.HasPrefix(base, "webpack."):
		return found
	case !isConfig:
		return nil
	}
	switch tool {
	case "next":
		return append(found, "env:", "publicRuntimeConfig:")
	case "nuxt":
		return append(found, "public:")
	case "vite", "astro", "svelte", "electron.vite", "esbuild", "tsup":
		return append(found, "define:")
	default:
		return found
	}
}

// withBuilt adds the keys of Pinecone that the configuration of a build tool writes into what browsers
// load, whatever the variable is called.
func withBuilt(hits []hit, file string, text []byte) []hit {
	known := openers(file)
	if known == nil {
		return hits
	}
	last := 0 // where the last one ends
	for _, match := range builtKey().FindAllIndex(text, mostFound) {
		name := wholeName(text, span{match[0], match[1]})
		isValue := last > 0 && name.start >= last && !bytes.ContainsAny(text[last:name.start], ",\r\n")
		if isValue || !isGiven(text, name) || inLineComment(text, name.start) {
			continue
		}
		by := openedBy(text[max(name.start-8*reach, 0):name.start], known)
		if by == "" || !isFilledIn(by) && flagAfter().Match(lineAfter(text, name.end)) {
			continue
		}
		hits = append(hits, hit{prefix: by, name: name, literal: name})
		last = name.end
	}
	return sorted(hits, text)
}

// isFilledIn says whether a value that is written is only what there is without the variable.
func isFilledIn(by string) bool { return by == "public" || by == "EnvironmentPlugin" }

// isGiven says whether a name is given a value, or is one, and does not say whether there is a key.
func isGiven(text []byte, name span) bool {
	before, after := text[max(name.start-reach, 0):name.start], text[name.end:min(name.end+reach, len(text))]
	called := strings.ToUpper(name.of(text))
	asks, _, _ := strings.Cut(called, "PINECONE")
	if asked().Match(before) || flag().MatchString(strings.TrimRight(asks, "_")+"_") {
		return false
	}
	return entryAfter().Match(after) || writtenBefore().Match(before) && writtenAfter().Match(after) ||
		lastBefore().Match(before) && lastAfter().Match(after)
}

// openedBy is what opens a bracket that the end of a text is in, of what is looked for.
func openedBy(before []byte, known []string) string {
	depth := 0
	for i, b := range slices.Backward(before) {
		switch b {
		case '}', ')', ']':
			depth++
		case '{', '(', '[':
			if depth > 0 {
				depth--
				continue
			}
			until := strings.ReplaceAll(string(bytes.TrimSpace(before[max(i-40, 0):i])), " ", "")
			for _, each := range known {
				if strings.HasSuffix(until, each) {
					return strings.TrimRight(each, ":(")
				}
			}
		}
	}
	return ""
}
