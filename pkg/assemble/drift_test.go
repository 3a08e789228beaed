package assemble

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const (
	indexList   = "pinecone project search indexes"
	projectList = "pinecone organization projects"
	keyList     = "pinecone organization api keys"
	accountList = "pinecone organization service accounts"
	roleList    = "pinecone organization role bindings"
)

// service is a source that lists types of a scope.
func service(id, account string, holds ...string) snapshot.Source {
	return snapshot.Source{
		ID: id, Status: snapshot.Complete, Account: account, Holds: holds,
		Call: &snapshot.Call{Name: "GET", Account: account, Time: "2026-11-01T12:00:00Z"},
	}
}

func indexes() snapshot.Source { return service(indexList, "search", "pinecone_index") }

// lacks is a source of AWS that did not find something.
func lacks(id, region, kind, name string) snapshot.Source {
	return snapshot.Source{
		ID: id, Status: snapshot.Complete, Account: "111122223333", Region: region,
		Absent: []snapshot.Absence{{Type: kind, Name: name, Call: &snapshot.Call{Name: "Get", Time: "2026-11-01T12:00:00Z"}}},
	}
}

func read(of snapshot.Source, status string) snapshot.Source {
	of.Status = status
	return of
}

func regional(of snapshot.Source) snapshot.Source {
	of.Region = "us-east-1"
	return of
}

func manifest(kind, address string, values map[string]any) *snapshot.Observation {
	o := declare("manifest pinelint.yaml", kind, address, values)
	o.Complete = false
	return o
}

// in has a resource of a project.
func in(project string, values map[string]any) map[string]any {
	values["project"] = project
	return values
}

func titled(name string) map[string]any { return map[string]any{"name": name} }

// placed says that Terraform's source has every attribute of its own.
func placed(o *snapshot.Observation) *snapshot.Observation {
	for name := range o.Values {
		o.Locations.Set(snapshot.Child("", name), snapshot.Position{Location: snapshot.Location{File: "main.tf"}})
	}
	return o
}

func planned(kind, address string, action string, values map[string]any) *snapshot.Observation {
	values["change"] = map[string]any{"actions": []any{action}}
	return declare("plan p.json", kind, address, values)
}

// driftOf has what is said of each resource, one a line.
func driftOf(t *testing.T, sources []snapshot.Source, unit ...*snapshot.Observation) []string {
	t.Helper()
	a := New(Options{Types: collecttest.Types(t), Services: []string{"com.amazonaws.vpce.us-east-1.vpce-svc-1"}})
	for i, o := range unit { // a snapshot changes them
		clone := *o
		unit[i] = &clone
	}
	a.observations = unit
	a.sources = sources
	var all []string
	for _, list := range a.Snapshot().Resources {
		for _, resource := range list {
			all = append(all, describe(resource)...)
		}
	}
	slices.Sort(all)
	return all
}

func describe(resource *snapshot.Resource) []string {
	if resource.Drift == nil {
		return nil
	}
	var all []string
	say := func(format string, values ...any) {
		all = append(all, resource.Name+": "+strings.TrimSpace(fmt.Sprintf(format, values...)))
	}
	for _, sight := range resource.Drift.Live {
		say("live%s %s %s", sight.Pointer, sight.State, sight.Reason)
		if sight.State == snapshot.Missing && (sight.By == nil || sight.By.Source == "") {
			say("is missing, and nobody says so")
		}
	}
	if sight := resource.Drift.Declared; sight != nil {
		say("declared %s %s", sight.State, sight.Reason)
	}
	for _, one := range resource.Drift.Differences {
		say("%s is %v by %s and %v by %s", one.Pointer, one.Declared.Value, one.Declared.Source, one.Live.Value, one.Live.Source)
	}
	for _, one := range resource.Drift.Open {
		say("%s may differ: %s", one.Pointer, one.Reason)
	}
	return all
}

// TestMissing has what is declared and may not be there.
func TestMissing(t *testing.T) {
	search := manifest("pinecone_project", "/projects/0", titled("search"))
	organization := func(live string) []*snapshot.Observation {
		return []*snapshot.Observation{
			manifest("pinecone_organization", "/organization", titled("acme")),
			seen("pinecone organization", "pinecone_organization", "/o", map[string]any{"name": live, "id": "o1"}),
		}
	}
	products := declare("terraform .", "pinecone_index", "pinecone_index.a", titled("products"))
	trust := map[string]any{"name": "reader", "assume_role_policy": map[string]any{"Statement": []any{map[string]any{
		"Principal": map[string]any{"AWS": "arn:aws:iam::1:role/pinecone_cmek_access_us-east-1"},
	}}}}
	role := declare("terraform .", "aws_iam_role", "aws_iam_role.a", trust)
	shownKey := seen(liveKMS, "aws_kms_key", liveKey, map[string]any{"arn": liveKey})
	shownKey.Call.Account, shownKey.Call.Region = "111122223333", "us-east-1"
	alias := seen(liveKMS, "aws_kms_alias", "arn:alias", map[string]any{"name": "alias/p", "target_key_id": liveKey})
	alias.Call.Account, alias.Call.Region = "111122223333", "us-east-1"
	pair := []*snapshot.Observation{
		shownKey, alias, declare("terraform .", "aws_kms_key", "aws_kms_key.a", map[string]any{}),
		declare("terraform .", "aws_kms_alias", "aws_kms_alias.a", titled("alias/p"), "/target_key_id", "aws_kms_key.a.key_id"),
	}
	reviews := seen(indexList, "pinecone_index", "/indexes/reviews", in("search", titled("reviews")))
	reviews.Call.Account = "search"
	ofID := seen(indexList, "pinecone_index", "/indexes/reviews", in("7f", titled("reviews")))
	ofID.Call.Account = "7f"
	noRole := lacks(liveIAM, "", "aws_iam_role", "reader")
	elsewhere := declare("terraform .", "aws_iam_role", "aws_iam_role.a", trust)
	elsewhere.References = map[string][]string{"/provider": {"provider.aws.other"}}
	tests := map[string]struct {
		sources []snapshot.Source
		unit    []*snapshot.Observation
		want    []string
	}{
		"nobody was asked": {nil, []*snapshot.Observation{search, products}, nil},
		"an index": {
			[]snapshot.Source{indexes()}, []*snapshot.Observation{search, products},
			[]string{`products: live missing is not in project "search"`, "search: live seen"},
		},
		"an index that is there": {
			[]snapshot.Source{indexes()},
			[]*snapshot.Observation{search, products, seen(indexList, "pinecone_index", "/indexes/products", in("search", titled("products")))},
			[]string{"products: live seen", "search: live seen"},
		},
		"an index, and the list is not whole": {
			[]snapshot.Source{read(indexes(), snapshot.Partial)}, []*snapshot.Observation{search, products},
			[]string{"products: live unclear may be there: " + indexList + " was not read completely", "search: live seen"},
		},
		"an index of another project": {
			[]snapshot.Source{service("pinecone project other indexes", "other", "pinecone_index"), service(projectList, "", "pinecone_project")},
			[]*snapshot.Observation{search, products, seen(projectList, "pinecone_project", "/p", map[string]any{"name": "search", "id": "7f"})},
			[]string{
				`products: live unclear was looked for nowhere: nothing that was read lists what project "search" has`,
				"search: live seen",
			},
		},
		"an index whose project nothing tells": {
			[]snapshot.Source{indexes()}, []*snapshot.Observation{products},
			[]string{"products: live unclear is in a project that nothing tells, so it is not known where to look"},
		},
		"an index beside another": {
			[]snapshot.Source{service("pinecone project default indexes", "", "pinecone_index")},
			[]*snapshot.Observation{
				products, declare("terraform .", "pinecone_index", "pinecone_index.b", titled("other")),
				seen("pinecone project default indexes", "pinecone_index", "/indexes/other", titled("other")),
			},
			[]string{"other: live seen", "products: live missing is not in the project"},
		},
		"an index of a project whose key names it by its id": {
			[]snapshot.Source{service(indexList, "7f", "pinecone_index")},
			[]*snapshot.Observation{
				products, declare("terraform .", "pinecone_index", "pinecone_index.b", titled("reviews")), ofID,
				manifest("pinecone_project", "/projects/0", map[string]any{"name": "search", "id": "7f"}),
			},
			[]string{`products: live missing is not in project "search"`, "reviews: live seen", "search: live seen"},
		},
		"an index whose name the manifest declares in two projects": {
			[]snapshot.Source{indexes(), service("pinecone project other indexes", "other", "pinecone_index")},
			[]*snapshot.Observation{
				products, declare("terraform .", "pinecone_index", "pinecone_index.b", titled("reviews")),
				manifest("pinecone_index", "/projects/0/indexes/0", in("search", titled("products"))),
				manifest("pinecone_index", "/projects/1/indexes/0", in("other", titled("products"))),
				search, manifest("pinecone_project", "/projects/1", titled("other")),
				manifest("pinecone_index", "/projects/0/indexes/1", in("search", titled("reviews"))),
				reviews, seen(indexList, "pinecone_index", "/indexes/products", in("search", titled("products"))),
				seen("pinecone project other indexes", "pinecone_index", "/indexes/products", in("other", titled("products"))),
			},
			[]string{
				"other: live seen", "products: live seen", "products: live seen",
				`products: live unclear may be the "products" that is there and declared elsewhere too, as nothing tells them apart`,
				"reviews: live seen", "search: live seen",
			},
		},
		"an index without a name": {
			[]snapshot.Source{indexes()},
			[]*snapshot.Observation{
				search, declare("terraform .", "pinecone_index", "pinecone_index.a", map[string]any{"region": "us-east-1"}),
				seen(indexList, "pinecone_index", "/indexes/x", in("search", map[string]any{"name": "x", "region": "us-east-1"})),
			},
			[]string{
				`pinecone_index.a: live unclear may be "x", which a service shows and nothing declares`, "search: live seen",
				`x: declared unclear may be what "pinecone_index.a" declares, as nothing tells them apart`,
			},
		},
		"an index that a plan makes": {
			[]snapshot.Source{indexes()},
			[]*snapshot.Observation{search, products, planned("pinecone_index", "pinecone_index.a", "create", titled("products"))},
			[]string{"search: live seen"},
		},
		"an index that a plan deletes": {
			[]snapshot.Source{indexes()},
			[]*snapshot.Observation{search, planned("pinecone_index", "pinecone_index.a", "delete", titled("products"))},
			[]string{"search: live seen"},
		},
		"an index that a plan keeps": {
			[]snapshot.Source{indexes()},
			[]*snapshot.Observation{search, planned("pinecone_index", "pinecone_index.a", "no-op", titled("products"))},
			[]string{`products: live missing is not in project "search"`, "search: live seen"},
		},
		"an index of a count that is not known": {
			[]snapshot.Source{indexes()},
			[]*snapshot.Observation{search, declare("terraform .", "pinecone_index", `pinecone_index.a["?"]`, titled("products"))},
			[]string{"products: live unclear may not be made at all: its count or for_each is not known", "search: live seen"},
		},
		"an index that Terraform only reads": {
			[]snapshot.Source{indexes()},
			[]*snapshot.Observation{search, declare("terraform .", "pinecone_index", "data.pinecone_index.a", titled("products"))},
			[]string{"search: live seen"},
		},
		"a project": {
			[]snapshot.Source{service(projectList, "", "pinecone_project")}, []*snapshot.Observation{search},
			[]string{"search: live missing is not in the organization"},
		},
		"a project whose list is not whole": {
			[]snapshot.Source{read(service(projectList, "", "pinecone_project"), snapshot.Failed)}, []*snapshot.Observation{search},
			[]string{"search: live unclear may be there: " + projectList + " was not read completely"},
		},
		"a project whose list nobody asked for": {
			[]snapshot.Source{read(service(projectList, "", "pinecone_project"), snapshot.Skipped)}, []*snapshot.Observation{search}, nil,
		},
		"a role, and nobody asked AWS": {[]snapshot.Source{service(projectList, "", "pinecone_project")}, []*snapshot.Observation{role}, nil},
		"a project of another organization": {
			[]snapshot.Source{service(projectList, "", "pinecone_project")}, append(organization("other"), search),
			[]string{`search: live unclear may be there: organization "other" was read, and "acme" is declared`},
		},
		"a key": {
			[]snapshot.Source{service(keyList, "", "pinecone_api_key")},
			append(organization("acme"), declare("terraform .", "pinecone_api_key", "pinecone_api_key.a", titled("api"))),
			[]string{"pinecone_api_key.a: live missing is not in the organization"},
		},
		"a role whose account others of its root tell": {
			[]snapshot.Source{noRole}, append([]*snapshot.Observation{role}, pair...),
			[]string{"aws_iam_role.a: live missing is not in account 111122223333"},
		},
		"a role of another provider": {
			[]snapshot.Source{noRole}, append([]*snapshot.Observation{elsewhere}, pair...),
			[]string{
				"aws_iam_role.a: live unclear is not in account 111122223333, and nothing tells which account it is in",
			},
		},
		"a role that nothing tells the account of": {
			[]snapshot.Source{noRole}, []*snapshot.Observation{role},
			[]string{"aws_iam_role.a: live unclear is not in account 111122223333, and nothing tells which account it is in"},
		},
		"a role of another account": {
			[]snapshot.Source{noRole},
			[]*snapshot.Observation{role, declare("plan p.json", "aws_iam_role", "aws_iam_role.a", map[string]any{
				"name": "reader", "arn": "arn:aws:iam::444455556666:role/reader", "assume_role_policy": trust["assume_role_policy"],
			})},
			[]string{"aws_iam_role.a: live unclear is not among what was read of AWS"},
		},
		"a key that nothing tells the id of": {
			[]snapshot.Source{service("aws.kms 1 us-east-1", "1")},
			[]*snapshot.Observation{
				declare("terraform .", "aws_kms_key", "aws_kms_key.a", map[string]any{}),
				manifest("pinecone_cmek_key", "/projects/0/cmek/keys/0", map[string]any{"name": "main", "key": "terraform:aws_kms_key.a"}),
			},
			[]string{"aws_kms_key.a: live unclear is not among what was read, and nothing tells its id: a state with --plan does"},
		},
		"a key by its state": {
			[]snapshot.Source{lacks(liveKMS, "us-east-1", "aws_kms_key", liveKey)},
			[]*snapshot.Observation{
				declare("plan s.json", "aws_kms_key", "aws_kms_key.a", map[string]any{"arn": liveKey}),
				manifest("pinecone_cmek_key", "/projects/0/cmek/keys/0", map[string]any{"name": "main", "key": liveKey}),
			},
			[]string{"aws_kms_key.a: live missing is not in account 111122223333 us-east-1"},
		},
		"a key that was looked for in another region": {
			[]snapshot.Source{lacks("aws.kms 111122223333 eu-west-1", "eu-west-1", "aws_kms_key", liveKey)},
			[]*snapshot.Observation{
				declare("plan s.json", "aws_kms_key", "aws_kms_key.a", map[string]any{"arn": liveKey}),
				manifest("pinecone_cmek_key", "/projects/0/cmek/keys/0", map[string]any{"name": "main", "key": liveKey}),
			},
			[]string{"aws_kms_key.a: live unclear is not among what was read of AWS"},
		},
		"what only the manifest names": {
			[]snapshot.Source{lacks(liveKMS, "us-east-1", "aws_kms_key", liveKey)},
			[]*snapshot.Observation{manifest("pinecone_cmek_key", "/projects/0/cmek/keys/0", map[string]any{"name": "main", "key": liveKey})},
			[]string{"main: live/key missing is not in account 111122223333 us-east-1"},
		},
		"an endpoint, of all that lead to Pinecone": {
			[]snapshot.Source{regional(service(liveEC2, "111122223333", "aws_vpc_endpoint"))},
			append([]*snapshot.Observation{declare("terraform .", "aws_vpc_endpoint", "aws_vpc_endpoint.a", map[string]any{
				"service_name": "com.amazonaws.vpce.us-east-1.vpce-svc-1",
			})}, pair...),
			[]string{"aws_vpc_endpoint.a: live missing is not in account 111122223333 us-east-1"},
		},
		"an endpoint, and not all that lead to Pinecone were read": {
			[]snapshot.Source{regional(read(service(liveEC2, "111122223333", "aws_vpc_endpoint"), snapshot.Partial))},
			append([]*snapshot.Observation{declare("terraform .", "aws_vpc_endpoint", "aws_vpc_endpoint.a", map[string]any{
				"service_name": "com.amazonaws.vpce.us-east-1.vpce-svc-1",
			})}, pair...),
			[]string{"aws_vpc_endpoint.a: live unclear may be there: " + liveEC2 + " was not read completely"},
		},
		"a bucket, wherever it is": {
			[]snapshot.Source{lacks("aws.s3 111122223333", "", "aws_s3_bucket", "audit")},
			[]*snapshot.Observation{
				declare("terraform .", "aws_s3_bucket", "aws_s3_bucket.a", map[string]any{"bucket": "audit"}),
				manifest("pinecone_organization", "/organization", map[string]any{"audit_logs": map[string]any{"bucket": "terraform:aws_s3_bucket.a"}}),
			},
			[]string{"aws_s3_bucket.a: live missing is not in account 111122223333"},
		},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			same(t, driftOf(t, test.sources, test.unit...), test.want)
		})
	}
}

func same(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("said:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestCopiedTags holds that of two root modules which have an index of one name, and by a copied
// tag of one environment, neither is taken for the other's.
func TestCopiedTags(t *testing.T) {
	production := map[string]any{"name": "products", "tags": map[string]any{"environment": "production"}}
	const staged = "pinecone project staging indexes"
	got := driftOf(t, []snapshot.Source{indexes(), service(staged, "staging", "pinecone_index")},
		manifest("pinecone_project", "/projects/0", map[string]any{"name": "search", "environment": "production"}),
		manifest("pinecone_project", "/projects/1", map[string]any{"name": "staging", "environment": "staging"}),
		declare("terraform prod", "pinecone_index", "pinecone_index.a", maps.Clone(production)),
		declare("terraform staging", "pinecone_index", "pinecone_index.a", maps.Clone(production)),
		seen(indexList, "pinecone_index", "/indexes/products", in("search", maps.Clone(production))),
		seen(staged, "pinecone_index", "/indexes/products", in("staging", maps.Clone(production))),
	)
	if text := strings.Join(got, "\n"); strings.Contains(text, "missing") || strings.Contains(text, "differs") {
		t.Errorf("said:\n%s", text)
	}
}

// TestUndeclared has what a service shows and may be declared nowhere.
func TestUndeclared(t *testing.T) {
	search := manifest("pinecone_project", "/projects/0", titled("search"))
	shown := seen(indexList, "pinecone_index", "/indexes/toys", in("search", titled("toys")))
	root := snapshot.Source{ID: "terraform .", Status: snapshot.Complete, Holds: []string{"pinecone_*", "aws_*"}}
	apiKey := seen(keyList, "pinecone_api_key", "/k", map[string]any{"name": "api", "id": "k1", "project_id": "search"})
	binding := func(id, kind, principal string) *snapshot.Observation {
		return seen(roleList, "pinecone_role_binding", "/"+id, map[string]any{
			"id": id, "principal_type": kind, "principal_id": principal, "resource_type": "project", "resource_id": "search", "role": "ProjectOwner",
		})
	}
	declaredBinding := declare("terraform .", "pinecone_role_binding", "pinecone_role_binding.a", map[string]any{
		"principal_type": "service_account", "resource_type": "project", "resource_id": "search", "role": "ProjectOwner",
	}, "/principal_id", "pinecone_service_account.a.id")
	account := declare("terraform .", "pinecone_service_account", "pinecone_service_account.a", titled("ci"))
	shownAccount := seen(accountList, "pinecone_service_account", "/s", map[string]any{"name": "ci", "id": "s1"})
	endpoint := seen(liveEC2, "aws_vpc_endpoint", "arn:e", map[string]any{"id": "vpce-1", "service_name": "com.amazonaws.vpce.us-east-1.vpce-svc-1"})
	logs := manifest("pinecone_organization", "/organization", map[string]any{
		"name": "acme", "audit_logs": map[string]any{"enabled": true, "bucket": "logs"},
	})
	bucketKey := seen("aws 1 kms", "aws_kms_key", "arn:aws:kms:us-east-1:1:key/k1", map[string]any{
		"key_id": "k1", "arn": "arn:aws:kms:us-east-1:1:key/k1", "name": "k1",
	})
	bucket := seen("aws 1 s3", "aws_s3_bucket", "arn:aws:s3:::logs", map[string]any{
		"bucket": "logs", "name": "logs", "encryption": map[string]any{"sse_algorithm": "aws:kms", "kms_master_key_id": "arn:aws:kms:us-east-1:1:key/k1"},
	})
	for name, test := range map[string]struct {
		sources []snapshot.Source
		unit    []*snapshot.Observation
		want    []string
	}{
		"an index": {
			[]snapshot.Source{indexes(), root}, []*snapshot.Observation{search, shown},
			[]string{"search: live seen", "toys: declared missing is declared nowhere"},
		},
		"an index that goes away": {
			[]snapshot.Source{indexes(), root},
			[]*snapshot.Observation{search, seen(indexList, "pinecone_index", "/indexes/toys", in("search", map[string]any{
				"name": "toys", "status": map[string]any{"ready": false, "state": "Terminating"},
			}))},
			[]string{"search: live seen"},
		},
		"an index of a project that nobody declares": {
			[]snapshot.Source{indexes(), root},
			[]*snapshot.Observation{seen(projectList, "pinecone_project", "/p", titled("search")), shown}, nil,
		},
		"an index that a plan deletes": {
			[]snapshot.Source{indexes(), root}, []*snapshot.Observation{search, shown, planned("pinecone_index", "pinecone_index.a", "delete", titled("toys"))},
			[]string{"search: live seen"},
		},
		"an index that Terraform reads": {
			[]snapshot.Source{indexes(), root}, []*snapshot.Observation{search, shown, declare("terraform .", "pinecone_index", "data.pinecone_index.a", titled("toys"))},
			[]string{"search: live seen"},
		},
		"an index, and Terraform was not read whole": {
			[]snapshot.Source{indexes(), read(root, snapshot.Partial)}, []*snapshot.Observation{search, shown},
			[]string{"search: live seen", "toys: declared unclear may be declared: terraform . was not read completely"},
		},
		"an index, and the manifest was not read whole": {
			[]snapshot.Source{indexes(), {ID: "manifest pinelint.yaml", Status: snapshot.Partial}}, []*snapshot.Observation{search, shown},
			[]string{"search: live seen", "toys: declared unclear may be declared: manifest pinelint.yaml was not read completely"},
		},
		"a key": {
			[]snapshot.Source{service(keyList, "", "pinecone_api_key"), root}, []*snapshot.Observation{search, apiKey},
			[]string{"api: declared missing is declared nowhere", "search: live unclear was looked for nowhere: nothing that was read lists what the organization has"},
		},
		"a key that a workload names": {
			[]snapshot.Source{service(keyList, "", "pinecone_api_key"), root},
			[]*snapshot.Observation{search, apiKey, manifest("pinecone_workload", "/projects/0/workloads/0", map[string]any{"name": "api", "project": "search", "api_key": "api"})},
			[]string{"api: declared seen", "search: live unclear was looked for nowhere: nothing that was read lists what the organization has"},
		},
		"role bindings, of which one is declared": {
			[]snapshot.Source{indexes(), service(roleList, "", "pinecone_role_binding"), service(accountList, "", "pinecone_service_account"), root},
			[]*snapshot.Observation{
				manifest("pinecone_project", "/projects/0", map[string]any{"name": "search", "admins": []any{"ada@acme.example"}}),
				declaredBinding, account, shownAccount, binding("b1", "service_account", "s1"), binding("b2", "service_account", "s2"),
				binding("b3", "api_key", "k1"), binding("b4", "user", "u1"), binding("b5", "user", "u2"),
				seen("pinecone organization users", "pinecone_user", "/u1", map[string]any{"id": "u1", "email": "ada@acme.example"}),
			},
			[]string{
				"b2: declared missing is declared nowhere", "b4: declared seen", "b5: declared missing is declared nowhere",
				"pinecone_role_binding.a: live seen", "pinecone_service_account.a: live seen", "search: live seen",
			},
		},
		"an endpoint that leads to Pinecone": {
			[]snapshot.Source{service(liveEC2, "1", "aws_vpc_endpoint"), root, indexes()}, []*snapshot.Observation{search, endpoint},
			[]string{"search: live seen", "vpce-1: declared missing is declared nowhere"},
		},
		"an endpoint that the manifest names": {
			[]snapshot.Source{service(liveEC2, "1", "aws_vpc_endpoint"), root, indexes()},
			[]*snapshot.Observation{search, endpoint, manifest("pinecone_private_endpoint", "/e", map[string]any{"endpoint": "vpce-1", "project": "search"})},
			[]string{"search: live seen", "vpce-1: declared seen"},
		},
		"a key of the bucket for audit logs, where no code declares any": {
			[]snapshot.Source{indexes()}, []*snapshot.Observation{search, logs, bucket, bucketKey},
			[]string{"logs: declared seen", "search: live seen"},
		},
		"a key of the bucket for audit logs": {
			[]snapshot.Source{indexes(), root}, []*snapshot.Observation{search, logs, bucket, bucketKey},
			[]string{"k1: declared missing is declared nowhere", "logs: declared seen", "search: live seen"},
		},
		"an endpoint that may be the declared one": {
			[]snapshot.Source{service(liveEC2, "1", "aws_vpc_endpoint"), root, indexes()},
			[]*snapshot.Observation{
				search, endpoint, seen(liveEC2, "aws_vpc_endpoint", "arn:f", map[string]any{"id": "vpce-2", "service_name": endpoint.Values["service_name"]}),
				declare("terraform .", "aws_vpc_endpoint", "aws_vpc_endpoint.a", map[string]any{"service_name": endpoint.Values["service_name"]}),
			},
			[]string{
				"aws_vpc_endpoint.a: live unclear is not among what was read, and nothing tells its id: a state with --plan does",
				"search: live seen",
				`vpce-1: declared unclear may be what "aws_vpc_endpoint.a" declares, as nothing tells them apart`,
				`vpce-2: declared unclear may be what "aws_vpc_endpoint.a" declares, as nothing tells them apart`,
			},
		},
	} {
		t.Run(name, func(t *testing.T) {
			same(t, driftOf(t, test.sources, test.unit...), test.want)
		})
	}
}

// TestDiffers compares every declaration with what is shown.
func TestDiffers(t *testing.T) {
	search := manifest("pinecone_project", "/projects/0", titled("search"))
	shown := seen(indexList, "pinecone_index", "/indexes/a", in("search", map[string]any{
		"name": "a", "deletion_protection": "disabled", "dimension": "3", "tags": map[string]any{"owner": "x"},
	}))
	index := func(values map[string]any) *snapshot.Observation {
		values["name"] = "a"
		return placed(declare("terraform .", "pinecone_index", "pinecone_index.a", values))
	}
	written := index(map[string]any{"deletion_protection": "enabled"})
	hidden := index(map[string]any{})
	hidden.Unknown = map[string]snapshot.Unknown{"/deletion_protection": {Expression: "var.p", Reason: "no value was given"}}
	hidden.Locations.Set("/deletion_protection", snapshot.Position{})
	const said = "a: /deletion_protection is enabled by terraform . and disabled by " + indexList
	for name, test := range map[string]struct {
		unit []*snapshot.Observation
		want []string
	}{
		"source":              {[]*snapshot.Observation{written}, []string{said}},
		"source and state":    {[]*snapshot.Observation{written, planned("pinecone_index", "pinecone_index.a", "no-op", map[string]any{"name": "a", "deletion_protection": "enabled"})}, []string{said}},
		"what is to be done":  {[]*snapshot.Observation{written, planned("pinecone_index", "pinecone_index.a", "update", map[string]any{"name": "a", "deletion_protection": "enabled"})}, nil},
		"unknown":             {[]*snapshot.Observation{hidden}, []string{"a: /deletion_protection may differ: what is declared is not known: var.p: no value was given"}},
		"unknown, and a plan": {[]*snapshot.Observation{hidden, planned("pinecone_index", "pinecone_index.a", "no-op", map[string]any{"name": "a", "deletion_protection": "disabled"})}, nil},
		"the manifest": {
			[]*snapshot.Observation{
				index(map[string]any{"deletion_protection": "disabled"}),
				placed(manifest("pinecone_index", "/projects/0/indexes/0", in("search", map[string]any{"name": "a", "dimension": "4", "model": "m"}))),
			},
			[]string{"a: /dimension is 4 by manifest pinelint.yaml and 3 by " + indexList},
		},
		"a data source": {[]*snapshot.Observation{placed(declare("terraform .", "pinecone_index", "data.pinecone_index.a", map[string]any{"name": "a", "deletion_protection": "enabled"}))}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got := driftOf(t, []snapshot.Source{indexes()}, append(test.unit, search, shown)...)
			got = slices.DeleteFunc(got, func(line string) bool { return strings.HasSuffix(line, " seen") || strings.HasSuffix(line, "nowhere") })
			same(t, got, test.want)
		})
	}
}

// TestReferences resolves what is known only after an apply by what is there.
func TestReferences(t *testing.T) {
	unknown := func(o *snapshot.Observation, pointer, expression, pattern string, references ...string) *snapshot.Observation {
		o.Unknown = map[string]snapshot.Unknown{pointer: {Expression: expression, Pattern: pattern, Reason: "known after apply"}}
		o.References = map[string][]string{pointer: references}
		o.Locations.Set(pointer, snapshot.Position{})
		return o
	}
	group := declare("terraform .", "aws_security_group", "aws_security_group.a", titled("pinecone"))
	shownGroup := seen(liveEC2, "aws_security_group", "arn:g", map[string]any{"id": "sg-1", "name": "pinecone"})
	endpoint := func(groups ...any) *snapshot.Observation {
		return seen(liveEC2, "aws_vpc_endpoint", "arn:e", map[string]any{"id": "vpce-1", "service_name": "s", "security_group_ids": groups})
	}
	declared := func() *snapshot.Observation {
		return unknown(placed(declare("terraform .", "aws_vpc_endpoint", "aws_vpc_endpoint.a", map[string]any{
			"service_name": "s", "security_group_ids": []any{nil},
		})), "/security_group_ids/0", "aws_security_group.a.id", "", "aws_security_group.a.id")
	}
	root := "arn:aws:iam::${data.aws_caller_identity.me.account_id}:root"
	key := func(principal string) *snapshot.Observation {
		o := seen(liveKMS, "aws_kms_key", liveKey, map[string]any{"arn": liveKey, "policy": map[string]any{"Statement": []any{
			map[string]any{"Principal": map[string]any{"AWS": principal}},
		}}})
		o.Call.Account = "111122223333"
		return o
	}
	policy := func() *snapshot.Observation {
		return unknown(placed(declare("plan s.json", "aws_kms_key", "aws_kms_key.a", map[string]any{
			"arn": liveKey, "policy": map[string]any{"Statement": []any{map[string]any{"Principal": map[string]any{}}}},
		})), "/policy/Statement/0/Principal/AWS", root, root, "data.aws_caller_identity.me.account_id")
	}
	for name, test := range map[string]struct {
		unit []*snapshot.Observation
		want []string
	}{
		"the group":      {[]*snapshot.Observation{group, shownGroup, declared(), endpoint("sg-1")}, nil},
		"another group":  {[]*snapshot.Observation{group, shownGroup, declared(), endpoint("sg-2")}, []string{"aws_vpc_endpoint.a: /security_group_ids is [sg-1] by terraform . and [sg-2] by " + liveEC2}},
		"one group more": {[]*snapshot.Observation{group, shownGroup, declared(), endpoint("sg-1", "sg-2")}, []string{"aws_vpc_endpoint.a: /security_group_ids is [sg-1] by terraform . and [sg-1 sg-2] by " + liveEC2}},
		"a group that was not read": {
			[]*snapshot.Observation{group, declared(), endpoint("sg-1")},
			[]string{
				"aws_security_group.a: live unclear is not among what was read, and nothing tells its id: a state with --plan does",
				"aws_vpc_endpoint.a: /security_group_ids/0 may differ: what is declared is not known: aws_security_group.a.id: known after apply",
			},
		},
		"one's own account": {[]*snapshot.Observation{policy(), key("111122223333")}, nil},
		"a stranger's account": {
			[]*snapshot.Observation{policy(), key("arn:aws:iam::666666666666:root")},
			[]string{"aws_kms_key.a: /policy/Statement/0/Principal/AWS is [arn:aws:iam::111122223333:root] by plan s.json and [arn:aws:iam::666666666666:root] by " + liveKMS},
		},
	} {
		t.Run(name, func(t *testing.T) {
			got := driftOf(t, []snapshot.Source{service(liveEC2, "1")}, test.unit...)
			got = slices.DeleteFunc(got, func(line string) bool { return strings.HasSuffix(line, " seen") })
			same(t, got, test.want)
		})
	}
}
