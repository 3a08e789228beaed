package assemble_test

import (
	"testing"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// TestWhatStopsARole holds which part of which policy is told where a role cannot use its key.
func TestWhatStopsARole(t *testing.T) {
	use := []any{"kms:Encrypt", "kms:Decrypt"}
	named := func(condition values) values {
		return values{
			"Sid": "Pinecone", "Effect": "Allow", "Principal": values{"AWS": roleARN}, "Action": use, "Resource": "*", "Condition": condition,
		}
	}
	account := values{
		"Effect": "Allow", "Principal": values{"AWS": "arn:aws:iam::111122223333:root"}, "Action": "kms:*", "Resource": "*",
	}
	through := values{"StringEquals": values{"kms:ViaService": "s3.us-east-1.amazonaws.com"}}
	tests := []struct {
		name      string
		key       values
		boundary  []any
		statement any
		want      snapshot.Place
	}{
		{"the boundary", policyOf(named(values{})), []any{statement("Allow", []any{"s3:*"}, []any{"*"})}, nil, snapshot.Place{
			Resource: "aws_iam_policy/./aws_iam_policy.bound", Pointer: "/policy/Statement/0/Action/0",
			Clause: `its permissions boundary "aws_iam_policy.bound" admits action "s3:*", not "kms:Encrypt"`,
		}},
		{"a boundary that allows nothing", policyOf(named(values{})), []any{statement("Deny", []any{"s3:*"}, []any{"*"})}, nil, snapshot.Place{
			Resource: "aws_iam_policy/./aws_iam_policy.bound", Pointer: "/policy",
			Clause: `its permissions boundary "aws_iam_policy.bound" allows nothing like it`,
		}},
		{"a boundary that denies", policyOf(named(values{})), []any{statement("Deny", []any{"kms:*"}, []any{"*"})}, nil, snapshot.Place{
			Resource: "aws_iam_policy/./aws_iam_policy.bound", Pointer: "/policy/Statement/0",
			Clause: `its permissions boundary "aws_iam_policy.bound" denies it`,
		}},
		{"a condition of the key's policy", policyOf(account, named(through)), nil, nil, snapshot.Place{
			Resource: "aws_kms_key/./aws_kms_key.main", Pointer: "/policy/Statement/1/Condition/StringEquals/kms:ViaService",
			Clause: `wants kms:ViaService StringEquals "s3.us-east-1.amazonaws.com" in the statement "Pinecone", and the request has none`,
		}},
		{"the role's own policy", policyOf(account), nil, statement("Allow", []any{"s3:*"}, []any{keyARN}), snapshot.Place{
			Resource: "aws_iam_role/./aws_iam_role.pinecone", Pointer: "/inline_policies/use/Statement/0/Action/0",
			Clause: `admits action "s3:*", not "kms:Encrypt"`,
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			role := cmekRole(values{"inline_policies": values{}})
			if test.statement != nil {
				role = cmekRole(nil, test.statement)
			}
			all := unit(role, seen(".", "aws_kms_key", "aws_kms_key.main", 9, values{"arn": keyARN, "policy": test.key}))
			if test.boundary != nil {
				refers(role, "/permissions_boundary", "aws_iam_policy.bound.arn")
				role.Unknown = map[string]snapshot.Unknown{"/permissions_boundary": {Reason: "known after apply", Expression: "aws_iam_policy.bound.arn"}}
				all = append(all, seen(".", "aws_iam_policy", "aws_iam_policy.bound", 12, values{"name": "bound", "policy": policyOf(test.boundary...)}))
			}
			registration := declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 3, values{
				"name": "main", "project": "search", "role": roleARN, "key": keyARN,
			})
			use := join(unit(registration), all).Resources["aws_iam_role"][0].Access.Use
			if len(use) == 0 {
				t.Fatal("nobody asked what the role can do with the key")
			}
			same(t, use[0].Action, use[0].Place, test.want)
		})
	}
}
