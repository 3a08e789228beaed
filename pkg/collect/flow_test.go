package collect_test

import (
	"slices"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// TestReach follows secrets through what they are written to, in any order, and to no
// attribute that only stands beside them.
func TestReach(t *testing.T) {
	credentials := []*snapshot.Observation{
		{Type: "pinecone_api_key", Address: `module.keys["a.b"].pinecone_api_key.app["x]y"]`},
		{Type: "pinecone_service_account", Address: "pinecone_service_account.ci"},
		{Type: "pinecone_api_key", Address: "data.pinecone_api_key.read"},
	}
	key, secret := `module.keys["a.b"].pinecone_api_key.app["x]y"].key`, "pinecone_service_account.ci.client_secret"
	flows := []collect.Flow{
		{Type: "aws_lambda_function", Resource: "aws_lambda_function.late", Argument: "environment",
			References: []string{"terraform_data.pass.output.nested"}},
		{Type: "terraform_data", Resource: "terraform_data.pass", Argument: "input", References: []string{"aws_ssm_parameter.p[0].value"}},
		{Type: "aws_ssm_parameter", Resource: "aws_ssm_parameter.p", Argument: "value", References: []string{key, "aws_kms_key.k.id"}},
		{Type: "aws_ssm_parameter", Resource: "aws_ssm_parameter.p", Argument: "name", References: []string{"aws_kms_key.k.id"}},
		{Type: "aws_lambda_function", Resource: "aws_lambda_function.named", Argument: "environment",
			References: []string{"aws_ssm_parameter.p.name", "pinecone_service_account.ci.client_id"}},
		{Type: "cloudinit_config", Resource: "module.m.data.cloudinit_config.boot", Argument: "part", References: []string{secret}},
		{Type: "aws_instance", Resource: "module.m.aws_instance.i", Argument: "user_data",
			References: []string{"module.m.data.cloudinit_config.boot.rendered", key}},
		{Type: "output", Resource: "output.whole", Argument: "value", References: []string{"pinecone_service_account.ci"}},
		{Type: "output", Resource: "output.read", Argument: "value", References: []string{"data.pinecone_api_key.read.key"}},
	}
	want := [][]string{
		{key}, {key}, {key}, nil, nil, {secret}, {key, secret}, {"pinecone_service_account.ci"}, nil,
	}
	got := collect.Reach(slices.All(flows), credentials)
	for i, flow := range flows {
		if !slices.Equal(got[i].Secrets, want[i]) {
			t.Errorf("%s: got %q, want %q", flow.Address(), got[i].Secrets, want[i])
		}
	}
	if by := []string{"aws_ssm_parameter.p[0].value"}; !slices.Equal(got[1].By, by) {
		t.Errorf("it comes by %q, want %q", got[1].By, by)
	}
	if got := collect.Reach(slices.All(flows), nil); len(got) > 0 {
		t.Errorf("without credentials: %v", got)
	}
}
