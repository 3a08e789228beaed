package main

import (
	"regexp"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

func testPseudonyms(t *testing.T, key string) *pseudonyms {
	t.Helper()
	g := gathering{pseudonymize: true}
	p, err := g.pseudonyms(system{
		getenv: func(string) string { return key },
		random: strings.NewReader(strings.Repeat("r", 64)),
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

const goodKey = "a-long-text-that-nobody-can-guess"

var hexadecimal = regexp.MustCompile(`person-[0-9a-f]{16}`)

// TestPseudonymsInText holds what of a text is somebody, and that the rest stays.
func TestPseudonymsInText(t *testing.T) {
	p := testPseudonyms(t, goodKey)
	for text, want := range map[string]string{
		"":                                   "",
		"nobody":                             "nobody",
		"ada@acme.example":                   "X@acme.example",
		"Ada.Lovelace+x@Sub.Acme.Example":    "X@sub.acme.example",
		"Ada <ada@acme.example>, eve@b.org":  "Ada <X@acme.example>, X@b.org",
		"o'brien@acme.example":               "X@acme.example",
		"admins: ['ada@acme.example']":       "admins: ['X@acme.example']",
		"ada!#$%&x@acme.example":             "X@acme.example",
		"änne@müller.example":                "X@müller.example",
		"s3://logs/ada%40acme.example/x":     "s3://logs/X@acme.example/x",
		`this["ada@acme.example"].email`:     `this["X@acme.example"].email`,
		"user@localhost and a@b":             "user@localhost and a@b",
		"arn:aws:iam::111122223333:user/ada": "arn:aws:iam::111122223333:user/X",
		"arn:aws:iam::111122223333:user/team/ada, arn:aws:iam::111122223333:user/ada@acme.example": "arn:aws:iam::" +
			"111122223333:user/team/X, arn:aws:iam::111122223333:user/X@acme.example",
		"arn:aws:iam::111122223333:user/dev.*":                      "arn:aws:iam::111122223333:user/dev.*",
		"arn:aws:iam::111122223333:user/dev-*":                      "arn:aws:iam::111122223333:user/dev-*",
		"arn:aws:iam::111122223333:user/${aws:username}":            "arn:aws:iam::111122223333:user/${aws:username}",
		"arn:aws:iam::111122223333:role/reader":                     "arn:aws:iam::111122223333:role/reader",
		"arn:aws:sts::111122223333:federated-user/ada":              "arn:aws:sts::111122223333:federated-user/X",
		"arn:aws:sts::111122223333:assumed-role/r/ada@acme.example": "arn:aws:sts::111122223333:assumed-role/r/X@acme.example",
	} {
		got := p.text(text)
		if shape := hexadecimal.ReplaceAllString(got, "X"); shape != want {
			t.Errorf("%q becomes %q, want %q", text, shape, want)
		}
		if again := p.text(got); again != got {
			t.Errorf("%q becomes %q the second time", got, again)
		}
	}
}

// TestPseudonymsAreOfTheKey: the same person has one pseudonym, by one key.
func TestPseudonymsAreOfTheKey(t *testing.T) {
	p := testPseudonyms(t, goodKey)
	one := p.text("ada@acme.example")
	for _, same := range []string{p.text("ADA@Acme.example"), p.name("Ada@acme.example"), testPseudonyms(t, goodKey).text("ada@acme.example")} {
		if same != one {
			t.Errorf("%q and %q are the same", one, same)
		}
	}
	for _, other := range []string{p.text("eve@acme.example"), p.text("ada@b.org"), testPseudonyms(t, goodKey+"!").text("ada@acme.example")} {
		if strings.HasPrefix(other, one[:len("person-0123456789abcdef")]) {
			t.Errorf("%q and %q are not the same", one, other)
		}
	}
	if alone := testPseudonyms(t, ""); !alone.passing || alone.text("ada@acme.example") == one {
		t.Errorf("without a key the pseudonym is %q", alone.text("ada@acme.example"))
	}
}

// TestPseudonymsOfNames: what stands where people are named is a name, whatever it looks
// like, and nothing else changes: who calls themselves "production" changes no verdict.
func TestPseudonymsOfNames(t *testing.T) {
	p := testPseudonyms(t, goodKey)
	resource := func(kind, id, name string, values map[string]any) *snapshot.Resource {
		return &snapshot.Resource{ID: kind + "/" + id, Name: name, Values: values,
			Observations: []*snapshot.Observation{{Source: "pinecone organization users", Address: id, Values: values}}}
	}
	was := &snapshot.Snapshot{Schema: snapshot.Schema, Resources: map[string][]*snapshot.Resource{
		"pinecone_user": {resource("pinecone_user", "u-1", "production", map[string]any{"name": "production", "email": "ada@acme.example"})},
		"pinecone_project": {resource("pinecone_project", "search", "search",
			map[string]any{"environment": "production", "admins": []any{"production", "Ada"}})},
		"pinecone_audit_principal": {
			resource("pinecone_audit_principal", "a", "a", map[string]any{"principal_type": "user", "principal_name": "Ada"}),
			resource("pinecone_audit_principal", "b", "b", map[string]any{"principal_type": "api_key", "principal_name": "Ada"}),
		},
		"pinecone_audit_event": {
			resource("pinecone_audit_event", "e", "e", map[string]any{
				"principal_type": "service_account", "principal_name": "Ada", "members": []any{"Ada"},
				"resource_type": "user", "resource_name": "Ada",
			}),
			resource("pinecone_audit_event", "f", "f", map[string]any{
				"principal_type": "user", "principal_name": "Ada", "resource_type": "index", "resource_name": "Ada",
			}),
		},
	}}
	is, err := p.from(was)
	if err != nil {
		t.Fatal(err)
	}
	user, project := is.Resources["pinecone_user"][0], is.Resources["pinecone_project"][0]
	acted := is.Resources["pinecone_audit_principal"]
	admins, _ := project.Values["admins"].([]any)
	given, deleted := is.Resources["pinecone_audit_event"][0].Values, is.Resources["pinecone_audit_event"][1].Values
	members, _ := given["members"].([]any)
	for name, fits := range map[string]bool{
		"the user's name":       p.is(user.Name) && user.Name == user.Values["name"] && user.Name == admins[0],
		"what was observed":     user.Observations[0].Values["name"] == user.Name,
		"the environment stays": project.Values["environment"] == "production" && project.Name == "search",
		"who acted":             acted[0].Values["principal_name"] == admins[1] && acted[1].Values["principal_name"] == "Ada",
		"what a robot gave":     given["principal_name"] == "Ada" && members[0] == admins[1] && given["resource_name"] == admins[1],
		"what a person deleted": deleted["principal_name"] == admins[1] && deleted["resource_name"] == "Ada",
		"the snapshot before":   was.Resources["pinecone_user"][0].Name == "production",
	} {
		if !fits {
			t.Errorf("%s: %+v %+v %+v", name, user, project, acted)
		}
	}
	shown := p.shown("admins: [Ada, production] # Adam, by ada@acme.example")
	if want := "admins: [X, X] # Adam, by X@acme.example"; hexadecimal.ReplaceAllString(shown, "X") != want {
		t.Errorf("a file is shown as %q", shown)
	}
}
