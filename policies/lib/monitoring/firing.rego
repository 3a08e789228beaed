package policies.lib.monitoring

import data.policies.lib.known
import data.policies.lib.resource
import data.policies.lib.text

# METADATA
# description: |
#   Why what a selector of an alert selects is never there: the pointer, and a clause. Where its
#   side has a result without the selector, it does not matter.
impossible(query, selector) := _contradictions(selector) | _values(query, selector) if _needed(selector)

_needed(selector) if not selector.optional

# METADATA
# description: A clause on who leaves out what a query selects, where no scrape that fills it keeps that.
left_out(query, selector) := $`relabelling in {text.quoted(files)} leaves "{selector.metric}" out` if {
	_needed(selector)
	not selector.recorded
	metric(selector.metric)
	not renames(query)
	scrapes := [scrape | some scrape in resource.linked(query, "scrapes"); not _fills_nothing(scrape, selector)]
	count(scrapes) > 0
	every scrape in scrapes { _leaves_out(scrape, selector.metric) }
	files := {scrape.values.file | some scrape in scrapes}
}

_leaves_out(scrape, name) if {
	some pattern in known.value(scrape, "/dropped")
	regex.match($"^(?:{pattern})$", name)
}

_leaves_out(scrape, name) if {
	some pattern in known.value(scrape, "/kept")
	not regex.match($"^(?:{pattern})$", name)
}

_fills_nothing(scrape, selector) if {
	some label in selector.labels
	_excluded(scrape, label)
}

_fills_nothing(scrape, selector) if {
	not known.unknown(scrape, "/labels")
	some label in _strange(scrape, selector)
	_misses(label, "")
}

# METADATA
# description: |
#   True where a metric is perhaps left out: each scrape that keeps it may lack a label that the
#   selector asks for, since its labels are not known.
perhaps_left_out(query, selector) if {
	_filled(query, selector)
	not left_out(query, selector)
	scrapes := resource.linked(query, "scrapes")
	some scrape in scrapes
	_leaves_out(scrape, selector.metric)
	not _fills_nothing(scrape, selector)
	every other in scrapes { _perhaps_without(other, selector) }
}

_perhaps_without(scrape, selector) if _leaves_out(scrape, selector.metric)

_perhaps_without(scrape, selector) if {
	some label in selector.labels
	_perhaps_excluded(scrape, selector, label)
}

# The labels of a selector that neither the metric has nor the scrape is known to add.
_strange(scrape, selector) := {label |
	some label in selector.labels
	label.operator != "by"
	not label.name in data.facts.metrics.labels.always
	not label.name in data.facts.metrics.attached.labels
	not label.name in object.get(metric(selector.metric), "labels", [])
	not label.name in object.get(scrape.values, "labels", [])
	not label.name in object.get(scrape.values, "external", [])
}

# METADATA
# description: |
#   What an alert selects by that no scrape which fills the query gives its metrics: the pointer,
#   and a clause. Each scrape gives the label another value, or takes it away.
unfilled(query, selector) := {[$"/labels/{i}", clause] |
	_filled(query, selector)
	scrapes := resource.linked(query, "scrapes")
	count(scrapes) > 0
	some i, label in selector.labels
	_excluded_by_all(scrapes, selector, label)
	clause := _given(scrapes, label)
}

# METADATA
# description: The pointers to what no scrape gives, unless one adds it whose labels are not known.
perhaps_unfilled(query, selector) := {$"/labels/{i}" |
	_filled(query, selector)
	scrapes := resource.linked(query, "scrapes")
	count(scrapes) > 0
	some i, label in selector.labels
	_told_or_open(scrapes, label)
	every scrape in scrapes { _perhaps_excluded(scrape, selector, label) }
	not _excluded_by_all(scrapes, selector, label)
}

_told_or_open(scrapes, label) if _told_by_one(scrapes, label)

_told_or_open(scrapes, label) if {
	some scrape in scrapes
	_open_job(scrape, label)
}

# Everything that is scraped has a job, and of some nobody can tell which.
_open_job(scrape, label) if {
	label.name == "job"
	every one in object.get(scrape.values, "fixed", []) { one.name != "job" }
	_misses(label, "a job of any name")
}

# What no scrape adds is an unknown label.
_told_by_one(scrapes, label) if {
	some scrape in scrapes
	_excluded(scrape, label)
}

_told_by_one(scrapes, label) if {
	some scrape in scrapes
	_taken_away(scrape, label.name)
}

_excluded_by_all(scrapes, selector, label) if {
	_told_by_one(scrapes, label)
	every scrape in scrapes { _excluded_or_absent(scrape, selector, label) }
}

_excluded_or_absent(scrape, _, label) if _excluded(scrape, label)

_excluded_or_absent(scrape, selector, label) if {
	not known.unknown(scrape, "/labels")
	label in _strange(scrape, selector)
	_misses(label, "")
}

_filled(query, selector) if {
	_needed(selector)
	not selector.recorded
	metric(selector.metric)
	not renames(query)
}

# METADATA
# description: |
#   A clause on who takes a label away from all that a query selects. Undefined where a scrape
#   keeps or adds it.
taken_away(query, selector, name) := $`relabelling in {text.quoted(files)} takes "{name}" away` if {
	not selector.recorded
	metric(selector.metric)
	not renames(query)
	scrapes := resource.linked(query, "scrapes")
	count(scrapes) > 0
	every scrape in scrapes { _taken_away(scrape, name) }
	files := {scrape.values.file | some scrape in scrapes}
}

_given(scrapes, label) := $`no scrape gives "{label.name}" that value, but {text.quoted(values)}` if {
	values := {one.value |
		some scrape in scrapes
		some one in known.value(scrape, "/fixed")
		one.name == label.name
	}
	count(values) > 0
} else := $`relabelling in {text.quoted(files)} takes "{label.name}" away` if {
	files := {scrape.values.file | some scrape in scrapes}
}

_excluded(scrape, label) if {
	some one in known.value(scrape, "/fixed")
	one.name == label.name
	_misses(label, one.value)
}

_excluded(scrape, label) if {
	_taken_away(scrape, label.name)
	not known.unknown(scrape, "/labels")
	_misses(label, "")
}

_perhaps_excluded(scrape, _, label) if _excluded(scrape, label)

_perhaps_excluded(scrape, _, label) if _open_job(scrape, label)

_perhaps_excluded(scrape, _, label) if {
	_taken_away(scrape, label.name)
	_misses(label, "")
}

_perhaps_excluded(scrape, selector, label) if {
	label in _strange(scrape, selector)
	_misses(label, "")
}

# Of what a rule adds afterwards, the scrape says that it adds it.
_taken_away(scrape, name) if {
	not name in object.get(scrape.values, "labels", [])
	some pattern in known.value(scrape, "/labels_dropped")
	regex.match($"^(?:{pattern})$", name)
}

_taken_away(scrape, name) if {
	not name in object.get(scrape.values, "labels", [])
	some pattern in known.value(scrape, "/labels_kept")
	not regex.match($"^(?:{pattern})$", name)
}

_misses(label, value) if {
	label.operator == "="
	label.value != value
}

_misses(label, value) if {
	label.operator == "!="
	label.value == value
}

_misses(label, value) if {
	label.operator == "=~"
	pattern := label.value
	not regex.match($"^(?:{pattern})$", value)
}

_misses(label, value) if {
	label.operator == "!~"
	pattern := label.value
	regex.match($"^(?:{pattern})$", value)
}

# METADATA
# description: |
#   What an alert selects a recorded metric by that its recording rules have left out: the pointer,
#   the label's name, and a clause.
unrecorded(selector) := {[$"/labels/{i}", label.name, clause] |
	_needed(selector)
	some i, label in selector.labels
	_lost(selector, label.name)
	_needs_value(label)
	clause := $`it is recorded without "{label.name}": keep that label in its recording rule`
}

_lost(selector, name) if {
	name != "__name__"
	kept := selector.recorded_labels
	not name in kept
}

_lost(selector, name) if name in selector.recorded_lost

_needs_value(label) if {
	label.operator == "="
	label.value != ""
}

_needs_value(label) if {
	label.operator == "=~"
	pattern := label.value
	not regex.match($"^(?:{pattern})$", "")
}

_contradictions(selector) := {[$"/labels/{j}", clause] |
	some i, one in selector.labels
	some j, other in selector.labels
	_contradict(i, one, j, other)
	clause := $`"{one.name}" cannot be "{one.value}" and {_asked(other)} at once: select one`
}

_contradict(i, one, j, other) if {
	[one.name, one.operator, other.operator] == [other.name, "=", "="]
	i < j
	one.value != other.value
}

_contradict(_, one, _, other) if {
	[one.name, one.operator] == [other.name, "="]
	other.operator != "="
	_misses(other, one.value)
}

_asked(label) := $`"{label.value}"` if {
	label.operator == "="
} else := $`{label.operator} "{label.value}"`

_values(query, selector) := {[$"/labels/{i}", clause] |
	data.facts.metrics.indexes.names[selector.metric]
	some name, values in data.facts.metrics.labels.values
	not _changed(query, name)
	asked := {i | some i, label in selector.labels; label.name == name; label.operator != "by"}
	every value in values { _missed(selector, asked, value) }
	i := max(asked)
	clause := _no_value(selector.labels[i], values)
}

_missed(selector, asked, value) if {
	some i in asked
	_misses(selector.labels[i], value)
}

_no_value(label, values) := $`"{label.name}" is never "{label.value}": use one of {text.quoted(values)}` if {
	label.operator in {"=", "=~"}
	every value in values { _misses(label, value) }
} else := $`no value of "{label.name}" is left: it has {text.quoted(values)}`

# A scrape gives the label values of its own, or takes it away.
_changed(query, name) if {
	some scrape in resource.linked(query, "scrapes")
	name in known.value(scrape, "/labels")
}

_changed(query, name) if {
	some scrape in resource.linked(query, "scrapes")
	_taken_away(scrape, name)
}

# METADATA
# description: |
#   The labels that keep the two sides of a join from ever having a result: one side has them
#   on every series, and the other on none.
unmatched(join) := {label |
	not join.optional
	some [one, other] in [[join.left, join.right], [join.right, join.left]]
	some label in _certain(one)
	_compared(join, label)
	_lacks(other, label)
}

# METADATA
# description: |
#   Those labels of unmatched that a side lacks as recording rules have left them out: what reads
#   it elsewhere may see labels that are added later.
unmatched_as_recorded(join) := {label |
	some [one, other] in [[join.left, join.right], [join.right, join.left]]
	other.recorded
	some label in _certain(one)
	_lacks(other, label)
} & unmatched(join)

_lacks(side, label) if {
	kept := side.labels
	not label in kept
}

_lacks(side, label) if label in side.lost

# METADATA
# description: The labels of which the two sides of a join select different values, so that they never agree.
apart(join) := {one.name |
	not join.optional
	some one in join.left.fixed
	some other in join.right.fixed
	one.name == other.name
	one.value != other.value
	_compared(join, one.name)
}

_certain(side) := {label |
	side.certain
	count(side.metrics) > 0
	every name in side.metrics { _labelled(name) }
	some label in data.facts.metrics.labels.always
	label in object.get(side, "labels", data.facts.metrics.labels.always)
}

_labelled(name) if data.facts.metrics.indexes.names[name]

_labelled(name) if data.facts.metrics.renamed.names[name]

_compared(join, label) if label in join.on

_compared(join, label) if {
	not join.on
	not label in object.get(join, "ignoring", [])
}
