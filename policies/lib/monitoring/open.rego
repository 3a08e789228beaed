package policies.lib.monitoring

import data.policies.lib.known
import data.policies.lib.resource

# METADATA
# description: |
#   True where what a selector of an alert asks of a label is filled in later, and it may be a value
#   that is never there.
open_value(query, selector, i) if {
	_needed(selector)
	label := selector.labels[i]
	label.operator != "by"
	not label.value
	_is_limited(query, selector, i)
}

_is_limited(query, selector, i) if {
	data.facts.metrics.indexes.names[selector.metric]
	data.facts.metrics.labels.values[selector.labels[i].name]
	not _changed(query, selector.labels[i].name)
}

_is_limited(_, selector, i) if {
	some j, other in selector.labels
	i != j
	other.name == selector.labels[i].name
	other.operator != "by"
}

_is_limited(_, selector, i) if _lost(selector, selector.labels[i].name)

_is_limited(query, selector, i) if {
	_filled(query, selector)
	scrapes := resource.linked(query, "scrapes")
	count(scrapes) > 0
	every scrape in scrapes { _gives(scrape, selector.labels[i].name) }
}

_gives(scrape, name) if {
	some one in known.value(scrape, "/fixed")
	one.name == name
}

_gives(scrape, name) if _taken_away(scrape, name)

# METADATA
# description: The labels of which the two sides of a join perhaps select different values, as one is filled in later.
perhaps_apart(join) := {one.name |
	not join.optional
	some [left, right] in [[join.left, join.right], [join.right, join.left]]
	some one in left.fixed
	not one.value
	some other in right.fixed
	one.name == other.name
	_compared(join, one.name)
}
