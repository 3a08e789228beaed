package collect

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// Redacted stands where a secret was.
const Redacted = "[redacted]"

// secretShapes are the values that must never be kept: Pinecone's two published key
// shapes (Pinecone API reference, create API key: "pckey_<public-label>_<unique-key>";
// keys as issued today begin with pcsk_), access tokens (JSON web tokens, as Pinecone's
// are), AWS access key ids, private keys, and what signs a request: a URL that is signed
// opens what it names to whoever has it.
var secretShapes = lazyregexp.New(
	`pc(?:sk|key)_[A-Za-z0-9]{2,}_[A-Za-z0-9]{16,}` +
		`|\beyJ[A-Za-z0-9_\-]{8,}\.eyJ[A-Za-z0-9_\-]{8,}\.[A-Za-z0-9_\-]+` +
		`|\b(?:AKIA|ASIA)[A-Z0-9]{16}\b` +
		`|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|$)` +
		`|\b(?i:x-(?:amz|goog)-(?:signature|credential|security-token))=[A-Za-z0-9%+/=._~-]+` +
		`|\b(?:Signature|sig)=[A-Za-z0-9%+/=]{24,}`)

// tokenShapes are what other services issue, by the prefixes that they publish so that it is found:
// GitHub, Slack, Stripe, OpenAI and Anthropic, Google, GitLab, npm, PyPI, Hugging Face, SendGrid,
// Grafana, HCP Terraform, Vault, DigitalOcean. Such a token stands beside what a report shows.
var tokenShapes = lazyregexp.New(
	`\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,}` +
		`|xox[abeoprs]-[A-Za-z0-9-]{10,}|hooks\.slack\.com/(?:services|workflows|triggers)/[A-Za-z0-9/_-]+` +
		`|[rs]k_(?:live|test)_[A-Za-z0-9]{16,}` +
		`|sk-(?:proj|ant|svcacct|admin)-[A-Za-z0-9_-]{20,}|sk-[A-Za-z0-9]{32,}` +
		`|AIza[A-Za-z0-9_-]{35}|glpat-[A-Za-z0-9_-]{20,}|npm_[A-Za-z0-9]{36}|pypi-[A-Za-z0-9_-]{50,}` +
		`|hf_[A-Za-z0-9]{30,}|SG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}` +
		`|gl(?:sa|c)_[A-Za-z0-9+/=_-]{20,}|[A-Za-z0-9]{14}\.atlasv1\.[A-Za-z0-9_-]{40,}` +
		`|hvs\.[A-Za-z0-9_-]{24,}|dop_v1_[a-f0-9]{64})`)

// encodedKeys are Pinecone's keys in Base64, with what stands around them in it: what pcsk_
// and pckey_ become by how many bytes of a group of three come before.
var encodedKeys = lazyregexp.New(`[A-Za-z0-9+/_-]*(?:cGNza1|Bjc2tf|wY3NrX|cGNrZXlf|Bja2V5X|wY2tleV)` +
	`[A-Za-z0-9+/_-]{24,}={0,2}`)

// Redact replaces every secret of a known shape in text. It never keeps a part of one.
func Redact(text string) string {
	if mayHoldSecret(text) {
		text = secretShapes().ReplaceAllString(text, Redacted)
	}
	if mayHoldToken(text) {
		text = tokenShapes().ReplaceAllString(text, Redacted)
	}
	if mayHoldEncoded(text) {
		text = encodedKeys().ReplaceAllString(text, Redacted)
	}
	return text
}

// mayHoldEncoded is a cheap test as well: a key has more characters than most strings.
func mayHoldEncoded(text string) bool {
	const shortest = 30
	return len(text) >= shortest &&
		(strings.Contains(text, "cGN") || strings.Contains(text, "jc2tf") || strings.Contains(text, "Y3NrX") ||
			strings.Contains(text, "ja2V5X") || strings.Contains(text, "Y2tleV"))
}

// mayHoldToken is a cheap test as well.
func mayHoldToken(text string) bool {
	const shortest = 20
	return len(text) >= shortest && slices.ContainsFunc([]string{
		"ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "xox", "hooks.slack.com/", "k_live_", "k_test_", "sk-",
		"AIza", "glpat-", "npm_", "pypi-", "hf_", "SG.", "glsa_", "glc_", ".atlasv1.", "hvs.", "dop_v1_",
	}, func(mark string) bool { return strings.Contains(text, mark) })
}

// mayHoldSecret is a cheap test that spares nearly every string the expression.
func mayHoldSecret(text string) bool {
	return strings.Contains(text, "pcsk_") || strings.Contains(text, "pckey_") ||
		strings.Contains(text, ".eyJ") || strings.Contains(text, "AKIA") || strings.Contains(text, "ASIA") ||
		strings.Contains(text, "PRIVATE KEY-----") || strings.IndexByte(text, '=') >= 0 && maySign(text)
}

func maySign(text string) bool {
	return strings.Contains(text, "ignature=") || strings.Contains(text, "sig=") ||
		strings.Contains(text, "redential=") || strings.Contains(text, "oken=")
}
