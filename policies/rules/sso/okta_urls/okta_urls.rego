# METADATA
# title: Okta application with other addresses than Pinecone gave
# description: |
#   Okta sends members to the assertion consumer service URL, for the audience that the entity id
#   names. With others than those that Pinecone gave for this organization, nobody can sign in.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [okta_app_saml]
#   needs: [/sso_url, /recipient, /destination, /audience, "organization:/sso/acs_url", "organization:/sso/entity_id"]
#   environments: production
#   precision: high
#   controls:
#     iso27001: [A.8.5]
#     nist-800-53: [IA-2]
#   section: "2. Create an app integration in Okta"
#   url: https://docs.pinecone.io/guides/production/configure-single-sign-on/okta
#   remediation:
#     terraform: >-
#       Set `sso_url`, `recipient` and `destination` to the ACS URL, and `audience` to the entity id, as Pinecone
#       shows them.
#     manifest: Declare what Pinecone gave as `organization.sso.acs_url` and `organization.sso.entity_id`.
#   since: 0.1.0
package policies.rules.sso.okta_urls

import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.sso

# The arguments of the application, and what each must be.
_given := {
	"/sso_url": "/sso/acs_url",
	"/recipient": "/sso/acs_url",
	"/destination": "/sso/acs_url",
	"/audience": "/sso/entity_id",
}

applies contains app.id if some app in sso.apps

deny contains result.beside(result.at(app, pointer, message), acme, declared, "declared here") if {
	some app in sso.apps
	acme := sso.organization_of(app)
	some pointer, declared in _given
	found := known.value(app, pointer)
	wanted := known.value(acme, declared)
	found != wanted
	message := $`"{app.name}" has "{found}" as {_name(pointer)}, and Pinecone gave "{wanted}": use that`
}

_name(pointer) := replace(trim_prefix(pointer, "/"), "_", " ")
