# METADATA
# description: Versions of packages, such as 7, 7.1 and 7.1.2, in their order.
package policies.lib.version

# METADATA
# description: True where a version is another or comes after it. Undefined for what is no version.
at_least(version, other) if _parts(version) >= _parts(other)

# METADATA
# description: True where a version comes before another.
below(version, other) if _parts(version) < _parts(other)

_parts(version) := array.slice(array.concat(parts, [0, 0, 0]), 0, 3) if {
	regex.match(`^\d+(\.\d+)*$`, version)
	parts := [to_number(part) | some part in split(version, ".")]
}
