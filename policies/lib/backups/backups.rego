# METADATA
# description: |
#   Backups of indexes: of which indexes there can be any, which of them there are, and when
#   they were made.
package policies.lib.backups

import data.policies.lib.cmek
import data.policies.lib.known
import data.policies.lib.live
import data.policies.lib.plan
import data.policies.lib.resource

# METADATA
# description: |
#   The indexes that backups can be made of, as far as is known. Of an index that is encrypted
#   with a key of its owner's there are none, and of one on pods there are collections.
possible := [index |
	some index in object.get(input.resources, "pinecone_index", [])
	index.values.deployment in data.facts.backups.possible.deployments
	_keyless(index)
]

# METADATA
# description: Those of which only the deployment, that it depends on, could not be told.
unplaced := [index |
	some index in object.get(input.resources, "pinecone_index", [])
	not index.values.deployment
	known.hidden(index, "/deployment")
	_keyless(index)
]

_keyless(index) if {
	not index.values.cmek_id
	not index.links.key # whose ARN may be known only after an apply
	not _enforced(index)
}

_enforced(index) if {
	some project in resource.linked(index, "project")
	cmek.expected(project)
}

# METADATA
# description: |
#   Those of them that have none because the organization's plan makes none, each with the plan.
unable := [[index, current] |
	some index in possible
	index.links.project
	current := plan_without(index)
	ready(index) == []
]

# METADATA
# description: |
#   Those of which no service showed anything. A run may have thousands, and there is nothing
#   more to say of them.
unread := [index | some index in able; not _read(index)]

# METADATA
# description: Those of which one did, and that cannot be restored from any backup.
bare := [index | some index in able; _read(index); ready(index) == []]

# METADATA
# description: The indexes of which there can be backups in their organization's plan, as far as is known.
able := [index | some index in possible; not plan_without(index)]

_read(index) if index.links.backups

_read(index) if live.seen(index)

_plain(index) if known.unset(index, "/cmek_id")

_plain(index) if {
	some project in resource.linked(index, "project")
	known.value_or(project, "/force_encryption_with_cmek", false) == false
	not cmek.expected(project)
}

# METADATA
# description: The plan of an index's organization, where it has no backups.
plan_without(index) := current if {
	some organization in _organizations(index)
	current := known.value(organization, "/plan")
	plan.lacks(current, "backups")
}

# METADATA
# description: True where it could not be told which plan that is.
plan_hidden(index) if {
	some organization in _organizations(index)
	not known.value(organization, "/plan")
	known.hidden(organization, "/plan")
}

_organizations(index) := [organization |
	some project in resource.linked(index, "project")
	some organization in resource.linked(project, "organization")
]

# METADATA
# description: The indexes that have backups, or may have.
backed_up := [index |
	some index in object.get(input.resources, "pinecone_index", [])
	index.links.backups
]

# METADATA
# description: The backups that are certainly of an index, and not of an earlier one of its name.
of(index) := [backup | some backup in resource.linked(index, "backups"); _same(index, backup)]

# METADATA
# description: The backups that are of an index or of an earlier one of its name, and nobody can tell which.
doubtful(index) := [backup | some backup in resource.linked(index, "backups"); not _same(index, backup)]

_same(index, backup) if known.value(backup, "/source_index_id") == known.value(index, "/index_id")

# Of all indexes of a name, only the one that is there was not deleted.
_same(index, backup) if {
	not _told_apart(index, backup)
	known.unset(backup, "/source_index_deleted_at")
}

_told_apart(index, backup) if {
	known.value(index, "/index_id")
	known.value(backup, "/source_index_id")
}

# METADATA
# description: The backups of an index that it can be restored from.
ready(index) := [backup |
	some backup in of(index)
	known.value(backup, "/status") == data.facts.backups.states.ready
]

# METADATA
# description: |
#   Those that it can be restored from, and those of which nobody can tell whether it can.
perhaps_ready(index) := [backup |
	some backup in resource.linked(index, "backups")
	_perhaps(backup, data.facts.backups.states.ready)
]

_perhaps(thing, state) if known.value(thing, "/status") == state

_perhaps(thing, _) if known.unknown(thing, "/status")

# METADATA
# scope: document
# description: |
#   Why nobody can tell that an index without a backup should have one; undefined where that is
#   certain. Backups stand nowhere but with Pinecone.
doubt(index) := "only a live reading tells" if {
	not live.seen(index)
} else := "it may have a customer-managed key, which rules them out" if {
	not _plain(index)
} else := "there may be none of documents" if {
	known.value(index, "/documents")
	data.facts.backups.documents.possible != "yes"
} else := unsettled(index)

# METADATA
# scope: document
# description: |
#   Why nobody can tell which backups an index can be restored from; undefined where that is
#   known.
unsettled(index) := "those of its name may be of an earlier index" if {
	count(doubtful(index)) > 0
} else := "the status of one is not known" if unclear(index)

# METADATA
# description: True where the status of a backup of the index is not known.
unclear(index) if {
	some backup in of(index)
	known.unknown(backup, "/status")
}

# METADATA
# description: |
#   How old the youngest of some backups was when it was read, in nanoseconds, and when it was
#   made. Undefined where that is known of none.
youngest(backups) := min([[age, known.value(backup, "/created_at")] |
	some backup in backups
	age := live.age(backup, "/created_at")
])

# METADATA
# description: True where it is not known of all of some backups when they were made.
undated(backups) if {
	some backup in backups
	not live.age(backup, "/created_at")
}

# METADATA
# description: |
#   The restorations that an index is linked to by a relation, that were completed, and that in
#   the last so many days.
restored(index, relation, days) := [job |
	some job in resource.linked(index, relation)
	known.value(job, "/status") == data.facts.backups.states.restored
	_ages(job)[0] <= _nanoseconds(days)
]

# METADATA
# description: Those, and the ones of which nobody can tell whether they are.
perhaps_restored(index, relation, days) := [job |
	some job in resource.linked(index, relation)
	_perhaps(job, data.facts.backups.states.restored)
	not _long_ago(job, days)
]

# What was made long ago may have been completed since.
_long_ago(job, days) if {
	_ages(job)[0] > _nanoseconds(days)
	not known.hidden(job, "/completed_at")
}

_ages(job) := [live.age(job, pointer) | some pointer in ["/completed_at", "/created_at"]; known.value(job, pointer)]

_nanoseconds(days) := days * 86400000000000

# METADATA
# description: What the manifest promises of the backups of an index, by the pointer into its project.
promised(index, pointer) := [value |
	some project in resource.linked(index, "project")
	value := known.value(project, $"/backups/{pointer}")
][0]

# METADATA
# description: True where it could not be told whether, or what, that is.
promise_hidden(index, pointer) if {
	some project in resource.linked(index, "project")
	known.hidden(project, $"/backups/{pointer}")
}

# METADATA
# description: The project of an index, where the manifest's promises stand.
project(index) := resource.linked(index, "project")[0]
