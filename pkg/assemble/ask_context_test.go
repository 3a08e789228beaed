package assemble_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// TestOldTLSIsDenied has a bucket that takes no TLS below a version. AWS itself takes none
// below 1.2.
func TestOldTLSIsDenied(t *testing.T) {
	for version, want := range map[string]string{"1.2": "allowed", "1.3": "unknown"} {
		deny := values{"policy": policyOf(values{
			"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": []any{logs, logs + "/*"},
			"Condition": values{"NumericLessThan": values{"s3:TlsVersion": version}},
		})}
		role, _ := writing(t, "acme-audit", nil, deny, statement("Allow", []any{"s3:*"}, []any{"*"}))
		same(t, version, effects(role), []string{"s3:ListBucket  " + want, "s3:PutObject audit-log-access-test " + want})
	}
}

// TestPlainHTTP has buckets that refuse it to some.
func TestPlainHTTP(t *testing.T) {
	const reader = "arn:aws:iam::111122223333:role/reader"
	root := func(account string) values { return values{"AWS": "arn:aws:iam::" + account + ":root"} }
	insecure := values{"Bool": values{"aws:SecureTransport": "false"}}
	but := func(operator string) values {
		all := maps.Clone(insecure)
		all[operator] = values{"aws:PrincipalArn": reader}
		return all
	}
	tests := []struct {
		name       string
		principal  any
		key        string
		conditions values
		want       string
	}{
		{"to everyone", "*", "Principal", insecure, "explicitDeny arn:aws:iam::111122223333:role/any"},
		{"to its own account", root("111122223333"), "Principal", insecure, "allowed arn:aws:iam::444455556666:root"},
		{"to all but one", "*", "Principal", but("ArnNotEquals"), "allowed " + reader},
		{"to one", "*", "Principal", but("ArnEquals"), "allowed arn:aws:iam::111122223333:role/any"},
		{"to all but whom it names", values{"AWS": reader}, "NotPrincipal", insecure, "unknown " + reader},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			on := []any{logs, logs + "/*"}
			deny := values{
				"Effect": "Deny", test.key: test.principal, "Action": "s3:*", "Resource": on, "Condition": test.conditions,
			}
			read := values{"Effect": "Allow", "Principal": root("444455556666"), "Action": "s3:GetObject", "Resource": on}
			_, bucket := writing(t, "acme-audit", nil, values{"policy": policyOf(deny, read)})
			got := bucket.Access.Plain[0]
			same(t, "plain HTTP", got.Action+" "+got.Effect+" "+got.Principal, "s3:GetObject "+test.want)
		})
	}
}

// TestWhatNobodySends has trust policies that ask for what only a service sends, or deny
// what STS does not take.
func TestWhatNobodySends(t *testing.T) {
	source := equals("ArnLike", "aws:SourceArn", "arn:aws:s3:::acme")
	tests := []struct{ name, statement, pinecone, others string }{
		{"a source is asked for", allow(arn(pinecones), source), "implicitDeny", ""},
		{"of everyone", allow(arn("*"), source), "implicitDeny", ""},
		{"if there is one", allow(arn("*"), equals("StringEqualsIfExists", "aws:SourceAccount", account)), "allowed", "allowed"},
		{"plain HTTP is denied", allow(arn(pinecones), "") + `, {"Effect": "Deny", "Principal": "*", "Action": "sts:*", ` +
			`"Condition": ` + equals("Bool", "aws:SecureTransport", "false") + `}`, "allowed", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			statement := test.statement
			if !strings.Contains(statement, pinecones) { // so that it is recognised
				statement += `, {"Effect": "Deny", "Principal": {"AWS": "` + pinecones + `"}, "Action": "sts:TagSession"}`
			}
			others := ""
			for _, answer := range assuming(t, statement).Assume {
				switch {
				case answer.Kind != snapshot.KindPinecone:
					others = answer.Effect
				case answer.Region == "us-east-1" && answer.Action == "sts:AssumeRole":
					same(t, "Pinecone "+answer.ExternalID, answer.Effect, test.pinecone)
				}
			}
			same(t, "others", others, test.others)
		})
	}
}

// TestExternalIDOfAWS has a trust policy that asks for a key that AWS does not have.
func TestExternalIDOfAWS(t *testing.T) {
	access := assuming(t, allow(arn(pinecones), equals("StringEquals", "aws:ExternalId", uuid)))
	answer := find(t, access.Assume, snapshot.KindPinecone)
	same(t, "effect", answer.Effect, "implicitDeny")
	same(t, "clause", answer.Place.Clause, `wants aws:ExternalId StringEquals "`+uuid+`", and AWS has no such key: sts:ExternalId is meant`)
}

// TestKeyThroughAService has a key that everyone may use through a service. Anyone has S3
// decrypt for him, and who else he has do so, and what, is not known.
func TestKeyThroughAService(t *testing.T) {
	tests := []struct {
		name, service string
		more          values
		want          string
	}{
		{"through S3 of its region", "s3.us-east-1.amazonaws.com", nil, "allowed kms:Decrypt, unknown kms:CreateGrant"},
		{"through S3 of any", "s3.*.amazonaws.com", nil, "allowed kms:Decrypt, unknown kms:CreateGrant"},
		{"through S3 of another", "s3.eu-west-1.amazonaws.com", nil, "unknown kms:Decrypt, unknown kms:CreateGrant"},
		{"through another", "ec2.us-east-1.amazonaws.com", nil, "unknown kms:Decrypt, unknown kms:CreateGrant"},
		{"for one account", "s3.us-east-1.amazonaws.com",
			values{"StringEquals": values{"kms:CallerAccount": "111122223333"}}, ""},
		{"only for those who call it themselves", "", values{"Null": values{"kms:ViaService": "true"}},
			"allowed kms:Decrypt, allowed kms:CreateGrant"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			condition := values{}
			if test.service != "" {
				condition["StringLike"] = values{"kms:ViaService": test.service}
			}
			maps.Copy(condition, test.more)
			key := seen(".", "aws_kms_key", "aws_kms_key.main", 9, values{"arn": keyARN, "policy": policyOf(values{
				"Effect": "Allow", "Principal": values{"AWS": "*"}, "Action": []any{"kms:Decrypt", "kms:CreateGrant"},
				"Resource": "*", "Condition": condition,
			})})
			registration := declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 3, values{
				"name": "main", "project": "search", "role": roleARN, "key": keyARN,
			})
			var got []string
			for _, answer := range join(unit(registration), unit(cmekRole(nil), key)).Resources["aws_kms_key"][0].Access.Others {
				got = append(got, answer.Effect+" "+answer.Action)
			}
			same(t, "others", strings.Join(got, ", "), test.want)
		})
	}
}
