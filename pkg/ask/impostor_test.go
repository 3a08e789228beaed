package ask

import (
	"strings"
	"testing"
)

func TestImpostors(t *testing.T) {
	for pattern, want := range map[string]string{
		"arn:aws:iam::123456789012:role/pinecone_cmek_access_*": "",
		"arn:aws:iam::123456789012:role/pine*one":               "",
		"arn:aws:iam::123456*89012:role/a_*":                    "arn:aws:iam::123456089012:role/a_any arn:aws:iam::666666666666:role/89012:role/a_any",
		"arn:aws:iam::*:role/a":                                 "arn:aws:iam::000000000000:role/a arn:aws:iam::666666666666:role/:role/a",
		"arn:*:iam::123456789012:role/a":                        "arn:aws:iam::666666666666:role/:iam::123456789012:role/a",
	} {
		if got := strings.Join(impostors(pattern), " "); got != want {
			t.Errorf("%s: %q, want %q", pattern, got, want)
		}
	}
}

// TestFillARN holds that whom a pattern means is somebody whom AWS could have.
func TestFillARN(t *testing.T) {
	for pattern, want := range map[string]string{
		"arn:aws:iam::123456789012:*":                "arn:aws:iam::123456789012:role/any",
		"arn:aws:iam::123456789012:*ops*":            "arn:aws:iam::123456789012:role/anyopsany",
		"arn:aws:iam::123456789012:ro*":              "arn:aws:iam::123456789012:role/any",
		"arn:aws:iam::123456789012:u*/ann":           "arn:aws:iam::123456789012:user/any/ann",
		"arn:aws:iam::123456789012:role/*ops*":       "arn:aws:iam::123456789012:role/anyopsany",
		"arn:*:*::123456789012:*":                    "arn:aws:iam::123456789012:role/any",
		"arn:aws:sts::123456789012:assumed-role/a/*": "arn:aws:sts::123456789012:assumed-role/a/any",
		"arn:aws:iam::123456789012:${var.who}":       "arn:aws:iam::123456789012:role/any",
		"arn:aws:iam::*:role/a":                      "arn:aws:iam::666666666666:role/a",
		"arn:aws:iam::123456789012:group/ops":        "",
		"*:123456789012:role/a":                      "",
	} {
		if got := fillARN(pattern); got != want {
			t.Errorf("%s: %q, want %q", pattern, got, want)
		}
	}
}
