package collect

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

var keyName = lazyregexp.New(`(?i)^([\w.-]*pinecone[\w.-]*(api[_.-]?key|client[_.-]?secret)` +
	`|pinecone[_.-]?(key|token))$`)

var pointing = lazyregexp.New(`(?i)(^|[_.-])(arn|name|id|path|uri|url|ref|version|prefix)s?$`)

// IsKeyName knows the names under which programs have a Pinecone key. What a name says more
// is of something else: the ARN of the secret, the key of a cache.
func IsKeyName(name string) bool { return keyName().MatchString(name) }

// KeepsSecrets knows what an attribute or a block is called that keeps what it has secret, or
// takes where a secret is.
func KeepsSecrets(name string) bool {
	name = strings.ToLower(name)
	return strings.Contains(name, "secret") || strings.Contains(name, "secure")
}

// SaysWhere knows what a variable or an attribute is called that says where a secret is.
func SaysWhere(name string) bool { return pointing().MatchString(name) }

var assignment = lazyregexp.New(`([A-Za-z_][\w.-]*)["']?[ \t]*[=:][ \t]*["']?$`)

// TakesNext is the name in which a text ends that takes what follows, as NAME=, NAME: or
// "NAME": "; empty where there is none.
func TakesNext(text string) string {
	const longest = 200
	if match := assignment().FindStringSubmatch(text[max(0, len(text)-longest):]); match != nil {
		return match[1]
	}
	return ""
}
