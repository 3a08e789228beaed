package ask

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// wrongID is an external id that nobody has.
const wrongID = "00000000-0000-4000-8000-000000000000"

// shortestID is how long an external id must be that STS takes (AWS STS API Reference, AssumeRole).
const shortestID = 2

// tried is an external id that a request is tried with.
type tried struct {
	kind         string
	registration string
	// values are tried in turn; nil is a request without one.
	values []string
	// unknown says that nobody knows it.
	unknown bool
}

// externalIDs notes what a statement about Pinecone asks for. A Deny asks for what it leaves out.
func (t *truster) externalIDs(statement access.Statement) {
	denies := statement.Effect == "Deny"
	if !isEveryone(statement) && !t.mayNamePinecone(statement) {
		return
	}
	for _, condition := range statement.Conditions {
		operator := strings.ToLower(condition.Operator)
		if !strings.EqualFold(condition.Key, "sts:ExternalId") || strings.Contains(operator, "not") != denies ||
			!strings.Contains(operator, "string") {
			continue
		}
		for _, value := range condition.Values {
			if value.Unknown {
				t.own = append(t.own, tried{kind: snapshot.ExternalOwn, unknown: true})
				continue
			}
			if id := sample(value.Text); len(id) >= shortestID {
				t.own = append(t.own, tried{kind: snapshot.ExternalOwn, values: []string{id}})
			}
			t.out.ExternalIDs = append(t.out.ExternalIDs, snapshot.ExternalID{
				Value: value.Text, Pointer: t.document.pointer + value.Pointer, Projects: t.otherProjects(value.Text),
			})
		}
	}
}

// otherProjects are those with the external id that the role is not for.
func (t *truster) otherProjects(id string) []string {
	var mine []string
	for _, registration := range t.linked(t.holder, "cmek_keys") {
		mine = append(mine, snapshot.Text(registration.Values, "project"))
	}
	all := t.projects[id]
	if len(mine) == 0 {
		mine = all // a policy that nobody registered is for the project that has its id
	}
	mine = mine[:min(len(mine), 1)] // of several projects of one role, all but one are others
	return slices.DeleteFunc(slices.Clone(all), func(name string) bool { return slices.Contains(mine, name) })
}

// registered are the external ids that the manifest has for the role. A key that is
// declared without one is used without one.
func (t *truster) registered() []tried {
	var all []tried
	for _, registration := range t.linked(t.holder, "cmek_keys") {
		id := tried{kind: snapshot.ExternalRegistered, registration: registration.ID}
		if value := snapshot.Text(registration.Values, "external_id"); value != "" {
			id.values = []string{value}
		}
		_, id.unknown = registration.Unknown["/external_id"]
		all = append(all, id)
	}
	return all
}

// wrongIDs must not open the role to anyone.
func (t *truster) wrongIDs() []tried {
	all := []tried{{kind: snapshot.ExternalWrong, values: []string{wrongID}}}
	known := map[string]bool{}
	for _, id := range slices.Concat(t.own, t.registered()) {
		for _, value := range id.values {
			known[value] = true
		}
	}
	for _, other := range sortedKeys(t.projects) {
		if !known[other] {
			all = append(all, tried{kind: snapshot.ExternalOther, values: []string{other}})
		}
	}
	for _, id := range sortedKeys(known) {
		if upper := strings.ToUpper(id); !known[upper] {
			all = append(all, tried{kind: snapshot.ExternalUpperCase, values: []string{upper}})
		}
	}
	return all
}
