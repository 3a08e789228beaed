package policies.main_test

import data.policies.main

_resource(environment) := {"resource": "a", "environment": environment, "pointer": "", "message": "wrong"}

test_findings_stand_under_the_id_of_their_path if {
	found := main.findings with data.policies.rules as {"indexes": {"pod_based": {"deny": {_resource("")}}}}
	found == {"indexes/pod-based": {_resource("")}}
}

test_findings_outside_production_need_a_rule_for_all if {
	rules := {"secrets": {"a": {"deny": {_resource("test")}}, "b": {"deny": {_resource("test")}}}}
	catalogue := {"secrets/a": {"environments": "all"}, "secrets/b": {"environments": "production"}}
	found := main.findings with data.policies.rules as rules with data.catalogue as catalogue
	found == {"secrets/a": {_resource("test")}, "secrets/b": set()}
}

test_applies_by_rule if {
	found := main.applies with data.policies.rules as {"cmek": {"key_spec": {"applies": {"k1"}}}}
	found == {"cmek/key-spec": {"k1"}}
}
