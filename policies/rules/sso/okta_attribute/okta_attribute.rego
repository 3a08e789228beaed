# METADATA
# title: Okta application that sends no e-mail address
# description: |
#   Pinecone reads the member's address from the attribute "email". Without it, or with another
#   value in it, the member cannot sign in, or signs in as somebody else.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [okta_app_saml]
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
#     terraform: Add an `attribute_statements` block with `name = "email"` and `values = ["user.email"]`.
#     console: In Okta, edit the SAML settings, and add the attribute statement email with the value user.email.
#   since: 0.1.0
package policies.rules.sso.okta_attribute

import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.sso

_wanted := data.facts.sso.application

applies contains app.id if some app in sso.apps

deny contains result.at(app, "/attribute_statements", message) if {
	some app in sso.apps
	count(_statements(app)) == 0
	not known.unknown(app, "/attribute_statements")
	not known.value(app, "/preconfigured_app")
	message := $`"{app.name}" sends no attribute "{_wanted.email_attribute}": send "{_wanted.email_value}" in it`
}

deny contains result.at(app, $"/attribute_statements/{index}", message) if {
	some app in sso.apps
	some index, statement in _statements(app)
	values := statement.values
	not null in values
	not _wanted.email_value in values
	seen := concat(", ", values)
	message := $`"{app.name}" sends "{seen}" in attribute "{_wanted.email_attribute}": send "{_wanted.email_value}"`
}

deny contains result.undecided(app, "/attribute_statements", message) if {
	some app in sso.apps
	not _sends(app)
	message := $`whether "{app.name}" sends "{_wanted.email_value}" cannot be told from what was read`
}

_sends(app) if {
	some statement in _statements(app)
	_wanted.email_value in statement.values
}

_statements(app) := {index: statement |
	some index, statement in known.value(app, "/attribute_statements")
	statement.name == _wanted.email_attribute
}
