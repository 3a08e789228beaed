package assemble_test

import (
	"encoding/json"
	"strconv"
	"testing"

	"github.com/pinelint/pinelint/pkg/assemble"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// of is a part in another root module, of what a variable names.
func of(kind, owner, variable string, more values) *snapshot.Observation {
	part := seen("b", kind, kind+".p", 1, more)
	part.Unknown = map[string]snapshot.Unknown{owner: {Expression: variable, Reason: "it has no default"}}
	return part
}

// A part of what a variable names may be of what another root module declares, where something speaks
// for it. A repository has many that are nobody's business.
func TestPartsOfWhatAVariableNames(t *testing.T) {
	allows := func(actions ...any) values {
		return values{"name": "p", "policy": policyOf(statement("Allow", actions, []any{"*"}))}
	}
	attachment := func(arn string) []*snapshot.Observation {
		return unit(of("aws_iam_role_policy_attachment", "/role", "var.role", values{"policy_arn": arn}))
	}
	port := func(number string) values {
		return values{"ip_protocol": "tcp", "from_port": json.Number(number), "to_port": json.Number(number)}
	}
	tests := []struct {
		name  string
		parts []*snapshot.Observation
		want  string
	}{
		{"a policy of keys", unit(of("aws_iam_role_policy", "/role", "var.role", allows("kms:*"))), "role"},
		{"a policy of everything", unit(of("aws_iam_role_policy", "/role", "var.role", allows("*"))), "role"},
		{"another service's", unit(of("aws_iam_role_policy", "/role", "var.task", allows("sqs:*"))), ""},
		{"a bucket's", unit(of("aws_iam_role_policy", "/role", "var.task", allows("s3:*"))), ""},
		{"another service's, of a role called after Pinecone",
			unit(of("aws_iam_role_policy", "/role", "var.pinecone_role", allows("sqs:*"))), "role"},
		{"of a role of another name", unit(prefixed(of("aws_iam_role_policy", "/role", "var.role", allows("kms:*")), "/role", "task-")), ""},
		{"of a role that a module makes", unit(of("aws_iam_role_policy", "/role", "module.task.role", allows("kms:*"))), ""},
		{"the administrator's", attachment("arn:aws:iam::aws:policy/AdministratorAccess"), "role"},
		{"another of AWS's", attachment("arn:aws:iam::aws:policy/AmazonSQSFullAccess"), ""},
		{"HTTPS", unit(of("aws_vpc_security_group_ingress_rule", "/security_group_id", "var.group", port("443"))), "group"},
		{"SSH", unit(of("aws_vpc_security_group_ingress_rule", "/security_group_id", "var.group", port("22"))), ""},
		{"what may leave", unit(of("aws_vpc_security_group_egress_rule", "/security_group_id", "var.group", port("443"))), ""},
		{"a bucket's policy", unit(of("aws_s3_bucket_policy", "/bucket", "var.bucket", values{"policy": policyOf()})), "bucket"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, partsFirst := range []bool{true, false} {
				units := [][]*snapshot.Observation{declaredInA(), test.parts}
				if partsFirst {
					units = [][]*snapshot.Observation{test.parts, declaredInA()}
				}
				s, got := withEndpoint(units...), ""
				for kind, name := range map[string]string{
					"aws_iam_role": "role", "aws_security_group": "group", "aws_s3_bucket": "bucket",
				} {
					for pointer, why := range s.Resources[kind][0].Unknown {
						if why.Reason == "nothing that was read says what "+test.parts[0].Address+" belongs to" && pointer != "" {
							got = name
						}
					}
				}
				same(t, "may be of", got, test.want)
			}
		})
	}
}

// A bucket's policy says by its resources which bucket it is of, and what a plan tells is no guess.
func TestPartsThatAreToldOtherwise(t *testing.T) {
	about := func(arns ...any) []*snapshot.Observation {
		return unit(of("aws_s3_bucket_policy", "/bucket", "var.bucket", values{
			"policy": policyOf(statement("Deny", []any{"s3:*"}, arns))}))
	}
	for name, c := range map[string]struct {
		parts []*snapshot.Observation
		set   bool
		open  bool
	}{
		"this bucket":    {about("arn:aws:s3:::acme-audit", "arn:aws:s3:::acme-audit/*"), true, false},
		"another bucket": {about("arn:aws:s3:::acme-site/*"), false, false},
		"any bucket":     {about("arn:aws:s3:::*"), false, true},
	} {
		bucket := withEndpoint(declaredInA(), c.parts).Resources["aws_s3_bucket"][0]
		_, set := snapshot.Lookup(bucket.Values, "/policy")
		same(t, name+" has it", set, c.set)
		same(t, name+" may have it", snapshot.Hides(bucket.Unknown, "/policy"), c.open)
	}
	plan := planned("aws_iam_role_policy", "aws_iam_role_policy.p", values{"role": "task", "name": "p", "policy": policyOf()})
	source := of("aws_iam_role_policy", "/role", "var.role", values{
		"name": "p", "policy": policyOf(statement("Allow", []any{"kms:*"}, []any{"*"}))})
	same(t, "unknown of the role", len(withEndpoint(declaredInA(), unit(source), unit(plan)).Resources["aws_iam_role"][0].Unknown), 0)
}

// A plan tells nothing of a part of the same address in another root module.
func TestPartsOfTheSameAddress(t *testing.T) {
	source := func(root string) *snapshot.Observation {
		part := of("aws_iam_role_policy", "/role", "var.role", values{
			"name": "p", "policy": policyOf(statement("Allow", []any{"kms:*"}, []any{"*"}))})
		part.Source, part.Address = seen(root, part.Type, "", 1, nil).Source, "aws_iam_role_policy.p"
		return part
	}
	plan := planned("aws_iam_role_policy", "aws_iam_role_policy.p", values{"role": "task", "name": "p", "policy": policyOf()})
	one := withEndpoint(declaredInA(), unit(source("b")), unit(plan))
	same(t, "unknown with one root module", len(one.Resources["aws_iam_role"][0].Unknown), 0)
	two := withEndpoint(declaredInA(), unit(source("b")), unit(source("c")), unit(plan))
	same(t, "is known with two", len(two.Resources["aws_iam_role"][0].Unknown) == 0, false)
}

// Of many parts of a type the last one stands for the others, of another type it does not matter.
func TestManyPartsOfWhatVariablesName(t *testing.T) {
	policy := func(address, role, action string) *snapshot.Observation {
		part := of("aws_iam_role_policy", "/role", "var.role", values{
			"name": address, "policy": policyOf(statement("Allow", []any{action}, []any{"*"}))})
		part.Address = "aws_iam_role_policy." + address
		return prefixed(part, "/role", role)
	}
	for name, c := range map[string]struct {
		many func(string) *snapshot.Observation
		last string
		open bool
	}{
		"after another role's": {func(n string) *snapshot.Observation { return policy(n, "task-", "kms:*") }, "kms:*", true},
		"after what is nobody's business": {
			func(n string) *snapshot.Observation { return policy(n, "", "sqs:*") }, "kms:*", true,
		},
		"buckets' only":     {func(n string) *snapshot.Observation { return policy(n, "", "s3:*") }, "s3:*", false},
		"nobody's business": {func(n string) *snapshot.Observation { return policy(n, "", "sqs:*") }, "sqs:*", false},
		"after another type's": {func(n string) *snapshot.Observation {
			part := of("aws_s3_bucket_policy", "/bucket", "var.bucket", values{"policy": policyOf()})
			part.Address = "aws_s3_bucket_policy." + n
			return part
		}, "kms:*", true},
	} {
		t.Run(name, func(t *testing.T) {
			var parts []*snapshot.Observation
			for i := range 20 {
				parts = append(parts, c.many("p"+strconv.Itoa(i)))
			}
			parts = append(parts, policy("last", "", c.last))
			role := withEndpoint(declaredInA(), parts).Resources["aws_iam_role"][0]
			same(t, "is open", len(role.Unknown) > 0, c.open)
		})
	}
}

// Of many parts whose names fit nothing in their unit, the last one stands for the others.
func TestManyPartsOfOtherNames(t *testing.T) {
	for name, c := range map[string]struct {
		count int
		open  bool
	}{"few": {19, false}, "many": {21, true}} {
		role := seen("a", "aws_iam_role", "aws_iam_role.r", 1, values{
			"assume_role_policy": trusting(account + ":role/pinecone_cmek_access_us-east-1")})
		role.Unknown = map[string]snapshot.Unknown{"/name": {Expression: "var.role", Prefix: "vectors-"}}
		all := []*snapshot.Observation{role}
		for i := range c.count {
			all = append(all, seen("a", "aws_iam_role_policy", "aws_iam_role_policy.p"+strconv.Itoa(i), 3, values{
				"role": "task-" + strconv.Itoa(i), "name": "p", "policy": policyOf()}))
		}
		one := withEndpoint(all).Resources["aws_iam_role"][0]
		same(t, name+": may have one of them", len(one.Unknown) > 1, c.open)
	}
}

// A part that may be anything, as a macro may change it, gives its whole nothing that is known.
func TestPartThatMayBeAnything(t *testing.T) {
	part := seen("b", "aws_s3_bucket_policy", "aws_s3_bucket_policy.p", 1, values{"bucket": "acme-audit", "policy": policyOf()})
	part.Unknown = map[string]snapshot.Unknown{"": {Reason: "the macro Tagger may change it"}}
	bucket := withEndpoint(declaredInA(), unit(part)).Resources["aws_s3_bucket"][0]
	_, set := snapshot.Lookup(bucket.Values, "/policy")
	same(t, "has it", set, false)
	same(t, "is unknown since", bucket.Unknown["/policy"].Reason, "the macro Tagger may change it")
}

func prefixed(o *snapshot.Observation, pointer, prefix string) *snapshot.Observation {
	why := o.Unknown[pointer]
	why.Prefix = prefix
	o.Unknown[pointer] = why
	return o
}

// declaredInA are a role, an endpoint with its group, and a bucket that Pinecone uses.
func declaredInA() []*snapshot.Observation {
	group := seen("a", "aws_security_group", "aws_security_group.g", 3, values{"name": "g"})
	endpoint := seen("a", "aws_vpc_endpoint", "aws_vpc_endpoint.e", 5, values{"service_name": service})
	return unit(
		seen("a", "aws_iam_role", "aws_iam_role.r", 1, values{
			"name": "vectors", "assume_role_policy": trusting(account + ":role/pinecone_cmek_access_us-east-1")}),
		group, refers(endpoint, "/security_group_ids/0", "aws_security_group.g.id"),
		seen("a", "aws_s3_bucket", "aws_s3_bucket.logs", 7, values{"bucket": "acme-audit"}),
	)
}

func withEndpoint(units ...[]*snapshot.Observation) *snapshot.Snapshot {
	a := assemble.New(assemble.Options{Accounts: []string{account}, Services: []string{service}})
	a.Observe(unit(declared("pinecone_organization", "/organization", 1, values{"audit_logs": values{"bucket": "acme-audit"}})))
	for _, one := range units {
		a.Observe(clone(one))
	}
	return a.Snapshot()
}
