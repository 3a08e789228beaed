package assemble

import (
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

func failing(id string, holds ...string) snapshot.Source {
	return snapshot.Source{ID: id, Status: snapshot.Failed, Holds: holds}
}

// ofIndexes has the attributes that the tests are about.
func ofIndexes() snapshot.Types {
	return snapshot.Types{"pinecone_index": {Properties: map[string]*snapshot.Shape{
		"name": {}, "project": {}, "deletion_protection": {}, "region": {}, "model": {WriteOnly: true},
	}}}
}

// indexesOf is a failed reading of the indexes of one project.
func indexesOf(project string) snapshot.Source {
	source := failing("pinecone project "+project+" indexes", "pinecone_index")
	source.Project = project
	return source
}

// TestWithhold says what is not known of an index that is declared, after a service was asked
// for all indexes of some project.
func TestWithhold(t *testing.T) {
	const indexes = "pinecone_index"
	refused := failing("pinecone project search indexes", indexes)
	refused.Permission = "ControlPlaneViewer"
	skipped := failing("pinecone project search indexes", indexes)
	skipped.Status = snapshot.Skipped
	tests := map[string]struct {
		source snapshot.Source
		// reason and permission are of all that is not known.
		reason, permission string
	}{
		"of its project": {
			indexesOf("search"), "pinecone project search indexes was not read completely", "",
		},
		"of its project, by the id": {
			indexesOf("p1"), "pinecone project p1 indexes was not read completely", "",
		},
		"for want of a permission": {refused, "", "ControlPlaneViewer"},
		"of another project":       {indexesOf("other"), "", ""},
		"of other things":          {failing("pinecone project search backups", "pinecone_backup"), "", ""},
		"nobody wanted to":         {skipped, "", ""},
		"Terraform":                {failing("terraform .", indexes), "", ""},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			a := New(Options{Types: ofIndexes()})
			project := declare("manifest m", "pinecone_project", "/projects/0", map[string]any{"name": "search", "id": "p1"})
			index := declare("terraform .", indexes, "pinecone_index.docs", map[string]any{
				"name": "docs", "deletion_protection": "enabled", "model": "a",
			})
			a.Observe([]*snapshot.Observation{project, index})
			a.Report(test.source)
			got := a.Snapshot().Resources[indexes][0]
			for pointer, declared := range map[string]bool{
				"/deletion_protection": true, "/region": false, "/name": false, "/model": false,
			} {
				hidden := test.reason+test.permission != "" && pointer != "/name" && pointer != "/model"
				if got.Unknown[pointer].Reason != test.reason && hidden || got.Unread[pointer] != test.permission && hidden ||
					slices.Contains(got.Withheld, pointer) != (hidden && declared) {
					t.Errorf("%s: unknown %v, unread %v, withheld %v", pointer, got.Unknown, got.Unread, got.Withheld)
				}
			}
			if test.reason+test.permission == "" && len(got.Unknown)+len(got.Unread)+len(got.Withheld) > 0 {
				t.Errorf("unknown %v, unread %v, withheld %v", got.Unknown, got.Unread, got.Withheld)
			}
			if got.Values["deletion_protection"] != "enabled" {
				t.Errorf("what is declared is lost: %v", got.Values)
			}
		})
	}
}

// TestIncomplete says of which resources there may be more.
func TestIncomplete(t *testing.T) {
	a := New(Options{})
	a.Observe([]*snapshot.Observation{
		declare("manifest m", "pinecone_organization", "/organization", map[string]any{"name": "acme"}),
		declare("manifest m", "pinecone_project", "/projects/0", map[string]any{"name": "search"}),
		declare("manifest m", "pinecone_project", "/projects/1", map[string]any{"name": "other"}),
	})
	a.Report(failing("pinecone organization projects", "pinecone_project"))
	a.Report(indexesOf("search"))
	read := a.Snapshot().Resources
	if got := read["pinecone_organization"][0].Incomplete; !maps.Equal(got, map[string]string{
		"projects": "pinecone organization projects was not read completely",
	}) {
		t.Errorf("of the organization: %v", got)
	}
	for _, project := range read["pinecone_project"] {
		if got := project.Incomplete["indexes"]; (got != "") != (project.Name == "search") {
			t.Errorf("of project %s: %q", project.Name, got)
		}
	}
}

// TestShownReplacesDeclared: what a service shows to be otherwise, or not there, is not as it
// is declared.
func TestShownReplacesDeclared(t *testing.T) {
	shown := seen(liveIAM, "aws_iam_role", "arn:r", map[string]any{
		"arn": "arn:r", "tags": map[string]any{"a": "1"}, "inline_policies": map[string]any{"one": "shown"},
	})
	shown.Calls = map[string]*snapshot.Call{"/permissions_boundary": shown.Call}
	declared := declare("terraform .", "aws_iam_role", "aws_iam_role.a", map[string]any{
		"arn": "arn:r", "tags": map[string]any{"b": "2"}, "permissions_boundary": "arn:b", "path": "/",
		"inline_policies": map[string]any{"one": "declared", "two": "declared"},
	})
	got := merge([]*snapshot.Observation{shown, declared}, nil)
	if want := "map[arn:arn:r inline_policies:map[one:shown] path:/ tags:map[a:1]]"; fmt.Sprint(got.Values) != want {
		t.Errorf("values are %v, want %s", got.Values, want)
	}
	shown.Unread = map[string]string{"/inline_policies/two": "iam:GetRolePolicy"}
	got = merge([]*snapshot.Observation{shown, declared}, nil)
	if fmt.Sprint(got.Values["inline_policies"]) != "map[one:shown two:declared]" || !slices.Equal(got.Withheld, []string{"/inline_policies/two"}) {
		t.Errorf("%v, withheld %v", got.Values, got.Withheld)
	}
}

// TestShownLinks: a subnet that only a declaration names is not one of the endpoint's.
func TestShownLinks(t *testing.T) {
	endpoint := declare("terraform .", "aws_vpc_endpoint", "aws_vpc_endpoint.a", map[string]any{"id": "vpce-1"})
	endpoint.References = map[string][]string{"/subnet_ids": {"aws_subnet.a.id", "aws_subnet.b.id"}}
	live := seen(liveEC2, "aws_vpc_endpoint", "arn:e", map[string]any{"id": "vpce-1", "subnet_ids": []any{"subnet-1"}})
	a := New(Options{})
	a.observations = []*snapshot.Observation{
		endpoint, live, seen(liveEC2, "aws_subnet", "arn:s", map[string]any{"id": "subnet-1", "cidr_block": "10.0.0.0/24"}),
		declare("terraform .", "aws_subnet", "aws_subnet.a", map[string]any{"cidr_block": "10.0.0.0/24"}),
		declare("terraform .", "aws_subnet", "aws_subnet.b", map[string]any{"cidr_block": "10.0.1.0/24"}),
	}
	if got := a.Snapshot().Resources["aws_vpc_endpoint"][0].Links["subnets"]; len(got) != 1 {
		t.Errorf("linked to %v", got)
	}
	live.Values["subnet_ids"] = []any{"subnet-9"} // which nobody saw
	if got := a.Snapshot().Resources["aws_vpc_endpoint"][0].Links["subnets"]; len(got) != 2 {
		t.Errorf("linked to %v", got)
	}
}

// TestShownAnswers: the declared trust policy of a role that IAM does not show convicts, and
// what is shown leaves all open.
func TestShownAnswers(t *testing.T) {
	a := New(Options{Regions: []string{"us-east-1"}, Types: snapshot.Types{
		"aws_iam_role": {Properties: map[string]*snapshot.Shape{"name": {}, "assume_role_policy": {}}},
	}})
	a.Observe([]*snapshot.Observation{declare("terraform .", "aws_iam_role", "aws_iam_role.a", map[string]any{
		"name": "reader", "assume_role_policy": map[string]any{"Version": "2012-10-17", "Statement": []any{map[string]any{
			"Effect": "Allow", "Action": "sts:AssumeRole",
			"Principal": map[string]any{"AWS": "arn:aws:iam::123456789012:role/pinecone_cmek_access_us-east-1"},
		}}},
	})})
	if got := a.Snapshot().Resources["aws_iam_role"][0].Access; got.Shown != nil || got.Assume[0].Effect != "allowed" {
		t.Errorf("where AWS was not read: %+v", got)
	}
	a.Report(failing("aws.iam 111122223333"))
	got := a.Snapshot().Resources["aws_iam_role"][0].Access
	if got.Assume[0].Effect != "allowed" || got.Shown == nil || got.Shown.Assume[0].Effect != "unknown" {
		t.Errorf("where IAM did not show the role: %+v, shown %+v", got, got.Shown)
	}
}
