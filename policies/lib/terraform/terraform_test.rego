package policies.lib.terraform_test

import data.policies.lib.terraform

test_configured if terraform.configured(_seen("terraform infra/prod", "aws_kms_key.main"))

test_configured_by_other_tools if {
	terraform.configured(_seen("cloudformation stack.yaml", "Key"))
	terraform.configured(_seen("pulumi Pulumi.yaml", "key"))
}

test_named if {
	terraform.named("terraform:aws_kms_key.main")
	terraform.named("cloudformation:Key")
	terraform.named("pulumi:key")
	not terraform.named("arn:aws:kms:us-east-1:111122223333:key/a")
}

test_guard if {
	terraform.guard(_seen("terraform infra", "aws_kms_key.main")) == `prevent_destroy to "true"`
	terraform.guard(_seen("cloudformation stack.yaml", "Key")) == `DeletionPolicy and UpdateReplacePolicy to "Retain"`
	terraform.guard(_seen("pulumi Pulumi.yaml", "key")) == `the option protect to "true"`
	not terraform.guard(_seen("plan plan.json", "aws_kms_key.main"))
}

test_called if {
	key := _seen("cloudformation stack.yaml", "Key")
	terraform.called(key, "enable_key_rotation") == "EnableKeyRotation"
	terraform.called(key, "is_enabled") == "Enabled"
	terraform.called(_seen("pulumi Pulumi.yaml", "key"), "enable_key_rotation") == "enableKeyRotation"
	terraform.called(_seen("pulumi Pulumi.yaml", "key"), "is_enabled") == "isEnabled"
	terraform.called(_seen("terraform infra", "aws_kms_key.main"), "is_enabled") == "is_enabled"
	terraform.called(_seen("aws 111122223333", "key"), "is_enabled") == "is_enabled"
	terraform.called({"id": "a", "name": "a", "values": {}}, "is_enabled") == "is_enabled"
}

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
