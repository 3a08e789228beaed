package policies.rules.monitoring.no_alerts_test

import data.policies.lib.sample_test as sample
import data.policies.rules.monitoring.no_alerts as rule

test_fail_none if {
	denied := rule.deny with input as _scrape([], {}, [])
	sample.places(denied) == {["scrape", ""]}
	sample.messages(denied) == {
		`scrape "scrape" collects metrics that no alert reads: alert on latency, fullness and usage`,
	}
	{finding.absent | some finding in denied} == {["metric_query"]}
}

test_success_alert if {
	rule.deny == set() with input as _scrape(["alert"], {}, [])
}

test_success_datadog_monitor if {
	rule.deny == set() with input as _scrape([], {}, ["monitor"])
}

test_success_unknown_other_monitor_is_undecided if {
	every monitoring in [{"datadog": true}, {"other": "the platform team's own"}] {
		denied := rule.deny with input as _scrape([], monitoring, [])
		sample.undecided(denied) == {["scrape", ""]}
		sample.places(denied) == set()
	}
}

_scrape(alerts, monitoring, monitors) := {
	"resources": {"prometheus_scrape": [sample.linked(
		sample.whole("scrape", {}),
		{"projects": ["search"], "alerts": alerts},
	)]},
	"linked": {
		"search": sample.linked(sample.partial("search", {"monitoring": monitoring}), {"monitors": monitors}),
		"alert": sample.whole("alert", {"kind": "alert"}),
		"monitor": sample.whole("monitor", {}),
	},
}
