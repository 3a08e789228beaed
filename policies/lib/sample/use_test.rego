package policies.lib.sample_test

# METADATA
# description: A CMEK role for the key, with what its policies permit.
user(access) := linked(role(access), {"keys": ["key"]})

# METADATA
# description: The key that it is for, with who reaches it.
customer_key(access) := object.union(
	linked(whole("key", {}), {"roles": ["role"]}),
	{"purposes": ["cmek"], "access": access},
)

# METADATA
# description: What the role can do with the key, decided by its own policy.
can(action, effect, more) := object.union(
	{
		"kind": "role", "principal": "role", "action": action, "resource": "key",
		"effect": effect, "place": own("/Statement/0", "says so"),
	},
	more,
)

# METADATA
# description: What else the role may do.
beyond(action, effect, more) := json.remove(can(action, effect, more), ["/resource"])

# METADATA
# description: A place in the role's own policy.
own(pointer, clause) := {"resource": "role", "clause": clause, "pointer": $"/inline_policies/use{pointer}"}

# METADATA
# description: A place in the key's policy.
keys(pointer, clause) := {"resource": "key", "clause": clause, "pointer": $"/policy{pointer}"}

# METADATA
# description: A snapshot of the role and the key.
pair(subject, key) := {"resources": {"aws_iam_role": [subject], "aws_kms_key": [key]}}

# METADATA
# description: Somebody who reaches the key, by its policy.
reaches(kind, principal, action, effect, more) := object.union(
	{
		"kind": kind, "principal": principal, "action": action,
		"effect": effect, "place": keys("/Statement/0/Principal", "the policy names it"),
	},
	more,
)
