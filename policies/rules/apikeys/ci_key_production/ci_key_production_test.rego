package policies.rules.apikeys.ci_key_production_test

import data.policies.lib.sample_test as sample
import data.policies.rules.apikeys.ci_key_production as rule

test_fail_declared if {
	denied := rule.deny with input as _job({"secrets": ["OTHER_KEY", "SEARCH_KEY"]})
	sample.places(denied) == {["job", "/secrets/1"]}
	sample.messages(denied) == {
		`job "job" has a key of production project "search" by secret "SEARCH_KEY": test with a key of another project`,
	}
}

test_fail_by_environment if {
	denied := rule.deny with input as _job({"secrets": ["PINECONE_API_KEY"], "environment": "search-eu"})
	sample.places(denied) == {["job", "/secrets/0"]}
}

test_fail_by_name if {
	denied := rule.deny with input as _job({"secrets": ["PINECONE_API_KEY_PROD"]})
	sample.messages(denied) == {
		`job "job" has a key of production by secret "PINECONE_API_KEY_PROD": test with a key of another project`,
	}
}

test_fail_every_secret if {
	denied := rule.deny with input as _job({"every_secret": true, "environment": "search-eu"})
	sample.places(denied) == {["job", "/every_secret"]}
	sample.messages(denied) == {concat(" ", [
		`job "job" has every secret, so the production keys in "PINECONE_API_KEY", "SEARCH_KEY":`,
		"name those it needs",
	])}
}

test_success_unknown_every_secret if {
	denied := rule.deny with input as json.remove(_job({"every_secret": true}), ["/linked/search/values/ci_secrets"])
	sample.messages(denied) == set()
	sample.undecided(denied) == {["job", "/every_secret"]}
}

test_success_unknown_environment_of_every_secret if {
	unknown := {"/environment": {"reason": "an expression makes it"}}
	denied := rule.deny with input as json.patch(
		_job({"every_secret": true}),
		[{"op": "add", "path": "/resources/ci_job/0/unknown", "value": unknown}],
	)
	sample.messages(denied) == set()
	sample.undecided(denied) == {["job", "/environment"]}
}

test_success_other if {
	every values in [
		{"secrets": ["OTHER_KEY"]},
		{"secrets": ["STAGING_PINECONE_KEY"]},
		{"secrets": ["PINECONE_API_KEY"], "environment": "staging"},
	] {
		rule.deny == set() with input as _job(values)
		rule.applies == {"job"} with input as _job(values)
	}
}

test_success_deployment if {
	case := _job({"secrets": ["SEARCH_KEY"], "environment": "Production"})
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_local if {
	case := _job({"images": ["ghcr.io/pinecone-io/pinecone-local"]})
	rule.deny == set() with input as case
	rule.applies == set() with input as case
}

test_success_unknown_secret if {
	every secrets in [["PINECONE_API_KEY"], [null]] {
		denied := rule.deny with input as _job({"secrets": secrets})
		sample.messages(denied) == set()
		sample.undecided(denied) == {["job", "/secrets"]}
	}
}

test_success_unknown_environment if {
	unknown := {"/environment": {"reason": "an expression makes it"}}
	denied := rule.deny with input as json.patch(
		_job({"secrets": ["SEARCH_KEY"]}),
		[{"op": "add", "path": "/resources/ci_job/0/unknown", "value": unknown}],
	)
	sample.messages(denied) == set()
	sample.undecided(denied) == {["job", "/environment"]}
}

_job(values) := {
	"resources": {"ci_job": [sample.linked(sample.whole("job", values), {"projects": ["playground", "search"]})]},
	"linked": {
		"search": object.union(
			sample.partial("search", {"ci_secrets": ["SEARCH_KEY", "search-eu/PINECONE_API_KEY"]}),
			{"environment": "production"},
		),
		"playground": object.union(
			sample.partial("playground", {"ci_secrets": ["OTHER_KEY"]}),
			{"environment": "test"},
		),
	},
}

test_success_unknown_secrets_apply if {
	case := {"resources": {"ci_job": [sample.hidden(sample.whole("job", {}), ["/secrets"])]}}
	rule.deny == set() with input as case
	rule.applies == {"job"} with input as case
}
