# METADATA
# description: |
#   How declarations and what services show go together. It was worked out before any rule
#   ran; what of it matters follows from what other rules read.
package policies.lib.drift

# METADATA
# description: The resources that a service was asked for, each with its type.
each := [[kind, thing] |
	some kind, list in input.resources
	some thing in list
	thing.drift
]

# METADATA
# description: |
#   The severity of a difference at a pointer: that of the most severe rule that reads the
#   value, or a part of it. Undefined where no rule does.
severity(kind, pointer) := _names[max({rank |
	some [read, rank] in _reads[kind]
	_overlap(read, pointer)
})]

_names := ["info", "low", "medium", "high", "critical"]

_ranks[name] := rank if some rank, name in _names

# By type, the pointers that rules read. Of another type than its own, a rule has it before them.
_reads[kind] contains [pointer, _ranks[rule.severity]] if {
	some rule in data.catalogue
	some read in rule.reads
	[of, pointer] := _parts(read)
	some kind in _kinds(rule, of)
}

_parts(read) := ["", read] if startswith(read, "/")

_parts(read) := [substring(read, 0, at), substring(read, at + 1, -1)] if {
	at := indexof(read, ":/")
	not startswith(read, "/")
}

_kinds(rule, "") := rule.resources

_kinds(_, of) := [of] if of != ""

_overlap(a, b) if startswith($"{a}/", $"{b}/")

_overlap(a, b) if startswith($"{b}/", $"{a}/")

# METADATA
# description: What a message calls a resource.
called(kind, thing) := $`{object.get(_words, kind, kind)} "{thing.name}"`

_words := {
	"aws_iam_policy": "policy",
	"aws_iam_role": "role",
	"aws_kms_alias": "KMS alias",
	"aws_kms_key": "KMS key",
	"aws_route53_zone": "zone",
	"aws_s3_bucket": "bucket",
	"aws_security_group": "security group",
	"aws_subnet": "subnet",
	"aws_vpc": "VPC",
	"aws_vpc_endpoint": "VPC endpoint",
	"pinecone_api_key": "API key",
	"pinecone_cmek_key": "registered key",
	"pinecone_index": "index",
	"pinecone_organization": "organization",
	"pinecone_project": "project",
	"pinecone_role_binding": "role binding",
	"pinecone_service_account": "service account",
}

# METADATA
# scope: document
# description: A value in a message, as JSON, of which a long one is cut.
text(shown) := written if {
	written := json.marshal(shown.value)
	count(written) <= _width
} else := $"{substring(json.marshal(shown.value), 0, _width)}..." if {
	shown.value != null
} else := "nothing"

_width := 160
