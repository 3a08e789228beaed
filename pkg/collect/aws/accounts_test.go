package aws_test

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"testing"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	awshttp "github.com/aws/aws-sdk-go-v2/aws/transport/http"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/pinelint/pinelint/pkg/collect/aws"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// newOther is an account that has nothing.
func newOther(t *testing.T, id string) *fake {
	f := newFake(t)
	f.answers = map[string]string{
		"sts:GetCallerIdentity":    strings.ReplaceAll(f.answers["sts:GetCallerIdentity"], "111122223333", id),
		"ec2:DescribeVpcEndpoints": `<R xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><vpcEndpointSet/></R>`,
	}
	return f
}

// TestAccounts looks for what does not say where it is in every account, and says what is
// in none, and what is out of reach.
func TestAccounts(t *testing.T) {
	f, other, s := newFake(t), newOther(t, "444455556666"), &sink{}
	for _, call := range aws.Calls() {
		if strings.HasPrefix(call, "s3:") {
			other.faults[call] = func(*http.Request) (*http.Response, error) {
				return refusal(call, refused{403, "AccessDenied"}), nil // S3 says so of others' buckets
			}
		}
	}
	options := f.options(t)
	options.Discover = false
	options.Accounts = []aws.Account{
		{Name: "empty", Config: other.config(), Regions: []string{"us-east-1", "eu-west-1"}},
		{Name: "full", Config: f.config()},
		{Name: "full again", Config: f.config()},
	}
	options.Targets.Roles = []string{"pinecone-cmek", "arn:aws:iam::111122223333:role/other/pinecone-cmek", "no-such-role"}
	options.Targets.Keys = []string{"alias/pinecone", "arn:aws:kms:eu-west-1:999988887777:key/1"}
	options.Targets.Endpoints = []string{endpointID, "vpce-0ffffffffffffffff"}
	if err := aws.Collect(t.Context(), options, s); err != nil {
		t.Fatal(err)
	}
	for kind, address := range map[string]string{
		"aws_iam_role": roleARN, "aws_kms_key": keyARN, "aws_s3_bucket": "arn:aws:s3:::acme-audit",
		"aws_vpc_endpoint": "arn:aws:ec2:us-east-1:111122223333:vpc-endpoint/" + endpointID,
	} {
		if s.find(kind, address) == nil {
			t.Errorf("%s %s was not found", kind, address)
		}
	}
	var said []string
	for _, source := range s.sources {
		if source.Status != snapshot.Complete && source.ID != "aws.kms 999988887777 eu-west-1" &&
			source.ID != "aws.s3 444455556666" {
			t.Errorf("%+v", source)
		}
		for _, problem := range source.Problems {
			said = append(said, source.ID+": "+problem.Message)
		}
	}
	for _, want := range []string{
		"role no-such-role is not there (looked for in account 111122223333, account 444455556666)",
		"role arn:aws:iam::111122223333:role/other/pinecone-cmek is not there (looked for in account 111122223333)",
		"VPC endpoint vpce-0ffffffffffffffff is not there (looked for in account 111122223333 us-east-1, " +
			"account 444455556666 eu-west-1, account 444455556666 us-east-1)",
		"aws.kms 999988887777 eu-west-1: arn:aws:kms:eu-west-1:999988887777:key/1 was not read: no credentials",
	} {
		if !strings.Contains(strings.Join(said, "\n"), want) {
			t.Errorf("nobody says %s:\n%s", want, strings.Join(said, "\n"))
		}
	}
	var absent []string
	for _, source := range s.sources {
		for _, one := range source.Absent {
			absent = append(absent, source.Account+" "+source.Region+" "+one.Name)
			if one.Call == nil || one.Call.Account != source.Account || one.Call.Region != source.Region {
				t.Errorf("%s is not there by %+v", one.Name, one.Call)
			}
		}
	}
	slices.Sort(absent)
	if want := []string{
		"111122223333  arn:aws:iam::111122223333:role/other/pinecone-cmek", "111122223333  no-such-role",
		"111122223333 us-east-1 vpce-0ffffffffffffffff", "444455556666  no-such-role",
		"444455556666  pinecone-cmek", "444455556666 eu-west-1 alias/pinecone",
		"444455556666 eu-west-1 vpce-0a1b2c3d4e5f60718", "444455556666 eu-west-1 vpce-0ffffffffffffffff",
		"444455556666 us-east-1 alias/pinecone",
		"444455556666 us-east-1 vpce-0a1b2c3d4e5f60718", "444455556666 us-east-1 vpce-0ffffffffffffffff",
	}; !slices.Equal(absent, want) {
		t.Errorf("not there are\n%s", strings.Join(absent, "\n"))
	}
	if len(s.source(t, "aws.s3 444455556666").Problems) > 1 {
		t.Errorf("a bucket of another account is called unread: %+v", s.source(t, "aws.s3 444455556666"))
	}
}

// TestTwoNames: what is asked for by two names is read once.
func TestTwoNames(t *testing.T) {
	f, s := newFake(t), &sink{}
	options := f.options(t)
	options.Discover = false
	options.Targets.Roles = []string{"pinecone-cmek", roleARN}
	options.Targets.Keys = []string{"alias/pinecone", keyARN}
	if err := aws.Collect(t.Context(), options, s); err != nil {
		t.Fatal(err)
	}
	count := map[string]int{}
	for _, call := range f.calls {
		count[call]++
	}
	if count["iam:ListRolePolicies pinecone-cmek"] != 1 || count["kms:GetKeyPolicy "+keyARN] != 1 {
		t.Errorf("%v", count)
	}
	if roles := s.source(t, "aws.iam 111122223333").Counts["aws_iam_role"]; roles != 1 {
		t.Errorf("%d roles", roles)
	}
}

// TestNoCredentials names the account that nobody could sign in to, without a secret.
func TestNoCredentials(t *testing.T) {
	f, s := newFake(t), &sink{}
	options := f.options(t)
	options.Accounts[0].Config.Credentials = sdk.CredentialsProviderFunc(
		func(context.Context) (sdk.Credentials, error) {
			return sdk.Credentials{}, errors.New("the session has expired\nfor AKIAIOSFODNN7EXAMPLE" + strings.Repeat(" and more", 99))
		})
	if err := aws.Collect(t.Context(), options, s); err != nil {
		t.Fatal(err)
	}
	source := s.source(t, "aws.sts profile audit")
	if source.Status != snapshot.Failed || !strings.Contains(source.Reason, "could not be signed and sent") ||
		!strings.Contains(source.Reason, "the session has expired for [redacted]") || len(source.Reason) > 300 {
		t.Errorf("%+v", source)
	}
	if len(f.calls) > 0 || len(s.units) > 0 {
		t.Errorf("%v, %v", f.calls, s.units)
	}
}

// TestManyLogs lists no more than the limit, and then claims to know none of them.
func TestManyLogs(t *testing.T) {
	f, s := newFake(t), &sink{}
	pages := 0
	f.faults["s3:ListObjectsV2"] = func(*http.Request) (*http.Response, error) {
		pages++
		return answer(200, `<ListBucketResult><KeyCount>10</KeyCount><IsTruncated>true</IsTruncated><NextContinuationToken>`+strconv.Itoa(pages)+
			`</NextContinuationToken>`+strings.Repeat(`<Contents><Key>pinecone/a</Key><LastModified>2026-11-22T10:30:04Z</LastModified></Contents>`, 10)+
			`</ListBucketResult>`), nil
	}
	options := f.options(t)
	options.Limits.Objects = 30
	if err := aws.Collect(t.Context(), options, s); err != nil {
		t.Fatal(err)
	}
	bucket := s.find("aws_s3_bucket", "arn:aws:s3:::acme-audit")
	if pages != 3 || bucket.Values["newest_log_at"] != nil || bucket.Unknown["/newest_log_at"].Reason == "" {
		t.Errorf("%d pages, %v", pages, bucket)
	}
}

// TestUndeclaredBucket: what a role names is read, and not its objects.
func TestUndeclaredBucket(t *testing.T) {
	f, s := newFake(t), &sink{}
	options := f.options(t)
	options.Targets.Buckets = nil
	if err := aws.Collect(t.Context(), options, s); err != nil {
		t.Fatal(err)
	}
	bucket := s.find("aws_s3_bucket", "arn:aws:s3:::acme-audit")
	if bucket == nil || bucket.Values["policy"] == nil || bucket.Unknown["/newest_log_at"].Reason == "" {
		t.Errorf("%+v", bucket)
	}
}

// TestBareBucket: what a bucket does not have is what holds without it, and not unknown.
func TestBareBucket(t *testing.T) {
	f, s := newFake(t), &sink{}
	for call, code := range map[string]string{
		"s3:GetBucketPolicy": "NoSuchBucketPolicy", "s3:GetBucketPolicyStatus": "NoSuchBucketPolicy",
		"s3:GetPublicAccessBlock":            "NoSuchPublicAccessBlockConfiguration",
		"s3control:GetPublicAccessBlock":     "NoSuchPublicAccessBlockConfiguration",
		"s3:GetBucketEncryption":             "ServerSideEncryptionConfigurationNotFoundError",
		"s3:GetObjectLockConfiguration":      "ObjectLockConfigurationNotFoundError",
		"s3:GetBucketLifecycleConfiguration": "NoSuchLifecycleConfiguration",
		"s3:GetBucketOwnershipControls":      "OwnershipControlsNotFoundError", "s3:GetBucketTagging": "NoSuchTagSet",
	} {
		f.faults[call] = func(*http.Request) (*http.Response, error) { return refusal(call, refused{404, code}), nil }
	}
	f.answers["s3:GetBucketVersioning"] = `<VersioningConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>`
	f.answers["s3:GetBucketLocation"] = `<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"/>`
	if err := aws.Collect(t.Context(), f.options(t), s); err != nil {
		t.Fatal(err)
	}
	if source := s.source(t, "aws.s3 111122223333"); source.Status != snapshot.Complete {
		t.Errorf("%+v", source)
	}
	bucket := s.find("aws_s3_bucket", "arn:aws:s3:::acme-audit")
	for pointer, want := range map[string]any{
		"/region": "us-east-1", "/versioning/status": "Disabled", "/object_lock_enabled": false, "/ownership": "ObjectWriter",
		"/public_access_block/block_public_acls": false, "/account_public_access_block/block_public_policy": false,
		"/policy_public": false, "/policy": nil, "/encryption": nil, "/object_lock": nil,
	} {
		if got, _ := snapshot.Lookup(bucket.Values, pointer); got != want {
			t.Errorf("%s = %v, want %v", pointer, got, want)
		}
	}
}

// TestRetryAfter waits for as long as an answer asks, within the limit.
func TestRetryAfter(t *testing.T) {
	for header, want := range map[string]string{"7": "7s", "3600": "20s"} {
		response := &http.Response{Header: http.Header{"Retry-After": {header}}}
		err := &awshttp.ResponseError{ResponseError: &smithyhttp.ResponseError{
			Response: &smithyhttp.Response{Response: response}, Err: errors.New("busy"),
		}}
		if got, _ := aws.RetryDelay(err, aws.Limits{}); got.String() != want {
			t.Errorf("after %s: %s, want %s", header, got, want)
		}
	}
	for range 20 {
		if got, _ := aws.RetryDelay(errors.New("busy"), aws.Limits{}); got < 0 || got > 20e9 {
			t.Errorf("without: %s", got)
		}
	}
}
