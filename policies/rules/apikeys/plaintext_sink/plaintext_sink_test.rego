package policies.rules.apikeys.plaintext_sink_test

import data.policies.lib.sample_test as sample
import data.policies.rules.apikeys.plaintext_sink as rule

test_fail_plain if {
	plain := {"environment": "aws_lambda_function", "user_data": "aws_instance", "data": "kubernetes_config_map"}
	every argument, type in plain {
		denied := rule.deny with input as _sink({"resource_type": type, "argument": argument})
		sample.places(denied) == {["sink", ""]}
	}
	denied := rule.deny with input as _sink({"resource_type": "aws_lambda_function", "argument": "environment"})
	sample.messages(denied) == {concat(" ", [
		`the value of "app" flows into "environment" of "x.y", where it is no secret:`,
		"keep it in a secret store, and read it from there",
	])}
}

test_fail_manifest if {
	values := {"resource_type": "kubernetes_config_map", "argument": "data", "variable": "PINECONE_API_KEY"}
	denied := rule.deny with input as _sink(values)
	sample.messages(denied) == {concat(" ", [
		`the value of "PINECONE_API_KEY" comes by "data" of "x.y", where it is no secret:`,
		"keep it in a secret store, and read it from there",
	])}
}

test_fail_parameter if {
	every values in [{"type": "String"}, {}] {
		denied := rule.deny with input as _sink(object.union(
			{"resource_type": "aws_ssm_parameter", "argument": "value"},
			values,
		))
		sample.places(denied) == {["sink", ""]}
	}
}

test_fail_output if {
	denied := rule.deny with input as _sink({"resource_type": "output", "argument": "value", "sensitive": false})
	sample.places(denied) == {["sink", ""]}
}

test_success_secret if {
	every values in [
		{"resource_type": "aws_secretsmanager_secret_version", "argument": "secret_string"},
		{"resource_type": "aws_ssm_parameter", "argument": "value", "type": "SecureString"},
		{"resource_type": "output", "argument": "value", "sensitive": true},
		{"resource_type": "helm_release", "argument": "set_sensitive"},
		{"resource_type": "terraform_data", "argument": "input"},
	] {
		denied := rule.deny with input as _sink(values)
		denied == set()
	}
}

test_success_unknown_resource if {
	every values in [
		{"resource_type": "acme_widget", "argument": "key"},
		{"resource_type": "module", "argument": "api_key"},
		{"resource_type": "aws_lambda_function", "argument": "code_signing_config_arn"},
	] {
		denied := rule.deny with input as _sink(values)
		sample.messages(denied) == set()
		sample.undecided(denied) == {["sink", "/argument"]}
	}
}

test_success_unknown_type if {
	case := _sink({"resource_type": "aws_ssm_parameter", "argument": "value"})
	unknown := {"/type": {"reason": "variable has no default"}}
	hidden := json.patch(case, [{"op": "add", "path": "/resources/credential_sink/0/unknown", "value": unknown}])
	denied := rule.deny with input as hidden
	sample.messages(denied) == set()
	sample.undecided(denied) == {["sink", "/type"]}
}

test_success_unknown_attribute if {
	values := {"resource_type": "output", "argument": "value", "sensitive": false, "certain": false}
	denied := rule.deny with input as _sink(values)
	denied == set()
}

test_success_unknown_value if {
	unknown := {"/certain": {"reason": "the variable is empty"}}
	every type, wanted in {"aws_lambda_function": {["sink", "/certain"]}, "aws_secretsmanager_secret_version": set()} {
		case := json.remove(
			_sink({"resource_type": type, "argument": "environment"}),
			["/resources/credential_sink/0/values/certain"],
		)
		hidden := json.patch(case, [{"op": "add", "path": "/resources/credential_sink/0/unknown", "value": unknown}])
		denied := rule.deny with input as hidden
		sample.messages(denied) == set()
		sample.undecided(denied) == wanted
	}
}

_sink(values) := {
	"resources": {"credential_sink": [sample.linked(
		sample.whole("sink", object.union({"resource": "x.y", "certain": true}, values)),
		{"credentials": ["app"]},
	)]},
	"linked": {"app": sample.whole("app", {})},
}
