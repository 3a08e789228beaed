package collect_test

import (
	"encoding/base64"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect"
)

func TestBase64Around(t *testing.T) {
	line := strings.Repeat("QUJD", 19)
	for text, want := range map[string]string{
		"a: QUJD\nb: 1\n":                           "QUJD",
		"a: |\n  " + line + "\n  QUJD==\nb: 1":      line + "\n  QUJD",
		"a: " + line + "\r\n\tQUJD\n":               line + "\r\n\tQUJD",
		"a: " + line + "\n  " + line + "\n  QUJD\n": line + "\n  " + line + "\n  QUJD",
		"a: " + line + "\nb: QUJD":                  line,
		"a: " + line + line + "\nQUJD":              line + line,
		"a: " + line + "\n\nQUJD":                   line,
		"a: 'QUJD'\nQUJD":                           "QUJD",
		line + "\n" + line:                          line + "\n" + line,
	} {
		at := strings.Index(text, "QUJD")
		for _, from := range []int{at, at + 1, at + len(want) - 1} {
			start, end := collect.Base64Around([]byte(text), from, 1000)
			if got := text[start:end]; got != want {
				t.Errorf("%q from %d: got %q, want %q", text, from, got, want)
			}
		}
	}
}

func TestEncodedMentions(t *testing.T) {
	encoded := base64.StdEncoding.EncodeToString
	for _, word := range collect.Spellings() {
		for _, before := range []string{"", "1", "22", "333"} {
			inner := before + word + " is here"
			text := "kind: Secret\na: QUJD\nb: " + encoded([]byte(inner)) + "\n"
			found := collect.EncodedMentions([]byte(text))
			if len(found) != 1 || string(found[0].Decoded) != inner || found[0].Start != strings.Index(text, "b: ")+3 {
				t.Errorf("%q: got %+v", inner, found)
			}
		}
	}
	if found := collect.EncodedMentions([]byte(encoded([]byte("pinecone")))); found != nil {
		t.Errorf("got %+v of what is no Secret", found)
	}
}
