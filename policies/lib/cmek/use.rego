package policies.lib.cmek

import data.policies.lib.resource
import data.policies.lib.result

# METADATA
# description: The roles that Pinecone uses customers' keys with, where it is known what they may do.
roles := [role |
	some role in object.get(input.resources, "aws_iam_role", [])
	"cmek" in role.purposes
	role.access
]

# METADATA
# description: The keys that Pinecone encrypts with, where it is known who reaches them.
reached contains key if {
	some key in keys
	key.access
}

# METADATA
# scope: document
# description: What has the policy of such a key, the key or a file of its own.
holders contains key if some key in reached

holders contains file if {
	some file in input.resources.policy_document
	"cmek_key" in file.purposes
	file.access
}

# METADATA
# scope: document
# description: |
#   The keys that a role is for: those that it is registered with, or else those that its
#   policies name. Where the registration's name of the key fits several, those that were
#   joined with the role count. A registration stands for a key that nothing else declares.
used(role) := registered if {
	registered := [key |
		some registration in resource.linked(role, "cmek_keys")
		some key in _registered(role, registration)
	]
	count(registered) > 0
} else := [key |
	some key in resource.linked(role, "keys")
	"cmek" in key.purposes
]

_registered(role, registration) := joined if {
	joined := [key | some key in resource.linked(registration, "key"); key.id in role.links.keys]
	count(joined) > 0
} else := keys if {
	keys := resource.linked(registration, "key")
	count(keys) > 0
} else := [registration]

# METADATA
# description: What a role can do with a key, for some actions in their order.
answers(role, key, actions) := [answer |
	some action in actions
	some answer in object.get(role.access, "use", [])
	answer.action == action
	answer.resource == key.id
]

# METADATA
# description: The answers on what Pinecone needs, where the role surely cannot do it.
barred(role, key) := [answer |
	some answer in answers(role, key, data.facts.kms.needed.actions)
	answer.effect in {"implicitDeny", "explicitDeny"}
]

# METADATA
# description: |
#   The one half that is missing where a role and a key are of different accounts: "identity",
#   the role's own policies, or "resource", the key's. Undefined where both are, or a Deny applies.
half(role, key) := missing if {
	refused := barred(role, key)
	every answer in refused {
		answer.effect == "implicitDeny"
		answer.cross_account
	}
	parts := {part | some answer in refused; some part in answer.missing}
	count(parts) == 1
	some missing in parts
}

# METADATA
# description: |
#   A clause on why it cannot be told whether a role may do some actions with a key, with
#   its place; undefined where it can.
doubt(role, key, actions) := [place, clause] if {
	open := [answer | some answer in answers(role, key, actions); answer.effect == "unknown"]
	place := open[0].depends_on[0]
	clause := $`whether it can {open[0].action} key "{key.name}" is not known: {place.clause}`
} else := [{"resource": role.id, "pointer": "keys"}, clause] if {
	answers(role, key, actions) == []
	clause := $`nothing that was read says what it can do with key "{key.name}"`
}

# METADATA
# description: |
#   The part of a policy that lets a role do something: of its own policies, where they have
#   a say, and else of the key's.
granting(key, answer) := array.concat(own, [answer.place])[0] if {
	own := [place |
		some place in array.concat([answer.place], object.get(answer, "beside", []))
		place.resource != key.id
	]
}

# METADATA
# description: A finding on a role whose repair stands at a part of some policy.
finding(role, place, message) := result.at(role, place.pointer, message) if {
	place.resource == role.id
} else := result.elsewhere(result.at(role, "", message), {"id": place.resource}, place.pointer)

# METADATA
# description: What a role can do to a key that ends its use.
destroying(role, key) := [answer |
	some answer in answers(role, key, data.facts.kms.destroying.actions)
	answer.effect == "allowed"
]

# METADATA
# scope: document
# description: The actions of some answers as a list in words, with "and" or "or" before the last.
actions(list, word) := $"{before} {word} {list[last].action}" if {
	last := count(list) - 1
	last > 0
	before := concat(", ", [answer.action | some answer in array.slice(list, 0, last)])
} else := list[0].action

# METADATA
# description: Why an answer is no, as a clause with a subject.
why(key, answer) := answer.place.clause if {
	regex.match(`^(no|nothing|a|its) `, answer.place.clause)
} else := $"the key's policy {answer.place.clause}" if {
	answer.place.resource == key.id
} else := $"its own policy {answer.place.clause}"
