//go:build live

package main

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/credentials"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	ec2types "github.com/aws/aws-sdk-go-v2/service/ec2/types"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	s3types "github.com/aws/aws-sdk-go-v2/service/s3/types"

	"github.com/pinelint/pinelint/pkg/finding"
)

const pineconeAccount = "999900001111" // the emulator's own is the one that the repository has

// emulated sends the requests to AWS to an emulator, and those to Pinecone into a world.
type emulated struct {
	pinecone *world
	aws      http.RoundTripper
}

// RoundTrip implements [http.RoundTripper].
func (e emulated) RoundTrip(request *http.Request) (*http.Response, error) {
	if !isAWS(request) {
		return e.pinecone.RoundTrip(request)
	}
	sent := request.Clone(request.Context())
	sent.URL.Scheme, sent.Host = "http", request.URL.Host
	return e.aws.RoundTrip(sent)
}

// account is what is made in an emulator with AWS's library alone, with faults in it that the
// Terraform of the repository does not have.
type account struct {
	*testing.T

	config aws.Config
	key    string
}

// TestEmulated judges a repository against an account in an emulator that others wrote and the
// fake Pinecone, each with faults: every fault is found on the line of Terraform that declares
// otherwise, with the call that showed it.
func TestEmulated(t *testing.T) {
	endpoint, err := url.Parse(os.Getenv("PINELINT_AWS_EMULATOR"))
	if err != nil || endpoint.Host == "" {
		t.Fatal("PINELINT_AWS_EMULATOR is not the URL of an emulator: run .ci/check-live-aws")
	}
	signedIn(t)
	over := emulated{pinecone: newWorld(t), aws: &http.Transport{
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, endpoint.Host)
		},
	}}
	made := &account{T: t, config: aws.Config{
		Region: "us-east-1", HTTPClient: &http.Client{Transport: over},
		Credentials: credentials.NewStaticCredentialsProvider("testing", "testing", ""),
	}}
	made.makeKey()
	made.makeRole()
	made.makeBucket()
	made.makeEndpoint()
	indexes := strings.Replace(over.pinecone.answers[indexesOf], `"deletion_protection": "enabled"`, `"deletion_protection": "disabled"`, 1)
	over.pinecone.answers[indexesOf] = strings.ReplaceAll(indexes,
		"arn:aws:kms:us-east-1:111122223333:key/1b6f7a52-0c5c-4d6e-8a43-0d6a3a1f2e11", made.key)
	repository := emulatedRepository(t)
	results := judgedLive(t, repository, over)
	source, err := os.ReadFile(filepath.Join(repository, "main.tf"))
	if err != nil {
		t.Fatal(err)
	}
	for rule, fault := range map[string]plantedWrongs{
		"indexes/deletion-protection": {`  deletion_protection = "enabled"`, "GET /indexes"},
		"cmek/key-rotation":           {`  enable_key_rotation     = true`, "kms:GetKeyRotationStatus"},
		"cmek/external-id-mismatch":   {`sts:ExternalId`, "iam:GetRole"},
		"cmek/role-can-destroy":       {`"kms:Encrypt", "kms:Decrypt"`, "iam:GetRolePolicy"},
		"auditlogs/bucket-immutable":  {`      mode = "COMPLIANCE"`, "s3:GetObjectLockConfiguration"},
		"privatelink/security-group":  {`  ingress {`, "ec2:DescribeSecurityGroups"},
	} {
		fault.check(t, rule, results, strings.Split(string(source), "\n"))
	}
}

// plantedWrongs is a fault in a service, by the line that declares otherwise and the call that shows it.
type plantedWrongs struct{ line, call string }

func (p plantedWrongs) check(t *testing.T, rule string, results *finding.Results, source []string) {
	t.Helper()
	for _, found := range results.Findings {
		if found.Rule != rule || found.Verdict != finding.Fail || found.Location == nil {
			continue
		}
		shown := slices.ContainsFunc(found.Evidence, func(e finding.Evidence) bool { return e.Call != nil && e.Call.Name == p.call })
		lines := source[found.Location.StartLine-1 : max(found.Location.StartLine, found.Location.EndLine)]
		if shown && found.Location.File == "main.tf" && strings.Contains(strings.Join(lines, "\n"), p.line) {
			return
		}
		t.Errorf("%s stands at %+v, %q, with %+v", rule, found.Location, lines, found.Evidence)
		return
	}
	t.Errorf("%s does not find it", rule)
}

// emulatedRepository is the one where all is well, for what an emulator has.
func emulatedRepository(t *testing.T) string {
	t.Helper()
	folder := t.TempDir()
	for _, name := range []string{"main.tf", "pinelint.yaml"} {
		data, err := os.ReadFile(liveFolder + "/terraform/" + name)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.NewReplacer("123456789012", pineconeAccount, // the emulator gives the other number to its own account
			"vpce-0a1b2c3d4e5f60718", `"terraform:aws_vpc_endpoint.pinecone"`).Replace(string(data))
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(folder, ".git"), 0o700); err != nil {
		t.Fatal(err)
	}
	return folder
}

func judgedLive(t *testing.T, repository string, over http.RoundTripper) *finding.Results {
	t.Helper()
	var out, said strings.Builder
	environment := map[string]string{
		"PINECONE_CLIENT_ID": "client", "PINECONE_CLIENT_SECRET": "secret-of-the-client",
		"KEY_OF_SEARCH": "key-of-search", "KEY_OF_STAGING": "key-of-staging",
	}
	args := []string{"check", repository, "--live", "--discover", "--pinecone-keys", liveFolder + "/keys.yaml", "--format", "json"}
	code := run(t.Context(), args, system{
		stdin: strings.NewReader(""), stdout: &out, stderr: &said, now: morning, transport: over,
		getenv: func(name string) string { return environment[name] }, environ: func() []string { return nil },
	})
	var results finding.Results
	if err := json.Unmarshal([]byte(out.String()), &results); err != nil || code != exitFindings {
		t.Fatalf("ends in %d, %v: %s", code, err, said.String())
	}
	return &results
}

func (a *account) must(err error) {
	a.Helper()
	if err != nil {
		a.Fatal(err)
	}
}

// makeKey leaves rotation off.
func (a *account) makeKey() {
	client := kms.NewFromConfig(a.config)
	out, err := client.CreateKey(a.Context(), &kms.CreateKeyInput{})
	a.must(err)
	a.key = *out.KeyMetadata.Arn
	_, err = client.CreateAlias(a.Context(), &kms.CreateAliasInput{AliasName: aws.String("alias/pinecone"), TargetKeyId: &a.key})
	a.must(err)
}

// makeRole demands another external id, and lets the role destroy its key.
func (a *account) makeRole() {
	client := iam.NewFromConfig(a.config)
	trust := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"sts:AssumeRole",` +
		`"Principal":{"AWS":"arn:aws:iam::` + pineconeAccount + `:role/pinecone_cmek_access_us-east-1"},` +
		`"Condition":{"StringEquals":{"sts:ExternalId":"11111111-7b1a-4c58-9f0e-3d8f2a6b7c41"}}}]}`
	_, err := client.CreateRole(a.Context(), &iam.CreateRoleInput{RoleName: aws.String("pinecone-cmek"), AssumeRolePolicyDocument: &trust})
	a.must(err)
	use := `{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["kms:Encrypt","kms:Decrypt","kms:ScheduleKeyDeletion"],` +
		`"Resource":"` + a.key + `"}]}`
	_, err = client.PutRolePolicy(a.Context(), &iam.PutRolePolicyInput{
		RoleName: aws.String("pinecone-cmek"), PolicyName: aws.String("use-key"), PolicyDocument: &use,
	})
	a.must(err)
}

// makeBucket locks logs in a way that can be lifted.
func (a *account) makeBucket() {
	client := s3.NewFromConfig(a.config)
	name := aws.String("acme-audit")
	_, err := client.CreateBucket(a.Context(), &s3.CreateBucketInput{Bucket: name, ObjectLockEnabledForBucket: aws.Bool(true)})
	a.must(err)
	_, err = client.PutObjectLockConfiguration(a.Context(), &s3.PutObjectLockConfigurationInput{
		Bucket: name, ObjectLockConfiguration: &s3types.ObjectLockConfiguration{
			ObjectLockEnabled: s3types.ObjectLockEnabledEnabled, Rule: &s3types.ObjectLockRule{
				DefaultRetention: &s3types.DefaultRetention{Mode: s3types.ObjectLockRetentionModeGovernance, Days: aws.Int32(400)},
			},
		},
	})
	a.must(err)
}

// makeEndpoint lets the internet in.
func (a *account) makeEndpoint() {
	client := ec2.NewFromConfig(a.config)
	vpc, err := client.CreateVpc(a.Context(), &ec2.CreateVpcInput{CidrBlock: aws.String("10.0.0.0/16")})
	a.must(err)
	group, err := client.CreateSecurityGroup(a.Context(), &ec2.CreateSecurityGroupInput{
		GroupName: aws.String("pinecone"), Description: aws.String("clients"), VpcId: vpc.Vpc.VpcId,
	})
	a.must(err)
	_, err = client.AuthorizeSecurityGroupIngress(a.Context(), &ec2.AuthorizeSecurityGroupIngressInput{
		GroupId: group.GroupId, IpPermissions: []ec2types.IpPermission{{
			IpProtocol: aws.String("tcp"), FromPort: aws.Int32(443), ToPort: aws.Int32(443),
			IpRanges: []ec2types.IpRange{{CidrIp: aws.String("0.0.0.0/0")}},
		}},
	})
	a.must(err)
	_, err = client.CreateVpcEndpoint(a.Context(), &ec2.CreateVpcEndpointInput{
		VpcId: vpc.Vpc.VpcId, VpcEndpointType: ec2types.VpcEndpointTypeInterface, PrivateDnsEnabled: aws.Bool(true),
		ServiceName:      aws.String("com.amazonaws.vpce.us-east-1.vpce-svc-05ef6f1f0b9130b54"),
		SecurityGroupIds: []string{*group.GroupId},
	})
	a.must(err)
}
