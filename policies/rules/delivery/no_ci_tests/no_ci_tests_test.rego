package policies.rules.delivery.no_ci_tests_test

import data.policies.lib.sample_test as sample
import data.policies.rules.delivery.no_ci_tests as rule

test_fail_nothing if {
	denied := rule.deny with input as _case({}, [])
	sample.messages(denied) == {
		`no workflow of "acme" tests against Pinecone Local or a project that is not of production: let one`,
	}
	{finding.absent | some finding in denied} == {["ci_job"]}
}

test_fail_only_production if {
	every values in [
		{"secrets": ["PROD_PINECONE_API_KEY"], "images": []},
		{"secrets": ["SEARCH_KEY"], "images": ["ghcr.io/pinecone-io/pinecone-mcp"]},
	] {
		denied := rule.deny with input as _case({}, [values])
		sample.places(denied) == {["acme", "/ci/tests"]}
	}
}

test_fail_declared_production if {
	denied := rule.deny with input as _case({"tests": "search"}, [])
	sample.messages(denied) == {
		`tests run against production project "search": use Pinecone Local, or a project of their own`,
	}
}

test_success_local if {
	case := _case({}, [{"images": ["ghcr.io/pinecone-io/pinecone-local"]}])
	rule.deny == set() with input as case
	rule.applies == {"acme"} with input as case
	rule.deny == set() with input as _case({"tests": "local"}, [])
}

test_success_other_project if {
	rule.deny == set() with input as _case({}, [{"secrets": ["PLAYGROUND_KEY"], "images": []}])
	rule.deny == set() with input as _case({}, [{"secrets": ["PINECONE_API_KEY_TEST"], "images": []}])
	rule.deny == set() with input as _case({"tests": "playground"}, [])
}

test_success_unknown_secret if {
	denied := rule.deny with input as _case({}, [{"secrets": ["PINECONE_API_KEY"], "images": []}])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["acme", "/ci/tests"]}
	unnamed := rule.deny with input as _case({"tests": "elsewhere"}, [])
	sample.undecided(unnamed) == {["acme", "/ci/tests"]}
}

test_success_unknown_every_secret if {
	denied := rule.deny with input as _case({}, [{"every_secret": true, "images": []}])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["acme", "/ci/tests"]}
}

test_success_unknown_declaration if {
	hidden := {"/ci/tests": {"reason": "the manifest's value is not valid"}}
	place := "/resources/pinecone_organization/0/unknown"
	case := json.patch(_case({}, []), [{"op": "add", "path": place, "value": hidden}])
	rule.deny == set() with input as case
	rule.applies == {"acme"} with input as case
}

_case(declared, jobs) := {
	"resources": {"pinecone_organization": [sample.linked(sample.partial("acme", {"ci": declared}), {
		"projects": ["playground", "search"],
		"ci_jobs": [$"job-{index}" | some index, _ in jobs],
	})]},
	"linked": object.union(
		{$"job-{index}": sample.linked(sample.whole($"job-{index}", values), {"projects": ["playground", "search"]}) |
			some index, values in jobs
		},
		{
			"search": object.union(
				sample.partial("search", {"ci_secrets": ["SEARCH_KEY"]}),
				{"environment": "production"},
			),
			"playground": object.union(
				sample.partial("playground", {"ci_secrets": ["PLAYGROUND_KEY"]}),
				{"environment": "development"},
			),
		},
	),
}
