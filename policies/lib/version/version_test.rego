package policies.lib.version_test

import data.policies.lib.version

test_at_least if {
	version.at_least("7", "7.0.0")
	version.at_least("10.1", "9.9.9")
	not version.at_least("6.1.4", "7.0.0")
	not version.at_least("latest", "7.0.0")
}

test_below if {
	version.below("6.1.4", "7")
	not version.below("7", "7.0.0")
	not version.below("latest", "7.0.0")
}
