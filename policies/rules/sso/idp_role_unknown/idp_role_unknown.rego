# METADATA
# title: Role value that Pinecone ignores
# description: |
#   The identity provider gives a value that names no role, or a project that does not exist.
#   Pinecone ignores it without a word: whoever should get a role by it gets none.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [okta_group, okta_app_saml, okta_app_user_schema_property, okta_user_schema_property,
#     okta_profile_mapping, pinecone_organization]
#   applies_needs: ["/sso/role_mapping?"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.3]
#     iso27001: [A.5.18]
#     nist-800-53: [AC-2]
#   section: "Manage roles with Okta: role attribute values"
#   url: https://docs.pinecone.io/guides/production/configure-single-sign-on/okta-role-management
#   remediation:
#     terraform: >-
#       Write `pinecone:<role>` for the organization, or `pinecone:project:${pinecone_project.search.id}:<role>`.
#     manifest: Correct the value in `organization.sso.role_mapping`.
#   since: 0.1.0
package policies.rules.sso.idp_role_unknown

import data.policies.lib.idp
import data.policies.lib.result

applies contains thing.id if some [thing, _, _] in idp.given

deny contains result.at(thing, pointer, message) if {
	some [thing, pointer, value] in idp.given
	not idp.organization_role(value)
	not idp.project_role(value)
	message := $`"{thing.name}" gives "{value}", which is no role: use "pinecone:<role>" or "pinecone:project:<id>:<role>"`
}

deny contains result.at(thing, pointer, message) if {
	some [thing, pointer, value] in idp.given
	name := idp.misnamed(thing, value)
	message := $`"{thing.name}" gives "{value}", and "{name}" is the name of a project: use the project's id`
}

deny contains result.at(thing, pointer, message) if {
	some [thing, pointer, value] in idp.given
	idp.knows_projects(thing)
	id := idp.missing(thing, value)
	message := $`"{thing.name}" gives "{value}", and there is no project "{id}": use the id of one that exists`
}

deny contains result.undecided(thing, pointer, message) if {
	some [thing, pointer, value] in idp.given
	not idp.knows_projects(thing)
	id := idp.missing(thing, value)
	message := $`whether there is a project "{id}" can be told only by Pinecone's Admin API`
}

deny contains result.undecided(thing, pointer, message) if {
	some type in ["okta_group", "okta_profile_mapping"]
	some thing in input.resources[type]
	"sso" in thing.purposes
	some pointer, _ in object.get(thing, "unknown", {})
	message := $`a role value of "{thing.name}" is known only after apply`
}
