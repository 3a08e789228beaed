# METADATA
# description: |
#   What trust policies for Pinecone's CMEK roles permit, as it was worked out before any
#   rule ran. Policies in files of their own count where they name those roles.
package policies.lib.access

import data.policies.lib.known
import data.policies.lib.placeholder
import data.policies.lib.resource
import data.policies.lib.result

# METADATA
# description: The roles and files with such a policy.
trusting := [subject |
	some type in ["aws_iam_role", "policy_document"]
	some subject in object.get(input.resources, type, [])
	"cmek" in subject.purposes
	subject.access
]

# METADATA
# description: The ids of those, for rules that judge all of them.
trusting_ids contains subject.id if some subject in trusting

# METADATA
# description: What Pinecone's role of each region may do, with each external id.
pinecone(subject) := [answer |
	some answer in object.get(subject.access, "assume", [])
	answer.kind == "pinecone"
	answer.action == "sts:AssumeRole"
]

# METADATA
# description: All others that get in, or may, each with the part of the policy that lets them.
others(subject) := [answer |
	some answer in object.get(subject.access, "assume", [])
	answer.kind != "pinecone"
]

# METADATA
# description: The regions whose role of Pinecone's the policy lets in with some external id.
admitted(subject) := {answer.region | some answer in pinecone(subject); answer.effect == "allowed"}

# METADATA
# description: The regions whose role of Pinecone's the policy names.
named_regions(subject) := {answer.region |
	some answer in pinecone(subject)
	some named in subject.access.pinecone.named
	endswith(named.clause, $"pinecone_cmek_access_{answer.region}")
}

# METADATA
# description: |
#   The AWS regions that hold indexes of the projects that a role is for. Undefined where no
#   project or no index of them is known, or a region is not.
index_regions(subject) := regions if {
	indexes := [index |
		some project in resource.linked(subject, "projects")
		some index in resource.linked(project, "indexes")
	]
	every index in indexes {
		index.values.region
	}
	regions := {index.values.region | some index in indexes; index.values.cloud == "aws"}
	count(regions) > 0
}

# METADATA
# description: |
#   Why nobody knows in which regions Pinecone has to get in, which matters where it does in
#   some and not in others: a clause. Undefined where that is known.
unplaced(subject) := clause if {
	not index_regions(subject)
	inside := admitted(subject)
	count(inside) > 0
	count({answer.region | some answer in pinecone(subject)} - inside) > 0
	regions := concat(", ", inside)
	clause := concat("", [
		$"which regions hold the indexes is not known, and it lets in Pinecone's role of {regions} alone",
		unbound(subject),
	])
}

# METADATA
# scope: document
# description: What tells which projects a role is for, where nothing that was read does.
unbound(subject) := "; declare the key that it is for below cmek.keys of its project" if {
	count(resource.linked(subject, "projects")) == 0
} else := ""

# METADATA
# description: Where the trust policy of the subject stands in its values.
policy(subject) := "/document" if {
	subject.values.document
} else := "/assume_role_policy"

# METADATA
# description: |
#   True where a part of the policy at the pointer, or around it, still is a guide's
#   placeholder, which is a fault of its own.
unfinished(subject, pointer) if {
	some statement in object.get(subject.access, "trust", [])
	startswith(pointer, statement.pointer)
	walk([object.get(statement, "principals", []), object.get(statement, "conditions", [])], [_, text])
	is_string(text)
	placeholder.first(text)
}

# METADATA
# description: |
#   True where AWS refuses the statement that a pointer lies in, which is a fault of its own.
malformed(subject, pointer) if {
	some problem in object.get(subject.access, "problems", [])
	_in_statement(problem.pointer) == _in_statement(pointer)
}

_in_statement(pointer) := regex.find_n(`^.*?/Statement(/[0-9]+)?`, pointer, 1)[0]

# METADATA
# description: |
#   True where the policy has Pinecone's role of the region under an account that is not
#   Pinecone's, which is a fault of its own.
elsewhere(subject, region) if {
	some named in subject.access.pinecone.named
	some last in [region, "*"]
	endswith(named.clause, $"pinecone_cmek_access_{last}")
	named.id != subject.access.pinecone.id
}

# METADATA
# description: |
#   True where somebody gets in from an account that the policy takes for Pinecone's and that
#   is not, which is a fault of its own.
mistaken(subject, answer) if {
	some named in subject.access.pinecone.named
	named.id == split(answer.principal, ":")[4]
	named.id != subject.access.pinecone.id
}

# METADATA
# description: The statement that a pointer lies in, undefined outside of one.
statement(subject, pointer) := [found |
	some found in object.get(subject.access, "trust", [])
	startswith($"{pointer}/", $"{found.pointer}/")
][0]

# METADATA
# description: |
#   The repair that has the statement at a pointer require the registered external id: none
#   where more than one is registered, or where a condition asks for one already and does
#   not hold anybody to it, which is for a person.
required_id(subject, pointer) := [result.set(condition, id) |
	ids := {known.value(registration, "/external_id") | some registration in resource.linked(subject, "cmek_keys")}
	count(ids) == 1
	some id in ids
	found := statement(subject, pointer)
	not _asks(found)
	condition := $"{found.pointer}/Condition/StringEquals/sts:ExternalId"
]

_asks(found) if {
	some condition in object.get(found, "conditions", [])
	lower(condition.key) == "sts:externalid"
}

# METADATA
# description: Pinecone's account where the manifest declares it, which a repair may rest on.
declared_account(subject) := subject.access.pinecone.id if subject.access.pinecone.from == "manifest"

# METADATA
# description: The conditions on the external id of the statements that let in.
asked(subject) := [condition |
	some statement in _letting(subject)
	some condition in object.get(statement, "conditions", [])
	lower(condition.key) == "sts:externalid"
]

# METADATA
# description: Where the verdict on an answer that is not known depends on, and a clause.
depends(answer) := [place.pointer, place.clause] if place := answer.depends_on[0]

# METADATA
# description: |
#   The parts without which nothing can be said of a policy: all of it, its statements or one
#   of them, each with a clause.
hidden(subject) := {[place.pointer, clause] |
	some answer in pinecone(subject)
	some place in object.get(answer, "depends_on", [])
	regex.match(`^(/assume_role_policy|/document)?(/Statement(/[0-9]+)?)?$`, place.pointer)
	clause := place.clause
}

# METADATA
# description: |
#   The elements of a name, such as Action, of statements that let in, where nothing is known of
#   them: pointers, each with a clause.
elements(subject, name) := {[place.pointer, place.clause] |
	some statement in _letting(subject)
	some place in object.get(statement, "unknown", [])
	startswith($"{place.pointer}/", $"{statement.pointer}/{name}/")
}

_letting(subject) := [statement |
	some statement in object.get(subject.access, "trust", [])
	object.get(statement, "effect", "") != "Deny"
]

# METADATA
# description: |
#   Whom the policy lets in, where that is not known and may be everyone, or Pinecone under a name
#   that nobody sees: pointers, each with a clause.
unnamed(subject) := {[pointer, clause] |
	some [pointer, clause] in (elements(subject, "Principal") | elements(subject, "NotPrincipal"))
	not pointer in {part.pointer | some part in _principals(subject)}
} | {[part.pointer, clause] |
	some part in _principals(subject)
	part.unknown
	part.type == "AWS"
	not _narrow(subject, part)
	clause := _hidden_by(subject, part)
}

# METADATA
# description: |
#   Which of Pinecone's roles the policy lets in, where the region in its name is not known:
#   pointers, each with a clause.
regionless(subject) := {[part.pointer, clause] |
	some part in _principals(subject)
	part.unknown
	_any_region(subject, part.text)
	clause := $"of which region is not known: {part.text}"
}

_any_region(_, text) if regex.match(`pinecone_cmek_access_[^*?]*\$`, text)

# The name, or the beginning of it that is known, may be that of any of Pinecone's roles.
_any_region(subject, text) if {
	[_, account, known] := regex.find_all_string_submatch_n(`^arn:[^:]*:iam::([0-9]{12}):([^$*?]*)\$`, text, 1)[0]
	startswith("role/pinecone_cmek_access_", known)
	account == object.get(subject.access, ["pinecone", "id"], account)
}

# METADATA
# description: |
#   Where a policy lets in services or providers of identities of which nobody can tell which,
#   with the reason.
services(subject) := {[part.pointer, clause] |
	some part in _principals(subject)
	part.unknown
	part.type != "AWS"
	clause := $"whom it lets in is not known: {untold(subject, part)}"
}

_principals(subject) := [part |
	some statement in _letting(subject)
	some part in object.get(statement, "principals", [])
]

# What has an account that is known is neither; what names Pinecone's roles is judged by its name;
# and what code makes or looks up is of one's own account.
_narrow(_, part) if regex.match(`^arn:[^:]*:[^:]*:[^:]*:[0-9]{12}:`, part.text)

_narrow(_, part) if contains(part.text, "pinecone_cmek_access_")

_narrow(subject, part) if {
	regex.match(`^(module\.[^.]+\.)*(data\.)?aws_iam_(role|user)\.`, subject.unknown[part.pointer].expression)
}

_hidden_by(subject, part) := $"{expression} is not known" if {
	expression := subject.unknown[part.pointer].expression
} else := $"whom it lets in is not known: {untold(subject, part)}"

# METADATA
# scope: document
# description: Why a part of a policy is not known, or what is known of it.
untold(_, part) := part.text if part.text != ""

untold(subject, part) := object.get(subject, ["unknown", part.pointer, "reason"], "nothing tells it") if {
	part.text == ""
}

# METADATA
# description: With which external id somebody gets in, in words.
external_id(answer) := {
	"registered": "with the external id that is registered",
	"own": "with the policy's own external id",
	"other_project": "with the external id of another project",
	"upper_case": "with the external id in capitals",
	"wrong": "with any external id",
	"none": "without an external id",
}[answer.external_id]

# METADATA
# description: Who gets in how, as a clause that begins with an ARN.
witness(answer) := $"{who(answer)} can assume it {external_id(answer)}"

# METADATA
# scope: document
# description: Who gets in, by his ARN, his account or his organization.
who(answer) := $`every identity of account {split(answer.principal, ":")[4]}` if {
	endswith(answer.principal, ":root")
} else := "every identity of the AWS organization that aws:PrincipalOrgID names" if {
	answer.kind == "organization"
} else := answer.principal

# METADATA
# description: |
#   What to say where Pinecone's account is only taken from the policy itself; empty where
#   the manifest declares it.
assumption(subject) := $` (taking {subject.access.pinecone.id} for Pinecone's account, as the policy does)` if {
	subject.access.pinecone.from == "policy"
} else := ""

# METADATA
# description: What a message calls the subject.
called(file) := $`the trust policy in "{file.name}"` if {
	file.values.document
} else := $`the trust policy of "{file.name}"`
