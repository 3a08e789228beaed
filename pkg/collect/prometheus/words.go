package prometheus

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// substitutions are the ways in which tools that deploy a file write what they fill in:
// of shells and of Compose, of VictoriaMetrics, of Helm, of Ansible and of sed scripts.
var substitutions = lazyregexp.New(`\$\{[^}]*\}|\$\([^)]*\)|(?:^|/)\$[A-Za-z_]\w*|%\{[^}]*\}` +
	`|\{\{|\{%|<%|%\([^)]*\)s|%[A-Z_]{3,}%|@@?\w+@@?|__\w+__`)

// isVariable says whether a text, or a part of it, is filled in later.
func isVariable(text string) bool { return substitutions().MatchString(text) }

// leftIn are the ways in which guides write what their reader is to replace.
var leftIn = lazyregexp.New(`(?i)^(?:<[^<>]*>|\{[^{}]*\}|\[[^\[\]]*\]|x{4,}|\*{3,}|\.{3}|…` +
	`|change[-_ ]?me|replace[-_ ]?me|todo|tbd|` +
	`(?:<?(?:your|my|the|insert|enter|replace[-_]with)[-_ ])*(?:pinecone[-_ ])?` +
	`(?:project[-_ ]?id|project|api[-_ ]?key|key|token|secret|credentials)(?:[-_ ](?:here|goes[-_ ]here|\d))?)$`)

// isPlaceholder says whether a text is one that a guide leaves for its reader to replace.
func isPlaceholder(text string) bool { return leftIn().MatchString(strings.TrimSpace(text)) }

// plainURL is a URL without user, password, query and fragment, which may hold secrets.
func plainURL(address string) string {
	scheme, rest, ok := strings.Cut(address, "://")
	if !ok {
		scheme, rest = "", address
	}
	if end := strings.IndexAny(rest, "?#"); end >= 0 {
		rest = rest[:end]
	}
	host, path, slash := strings.Cut(rest, "/")
	host = host[strings.LastIndexByte(host, '@')+1:]
	if slash {
		path = "/" + path
	}
	if ok {
		return scheme + "://" + host + path
	}
	return host + path
}

// passwordIn is the password in a URL.
func passwordIn(address string) string {
	_, rest, _ := strings.Cut(address, "://")
	host, _, _ := strings.Cut(rest, "/")
	user := host[:max(strings.LastIndexByte(host, '@'), 0)]
	_, password, _ := strings.Cut(user, ":")
	return password
}

// projectIn is the id of the project in a URL of the metrics API, also in one that is not
// whole.
func projectIn(address string) string {
	for _, before := range []string{"/projects/", "/project/"} {
		if _, rest, ok := strings.Cut(plainURL(address), before); ok {
			return segment(rest)
		}
	}
	return ""
}

// segment is what comes before the next slash that is none of a template.
func segment(path string) string {
	depth := 0
	for i, r := range path {
		switch {
		case r == '{' || r == '(':
			depth++
		case r == '}' || r == ')':
			depth--
		case r == '/' && depth <= 0:
			return path[:i]
		}
	}
	return path
}
