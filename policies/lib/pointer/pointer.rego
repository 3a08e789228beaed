# METADATA
# description: JSON pointers, for rules that walk into a document.
package policies.lib.pointer

# METADATA
# description: The JSON pointer of a path as walk gives it, escaped as RFC 6901 says.
of(path) := concat("", [$"/{_escape(token)}" | some token in path])

# Numbers are list indices.
_escape(token) := format_int(token, 10) if is_number(token)

_escape(token) := replace(replace(token, "~", "~0"), "/", "~1") if is_string(token)
