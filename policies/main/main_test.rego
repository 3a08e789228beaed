package policies.main_test

import data.policies.main

_resource(environment) := {"resource": "a", "environment": environment, "pointer": "", "message": "wrong"}

test_findings_carry_the_id_of_their_path if {
	found := main.findings with data.policies.rules as {"indexes": {"pod_based": {"deny": {_resource("")}}}}
	found == {object.union(_resource(""), {"rule": "indexes/pod-based"})}
}

test_findings_outside_production_need_a_rule_for_all if {
	rules := {"secrets": {"a": {"deny": {_resource("test")}}, "b": {"deny": {_resource("test")}}}}
	catalogue := {"secrets/a": {"environments": "all"}, "secrets/b": {"environments": "production"}}
	found := main.findings with data.policies.rules as rules with data.catalogue as catalogue
	{finding.rule | some finding in found} == {"secrets/a"}
}

test_applies_by_rule if {
	found := main.applies with data.policies.rules as {"cmek": {"key_spec": {"applies": {"k1"}}}}
	found == {"cmek/key-spec": {"k1"}}
}
