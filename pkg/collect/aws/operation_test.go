package aws_test

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	sdk "github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/ec2"
	"github.com/aws/aws-sdk-go-v2/service/iam"
	"github.com/aws/aws-sdk-go-v2/service/kms"
	"github.com/aws/aws-sdk-go-v2/service/route53"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/sts"

	"github.com/pinelint/pinelint/pkg/collect/aws"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
)

// TestPolicyIsCurrent holds docs/aws-policy.json to the table of calls.
func TestPolicyIsCurrent(t *testing.T) {
	policy, err := aws.Policy()
	if err != nil {
		t.Fatal(err)
	}
	collecttest.Golden(t, *update, "../../../docs/aws-policy.json", policy)
}

// TestEveryCallIsMade holds the table to what is really called, so that the policy allows
// neither less nor more.
func TestEveryCallIsMade(t *testing.T) {
	f := newFake(t)
	if err := aws.Collect(t.Context(), f.options(t), &sink{}); err != nil {
		t.Fatal(err)
	}
	logs := aws.OpenObjects(t.Context(), aws.Account{Config: f.config()}, aws.Bucket{Name: "acme-audit"}, aws.Options{Limits: quick()})
	if _, err := logs.Open(t.Context(), "pinecone/2026-11-22T10-30.json"); err != nil {
		t.Fatal(err)
	}
	if want := aws.Calls(); !slices.Equal(f.called(), want) {
		t.Errorf("made %q\nthe table has %q", f.called(), want)
	}
	for _, call := range aws.Calls() {
		_, name, _ := strings.Cut(call, ":")
		if !strings.HasPrefix(name, "Get") && !strings.HasPrefix(name, "List") && !strings.HasPrefix(name, "Describe") {
			t.Errorf("%s is not a call that only reads", call)
		}
	}
}

// TestNothingElseIsSent tries what writes, with the configuration that the collector has.
func TestNothingElseIsSent(t *testing.T) {
	f := newFake(t)
	config := aws.Harness(f.config(), quick())
	ctx := t.Context()
	name := sdk.String("x")
	for call, try := range map[string]func(context.Context) error{
		"iam:DeleteRole": func(ctx context.Context) error {
			_, err := iam.NewFromConfig(config).DeleteRole(ctx, &iam.DeleteRoleInput{RoleName: name})
			return err
		},
		"kms:ScheduleKeyDeletion": func(ctx context.Context) error {
			_, err := kms.NewFromConfig(config).ScheduleKeyDeletion(ctx, &kms.ScheduleKeyDeletionInput{KeyId: name})
			return err
		},
		"kms:Decrypt": func(ctx context.Context) error {
			_, err := kms.NewFromConfig(config).Decrypt(ctx, &kms.DecryptInput{CiphertextBlob: []byte("x")})
			return err
		},
		"ec2:DeleteVpcEndpoints": func(ctx context.Context) error {
			_, err := ec2.NewFromConfig(config).DeleteVpcEndpoints(ctx, &ec2.DeleteVpcEndpointsInput{VpcEndpointIds: []string{"x"}})
			return err
		},
		"s3:PutObject": func(ctx context.Context) error {
			_, err := s3.NewFromConfig(config).PutObject(ctx, &s3.PutObjectInput{Bucket: name, Key: name})
			return err
		},
		"s3:DeleteObject": func(ctx context.Context) error {
			_, err := s3.NewFromConfig(config).DeleteObject(ctx, &s3.DeleteObjectInput{Bucket: name, Key: name})
			return err
		},
		"route53:DeleteHostedZone": func(ctx context.Context) error {
			_, err := route53.NewFromConfig(config).DeleteHostedZone(ctx, &route53.DeleteHostedZoneInput{Id: name})
			return err
		},
		"sts:GetSessionToken": func(ctx context.Context) error {
			_, err := sts.NewFromConfig(config).GetSessionToken(ctx, &sts.GetSessionTokenInput{})
			return err
		},
	} {
		if err := try(ctx); err == nil || !strings.Contains(err.Error(), "it is not one of the calls that only read") {
			t.Errorf("%s: %v", call, err)
		}
	}
	if len(f.calls) > 0 {
		t.Errorf("sent %q", f.calls)
	}
	if _, err := kms.NewFromConfig(config).DescribeKey(ctx, &kms.DescribeKeyInput{KeyId: name}); err != nil {
		t.Errorf("what reads is refused too: %v", err)
	}
}

// TestRedirect: what is signed for one host goes to no other, with the SDK's own client.
func TestRedirect(t *testing.T) {
	asked := 0
	elsewhere := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked++ }))
	defer elsewhere.Close()
	f, s := newFake(t), &sink{}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, request *http.Request) {
		if request.Method == http.MethodGet { // a client follows with what has no body
			http.Redirect(w, request, elsewhere.URL, http.StatusTemporaryRedirect)
			return
		}
		response, err := f.Do(request)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		defer response.Body.Close()
		w.WriteHeader(response.StatusCode)
		_, _ = io.Copy(w, response.Body)
	}))
	defer server.Close()
	options := f.options(t)
	options.Targets = aws.Targets{}
	options.Accounts[0].Config.HTTPClient = nil
	options.Accounts[0].Config.BaseEndpoint = &server.URL
	if err := aws.Collect(t.Context(), options, s); err != nil {
		t.Fatal(err)
	}
	if asked > 0 {
		t.Errorf("another host was asked %d times", asked)
	}
	if source := s.source(t, "aws.route53 111122223333"); source.Status != "failed" {
		t.Errorf("%+v", source)
	}
}
