# METADATA
# description: |
#   Versions, and constraints on them as Terraform has them: operators before versions, with
#   commas between them. A version is a list of its numbers, and a number at the end that is
#   lower before a release and higher behind it.
package policies.lib.version

# METADATA
# description: |
#   True where all versions that some constraints allow are from one on, and before another;
#   either may be null, for no bound. A version by itself allows itself.
within(constraints, from, before) if {
	[least, most] := _bounds(constraints)
	least >= _lower(from)
	most <= _upper(before)
}

# METADATA
# scope: document
# description: True where none of them is. Where neither is true, it depends on which is used.
outside(constraints, from, _) if {
	[_, most] := _bounds(constraints)
	most <= _lower(from)
}

outside(constraints, _, before) if {
	[least, _] := _bounds(constraints)
	least >= _upper(before)
}

# METADATA
# description: True where a version is another or comes after it. Undefined for what is no version.
at_least(version, other) if _parse(version) >= _parse(other)

# METADATA
# description: True where a version comes before another.
below(version, other) if _parse(version) < _parse(other)

_first := [0, 0, 0, 0]

_last := [1000000000, 0, 0, 0]

_lower(null) := _first

_lower(text) := _parse(text) if is_string(text)

_upper(null) := _last

_upper(text) := _parse(text) if is_string(text)

# The first version that the constraints allow, and the first behind them that they do not.
_bounds(constraints) := [max({_first} | leasts), min({_last} | mosts)] if {
	parts := split(constraints, ",")
	ranges := [range | some part in parts; range := _range(part)]
	count(ranges) == count(parts)
	leasts := {least | some [least, _] in ranges; least != null}
	mosts := {most | some [_, most] in ranges; most != null}
}

_range(part) := range if {
	[_, operator, text] := regex.find_all_string_submatch_n(`^\s*(|=|!=|>=|<=|>|<|~>)\s*([^\s=<>!~]+)\s*$`, part, 1)[0]
	version := _parse(text)
	above := array.concat(array.slice(version, 0, 3), [version[3] + 1])
	ranges := {
		"": [version, above],
		"=": [version, above],
		"!=": [null, null],
		">=": [version, null],
		">": [above, null],
		"<=": [null, above],
		"<": [null, version],
		"~>": [version, _next(text, version)],
	}
	range := ranges[operator]
}

# The rightmost number that is written may grow.
_next(text, version) := [
	null,
	[version[0] + 1, 0, 0, 0],
	[version[0], version[1] + 1, 0, 0],
][strings.count(split(text, "-")[0], ".")]

_parse(text) := [_number(parts[0]), _number(parts[1]), _number(parts[2]), _released(parts[3])] if {
	digits := `(0|[1-9][0-9]{0,8})`
	shape := $`^v?{digits}(?:\.{digits})?(?:\.{digits})?(-[0-9A-Za-z.-]+)?(?:\+[0-9A-Za-z.-]+)?$`
	parts := array.slice(regex.find_all_string_submatch_n(shape, text, 1)[0], 1, 5)
}

_number("") := 0

_number(digits) := to_number(digits) if digits != ""

_released("") := 1

_released(label) := 0 if label != ""
