package assemble

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// idpRole is how every value begins by which an identity provider gives a role (guides
// "Manage roles with Okta" and "SCIM provisioning with Okta", role attribute values).
const idpRole = "pinecone:"

// signOn marks what an identity provider has for Pinecone, and joins it with the
// organization: of all that a company manages there, only this is judged.
func signOn(resources []*snapshot.Resource, organization *snapshot.Resource) {
	for _, resource := range resources {
		relation := ""
		switch resource.Type {
		case "okta_app_saml":
			if ofPinecone(resource, organization) {
				relation = "sso_apps"
			}
		case "okta_group", "okta_app_user_schema_property", "okta_user_schema_property", "okta_profile_mapping":
			if givesRole(resource) {
				relation = "idp_roles"
			}
		}
		if relation == "" {
			continue
		}
		purpose(resource, "sso")
		if organization != nil {
			connect(organization, relation, resource)
			connect(resource, "organization", organization)
		}
	}
}

// givesRole says whether a value of Pinecone's stands in a resource, or in a part of it that
// is not known yet.
func givesRole(resource *snapshot.Resource) bool {
	texts := snapshot.Texts(resource.Values)
	for _, unknown := range resource.Unknown {
		texts = append(texts, unknown.Pattern, unknown.Prefix)
	}
	return slices.ContainsFunc(texts, func(text string) bool { return strings.Contains(text, idpRole) })
}

// ofPinecone says whether an application is Pinecone's, by its name or by the addresses
// that Pinecone gave for it.
func ofPinecone(app, organization *snapshot.Resource) bool {
	var given []string
	if organization != nil {
		single, _ := organization.Values["sso"].(map[string]any)
		given = append(given, snapshot.Text(single, "acs_url"), snapshot.Text(single, "entity_id"))
	}
	for _, name := range []string{"label", "sso_url", "recipient", "destination", "audience"} {
		value, _ := app.Values[name].(string)
		if strings.Contains(strings.ToLower(value), "pinecone") || value != "" && slices.Contains(given, value) {
			return true
		}
	}
	return false
}

// ciJobs joins jobs with the projects whose keys they have, as the manifest says: by the
// name of a secret, or by environment/NAME for a secret of one deployment environment.
func ciJobs(resources []*snapshot.Resource) {
	holders := map[string][]*snapshot.Resource{}
	for _, resource := range resources {
		if resource.Type != "pinecone_project" {
			continue
		}
		for _, name := range snapshot.Texts(resource.Values["ci_secrets"]) {
			holders[name] = append(holders[name], resource)
		}
	}
	for _, job := range resources {
		if job.Type != "ci_job" {
			continue
		}
		for _, name := range snapshot.Texts(job.Values["secrets"]) {
			own := holders[snapshot.Text(job.Values, "environment")+"/"+name]
			if own == nil {
				own = holders[name]
			}
			for _, project := range own {
				connect(job, "projects", project)
			}
		}
	}
}
