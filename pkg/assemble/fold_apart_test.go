package assemble_test

import (
	"slices"
	"testing"

	"github.com/pinelint/pinelint/pkg/assemble"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// What a root module names by a literal name is a part of what another declares, in whatever
// order they come, and refers to what stands beside it.
func TestPartsOfAnotherRoot(t *testing.T) {
	whole := func() []*snapshot.Observation {
		return unit(
			seen("a", "aws_s3_bucket", "aws_s3_bucket.logs", 1, values{"bucket": "acme-audit"}),
			seen("a", "aws_iam_role", "aws_iam_role.logs", 5, values{
				"name": "logs", "assume_role_policy": trusting(account)}),
		)
	}
	parts := func() []*snapshot.Observation {
		return unit(
			seen("b", "aws_s3_bucket_versioning", "aws_s3_bucket_versioning.logs", 1, values{
				"bucket": "acme-audit", "versioning_configuration": values{"status": "Enabled"}}),
			refers(seen("b", "aws_iam_role_policy_attachment", "aws_iam_role_policy_attachment.logs", 5, values{
				"role": "logs"}), "/policy_arn", "aws_iam_policy.logs.arn"),
			seen("b", "aws_iam_policy", "aws_iam_policy.logs", 9, values{"name": "logs"}),
		)
	}
	for name, units := range map[string][][]*snapshot.Observation{
		"before": {parts(), whole()}, "after": {whole(), parts()},
	} {
		t.Run(name, func(t *testing.T) {
			s := joined(units...)
			bucket := s.Resources["aws_s3_bucket"][0]
			if _, set := snapshot.Lookup(bucket.Values, "/versioning/status"); !set {
				t.Errorf("the bucket has no versioning: %v", bucket.Values)
			}
			role := s.Resources["aws_iam_role"][0]
			same(t, "policies of the role", role.Links["policies"], []string{"aws_iam_policy/b/aws_iam_policy.logs"})
			if again := s.Resources["aws_s3_bucket_versioning"]; len(again) > 0 {
				t.Errorf("the part is a resource of its own: %v", ids(again))
			}
		})
	}
}

// Roles of one name may be in several accounts, and nobody knows of which a policy is.
func TestPartOfOneOfTwoRoles(t *testing.T) {
	role := func(root string) []*snapshot.Observation {
		return unit(seen(root, "aws_iam_role", "aws_iam_role.logs", 5, values{
			"name": "logs", "assume_role_policy": trusting(account)}))
	}
	s := joined(role("a"), unit(seen("b", "aws_iam_role_policy", "aws_iam_role_policy.logs", 1, values{
		"role": "logs", "name": "put", "policy": values{"Statement": []any{}}})), role("c"))
	roles := s.Resources["aws_iam_role"]
	if len(roles) != 2 {
		t.Fatalf("there are %d roles", len(roles))
	}
	for _, one := range roles {
		_, open := one.Unknown["/inline_policies/put"]
		if _, set := snapshot.Lookup(one.Values, "/inline_policies/put"); set || !open {
			t.Errorf("%s: set %v, unknown %v", one.ID, set, one.Unknown)
		}
	}
}

func joined(units ...[]*snapshot.Observation) *snapshot.Snapshot {
	a := assemble.New(assemble.Options{Accounts: []string{account}})
	a.Observe(unit(declared("pinecone_organization", "/organization", 1, values{
		"audit_logs": values{"bucket": "acme-audit", "role": "arn:aws:iam::123456789012:role/logs"}})))
	for _, one := range units {
		a.Observe(slices.Clone(one))
	}
	return a.Snapshot()
}
