# METADATA
# title: Okta application with another Name ID format
# description: |
#   Pinecone knows members by their e-mail address. With another Name ID format, Okta may send
#   something else, and nobody can sign in.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [okta_app_saml]
#   needs: [/subject_name_id_format]
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
#     terraform: Set `subject_name_id_format = "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress"`.
#     console: In Okta, edit the SAML settings of the application, and choose EmailAddress as the Name ID format.
#   since: 0.1.0
package policies.rules.sso.okta_name_id

import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.sso

_format := data.facts.sso.application.name_id_format

applies contains app.id if some app in sso.apps

deny contains result.at(app, "/subject_name_id_format", message) if {
	some app in sso.apps
	found := known.value_or(app, "/subject_name_id_format", "none")
	found != _format
	not _catalogued(app)
	message := $`"{app.name}" sends a Name ID of format "{found}": set it to "{_format}"`
}

deny contains result.undecided(app, "/subject_name_id_format", message) if {
	some app in sso.apps
	_catalogued(app)
	known.unset(app, "/subject_name_id_format")
	message := $`"{app.name}" is of Okta's catalogue, which decides on the format: set it to "{_format}"`
}

_catalogued(app) if {
	known.value(app, "/preconfigured_app")
	known.unset(app, "/subject_name_id_format")
}
