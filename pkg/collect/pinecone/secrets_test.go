package pinecone

import (
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"testing"
)

// TestSecrets has a service that repeats every credential wherever it can.
func TestSecrets(t *testing.T) {
	const uuid = "0f0e0d0c-0b0a-4908-8706-050403020100"
	words := strings.Join([]string{
		secret, searchKey, uuid, "pcsk_4Rt9x_" + strings.Repeat("Zq7", 20),
		"eyJhbGciOiJI.eyJzdWIiOiIx.c2lnbmF0dXJl",
	}, " ")
	quoted, err := json.Marshal(words)
	if err != nil {
		t.Fatal(err)
	}
	text := string(quoted)
	answers := map[string]func(name string) *reply{
		"values": func(name string) *reply {
			thing := fmt.Sprintf(`{"id": %[1]s, "name": %[1]s, "backup_id": %[1]s, "restore_job_id": %[1]s, "schedule_id": %[1]s,
				"host": %[1]s, "uri": %[1]s, "plan": %[1]s, "status": %[1]s, "email": %[1]s, "roles": [%[1]s], "tags": {%[1]s: %[1]s}}`, text)
			return respond(200, fmt.Sprintf(`{"data": [%[1]s], "indexes": [%[1]s], "collections": [%[1]s]}`, thing))
		},
		"errors": func(string) *reply {
			response := respond(400, fmt.Sprintf(`{"status": 400, "error": {"code": %[1]s, "message": %[1]s}}`, text))
			response.Header.Set("X-Request-ID", words)
			return response
		},
		"text":   func(string) *reply { return with(respond(401, words), "Content-Type", "text/plain") },
		"broken": func(string) *reply { return half(text) },
	}
	for name, answer := range answers {
		t.Run(name, func(t *testing.T) {
			fake := newAcme(t)
			fake.instead = func(name string, _ int, request *http.Request) (*reply, error) {
				if name == tokenCall {
					return respond(200, `{"access_token": "token-number-1", "expires_in": 60}`), nil
				}
				response := answer(name)
				if token := request.Header.Get("Authorization"); token != "" { // nobody else has seen it
					response.Header.Set("X-Request-ID", token)
				}
				return response, nil
			}
			options := options(t, fake)
			options.Namespaces, options.Stats = true, true
			options.Projects = []Project{{Name: "search", Key: searchKey}, {Name: "old", Key: uuid}}
			all := collected(t, options)
			out := all.String() + compact(all.sources) + compact(all.unit) + fmt.Sprintf("%v %+v %#v", options, options, options.Projects) +
				compact(options.Projects)
			for _, word := range append(strings.Fields(words), "token-number-1") {
				if at := strings.Index(out, word); at >= 0 {
					t.Errorf("%s stands in %s", word, out[max(0, at-80):min(len(out), at+120)])
				}
			}
			if !strings.Contains(out, "[redacted]") {
				t.Error("nothing was redacted")
			}
		})
	}
}
