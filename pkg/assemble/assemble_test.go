package assemble_test

import (
	"bytes"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/assemble"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const (
	service = "com.amazonaws.vpce.us-east-1.vpce-svc-1"
	account = "713131977538"
)

type values = map[string]any

// seen is an observation of a root module's resource, at the line of its header.
func seen(root, kind, address string, line int32, attributes values) *snapshot.Observation {
	o := &snapshot.Observation{
		Type: kind, Source: "terraform " + root, Address: address, Complete: true, Values: attributes,
	}
	o.Locations.Set("", at("main.tf", line))
	return o
}

func declared(kind, address string, line int32, attributes values) *snapshot.Observation {
	o := &snapshot.Observation{Type: kind, Source: "manifest pinelint.yaml", Address: address, Values: attributes}
	o.Locations.Set("", at("pinelint.yaml", line))
	return o
}

func planned(kind, address string, attributes values) *snapshot.Observation {
	return &snapshot.Observation{Type: kind, Source: "plan p.json", Address: address, Complete: true, Values: attributes}
}

func at(file string, line int32) snapshot.Position {
	return snapshot.Position{Location: snapshot.Location{File: file, StartLine: line, StartColumn: 1, EndLine: line, EndColumn: 9}}
}

func refers(o *snapshot.Observation, pointer string, references ...string) *snapshot.Observation {
	if o.References == nil {
		o.References = map[string][]string{}
	}
	o.References[pointer] = references
	return o
}

func join(units ...[]*snapshot.Observation) *snapshot.Snapshot {
	a := assemble.New(assemble.Options{Version: "test", Services: []string{service}, Accounts: []string{account}})
	for _, unit := range units {
		a.Observe(unit)
	}
	return a.Snapshot()
}

func unit(observations ...*snapshot.Observation) []*snapshot.Observation { return observations }

func ids(resources []*snapshot.Resource) []string {
	var all []string
	for _, resource := range resources {
		all = append(all, resource.ID)
	}
	return all
}

func same(t *testing.T, what string, got, want any) {
	t.Helper()
	if !reflect.DeepEqual(got, want) {
		t.Errorf("%s = %v, want %v", what, got, want)
	}
}

// TestNameOfSeveralPlaces pairs what a name fits in several root modules with what is beside
// it, and says that it fits several.
func TestNameOfSeveralPlaces(t *testing.T) {
	units := [][]*snapshot.Observation{unit(declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 1,
		values{"name": "main", "role": "terraform:aws_iam_role.r", "key": "terraform:aws_kms_key.k"}))}
	for _, root := range []string{"prod", "dev"} {
		units = append(units, unit(seen(root, "aws_kms_key", "aws_kms_key.k", 1, values{}),
			seen(root, "aws_iam_role", "aws_iam_role.r", 2, values{})))
	}
	got := join(units...)
	for _, role := range got.Resources["aws_iam_role"] {
		same(t, role.ID, role.Links["keys"], []string{
			strings.NewReplacer("aws_iam_role", "aws_kms_key", ".r", ".k").Replace(role.ID),
		})
	}
	var said []string
	for _, problem := range got.Sources[len(got.Sources)-1].Problems {
		said = append(said, problem.Message)
	}
	same(t, "problems", said, []string{
		`"terraform:aws_iam_role.r" names an aws_iam_role in each of 2 places, and all are judged for it: ` +
			`say which is meant, as by "terraform:dev:aws_iam_role.r"`,
		`"terraform:aws_kms_key.k" names an aws_kms_key in each of 2 places, and all are judged for it: ` +
			`say which is meant, as by "terraform:dev:aws_kms_key.k"`,
	})
}

// TestNameOfAnInstance finds the block whose instances nobody can tell.
func TestNameOfAnInstance(t *testing.T) {
	for name, joined := range map[string]bool{
		`terraform:module.a["eu"].aws_iam_role.r["x"]`:   true,
		`terraform:.:module.a["eu"].aws_iam_role.r["x"]`: true,
		`terraform:b:module.a["eu"].aws_iam_role.r["x"]`: false,
		`terraform:module.a["eu"].aws_iam_role.other`:    false,
		`terraform:module.a["us"].aws_iam_role.r["x"]`:   false,
	} {
		got := join(unit(declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 1, values{"name": "main", "role": name})),
			unit(seen(".", "aws_iam_role", `module.a["eu"].aws_iam_role.r["?"]`, 2, values{})))
		same(t, name, len(got.Resources["aws_iam_role"]) == 1 && len(got.Resources["pinecone_cmek_key"][0].Links["role"]) == 1, joined)
	}
}

func TestOtherResourcesAreLeftOut(t *testing.T) {
	endpoint := seen(".", "aws_vpc_endpoint", "aws_vpc_endpoint.pinecone", 1, values{"service_name": service})
	refers(endpoint, "/vpc_id", "aws_vpc.main.id")
	refers(endpoint, "/subnet_ids", "aws_subnet.a.id")
	subnet := refers(seen(".", "aws_subnet", "aws_subnet.a", 5, values{}), "/vpc_id", "aws_vpc.main.id")
	other := refers(seen(".", "aws_subnet", "aws_subnet.other", 9, values{}), "/vpc_id", "aws_vpc.main.id")
	s := join(unit(
		endpoint, subnet, other,
		seen(".", "aws_vpc", "aws_vpc.main", 3, values{}),
		seen(".", "aws_vpc_endpoint", "aws_vpc_endpoint.s3", 12, values{"service_name": "com.amazonaws.us-east-1.s3"}),
		seen(".", "aws_kms_key", "aws_kms_key.logs", 15, values{}),
	))
	same(t, "endpoints", ids(s.Resources["aws_vpc_endpoint"]), []string{"aws_vpc_endpoint/./aws_vpc_endpoint.pinecone"})
	same(t, "subnets", ids(s.Resources["aws_subnet"]), []string{"aws_subnet/./aws_subnet.a"})
	same(t, "keys", ids(s.Resources["aws_kms_key"]), []string(nil))
	kept := s.Resources["aws_vpc_endpoint"][0]
	same(t, "purposes", kept.Purposes, []string{"private_endpoint"})
	same(t, "links", kept.Links, map[string][]string{
		"vpc": {"aws_vpc/./aws_vpc.main"}, "subnets": {"aws_subnet/./aws_subnet.a"},
	})
}

func TestRoleIsRecognisedByItsTrust(t *testing.T) {
	document := values{"Statement": []any{values{"Principal": values{"AWS": []any{
		"arn:aws:iam::123456789012:role/pinecone_cmek_access_us-east-1",
	}}}}}
	role := seen(".", "aws_iam_role", "aws_iam_role.cmek", 1, values{"name": "cmek", "assume_role_policy": document})
	policy := refers(seen(".", "aws_iam_role_policy", "aws_iam_role_policy.use", 8, values{
		"name": "use", "policy": values{"Statement": []any{values{"Resource": nil}}},
	}), "/role", "aws_iam_role.cmek.name")
	refers(policy, "/policy/Statement/0/Resource", "aws_kms_key.main.arn")
	alias := refers(seen(".", "aws_kms_alias", "aws_kms_alias.main", 20, values{}), "/target_key_id", "aws_kms_key.main.key_id")
	s := join(unit(role, policy, alias, seen(".", "aws_kms_key", "aws_kms_key.main", 15, values{})))

	key := s.Resources["aws_kms_key"][0]
	same(t, "the key's purposes", key.Purposes, []string{"cmek"})
	same(t, "the key's links", key.Links, map[string][]string{
		"roles": {"aws_iam_role/./aws_iam_role.cmek"}, "aliases": {"aws_kms_alias/./aws_kms_alias.main"},
	})
	if s.Resources["aws_iam_role_policy"] != nil {
		t.Error("an inline policy is part of its role, and a resource beside it")
	}
	place, _ := s.Resources["aws_iam_role"][0].Observations[0].Locations.Nearest("/inline_policies/use/Statement/0")
	same(t, "the inline policy's line", place.StartLine, int32(8))
}

func TestRulesOfAGroupAreFoldedIn(t *testing.T) {
	endpoint := refers(seen(".", "aws_vpc_endpoint", "aws_vpc_endpoint.p", 1, values{"service_name": service}),
		"/security_group_ids", "aws_security_group.g.id")
	rule := refers(seen(".", "aws_vpc_security_group_ingress_rule", "aws_vpc_security_group_ingress_rule.r", 9,
		values{"ip_protocol": "tcp", "cidr_ipv4": "0.0.0.0/0"}), "/security_group_id", "aws_security_group.g.id")
	old := refers(seen(".", "aws_security_group_rule", "aws_security_group_rule.o", 20,
		values{"type": "ingress", "protocol": "tcp"}), "/security_group_id", "aws_security_group.g.id")
	old.Unknown = map[string]snapshot.Unknown{"/cidr_blocks": {Reason: "var.cidrs has no value"}}
	s := join(unit(endpoint, rule, old, seen(".", "aws_security_group", "aws_security_group.g", 5, values{})))

	group := s.Resources["aws_security_group"][0]
	same(t, "ingress", group.Values["ingress"], []any{
		values{"protocol": "tcp", "cidr_blocks": []any{"0.0.0.0/0"}},
		values{"protocol": "tcp"},
	})
	same(t, "unknown", group.Unknown["/ingress/1/cidr_blocks"].Reason, "var.cidrs has no value")
	place, _ := group.Observations[0].Locations.Nearest("/ingress/0/cidr_blocks/0")
	same(t, "the rule's line", place.StartLine, int32(9))
}

func TestPlanJoinsItsRootModule(t *testing.T) {
	written := seen("prod", "pinecone_index", "pinecone_index.docs", 3, values{"name": "docs", "dimension": "wrong"})
	written.Unknown = map[string]snapshot.Unknown{
		"/region": {Expression: "var.region", Reason: "no value was given"}, "/cmek_id": {Reason: "known after apply"},
	}
	index := planned("pinecone_index", "pinecone_index.docs", values{"name": "docs", "region": "us-east-1"})
	index.Unknown = map[string]snapshot.Unknown{"/cmek_id": {Reason: "known after apply"}}
	gone := planned("pinecone_index", "pinecone_index.gone", values{"name": "gone"})
	s := join(unit(written), unit(index, gone))

	same(t, "indexes", ids(s.Resources["pinecone_index"]), []string{"pinecone_index/plan p.json/gone", "pinecone_index/prod/docs"})
	docs := s.Resources["pinecone_index"][1]
	same(t, "region", docs.Values["region"], "us-east-1")
	same(t, "unknown", docs.Unknown, map[string]snapshot.Unknown{"/cmek_id": {Reason: "known after apply"}})
	same(t, "observations", len(docs.Observations), 2)
}

func TestPlanThatFitsTwoRootsStaysAlone(t *testing.T) {
	one := seen("a", "pinecone_index", "pinecone_index.docs", 3, values{"name": "docs"})
	two := seen("b", "pinecone_index", "pinecone_index.docs", 3, values{"name": "docs"})
	s := join(unit(one), unit(two), unit(planned("pinecone_index", "pinecone_index.docs", values{"name": "docs"})))
	same(t, "indexes", len(s.Resources["pinecone_index"]), 3)
	join := s.Sources[len(s.Sources)-1]
	if join.ID != "join" || !strings.Contains(join.Problems[0].Message, "terraform a and terraform b") {
		t.Errorf("the tie was not told: %+v", s.Sources)
	}
}

func TestManifestNamesTerraform(t *testing.T) {
	key := refers(declared("pinecone_cmek_key", "/projects/0/cmek/keys/0", 8, values{
		"name": "main", "project": "search", "key": "terraform:aws_kms_key.main", "role": "terraform:aws_iam_role.none",
	}), "/x")
	s := join(
		unit(declared("pinecone_project", "/projects/0", 3, values{"name": "search", "environment": "staging"}), key),
		unit(seen("infra", "aws_kms_key", "aws_kms_key.main", 2, values{})),
	)
	found := s.Resources["aws_kms_key"][0]
	same(t, "purposes", found.Purposes, []string{"cmek"})
	same(t, "projects", found.Links["projects"], []string{"pinecone_project/search"})
	same(t, "environment", found.Environment, "staging")
	problems := s.Sources[len(s.Sources)-1].Problems
	if len(problems) != 1 || problems[0].Location.StartLine != 8 ||
		!strings.Contains(problems[0].Message, `"terraform:aws_iam_role.none" names no aws_iam_role`) {
		t.Errorf("problems = %+v", problems)
	}
}

func TestHomeOfAnIndex(t *testing.T) {
	prod := declared("pinecone_project", "/projects/0", 1, values{"name": "search", "environment": "production"})
	dev := declared("pinecone_project", "/projects/1", 9, values{"name": "lab", "environment": "development"})
	inProd := declared("pinecone_index", "/projects/0/indexes/0", 3, values{"name": "docs", "project": "search"})
	inDev := declared("pinecone_index", "/projects/1/indexes/0", 11, values{"name": "docs", "project": "lab"})
	index := func(root, environment string) []*snapshot.Observation {
		attributes := values{"name": "docs"}
		if environment != "" {
			attributes["tags"] = values{"environment": environment}
		}
		return unit(seen(root, "pinecone_index", "pinecone_index.docs", 2, attributes))
	}
	tests := map[string]struct {
		manifest []*snapshot.Observation
		roots    [][]*snapshot.Observation
		want     []string
	}{
		"the one declaration of the name, whatever the tag": {
			unit(prod, inProd), [][]*snapshot.Observation{index("infra", "staging")}, []string{"pinecone_index/search/docs"},
		},
		"the tag tells two projects apart": {
			unit(prod, dev, inProd, inDev), [][]*snapshot.Observation{index("infra", "dev")},
			[]string{"pinecone_index/lab/docs", "pinecone_index/search/docs"},
		},
		"two root modules with one name need tags": {
			unit(prod, inProd), [][]*snapshot.Observation{index("a", ""), index("b", "")},
			[]string{"pinecone_index/a/docs", "pinecone_index/b/docs", "pinecone_index/search/docs"},
		},
		"the only project": {
			unit(prod), [][]*snapshot.Observation{index("infra", "")}, []string{"pinecone_index/search/docs"},
		},
		"not the only project, if the tag says another environment": {
			unit(prod), [][]*snapshot.Observation{index("infra", "dev")}, []string{"pinecone_index/infra/docs"},
		},
		"nor if its name says another": {
			unit(declared("pinecone_project", "/projects/0", 4, values{"name": "search-prod"})),
			[][]*snapshot.Observation{index("infra", "dev")}, []string{"pinecone_index/infra/docs"},
		},
		"nor if root modules are of several": {
			unit(declared("pinecone_project", "/projects/0", 4, values{"name": "search"})),
			[][]*snapshot.Observation{index("a", "prod"), index("b", "dev")},
			[]string{"pinecone_index/a/docs", "pinecone_index/b/docs"},
		},
		"not the only project of development, if nothing tells which of two is in it": {
			unit(dev), [][]*snapshot.Observation{index("a", ""), index("b", "")},
			[]string{"pinecone_index/a/docs", "pinecone_index/b/docs"},
		},
		"no project": {nil, [][]*snapshot.Observation{index("infra", "")}, []string{"pinecone_index/infra/docs"}},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			s := join(append([][]*snapshot.Observation{clone(test.manifest)}, test.roots...)...)
			same(t, "indexes", ids(s.Resources["pinecone_index"]), test.want)
		})
	}
}

func TestIndexesOfOneNameAreSeveral(t *testing.T) {
	index := func(address, protection string) *snapshot.Observation {
		return seen(".", "pinecone_index", address, 1, values{"name": "docs", "deletion_protection": protection})
	}
	s := join(unit(index("pinecone_index.search", "enabled"), index("pinecone_index.support", "disabled")))
	same(t, "two resources", ids(s.Resources["pinecone_index"]), []string{"pinecone_index/./docs", "pinecone_index/./docs#2"})
	s = join(unit(index("pinecone_index.search", "enabled"), index("data.pinecone_index.search", "enabled")))
	same(t, "a resource and its data source", ids(s.Resources["pinecone_index"]), []string{"pinecone_index/./docs"})
}

// TestOneNameInSeveralStates holds that what two root modules make are two things, as are two
// addresses of one, whatever they are called, and that all else of the name is still one.
func TestOneNameInSeveralStates(t *testing.T) {
	search := declared("pinecone_project", "/projects/0", 1, values{"name": "search", "environment": "production"})
	docs := declared("pinecone_index", "/projects/0/indexes/0", 3, values{"name": "docs", "project": "search"})
	index := func(root, address string) *snapshot.Observation {
		return seen(root, "pinecone_index", address, 2, values{"name": "docs", "tags": values{"env": "prod"}})
	}
	project := func(root, address string, attributes values) *snapshot.Observation {
		attributes["name"] = "search"
		return seen(root, "pinecone_project", address, 2, attributes)
	}
	shownProject := live("pinecone organization projects", "pinecone_project", "/admin/projects/1", values{"id": "1", "name": "search"})
	bucket := func(root, address string) []*snapshot.Observation {
		role := refers(seen(root, "aws_iam_role", "aws_iam_role.r", 1, values{"assume_role_policy": "…role/pinecone_cmek_access_eu-west-1"}),
			"/inline_policies", address)
		return unit(role, seen(root, "aws_s3_bucket", address, 2, values{"bucket": "acme-logs"}))
	}
	tests := map[string]struct {
		units [][]*snapshot.Observation
		kind  string
		want  []string
		told  string
	}{
		"indexes of the only project": {
			[][]*snapshot.Observation{unit(search), unit(index("dev", "pinecone_index.a")), unit(index("prod", "pinecone_index.a"))},
			"pinecone_index", []string{"pinecone_index/dev/docs", "pinecone_index/prod/docs"}, "",
		},
		"indexes of which the manifest lists one": {
			[][]*snapshot.Observation{unit(search, docs), unit(index("dev", "pinecone_index.a")), unit(index("prod", "pinecone_index.a"))},
			"pinecone_index", []string{"pinecone_index/dev/docs", "pinecone_index/prod/docs", "pinecone_index/search/docs"},
			`pinecone_index "docs" is declared by pinecone_index.a of dev, pinecone_index.a of prod, ` +
				`so nothing tells which of them manifest pinelint.yaml has: each is judged by itself`,
		},
		"an index, and who reads it in another root module": {
			[][]*snapshot.Observation{unit(search, docs), unit(index("prod", "pinecone_index.a")), unit(index("app", "data.pinecone_index.a"))},
			"pinecone_index", []string{"pinecone_index/search/docs"}, "",
		},
		"an index that only reads": {
			[][]*snapshot.Observation{unit(search, docs), unit(index("app", "data.pinecone_index.a"))},
			"pinecone_index", []string{"pinecone_index/search/docs"}, "",
		},
		"a project that the manifest, a service and one root module have": {
			[][]*snapshot.Observation{unit(search), unit(shownProject), unit(project("prod", "pinecone_project.a", values{}))},
			"pinecone_project", []string{"pinecone_project/search"}, "",
		},
		"projects of two root modules": {
			[][]*snapshot.Observation{unit(project("dev", "pinecone_project.a", values{})), unit(project("prod", "pinecone_project.a", values{}))},
			"pinecone_project", []string{"pinecone_project/dev/pinecone_project.a", "pinecone_project/prod/pinecone_project.a"}, "",
		},
		"projects of one root module, of which the state knows one": {
			[][]*snapshot.Observation{
				unit(search), unit(shownProject),
				unit(project(".", "pinecone_project.eu", values{"id": "1"}), project(".", "pinecone_project.us", values{"id": "2"})),
			},
			"pinecone_project", []string{"pinecone_project/./pinecone_project.eu", "pinecone_project/./pinecone_project.us"}, "",
		},
		"buckets of two root modules": {
			[][]*snapshot.Observation{bucket("dev", "aws_s3_bucket.b"), bucket("prod", "aws_s3_bucket.b")},
			"aws_s3_bucket", []string{"aws_s3_bucket/dev/aws_s3_bucket.b", "aws_s3_bucket/prod/aws_s3_bucket.b"}, "",
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			var units [][]*snapshot.Observation
			for _, one := range test.units {
				units = append(units, clone(one))
			}
			s := join(units...)
			same(t, "resources", ids(s.Resources[test.kind]), test.want)
			said := ""
			for _, source := range s.Sources {
				for _, problem := range source.Problems {
					said += problem.Message
				}
			}
			same(t, "told", said, test.told)
		})
	}
}

// TestIndexOfAProjectOfSeveralStates follows the provider's key to the project that the root
// module of the index makes.
func TestIndexOfAProjectOfSeveralStates(t *testing.T) {
	root := func(name string) []*snapshot.Observation {
		return unit(
			seen(name, "pinecone_project", "pinecone_project.p", 1, values{"name": "search"}),
			refers(seen(name, "pinecone_api_key", "pinecone_api_key.k", 3, values{"name": "k"}), "/project_id", "pinecone_project.p.id"),
			refers(seen(name, "pinecone_index", "pinecone_index.i", 5, values{"name": "docs"}), "/provider_api_key", "pinecone_api_key.k.key"),
		)
	}
	s := join(root("dev"), root("prod"))
	got := map[string][]string{}
	for _, index := range s.Resources["pinecone_index"] {
		got[index.ID] = index.Links["project"]
	}
	same(t, "projects", got, map[string][]string{
		"pinecone_index/dev/pinecone_project.p/docs":  {"pinecone_project/dev/pinecone_project.p"},
		"pinecone_index/prod/pinecone_project.p/docs": {"pinecone_project/prod/pinecone_project.p"},
	})
}

func TestEndpointIsRecognisedByItsPattern(t *testing.T) {
	endpoint := func(address, pattern string) *snapshot.Observation {
		o := seen(".", "aws_vpc_endpoint", address, 1, values{})
		o.Unknown = map[string]snapshot.Unknown{"/service_name": {Reason: "of a data source", Pattern: pattern}}
		return o
	}
	_, id, _ := strings.Cut(service, "us-east-1")
	s := join(unit(
		endpoint("aws_vpc_endpoint.pinecone", "com.amazonaws.vpce.${data.aws_region.current.name}"+id),
		endpoint("aws_vpc_endpoint.s3", "com.amazonaws.${data.aws_region.current.name}.s3"),
	))
	same(t, "endpoints", ids(s.Resources["aws_vpc_endpoint"]), []string{"aws_vpc_endpoint/./aws_vpc_endpoint.pinecone"})
	same(t, "purposes", s.Resources["aws_vpc_endpoint"][0].Purposes, []string{"private_endpoint"})
}

func TestEnvironment(t *testing.T) {
	s := join(unit(
		declared("pinecone_project", "/projects/0", 1, values{"name": "search-prod"}),
		declared("pinecone_project", "/projects/1", 2, values{"name": "prod-test"}),
		declared("pinecone_project", "/projects/2", 3, values{"name": "x", "environment": "staging"}),
		declared("pinecone_index", "/projects/1/indexes/0", 4, values{"name": "i", "project": "prod-test", "tags": values{"env": "dev"}}),
		declared("pinecone_index", "/projects/2/indexes/0", 5, values{"name": "j", "project": "x", "tags": values{"env": "prod"}}),
	))
	got := map[string]string{}
	for _, kind := range []string{"pinecone_project", "pinecone_index"} {
		for _, resource := range s.Resources[kind] {
			got[resource.Name] = resource.Environment
		}
	}
	same(t, "environments", got, map[string]string{
		"search-prod": "production", "prod-test": "", "x": "staging", "i": "development", "j": "staging",
	})
}

func TestImportedKeyIsAKey(t *testing.T) {
	role := seen(".", "aws_iam_role", "aws_iam_role.r", 1, values{"assume_role_policy": "…role/pinecone_cmek_access_eu-west-1"})
	refers(role, "/inline_policies", "aws_kms_external_key.k.arn")
	s := join(unit(role, seen(".", "aws_kms_external_key", "aws_kms_external_key.k", 4, values{"enabled": true})))
	same(t, "keys", ids(s.Resources["aws_kms_key"]), []string{"aws_kms_key/./aws_kms_external_key.k"})
	same(t, "values", s.Resources["aws_kms_key"][0].Values, values{"origin": "EXTERNAL", "is_enabled": true})
}

// TestOrderDoesNotMatter assembles the same units in many orders.
func TestOrderDoesNotMatter(t *testing.T) {
	units := func() [][]*snapshot.Observation {
		return [][]*snapshot.Observation{
			unit(seen("a", "pinecone_index", "pinecone_index.x", 1, values{"name": "x"}), seen("a", "terraform_root", "a", 0, values{"path": "a"})),
			unit(refers(seen("b", "pinecone_api_key", "pinecone_api_key.k", 1, values{"name": "k"}), "/project_id", "pinecone_project.p.id"),
				seen("b", "pinecone_project", "pinecone_project.p", 4, values{"name": "p"})),
			unit(planned("pinecone_index", "pinecone_index.x", values{"name": "x", "region": "us-east-1"})),
			unit(seen("c", "pinecone_index", "pinecone_index.y", 1, values{"name": "y", "cmek_id": "arn:aws:kms:k"})),
			unit(seen("d", "aws_kms_key", "aws_kms_key.k", 1, values{"arn": "arn:aws:kms:k"})),
		}
	}
	var first []byte
	for seed := range uint64(20) {
		shuffled := units()
		rand.New(rand.NewPCG(seed, 1)).Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		var out bytes.Buffer
		if err := snapshot.Write(&out, join(shuffled...)); err != nil {
			t.Fatal(err)
		}
		if first == nil {
			first = out.Bytes()
		} else if !bytes.Equal(first, out.Bytes()) {
			t.Fatalf("order %d gives another snapshot:\n%s\n%s", seed, first, out.Bytes())
		}
	}
}

func clone(observations []*snapshot.Observation) []*snapshot.Observation {
	cloned := slices.Clone(observations)
	for i, observation := range cloned {
		copied := *observation
		cloned[i] = &copied
	}
	return cloned
}
