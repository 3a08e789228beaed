package policies.rules.secrets.service_account_secret_test

import data.policies.lib.sample_test as sample
import data.policies.rules.secrets.service_account_secret as rule

test_fail_secret if {
	denied := rule.deny with input as _secret({"kind": "service_account_secret", "file": "admin.env"})
	sample.messages(denied) == {`"admin.env" holds a service account secret: rotate it and read it from a secret store`}
}

test_success_other_kind if {
	case := _secret({"kind": "api_key", "file": "admin.env"})
	denied := rule.deny with input as case
	denied == set()
	applies := rule.applies with input as case
	applies == set()
}

test_success_unknown_kind if {
	denied := rule.deny with input as _secret({"file": "admin.env"})
	denied == set()
}

_secret(values) := {"resources": {"repository_secret": [sample.whole("secret", values)]}}
