# METADATA
# description: |
#   What pinelint and a stock OPA that runs the same rules on the same snapshot do not say
#   both. data.pinelint are pinelint's results.
package ci.difference

# What OPA finds, pinelint reports, or says why it cannot tell.
unreported contains object.union(denial, {"rule": rule}) if {
	some rule, denials in data.policies.main.findings
	some denial in denials
	not _reported(rule, denial)
}

# What pinelint reports as failed, OPA finds.
invented contains {"rule": finding.rule, "resource": finding.resource.id, "message": finding.message} if {
	some finding in data.pinelint.findings
	finding.verdict == "fail"
	not _found(finding)
}

compared := sum([count(denials) | some denials in data.policies.main.findings])

_reported(rule, denial) if {
	some finding in data.pinelint.findings
	_same_subject(rule, denial, finding)
	finding.message == denial.message
}

_reported(rule, denial) if {
	_may_be_inconclusive(denial)
	some finding in data.pinelint.findings
	_same_subject(rule, denial, finding)
}

_found(finding) if {
	some denial in data.policies.main.findings[finding.rule]
	finding.resource.id == denial.resource
	finding.message == denial.message
}

_same_subject(rule, denial, finding) if {
	finding.rule == rule
	finding.resource.id == denial.resource
}

# Whether something is absent depends on how much was read, which pinelint knows and OPA does not.
_may_be_inconclusive(denial) if denial.absent != []

_may_be_inconclusive(denial) if denial.undecided
