package pinecone

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"
	"unicode"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// failure is why a call gave nothing. It has no more of what the service said than one
// short line without secrets.
type failure struct {
	call string
	// status is that of HTTP, or of the error in an answer that calls itself a success; 0
	// where there was no answer.
	status int
	code   string
	text   string
	// permission is the one that the service names, or else the least known role.
	permission string
	// grant is a clause that says what gives it.
	grant string
	// passing is a failure that may not happen again, after a time if after is set.
	passing bool
	after   time.Duration
	// hint is what would be right, where that can be told.
	hint string
	// broken is what the user must repair.
	broken bool
}

func (f *failure) Error() string {
	if f.status == 0 {
		return f.call + " " + f.text
	}
	message := strings.TrimSpace(fmt.Sprintf("%s answered %d %s", f.call, f.status, f.code))
	if f.text != "" {
		message += ": " + f.text
	}
	if f.hint != "" {
		message += "; " + f.hint
	}
	return message
}

// hint says what would be right where a credential is not taken.
func hint(s surface, status int) string {
	switch {
	case status != http.StatusUnauthorized:
		return ""
	case s == login, s == admin:
		return "give the client id and the current secret of a service account of the organization"
	default:
		return "give a current API key of the project, and if the project is private, run where its endpoint is reached"
	}
}

// grant says which role, of which credential, is let in.
func (e endpoint) grant() string {
	switch {
	case e.role == "":
		return ""
	case e.surface == admin:
		return "the role " + e.role + " for the service account"
	default:
		return "the role " + e.role + " for the project's API key"
	}
}

// deleted says of a call that failed that what it is about went away in between. What was
// read before still has it, so that the whole is of no one moment.
func deleted(f *failure) *failure {
	return &failure{call: f.call, text: "was too late: it was deleted while it was read, so read again"}
}

// refused says whether the credential does not reach so far.
func (f *failure) refused() bool { return f.status == http.StatusForbidden }

// needed matches how the control plane names what a key lacks: "Access denied:
// Permission control::backups::list is required".
var needed = lazyregexp.New(`[Pp]ermission ([a-z_]+(?:::?[a-z_*-]+)+) is required`)

// interrupted is the failure of a call that was given up because of ctx.
func interrupted(ctx context.Context, call string) *failure {
	if errors.Is(context.Cause(ctx), errLimit) {
		return &failure{call: call, text: "was not read: " + errLimit.Error()}
	}
	return &failure{call: call, text: "was not read: the reading was interrupted"}
}

// fromAnswer makes a failure of an answer that is no success.
func fromAnswer(e endpoint, status int, body any, clean func(string) string) *failure {
	f := &failure{call: e.name(), status: status, passing: isPassing(status)}
	object, _ := body.(map[string]any)
	if inner, ok := object["error"].(map[string]any); ok {
		object = inner
	}
	f.code = line(clean(snapshot.Text(object, "code")), maxCode)
	f.text = line(clean(snapshot.Text(object, "message", "error_description", "error")), maxText)
	if text, ok := body.(string); ok {
		f.text = line(clean(text), maxText)
	}
	f.hint = hint(e.surface, status)
	if f.refused() {
		f.permission, f.grant = e.role, e.grant()
		if found := needed().FindStringSubmatch(f.text); found != nil {
			f.permission = found[1]
		}
	}
	return f
}

func isPassing(status int) bool {
	return status == http.StatusTooManyRequests || (status >= 500 && status != http.StatusNotImplemented)
}

const (
	maxCode = 40
	maxText = 200
)

// line is a text as one printable line of at most so many characters.
func line(text string, most int) string {
	printable := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || !unicode.IsPrint(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "?"))
	runes := []rune(strings.Join(strings.Fields(printable), " "))
	if len(runes) > most {
		return string(runes[:most]) + "…"
	}
	return string(runes)
}

// quote writes a name from the service into a sentence.
func quote(name string) string { return collect.Quote(line(name, maxText)) }
