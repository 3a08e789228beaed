package policies.rules.privatelink.region_unsupported_test

import data.policies.lib.sample_test as sample
import data.policies.rules.privatelink.region_unsupported as rule

test_fail_gcp if {
	denied := rule.deny with input as _index({"region": "us-central1"}, {"required": true})
	sample.places(denied) == {["index", "/region"]}
}

test_fail_private_only if {
	denied := rule.deny with input as _index({"region": "us-central1"}, {"public_access": "disabled"})
	sample.places(denied) == {["index", "/region"]}
}

test_success_supported if {
	denied := rule.deny with input as _index({"region": "eastus2"}, {"required": true})
	denied == set()
}

test_success_public if {
	case := _index({"region": "us-central1"}, {})
	denied := rule.deny with input as case
	denied == set()
	applies := rule.applies with input as case
	applies == set()
}

test_success_unknown_region if {
	denied := rule.deny with input as _index({}, {"required": true})
	denied == set()
}

test_success_unknown_demand_is_undecided if {
	case := _index({"region": "eu-central-9"}, {})
	project := sample.hidden(case.linked.project, ["/private_endpoints/required"])
	denied := rule.deny with input as object.union(case, {"linked": {"project": project}})
	sample.places(denied) == set()
	sample.undecided(denied) == {["index", "/region"]}
}

_index(values, demand) := {
	"resources": {"pinecone_index": [sample.linked(sample.partial("index", values), {"project": ["project"]})]},
	"linked": {"project": sample.partial("project", {"private_endpoints": demand})},
}
