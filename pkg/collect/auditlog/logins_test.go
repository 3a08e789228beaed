package auditlog_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect/auditlog"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// login is a line of JSON, of a user who signed in with such parameters.
func login(id string, minutes int, parameters any, changes map[string]any) string {
	all := map[string]any{"event.action": "login", "event.resource_type": "user", "event.parameters": parameters}
	maps.Copy(all, changes)
	return event(id, minutes, all)
}

func way(value any) map[string]any { return map[string]any{"connection": value, "session": "private"} }

// signedIn reads with the connection as the declared parameter.
func signedIn(t *testing.T, objects ...object) *sink {
	t.Helper()
	o := options(t, &fake{objects: objects})
	o.LoginParameter = "connection"
	return run(t, o)
}

// TestLogins holds what is kept of how users signed in, and that nothing else is.
func TestLogins(t *testing.T) {
	robot := map[string]any{"actor.principal_type": "service_account", "actor.principal_id": "sa-1"}
	got := signedIn(t,
		batch(30, login("a", 1, way("okta"), nil), login("b", 20, way("password"), nil)),
		batch(60, login("c", 10, way("password"), nil), login("d", 40, way("okta"), nil), login("e", 40, way("okta"), nil)),
		batch(90,
			login("f", 61, way("password"), map[string]any{"event.outcome.result": "failure"}),
			login("g", 62, way("password"), robot),
			login("h", 63, way("password"), map[string]any{"event.action": "update"}),
			login("i", 64, way("password"), map[string]any{"event.resource_type": "index"}),
			event("j", 65, map[string]any{"actor.principal_id": "u-2"}),
		),
	)
	principals := got.of(t, "pinecone_audit_principal")
	data, err := json.Marshal(principals)
	if err != nil {
		t.Fatal(err)
	}
	want := `[{"count":3,"key":"pinecone/2026-11-01T13:00:00Z.json","last_at":"2026-11-01T12:40:00Z","line":2,"value":"okta"},` +
		`{"count":2,"key":"pinecone/2026-11-01T12:30:00Z.json","last_at":"2026-11-01T12:20:00Z","line":2,"value":"password"}]`
	for address, want := range map[string]string{"user/u-1": want, "user/u-2": "[]", "service_account/sa-1": "null"} {
		if found := logins(t, principals, address); found != want {
			t.Errorf("%s has the logins %s, want %s", address, found, want)
		}
	}
	if strings.Contains(string(data), "private") {
		t.Errorf("%s", data)
	}
}

// TestLoginsUndeclared: where no parameter is declared, none is kept.
func TestLoginsUndeclared(t *testing.T) {
	got := run(t, options(t, &fake{objects: []object{batch(30, login("a", 1, way("okta"), nil))}}))
	if found := logins(t, got.of(t, "pinecone_audit_principal"), "user/u-1"); found != "null" {
		t.Errorf("kept %s", found)
	}
}

// TestLoginsThatTellNothing holds that a way which cannot be read is unknown, whatever
// stands in its place.
func TestLoginsThatTellNothing(t *testing.T) {
	for name, parameters := range map[string]any{
		"nothing": nil, "no parameters": map[string]any{}, "a text": "connection", "a list": []any{way("okta")},
		"another name": map[string]any{"Connection": "okta"},
		"null":         way(nil), "empty": way(""), "a number": way(7), "a truth value": way(true),
		"a list of one": way([]any{"okta"}), "a mapping": way(way("okta")),
		"long": way(strings.Repeat("x", 201)), "lines": way("okta\nentra"), "hidden signs": way("ok\u202eta"),
		"a secret": way("pcsk_" + "2abcd_" + strings.Repeat("Zz9", 15)),
	} {
		got := signedIn(t, batch(30, login("a", 1, parameters, nil), login("b", 2, way("okta"), nil)))
		user := got.of(t, "pinecone_audit_principal")[0]
		why := "the parameter connection of the login in pinecone/2026-11-01T12:30:00Z.json, line 1, is missing, " +
			"no short text, or one of more than 20"
		if len(user.Unknown) != 1 || user.Unknown["/logins/0/value"].Reason != why {
			t.Errorf("%s: unknown is %v", name, user.Unknown)
		}
		if found := logins(t, []*snapshot.Observation{user}, "user/u-1"); strings.Count(found, `"value"`) != 1 {
			t.Errorf("%s: kept %s", name, found)
		}
	}
}

// TestLoginsOfUnreadBatches: what was not read may have one more.
func TestLoginsOfUnreadBatches(t *testing.T) {
	first, lost := batch(30, login("a", 1, way("okta"), nil)), batch(60)
	lost.open = []error{&auditlog.RefusedError{Permission: "s3:GetObject"}}
	user := signedIn(t, first, lost).of(t, "pinecone_audit_principal")[0]
	if len(user.Unread) != 1 || user.Unread["/logins/1"] != "s3:GetObject" {
		t.Errorf("refused: %v", user.Unread)
	}
	lost.open, lost.text = nil, "{\"id\""
	user = signedIn(t, first, lost).of(t, "pinecone_audit_principal")[0]
	if len(user.Unknown) != 1 || !strings.Contains(user.Unknown["/logins/1"].Reason, "not all batches were read") {
		t.Errorf("broken: %v", user.Unknown)
	}
}

// TestLoginsByManyWays: a parameter that is new in each event costs no more than a few.
func TestLoginsByManyWays(t *testing.T) {
	var batches []object
	for i := range 5 {
		var all []string
		for j := range 30 {
			all = append(all, login(fmt.Sprint(i, "-", j), i*30+j, way(fmt.Sprintf("session-%d-%02d", i, j)), nil))
		}
		batches = append(batches, batch(i*30+30, all...))
	}
	user := signedIn(t, batches...).of(t, "pinecone_audit_principal")[0]
	list, _ := user.Values["logins"].([]any)
	total := 0
	for _, one := range list {
		values, _ := one.(map[string]any)
		var count int
		if _, err := fmt.Sscan(fmt.Sprint(values["count"]), &count); err != nil {
			t.Fatal(err)
		}
		total += count
	}
	if len(list) > 21 || total != 150 || len(user.Unknown) != 1 {
		t.Errorf("%d ways, %d logins, unknown %v", len(list), total, user.Unknown)
	}
}

func logins(t *testing.T, principals []*snapshot.Observation, address string) string {
	t.Helper()
	for _, principal := range principals {
		if principal.Address == address {
			data, err := json.Marshal(principal.Values["logins"])
			if err != nil {
				t.Fatal(err)
			}
			return string(data)
		}
	}
	t.Fatalf("nobody is %s", address)
	return ""
}
