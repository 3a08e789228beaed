package prometheus

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Where credentials are.
const (
	inline      = "inline"
	fromFile    = "file"
	fromSecret  = "secret"
	variable    = "variable"
	placeholder = "placeholder"
)

// held says where credentials are that stand as a text, or nothing of an empty one.
func held(value any) string {
	literal, isText := value.(string)
	made, isMade := value.(composed)
	switch {
	case value == nil:
		return ""
	case isMade && len(made.names) == 0:
		return inline // put together from strings
	case !isText:
		return fromSecret // Kubernetes and Alloy refer to one
	case strings.TrimSpace(literal) == "":
		return ""
	case collect.Redact(literal) != literal:
		return inline // whatever else is in it
	case isVariable(literal):
		return variable
	case isPlaceholder(literal):
		return placeholder
	default:
		return inline
	}
}

// held is [held] for a job: what a guide left in a template is filled in later.
func (j *job) held(value any) string {
	where := held(value)
	if where == placeholder && j.template {
		return variable
	}
	return where
}

// authorize reads the authorization of a job's targets.
func (j *job) authorize(pointer, from string, config map[string]any) {
	if values := j.authorization(pointer, from, config); values != nil {
		j.Values["authorization"] = values
	}
}

// scheme is one way in which Prometheus authorizes itself: a block, and in it the members
// that hold credentials, are a file with them, or refer to a secret.
type scheme struct {
	block, kind            string
	literal, file, secrets string
}

func schemes() []scheme {
	return []scheme{
		{"authorization", "Bearer", "credentials", "credentials_file", "credentials_ref"},
		{"basic_auth", "Basic", "password", "password_file", "password_ref"},
		{"oauth2", "OAuth2", "client_secret", "client_secret_file", "client_secret_ref"},
	}
}

// authorization is how a request says who makes it; nil where it does not.
func (j *job) authorization(pointer, from string, config map[string]any) map[string]any {
	for _, way := range schemes() {
		key, value := field(config, way.block)
		if value == nil {
			continue
		}
		block, ok := value.(map[string]any)
		at := snapshot.Child(from, key)
		j.set(pointer, at)
		if !ok {
			j.unknown(pointer, at, "", "is filled in when the file is deployed")
			return nil
		}
		values := map[string]any{"type": way.kind}
		kind, rest, _ := strings.Cut(strings.TrimSpace(text(block["type"])), " ")
		switch {
		case isOpen(block["type"]):
			delete(values, "type")
			j.unknown(pointer+"/type", snapshot.Child(at, "type"), "", "is filled in when the file is deployed")
			rest = ""
		case kind != "":
			values["type"] = kind
			j.set(pointer+"/type", snapshot.Child(at, "type"))
		}
		if rest != "" { // who takes the type for the header writes the key there
			values["credentials"] = j.held(rest)
			j.set(pointer+"/credentials", snapshot.Child(at, "type"))
			return values
		}
		j.credentials(pointer, at, block, values, way.literal, way.file, way.secrets)
		return values
	}
	return j.bearer(pointer, from, config)
}

// isOpen says whether a value is filled in later, or made when it is read.
func isOpen(value any) bool {
	literal, ok := value.(string)
	return value != nil && (!ok || isVariable(literal))
}

// bearer reads the older form of a token, and a header that is set by hand.
func (j *job) bearer(pointer, from string, config map[string]any) map[string]any {
	values := map[string]any{"type": "Bearer"}
	j.credentials(pointer, from, config, values, "bearer_token", "bearer_token_file", "bearer_token_secret")
	if values["credentials"] != nil {
		return values
	}
	headersKey, value := field(config, "http_headers")
	headers, _ := value.(map[string]any)
	for name, header := range headers {
		if content, ok := header.(map[string]any); ok && strings.EqualFold(name, "authorization") {
			at := snapshot.Child(snapshot.Child(from, headersKey), name)
			j.set(pointer, at)
			return j.header(pointer, at, content)
		}
	}
	return j.line(pointer, from, config)
}

// line reads the headers of VictoriaMetrics, which are whole lines.
func (j *job) line(pointer, from string, config map[string]any) map[string]any {
	lines, _ := config["headers"].([]any)
	for i, element := range lines {
		name, value, _ := strings.Cut(text(element), ":")
		if !strings.EqualFold(strings.TrimSpace(name), "authorization") {
			continue
		}
		at := snapshot.Element(snapshot.Child(from, "headers"), i)
		j.set(pointer, at)
		j.set(pointer+"/credentials", at)
		return j.bearing(strings.TrimSpace(value))
	}
	return nil
}

// bearing is what the value of a header says, which begins with the kind of authorization.
// Where it is one word, the whole may be the secret.
func (j *job) bearing(value string) map[string]any {
	kind, rest, _ := strings.Cut(value, " ")
	if rest == "" {
		return map[string]any{"credentials": j.held(value)}
	}
	return map[string]any{"type": kind, "credentials": j.held(rest)}
}

// header reads a header's values, which begin with the kind of authorization.
func (j *job) header(pointer, at string, content map[string]any) map[string]any {
	for _, key := range []string{"values", "secrets"} {
		list, _ := content[key].([]any)
		if len(list) > 0 {
			j.set(pointer+"/credentials", snapshot.Child(at, key))
			return j.bearing(text(list[0]))
		}
	}
	if content["files"] == nil {
		return nil
	}
	j.unknown(pointer+"/type", at, "", "stands in a file")
	return map[string]any{"credentials": fromFile}
}

// credentials says where they are. The place is the member's, whose key is shown.
func (j *job) credentials(pointer, at string, block, values map[string]any, literal, file, secrets string) {
	for _, name := range []string{literal, file, secrets} {
		key, value := field(block, name)
		where := j.held(value)
		if where == "" {
			continue
		}
		if name == file {
			where = fromFile
		}
		if name == secrets {
			where = fromSecret
		}
		values["credentials"] = where
		j.set(pointer+"/credentials", snapshot.Child(at, key))
		if _, placed := j.Locations.Get(pointer); !placed {
			j.set(pointer, snapshot.Child(at, key))
		}
		return
	}
}

// literal finds what stands behind a key for credentials.
var literal = lazyregexp.New(
	`(?i)(["']?\b(?:credentials|bearer[_]?token|password|client[_]?secret)["']?\s*[:=]\s*(?:[|>][-+0-9]*\s*)?` +
		`|\bauthorization["']?\s*:[^\n]{0,40}?\bbearer[ \t]+` +
		`|\b(?:authorization|api[_-]?key)["']?\s*:\s*\{?\s*["']?values["']?\s*:\s*(?:\[|-[ \t])?\s*` +
		`|\bapi[_-]?key["']?\s*(?:=|[:=]\s*(?:\[|-[ \t])?\s*)|\btype["']?\s*[:=]\s*["']?bearer[ \t]+)` +
		`("(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[^\s"',{}\[\]#][^\n]*)`)

// Redact blanks, in the text of a whole monitoring file, what stands where credentials do,
// whatever it is, but for what is filled in later and for what a guide left.
func Redact(content string) string {
	if !strings.Contains(content, pinecone) || !concerns([]byte(content)) {
		return content
	}
	return literal().ReplaceAllStringFunc(content, func(found string) string {
		parts := literal().FindStringSubmatch(found)
		if held(parts[2]) != inline || held(strings.Trim(parts[2], "\"' ,}])")) != inline {
			return found
		}
		return parts[1] + collect.Redacted
	})
}
