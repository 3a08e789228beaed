package collect_test

import (
	"encoding/base64"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect"
)

func TestRedact(t *testing.T) {
	const twenty = "Zx8mQ2pL9vR4tY7wK1nB"
	const key = "pcsk_4Xw9Z_Q7mZ2kV9xB4nL8sT1wR6yD3fH5jG0pCeAuIoEiKqMvNzXbWtYrUgPhSdJlFa2c4"
	for text, want := range map[string]string{
		"":                           "",
		"plain text":                 "plain text",
		key:                          "[redacted]",
		"a_" + key + "-b":            "a_[redacted]-b",
		key + " " + key:              "[redacted] [redacted]",
		"pckey_abc_0123456789abcdef": "[redacted]",
		"pcsk_label_short":           "pcsk_label_short",
		"AKIAABCDEFGHIJKLMNOP":       "[redacted]",
		"Bearer eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl": "Bearer [redacted]",
		"ASIA as a region": "ASIA as a region",
		"key: " + base64.StdEncoding.EncodeToString([]byte(key)) + ";":      "key: [redacted];",
		base64.StdEncoding.EncodeToString([]byte("a=1\nKEY=" + key + "\n")): "[redacted]",
		base64.URLEncoding.EncodeToString([]byte("a " + key)):               "[redacted]",
		"cGNza18 begins one": "cGNza18 begins one",
		"https://b.s3.amazonaws.com/k?X-Amz-Credential=me%2F20261101&X-Amz-Expires=60&X-Amz-Signature=0a1b2c": "https://b.s3.amazonaws.com/k?[redacted]&X-Amz-Expires=60&[redacted]",
		"x-amz-security-token=IQoJb3JpZ2luX2VjE: no":                                                          "[redacted]: no",
		"SignedHeaders=host, Signature=3b2c1d0e9f8a7b6c5d4e3f2a1b0c9d8e7f6a5b4c3d2e1f0a9b8c7d6e5f4a3b2c":      "SignedHeaders=host, [redacted]",
		"https://acme.blob.core.windows.net/k?sv=2024&sig=q1w2e3r4t5y6u7i8o9p0q1w2e3r4%3D":                    "https://acme.blob.core.windows.net/k?sv=2024&[redacted]",
		"sig=short and token=none": "sig=short and token=none",
		"x-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----y": "x[redacted]y",
		"-----BEGIN PRIVATE KEY-----\nabc":                                      "[redacted]",
		"GH = \"ghp_" + twenty + twenty + "\"":                                  "GH = \"[redacted]\"",
		"https://hooks.slack.com/services/T0/B0/" + twenty:                      "https://[redacted]",
		"rk_live_" + twenty:                                                     "[redacted]",
		"a: sk-proj-" + twenty + "-x":                                           "a: [redacted]",
		"sk-" + twenty + twenty:                                                 "[redacted]",
		"desk-" + twenty + twenty:                                               "desk-" + twenty + twenty,
		"sk-learn-model-serving-in-production-of-eu":                            "sk-learn-model-serving-in-production-of-eu",
		"module.npm_cache_of_the_build_of_all_things_here":                      "module.npm_cache_of_the_build_of_all_things_here",
		"-----BEGIN CERTIFICATE-----\nabc":                                      "-----BEGIN CERTIFICATE-----\nabc",
	} {
		if got := collect.Redact(text); got != want {
			t.Errorf("Redact(%q) = %q, want %q", text, got, want)
		}
	}
}

func TestQuote(t *testing.T) {
	for name, want := range map[string]string{
		"main.tf":             "main.tf",
		"a/é.tf":              "a/é.tf",
		"":                    "",
		"a b.tf":              `"a b.tf"`,
		"a\nb":                `"a\nb"`,
		`a"b`:                 `"a\"b"`,
		"a\x1b[31mb":          `"a\x1b[31mb"`,
		"\u202etxt":           `"\u202etxt"`,
		`aws_x.a["k"]`:        `"aws_x.a[\"k\"]"`,
		"not UTF-8 \xff here": `"not UTF-8 \xff here"`,
	} {
		if got := collect.Quote(name); got != want {
			t.Errorf("Quote(%q) = %s, want %s", name, got, want)
		}
	}
}
