package collect_test

import (
	"testing"

	"github.com/pinelint/pinelint/pkg/collect"
)

func TestRedact(t *testing.T) {
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
		"x-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----y": "x[redacted]y",
		"-----BEGIN PRIVATE KEY-----\nabc":                                      "[redacted]",
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
