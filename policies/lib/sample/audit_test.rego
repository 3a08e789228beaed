package policies.lib.sample_test

# METADATA
# description: A role that writes audit logs to "bucket", with what its policies permit.
audit_role(access) := object.union(whole("role", {"name": "audit"}), {
	"purposes": ["audit_logs"],
	"links": {"buckets": ["bucket"]},
	"access": object.union(
		{
			"pinecone": {"id": "713131977538", "from": "facts"},
			"trust": [{"resource": "role", "pointer": "/assume_role_policy/Statement/0", "effect": "Allow"}],
		},
		access,
	),
})

# METADATA
# description: The bucket of the logs.
audit_bucket(values, more) := object.union_n([whole("bucket", values), {"purposes": ["audit_logs"]}, more])

# METADATA
# description: |
#   A snapshot of that role, of that bucket, and of the organization whose logs go below
#   pinecone/ in it.
audit_logs(role, bucket) := {
	"resources": {"aws_iam_role": [role], "aws_s3_bucket": [bucket]},
	"linked": {"acme": partial("acme", {"audit_logs": {"bucket": "audit", "prefix": "pinecone/"}})},
}

# METADATA
# description: The answer to the account of Pinecone's integrations, in the role's trust policy.
integration(effect, more) := object.union(
	{
		"kind": "pinecone", "principal": "arn:aws:iam::713131977538:root", "action": "sts:AssumeRole",
		"external_id": "none", "effect": effect, "place": trusted("/Statement/0", "says so"),
	},
	more,
)

# METADATA
# description: What the role can do in the bucket, below pinecone/.
on_bucket(action, effect, more) := object.union(
	{
		"kind": "role", "action": action, "resource": "bucket", "object": "pinecone/test",
		"effect": effect, "place": permitted("/Statement/0", "says so"),
	},
	more,
)

# METADATA
# description: A place in the role's own policy.
permitted(pointer, clause) := {
	"resource": "role", "clause": clause,
	"pointer": $"/inline_policies/write{pointer}",
}
