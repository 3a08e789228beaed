package policies.lib.waiver_test

import data.policies.lib.sample_test as sample
import data.policies.lib.waiver

test_called if {
	waiver.called(sample.whole("w", {"rule": "a/b", "resource": "docs"})) == `the waiver of "a/b" on "docs"`
	waiver.called(sample.whole("w", {"rule": "a/b"})) == `the comment that ignores "a/b"`
}

test_holding if {
	holding := waiver.holding with input as {"resources": {"waiver": [
		sample.whole("today", {"days_left": 0}),
		sample.whole("over", {"days_left": -1}),
		sample.whole("unclear", {}),
	]}}
	{one.id | some one in holding} == {"today"}
}
