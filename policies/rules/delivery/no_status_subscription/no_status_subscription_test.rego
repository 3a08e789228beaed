package policies.rules.delivery.no_status_subscription_test

import data.policies.lib.sample_test as sample
import data.policies.rules.delivery.no_status_subscription as rule

test_fail_not_declared if {
	every support in [{}, {"status_page_subscribed": false}] {
		denied := rule.deny with input as _declared(_organization({"support": support}, "production"))
		sample.places(denied) == {["acme", "/support/status_page_subscribed"]}
		sample.messages(denied) == {
			`nobody of "acme" is declared to be subscribed to status.pinecone.io: subscribe, and say so`,
		}
	}
}

test_success_subscribed if {
	case := _declared(_organization({"support": {"status_page_subscribed": true}}, "production"))
	rule.deny == set() with input as case
	rule.applies == {"acme"} with input as case
}

test_success_no_production if {
	case := _declared(_organization({}, "staging"))
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_without_a_manifest if {
	denied := rule.deny with input as _organization({}, "production")
	sample.messages(denied) == set()
	sample.undecided(denied) == {["acme", "/support/status_page_subscribed"]}
}

_declared(case) := json.patch(case, [{
	"op": "add", "path": "/resources/pinecone_organization/0/observations",
	"value": [{"source": "manifest pinelint.yaml", "address": "/organization", "values": {}}],
}])

_organization(values, environment) := {
	"resources": {"pinecone_organization": [sample.linked(sample.partial("acme", values), {"projects": ["search"]})]},
	"linked": {"search": object.union(sample.partial("search", {}), {"environment": environment})},
}

test_fail_that_no_service_could_tell if {
	untold := {"reason": "no API of Pinecone shows it, and the manifest does not declare it"}
	case := _declared(_organization({}, "production"))
	denied := rule.deny with input as json.patch(case, [{
		"op": "add", "path": "/resources/pinecone_organization/0/unknown",
		"value": {"/support/status_page_subscribed": untold},
	}])
	sample.places(denied) == {["acme", "/support/status_page_subscribed"]}
}

test_success_unknown_value if {
	case := _declared(_organization({}, "production"))
	hidden := [sample.hidden(acme, ["/support/status_page_subscribed"]) |
		some acme in case.resources.pinecone_organization
	]
	denied := rule.deny with input as object.union(case, {"resources": {"pinecone_organization": hidden}})
	sample.messages(denied) == set()
	sample.undecided(denied) == {["acme", "/support/status_page_subscribed"]}
}
