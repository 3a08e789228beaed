# METADATA
# description: Ranges of addresses.
package policies.lib.cidr

# METADATA
# description: |
#   True where a range holds the whole internet, or half of it: two halves are how a rule
#   about 0.0.0.0/0 is walked around.
internet(range) if {
	is_string(range)
	net.cidr_is_valid(range)
	some part in ["0.0.0.0/1", "128.0.0.0/1", "2000::/3"]
	net.cidr_contains(range, part)
}
