package policies.lib.access

# METADATA
# description: |
#   The parts of a policy of which AWS takes only some values, where nothing tells which they have: its
#   version, effects, actions, operators and principals. Pointers, each with a clause.
shapeless(subject) := {[place.pointer, place.clause] |
	some statement in object.get(subject.access, "trust", [])
	some place in object.get(statement, "unknown", [])
	regex.match(_restricted, substring(place.pointer, count(statement.pointer), -1))
	not _formed(subject, statement, place.pointer)
} | versionless(subject)

_restricted := `^/(Effect|(Not)?(Action|Principal/AWS)(/[0-9]+)?|(Not)?Principal|Condition(/[^/]+)?)$`

# METADATA
# description: Where the version of a policy is not known, which AWS takes only two of, with a clause.
versionless(subject) := {[pointer, clause] |
	pointer := $"{policy(subject)}/Version"
	why := subject.unknown[pointer]
	clause := $"{object.get(why, "expression", "the version")} is not known"
}

# An ARN of which a part is not known is still one, and so is what code makes or looks up.
_formed(_, statement, pointer) if {
	some part in object.get(statement, "principals", [])
	part.pointer == pointer
	startswith(part.text, "arn:")
}

_formed(subject, _, pointer) if {
	why := subject.unknown[pointer]
	startswith(why.reason, "known ")
	regex.match(`(?i)\.(arn|unique_id)["})]*$`, object.get(why, "pattern", object.get(why, "expression", "")))
}
