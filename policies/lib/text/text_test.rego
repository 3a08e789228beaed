package policies.lib.text_test

import data.policies.lib.text

test_quoted if {
	text.quoted({"b", "a"}) == `"a", "b"`
	text.quoted(["one"]) == `"one"`
	text.quoted(set()) == ""
}

test_period if {
	periods := [text.period(hours) | some hours in [0.25, 1, 1.5, 24, 36, 720]]
	periods == [`"15" minutes`, `"60" minutes`, `"90" minutes`, `"24" hours`, `"36" hours`, `"30" days`]
	text.period(10 / 60) == `"10" minutes`
}

test_first if {
	text.first({"b", "a"}, 2) == `"a", "b"`
	text.first({"d", "b", "a", "c"}, 2) == `"a", "b" and 2 more`
}
