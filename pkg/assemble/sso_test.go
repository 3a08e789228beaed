package assemble_test

import (
	"reflect"
	"testing"

	"github.com/pinelint/pinelint/pkg/assemble"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// TestSingleSignOn marks what Okta has for Pinecone among all that it has, and joins it with
// the organization.
func TestSingleSignOn(t *testing.T) {
	hidden := seen("infra", "okta_group", "okta_group.computed", 9, values{})
	hidden.Unknown = map[string]snapshot.Unknown{"/name": {Pattern: "pinecone:project:${pinecone_project.a.id}:ProjectEditor"}}
	got := join([]*snapshot.Observation{
		declared("pinecone_organization", "/organization", 2, values{
			"name": "acme", "sso": values{"acs_url": "https://acs.example", "certificate": "okta.pem"},
		}),
	}, []*snapshot.Observation{
		{Type: "sso_certificate", Source: "certificate okta.pem", Address: "okta.pem", Complete: true, Values: values{"file": "okta.pem"}},
	}, []*snapshot.Observation{
		seen("infra", "okta_app_saml", "okta_app_saml.named", 1, values{"label": "Pinecone (prod)"}),
		seen("infra", "okta_app_saml", "okta_app_saml.addressed", 2, values{"label": "Vectors", "sso_url": "https://acs.example"}),
		seen("infra", "okta_app_saml", "okta_app_saml.other", 3, values{"label": "Chat", "sso_url": "https://chat.example"}),
		seen("infra", "okta_group", "okta_group.owners", 4, values{"name": "pinecone:OrgOwner"}),
		seen("infra", "okta_group", "okta_group.staff", 5, values{"name": "staff"}),
		seen("infra", "pinecone_invite", "pinecone_invite.ada", 6, values{"email": "ada@acme.com"}),
		hidden,
	})
	purposes := map[string][]string{}
	for _, kind := range []string{"okta_app_saml", "okta_group"} {
		for _, resource := range got.Resources[kind] {
			purposes[resource.Name] = resource.Purposes
		}
	}
	want := map[string][]string{
		"okta_app_saml.named": {"sso"}, "okta_app_saml.addressed": {"sso"}, "okta_app_saml.other": nil,
		"okta_group.owners": {"sso"}, "okta_group.computed": {"sso"}, "okta_group.staff": nil,
	}
	if !reflect.DeepEqual(purposes, want) {
		t.Errorf("purposes %v, want %v", purposes, want)
	}
	links := got.Resources["pinecone_organization"][0].Links
	wantLinks := map[string][]string{
		"certificate": {"sso_certificate/okta.pem"},
		"sso_apps":    {"okta_app_saml/infra/okta_app_saml.addressed", "okta_app_saml/infra/okta_app_saml.named"},
		"idp_roles":   {"okta_group/infra/okta_group.computed", "okta_group/infra/okta_group.owners"},
	}
	if !reflect.DeepEqual(links, wantLinks) {
		t.Errorf("links %v, want %v", links, wantLinks)
	}
	if invite := got.Resources["pinecone_invite"][0]; len(invite.Links["organization"]) != 1 {
		t.Errorf("the invite's links are %v", invite.Links)
	}
}

// TestOwners joins the organization with those who own it, by way of their roles.
func TestOwners(t *testing.T) {
	live := func(kind, address string, attributes values) *snapshot.Observation {
		return &snapshot.Observation{
			Type: kind, Source: "pinecone organization", Address: address, Complete: true, Values: attributes, Call: &snapshot.Call{},
		}
	}
	got := join([]*snapshot.Observation{
		live("pinecone_organization", "/admin/organizations/o", values{"id": "o", "name": "acme"}),
		live("pinecone_user", "/admin/users/u", values{"id": "u", "email": "ada@acme.com"}),
		live("pinecone_role_binding", "/b/1", values{"id": "1", "principal_id": "u", "role": "OrgOwner"}),
		live("pinecone_role_binding", "/b/2", values{"id": "2", "principal_id": "u", "role": "OrgMember"}),
	})
	links := got.Resources["pinecone_organization"][0].Links
	if len(links["users"]) != 1 || len(links["owner_bindings"]) != 1 {
		t.Errorf("links %v", links)
	}
	for _, binding := range got.Resources["pinecone_role_binding"] {
		if len(binding.Links["principal"]) != 1 || len(binding.Links["organization"]) != 1 {
			t.Errorf("links of %s: %v", binding.ID, binding.Links)
		}
	}
}

// TestJobs joins jobs with the projects whose keys they have; a secret of one environment
// counts before one of that name.
func TestJobs(t *testing.T) {
	job := func(name, environment string, secrets ...any) *snapshot.Observation {
		attributes := values{"file": "ci.yml", "job": name, "secrets": secrets}
		if environment != "" {
			attributes["environment"] = environment
		}
		return &snapshot.Observation{Type: "ci_job", Source: "ci workflows", Address: "ci.yml#" + name, Complete: true, Values: attributes}
	}
	got := join([]*snapshot.Observation{
		declared("pinecone_organization", "/organization", 1, values{"name": "acme"}),
		declared("pinecone_project", "/projects/0", 2, values{
			"name": "search", "environment": "production", "ci_secrets": []any{"KEY", "SHARED"},
		}),
		declared("pinecone_project", "/projects/1", 3, values{
			"name": "play", "environment": "test", "ci_secrets": []any{"eu/SHARED"},
		}),
	}, []*snapshot.Observation{
		job("a", "", "KEY", "OTHER"), job("b", "eu", "SHARED"), job("c", "us", "SHARED", nil), job("d", "", "NONE"),
	})
	projects, environments := map[string][]string{}, map[string]string{}
	for _, resource := range got.Resources["ci_job"] {
		projects[resource.Name], environments[resource.Name] = resource.Links["projects"], resource.Environment
	}
	want := map[string][]string{
		"ci.yml#a": {"pinecone_project/search"}, "ci.yml#b": {"pinecone_project/play"},
		"ci.yml#c": {"pinecone_project/search"}, "ci.yml#d": nil,
	}
	if !reflect.DeepEqual(projects, want) {
		t.Errorf("projects %v, want %v", projects, want)
	}
	if environments["ci.yml#a"] != "production" || environments["ci.yml#b"] != "test" {
		t.Errorf("environments %v", environments)
	}
	if links := got.Resources["pinecone_organization"][0].Links["ci_jobs"]; len(links) != 4 {
		t.Errorf("the organization's jobs are %v", links)
	}
}

// TestSinks joins a place with the credential whose value flows into it, and takes the
// environment from its project. What a plan says of the same place is the same resource.
func TestSinks(t *testing.T) {
	key := seen("infra", "pinecone_api_key", "pinecone_api_key.app", 1, values{"name": "app", "project_id": "p-1"})
	sink := func(o *snapshot.Observation) *snapshot.Observation {
		return refers(o, "/value", "pinecone_api_key.app.key")
	}
	got := join([]*snapshot.Observation{
		declared("pinecone_project", "/projects/0", 2, values{"name": "play", "id": "p-1", "environment": "development"}),
	}, []*snapshot.Observation{
		key, sink(seen("infra", "credential_sink", "aws_lambda_function.api.environment", 3, values{"argument": "environment"})),
	}, []*snapshot.Observation{
		planned("pinecone_api_key", "pinecone_api_key.app", values{"name": "app"}),
		sink(planned("credential_sink", "aws_lambda_function.api.environment", values{"argument": "environment"})),
	})
	sinks := got.Resources["credential_sink"]
	if len(sinks) != 1 || len(sinks[0].Observations) != 2 {
		t.Fatalf("got %d sinks", len(sinks))
	}
	if sinks[0].Environment != "development" || len(sinks[0].Links["credentials"]) != 1 ||
		sinks[0].Name != "aws_lambda_function.api.environment" {
		t.Errorf("got %+v", sinks[0])
	}
}

// TestDeclaredBesideShown keeps unknown what neither the Admin API shows nor the manifest
// declares: that it is not declared does not make it off.
func TestDeclaredBesideShown(t *testing.T) {
	shown := &snapshot.Observation{
		Type: "pinecone_organization", Source: "pinecone organization", Address: "/o", Complete: true,
		Values: values{"name": "acme", "plan": "standard"}, Call: &snapshot.Call{},
		Unknown: map[string]snapshot.Unknown{"/sso/enabled": {Reason: "no API"}, "/sso/enforced": {Reason: "no API"}},
	}
	a := assemble.New(assemble.Options{Types: snapshot.Types{"pinecone_organization": {
		Properties: map[string]*snapshot.Shape{"sso": {WriteOnly: true}},
	}}})
	a.Observe(unit(declared("pinecone_organization", "/organization", 1, values{"name": "acme", "sso": values{"enabled": true}})))
	a.Observe(unit(shown))
	got := a.Snapshot().Resources["pinecone_organization"][0]
	if _, unknown := got.Unknown["/sso/enabled"]; unknown {
		t.Error("what the manifest declares is unknown")
	}
	if _, unknown := got.Unknown["/sso/enforced"]; !unknown || !got.Complete {
		t.Errorf("unknown is %v", got.Unknown)
	}
}

// TestMistakeBesideShown keeps the reason why the manifest's value is not known: that no
// manifest declares it is not so.
func TestMistakeBesideShown(t *testing.T) {
	mistaken := declared("pinecone_organization", "/organization", 1, values{"name": "acme"})
	mistaken.Unknown = map[string]snapshot.Unknown{"/sso/enabled": {Reason: "the manifest's value is not valid"}}
	a := assemble.New(assemble.Options{Types: snapshot.Types{"pinecone_organization": {
		Properties: map[string]*snapshot.Shape{"sso": {WriteOnly: true}},
	}}})
	a.Observe(unit(mistaken))
	a.Observe(unit(&snapshot.Observation{
		Type: "pinecone_organization", Source: "pinecone organization", Address: "/o", Complete: true,
		Values: values{"name": "acme"}, Call: &snapshot.Call{},
		Unknown: map[string]snapshot.Unknown{"/sso/enabled": {Reason: snapshot.Unsaid}, "/sso/enforced": {Reason: snapshot.Unsaid}},
	}))
	got := a.Snapshot().Resources["pinecone_organization"][0].Unknown
	if got["/sso/enabled"].IsUnsaid() || !got["/sso/enforced"].IsUnsaid() {
		t.Errorf("unknown is %v", got)
	}
}
