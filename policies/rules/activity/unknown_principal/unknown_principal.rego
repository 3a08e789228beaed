# METADATA
# title: Action by nobody who is known
# description: |
#   The audit log has events by a principal that is no member, API key or service account of
#   the organization: whoever it was has gone, or should not have been there.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: security
#   resources: [pinecone_audit_principal]
#   needs: [/principal_type, /principal_id]
#   environments: production
#   precision: medium
#   controls:
#     soc2: [CC6.2, CC7.3]
#     iso27001: [A.5.16, A.8.16]
#     nist-800-53: [AC-2, AU-6]
#     pci-dss: [10.4.1]
#     hipaa: [164.308(a)(1)(ii)(D)]
#   section: Audit logs
#   url: https://docs.pinecone.io/guides/production/security-overview#audit-logs
#   remediation:
#     console: Compare the events with the organization's members, keys and service accounts of that time.
#   since: 0.1.0
package policies.rules.activity.unknown_principal

import data.policies.lib.activity
import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.text

deny contains result.absent(principal, "/principal_id", [type], message) if {
	some principal in input.resources.pinecone_audit_principal
	_stranger(principal)
	_listed(principal)
	type := _types[known.value(principal, "/principal_type")]
	message := $`{activity.who(principal)} {_did(principal)} and is nobody of the organization: find out who it was`
}

deny contains result.undecided(principal, "/principal_id", message) if {
	some principal in input.resources.pinecone_audit_principal
	_stranger(principal)
	not _listed(principal)
	message := $`whether {activity.who(principal)}{_of(principal)} is known can be told only by Pinecone's Admin API`
}

_types := {
	"user": "pinecone_user",
	"api_key": "pinecone_api_key",
	"service_account": "pinecone_service_account",
}

# Who left in the period, and did nothing after that, was known when it acted.
_stranger(principal) if {
	known.value(principal, "/principal_id")
	count(resource.linked(principal, "identities")) == 0
	not _left(principal)
}

_left(principal) if {
	removed := time.parse_rfc3339_ns(known.value(principal, "/removed_at"))
	removed >= time.parse_rfc3339_ns(known.value(principal, "/last_at"))
}

# Terraform has only what it manages; that somebody is not there tells nothing.
_listed(principal) if {
	some organization in resource.linked(principal, "organization")
	some observation in organization.observations
	startswith(observation.source, "pinecone organization")
}

_of(principal) := $" of organization {text.quoted(known.value(principal, "/organization_ids"))}" if {
	known.size(principal, "/organization_ids") > 0
}

_of(principal) := "" if not known.size(principal, "/organization_ids") > 0

_did(principal) := $`acted "{known.value(principal, "/events")}" times until "{known.value(principal, "/last_at")}"`
