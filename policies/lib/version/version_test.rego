package policies.lib.version_test

import data.policies.lib.version

test_within_and_outside if {
	every constraints, want in {
		"4.0.0": "within", "5.0.0": "outside", "v4.9": "within", "5.0.0-rc1": "within",
		"~> 4.0": "within", "~> 4": "open", "~> 4.1.2": "within", "~> 5.0": "outside",
		">= 4.0": "open", ">= 5.0.0": "outside", "> 5": "outside", "< 5.0": "within", "<= 5.0.0": "open",
		">= 3.0, < 4.0": "within", ">= 3.0,!= 3.1.0, < 6": "open", "= 4.1.0": "within", "!= 4.0.0": "open",
		"latest": "open", "": "open", ">= 3.0,": "open", "4.0.0.0": "open", "01.2": "open", "4.x": "open",
		"~> 4.0, latest": "open", ">= ": "open", "=> 5": "open", "99999999999": "open",
	} {
		_judged(constraints, null, "5.0.0") == want
	}
}

test_from_on if {
	every constraints, want in {
		"4.9.9": "outside", "5.0.0": "within", ">= 5": "within", "~> 4.0": "outside", ">= 4": "open",
	} {
		_judged(constraints, "5.0.0", null) == want
	}
	_judged("5.1.0", "5.0.0", "5.2.0") == "within"
	_judged("5.2.0", "5.0.0", "5.2.0") == "outside"
	_judged(">= 5.1", "5.0.0", "5.2.0") == "open"
}

_judged(constraints, from, before) := "within" if {
	version.within(constraints, from, before)
	not version.outside(constraints, from, before)
} else := "outside" if {
	version.outside(constraints, from, before)
} else := "open"

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
