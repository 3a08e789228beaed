package policies.rules.delivery.no_runbook_test

import data.policies.lib.sample_test as sample
import data.policies.rules.delivery.no_runbook as rule

test_fail_nothing if {
	denied := rule.deny with input as _declared(_organization({}, "production"))
	asked := "index and project, error messages, times, example requests"
	sample.messages(denied) == {
		`nobody of "acme" is declared to open tickets at Pinecone: declare a "contact"`,
		$`"acme" declares no runbook: declare one that says how to find what Support asks for ({asked})`,
	}
}

test_fail_one if {
	denied := rule.deny with input as _declared(_organization({"support": {"contact": "oncall@acme.com"}}, "production"))
	sample.places(denied) == {["acme", "/support/runbook"]}
}

test_success_both if {
	support := {"contact": "oncall@acme.com", "runbook": "docs/runbook.md"}
	case := _declared(_organization({"support": support}, "production"))
	rule.deny == set() with input as case
	rule.applies == {"acme"} with input as case
}

test_success_no_production if {
	case := _declared(_organization({}, "development"))
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_without_a_manifest if {
	denied := rule.deny with input as _organization({}, "production")
	sample.messages(denied) == set()
	sample.undecided(denied) == {["acme", "/support/contact"], ["acme", "/support/runbook"]}
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
		"value": {pointer: untold | some pointer in ["/support/contact", "/support/runbook"]},
	}])
	sample.places(denied) == {["acme", "/support/contact"], ["acme", "/support/runbook"]}
}

test_success_unknown_value if {
	case := _declared(_organization({}, "production"))
	hidden := [sample.hidden(acme, ["/support/contact", "/support/runbook"]) |
		some acme in case.resources.pinecone_organization
	]
	denied := rule.deny with input as object.union(case, {"resources": {"pinecone_organization": hidden}})
	sample.messages(denied) == set()
	sample.undecided(denied) == {["acme", "/support/contact"], ["acme", "/support/runbook"]}
}
