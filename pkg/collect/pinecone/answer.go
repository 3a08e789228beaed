package pinecone

import (
	"net/http"
	"time"

	"github.com/pinelint/pinelint/pkg/collect"
)

// answer is what the service said, and how it can be asked about it.
type answer struct {
	value     any
	time      string
	requestID string
	version   string
}

// understand makes an answer or a failure of what came back.
func (c *client) understand(e endpoint, response *http.Response, body []byte, version string) (*answer, *failure) {
	status := response.StatusCode
	if len(body) > maxBody {
		return nil, &failure{call: e.name(), text: "answered with more than 16 MB"}
	}
	value, err := collect.ParseJSON(body)
	switch {
	case status >= 300 && status < 400:
		return nil, &failure{call: e.name(), text: "answered with a redirect, which is not followed"}
	case status >= 300 || status < 200:
		f := fromAnswer(e, status, orText(response, value, body), c.secrets.text)
		f.after = c.waits(response)
		return nil, f
	case err != nil:
		return nil, &failure{call: e.name(), text: "answered what " + err.Error(), passing: true}
	}
	if status := hiddenStatus(value); status != 0 {
		return nil, fromAnswer(e, status, value, c.secrets.text)
	}
	if e.surface != login { // whose answer is a secret
		value = c.secrets.tree(value)
	}
	return &answer{
		value: value, time: c.options.Now().UTC().Format(time.RFC3339), version: version,
		requestID: c.requestID(response.Header),
	}, nil
}

// orText is the value of an answer or, where it is plain text, the text.
func orText(response *http.Response, value any, body []byte) any {
	kind := response.Header.Get("Content-Type")
	if value == nil && len(kind) >= 10 && kind[:10] == "text/plain" {
		return string(body[:min(len(body), 4*maxText)])
	}
	return value
}

// hiddenStatus is the status of an error in an answer that calls itself a success. The
// control plane has {status, error: {…}}, the data plane {code, message}.
func hiddenStatus(value any) int {
	object, _ := value.(map[string]any)
	_, hasError := object["error"].(map[string]any)
	_, hasMessage := object["message"].(string)
	if !hasError && (!hasMessage || object["code"] == nil) {
		return 0
	}
	if status, ok := integer(object["status"]); ok && status >= 400 && status < 600 {
		return status
	}
	code, _ := integer(object["code"])
	if status, ok := statusOfCode[code]; ok {
		return status
	}
	return http.StatusInternalServerError
}

// statusOfCode has the status that stands for a gRPC code.
//
//nolint:gochecknoglobals // a table that nothing writes
var statusOfCode = map[int]int{
	5: http.StatusNotFound, 7: http.StatusForbidden, 8: http.StatusTooManyRequests, 16: http.StatusUnauthorized,
}

func (c *client) requestID(header http.Header) string {
	for _, name := range []string{"X-Request-Id", "X-Pinecone-Request-Id"} {
		if id := header.Get(name); id != "" {
			return line(c.secrets.text(id), maxCode*2)
		}
	}
	return ""
}
