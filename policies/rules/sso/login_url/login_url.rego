# METADATA
# title: Sign-on URL of somebody else's
# description: |
#   Members are sent to this address to sign in. An address without https, or at another host
#   than the identity provider's, sends them, and their passwords, elsewhere.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_organization]
#   needs: [/sso/login_url, /sso/provider]
#   applies_needs: ["/sso/enabled?"]
#   environments: production
#   precision: high
#   controls:
#     soc2: [CC6.1]
#     iso27001: [A.8.5]
#     nist-800-53: [IA-2, SC-8(1)]
#     hipaa: [164.312(d)]
#   section: "3. Get the sign on URL and certificate from Okta"
#   url: https://docs.pinecone.io/guides/production/configure-single-sign-on/okta
#   remediation:
#     console: >-
#       Copy the sign-on URL of the application at the identity provider, and enter it as the Login URL under
#       Settings, Manage.
#   since: 0.1.0
package policies.rules.sso.login_url

import data.policies.lib.known
import data.policies.lib.result
import data.policies.lib.sso

applies contains acme.id if some acme in sso.on

deny contains result.at(acme, "/sso/login_url", message) if {
	some acme in sso.on
	url := known.value(acme, "/sso/login_url")
	not startswith(lower(url), "https://")
	message := $`the sign-on URL of "{acme.name}" is "{url}": it must begin with "https://"`
}

deny contains result.at(acme, "/sso/login_url", message) if {
	some [acme, host, provider] in _elsewhere
	provider.own_host != "any"
	message := $`the sign-on URL of "{acme.name}" is at "{host}": {provider.name}'s is below "{provider.hosts[0]}"`
}

deny contains result.undecided(acme, "/sso/login_url", message) if {
	some [acme, host, provider] in _elsewhere
	provider.own_host == "any"
	message := $`whether "{host}" is an installation of {provider.name} of your own cannot be told`
}

_elsewhere contains [acme, host, provider] if {
	some acme in sso.on
	host := sso.host(known.value(acme, "/sso/login_url"))
	provider := data.facts.sso.providers[known.value(acme, "/sso/provider")]
	not sso.within(host, provider.hosts)
	not _own(acme, host, provider)
}

# A name of its own domain may lead to the provider.
_own(acme, host, provider) if {
	provider.own_host == "own-domain"
	sso.within(host, known.value(acme, "/sso/email_domains"))
}
