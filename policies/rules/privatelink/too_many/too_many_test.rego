package policies.rules.privatelink.too_many_test

import data.policies.lib.sample_test as sample
import data.policies.rules.privatelink.too_many as rule

test_fail_eleven if {
	denied := rule.deny with input as _project(11)
	sample.messages(denied) == {`project "project" registers 11 private endpoints: it takes at most 10`}
}

test_success_ten if {
	denied := rule.deny with input as _project(10)
	denied == set()
}

test_success_unknown_registrations if {
	case := {"resources": {"pinecone_project": [sample.partial("project", {})]}}
	denied := rule.deny with input as case
	denied == set()
	applies := rule.applies with input as case
	applies == set()
}

_project(size) := {
	"resources": {"pinecone_project": [sample.linked(sample.partial("project", {}), {"private_endpoints": ids})]},
	"linked": {id: sample.partial(id, {"endpoint": id}) | some id in ids},
} if {
	ids := [$"vpce-{number}" | some number in numbers.range(1, size)]
}
