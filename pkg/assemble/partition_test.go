package assemble_test

import (
	"testing"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// TestThePartitionIsAWS has values of which a template does not tell the partition: they are
// known where that is all, and nowhere else.
func TestThePartitionIsAWS(t *testing.T) {
	const partition = "AWS::Partition"
	open := func(pattern string) snapshot.Unknown {
		return snapshot.Unknown{Reason: "read at apply", Expression: partition, Pattern: pattern}
	}
	role := func(address string) *snapshot.Observation {
		return seen(".", "aws_iam_role", address, 1, values{
			"name": "cmek", "managed_policy_arns": []any{nil, "arn:aws:iam::aws:policy/A", nil},
			"assume_role_policy": values{"Statement": []any{values{"Effect": "Allow", "Principal": values{}}}},
		})
	}
	one := role("aws_iam_role.one")
	one.Unknown = map[string]snapshot.Unknown{
		"/assume_role_policy/Statement/0/Principal/AWS": open("arn:${" + partition + "}:iam::123456789012:role/pinecone_cmek_access_us-east-1"),
		"/managed_policy_arns/0":                        open("arn:${AWS::Partition}:iam::aws:policy/B"),
		"/managed_policy_arns/2":                        open("arn:${" + partition + "}:iam::${var.account}:policy/C"),
		"/managed_policy_arns/7":                        open("arn:${" + partition + "}:iam::aws:policy/D"),
		"/path":                                         open("${" + partition + "}"),
		"/permissions_boundary":                         {Expression: partition}, // or what is made of it
	}
	got := join(unit(one)).Resources["aws_iam_role"][0]
	same(t, "values", got.Values, values{
		"name": "cmek", "path": "aws", "managed_policy_arns": []any{"arn:aws:iam::aws:policy/B", "arn:aws:iam::aws:policy/A", nil},
		"assume_role_policy": values{"Statement": []any{values{
			"Effect": "Allow", "Principal": values{"AWS": "arn:aws:iam::123456789012:role/pinecone_cmek_access_us-east-1"},
		}}},
	})
	patterns := map[string]string{}
	for pointer, unknown := range got.Unknown {
		patterns[pointer] = unknown.Pattern
	}
	same(t, "unknown", patterns, map[string]string{
		"/managed_policy_arns/2": "arn:aws:iam::${var.account}:policy/C",
		"/managed_policy_arns/7": "arn:${" + partition + "}:iam::aws:policy/D", // there is no place to write it
		"/permissions_boundary":  "",
	})
	same(t, "who lets in", got.Access.Pinecone.ID, "123456789012")
}
