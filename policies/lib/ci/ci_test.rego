package policies.lib.ci_test

import data.policies.lib.ci
import data.policies.lib.sample_test as sample

test_starts_local if {
	ci.starts_local(sample.whole("job", {"images": ["alpine", "mirror.example:5000/a/pinecone-index"]}))
	not ci.starts_local(sample.whole("job", {"images": ["ghcr.io/pinecone-io/pinecone-mcp"]}))
	not ci.starts_local(sample.whole("job", {}))
}

test_keys_as_the_manifest_says if {
	keys := ci.keys(_job({"secrets": ["LIVE", "TEST", "SHARED"], "environment": "eu"})) with input as _projects
	{index: key.of | some index, key in keys} == {0: "production", 1: "other", 2: "other"}
	elsewhere := ci.keys(_job({"secrets": ["SHARED"]})) with input as _projects
	{key.of | some key in elsewhere} == {"production"}
}

test_keys_by_their_names if {
	of := {"KEY_PROD": "production", "KEY_STAGING": "other", "KEY_PROD_TEST": "unknown", "KEY": "unknown"}
	every name, wanted in of {
		keys := ci.keys(_job({"secrets": [name]})) with input as _projects
		keys[0].of == wanted
	}
	keys := ci.keys(_job({"secrets": [null, "KEY"], "environment": "qa"})) with input as _projects
	{index: key.of | some index, key in keys} == {1: "other"}
}

test_unknown_keys if {
	ci.unknown_keys(_job({"secrets": ["KEY", "KEY_PROD", null]})) == {"KEY", "an expression"} with input as _projects
}

test_production_secrets if {
	of := {"": {"LIVE", "SHARED"}, "eu": {"LIVE"}}
	every place, wanted in of {
		job := _job({"every_secret": true, "environment": place})
		ci.has_every_secret(job)
		ci.production_secrets(job) == wanted with input as _projects
	}
	not ci.has_every_secret(_job({"secrets": ["LIVE"]}))
}

test_deploys if {
	ci.deploys(_job({"environment": "eu-production"}))
	not ci.deploys(_job({"environment": "staging"}))
	not ci.deploys(_job({}))
}

test_may_deploy if {
	job := sample.hidden(_job({"secrets": ["LIVE"]}), ["/environment"])
	ci.may_deploy(job)
	not ci.deploys(job)
	keys := ci.keys(job) with input as _projects
	{key.of | some key in keys} == {"production"}
	not ci.may_deploy(_job({}))
}

_job(values) := sample.linked(sample.whole("job", values), {"projects": ["live", "test"]})

_projects := {"resources": {}, "linked": {
	"live": sample.partial("live", {"ci_secrets": ["LIVE", "SHARED"]}),
	"test": object.union(sample.partial("test", {"ci_secrets": ["TEST", "eu/SHARED"]}), {"environment": "test"}),
}}
