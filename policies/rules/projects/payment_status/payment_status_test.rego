package policies.rules.projects.payment_status_test

import data.policies.lib.sample_test as sample
import data.policies.rules.projects.payment_status as rule

test_fail_not_active if {
	every status in ["PaymentPending", "PastDue", "Restricted", "Suspended", "Deactivated", "SomethingNew"] {
		denied := rule.deny with input as _snapshot(sample.whole("acme", {"payment_status": status}))
		sample.messages(denied) == {concat("", [
			$`the payment status of "acme" is "{status}", so writes may be refused: `,
			`bring it to "Active"`,
		])}
	}
}

test_success_active if {
	denied := rule.deny with input as _snapshot(sample.whole("acme", {"payment_status": "Active"}))
	denied == set()
}

test_success_not_asked if {
	rule.applies == set() with input as _snapshot(sample.partial("acme", {}))
}

test_success_unknown_is_judged if {
	refused := sample.refused("acme", "/payment_status")
	rule.applies == {"acme"} with input as _snapshot(refused)
	rule.deny == set() with input as _snapshot(refused)
}

_snapshot(organization) := {"resources": {"pinecone_organization": [organization]}}
