//go:build live

package aws_test

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	kmstypes "github.com/aws/aws-sdk-go-v2/service/kms/types"
	"github.com/aws/aws-sdk-go-v2/service/route53"
	r53types "github.com/aws/aws-sdk-go-v2/service/route53/types"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/pinelint/pinelint/pkg/collect/aws"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// world makes an account in an emulator, with the SDK alone.
type world struct {
	*testing.T

	config sdk.Config

	key, role, endpoint, zone string
}

// TestEmulator reads what was made in an emulator that others wrote; .ci/check-live-aws
// starts one and names it.
func TestEmulator(t *testing.T) {
	endpoint := os.Getenv("PINELINT_AWS_EMULATOR")
	address, err := url.Parse(endpoint)
	if err != nil || address.Host == "" {
		t.Fatal("PINELINT_AWS_EMULATOR is not the URL of an emulator: run .ci/check-live-aws")
	}
	transport := &http.Transport{DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
		return (&net.Dialer{}).DialContext(ctx, network, address.Host) // s3control puts the account before the host
	}}
	w := &world{T: t, config: sdk.Config{
		Region: "us-east-1", BaseEndpoint: &endpoint, HTTPClient: &http.Client{Transport: transport},
		Credentials: credentials.NewStaticCredentialsProvider("testing", "testing", ""),
	}}
	w.makeKey()
	w.makeRole()
	w.makeNetwork()
	w.makeZone()
	w.makeBucket()

	s := &sink{}
	options := newFake(t).options(t)
	options.Accounts = []aws.Account{{Name: "emulator", Config: w.config}}
	options.Targets = aws.Targets{
		Roles: []string{"pinecone-cmek"}, Keys: []string{"alias/pinecone"}, Zones: []string{w.zone},
		// Endpoints are discovered: moto knows no filter by their ids.
		Buckets: []aws.Bucket{{Name: "acme-audit", Logs: true, Prefix: "pinecone/"}},
	}
	if err := aws.Collect(t.Context(), options, s); err != nil {
		t.Fatal(err)
	}
	w.compare(s)
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) makeKey() {
	client := kms.NewFromConfig(w.config)
	out, err := client.CreateKey(w.Context(), &kms.CreateKeyInput{
		Description: sdk.String("Pinecone"), KeyUsage: kmstypes.KeyUsageTypeEncryptDecrypt, MultiRegion: sdk.Bool(false),
		Tags: []kmstypes.Tag{{TagKey: sdk.String("environment"), TagValue: sdk.String("production")}},
	})
	w.must(err)
	w.key = *out.KeyMetadata.Arn
	_, err = client.CreateAlias(w.Context(), &kms.CreateAliasInput{AliasName: sdk.String("alias/pinecone"), TargetKeyId: &w.key})
	w.must(err)
	_, err = client.EnableKeyRotation(w.Context(), &kms.EnableKeyRotationInput{KeyId: &w.key})
	w.must(err)
	_, err = client.CreateGrant(w.Context(), &kms.CreateGrantInput{
		KeyId: &w.key, GranteePrincipal: sdk.String("arn:aws:iam::123456789012:role/backup"),
		Operations: []kmstypes.GrantOperation{kmstypes.GrantOperationDecrypt},
	})
	w.must(err)
}

func (w *world) makeRole() {
	client := iam.NewFromConfig(w.config)
	trust := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole","Principal":` +
		`{"AWS":"arn:aws:iam::999900001111:role/pinecone_cmek_access_us-east-1"}}]}`
	out, err := client.CreateRole(w.Context(), &iam.CreateRoleInput{
		RoleName: sdk.String("pinecone-cmek"), AssumeRolePolicyDocument: &trust, MaxSessionDuration: sdk.Int32(7200),
	})
	w.must(err)
	w.role = *out.Role.Arn
	use := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:Decrypt","Resource":"` + w.key + `"}]}`
	_, err = client.PutRolePolicy(w.Context(), &iam.PutRolePolicyInput{
		RoleName: sdk.String("pinecone-cmek"), PolicyName: sdk.String("use key"), PolicyDocument: &use,
	})
	w.must(err)
	policy, err := client.CreatePolicy(w.Context(), &iam.CreatePolicyInput{PolicyName: sdk.String("extra"), PolicyDocument: &use})
	w.must(err)
	_, err = client.AttachRolePolicy(w.Context(), &iam.AttachRolePolicyInput{
		RoleName: sdk.String("pinecone-cmek"), PolicyArn: policy.Policy.Arn,
	})
	w.must(err)
	_, err = client.CreateRole(w.Context(), &iam.CreateRoleInput{
		RoleName:                 sdk.String("unrelated"),
		AssumeRolePolicyDocument: sdk.String(strings.ReplaceAll(trust, "pinecone_cmek_access_us-east-1", "someone")),
	})
	w.must(err)
}

func (w *world) makeNetwork() {
	client := ec2.NewFromConfig(w.config)
	vpc, err := client.CreateVpc(w.Context(), &ec2.CreateVpcInput{CidrBlock: sdk.String("10.7.0.0/16")})
	w.must(err)
	var subnets []string
	for zone, block := range map[string]string{"us-east-1a": "10.7.1.0/24", "us-east-1b": "10.7.2.0/24"} {
		out, err := client.CreateSubnet(w.Context(), &ec2.CreateSubnetInput{
			VpcId: vpc.Vpc.VpcId, CidrBlock: &block, AvailabilityZone: &zone,
		})
		w.must(err)
		subnets = append(subnets, *out.Subnet.SubnetId)
	}
	group, err := client.CreateSecurityGroup(w.Context(), &ec2.CreateSecurityGroupInput{
		GroupName: sdk.String("pinecone"), Description: sdk.String("clients"), VpcId: vpc.Vpc.VpcId,
	})
	w.must(err)
	_, err = client.AuthorizeSecurityGroupIngress(w.Context(), &ec2.AuthorizeSecurityGroupIngressInput{
		GroupId: group.GroupId, IpPermissions: []ec2types.IpPermission{{
			IpProtocol: sdk.String("tcp"), FromPort: sdk.Int32(443), ToPort: sdk.Int32(443),
			IpRanges: []ec2types.IpRange{{CidrIp: sdk.String("10.7.0.0/16")}},
		}},
	})
	w.must(err)
	endpoint, err := client.CreateVpcEndpoint(w.Context(), &ec2.CreateVpcEndpointInput{
		VpcId: vpc.Vpc.VpcId, ServiceName: sdk.String(service), VpcEndpointType: ec2types.VpcEndpointTypeInterface,
		SubnetIds: subnets, SecurityGroupIds: []string{*group.GroupId}, PrivateDnsEnabled: sdk.Bool(true),
	})
	w.must(err)
	w.endpoint = *endpoint.VpcEndpoint.VpcEndpointId
}

func (w *world) makeZone() {
	client := route53.NewFromConfig(w.config)
	zone, err := client.CreateHostedZone(w.Context(), &route53.CreateHostedZoneInput{
		Name: sdk.String("private.aped-4627-b74a.pinecone.io"), CallerReference: sdk.String("1"),
	})
	w.must(err)
	w.zone = strings.TrimPrefix(*zone.HostedZone.Id, "/hostedzone/")
	_, err = client.ChangeResourceRecordSets(w.Context(), &route53.ChangeResourceRecordSetsInput{
		HostedZoneId: &w.zone, ChangeBatch: &r53types.ChangeBatch{Changes: []r53types.Change{{
			Action: r53types.ChangeActionCreate, ResourceRecordSet: &r53types.ResourceRecordSet{
				Name: sdk.String("*.private.aped-4627-b74a.pinecone.io"), Type: r53types.RRTypeCname, TTL: sdk.Int64(60),
				ResourceRecords: []r53types.ResourceRecord{{Value: sdk.String("x.us-east-1.vpce.amazonaws.com")}},
			},
		}}},
	})
	w.must(err)
}

func (w *world) makeBucket() {
	client := s3.NewFromConfig(w.config, func(o *s3.Options) { o.UsePathStyle = true })
	name := sdk.String("acme-audit")
	_, err := client.CreateBucket(w.Context(), &s3.CreateBucketInput{
		Bucket: name, ObjectLockEnabledForBucket: sdk.Bool(true),
		CreateBucketConfiguration: &s3types.CreateBucketConfiguration{LocationConstraint: "eu-west-1"},
	})
	w.must(err)
	_, err = client.PutObjectLockConfiguration(w.Context(), &s3.PutObjectLockConfigurationInput{
		Bucket: name, ObjectLockConfiguration: &s3types.ObjectLockConfiguration{
			ObjectLockEnabled: s3types.ObjectLockEnabledEnabled, Rule: &s3types.ObjectLockRule{
				DefaultRetention: &s3types.DefaultRetention{Mode: s3types.ObjectLockRetentionModeCompliance, Days: sdk.Int32(400)},
			},
		},
	})
	w.must(err)
	for _, key := range []string{"pinecone/audit-log-access-test", "pinecone/2026-11-22T10-30.json", "elsewhere/2099.json"} {
		_, err := client.PutObject(w.Context(), &s3.PutObjectInput{
			Bucket: name, Key: &key, Body: strings.NewReader("{}"), ChecksumAlgorithm: s3types.ChecksumAlgorithmSha256,
		})
		w.must(err)
	}
	_, err = client.PutPublicAccessBlock(w.Context(), &s3.PutPublicAccessBlockInput{
		Bucket: name, PublicAccessBlockConfiguration: &s3types.PublicAccessBlockConfiguration{BlockPublicPolicy: sdk.Bool(true)},
	})
	w.must(err)
	_, err = client.PutBucketLifecycleConfiguration(w.Context(), &s3.PutBucketLifecycleConfigurationInput{
		Bucket: name, LifecycleConfiguration: &s3types.BucketLifecycleConfiguration{Rules: []s3types.LifecycleRule{{
			ID: sdk.String("old"), Status: s3types.ExpirationStatusEnabled,
			Filter:     &s3types.LifecycleRuleFilter{Prefix: sdk.String("pinecone/")},
			Expiration: &s3types.LifecycleExpiration{Days: sdk.Int32(500)},
		}}},
	})
	w.must(err)
}

// compare holds what was read to what was made.
func (w *world) compare(s *sink) {
	const account = "123456789012"
	w.Helper()
	for _, source := range s.sources {
		// moto lists the bucket where it is asked for the status of its policy.
		ofMoto := len(source.Problems) == 1 && strings.Contains(source.Problems[0].Message, "s3:GetBucketPolicyStatus: the answer is empty")
		if !ofMoto && (source.Status != snapshot.Complete || len(source.Problems) > 0) {
			w.Errorf("%+v", source)
		}
	}
	count := map[string]int{}
	values := map[string]map[string]any{}
	for _, unit := range s.units {
		for _, o := range unit {
			count[o.Type]++
			values[o.Type] = o.Values
		}
	}
	for kind, want := range map[string]int{
		"aws_iam_role": 1, "aws_iam_policy": 1, "aws_kms_key": 1, "aws_kms_alias": 1, "aws_kms_grant": 1, "aws_vpc": 1,
		"aws_subnet": 2, "aws_security_group": 1, "aws_vpc_endpoint": 1, "aws_route53_zone": 1, "aws_route53_record": 1,
		"aws_s3_bucket": 1,
	} {
		if count[kind] != want {
			w.Errorf("%d of %s, want %d", count[kind], kind, want)
		}
	}
	for place, want := range map[string]any{
		"aws_iam_role/arn": w.role, "aws_iam_role/inline_policies/use key/Statement/0/Resource": w.key,
		"aws_iam_role/managed_policy_arns/0":                    "arn:aws:iam::" + account + ":policy/extra",
		"aws_iam_policy/policy/Version":                         "2012-10-17",
		"aws_kms_key/arn":                                       w.key,
		"aws_kms_key/enable_key_rotation":                       true,
		"aws_kms_key/key_state":                                 "Enabled",
		"aws_kms_key/tags/environment":                          "production",
		"aws_kms_alias/target_key_id":                           w.key,
		"aws_kms_grant/grantee_principal":                       "arn:aws:iam::" + account + ":role/backup",
		"aws_vpc/enable_dns_support":                            true,
		"aws_vpc/enable_dns_hostnames":                          false,
		"aws_security_group/ingress/0/protocol":                 "tcp",
		"aws_vpc_endpoint/id":                                   w.endpoint,
		"aws_vpc_endpoint/service_name":                         service,
		"aws_route53_record/name":                               "*.private.aped-4627-b74a.pinecone.io",
		"aws_route53_zone/zone_id":                              w.zone,
		"aws_s3_bucket/region":                                  "eu-west-1",
		"aws_s3_bucket/versioning/status":                       "Enabled",
		"aws_s3_bucket/object_lock/mode":                        "COMPLIANCE",
		"aws_s3_bucket/lifecycle_rules/0/prefix":                "pinecone/",
		"aws_s3_bucket/public_access_block/block_public_policy": true,
		"aws_s3_bucket/public_access_block/block_public_acls":   false,
		"aws_s3_bucket/newest_logs/0/key":                       "pinecone/2026-11-22T10-30.json",
	} {
		kind, pointer, _ := strings.Cut(place, "/")
		if got, _ := snapshot.Lookup(values[kind], "/"+pointer); got != want {
			w.Errorf("%s = %v, want %v", place, got, want)
		}
	}
	if values["aws_s3_bucket"]["audit_log_test_at"] == nil {
		w.Error("the object that tests access was not found")
	}
}
