package policies.rules.privatelink.pod_index_test

import data.policies.lib.sample_test as sample
import data.policies.rules.privatelink.pod_index as rule

test_fail_pod if {
	denied := rule.deny with input as _index({"deployment": "pod"}, {"required": true})
	sample.messages(denied) == {`index "index" is a "pod" index in a private project: make it "serverless"`}
}

test_success_serverless if {
	denied := rule.deny with input as _index({"deployment": "serverless"}, {"required": true})
	denied == set()
}

test_success_public_project if {
	applies := rule.applies with input as _index({"deployment": "pod"}, {})
	applies == set()
}

test_success_unknown_deployment if {
	denied := rule.deny with input as _index({}, {"required": true})
	denied == set()
}

test_success_unknown_demand_is_undecided if {
	case := _index({"deployment": "pod"}, {})
	project := sample.hidden(case.linked.project, ["/private_endpoints/required"])
	denied := rule.deny with input as object.union(case, {"linked": {"project": project}})
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", "/deployment"]}
}

_index(values, demand) := {
	"resources": {"pinecone_index": [sample.linked(sample.partial("index", values), {"project": ["project"]})]},
	"linked": {"project": sample.partial("project", {"private_endpoints": demand})},
}
