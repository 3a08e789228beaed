package policies.lib.auditlogs_test

import data.policies.lib.auditlogs
import data.policies.lib.sample_test as sample

_put := sample.on_bucket("s3:PutObject", "implicitDeny", {})

_grant := {
	"kind": "role", "action": "kms:GenerateDataKey", "resource": "key", "effect": "allowed",
	"place": {"resource": "key", "pointer": "/policy/Statement/0", "clause": "names the account"},
	"beside": [sample.permitted("/Statement/2", "allows it")],
}

_keyed := sample.audit_bucket({}, {"links": {"kms_key": ["key"]}})

test_roles_by_purpose if {
	both := object.union(sample.audit_role({}), {"id": "both", "purposes": ["cmek", "audit_logs"]})
	found := {"resources": {"aws_iam_role": [sample.audit_role({}), both, sample.whole("other", {})]}}
	auditlogs.role_ids == {"role", "both"} with input as found
	auditlogs.own_role_ids == {"role"} with input as found
}

test_destinations if {
	case := sample.audit_logs(sample.audit_role({}), sample.audit_bucket({}, {}))
	[bucket.id | some bucket in auditlogs.destinations(sample.audit_role({}))] == ["bucket"] with input as case
	other := sample.audit_logs(sample.audit_role({}), sample.whole("bucket", {}))
	auditlogs.destinations(sample.audit_role({})) == [] with input as other
}

test_needed_of_bucket_and_key if {
	role := sample.audit_role({"use": [_grant, _put, sample.on_bucket("s3:DeleteObject", "allowed", {})]})
	needed := auditlogs.needed(role, _keyed) with input as _case(role)
	[answer.action | some answer in needed] == ["s3:PutObject", "kms:GenerateDataKey"]
}

test_barred_unless_covered if {
	cover := object.union(_put, {"effect": "allowed", "place": sample.permitted("/Statement/0/Resource", "logs/*")})
	nowhere := sample.audit_role({"use": [_put]})
	auditlogs.barred(nowhere, sample.audit_bucket({}, {})) == [_put] with input as _case(nowhere)
	elsewhere := sample.audit_role({"use": [_put], "covers": [cover]})
	auditlogs.barred(elsewhere, sample.audit_bucket({}, {})) == [] with input as _case(elsewhere)
	auditlogs.covered(elsewhere, _put) == [cover.place]
}

test_words if {
	auditlogs.destination({"object": "a/b/test"}) == "a/b/"
	auditlogs.destination({}) == ""
	auditlogs.asked(_keyed, _put) == `s3:PutObject on "pinecone/*"`
	auditlogs.asked(_keyed, {"action": "s3:ListBucket", "resource": "bucket"}) == "s3:ListBucket on the bucket"
	auditlogs.asked(_keyed, _grant) == `kms:GenerateDataKey on key "key"` with input as _case(sample.audit_role({}))
	auditlogs.why(_keyed, _put) == "its own policy says so"
	auditlogs.why(_keyed, _grant) == "the key's policy names the account"
	auditlogs.why(_keyed, {"place": {"resource": "role", "clause": "no policy allows it"}}) == "no policy allows it"
	boundary := {"resource": "bound", "clause": `its permissions boundary "b" denies it`}
	auditlogs.why(_keyed, {"place": boundary}) == boundary.clause
}

# Each half shows the part that decides.
test_chain if {
	role := sample.audit_role({"use": [_put, _grant], "assume": [sample.integration("allowed", {})]})
	links := auditlogs.chain(role, _keyed) with input as _case(role)
	[[link.title, link.state, object.get(link, "pointer", "")] | some link in links] == [
		["Pinecone", "holds", ""],
		["trust policy", "holds", "/assume_role_policy/Statement/0"],
		["role", "holds", ""],
		["permissions", "broken", "/inline_policies/write/Statement/0"],
		["bucket policy", "holds", "/policy"],
		["bucket", "holds", ""],
		["key policy", "holds", "/policy/Statement/0"],
	]
}

# Within one account the role's own policies are enough.
test_chain_blames_the_role_in_one_account if {
	other := {"resource": "bucket", "pointer": "/policy/Statement/0", "clause": "admits another"}
	answer := object.union(_put, {"beside": [other]})
	own := sample.audit_role({"use": [answer]})
	links := auditlogs.chain(own, sample.audit_bucket({}, {})) with input as _case(own)
	_broken(links) == {"permissions"}
	far := sample.audit_role({"use": [object.union(answer, {"cross_account": true})]})
	across := auditlogs.chain(far, sample.audit_bucket({}, {})) with input as _case(far)
	_broken(across) == {"permissions", "bucket policy"}
}

test_chain_is_open_where_nobody_knows if {
	open := object.union(_put, {"effect": "unknown", "depends_on": [{
		"resource": "bucket", "pointer": "/policy", "clause": "var.x",
	}]})
	role := sample.audit_role({"use": [open]})
	links := auditlogs.chain(role, sample.audit_bucket({}, {})) with input as _case(role)
	{link.title | some link in links; link.state == "open"} == {"trust policy", "bucket policy"}
}

test_excess_names_the_statement if {
	grant := object.union(_put, {"effect": "allowed", "place": sample.permitted("/Statement/3/Action/0", "s3:x on y")})
	role := sample.audit_role({"elsewhere": [grant]})
	excess := auditlogs.excess(role) with input as _case(role)
	[found.part | some found in excess] == [["role", ["/inline_policies/write/Statement/3"]]]
	[found.what | some found in excess] == ["s3:x on y"]
}

_broken(links) := {link.title | some link in links; link.state == "broken"}

_case(role) := object.union(sample.audit_logs(role, _keyed), {"linked": {"key": sample.whole("key", {})}})
