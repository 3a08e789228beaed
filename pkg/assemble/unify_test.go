package assemble_test

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/assemble"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// assumed is a role that Pinecone assumes, and that refers to what the references name.
func assumed(pointer string, references ...string) *snapshot.Observation {
	trust := "…role/pinecone_cmek_access_eu-west-1"
	return refers(seen(".", "aws_iam_role", "aws_iam_role.r", 1, values{"assume_role_policy": trust}), pointer, references...)
}

// TestReplicaIsAKey says what a replica has of its own, and what of its primary key, there.
func TestReplicaIsAKey(t *testing.T) {
	primary := seen(".", "aws_kms_key", "aws_kms_key.p", 7, values{"key_usage": "ENCRYPT_DECRYPT", "enable_key_rotation": true})
	primary.Locations.Set("/enable_key_rotation", at("main.tf", 9))
	replica := refers(
		seen(".", "aws_kms_replica_key", "aws_kms_replica_key.k", 4, values{"enabled": true}),
		"/primary_key_arn", "aws_kms_key.p.arn",
	)
	replica.Unknown = map[string]snapshot.Unknown{
		"/key_spec": {Reason: "known after apply"}, "/key_rotation_enabled": {Reason: "known after apply"},
	}
	s := join(unit(assumed("/inline_policies", "aws_kms_replica_key.k.arn"), replica, primary))
	same(t, "keys", ids(s.Resources["aws_kms_key"]), []string{"aws_kms_key/./aws_kms_replica_key.k"})
	key := s.Resources["aws_kms_key"][0]
	same(t, "values", key.Values, values{
		"is_enabled": true, "multi_region": true, "key_usage": "ENCRYPT_DECRYPT", "enable_key_rotation": true,
	})
	same(t, "unknown", key.Unknown, map[string]snapshot.Unknown{"/customer_master_key_spec": {Reason: "known after apply"}})
	place, _ := key.Observations[0].Locations.Get("/enable_key_rotation")
	same(t, "line of the rotation", place.StartLine, int32(9))
}

// TestDefaultsAreOfTheirTypes says that what a region has from the start is a VPC, a subnet
// and a group like any other.
func TestDefaultsAreOfTheirTypes(t *testing.T) {
	endpoint := seen(".", "aws_vpc_endpoint", "aws_vpc_endpoint.e", 1, values{"service_name": service})
	refers(endpoint, "/vpc_id", "aws_default_vpc.v.id")
	refers(endpoint, "/subnet_ids", "aws_default_subnet.a.id")
	refers(endpoint, "/security_group_ids", "aws_default_security_group.g.id")
	s := join(unit(
		endpoint, seen(".", "aws_default_vpc", "aws_default_vpc.v", 5, values{}),
		seen(".", "aws_default_subnet", "aws_default_subnet.a", 7, values{}),
		seen(".", "aws_default_security_group", "aws_default_security_group.g", 9, values{}),
	))
	same(t, "links", s.Resources["aws_vpc_endpoint"][0].Links, map[string][]string{
		"vpc":             {"aws_vpc/./aws_default_vpc.v"},
		"subnets":         {"aws_subnet/./aws_default_subnet.a"},
		"security_groups": {"aws_security_group/./aws_default_security_group.g"},
	})
}

// TestAttachments says that a policy is attached once, however many resources say so.
func TestAttachments(t *testing.T) {
	const read = "arn:aws:iam::aws:policy/ReadOnlyAccess"
	one := refers(seen(".", "aws_iam_role_policy_attachment", "a.one", 5, values{}), "/role", "aws_iam_role.r.name")
	list := seen(".", "aws_iam_role_policy_attachments_exclusive", "a.list", 7, values{"policy_arns": []any{nil, read}})
	many := seen(".", "aws_iam_policy_attachment", "a.many", 9, values{"roles": []any{nil, "other"}, "policy_arn": read})
	unknown := seen(".", "aws_iam_role_policy_attachments_exclusive", "a.unknown", 11, values{})
	unknown.Unknown = map[string]snapshot.Unknown{"/policy_arns": {Reason: "var.arns is not known"}}
	for _, part := range []*snapshot.Observation{list, unknown} {
		refers(part, "/role_name", "aws_iam_role.r.name")
	}
	s := join(unit(
		assumed("/inline_policies"), refers(one, "/policy_arn", "aws_iam_policy.p.arn"),
		refers(list, "/policy_arns/0", "aws_iam_policy.p.arn"), refers(many, "/roles/0", "aws_iam_role.r.name"), unknown,
		seen(".", "aws_iam_policy", "aws_iam_policy.p", 20, values{}),
	))
	role := s.Resources["aws_iam_role"][0]
	same(t, "policies", role.Values["managed_policy_arns"], []any{nil, read, nil})
	same(t, "unknown", role.Unknown, map[string]snapshot.Unknown{
		"/managed_policy_arns/2": {Reason: "var.arns is not known"},
	})
	same(t, "links", role.Links["policies"], []string{"aws_iam_policy/./aws_iam_policy.p"})
}

// TestExclusivePolicies has inline policies, and what takes those off that it does not name.
func TestExclusivePolicies(t *testing.T) {
	tests := []struct {
		name    string
		names   any
		refers  string
		unknown bool
		kept    string
		why     string
	}{
		{"all of them named", []any{"use", nil}, "aws_iam_role_policy.b.name", true, "aws_iam_role_policy.b use", ""},
		{"none", []any{}, "", false, "", "a.x takes it off the role"},
		{"one", []any{"use"}, "", false, "use", "a.x takes it off the role"},
		{"a name that is not known", []any{nil}, "", true, "", "whether a.x takes it off the role is not known"},
		{"names that are not known", nil, "", true, "", "whether a.x takes it off the role is not known"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			exclusive := refers(seen(".", "aws_iam_role_policies_exclusive", "a.x", 3, values{}), "/role_name", "aws_iam_role.r.name")
			if test.names != nil {
				exclusive.Values["policy_names"] = test.names
			}
			if test.unknown {
				exclusive.Unknown = map[string]snapshot.Unknown{"/policy_names": {Reason: "no default"}}
			}
			if test.refers != "" {
				refers(exclusive, "/policy_names/1", test.refers)
				exclusive.Unknown = map[string]snapshot.Unknown{"/policy_names/1": {Reason: "known after apply"}}
			}
			policy := func(address, name string) *snapshot.Observation {
				part := seen(".", "aws_iam_role_policy", address, 5, values{"policy": values{"Statement": []any{}}})
				if name != "" {
					part.Values["name"] = name
				}
				return refers(part, "/role", "aws_iam_role.r.name")
			}
			role := join(unit(
				exclusive, seen(".", "aws_iam_role", "aws_iam_role.r", 1, values{"name": "pinecone", "assume_role_policy": trusting(account)}),
				policy("aws_iam_role_policy.a", "use"), policy("aws_iam_role_policy.b", ""),
			)).Resources["aws_iam_role"][0]
			inline, _ := role.Values["inline_policies"].(values)
			same(t, "kept", strings.Join(slices.Sorted(maps.Keys(inline)), " "), test.kept)
			for pointer, why := range role.Unknown {
				if strings.HasPrefix(pointer, "/inline_policies/") {
					same(t, pointer, why.Reason, test.why)
				}
			}
			same(t, "unknown", 2-len(inline), len(role.Unknown))
		})
	}
}

func TestPrivateDNSOfItsOwn(t *testing.T) {
	dns := seen(".", "aws_vpc_endpoint_private_dns", "d.a", 5, values{"private_dns_enabled": true})
	s := join(unit(
		seen(".", "aws_vpc_endpoint", "aws_vpc_endpoint.e", 1, values{"service_name": service, "private_dns_enabled": false}),
		refers(dns, "/vpc_endpoint_id", "aws_vpc_endpoint.e.id"),
	))
	endpoint := s.Resources["aws_vpc_endpoint"][0]
	same(t, "private DNS", endpoint.Values["private_dns_enabled"], true)
	place, _ := endpoint.Observations[0].Locations.Get("/private_dns_enabled")
	same(t, "its line", place.StartLine, int32(5))
}

// TestPartThatMayNotBeMade takes nothing for known of a part whose count is unknown, unless
// its whole has the same.
func TestPartThatMayNotBeMade(t *testing.T) {
	policy := func(address string) *snapshot.Observation {
		part := seen(".", "aws_iam_role_policy", address, 5, values{"name": "use", "policy": values{"Statement": []any{}}})
		return refers(part, "/role", "aws_iam_role.r.name")
	}
	role := join(unit(assumed("/inline_policies"), policy(`aws_iam_role_policy.p["?"]`))).Resources["aws_iam_role"][0]
	same(t, "policies", role.Values["inline_policies"], map[string]any{})
	same(t, "unknown", role.Unknown, map[string]snapshot.Unknown{
		"/inline_policies/use": {Reason: "nothing that was read says whether aws_iam_role_policy.p is made"},
	})
	both := assumed("/inline_policies")
	both.Address = `aws_iam_role.r["?"]`
	role = join(unit(both, policy(`aws_iam_role_policy.p["?"]`))).Resources["aws_iam_role"][0]
	same(t, "unknown of both", len(role.Unknown), 0)
	optional := policy("Use")
	optional.Conditions = []string{"Prod"}
	role = join(unit(assumed("/inline_policies"), optional)).Resources["aws_iam_role"][0]
	same(t, "unknown by a condition", role.Unknown, map[string]snapshot.Unknown{
		"/inline_policies/use": {Reason: "nothing that was read says whether Use is made"},
	})
	both = assumed("/inline_policies")
	both.Conditions = []string{"Prod", "Large"}
	role = join(unit(both, optional)).Resources["aws_iam_role"][0]
	same(t, "unknown under one condition", len(role.Unknown), 0)
}

// TestBlockOfAnAccount counts for the buckets of the account, as far as the code tells.
func TestBlockOfAnAccount(t *testing.T) {
	block := func() *snapshot.Observation {
		return seen(".", "aws_s3_account_public_access_block", "b.a", 5, values{"block_public_acls": true})
	}
	elsewhere, other := block(), block()
	refers(elsewhere, "/provider", "provider.aws.other")
	other.Values["account_id"] = "444455556666"
	cases := map[string]struct {
		block *snapshot.Observation
		want  any
	}{
		"its own":             {block(), map[string]any{"block_public_acls": true}},
		"of another provider": {elsewhere, nil},
		"of another account":  {other, nil},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s := join(
				unit(declared("pinecone_organization", "/organization", 1, values{"audit_logs": values{"bucket": "acme-audit"}})),
				unit(seen(".", "aws_s3_bucket", "aws_s3_bucket.a", 1, values{"bucket": "acme-audit"}), c.block),
			)
			same(t, "block", s.Resources["aws_s3_bucket"][0].Values["account_public_access_block"], c.want)
		})
	}
}

// TestNameInWhatWasNotRead does not doubt an address that may stand in a module from elsewhere.
func TestNameInWhatWasNotRead(t *testing.T) {
	for status, want := range map[string]string{
		snapshot.Complete: "write the address as terraform state list prints it",
		snapshot.Partial:  "it may stand in what could not be read, or have another address",
	} {
		a := assemble.New(assemble.Options{})
		a.Observe(unit(declared("pinecone_cmek_key", "/k", 3, values{"key": "terraform:module.m.aws_kms_key.k"})))
		a.Report(snapshot.Source{ID: "terraform .", Status: status})
		problems := a.Snapshot().Sources
		said := problems[len(problems)-1].Problems[0].Message
		same(t, status, said, `"terraform:module.m.aws_kms_key.k" names no aws_kms_key in the Terraform that was read: `+want)
	}
}

// TestRangesOfPrefixLists stand where the lists have them, and are unknown where they are there.
func TestRangesOfPrefixLists(t *testing.T) {
	list := seen(".", "aws_ec2_managed_prefix_list", "aws_ec2_managed_prefix_list.a", 1,
		values{"entry": []any{values{"cidr": "10.0.0.0/8"}}})
	entry := seen(".", "aws_ec2_managed_prefix_list_entry", "aws_ec2_managed_prefix_list_entry.all", 5, values{"cidr": "0.0.0.0/0"})
	refers(entry, "/prefix_list_id", "aws_ec2_managed_prefix_list.a")
	open := seen(".", "aws_ec2_managed_prefix_list", "aws_ec2_managed_prefix_list.open", 9, values{})
	open.Unknown = map[string]snapshot.Unknown{"/entry": {Expression: "var.entries"}}
	group := seen(".", "aws_security_group", "aws_security_group.a", 20, values{"vpc_id": "vpc-1", "ingress": []any{
		values{"protocol": "tcp", "from_port": json.Number("443"), "to_port": json.Number("443"), "prefix_list_ids": []any{nil, nil, "pl-1"}},
	}})
	refers(group, "/ingress/0/prefix_list_ids/0", "aws_ec2_managed_prefix_list.a")
	refers(group, "/ingress/0/prefix_list_ids/1", "aws_ec2_managed_prefix_list.open")
	endpoint := seen(".", "aws_vpc_endpoint", "aws_vpc_endpoint.e", 30, values{"service_name": service})
	refers(endpoint, "/security_group_ids/0", "aws_security_group.a")
	found := join(unit(list, entry, open, group, endpoint)).Resources["aws_security_group"][0]
	ranges, _ := snapshot.Lookup(found.Values, "/ingress/0/prefix_list_ranges")
	same(t, "ranges", ranges, any([]any{"10.0.0.0/8", "0.0.0.0/0", nil, nil}))
	same(t, "unknown", found.Unknown["/ingress/0/prefix_list_ranges/2"].Expression, "var.entries")
	same(t, "of no source", found.Unknown["/ingress/0/prefix_list_ranges/3"].Reason, "no source has that prefix list")
	own, _ := snapshot.Lookup(found.Values, "/ingress/0/cidr_blocks")
	same(t, "its own", own, any(nil))
}
