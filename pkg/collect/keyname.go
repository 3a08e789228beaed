package collect

import (
	"regexp"
	"sync"
)

var keyName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)^([\w.-]*pinecone[\w.-]*(api[_.-]?key|client[_.-]?secret)|pinecone[_.-]?(key|token))$`)
})

var pointing = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(^|[_.-])(arn|name|id|path|uri|url|ref|version|prefix)s?$`)
})

// IsKeyName knows the names under which programs have a Pinecone key. What a name says more
// is of something else: the ARN of the secret, the key of a cache.
func IsKeyName(name string) bool { return keyName().MatchString(name) }

// SaysWhere knows what a variable or an attribute is called that says where a secret is.
func SaysWhere(name string) bool { return pointing().MatchString(name) }
