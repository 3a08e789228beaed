package policies.lib.text_test

import data.policies.lib.text

test_quoted if {
	text.quoted({"b", "a"}) == `"a", "b"`
	text.quoted(["one"]) == `"one"`
	text.quoted(set()) == ""
}

test_first if {
	text.first({"b", "a"}, 2) == `"a", "b"`
	text.first({"d", "b", "a", "c"}, 2) == `"a", "b" and 2 more`
}
