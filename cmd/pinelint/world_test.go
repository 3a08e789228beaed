package main

import (
	"maps"
	"net/http"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/pinelint/pinelint/pkg/collect/collecttest"
)

const liveFolder = "../../testdata/live"

// world is a Pinecone organization and an AWS account that answer what files have, in
// memory. It remembers what it was asked, and how often.
type world struct {
	answers map[string]string
	// instead answers in the place of a file, by the name of the request.
	instead map[string]fault

	mu    sync.Mutex
	asked map[string]int
}

// fault gives what comes in the place of an answer, or nothing for the answer itself.
type fault func(asked asking) (*http.Response, error)

// asking is a request with its name, the answer that it would get, and which try it is.
type asking struct {
	*http.Request

	name, body string
	try        int
}

// newWorld is the one where all is well.
func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{answers: map[string]string{}, instead: map[string]fault{}, asked: map[string]int{}}
	for _, file := range []string{awsAccount, liveFolder + "/answers.txtar"} {
		maps.Copy(w.answers, answersOf(t, file))
	}
	return w
}

// answersOf reads the answers of a service, by the name of the call.
func answersOf(t testing.TB, file string) map[string]string {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	answers := map[string]string{}
	for _, part := range archive.Files {
		answers[part.Name] = strings.TrimSpace(string(part.Data))
	}
	return answers
}

// without is a copy that has something in the place of one answer, and was asked nothing yet.
func (w *world) without(request string, instead fault) *world {
	other := w.with()
	if instead != nil {
		other.instead[request] = instead
	}
	return other
}

// with is a copy with some things wrong, which was asked nothing yet.
func (w *world) with(wrong ...wrong) *world {
	other := &world{answers: maps.Clone(w.answers), instead: map[string]fault{}, asked: map[string]int{}}
	for _, one := range wrong {
		for _, name := range one.answers {
			other.answers[name] = strings.Replace(other.body(name), one.from, one.to, 1)
			if one.from == "*" {
				other.answers[name] = one.to
			}
		}
	}
	return other
}

// body is the answer of a name, or of the longest beginning of it that has one.
func (w *world) body(name string) string {
	for {
		if body, ok := w.answers[name]; ok {
			return body
		}
		end := strings.LastIndexByte(name, ' ')
		if end < 0 {
			return ""
		}
		name = name[:end]
	}
}

// wrong is one thing that is wrong in the answers of these names.
type wrong struct {
	answers  []string
	from, to string
}

func (w wrong) String() string { return strings.Join(w.answers, " | ") + ": " + w.from + " => " + w.to }

// wrongs are all of testdata/live/wrong.txt.
func wrongs(t testing.TB) []wrong {
	t.Helper()
	data, err := os.ReadFile(liveFolder + "/wrong.txt")
	if err != nil {
		t.Fatal(err)
	}
	var all []wrong
	for _, section := range strings.Split(string(data), "\n== ")[1:] {
		names, lines, _ := strings.Cut(section, "\n")
		for line := range strings.Lines(lines) {
			from, to, ok := strings.Cut(strings.TrimSuffix(line, "\n"), " => ")
			if !ok {
				t.Fatalf("%q has no =>", line)
			}
			all = append(all, wrong{strings.Split(names, " | "), from, strings.TrimSpace(to)})
		}
	}
	return all
}

// tells says whether a request gets one of some answers.
func (w *world) tells(request string, answers []string) bool {
	return slices.ContainsFunc(answers, func(name string) bool {
		return request == name || strings.HasPrefix(request, name+" ") && w.body(request) == w.body(name)
	})
}

// RoundTrip implements [http.RoundTripper].
func (w *world) RoundTrip(request *http.Request) (*http.Response, error) {
	name, body, absent := w.find(request)
	w.mu.Lock()
	w.asked[name]++
	try, instead := w.asked[name], w.instead[name]
	w.mu.Unlock()
	if instead != nil {
		if response, err := instead(asking{request, name, body, try}); response != nil || err != nil {
			return response, err
		}
	}
	if absent != nil {
		return absent, nil
	}
	return reply(200, body), nil
}

// find names a request and has its answer, or says that there is nothing.
func (w *world) find(request *http.Request) (name, body string, absent *http.Response) {
	if !isAWS(request) {
		name = request.Method + " " + request.URL.Host + request.URL.EscapedPath()
		if query := request.URL.Query().Encode(); query != "" {
			name += "?" + query
		}
		if _, project, ok := strings.Cut(request.Header.Get("Api-Key"), "key-of-"); ok {
			name += " " + project
		}
		if body, ok := w.answers[name]; ok {
			return name, body, nil
		}
		return name, "", reply(404, `{"status": 404, "error": {"code": "NOT_FOUND", "message": "nothing is here"}}`)
	}
	call, about, token := collecttest.AWSCall(request)
	name = strings.Join(strings.Fields(call+" "+about+" "+token), " ")
	body, ok := w.ofAWS(name, call, about, token)
	code, isError := strings.CutPrefix(body, "!")
	switch {
	case !ok:
		return name, "", collecttest.AWSNotThere(call)
	case isError:
		return name, "", collecttest.AWSRefusal(call, http.StatusNotFound, code)
	default:
		return name, body, nil
	}
}

func isAWS(request *http.Request) bool { return strings.HasSuffix(request.URL.Host, ".amazonaws.com") }

// ofAWS is the answer to a call of AWS, the one that fits best.
func (w *world) ofAWS(name, call, about, token string) (body string, ok bool) {
	for _, known := range []string{name, strings.TrimSpace(call + " " + token), strings.TrimSpace(call + " " + about), call} {
		if body, ok := w.answers[known]; ok && (token == "" || strings.Contains(known, token)) {
			return body, true
		}
	}
	return "", false
}

func reply(status int, body string) *http.Response {
	response := collecttest.AWSAnswer(status, body)
	response.Header.Set("X-Request-ID", "request-1")
	if strings.HasPrefix(body, "{") {
		response.Header.Set("Content-Type", "application/json")
	}
	return response
}
