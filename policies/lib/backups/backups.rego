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
	not index.values.cmek_id
	not index.links.key # whose ARN may be known only after an apply
	not _enforced(index)
]

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
	some project in resource.linked(index, "project")
	some organization in resource.linked(project, "organization")
	current := known.value(organization, "/plan")
	plan.lacks(current, "backups")
}

# METADATA
# description: The indexes that have backups, or may have.
backed_up := [index |
	some index in object.get(input.resources, "pinecone_index", [])
	index.links.backups
]

# METADATA
# description: The backups that are certainly of an index, and not of an earlier one of its name.
of(index) := [backup | some backup in resource.linked(index, "backups"); _same(index, backup)]

_doubtful(index) := [backup | some backup in resource.linked(index, "backups"); not _same(index, backup)]

_same(index, backup) if known.value(backup, "/source_index_id") == known.value(index, "/index_id")

_same(index, backup) if {
	not known.value(index, "/index_id")
	known.unset(backup, "/source_index_deleted_at")
}

# METADATA
# description: The backups of an index that it can be restored from.
ready(index) := [backup |
	some backup in of(index)
	known.value(backup, "/status") == data.facts.backups.states.ready
]

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
} else := "those of its name may be of an earlier index" if {
	count(_doubtful(index)) > 0
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
	ages := [live.age(job, pointer) | some pointer in ["/completed_at", "/created_at"]; known.value(job, pointer)]
	ages[0] <= days * 86400000000000
]

# METADATA
# description: What the manifest promises of the backups of an index, by the pointer into its project.
promised(index, pointer) := [value |
	some project in resource.linked(index, "project")
	value := known.value(project, $"/backups/{pointer}")
][0]

# METADATA
# description: The project of an index, where the manifest's promises stand.
project(index) := resource.linked(index, "project")[0]
