package plan

import (
	"bufio"
	"bytes"
	"io"
	"strings"

	"github.com/go-json-experiment/json/jsontext"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"
)

// makeAnew is the advice of most sentences.
const makeAnew = "run `terraform show -json PLAN > plan.json` and give that file"

// decode gives the text of a file in UTF-8, without a byte order mark, or the sentence
// that says what the file is instead of JSON.
func decode(r io.Reader) (io.Reader, string) {
	buffered := bufio.NewReaderSize(r, 64<<10)
	head, err := buffered.Peek(3)
	if err != nil && len(head) == 0 {
		if err != io.EOF {
			return nil, "cannot be read (" + err.Error() + ")"
		}
		return nil, "is empty: " + makeAnew
	}
	switch {
	case bytes.HasPrefix(head, []byte{0xFF, 0xFE}), bytes.HasPrefix(head, []byte{0xFE, 0xFF}):
		// PowerShell writes what is redirected with > in UTF-16.
		utf16 := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
		buffered = bufio.NewReaderSize(transform.NewReader(buffered, utf16), 64<<10)
	case bytes.HasPrefix(head, []byte{0xEF, 0xBB, 0xBF}):
		_, _ = buffered.Discard(3)
	}
	return buffered, refuse(buffered)
}

// refuse says what a file is that does not begin as JSON does.
func refuse(buffered *bufio.Reader) string {
	head, _ := buffered.Peek(4 << 10)
	first := bytes.TrimLeft(head, " \t\r\n")
	switch {
	case len(first) == 0:
		return "is empty: " + makeAnew
	case bytes.HasPrefix(head, []byte("PK\x03\x04")):
		return "is a plan in Terraform's binary form: " + makeAnew
	case bytes.HasPrefix(first, []byte(`{"@level"`)):
		return "is the log of `terraform plan -json`: run `terraform plan -out=PLAN`, " +
			"then `terraform show -json PLAN > plan.json`, and give that file"
	case first[0] == '{':
		return ""
	case bytes.IndexByte(head, 0) >= 0:
		return "is not text: " + makeAnew
	case beginsAsJSON(first):
		return "is JSON, but no output of `terraform show -json`, which is one object: " + makeAnew
	case strings.Contains(string(head), "Terraform") || strings.Contains(string(head), "OpenTofu"):
		return "is what Terraform prints for people, not JSON: " + makeAnew
	default:
		return "is not JSON: " + makeAnew
	}
}

func beginsAsJSON(text []byte) bool {
	_, err := jsontext.NewDecoder(bytes.NewReader(text)).ReadToken()
	return err == nil
}
