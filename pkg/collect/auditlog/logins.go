package auditlog

import (
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// maxWays is how many values of the declared parameter are told apart for one user.
const maxWays = 20

// login is the last one of a user by one way, and how many there were.
type login struct {
	count int
	last  time.Time
	key   string
	line  int
}

// isLogin says whether a user signed in.
func (e *event) isLogin() bool {
	return e.Event.Action == "login" && e.Event.ResourceType == "user" && e.Actor.Type == "user" && e.succeeded()
}

// parameter is the value of one of the event's parameters, empty where it is no text that
// can be kept as it is.
func (e *event) parameter(name string) string {
	var all map[string]jsontext.Value
	var value string
	told := json.Unmarshal(e.Event.Parameters, &all) == nil && json.Unmarshal(all[name], &value) == nil
	if !told || bounded(value) != value {
		return ""
	}
	return value
}

func (t *tally) countLogin(e *event, parameter, key string, line int) {
	p := t.principals[principalKey{bounded(e.Actor.Type), bounded(e.Actor.ID)}]
	if p == nil {
		return // it is crowded out, which is counted
	}
	p.signIn(e.parameter(parameter), login{count: 1, last: e.time, key: key, line: line})
}

// signIn adds logins by one way. One more way than are told apart cannot be told.
func (p *principal) signIn(value string, more login) {
	if p.logins == nil {
		p.logins = map[string]login{}
	}
	if _, known := p.logins[value]; !known && len(p.logins) >= maxWays {
		value = ""
	}
	before := p.logins[value]
	more.count += before.count
	if !more.last.After(before.last) {
		more.last, more.key, more.line = before.last, before.key, before.line
	}
	p.logins[value] = more
}

// tellLogins adds how a user signed in. What was not read could be one more login, by a way
// that nobody knows.
func (r *reader) tellLogins(o *snapshot.Observation, p *principal, unread error) {
	if r.options.LoginParameter == "" || p.key.kind != "user" {
		return
	}
	list := make([]any, 0, len(p.logins))
	for _, value := range slices.Sorted(maps.Keys(p.logins)) {
		one := p.logins[value]
		if value == "" {
			o.Unknown[snapshot.Element("/logins", len(list))+"/value"] = snapshot.Unknown{Reason: fmt.Sprintf(
				"the parameter %s of the login in %s, line %d, is missing, no short text, or one of more than %d",
				quote(r.options.LoginParameter), quote(one.key), one.line, maxWays)}
		}
		list = append(list, map[string]any{
			"value": text(value), "count": one.count, "last_at": moment(one.last), "key": bounded(one.key), "line": one.line,
		})
	}
	o.Values["logins"] = list
	if unread != nil {
		lose(o, snapshot.Element("logins", len(list)), unread)
	}
}
