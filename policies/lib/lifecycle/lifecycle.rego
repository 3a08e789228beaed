# METADATA
# description: Which objects a lifecycle rule of an S3 bucket is about.
package policies.lib.lifecycle

import data.policies.lib.known

# METADATA
# description: |
#   True where a rule of a bucket, with its pointer, is certainly about every object whose
#   key begins with a prefix: nothing in its filter is narrower, or unknown.
takes_all(bucket, pointer, rule, prefix) if {
	startswith(prefix, object.get(rule, "prefix", ""))
	every name in ["tags", "object_size_greater_than", "object_size_less_than"] {
		object.get(rule, name, 0) in {0, {}}
	}
	every name in ["prefix", "tags", "object_size_greater_than", "object_size_less_than"] {
		not known.unknown(bucket, $"{pointer}/{name}")
	}
}

# METADATA
# description: |
#   True where a rule may be about some object whose key begins with a prefix.
takes_some(rule, prefix) if {
	other := object.get(rule, "prefix", "")
	some [long, short] in [[prefix, other], [other, prefix]]
	startswith(long, short)
}
