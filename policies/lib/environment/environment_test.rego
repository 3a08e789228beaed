package policies.lib.environment_test

import data.policies.lib.environment

test_words if {
	environment.tagged(_resource({"Environment": "PROD"})) == {"/tags/Environment": "production"}
	environment.tagged(_resource({"env": "dev", "team": "prod"})) == {"/tags/env": "development"}
}

test_unknown_word if environment.tagged(_resource({"env": "blue"})) == {}

test_named if {
	environment.named("PINECONE_API_KEY_PROD") == {"production"}
	environment.named("stg-or-dev") == {"staging", "development"}
	environment.named("PRODUCT_KEY") == set()
}

test_no_tags if environment.tagged({"id": "a", "name": "a", "complete": false, "values": {}}) == {}

_resource(tags) := {"id": "a", "name": "a", "complete": true, "values": {"tags": tags}}
