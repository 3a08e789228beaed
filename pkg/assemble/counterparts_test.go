package assemble

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

const (
	liveIAM = "aws.iam 111122223333"
	liveKMS = "aws.kms 111122223333 us-east-1"
	liveEC2 = "aws.ec2 111122223333 us-east-1"
	liveKey = "arn:aws:kms:us-east-1:111122223333:key/1b6f"
)

func seen(source, kind, address string, values map[string]any) *snapshot.Observation {
	return &snapshot.Observation{
		Type: kind, Source: source, Address: address, Values: values, Complete: true,
		Call: &snapshot.Call{Name: "call", Time: "2026-11-01T12:00:00Z"},
	}
}

func declare(source, kind, address string, values map[string]any, references ...string) *snapshot.Observation {
	o := &snapshot.Observation{Type: kind, Source: source, Address: address, Values: values, Complete: true}
	for i := 0; i < len(references); i += 2 {
		o.References = map[string][]string{references[i]: {references[i+1]}}
	}
	return o
}

// TestCounterparts says which resources there are of some observations: of each the
// addresses, which are of one thing.
func TestCounterparts(t *testing.T) {
	const role = "arn:aws:iam::111122223333:role/reader"
	other := strings.Replace(role, "1111", "9999", 1)
	name := func(name string) map[string]any { return map[string]any{"name": name} }
	tests := map[string]struct {
		unit []*snapshot.Observation
		want []string
	}{
		"a role by its name": {
			[]*snapshot.Observation{
				seen(liveIAM, "aws_iam_role", role, map[string]any{"arn": role, "name": "reader"}),
				declare("terraform .", "aws_iam_role", "aws_iam_role.a", name("reader")),
			},
			[]string{role + " + aws_iam_role.a"},
		},
		"another role": {
			[]*snapshot.Observation{
				seen(liveIAM, "aws_iam_role", role, map[string]any{"arn": role, "name": "reader"}),
				declare("terraform .", "aws_iam_role", "aws_iam_role.a", name("writer")),
			},
			[]string{"aws_iam_role.a", role},
		},
		"a role of two roots": {
			[]*snapshot.Observation{
				seen(liveIAM, "aws_iam_role", role, map[string]any{"arn": role, "name": "reader"}),
				declare("terraform a", "aws_iam_role", "aws_iam_role.a", name("reader")),
				declare("terraform b", "aws_iam_role", "aws_iam_role.a", name("reader")),
			},
			[]string{"aws_iam_role.a", "aws_iam_role.a", role},
		},
		"a role of two accounts": {
			[]*snapshot.Observation{
				seen(liveIAM, "aws_iam_role", role, map[string]any{"arn": role, "name": "reader"}),
				seen(liveIAM, "aws_iam_role", other, map[string]any{"arn": other, "name": "reader"}),
				declare("terraform a", "aws_iam_role", "aws_iam_role.a", name("reader")),
			},
			[]string{"aws_iam_role.a", role, other},
		},
		"a role whose state has another ARN": {
			[]*snapshot.Observation{
				seen(liveIAM, "aws_iam_role", role, map[string]any{"arn": role, "name": "reader"}),
				declare("terraform .", "aws_iam_role", "aws_iam_role.a", name("reader")),
				declare("plan state.json", "aws_iam_role", "aws_iam_role.a", map[string]any{"arn": other, "name": "reader"}),
			},
			[]string{"aws_iam_role.a + aws_iam_role.a", role},
		},
		"a key by its alias": {
			[]*snapshot.Observation{
				seen(liveKMS, "aws_kms_key", liveKey, map[string]any{"arn": liveKey}),
				seen(liveKMS, "aws_kms_alias", "arn:alias", map[string]any{"name": "alias/p", "target_key_id": liveKey}),
				declare("terraform .", "aws_kms_key", "aws_kms_key.a", map[string]any{}),
				declare("terraform .", "aws_kms_alias", "aws_kms_alias.a", name("alias/p"), "/target_key_id", "aws_kms_key.a.key_id"),
			},
			[]string{"arn:alias + aws_kms_alias.a", liveKey + " + aws_kms_key.a"},
		},
		"an endpoint with its VPC": {
			[]*snapshot.Observation{
				seen(liveEC2, "aws_vpc_endpoint", "arn:e", map[string]any{"id": "vpce-1", "service_name": "s", "vpc_id": "vpc-1"}),
				seen(liveEC2, "aws_vpc", "arn:v", map[string]any{"id": "vpc-1"}),
				declare("terraform .", "aws_vpc", "aws_vpc.a", map[string]any{}),
				declare("terraform .", "aws_vpc_endpoint", "aws_vpc_endpoint.a", map[string]any{"service_name": "s"}, "/vpc_id", "aws_vpc.a.id"),
			},
			[]string{"arn:v + aws_vpc.a", "arn:e + aws_vpc_endpoint.a"},
		},
		"an endpoint that is called otherwise": {
			[]*snapshot.Observation{
				seen(liveEC2, "aws_vpc_endpoint", "arn:e", map[string]any{
					"service_name": "s", "tags": map[string]any{"Name": "old"},
				}),
				declare("terraform .", "aws_vpc_endpoint", "aws_vpc_endpoint.a", map[string]any{
					"service_name": "s", "tags": map[string]any{"Name": "new"},
				}),
			},
			[]string{"arn:e", "aws_vpc_endpoint.a"},
		},
		"an index of a key that nobody named the project of": {
			[]*snapshot.Observation{
				seen("pinecone project default indexes", "pinecone_index", "/indexes/a", name("a")),
				seen("pinecone project default namespaces", "pinecone_index", "/indexes/a", name("a")),
				declare("terraform .", "pinecone_index", "pinecone_index.a", name("a")),
			},
			[]string{"/indexes/a + /indexes/a + pinecone_index.a"},
		},
		"an index of the manifest's project": {
			[]*snapshot.Observation{
				{Type: "pinecone_project", Source: "manifest m", Address: "/projects/0", Values: name("search")},
				seen("pinecone organization projects", "pinecone_project", "/admin/projects/1", map[string]any{"id": "1", "name": "search"}),
				seen("pinecone project search indexes", "pinecone_index", "/indexes/a", map[string]any{"name": "a", "project": "1"}),
				{Type: "pinecone_index", Source: "manifest m", Address: "/projects/0/indexes/0", Values: map[string]any{
					"name": "a", "project": "search",
				}},
				declare("terraform .", "pinecone_index", "pinecone_index.a", name("a")),
			},
			[]string{"/admin/projects/1 + /projects/0", "/indexes/a + /projects/0/indexes/0 + pinecone_index.a"},
		},
	}
	for _, label := range slices.Sorted(maps.Keys(tests)) {
		t.Run(label, func(t *testing.T) {
			a := New(Options{})
			a.observations = tests[label].unit
			if got := members(a.Snapshot()); !slices.Equal(got, slices.Sorted(slices.Values(tests[label].want))) {
				t.Errorf("resources are\n%s", strings.Join(got, "\n"))
			}
		})
	}
}

// members are the addresses of each resource.
func members(of *snapshot.Snapshot) []string {
	var all []string
	for _, resources := range of.Resources {
		for _, resource := range resources {
			var addresses []string
			for _, observation := range resource.Observations {
				addresses = append(addresses, observation.Address)
			}
			slices.Sort(addresses)
			all = append(all, strings.Join(addresses, " + "))
		}
	}
	slices.Sort(all)
	return all
}

// TestAmbiguousNamesAreTold has the notice on a name that fits several declarations.
func TestAmbiguousNamesAreTold(t *testing.T) {
	a := New(Options{})
	a.observations = []*snapshot.Observation{
		seen(liveIAM, "aws_iam_role", "arn:r", map[string]any{"name": "reader"}),
		declare("terraform a", "aws_iam_role", "aws_iam_role.a", map[string]any{"name": "reader"}),
		declare("terraform b", "aws_iam_role", "aws_iam_role.b", map[string]any{"name": "reader"}),
	}
	told := fmt.Sprint(a.Snapshot().Sources)
	if !strings.Contains(told, `aws_iam_role "reader" was seen 1 times and is declared by aws_iam_role.a of a, aws_iam_role.b of b`) {
		t.Errorf("told: %s", told)
	}
}

// TestLiveValues says what comes of a key that Terraform declares and a service shows.
func TestLiveValues(t *testing.T) {
	document := func(action any) map[string]any {
		return map[string]any{"Statement": []any{map[string]any{"Effect": "Allow", "Action": action}}}
	}
	declared := declare("terraform .", "aws_kms_key", "aws_kms_key.a", map[string]any{
		"enable_key_rotation": true, "deletion_window_in_days": json.Number("7"), "policy": document([]any{"b", "a"}),
	})
	declared.Unknown = map[string]snapshot.Unknown{"/arn": {Reason: "known after apply"}}
	shown := seen(liveKMS, "aws_kms_key", liveKey, map[string]any{"arn": liveKey, "enable_key_rotation": false})
	shown.Unknown = map[string]snapshot.Unknown{"/deletion_window_in_days": {Reason: "KMS does not tell"}}
	shown.Unread = map[string]string{"/policy": "kms:GetKeyPolicy", "/tags": "kms:ListResourceTags"}
	shape := &snapshot.Shape{Properties: map[string]*snapshot.Shape{"deletion_window_in_days": {WriteOnly: true}}}
	merged := merge([]*snapshot.Observation{shown, declared}, shape)
	if merged.Values["enable_key_rotation"] != false || merged.Values["arn"] != liveKey {
		t.Errorf("values are %v", merged.Values)
	}
	if len(merged.Unknown) != 0 {
		t.Errorf("unknown is %v", merged.Unknown)
	}
	if !maps.Equal(merged.Unread, shown.Unread) {
		t.Errorf("unread is %v", merged.Unread)
	}
	if merged.Values["policy"] == nil || !slices.Equal(merged.Withheld, []string{"/policy"}) {
		t.Errorf("withheld is %v of %v", merged.Withheld, merged.Values)
	}
	shown.Unread = nil
	for _, test := range []struct {
		action any
		want   any
	}{{[]any{"a", "b"}, []any{"b", "a"}}, {"c", "c"}} {
		shown.Values["policy"] = document(test.action)
		got, _ := snapshot.Lookup(merge([]*snapshot.Observation{shown, declared}, shape).Values, "/policy/Statement/0/Action")
		if fmt.Sprint(got) != fmt.Sprint(test.want) {
			t.Errorf("action is %v, want %v", got, test.want)
		}
	}
}
