package policies.lib.terraform_test

import data.policies.lib.terraform

test_configured if terraform.configured(_seen("terraform infra/prod", "aws_kms_key.main"))

test_not_configured if {
	not terraform.configured(_seen("plan plan.json", "aws_kms_key.main"))
	not terraform.configured(_seen("manifest pinelint.yaml", "/projects/0"))
	not terraform.configured({"id": "a", "name": "a", "values": {}})
}

test_data_source_is_not_managed if {
	not terraform.configured(_seen("terraform infra", "data.aws_kms_key.main"))
	not terraform.configured(_seen("terraform infra", "module.keys.data.aws_kms_key.main"))
}

test_actions if terraform.actions({"values": {"change": {"actions": ["delete"]}}}) == ["delete"]

_seen(source, address) := {
	"id": "a",
	"name": "a",
	"values": {},
	"observations": [{"source": source, "address": address, "values": {}}],
}
