package policies.lib.monitoring

# METADATA
# description: A clause on why a side of an alert never has a result, as the query tells it.
# scope: document
never(one) := $`it is "{one.least}" and never {one.operator} "{one["with"]}"` if {
	one.cause == "value"
	one.least == one.most
} else := $`it is "{one.least}" to "{one.most}" and never {one.operator} "{one["with"]}"` if {
	one.cause == "value"
	one.least != one.most
} else := $`it is never {one.operator} "{one["with"]}": compare it with a value {possible}` if {
	one.cause == "value"
	possible := _possible(one)
} else := $`it is never {one.operator} "{one["with"]}"` if {
	one.cause == "value"
}

# Where there is no series, there is no count either.
never(one) := $`{is}, since what is not there has no count: use absent(…)` if {
	one.cause == "count"
	is := $`it is never {one.operator} "{one["with"]}"`
}

never(one) := _clauses[one.cause]

_clauses := {
	"both": `it never meets both comparisons at once`,
	"itself": `"unless" takes away what it is itself`,
	"always": `it is always there, and the alert asks for what is there without it`,
	"buckets": `none of its series has "le", so that it is no histogram: divide a sum by a count for an average`,
	"recorded": `its recording rule never has a result`,
}

_possible(one) := $`below "{bound}"` if bound := one.most

_possible(one) := $`above "{bound}"` if bound := one.least
