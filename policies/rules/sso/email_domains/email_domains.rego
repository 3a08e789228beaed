# METADATA
# title: E-mail domains that miss members or take in strangers
# description: |
#   Who has an address of these domains signs in through your identity provider. A member of
#   another domain does not, and a domain of a public mail provider belongs to everybody.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: security
#   resources: [pinecone_organization]
#   needs: [/sso/email_domains, "users:/email", "/owners?"]
#   applies_needs: ["/sso/enabled?"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.2]
#     iso27001: [A.5.16]
#     nist-800-53: [AC-2, IA-2]
#     pci-dss: [8.2.4]
#     hipaa: [164.312(d)]
#   section: "4. Complete SSO setup in Pinecone"
#   url: https://docs.pinecone.io/guides/production/configure-single-sign-on/okta
#   remediation:
#     console: >-
#       Edit the single sign-on under Settings, Manage, and enter the domains of your company, separated by commas.
#     manifest: List them as `organization.sso.email_domains`.
#   since: 0.1.0
package policies.rules.sso.email_domains

import data.policies.lib.known
import data.policies.lib.organization
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.sso
import data.policies.lib.text

applies contains acme.id if some acme in sso.on

deny contains result.at(acme, "/sso/email_domains", message) if {
	some acme in sso.on
	known.value(acme, "/sso/email_domains") == []
	message := $`single sign-on of "{acme.name}" has no e-mail domain, so nobody uses it: enter your company's`
}

deny contains result.at(acme, $"/sso/email_domains/{index}", message) if {
	some acme in sso.on
	some index, domain in known.value(acme, "/sso/email_domains")
	fault := _fault(lower(domain))
	message := $`e-mail domain "{domain}" of "{acme.name}" {fault}: enter the domain of your company, such as "acme.com"`
}

deny contains result.at(acme, "/sso/email_domains", message) if {
	some acme in sso.on
	domains := known.value(acme, "/sso/email_domains")
	covered := {lower(domain) | some domain in domains}
	outside := {email | some email in _members(acme); not split(email, "@")[1] in covered}
	outside != set()
	message := $`no e-mail domain of "{acme.name}" covers {text.first(outside, 3)}: add the domain, or remove them`
}

_members(acme) := organization.owners(acme) | {lower(email) |
	some user in resource.linked(acme, "users")
	email := known.value(user, "/email")
}

_fault(domain) := "belongs to a public mail provider" if domain in data.facts.sso.public_mail.domains

_fault(domain) := "is no domain" if not regex.match(`^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]{2,}$`, domain)
