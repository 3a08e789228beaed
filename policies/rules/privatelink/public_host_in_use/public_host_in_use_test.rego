package policies.rules.privatelink.public_host_in_use_test

import data.policies.lib.sample_test as sample
import data.policies.rules.privatelink.public_host_in_use as rule

test_fail_public if {
	denied := rule.deny with input as _named({"private": false}, "disabled")
	sample.messages(denied) == {
		`"app/.env" names the public host of index "products", which is private: use ".svc.private."`,
	}
	{[finding.place.resource, finding.place.pointer] | some finding in denied} == {["host", "/host"]}
}

test_success_private if {
	denied := rule.deny with input as _named({"private": true}, "disabled")
	denied == set()
}

test_success_open_project if {
	judged := rule.applies with input as _named({"private": false}, "enabled")
	judged == set()
}

test_success_test_file if {
	judged := rule.applies with input as _named({"private": false, "role": "test"}, "disabled")
	judged == set()
}

test_success_unknown_project if {
	case := {"resources": {"pinecone_index": [sample.whole("products", {})]}}
	denied := rule.deny with input as case
	denied == set()
}

test_success_unknown_access_is_undecided if {
	case := _named({"private": false}, null)
	project := sample.hidden(case.linked.project, ["/private_endpoints/public_access"])
	denied := rule.deny with input as object.union(case, {"linked": {"project": project}})
	sample.places(denied) == set()
	sample.undecided(denied) == {["products", ""]}
}

test_success_unknown_which_of_two_indexes if {
	shared := [{"op": "add", "path": "/linked/host/links", "value": {"indexes": ["others", "products"]}}]
	case := json.patch(_named({"private": false}, "disabled"), shared)
	denied := rule.deny with input as case
	sample.places(denied) == set()
	sample.undecided(denied) == {["products", ""]}
	told := [{"op": "add", "path": pointer, "value": "products-1.svc.x"} |
		some pointer in ["/linked/host/values/host", "/resources/pinecone_index/0/values/host"]
	]
	certain := rule.deny with input as json.patch(case, told)
	count(sample.messages(certain)) == 1
	sample.undecided(certain) == set()
}

_named(host, access) := {
	"resources": {"pinecone_index": [sample.linked(
		sample.whole("products", {"name": "products"}),
		{"project": ["project"], "hosts": ["host"]},
	)]},
	"linked": {
		"project": sample.partial("project", {"private_endpoints": {"public_access": access}}),
		"host": sample.whole("host", object.union({"role": "source", "file": "app/.env"}, host)),
	},
}
