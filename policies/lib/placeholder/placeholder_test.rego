package policies.lib.placeholder_test

import data.policies.lib.placeholder

test_account if {
	placeholder.first("arn:aws:iam::XXXXXXXXXXXX:role/pinecone_cmek_access_us-east-1") == "XXXXXXXXXXXX"
}

test_key if placeholder.first("arn:aws:kms:us-east-1:210987654321:key/YYYYYYY") == "YYYYYYY"

test_external_id if {
	id := "XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX"
	placeholder.first(id) == id
}

test_none if {
	found := {text |
		some text in ["arn:aws:iam::210987654321:role/XXL-tools", "", "terraform:aws_iam_role.cmek", "xxxxxxxx"]
		placeholder.first(text)
	}
	found == set()
}
