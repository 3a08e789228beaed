package auditlog

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"
)

// event is what is read of one (guide "Understanding security", section Audit logs). The
// client, the reason of a failure and all else is not kept, since it may hold anything: of
// the parameters, only the role, and the one that the manifest names.
type event struct {
	ID             string `json:"id"`
	OrganizationID string `json:"organization_id"`
	Actor          actor  `json:"actor"`
	Event          action `json:"event"`

	time time.Time
}

type actor struct {
	ID   string `json:"principal_id"`
	Name string `json:"principal_name"`
	Type string `json:"principal_type"`
}

type action struct {
	Time         string         `json:"time"`
	Action       string         `json:"action"`
	ResourceType string         `json:"resource_type"`
	ResourceID   jsontext.Value `json:"resource_id"`
	ResourceName string         `json:"resource_name"`
	Outcome      struct {
		Result string `json:"result"`
	} `json:"outcome"`
	Parameters jsontext.Value `json:"parameters"`
}

func (e *event) failed() bool { return e.Event.Outcome.Result == "failure" }

func (e *event) succeeded() bool { return e.Event.Outcome.Result == "success" }

// decode reads an event. Bad is how it differs from the documented schema, a clause or
// empty; usable says that it can be counted all the same.
func decode(data []byte, e *event) (bad string, usable bool) {
	*e = event{}
	if err := json.Unmarshal(data, e); err != nil {
		return wrong(err), false
	}
	at, err := time.Parse(time.RFC3339, e.Event.Time)
	if err != nil {
		if e.Event.Time == "" {
			return "has no event.time", false
		}
		return fmt.Sprintf("has %s as event.time, which is no time in RFC 3339", quote(e.Event.Time)), false
	}
	e.time = at.UTC()
	for _, field := range [...]struct{ name, value string }{
		{"id", e.ID}, {"organization_id", e.OrganizationID},
		{"actor.principal_id", e.Actor.ID}, {"actor.principal_type", e.Actor.Type},
		{"event.action", e.Event.Action}, {"event.resource_type", e.Event.ResourceType},
		{"event.outcome.result", e.Event.Outcome.Result},
	} {
		if field.value == "" {
			return "has no " + field.name, true
		}
	}
	switch e.Actor.Type {
	case "user", "api_key", "service_account":
	default:
		return fmt.Sprintf("has %s as actor.principal_type, which is none of user, api_key and service_account",
			quote(e.Actor.Type)), true
	}
	if !e.failed() && !e.succeeded() {
		return fmt.Sprintf("has %s as event.outcome.result, which is neither success nor failure",
			quote(e.Event.Outcome.Result)), true
	}
	return "", true
}

// wrong says why a text is no event, in names of the schema and never in the text's own.
func wrong(err error) string {
	if semantic, ok := errors.AsType[*json.SemanticError](err); ok && semantic.JSONPointer != "" {
		name := strings.ReplaceAll(strings.TrimPrefix(string(semantic.JSONPointer), "/"), "/", ".")
		return fmt.Sprintf("has %s of another kind than the schema", name)
	}
	if syntax, ok := errors.AsType[*jsontext.SyntacticError](err); ok {
		if errors.Is(err, jsontext.ErrDuplicateName) {
			return fmt.Sprintf("has a name twice (at byte %d)", syntax.ByteOffset)
		}
		return fmt.Sprintf("is not JSON (from byte %d on)", syntax.ByteOffset)
	}
	return "is no object"
}

// subject is what the resource_id of an event holds: a text, a list of users, or a user
// with a role or a project.
type subject struct {
	id      string
	members []string
	role    string
	project string
}

// maxMembers bounds the users of one event.
const maxMembers = 20

func (e *event) subject() subject {
	var s subject
	var one string
	var list []string
	var object struct {
		User    string `json:"user"`
		Role    string `json:"role"`
		Project string `json:"project"`
	}
	switch id := e.Event.ResourceID; {
	case json.Unmarshal(id, &one) == nil:
		s.id = one
		if e.Event.ResourceType == "user" && one != "" {
			s.id, s.members = "", []string{one}
		}
	case json.Unmarshal(id, &list) == nil:
		s.members = list[:min(len(list), maxMembers)]
	case json.Unmarshal(id, &object) == nil:
		s.role, s.project = object.Role, object.Project
		if object.User != "" {
			s.members = []string{object.User}
		}
	}
	var parameters struct {
		Role string `json:"role"`
	}
	if s.role == "" && json.Unmarshal(e.Event.Parameters, &parameters) == nil {
		s.role = parameters.Role
	}
	return s
}
