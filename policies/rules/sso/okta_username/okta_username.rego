# METADATA
# title: Okta application with another username
# description: |
#   The application's username is the Name ID that Okta sends. If it is not the Okta username, or
#   stays as it was when the member changes it, Okta signs somebody in whom Pinecone does not know.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [okta_app_saml]
#   needs: [/user_name_template, /user_name_template_push_status]
#   environments: production
#   precision: high
#   controls:
#     iso27001: [A.5.16]
#     nist-800-53: [IA-2]
#     pci-dss: [8.2.1]
#     hipaa: [164.312(a)(2)(i)]
#   section: "2. Create an app integration in Okta"
#   url: https://docs.pinecone.io/guides/production/configure-single-sign-on/okta
#   remediation:
#     terraform: >-
#       Leave out `user_name_template` and `user_name_template_type`, and do not set `user_name_template_push_status`
#       to `DONT_PUSH`. With SCIM, use `"$${source.email}"`.
#     console: >-
#       In Okta, edit the SAML settings: Application username "Okta username", updated on "Create and update".
#   since: 0.1.0
package policies.rules.sso.okta_username

import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.sso

_okta := data.facts.sso.application.username

# With SCIM, the username is what SCIM sends, which must be the e-mail address.
_right := {"saml": {_okta}, "scim": {_okta, _scim}, "unknown": {_okta, _scim}}

_scim := data.facts.sso.scim.okta_username

applies contains app.id if some app in sso.apps

deny contains result.at(app, "/user_name_template", message) if {
	some app in sso.apps
	template := known.value_or(app, "/user_name_template", _okta)
	not template in _right[_way(app)]
	message := $`"{app.name}" has the username "{template}": use the Okta username, "{_okta}"`
}

deny contains result.undecided(app, "/user_name_template", message) if {
	some app in sso.apps
	_way(app) == "unknown"
	known.value(app, "/user_name_template") == _scim
	message := $`"{app.name}" has the username "{_scim}", right with SCIM alone, which may not give the roles`
}

deny contains result.at(app, "/user_name_template_push_status", message) if {
	some app in sso.apps
	known.value(app, "/user_name_template_push_status") == "DONT_PUSH"
	message := $`"{app.name}" keeps the first username of a member ("DONT_PUSH"): update it on create and update, "PUSH"`
}

_way(app) := "scim" if {
	known.value(sso.organization_of(app), "/sso/roles_from") == "scim"
} else := "unknown" if {
	known.hidden(sso.organization_of(app), "/sso/roles_from")
} else := "saml"
