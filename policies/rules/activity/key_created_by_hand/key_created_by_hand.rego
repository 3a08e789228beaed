# METADATA
# title: API key created by hand
# description: |
#   A person created an API key of a project for which the manifest says that only
#   automation does. Nobody rotates such a key, and no code says what it is for.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: medium
#   kind: security
#   resources: [pinecone_audit_event]
#   needs: [/principal_type]
#   applies_needs: [/action, /resource_type]
#   environments: production
#   precision: medium
#   controls:
#     soc2: [CC6.2, CC7.3]
#     iso27001: [A.5.17, A.8.16]
#     nist-800-53: [AU-6, IA-5]
#     pci-dss: [10.4.1]
#     hipaa: [164.308(a)(1)(ii)(D)]
#   section: Audit logs
#   url: https://docs.pinecone.io/guides/production/security-overview#audit-logs
#   remediation:
#     console: Delete the key, and let automation create one in its place.
#     manifest: Where people may create keys, set the project's `key_creation` to `anyone`.
#   since: 0.1.0
package policies.rules.activity.key_created_by_hand

import data.policies.lib.activity
import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.result

applies contains event.id if {
	some event in _created
	some project in _candidates(event)
	_automated(project)
}

deny contains result.at(event, "/principal_type", message) if {
	some event in _by_hand
	count(_candidates(event)) > 0
	every project in _candidates(event) { _automated(project) }
	did := $`{activity.who(event)} created {activity.what(event)} by hand at "{known.value(event, "/time")}"`
	message := $`{did}: delete it, as only automation creates keys here`
}

deny contains result.undecided(event, "/resource_id", message) if {
	some event in _by_hand
	automated := [project | some project in _candidates(event); _automated(project)]
	count(automated) > 0
	count(automated) < count(_candidates(event))
	message := $`whether {activity.what(event)} is of a project whose keys only automation creates is not known`
}

deny contains result.undecided(event, "/resource_id", message) if {
	some event in _created
	every project in _candidates(event) { not _automated(project) }
	some project in _candidates(event)
	known.hidden(project, "/key_creation")
	message := $`whether only automation creates keys in project "{project.name}" is not known`
}

_created := activity.events({"create"}, {"api-key"})

_by_hand := [event |
	some event in _created
	known.value(event, "/principal_type") == "user"
]

# The project of the key, or all of the organization where nobody knows which it is.
_candidates(event) := own if {
	own := resource.linked(event, "projects")
	count(own) > 0
}

_candidates(event) := all_of_them if {
	count(resource.linked(event, "projects")) == 0
	all_of_them := [project |
		some organization in resource.linked(event, "organization")
		some project in resource.linked(organization, "projects")
	]
}

_automated(project) if known.value(project, "/key_creation") == "automation"
