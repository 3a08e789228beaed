package assemble_test

import (
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/assemble"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const outsider = "arn:aws:iam::444455556666:role/etl"

// others are what everybody outside may do with a key.
func others(t *testing.T, with ...*snapshot.Observation) string {
	t.Helper()
	registration := declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 3, values{
		"name": "main", "project": "search", "role": roleARN, "key": keyARN,
	})
	var all []string
	for _, key := range join(unit(registration), unit(append(with, cmekRole(nil))...)).Resources["aws_kms_key"] {
		for _, answer := range key.Access.Others {
			all = append(all, answer.Effect+" "+answer.Principal+" "+answer.Action+" "+answer.Place.Resource+answer.Place.Pointer)
		}
	}
	return strings.Join(all, ", ")
}

// TestWhatOutsidersDoWithAKey holds each way to use a key, once where several come to the same.
func TestWhatOutsidersDoWithAKey(t *testing.T) {
	at := " aws_kms_key/./aws_kms_key.main/policy/Statement/0/Principal"
	tests := []struct{ actions, want string }{
		{"kms:Decrypt kms:ReEncrypt*", "allowed kms:Decrypt, allowed kms:ReEncryptTo"},
		{"kms:ReEncryptFrom", "allowed kms:ReEncryptFrom"},
		{"kms:ReEncrypt*", "allowed kms:ReEncryptFrom, allowed kms:ReEncryptTo"},
		{"kms:GenerateDataKey*", "allowed kms:GenerateDataKey"},
		{"kms:GenerateDataKeyWithoutPlaintext", "allowed kms:GenerateDataKeyWithoutPlaintext"},
		{"kms:RevokeGrant", "allowed kms:RevokeGrant"},
		{"kms:DescribeKey kms:GetKeyPolicy", ""},
		{"kms:ScheduleKeyDeletion kms:DisableKey", ""}, // KMS takes these from no other account
	}
	for _, test := range tests {
		t.Run(test.actions, func(t *testing.T) {
			var actions []any
			for action := range strings.FieldsSeq(test.actions) {
				actions = append(actions, action)
			}
			key := seen(".", "aws_kms_key", "aws_kms_key.main", 9, values{"arn": keyARN, "policy": policyOf(
				values{"Effect": "Allow", "Principal": "*", "Action": actions, "Resource": "*"},
			)})
			got := others(t, key)
			got = strings.ReplaceAll(strings.ReplaceAll(got, at, ""), " arn:aws:iam::666666666666:role/stranger", "")
			same(t, "others", got, test.want)
		})
	}
}

// TestGrantsToOutsiders has a key whose policy names nobody outside, and a grant that does.
func TestGrantsToOutsiders(t *testing.T) {
	const by = " aws_kms_grant/./aws_kms_grant.main/grantee_principal"
	context := []any{values{"encryption_context_equals": values{"app": "search"}}}
	tests := []struct {
		name, grantee, operations, policy string
		constraints                       []any
		want                              string
	}{
		{"to another account", outsider, "Decrypt CreateGrant", "", nil,
			"allowed " + outsider + " kms:Decrypt" + by + ", allowed " + outsider + " kms:CreateGrant" + by},
		{"to re-encrypt", outsider, "ReEncryptFrom", "", nil, "allowed " + outsider + " kms:ReEncryptFrom" + by},
		{"with a context that he sends", outsider, "Decrypt", "", context, "allowed " + outsider + " kms:Decrypt" + by},
		{"to see it", outsider, "DescribeKey", "", nil, ""},
		{"to its own account", "arn:aws:iam::111122223333:role/etl", "Decrypt", "", nil, ""},
		{"to a service", "rds.us-east-1.amazonaws.com", "Decrypt", "", nil, ""},
		{"that a Deny stops", outsider, "Decrypt", "kms:Decrypt", nil, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			policy := policyOf(lets("arn:aws:iam::111122223333:root", "kms:*"))
			if test.policy != "" {
				policy = policyOf(lets("arn:aws:iam::111122223333:root", "kms:*"),
					values{"Effect": "Deny", "Principal": "*", "Action": test.policy, "Resource": "*"})
			}
			var operations []any
			for operation := range strings.FieldsSeq(test.operations) {
				operations = append(operations, operation)
			}
			key := seen(".", "aws_kms_key", "aws_kms_key.main", 9, values{"arn": keyARN, "policy": policy})
			grant := refers(seen(".", "aws_kms_grant", "aws_kms_grant.main", 12, values{
				"key_id": keyARN, "grantee_principal": test.grantee, "operations": operations, "constraints": test.constraints,
			}), "/key_id", "aws_kms_key.main.key_id")
			same(t, "others", others(t, key, grant), test.want)
		})
	}
}

// TestGrantToRoleBeside has a grant to a role that the same configuration makes, which is no outsider.
func TestGrantToRoleBeside(t *testing.T) {
	key := seen(".", "aws_kms_key", "aws_kms_key.main", 9, values{
		"arn": keyARN, "policy": policyOf(lets("arn:aws:iam::111122223333:root", "kms:*")),
	})
	grant := seen(".", "aws_kms_grant", "aws_kms_grant.main", 12, values{
		"key_id": keyARN, "operations": []any{"Decrypt"},
	})
	grant.Unknown = map[string]snapshot.Unknown{"/grantee_principal": {Expression: "aws_iam_role.etl.arn"}}
	grant = refers(refers(grant, "/key_id", "aws_kms_key.main.key_id"), "/grantee_principal", "aws_iam_role.etl.arn")
	same(t, "nothing declares it", others(t, key, grant) != "", true)
	role := seen(".", "aws_iam_role", "aws_iam_role.etl", 20, values{"name": "etl"})
	same(t, "others", others(t, key, grant, role), "")
}

// TestAccountsThatReachLogs has bucket policies that name accounts beside the owner's. Pinecone's
// account is the one that [writing] has a role for.
func TestAccountsThatReachLogs(t *testing.T) {
	condition := values{"StringEquals": values{"aws:PrincipalOrgID": "o-acme"}}
	tests := []struct {
		name, principal string
		condition       values
		own             []any
		want            string
	}{
		{"another account", outsider, nil, []any{"111122223333"}, "allowed s3:GetObject, allowed s3:PutObject"},
		{"all of another account", "444455556666", nil, []any{"111122223333"}, "allowed s3:GetObject, allowed s3:PutObject"},
		{"one of a condition", outsider, condition, []any{"111122223333"}, "unknown s3:GetObject, unknown s3:PutObject"},
		{"where nothing is declared", outsider, nil, nil, "unknown s3:GetObject, unknown s3:PutObject"},
		{"a declared account", outsider, nil, []any{"111122223333", "444455556666"}, ""},
		{"the role's account", "arn:aws:iam::111122223333:role/other", nil, nil, ""},
		{"Pinecone's account", "arn:aws:iam::" + account + ":root", nil, []any{"111122223333"}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := assemble.New(assemble.Options{Accounts: []string{account}})
			exporting := organization(values{"role": auditRole, "bucket": "acme-audit"})
			exporting.Values["aws_accounts"] = test.own
			a.Observe(unit(exporting))
			allowed := values{"Effect": "Allow", "Principal": values{"AWS": test.principal},
				"Action": []any{"s3:GetObject", "s3:PutObject"}, "Resource": logs + "/*"}
			if test.condition != nil {
				allowed["Condition"] = test.condition
			}
			a.Observe(unit(
				seen(".", "aws_iam_role", "aws_iam_role.audit", 1, values{
					"name": "audit", "assume_role_policy": trusting(account), "inline_policies": values{},
				}),
				seen(".", "aws_s3_bucket", "aws_s3_bucket.audit", 5, values{
					"bucket": "acme-audit", "region": "us-east-1", "policy": policyOf(allowed),
				}),
			))
			var got []string
			for _, answer := range a.Snapshot().Resources["aws_s3_bucket"][0].Access.Others {
				if answer.Kind == snapshot.KindNamed {
					got = append(got, answer.Effect+" "+answer.Action)
				}
			}
			same(t, "others", strings.Join(got, ", "), test.want)
		})
	}
}

// TestWhatOutsidersDoWithLogs has a bucket's policy that lets another account do one thing, to all
// objects or some, where logs are below a prefix or anywhere.
func TestWhatOutsidersDoWithLogs(t *testing.T) {
	tests := []struct{ name, destination, action, on, want string }{
		{"read versions", "acme-audit", "s3:GetObjectVersion", "/*", "allowed s3:GetObjectVersion"},
		{"read both", "acme-audit", "s3:GetObject*", "/*", "allowed s3:GetObject"},
		{"delete versions", "acme-audit", "s3:DeleteObjectVersion", "/*", "allowed s3:DeleteObjectVersion"},
		{"let them expire", "acme-audit", "s3:PutLifecycleConfiguration", "", "allowed s3:PutLifecycleConfiguration"},
		{"see the settings", "acme-audit", "s3:GetBucketLocation", "", ""},
		{"read some", "acme-audit", "s3:GetObject", "/2026/07/*", "allowed s3:GetObject"},
		{"read some of the logs", "acme-audit/pinecone", "s3:GetObject", "/pinecone/2026/*", "allowed s3:GetObject"},
		{"read others than the logs", "acme-audit/pinecone", "s3:GetObject", "/reports/*", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, bucket := writing(t, test.destination, nil, values{"policy": policyOf(values{
				"Effect": "Allow", "Principal": values{"AWS": outsider}, "Action": test.action, "Resource": logs + test.on,
			})})
			var got []string
			for _, answer := range bucket.Access.Others {
				got = append(got, strings.Replace(answer.Effect, "unknown", "allowed", 1)+" "+answer.Action)
			}
			same(t, "others", strings.Join(got, ", "), test.want)
		})
	}
}
