package assemble_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

const (
	roleARN = "arn:aws:iam::111122223333:role/pinecone"
	keyARN  = "arn:aws:kms:us-east-1:111122223333:key/0f6e5d4c-3b2a-4190-8f7e-6d5c4b3a2910"
	farKey  = "arn:aws:kms:us-east-1:444455556666:key/5a4b3c2d-1e0f-4f9e-8d7c-6b5a49382716"
)

func statement(effect string, actions, resources []any) values {
	return values{"Effect": effect, "Action": actions, "Resource": resources}
}

func policyOf(statements ...any) values {
	return values{"Version": "2012-10-17", "Statement": statements}
}

func cmekRole(more values, statements ...any) *snapshot.Observation {
	all := values{
		"name": "pinecone", "arn": roleARN,
		"assume_role_policy": trusting("999988887777:role/pinecone_cmek_access_us-east-1"),
		"inline_policies":    values{"use": policyOf(statements...)},
	}
	maps.Copy(all, more)
	return seen(".", "aws_iam_role", "aws_iam_role.pinecone", 1, all)
}

func TestWhatARoleMayDoElsewhere(t *testing.T) {
	use := []any{"kms:Encrypt", "kms:Decrypt"}
	hidden := func(pointer string) *snapshot.Observation {
		role := cmekRole(nil, statement("Allow", use, nil))
		role.Unknown = map[string]snapshot.Unknown{"/inline_policies/use" + pointer: {Reason: "no default", Expression: "var.x"}}
		return role
	}
	tests := []struct {
		name string
		role *snapshot.Observation
		want []string
	}{
		{"only its key", cmekRole(nil, statement("Allow", use, []any{keyARN})), nil},
		{"customers' keys, as the guide has it",
			cmekRole(nil, statement("Allow", use, []any{"arn:aws:kms:*:444455556666:key/*"})), nil},
		{"all keys", cmekRole(nil, statement("Allow", use, []any{"*"})),
			[]string{`allowed /inline_policies/use/Statement/0/Resource/0 "kms:Decrypt" on other keys, by "*"`}},
		{"all keys of the account", cmekRole(nil, statement("Allow", use, []any{keyARN, "arn:aws:kms:eu-west-1:111122223333:key/*"})),
			[]string{`allowed /inline_policies/use/Statement/0/Resource/1 "kms:Decrypt" on other keys, by "arn:aws:kms:eu-west-1:111122223333:key/*"`}},
		{"all keys but its own", cmekRole(values{"inline_policies": values{"use": policyOf(
			values{"Effect": "Allow", "Action": use, "NotResource": []any{keyARN}})}}),
			[]string{`allowed /inline_policies/use/Statement/0/NotResource/0 "kms:Decrypt" on other keys, by all but "` + keyARN + `"`}},
		{"another service", cmekRole(nil, statement("Allow", []any{"s3:Get*"}, []any{"arn:aws:s3:::b/*"})),
			[]string{`allowed /inline_policies/use/Statement/0/Action/0 "s3:Get*" on "arn:aws:s3:::b/*"`}},
		{"another service that is denied", cmekRole(nil, statement("Allow", []any{"s3:Get*"}, []any{"*"}),
			statement("Deny", []any{"s3:*"}, []any{"*"})), nil},
		{"another role", cmekRole(nil, statement("Allow", []any{"sts:AssumeRole"}, []any{"arn:aws:iam::111122223333:role/admin"})),
			[]string{`allowed /inline_policies/use/Statement/0/Action/0 "sts:AssumeRole" on "arn:aws:iam::111122223333:role/admin"`}},
		{"roles of any account", cmekRole(nil, statement("Allow", []any{"sts:Assume*", "sts:TagSession"}, []any{"arn:aws:iam::*:role/*"})),
			[]string{
				`allowed /inline_policies/use/Statement/0/Action/0 "sts:Assume*" on "arn:aws:iam::*:role/*"`,
				`allowed /inline_policies/use/Statement/0/Action/1 "sts:TagSession" on "arn:aws:iam::*:role/*"`,
			}},
		{"another role that is denied", cmekRole(nil,
			statement("Allow", []any{"sts:AssumeRole"}, []any{"arn:aws:iam::111122223333:role/admin"}),
			statement("Deny", []any{"sts:*"}, []any{"*"})), nil},
		{"another role by a boundary that nobody read", cmekRole(values{"permissions_boundary": "arn:aws:iam::111122223333:policy/b"},
			statement("Allow", []any{"sts:AssumeRole"}, []any{"arn:aws:iam::111122223333:role/admin"})),
			[]string{`unknown /inline_policies/use/Statement/0/Action/0 "sts:AssumeRole" on "arn:aws:iam::111122223333:role/admin"`}},
		{"all but some actions", cmekRole(values{"inline_policies": values{"use": policyOf(
			values{"Effect": "Allow", "NotAction": []any{"iam:*", "kms:*"}, "Resource": "*"})}}),
			[]string{`allowed /inline_policies/use/Statement/0 all but "iam:*", "kms:*" on "*"`}},
		{"all but some resources", cmekRole(values{"inline_policies": values{"use": policyOf(
			values{"Effect": "Allow", "Action": "s3:*", "NotResource": []any{"arn:aws:s3:::a"}})}}),
			[]string{`allowed /inline_policies/use/Statement/0/Action "s3:*" on all but "arn:aws:s3:::a"`}},
		{"another service beyond the boundary that nobody read",
			cmekRole(values{"permissions_boundary": "arn:aws:iam::111122223333:policy/b"}, statement("Allow", []any{"s3:Get*"}, []any{"*"})),
			[]string{`unknown /inline_policies/use/Statement/0/Action/0 "s3:Get*" on "*"`}},
		{"everything", cmekRole(nil, statement("Allow", []any{"*"}, []any{"*"})), []string{
			`allowed /inline_policies/use/Statement/0/Action/0 "*" on "*"`,
			`allowed /inline_policies/use/Statement/0/Resource/0 "kms:Decrypt" on other keys, by "*"`,
		}},
		{"everything, by the policy of AWS's", cmekRole(values{
			"inline_policies": values{}, "managed_policy_arns": []any{"arn:aws:iam::aws:policy/AdministratorAccess"},
		}), []string{
			`allowed /managed_policy_arns/0/Statement/0/Action "*" on "*"`,
			`allowed /managed_policy_arns/0/Statement/0/Resource "kms:Decrypt" on other keys, by "*"`,
		}},
		{"a resource that is not known", hidden("/Statement/0/Resource"),
			[]string{`unknown /inline_policies/use/Statement/0 "kms:Decrypt" on other keys, by ""`}},
		{"a policy that is not known", hidden(""), []string{"unknown /inline_policies/use what the policy says"}},
		{"an account that may be its own", cmekRole(values{"arn": nil}, statement("Allow", use, []any{"arn:aws:kms:*:111122223333:key/*"})),
			[]string{`unknown /inline_policies/use/Statement/0/Resource/0 "kms:Decrypt" on other keys, by "arn:aws:kms:*:111122223333:key/*"`}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, answer := range join(unit(test.role)).Resources["aws_iam_role"][0].Access.Elsewhere {
				got = append(got, answer.Effect+" "+answer.Place.Pointer+" "+answer.Place.Clause)
			}
			same(t, "elsewhere", got, test.want)
		})
	}
}

// TestWhoAdministersAKey holds that whom conditions mean, or a variable hides, counts too.
func TestWhoAdministersAKey(t *testing.T) {
	const admin = "arn:aws:iam::111122223333:role/admin"
	allowing := func(principal, condition string) string {
		return `{"Effect": "Allow", "Principal": ` + principal + `, "Action": "kms:*", "Resource": "*", "Condition": ` + condition + `}`
	}
	tests := []struct{ name, statements, unknown, want string }{
		{"a condition", allowing(`"*"`, `{"ArnLike": {"aws:PrincipalArn": "`+admin+`"}}`), "", "allowed " + admin},
		{"one of any account", allowing(`"*"`, `{"StringEquals": {"aws:PrincipalAccount": "111122223333"}, "ArnLike": `+
			`{"aws:PrincipalArn": "arn:aws:iam::*:role/admin"}}`), "", "allowed " + admin},
		{"all but what a Deny leaves out", allowing(`{"AWS": "arn:aws:iam::111122223333:root"}`, `{}`) + `, {"Effect": "Deny", "Principal": "*", ` +
			`"Action": "kms:Put*", "Resource": "*", "Condition": {"ArnNotEquals": {"aws:PrincipalArn": "` + admin + `"}}}`, "", "allowed " + admin},
		{"a variable", allowing(`{}`, `{}`), "arn:aws:iam::${var.account}:role/admin", "unknown " + admin},
		{"a Deny of plain HTTP, which KMS does not take", allowing(`{"AWS": "`+admin+`"}`, `{}`) + `, {"Effect": "Deny", "Principal": "*", ` +
			`"Action": "kms:*", "Resource": "*", "Condition": {"Bool": {"aws:SecureTransport": "false"}}}`, "", "allowed " + admin},
		{"another account", allowing(`{"AWS": "arn:aws:iam::444455556666:role/admin"}`, `{}`), "", ""},
	}
	registration := declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 3, values{
		"name": "main", "project": "search", "role": roleARN, "key": keyARN,
	})
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			key := seen(".", "aws_kms_key", "aws_kms_key.main", 9, values{
				"arn": keyARN, "policy": tree(t, `{"Version": "2012-10-17", "Statement": [`+test.statements+`]}`),
			})
			if test.unknown != "" {
				key.Unknown = map[string]snapshot.Unknown{"/policy/Statement/0/Principal/AWS": {Expression: "var.account", Pattern: test.unknown}}
			}
			got := ""
			for _, answer := range join(unit(registration), unit(cmekRole(nil), key)).Resources["aws_kms_key"][0].Access.Administer {
				got += answer.Effect + " " + answer.Principal
			}
			same(t, "administrators", got, test.want)
		})
	}
}

// TestAnotherKey has a role whose policy names a key beside the one that it is for.
func TestAnotherKey(t *testing.T) {
	const another = "arn:aws:kms:us-east-1:111122223333:key/another-one"
	allowed := `allowed /inline_policies/use/Statement/0/Resource/1 %s on other keys, by "` + another + `"`
	tests := []struct{ name, action, key, own, want string }{
		{"it uses that", "kms:Decrypt", keyARN, keyARN, strings.Replace(allowed, "%s", `"kms:Decrypt"`, 1)},
		{"it makes data keys of that", "kms:GenerateDataKey", keyARN, keyARN, strings.Replace(allowed, "%s", `"kms:GenerateDataKey"`, 1)},
		{"it lists that", "kms:DescribeKey", keyARN, keyARN, ""},
		{"that may be its own", "kms:Decrypt", "terraform:aws_kms_key.main", "", ""},
		{"nothing tells its own", "kms:Decrypt", "terraform:var.key", "", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			registration := declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 3, values{
				"name": "main", "project": "search", "role": roleARN, "key": test.key,
			})
			key := seen(".", "aws_kms_key", "aws_kms_key.main", 9, values{"region": "us-east-1"})
			if test.own != "" {
				key.Values["arn"] = test.own
			}
			role := cmekRole(nil, statement("Allow", []any{test.action}, []any{keyARN, another}))
			got := ""
			for _, answer := range join(unit(registration), unit(role, key)).Resources["aws_iam_role"][0].Access.Elsewhere {
				got += answer.Effect + " " + answer.Place.Pointer + " " + answer.Place.Clause
			}
			same(t, "elsewhere", got, test.want)
		})
	}
}

// TestGrants asks about a key that only a grant opens. Nobody knows which encryption
// context Pinecone sends.
func TestGrants(t *testing.T) {
	context := values{"app": "search"}
	tests := []struct {
		name        string
		constraints []any
		unknown     string
		want        string
	}{
		{"without constraints", nil, "", "allowed"},
		{"with an empty one", []any{values{"encryption_context_subset": values{}}}, "", "allowed"},
		{"with a context", []any{values{"encryption_context_equals": context}}, "", "unknown"},
		{"with a part of a context", []any{values{"encryption_context_subset": context}}, "", "unknown"},
		{"with one that is not known", nil, "/constraints/0/encryption_context_equals/app", "unknown"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			key := seen(".", "aws_kms_key", "aws_kms_key.main", 9, values{"arn": keyARN})
			grant := refers(seen(".", "aws_kms_grant", "aws_kms_grant.main", 12, values{
				"key_id": keyARN, "grantee_principal": roleARN, "operations": []any{"Encrypt", "Decrypt"}, "constraints": test.constraints,
			}), "/key_id", "aws_kms_key.main.key_id")
			if test.unknown != "" {
				grant.Unknown = map[string]snapshot.Unknown{test.unknown: {Reason: "no default"}}
			}
			registration := declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 3, values{
				"name": "main", "project": "search", "role": roleARN, "key": keyARN,
			})
			use := join(unit(registration), unit(cmekRole(nil), key, grant)).Resources["aws_iam_role"][0].Access.Use
			if len(use) == 0 {
				t.Fatal("nobody asked what the role can do with the key")
			}
			for _, answer := range use[:2] { // kms:Encrypt and kms:Decrypt
				same(t, answer.Action, answer.Effect, test.want)
			}
		})
	}
}

// TestRegionOfRequests has a role that may act in one region alone: what is asked of a key goes to
// the key's.
func TestRegionOfRequests(t *testing.T) {
	for _, test := range []struct{ allowed, key, want string }{
		{"us-east-1", keyARN, "allowed"},
		{"eu-west-1", keyARN, "explicitDeny"},
		{"eu-west-1", "terraform:aws_kms_key.main", "unknown"},
		{"us-east-1", "arn:kms", ""},
	} {
		deny := values{"Effect": "Deny", "NotAction": []any{"iam:*"}, "Resource": []any{"*"},
			"Condition": values{"StringNotEquals": values{"aws:RequestedRegion": []any{test.allowed}}}}
		key := seen(".", "aws_kms_key", "aws_kms_key.main", 9, values{})
		if test.key == keyARN {
			key.Values["arn"] = keyARN
		}
		registration := declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 3, values{
			"name": "main", "project": "search", "role": roleARN, "key": test.key,
		})
		role := cmekRole(nil, statement("Allow", []any{"kms:*"}, []any{"*"}), deny)
		got := ""
		for _, answer := range join(unit(registration), unit(role, key)).Resources["aws_iam_role"][0].Access.Use {
			if answer.Action == "kms:Decrypt" && answer.Resource == "aws_kms_key/./aws_kms_key.main" {
				got = answer.Effect
			}
		}
		same(t, test.allowed+" "+test.key, got, test.want)
	}
}

// TestGrantsForServices has a key's users as the console writes them: they may have services of
// AWS's given grants, and Pinecone is none.
func TestGrantsForServices(t *testing.T) {
	for condition, want := range map[string]string{
		`{"Bool": {"kms:GrantIsForAWSResource": "true"}}`:  "implicitDeny",
		`{"Bool": {"kms:GrantIsForAWSResource": "false"}}`: "allowed",
		`{"IpAddress": {"aws:SourceIp": "192.0.2.0/24"}}`:  "unknown",
	} {
		allowed := values{
			"Effect": "Allow", "Principal": values{"AWS": roleARN}, "Action": []any{"kms:CreateGrant"}, "Resource": []any{"*"},
			"Condition": tree(t, condition),
		}
		key := seen(".", "aws_kms_key", "aws_kms_key.main", 9, values{"arn": keyARN, "policy": policyOf(allowed)})
		registration := declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 3, values{
			"name": "main", "project": "search", "role": roleARN, "key": keyARN,
		})
		for _, answer := range join(unit(registration), unit(cmekRole(nil), key)).Resources["aws_iam_role"][0].Access.Use {
			if answer.Action == "kms:CreateGrant" {
				same(t, condition, answer.Effect, want)
			}
		}
	}
}

// TestBoundaries has a permissions boundary that Terraform declares beside the role.
func TestBoundaries(t *testing.T) {
	for boundary, want := range map[string]string{"s3:*": "implicitDeny", "kms:*": "allowed"} {
		role := refers(cmekRole(nil, statement("Allow", []any{"kms:*"}, []any{keyARN})), "/permissions_boundary", "aws_iam_policy.bound.arn")
		role.Unknown = map[string]snapshot.Unknown{"/permissions_boundary": {Reason: "known after apply", Expression: "aws_iam_policy.bound.arn"}}
		key := seen(".", "aws_kms_key", "aws_kms_key.main", 9, values{"arn": keyARN})
		bound := seen(".", "aws_iam_policy", "aws_iam_policy.bound", 12, values{
			"policy": policyOf(statement("Allow", []any{boundary}, []any{"*"})),
		})
		registration := declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 3, values{
			"name": "main", "project": "search", "role": roleARN, "key": keyARN,
		})
		use := join(unit(registration), unit(role, key, bound)).Resources["aws_iam_role"][0].Access.Use
		if len(use) == 0 {
			t.Fatal("nobody asked what the role can do with the key")
		}
		same(t, boundary, use[0].Effect, want)
	}
}

// TestNamesOfAKey has policies that name a key whose ARN no source tells.
func TestNamesOfAKey(t *testing.T) {
	for resource, want := range map[string]string{
		"aws_kms_key.main.arn":                          "allowed",
		"aws_kms_alias.main.target_key_arn":             "allowed",
		"aws_kms_alias.main.arn":                        "implicitDeny", // IAM takes an alias for no key
		"arn:aws:kms:eu-west-1:111122223333:alias/main": "implicitDeny",
		"arn:aws:kms:us-east-1:111122223333:key/*":      "implicitDeny",
		"arn:aws:kms:eu-west-1:111122223333:key/*":      "allowed",
		"arn:aws:kms:eu-west-1:111122223333:*":          "allowed",
		"arn:aws:kms:eu-west-1:111122223333:key/mrk-*":  "unknown",
		"arn:aws:kms:eu-west-1:111122223333:key/0f6e":   "unknown",
	} {
		use := values{"Effect": "Allow", "Action": []any{"kms:Encrypt", "kms:Decrypt"}, "Resource": []any{resource}}
		role := cmekRole(nil, use)
		if strings.HasPrefix(resource, "aws_") {
			use["Resource"] = []any{nil}
			at := "/inline_policies/use/Statement/0/Resource/0"
			refers(role, at, resource)
			role.Unknown = map[string]snapshot.Unknown{at: {Reason: "known after apply", Expression: resource}}
		}
		key := seen(".", "aws_kms_key", "aws_kms_key.main", 9, values{"region": "eu-west-1"})
		alias := refers(seen(".", "aws_kms_alias", "aws_kms_alias.main", 12, values{"name": "alias/main"}), "/target_key_id", "aws_kms_key.main.key_id")
		registration := declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 3, values{
			"name": "main", "project": "search", "role": roleARN, "key": "terraform:aws_kms_key.main",
		})
		asked := join(unit(registration), unit(role, key, alias)).Resources["aws_iam_role"][0].Access.Use
		if len(asked) == 0 {
			t.Fatal("nobody asked what the role can do with the key")
		}
		same(t, resource, asked[0].Effect, want)
		for _, answer := range asked {
			if answer.Action == "kms:ScheduleKeyDeletion" {
				same(t, resource+" to be deleted", answer.Effect, "implicitDeny")
			}
		}
	}
}

// TestKeyOfAnOrganization has a policy that lets in all accounts of an AWS organization.
func TestKeyOfAnOrganization(t *testing.T) {
	key := func(principal any, condition values) *snapshot.Observation {
		allowed := values{"Effect": "Allow", "Principal": principal, "Action": []any{"kms:Decrypt"}, "Resource": []any{"*"}, "Condition": condition}
		return seen(".", "aws_kms_key", "aws_kms_key.main", 9, values{"arn": keyARN, "policy": policyOf(allowed)})
	}
	registration := declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 3, values{
		"name": "main", "project": "search", "role": roleARN, "key": keyARN,
	})
	member := values{"StringEquals": values{"aws:PrincipalOrgID": []any{"o-acme"}}}
	tests := []struct {
		name string
		key  *snapshot.Observation
		want []string
	}{
		{"everyone of it", key(values{"AWS": []any{"*"}}, member),
			[]string{`unknown kms:Decrypt: whether all accounts of organization "o-acme" are yours is not known`}},
		{"one account of it", key(values{"AWS": []any{"arn:aws:iam::111122223333:root"}}, member), nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var got []string
			for _, answer := range join(unit(registration), unit(cmekRole(nil), test.key)).Resources["aws_kms_key"][0].Access.Others {
				got = append(got, answer.Effect+" "+answer.Action+": "+answer.DependsOn[0].Clause)
			}
			same(t, "others", got, test.want)
		})
	}
}

// TestWhoReachesAKey holds whom conditions let in that a Principal does not name.
func TestWhoReachesAKey(t *testing.T) {
	const stranger = "allowed stranger_role arn:aws:iam::666666666666:role/stranger"
	tests := []struct{ name, statements, want string }{
		{"an account", `{"StringEquals": {"aws:PrincipalAccount": "444455556666"}}`, "allowed named arn:aws:iam::444455556666:root"},
		{"the caller's account", `{"StringEquals": {"kms:CallerAccount": "444455556666"}}`, "allowed named arn:aws:iam::444455556666:root"},
		{"a role", `{"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::444455556666:role/*"}}`, "allowed named arn:aws:iam::444455556666:role/any"},
		{"a role of any account", `{"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/ops"}}`, "allowed stranger_role arn:aws:iam::666666666666:role/ops"},
		{"the key's account", `{"StringEquals": {"aws:PrincipalAccount": "111122223333"}}`, ""},
		{"any address", `{"IpAddress": {"aws:SourceIp": ["0.0.0.0/0", "::/0"]}}`, stranger},
		{"any in halves", `{"IpAddress": {"aws:SourceIp": ["0.0.0.0/1", "128.0.0.0/1"]}}`, stranger},
		{"all addresses but some", `{"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}`, stranger},
		{"some addresses", `{"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}`, "unknown" + stranger[len("allowed"):]},
		{"some, or through an endpoint", `{"IpAddressIfExists": {"aws:SourceIp": "203.0.113.0/24"}}`, stranger},
		{"some, or through one's endpoint",
			`{"IpAddressIfExists": {"aws:SourceIp": "203.0.113.0/24"}, "StringEqualsIfExists": {"aws:SourceVpce": "vpce-0a1b2c3d"}}`,
			"unknown" + stranger[len("allowed"):]},
		{"who encrypts so", `{"StringEquals": {"kms:EncryptionContext:App": "x", "kms:EncryptionAlgorithm": "SYMMETRIC_DEFAULT"}}`, stranger},
		{"with some context", `{"ForAnyValue:StringLike": {"kms:EncryptionContextKeys": "app*"}}`, stranger},
		{"by any program", `{"StringLike": {"aws:UserAgent": "*"}, "Bool": {"aws:ViaAWSService": "false"}}`, stranger},
		{"with a tag", `{"StringEquals": {"aws:PrincipalTag/team": "search"}}`, stranger},
		{"with a tag, in the key's account",
			`{"StringEquals": {"aws:PrincipalTag/team": "search", "kms:CallerAccount": "111122223333"}}`, ""},
		{"all but whom a Deny wants a tag of", `{}}, {"Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": ` +
			`{"StringNotEquals": {"aws:PrincipalTag/team": "search"}}`, stranger},
		{"all but whom a Deny wants an address of", `{}}, {"Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": ` +
			`{"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}`, "unknown" + stranger[len("allowed"):]},
		{"whoever is of no organization", `{"Null": {"aws:PrincipalOrgID": "true"}}`, "allowed stranger_role arn:aws:iam::666666666666:role/stranger"},
		{"all of one, or of none", `{"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-acme"}}`,
			"allowed stranger_role arn:aws:iam::666666666666:role/stranger, unknown organization arn:aws:iam::666666666666:role/stranger"},
		{"a part of one", `{"ForAnyValue:StringLike": {"aws:PrincipalOrgPaths": "o-acme/r-1/*"}}`, "unknown organization arn:aws:iam::666666666666:role/stranger"},
		{"all but what a Deny leaves out", `{}}, {"Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": ` +
			`{"StringNotEquals": {"aws:PrincipalAccount": ["111122223333", "444455556666"]}}`, "allowed named arn:aws:iam::444455556666:root"},
		{"all of one but for a Deny", `{}}, {"Effect": "Deny", "Principal": "*", "Action": "kms:*", "Resource": "*", "Condition": ` +
			`{"StringNotEquals": {"aws:PrincipalOrgID": "o-acme"}}`, "unknown organization arn:aws:iam::666666666666:role/stranger"},
	}
	registration := declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 3, values{
		"name": "main", "project": "search", "role": roleARN, "key": keyARN,
	})
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			policy := tree(t, `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "kms:Decrypt", `+
				`"Resource": "*", "Condition": `+test.statements+`}]}`)
			held := seen(".", "aws_kms_key", "aws_kms_key.main", 9, values{"arn": keyARN, "policy": policy})
			got, more := "", ""
			for _, answer := range join(unit(registration), unit(cmekRole(nil), held)).Resources["aws_kms_key"][0].Access.Others {
				if answer.Action == "kms:Decrypt" {
					got += more + answer.Effect + " " + answer.Kind + " " + answer.Principal
					more = ", "
				}
			}
			same(t, "others", got, test.want)
		})
	}
}

// TestIDOfAKey holds that the id of a key is none of what a policy may name, and part of it.
func TestIDOfAKey(t *testing.T) {
	const pointer = "/inline_policies/use/Statement/0/Resource"
	for name, c := range map[string]struct {
		unknown snapshot.Unknown
		want    string
	}{
		"alone":     {snapshot.Unknown{Expression: "aws_kms_key.k.key_id"}, `implicitDeny: admits resource "aws_kms_key.k.key_id", not "aws_kms_key.k"`},
		"in an ARN": {snapshot.Unknown{Expression: `"arn…"`, Pattern: "arn:aws:kms:us-east-1:111122223333:key/${aws_kms_key.k.key_id}"}, "allowed"},
		"another's": {snapshot.Unknown{Expression: "var.key"}, "unknown: var.key is not known"},
	} {
		t.Run(name, func(t *testing.T) {
			role := cmekRole(nil, values{"Effect": "Allow", "Action": []any{"kms:Encrypt"}})
			role.Unknown = map[string]snapshot.Unknown{pointer: c.unknown}
			if name != "another's" {
				refers(role, pointer, "aws_kms_key.k.key_id")
			}
			root := values{"AWS": "arn:aws:iam::111122223333:root"}
			key := seen(".", "aws_kms_key", "aws_kms_key.k", 9, values{"policy": policyOf(
				values{"Effect": "Allow", "Principal": root, "Action": "kms:*", "Resource": "*"},
			)})
			registration := declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 3, values{
				"name": "main", "project": "search", "role": roleARN, "key": "terraform:aws_kms_key.k",
			})
			got := ""
			for _, answer := range join(unit(registration), unit(role, key)).Resources["aws_iam_role"][0].Access.Use {
				if answer.Action == "kms:Encrypt" {
					got = answer.Effect
					if answer.Effect != "allowed" {
						got += ": " + answer.Place.Clause
					}
				}
			}
			same(t, "answer", got, c.want)
		})
	}
}

// TestForeignRoot holds that the root that a key's policy spells out is not the key's own, where it
// names its own by what only a deployment tells, or where others are declared.
func TestForeignRoot(t *testing.T) {
	mine := snapshot.Unknown{Expression: "!Sub", Pattern: "arn:${AWS::Partition}:iam::${AWS::AccountId}:root", Reason: "known later"}
	number := snapshot.Unknown{Expression: "!Ref AWS::AccountId", Pattern: "${AWS::AccountId}", Reason: "known later"}
	open := "unknown whether account 444455556666 is the key's own is not known"
	for name, c := range map[string]struct {
		own  any
		root snapshot.Unknown
		mine []any
		want string
	}{
		"beside one that is hidden":              {nil, mine, nil, open},
		"beside a number that is hidden":         {nil, number, nil, open},
		"beside a hidden one, and not declared":  {nil, mine, []any{"111122223333", "222233334444"}, "allowed the policy names it"},
		"alone, and not declared":                {"*", mine, []any{"111122223333", "222233334444"}, "allowed the policy names it"},
		"alone, and one of those declared":       {"*", mine, []any{"111122223333", "444455556666"}, ""},
		"alone, where nothing is declared":       {"*", mine, nil, ""},
		"beside one that is spelled, undeclared": {"arn:aws:iam::111122223333:root", mine, nil, open},
	} {
		t.Run(name, func(t *testing.T) {
			root := values{"AWS": c.own}
			key := seen(".", "aws_kms_key", "aws_kms_key.k", 9, values{"policy": policyOf(
				values{"Effect": "Allow", "Principal": root, "Action": "kms:*", "Resource": "*"},
				lets("arn:aws:iam::444455556666:root", "kms:Decrypt"),
			)})
			switch c.own {
			case nil:
				key.Unknown = map[string]snapshot.Unknown{"/policy/Statement/0/Principal/AWS": c.root}
			case "*": // nobody else
				key.Values["policy"] = policyOf(lets("arn:aws:iam::444455556666:root", "kms:Decrypt"))
			}
			organization := declared("pinecone_organization", "/o", 1, values{"name": "acme", "aws_accounts": c.mine})
			registration := declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 3, values{
				"name": "main", "project": "search", "key": "terraform:aws_kms_key.k",
			})
			got := ""
			for _, answer := range join(unit(organization, registration), unit(key)).Resources["aws_kms_key"][0].Access.Others {
				if answer.Action == "kms:Decrypt" && strings.Contains(answer.Principal, "444455556666") {
					got = answer.Effect + " " + answer.Place.Clause
				}
			}
			same(t, "the other root", got, c.want)
		})
	}
}

// TestStrangeKeys asks about a key that only the manifest names.
func TestStrangeKeys(t *testing.T) {
	registration := func(key string) *snapshot.Observation {
		return declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 3, values{
			"name": "main", "project": "search", "role": roleARN, "key": key,
		})
	}
	tests := []struct {
		name, key string
		allowed   string
		effect    string
		missing   []string
		across    bool
	}{
		{"the role lacks its half", farKey, keyARN, "implicitDeny", []string{"identity"}, true},
		{"the key's half is not known", farKey, farKey, "unknown", nil, true},
		{"a key of the same account", keyARN, keyARN, "unknown", nil, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			role := cmekRole(nil, statement("Allow", []any{"kms:Encrypt", "kms:Decrypt"}, []any{test.allowed}))
			use := join(unit(registration(test.key)), unit(role)).Resources["aws_iam_role"][0].Access.Use
			if len(use) == 0 {
				t.Fatal("nobody asked what the role can do with the key")
			}
			for _, answer := range use[:2] { // kms:Encrypt and kms:Decrypt
				same(t, "resource", answer.Resource, "pinecone_cmek_key/search/main")
				same(t, "effect", answer.Effect, test.effect)
				same(t, "missing", answer.Missing, test.missing)
				same(t, "cross account", answer.CrossAccount, test.across)
			}
		})
	}
}

// TestAccountsOfProviders takes one root module's role and key for those of one account only
// where their providers do not say otherwise.
func TestAccountsOfProviders(t *testing.T) {
	for name, c := range map[string]struct{ role, key, want string }{
		"the same provider":       {"", "", "allowed"},
		"the same account":        {"111122223333", "111122223333", "allowed"},
		"two accounts":            {"111122223333", "444455556666", "implicitDeny"},
		"another one's, maybe":    {"", "provider.aws.other", "unknown"},
		"one known and one maybe": {"111122223333", "provider.aws.other", "unknown"},
	} {
		t.Run(name, func(t *testing.T) {
			role := seen(".", "aws_iam_role", "aws_iam_role.r", 1, values{
				"name": "r", "assume_role_policy": trusting("999988887777:role/pinecone_cmek_access_us-east-1"),
				"inline_policies": values{"use": policyOf(statement("Allow", []any{"kms:*"}, []any{nil}))},
			})
			role.Unknown = map[string]snapshot.Unknown{
				"/inline_policies/use/Statement/0/Resource/0": {Reason: "known after apply", Expression: "aws_kms_key.k.arn"},
			}
			refers(role, "/inline_policies/use/Statement/0/Resource/0", "aws_kms_key.k.arn")
			key := seen(".", "aws_kms_key", "aws_kms_key.k", 9, values{})
			for observation, account := range map[*snapshot.Observation]string{role: c.role, key: c.key} {
				if account != "" {
					refers(observation, "/account", account)
				}
			}
			for _, answer := range join(unit(role, key)).Resources["aws_iam_role"][0].Access.Use {
				if answer.Action == "kms:Decrypt" {
					same(t, "effect", answer.Effect, c.want)
				}
			}
		})
	}
}
