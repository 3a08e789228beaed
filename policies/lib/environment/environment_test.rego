package policies.lib.environment_test

import data.policies.lib.environment
import data.policies.lib.sample_test as sample

test_words if {
	environment.tagged(_resource({"Environment": "PROD"})) == {"/tags/Environment": "production"}
	environment.tagged(_resource({"env": "dev", "team": "prod"})) == {"/tags/env": "development"}
}

test_unknown_word if environment.tagged(_resource({"env": "blue"})) == {}

test_several_words if {
	every text in ["eu-prod", "prod_eu1"] { _means(text) == "production" }
	every text in ["nonprod", "Non-Production", "pre prod", "non-prod1", "not live", "UAT", "uat2", "acceptance"] {
		_means(text) == "staging"
	}
	every text in ["sit", "perf"] { _means(text) == "test" }
	every text in ["demo", "dev-anna", "dev/test"] { _means(text) == "development" }
}

_means(text) := environment.tagged(_resource({"env": text}))["/tags/env"]

test_strange if {
	environment.strange(_resource({"env": "blue", "stage": "dev-of-prod", "environment": "dev", "a": "b"})) == {
		"/tags/env": "blue", "/tags/stage": "dev-of-prod",
	}
}

test_untold if {
	environment.untold(_resource({"env": "blue"})) == set()
	environment.untold(sample.hidden(_resource({}), ["/tags/Env", "/tags/owner"])) == {"/tags/Env"}
	environment.untold(sample.hidden(_resource({}), ["/tags"])) == {"/tags"}
	environment.untold(object.union(_resource({}), {"unread": {"/tags": "a permission"}})) == {"/tags"}
}

test_named if {
	environment.named("PINECONE_API_KEY_PROD") == {"production"}
	environment.named("stg-or-dev") == {"staging", "development"}
	environment.named("PRODUCT_KEY") == set()
	environment.named("KEY_NON_PROD") == {"staging"}
	environment.named("demo") == set()
}

test_no_tags if environment.tagged({"id": "a", "name": "a", "complete": false, "values": {}}) == {}

_resource(tags) := {"id": "a", "name": "a", "complete": true, "values": {"tags": tags}}
