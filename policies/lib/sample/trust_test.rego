package policies.lib.sample_test

# METADATA
# description: A CMEK role with what its trust policy permits.
role(access) := object.union(whole("role", {"name": "pinecone"}), {
	"purposes": ["cmek"],
	"access": object.union({"pinecone": {"id": "123456789012", "from": "manifest"}}, access),
})

# METADATA
# description: Pinecone's answer in us-east-1, or in the region that more says.
pinecone(effect, external_id, more) := object.union(
	{
		"kind": "pinecone",
		"principal": "arn:aws:iam::123456789012:role/pinecone_cmek_access_us-east-1",
		"action": "sts:AssumeRole", "region": "us-east-1", "external_id": external_id, "effect": effect,
		"place": trusted("/Statement/0", "says so"),
	},
	more,
)

# METADATA
# description: The answer of somebody else.
other(kind, effect, more) := object.union(
	{
		"kind": kind, "principal": "arn:aws:iam::666666666666:role/stranger",
		"action": "sts:AssumeRole", "external_id": "none", "effect": effect,
		"place": trusted("/Statement/0/Principal", "says so"),
	},
	more,
)

# METADATA
# description: A place in the trust policy of that role.
trusted(pointer, clause) := {
	"resource": "role", "clause": clause,
	"pointer": $"/assume_role_policy{pointer}",
}

# METADATA
# description: An answer that nobody knows, with what it depends on.
open := {"depends_on": [trusted("/Statement/0/Condition", "var.x is not known")]}

# METADATA
# description: A statement that lets in nobody knows whom.
unnamed := {
	"effect": "Allow",
	"principals": [{
		"type": "AWS", "text": "", "unknown": true,
		"pointer": "/assume_role_policy/Statement/0/Principal/AWS",
	}],
}

# METADATA
# description: A statement that lets in, of which an element is not known.
hiding(element) := {
	"pointer": "/assume_role_policy/Statement/0", "effect": "Allow",
	"unknown": [trusted($"/Statement/0/{element}", "var.x is not known")],
}

# METADATA
# description: A snapshot of one role.
one_role(subject) := {"resources": {"aws_iam_role": [subject]}}
