package policies.lib.text_test

import data.policies.lib.text

test_quoted if {
	text.quoted({"b", "a"}) == `"a", "b"`
	text.quoted(["one"]) == `"one"`
	text.quoted(set()) == ""
}
