# METADATA
# title: Provider version that can lose the index
# description: |
#   The version of the Terraform provider has a published fault that disables or deletes indexes
#   like this one, in a plan that does not look like it.
# schemas:
#   - input: schema.snapshot
# custom:
#   severity: high
#   kind: reliability
#   resources: [pinecone_index]
#   environments: production
#   precision: high
#   controls:
#     iso27001: [A.8.8]
#     nist-800-53: [SI-2]
#     pci-dss: [6.3.3]
#   section: Design your indexes for scale
#   url: https://registry.terraform.io/providers/pinecone-io/pinecone/latest/docs/guides/version-5-upgrade
#   remediation:
#     terraform: Set all of `read_capacity.dedicated`, and upgrade the provider with `terraform init -upgrade`.
#   since: 0.1.0
package policies.rules.indexes.provider_version

import data.policies.lib.provider
import data.policies.lib.resource
import data.policies.lib.result
import data.policies.lib.version

applies contains index.id if some [index, _] in provider.exposed

applies contains index.id if some [index, _] in provider.perhaps_exposed

deny contains result.elsewhere(result.at(index, "", message), root, pointer) if {
	some [index, fault] in provider.exposed
	some root in resource.linked(index, "root")
	[pointer, allowed] := provider.version(root)
	_within(allowed, fault)
	message := $`version "{allowed}" of the provider of index "{index.name}" {fault.clause}: {fault.advice}`
}

deny contains result.undecided(index, "", message) if {
	some [index, fault] in provider.exposed
	not _settled(index, fault)
	message := $`which version of the provider index "{index.name}" has is not known: commit .terraform.lock.hcl`
}

deny contains result.undecided(index, "/read_capacity", message) if {
	some [index, fault] in provider.perhaps_exposed
	not _past(index, fault)
	message := $`whether a fault of its provider's version is about index "{index.name}" is not known`
}

_past(index, fault) if {
	some root in resource.linked(index, "root")
	[_, allowed] := provider.version(root)
	_outside(allowed, fault)
}

_settled(index, fault) if {
	some root in resource.linked(index, "root")
	[_, allowed] := provider.version(root)
	_tells(allowed, fault)
}

_tells(allowed, fault) if _within(allowed, fault)

_tells(allowed, fault) if _outside(allowed, fault)

_outside(allowed, fault) if version.outside(allowed, object.get(fault, "from", null), object.get(fault, "before", null))

_within(allowed, fault) if version.within(allowed, object.get(fault, "from", null), object.get(fault, "before", null))
