package assemble_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/assemble"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const (
	auditRole = "arn:aws:iam::111122223333:role/audit"
	logs      = "arn:aws:s3:::acme-audit"
)

// writing is what is known of a role that writes logs to a bucket, and of the bucket. A
// destination is what the manifest declares, if it does.
func writing(t *testing.T, destination string, trust, bucket values, statements ...any) (role, into *snapshot.Resource) {
	t.Helper()
	a := assemble.New(assemble.Options{Accounts: []string{account}})
	export := values{"role": auditRole}
	if destination != "" {
		export["bucket"] = destination
	}
	a.Observe(unit(organization(export)))
	if trust == nil {
		trust = trusting(account)
	}
	settings := values{"bucket": "acme-audit", "region": "us-east-1"}
	maps.Copy(settings, bucket)
	a.Observe(unit(
		seen(".", "aws_iam_role", "aws_iam_role.audit", 1, values{
			"name": "audit", "assume_role_policy": trust, "inline_policies": values{"write": policyOf(statements...)},
		}),
		seen(".", "aws_s3_bucket", "aws_s3_bucket.audit", 5, settings),
	))
	s := a.Snapshot()
	if len(s.Resources["aws_iam_role"]) != 1 || len(s.Resources["aws_s3_bucket"]) != 1 {
		t.Fatalf("roles %d, buckets %d", len(s.Resources["aws_iam_role"]), len(s.Resources["aws_s3_bucket"]))
	}
	return s.Resources["aws_iam_role"][0], s.Resources["aws_s3_bucket"][0]
}

// effects are what a role can do of what writing logs takes.
func effects(role *snapshot.Resource) []string {
	var all []string
	for _, answer := range role.Access.Use {
		if slices.Contains([]string{"s3:ListBucket", "s3:PutObject"}, answer.Action) {
			all = append(all, answer.Action+" "+answer.Object+" "+answer.Effect)
		}
	}
	return all
}

func limited(to string) values {
	listing := statement("Allow", []any{"s3:ListBucket"}, []any{logs})
	listing["Condition"] = values{"StringLike": values{"s3:prefix": []any{to}}}
	return listing
}

func TestWritingLogs(t *testing.T) {
	putting := func(resource string) values { return statement("Allow", []any{"s3:PutObject"}, []any{resource}) }
	denial := values{"policy": policyOf(values{
		"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": logs + "/*",
	})}
	tests := []struct {
		name, destination string
		bucket            values
		statements        []any
		want, covers      []string
	}{
		{"the prefix is covered", "acme-audit/pinecone", nil, []any{limited("pinecone/*"), putting(logs + "/pinecone/*")},
			[]string{"s3:ListBucket pinecone/ allowed", "s3:PutObject pinecone/audit-log-access-test allowed"},
			[]string{"s3:ListBucket pinecone/*", "s3:PutObject pinecone/*"}},
		{"another prefix is", "acme-audit/pinecone", nil, []any{limited("logs/*"), putting(logs + "/logs/*")},
			[]string{"s3:ListBucket pinecone/ implicitDeny", "s3:PutObject pinecone/audit-log-access-test implicitDeny"},
			[]string{"s3:ListBucket logs/*", "s3:PutObject logs/*"}},
		{"a name that only begins so", "acme-audit/pine", nil, []any{putting(logs + "/pinecone/*")},
			[]string{"s3:ListBucket pine/ implicitDeny", "s3:PutObject pine/audit-log-access-test implicitDeny"},
			[]string{"s3:PutObject pinecone/*"}},
		{"another bucket is", "acme-audit/pinecone", nil, []any{putting("arn:aws:s3:::acme-audit-old/*")},
			[]string{"s3:ListBucket pinecone/ implicitDeny", "s3:PutObject pinecone/audit-log-access-test implicitDeny"}, nil},
		{"the bucket denies", "acme-audit", denial, []any{putting("*")},
			[]string{"s3:ListBucket  implicitDeny", "s3:PutObject audit-log-access-test explicitDeny"}, nil},
		{"all is allowed", "acme-audit", nil, []any{statement("Allow", []any{"s3:*"}, []any{"*"})},
			[]string{"s3:ListBucket  allowed", "s3:PutObject audit-log-access-test allowed"},
			[]string{"s3:PutObject *", "s3:ListBucket *"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			role, _ := writing(t, test.destination, nil, test.bucket, test.statements...)
			same(t, "use", effects(role), test.want)
			var covers []string
			for _, answer := range role.Access.Covers {
				covers = append(covers, answer.Action+" "+answer.Place.Clause)
			}
			same(t, "covers", covers, test.covers)
		})
	}
}

// TestWhereLogsGoIsNotDeclared takes what the policies cover for the destination.
func TestWhereLogsGoIsNotDeclared(t *testing.T) {
	role, _ := writing(t, "", nil, nil, limited("logs/*"), statement("Allow", []any{"s3:PutObject"}, []any{logs + "/logs/*"}))
	same(t, "use", effects(role), []string{"s3:ListBucket logs/any allowed", "s3:PutObject logs/any allowed"})
	same(t, "covers", role.Access.Covers, []snapshot.Answer(nil))

	role, _ = writing(t, "", nil, nil, limited("logs/*"), statement("Perhaps", []any{"s3:PutObject"}, []any{logs + "/logs/*"}))
	same(t, "what may be allowed", effects(role), []string{"s3:ListBucket logs/any allowed", "s3:PutObject logs/any unknown"})
}

func TestWhatARoleForLogsMayDoElsewhere(t *testing.T) {
	tests := []struct {
		name       string
		statements []any
		want       []string
	}{
		{"only writing", []any{statement("Allow", []any{"s3:ListBucket", "s3:PutObject"}, []any{logs, logs + "/*"})}, nil},
		{"what writing in parts takes, and the settings", []any{statement("Allow", []any{
			"s3:PutObject", "s3:AbortMultipartUpload", "s3:ListBucketMultipartUploads", "s3:GetBucketLocation", "s3:GetBucketPolicy",
		}, []any{logs, logs + "/*"})}, nil},
		{"reading", []any{statement("Allow", []any{"s3:PutObject", "s3:GetObject"}, []any{logs + "/*"})},
			[]string{`Action/1 s3:GetObject on "arn:aws:s3:::acme-audit/*"`}},
		{"publishing and locking", []any{statement("Allow", []any{"s3:PutObjectAcl", "s3:PutObjectLegalHold"}, []any{logs + "/*"})},
			[]string{
				`Action/0 s3:PutObjectAcl on "arn:aws:s3:::acme-audit/*"`, `Action/1 s3:PutObjectLegalHold on "arn:aws:s3:::acme-audit/*"`,
			}},
		{"all that begins so", []any{statement("Allow", []any{"s3:Put*"}, []any{logs + "/*"})},
			[]string{`Action/0 s3:PutObjectAcl on "arn:aws:s3:::acme-audit/*"`}},
		{"all that begins so, on the bucket", []any{statement("Allow", []any{"s3:Put*"}, []any{logs})},
			[]string{`Action/0 s3:PutBucketPolicy on "arn:aws:s3:::acme-audit"`}},
		{"reading that is denied", []any{statement("Allow", []any{"s3:GetObject"}, []any{logs + "/*"}),
			statement("Deny", []any{"s3:Get*"}, []any{"*"})}, nil},
		{"reading any bucket", []any{statement("Allow", []any{"s3:GetObject"}, []any{"*"})},
			[]string{`Resource/0 s3:GetObject on other buckets, by "*"`}},
		{"an action on what it is not on", []any{statement("Allow", []any{"s3:GetObject"}, []any{logs})}, nil},
		{"deleting", []any{statement("Allow", []any{"s3:PutObject", "s3:Delete*"}, []any{logs + "/a/*"})},
			[]string{`Action/1 s3:DeleteObject on "arn:aws:s3:::acme-audit/a/*"`}},
		{"deleting that is denied", []any{statement("Allow", []any{"s3:Delete*"}, []any{logs + "/*"}),
			statement("Deny", []any{"s3:DeleteObject*"}, []any{"*"})}, nil},
		{"the bucket itself", []any{statement("Allow", []any{"s3:PutBucketPolicy"}, []any{logs})},
			[]string{`Action/0 s3:PutBucketPolicy on "arn:aws:s3:::acme-audit"`}},
		{"another bucket", []any{statement("Allow", []any{"s3:PutObject"}, []any{logs + "/*", "arn:aws:s3:::acme-*/*"})},
			[]string{`Resource/1 s3:PutObject on other buckets, by "arn:aws:s3:::acme-*/*"`}},
		{"another service", []any{statement("Allow", []any{"sqs:SendMessage"}, []any{"*"})},
			[]string{`Action/0 "sqs:SendMessage" on "*"`}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			role, _ := writing(t, "acme-audit", nil, nil, test.statements...)
			var got []string
			for _, answer := range role.Access.Elsewhere {
				got = append(got, strings.TrimPrefix(answer.Place.Pointer, "/inline_policies/write/Statement/0/")+" "+answer.Place.Clause)
			}
			same(t, "elsewhere", got, test.want)
		})
	}
}

// TestBucketThatIsNotRead takes it for the one that the organization declares, or that the
// policies name in full.
func TestBucketThatIsNotRead(t *testing.T) {
	whole := statement("Allow", []any{"s3:ListBucket", "s3:PutObject"}, []any{logs, logs + "/*"})
	other := statement("Allow", []any{"s3:PutObject"}, []any{"arn:aws:s3:::acme-other/*"})
	every := statement("Allow", []any{"s3:PutObject"}, []any{"*"})
	tests := []struct {
		name, declared string
		statements     []any
		want           []string
	}{
		{"the one that is declared", "acme-audit", []any{whole}, nil},
		{"and another", "acme-audit", []any{whole, other}, []string{"1 allowed"}},
		{"the one that is named", "", []any{whole}, nil},
		{"two are", "", []any{whole, other}, []string{"0 unknown", "0 unknown", "1 unknown"}},
		{"and all", "", []any{whole, every}, []string{"1 allowed"}},
		{"declared by code that is not there", "terraform:aws_s3_bucket.gone", []any{whole}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := assemble.New(assemble.Options{Accounts: []string{account}})
			export := values{"role": auditRole}
			if test.declared != "" {
				export["bucket"] = test.declared
			}
			a.Observe(unit(organization(export)))
			a.Observe(unit(seen(".", "aws_iam_role", "aws_iam_role.audit", 1, values{
				"name": "audit", "assume_role_policy": trusting(account),
				"inline_policies": values{"write": policyOf(test.statements...)},
			})))
			var got []string
			for _, answer := range a.Snapshot().Resources["aws_iam_role"][0].Access.Elsewhere {
				rest := strings.TrimPrefix(answer.Place.Pointer, "/inline_policies/write/Statement/")
				got = append(got, rest[:1]+" "+answer.Effect)
			}
			same(t, "elsewhere", got, test.want)
		})
	}
}

// TestAccountOfARoleIsNotKnown: another account matters where the bucket's policy names it, and
// not where the role may also use something of it.
func TestAccountOfARoleIsNotKnown(t *testing.T) {
	whole := statement("Allow", []any{"s3:ListBucket", "s3:PutObject"}, []any{logs, logs + "/*"})
	guest := policyOf(values{
		"Effect": "Allow", "Principal": values{"AWS": "arn:aws:iam::444455556666:root"}, "Action": "s3:GetObject", "Resource": logs + "/*",
	})
	tests := []struct {
		name       string
		bucket     values
		statements []any
		want       string
	}{
		{"nothing else", nil, []any{whole}, "allowed"},
		{"a key beside it", nil, []any{whole, statement("Allow", []any{"kms:GenerateDataKey"}, []any{farKey})}, "allowed"},
		{"a queue beside it", nil, []any{whole, statement("Allow", []any{"sqs:*"}, []any{"arn:aws:sqs:us-east-1:444455556666:q"})}, "allowed"},
		{"the bucket has a guest", values{"policy": guest}, []any{whole}, "unknown"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			bucket := values{"bucket": "acme-audit"}
			maps.Copy(bucket, test.bucket)
			a := assemble.New(assemble.Options{Accounts: []string{account}})
			a.Observe(unit(
				seen(".", "aws_iam_role", "aws_iam_role.audit", 1, values{
					"name": "audit", "assume_role_policy": trusting(account), "inline_policies": values{"write": policyOf(test.statements...)},
				}),
				seen(".", "aws_s3_bucket", "aws_s3_bucket.audit", 5, bucket),
			))
			for _, got := range effects(a.Snapshot().Resources["aws_iam_role"][0]) {
				if !strings.HasSuffix(got, " "+test.want) {
					t.Errorf("%s, want %s", got, test.want)
				}
			}
		})
	}
}

// TestWhoOfPineconeComes holds that the account as a whole is asked about, and whom of it
// the policy names: nobody publishes who comes.
func TestWhoOfPineconeComes(t *testing.T) {
	tests := []struct {
		name  string
		trust values
		want  []string
	}{
		{"the account", trusting(account), []string{"root allowed"}},
		{"another account", trusting("444455556666"), []string{"root implicitDeny"}},
		{"a role of it", policyOf(values{"Effect": "Allow", "Action": "sts:AssumeRole",
			"Principal": values{"AWS": "arn:aws:iam::" + account + ":role/writer"}}),
			[]string{"root implicitDeny", "role/writer allowed"}},
		{"an external id", policyOf(values{"Effect": "Allow", "Action": "sts:AssumeRole",
			"Principal": values{"AWS": account}, "Condition": values{"StringEquals": values{"sts:ExternalId": "x"}}}),
			[]string{"root implicitDeny"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if statements := test.trust["Statement"].([]any); len(statements) == 1 {
				first := statements[0].(values)
				first["Effect"], first["Action"] = "Allow", "sts:AssumeRole"
			}
			role, _ := writing(t, "acme-audit", test.trust, nil)
			var got []string
			for _, answer := range role.Access.Assume {
				if answer.Kind == snapshot.KindPinecone {
					got = append(got, answer.Principal[strings.LastIndexByte(answer.Principal, ':')+1:]+" "+answer.Effect)
				}
			}
			same(t, "assume", got, test.want)
		})
	}
}

// TestBlockOfAccount holds that what is blocked for the whole account counts for a bucket,
// and that nobody knows what is blocked where nothing declares it.
func TestBlockOfAccount(t *testing.T) {
	open := policyOf(values{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": logs + "/*"})
	off := values{"block_public_policy": false, "restrict_public_buckets": false}
	on := values{"ignore_public_acls": true, "restrict_public_buckets": true}
	tests := []struct {
		name  string
		block values
		want  string
	}{
		{"off", values{"public_access_block": off}, "allowed"},
		{"on for the account", values{"public_access_block": off, "account_public_access_block": on}, ""},
		{"not declared", nil, "unknown"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			settings := values{"policy": open}
			maps.Copy(settings, test.block)
			_, bucket := writing(t, "acme-audit", nil, settings)
			got := ""
			for _, answer := range bucket.Access.Others {
				if answer.Action == "s3:GetObject" {
					got = answer.Effect
				}
			}
			same(t, "others", got, test.want)
			same(t, "public", len(bucket.Access.Public), 1)
		})
	}
}

// TestRoleWithoutAName has a bucket's policy that denies all but the role, as code refers to it,
// and others by name, of which one may be the role's own.
func TestRoleWithoutAName(t *testing.T) {
	const (
		pointer = "/policy/Statement/0/Condition/ArnNotLike/aws:PrincipalArn/0"
		refused = "s3:PutObject explicitDeny, s3:ListBucket allowed"
		open    = "s3:PutObject unknown, s3:ListBucket allowed"
		let     = "s3:PutObject allowed, s3:ListBucket allowed"
	)
	tests := []struct {
		name, reference string
		others          []any
		want            string
	}{
		{"itself", "aws_iam_role.audit.arn", nil, let},
		{"itself and another", "aws_iam_role.audit.arn", []any{"arn:aws:iam::111122223333:role/ops"}, let},
		{"itself and a pattern", "aws_iam_role.audit.arn", []any{"arn:aws:iam::111122223333:role/ops-*"}, let},
		{"one that may be it", "", []any{"arn:aws:iam::111122223333:role/ops"}, open},
		{"one of another account", "", []any{"arn:aws:iam::444455556666:role/ops"}, refused},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			deny := values{"Effect": "Deny", "Principal": "*", "Action": "s3:PutObject", "Resource": logs + "/*"}
			deny["Condition"] = values{"ArnNotLike": values{"aws:PrincipalArn": append([]any{nil}, test.others...)}}
			bucket := seen(".", "aws_s3_bucket", "aws_s3_bucket.audit", 5, values{"bucket": "acme-audit", "policy": policyOf(deny)})
			bucket.Unknown = map[string]snapshot.Unknown{pointer: {Expression: test.reference}}
			refers(bucket, pointer, test.reference)
			if test.reference == "" {
				bucket.Unknown = nil
				deny["Condition"] = values{"ArnNotLike": values{"aws:PrincipalArn": test.others}}
			}
			role := seen(".", "aws_iam_role", "aws_iam_role.audit", 1, values{
				"assume_role_policy": trusting(account), "inline_policies": values{"write": policyOf(
					statement("Allow", []any{"s3:PutObject"}, []any{logs + "/*"}), statement("Allow", []any{"s3:ListBucket"}, []any{logs}),
				)},
			})
			declares := organization(values{"role": "terraform:aws_iam_role.audit", "bucket": "acme-audit"})
			declares.Values["aws_accounts"] = []any{"111122223333"}
			var got []string
			for _, answer := range join(unit(declares), unit(role, bucket)).Resources["aws_iam_role"][0].Access.Use {
				if answer.Action == "s3:PutObject" || answer.Action == "s3:ListBucket" {
					got = append([]string{answer.Action + " " + answer.Effect}, got...)
				}
			}
			same(t, "answers", strings.Join(got, ", "), test.want)
		})
	}
}

// TestDenyTakesBackWhatIsPublic has a bucket's policy that lets everyone in, and a Deny.
func TestDenyTakesBackWhatIsPublic(t *testing.T) {
	denies := func(action, condition string) string {
		return `{"Effect": "Deny", "Principal": "*", "Action": "` + action + `", "Resource": "*", "Condition": ` + condition + `}`
	}
	tests := []struct{ name, deny, want string }{
		{"an account's", denies("s3:*", `{"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}}`), ""},
		{"an organization's, or a service's", denies("s3:*", `{"StringNotEqualsIfExists": {"aws:PrincipalOrgID": "o-acme"},
			"BoolIfExists": {"aws:PrincipalIsAWSService": "false", "aws:ViaAWSService": "false"}}`), ""},
		{"of a range of addresses", denies("s3:Get*", `{"NotIpAddress": {"aws:SourceIp": "203.0.113.0/24"}}`), ""},
		{"of an endpoint", denies("s3:*", `{"StringNotEquals": {"aws:SourceVpce": "vpce-0a1b2c3d"}}`), ""},
		{"of half of all addresses", denies("s3:*", `{"NotIpAddress": {"aws:SourceIp": "0.0.0.0/1"}}`), "public"},
		{"of another action", denies("s3:PutObject", `{"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}}`), "public"},
		{"of plain HTTP", denies("s3:*", `{"Bool": {"aws:SecureTransport": "false"}}`), "public"},
		{"of a name in any account", denies("s3:*", `{"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/etl*"}}`), "public"},
		{"of a name in an account", denies("s3:*", `{"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/etl*"}}`), ""},
		{"of whoever says nothing", denies("s3:*", `{"StringNotEquals": {"aws:Referer": "x"}}`), "public"},
		{"that is hidden", denies("s3:*", `{"StringNotEquals": {}}`), "unknown: var.own"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			policy := tree(t, `{"Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "`+logs+`/*"}, `+
				test.deny+`]}`)
			hidden := map[string]snapshot.Unknown{}
			if strings.Contains(test.deny, `{}`) {
				hidden["/policy/Statement/1/Condition/StringNotEquals/aws:PrincipalAccount"] = snapshot.Unknown{Expression: "var.own"}
			}
			held := seen(".", "aws_s3_bucket", "aws_s3_bucket.logs", 9, values{"bucket": "acme-audit", "policy": policy})
			held.Unknown = hidden
			bucket := join(unit(organization(values{"bucket": "acme-audit"})), unit(held)).Resources["aws_s3_bucket"][0]
			got := ""
			switch {
			case len(bucket.Access.Public) > 0:
				got = "public"
			case len(bucket.Access.PublicUnknown) > 0:
				got = "unknown: " + bucket.Access.PublicUnknown[0].Clause
			}
			same(t, "answer", got, test.want)
		})
	}
}

// TestRoleIsJoinedByTheNameInItsARN holds that the manifest's ARN finds the role that
// Terraform declares, which has no ARN yet, and none where it could be another.
func TestRoleIsJoinedByTheNameInItsARN(t *testing.T) {
	named := func(address, name string) *snapshot.Observation {
		return seen(".", "aws_iam_role", address, 1, values{"name": name})
	}
	other := named("aws_iam_role.b", "audit")
	other.Values["arn"] = "arn:aws:iam::444455556666:role/audit"
	tests := []struct {
		name  string
		roles []*snapshot.Observation
		want  []string
	}{
		{"the only one of the name", unit(named("aws_iam_role.a", "audit"), named("aws_iam_role.b", "other")),
			[]string{"aws_iam_role/./aws_iam_role.a"}},
		{"two of the name", unit(named("aws_iam_role.a", "audit"), named("aws_iam_role.b", "audit")), nil},
		{"another ARN", unit(other), nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := join(unit(organization(values{"role": auditRole})), test.roles)
			same(t, "role", s.Resources["pinecone_organization"][0].Links["audit_role"], test.want)
		})
	}
}
