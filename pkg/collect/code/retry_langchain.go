package code

import (
	"github.com/pinelint/pinelint/pkg/collect/code/program"
	"github.com/pinelint/pinelint/pkg/collect/code/syntax"
)

// runnable is what tries again by with_retry.
const runnable = "with_retry"

// runnableRetry is the retry that LangChain makes of a chain or a retriever.
func (u *unit) runnableRetry(call, called *program.Node) *retry {
	options := positional(call, 0)
	switch {
	case called.Kind != program.Member:
		return nil
	case u.language == syntax.Python && options == nil:
		return u.langchainRetry(call)
	case isScript(u.language) && (options == nil || options.Kind == program.Object):
		return u.langchainRetryOfScript(call)
	default:
		return nil
	}
}

// langchainRetryOfScript is runnable.withRetry({…}), which p-retry does: three attempts unless told
// otherwise, from one second.
func (u *unit) langchainRetryOfScript(call *program.Node) *retry {
	found := plain(runnable)
	found.node = call
	u.count(found, argument(call, "stopafterattempt"), 0, 3)
	u.exponential(found, yes, nil, false)
	if hook := argument(call, "onfailedattempt"); hook != nil {
		found.logged = u.logged(hook)
		found.clientErrors, found.rateLimits = unknown, unknown
		found.why = "which errors it gives up on is decided by the hook"
	}
	return found
}

// langchainRetry is runnable.with_retry(…) of LangChain.
func (u *unit) langchainRetry(call *program.Node) *retry {
	found := plain(runnable)
	found.node, found.logged = call, unknown
	u.count(found, argument(call, "stopafterattempt"), 0, 3)
	found.backoff, found.jitter = "exponential", yes
	if off := argument(call, "waitexponentialjitter"); off != nil && off.Name == "false" {
		found.backoff, found.jitter = "none", no
	}
	if types := argument(call, "retryifexceptiontype"); types != nil {
		found.clientErrors, found.rateLimits = u.typesIn(types)
	}
	return found
}
