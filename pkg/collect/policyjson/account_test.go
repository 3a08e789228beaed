package policyjson_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

const account = `{
 "UserDetailList": [], "GroupDetailList": [],
 "RoleDetailList": [
  {"RoleName": "web", "Arn": "arn:aws:iam::111122223333:role/web",
   "AssumeRolePolicyDocument": {` + statement + `},
   "RolePolicyList": [{"PolicyName": "use", "PolicyDocument": {` + statement + `}}],
   "AttachedManagedPolicies": [{"PolicyName": "Own", "PolicyArn": "arn:aws:iam::111122223333:policy/Own"}],
   "PermissionsBoundary": {"PermissionsBoundaryArn": "arn:aws:iam::111122223333:policy/Edge"}},
  {"RoleName": "odd", "Arn": "arn:aws:iam::111122223333:role/odd", "AssumeRolePolicyDocument": 7}
 ],
 "Policies": [{"PolicyName": "Own", "Arn": "arn:aws:iam::111122223333:policy/Own", "PolicyVersionList": [
  {"VersionId": "v1", "IsDefaultVersion": false, "Document": {"Version": "2008-10-17", ` + statement + `}},
  {"VersionId": "v2", "IsDefaultVersion": true, "Document": {"Version": "2012-10-17", ` + statement + `}}
 ]}]
}`

// TestAccount has the roles of an account with all of their policies, on their lines.
func TestAccount(t *testing.T) {
	got := collectFrom(t, fstest.MapFS{"iam.json": &fstest.MapFile{Data: []byte(account)}})
	want := []string{
		"aws_iam_role arn:aws:iam::111122223333:role/web 4:4 /assume_role_policy 5 /inline_policies/use 6 /managed_policy_arns/0 7 /permissions_boundary 8 whole",
		"aws_iam_role arn:aws:iam::111122223333:role/odd 9:4 unknown /assume_role_policy 9 whole",
		"aws_iam_policy arn:aws:iam::111122223333:policy/Own 11:16 /policy 13",
	}
	var all []string
	for _, o := range got.Observations {
		all = append(all, describe(o))
	}
	if !slices.Equal(all, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(all, "\n"), strings.Join(want, "\n"))
	}
	if version, _ := snapshot.Lookup(got.Observations[2].Values, "/policy/Version"); version != "2012-10-17" {
		t.Errorf("the version of %v is judged", version)
	}
}

// describe is what an observation has, with the lines.
func describe(o *snapshot.Observation) string {
	at, _ := o.Locations.Get("")
	all := fmt.Sprintf("%s %s %d:%d", o.Type, o.Address, at.StartLine, at.StartColumn)
	for _, pointer := range []string{
		"/assume_role_policy", "/inline_policies/use", "/managed_policy_arns/0", "/permissions_boundary", "/policy",
	} {
		if _, ok := snapshot.Lookup(o.Values, pointer); ok {
			place, _ := o.Locations.Get(pointer)
			all += fmt.Sprintf(" %s %d", pointer, place.StartLine)
		}
	}
	for pointer, why := range o.Unknown {
		if why.Location != nil {
			all += fmt.Sprintf(" unknown %s %d", pointer, why.Location.StartLine)
		}
	}
	if o.Complete {
		all += " whole"
	}
	return all
}

func TestListings(t *testing.T) {
	role := `{"RoleName": "web", "Arn": "arn:aws:iam::1:role/web", "AssumeRolePolicyDocument": {` + statement + `}}`
	large := `{"RoleDetailList": [` + role + `], "Policies": ["` + strings.Repeat("x", 2<<20) + `"]}`
	for name, c := range map[string]struct{ text, want string }{
		"list-roles":     {`{"Roles": [` + role + `]}`, "aws_iam_role arn:aws:iam::1:role/web 1:13 /assume_role_policy 1"},
		"other roles":    {`{"Roles": ["admin"], ` + statement + `}`, "policy_document p.json 1:1"},
		"large":          {large, "aws_iam_role arn:aws:iam::1:role/web 1:22 /assume_role_policy 1 whole"},
		"large, another": {`{` + statement + `, "x": "` + strings.Repeat("x", 2<<20) + `"}`, "begins as a policy does and has 2 MB"},
		"cut off":        {`{"RoleDetailList": [` + role + `, {`, "ends in the middle of a value: the roles in it are not judged"},
	} {
		t.Run(name, func(t *testing.T) {
			got := collectFrom(t, fstest.MapFS{"p.json": &fstest.MapFile{Data: []byte(c.text)}})
			all := ""
			for _, o := range got.Observations {
				all += describe(o)
			}
			for _, problem := range got.Source().Problems {
				all += problem.Message
			}
			if !strings.Contains(all, c.want) {
				t.Errorf("got %q, want %q", all, c.want)
			}
		})
	}
}
