# METADATA
# description: |
#   Amazon Resource Names, as Pinecone takes them: of the commercial partition, whole, and
#   with an account.
package policies.lib.arn

# METADATA
# description: True for the ARN of an IAM role.
role(value) if regex.match(`^arn:aws:iam::[0-9]{12}:role/[\w+=,.@/-]+$`, value)

# METADATA
# description: True for the ARN of a KMS key, which an alias's is not.
key(value) if {
	regex.match(
		`^arn:aws:kms:[a-z]{2}(-[a-z]+)+-[0-9]+:[0-9]{12}:key/(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$`,
		value,
	)
}

# METADATA
# description: The region that an ARN names, undefined where it names none.
region(value) := named if {
	startswith(value, "arn:")
	named := split(value, ":")[3]
	named != ""
}
