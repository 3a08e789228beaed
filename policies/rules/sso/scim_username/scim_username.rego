# METADATA
# title: SCIM username that is not the e-mail address
# description: |
#   SCIM makes a member of every userName, and SAML signs in whoever has the e-mail address. Where
#   the two differ, one person becomes two accounts, and the one that signs in is refused.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_organization]
#   applies_needs: ["/sso/roles_from?"]
#   environments: production
#   precision: high
#   controls:
#     iso27001: [A.5.16]
#     nist-800-53: [AC-2]
#     pci-dss: [8.2.1]
#     hipaa: [164.312(a)(2)(i)]
#   section: "SCIM provisioning with Okta: connect Okta to the SCIM endpoint"
#   url: https://docs.pinecone.io/guides/production/configure-single-sign-on/okta-scim-provisioning
#   remediation:
#     console: In Okta, under Provisioning, To App, Attribute Mappings, set the source of userName to user.email.
#     terraform: Set `user_name_template = "$${source.email}"` on the `okta_app_saml`.
#     manifest: Declare the source as `organization.sso.scim_username`.
#   since: 0.1.0
package policies.rules.sso.scim_username

import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.sso

_facts := data.facts.sso.scim

applies contains acme.id if some acme in _provisioned

deny contains result.at(acme, "/sso/scim_username", message) if {
	some acme in _provisioned
	source := known.value(acme, "/sso/scim_username")
	source != _facts.username
	message := $`SCIM sends "{source}" as userName of the members of "{acme.name}": send "{_facts.username}", as SAML does`
}

# An application's username is what SCIM sends, unless the mapping says otherwise.
deny contains result.elsewhere(result.at(acme, "/sso/scim_username", message), app, "/user_name_template") if {
	some acme in _provisioned
	not known.value(acme, "/sso/scim_username")
	some app in resource.linked(acme, "sso_apps")
	template := known.value(app, "/user_name_template")
	template != _facts.okta_username
	message := $`"{app.name}" sends "{template}" as userName by SCIM: use "{_facts.okta_username}"`
}

deny contains result.undecided(acme, "/sso/scim_username", message) if {
	some acme in _provisioned
	not known.value(acme, "/sso/scim_username")
	not _by_application(acme)
	message := $`nothing says what SCIM sends as userName of the members of "{acme.name}": declare "scim_username"`
}

_by_application(acme) if {
	some app in resource.linked(acme, "sso_apps")
	known.value(app, "/user_name_template")
}

_provisioned contains acme if {
	some acme in input.resources.pinecone_organization
	sso.from_provider[acme.id] == "scim"
}
