package policies.lib.monitoring_test

import data.policies.lib.monitoring
import data.policies.lib.sample_test as sample

test_metric if {
	monitoring.metric("pinecone_db_index_fullness").max == 1
	monitoring.metric("pinecone_vector_count").kind == "gauge"
	monitoring.metric("pinecone_request_latency_seconds_bucket").kind == "counter"
	not monitoring.metric("pinecone_db_op_query_count_bucket")
	not monitoring.metric("up")
}

test_names_have_no_former_ones if {
	"pinecone_db_op_query_count" in monitoring.names
	count(monitoring.names & object.keys(data.facts.metrics.renamed.names)) == 0
}

test_renamed_to_what_there_is if {
	every new in data.facts.metrics.renamed.names { monitoring.metric(new) }
}

test_added if {
	query := sample.linked(sample.whole("query", {}), {"scrapes": ["a", "b"]})
	scrapes := {"a": sample.whole("a", {"labels": ["team"]}), "b": sample.whole("b", {"labels": ["tier"]})}
	monitoring.added(query) == {"team", "tier"} with input as {"resources": {}, "linked": scrapes}
	not monitoring.added(sample.whole("query", {})) with input as {"resources": {}, "linked": scrapes}
	hidden := object.union(scrapes, {"a": sample.hidden(scrapes.a, ["/labels"])})
	not monitoring.added(query) with input as {"resources": {}, "linked": hidden}
}

test_unauthorized if {
	monitoring.unauthorized(null) == "has no authorization"
	monitoring.unauthorized({"type": "Basic", "credentials": "file"}) == `is authorized by "Basic"`
	monitoring.unauthorized({"credentials": "inline"}) == `is authorized by "a header without a type"`
	monitoring.unauthorized({"type": "Bearer"}) == "has an authorization without credentials"
	not monitoring.unauthorized({"type": "Bearer", "credentials": "file"})
}

test_authorizations if {
	both := {"authorization": {"type": "Bearer"}, "discovery": [{}, {"authorization": {"type": "Basic"}}]}
	case := {"resources": {"prometheus_scrape": [sample.whole("a", both), sample.whole("b", {})]}}
	found := monitoring.authorizations with input as case
	{[scrape.id, pointer] | some [scrape, pointer, _] in found} == {
		["a", "/authorization"],
		["a", "/discovery/1/authorization"],
	}
}
