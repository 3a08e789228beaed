package policies.lib.arn_test

import data.policies.lib.arn

_uuid := "0f1e2d3c-4b5a-4697-8877-665544332211"

_role_cases := {
	"arn:aws:iam::210987654321:role/pinecone-cmek": true,
	"arn:aws:iam::210987654321:role/vendors/pinecone-cmek": true,
	"arn:aws:iam::210987654321:user/pinecone": false,
	"arn:aws:iam:us-east-1:210987654321:role/pinecone": false,
	"arn:aws-us-gov:iam::210987654321:role/pinecone": false,
	"arn:aws:iam::2109:role/pinecone": false,
	"arn:aws:iam::210987654321:role/": false,
	"arn:aws:sts::210987654321:assumed-role/pinecone/session": false,
	"pinecone-cmek": false,
	"": false,
}

_key_cases := {
	$"arn:aws:kms:us-east-1:210987654321:key/{_uuid}": true,
	"arn:aws:kms:ap-southeast-1:210987654321:key/mrk-0123456789abcdef0123456789abcdef": true,
	"arn:aws:kms:us-east-1:210987654321:alias/pinecone": false,
	"arn:aws:kms:us-east-1:210987654321:key/pinecone": false,
	$"arn:aws-cn:kms:cn-north-1:210987654321:key/{_uuid}": false,
	$"arn:aws:kms::210987654321:key/{_uuid}": false,
	$"arn:aws:kms:us-east-1::key/{_uuid}": false,
	_uuid: false,
	"": false,
}

test_role if {
	wrong := {value | some value, want in _role_cases; _says_role(value) != want}
	wrong == set()
}

test_key if {
	wrong := {value | some value, want in _key_cases; _says_key(value) != want}
	wrong == set()
}

test_region if {
	arn.region($"arn:aws:kms:us-west-2:210987654321:key/{_uuid}") == "us-west-2"
}

test_region_of_none if {
	named := {region |
		some value in ["arn:aws:iam::210987654321:role/pinecone", "us-west-2", "arn:aws", "", "terraform:aws_kms_key.main"]
		region := arn.region(value)
	}
	named == set()
}

default _says_role(_) := false

_says_role(value) if arn.role(value)

default _says_key(_) := false

_says_key(value) if arn.key(value)
