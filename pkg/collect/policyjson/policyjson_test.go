package policyjson_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/collect/policyjson"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func collectFrom(t testing.TB, fsys fs.FS) *collecttest.Sink {
	t.Helper()
	tree, err := collect.Walk(fsys)
	if err != nil {
		t.Fatal(err)
	}
	got := &collecttest.Sink{}
	if err := policyjson.Collect(context.Background(), fsys, tree, policyjson.Options{Types: collecttest.Types(t)}, got); err != nil {
		t.Fatal(err)
	}
	return got
}

// TestCollect compares the policies of testdata/repository with testdata/want.json.
func TestCollect(t *testing.T) {
	got := collectFrom(t, os.DirFS("testdata/repository"))
	var out bytes.Buffer
	for _, o := range got.Observations {
		fmt.Fprintf(&out, "%s %s\n", o.Address, compact(t, o.Values))
		for _, placed := range o.Locations {
			fmt.Fprintf(&out, "  %d:%d-%d:%d %s\n",
				placed.StartLine, placed.StartColumn, placed.EndLine, placed.EndColumn, placed.Pointer)
		}
	}
	out.WriteString(compact(t, got.Source()) + "\n")
	if *update {
		if err := os.WriteFile("testdata/want.txt", out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/want.txt")
	if err != nil {
		t.Fatal(err)
	}
	if out.String() != string(want) {
		t.Errorf("testdata/want.txt differs (rewrite with -update):\n%s", out.String())
	}
}

func compact(t *testing.T, value any) string {
	t.Helper()
	text, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

const statement = `"Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]`

func TestWhatIsAPolicy(t *testing.T) {
	large := `{"x": "` + strings.Repeat("x", 1<<20) + `", ` + statement + `}`
	tests := []struct {
		name, file, text string
		policies         int
		problem          string
	}{
		{"plain", "a.json", `{"Version": "2012-10-17", ` + statement + `}`, 1, ""},
		{"one statement", "a.json", `{"Statement": {"Effect": "Deny"}}`, 1, ""},
		{"byte order mark and CRLF", "a.json", "\xEF\xBB\xBF{\r\n" + statement + "}\r\n", 1, ""},
		{"Terraform", "a.tf.json", `{` + statement + `}`, 0, ""},
		{"OpenTofu", "a.tofu.json", `{` + statement + `}`, 0, ""},
		{"CloudFormation", "a.json", `{"AWSTemplateFormatVersion": "2010-09-09", "Resources": {"R": {` + statement + `}}}`, 0, ""},
		{"broken CloudFormation", "a.json", `{"Resources": {"R": {"Type": "AWS::IAM::Role", ` + statement + `}`, 0, ""},
		{"plan", "a.json", `{"format_version": "1.2", "resource_changes": [{` + statement + `}]}`, 0, ""},
		{"inside something else", "a.json", `{"policy": {` + statement + `}}`, 0, ""},
		{"an answer of get-role-policy", "a.json", `{"RoleName": "r", "PolicyDocument": {` + statement + `}}`, 1, ""},
		{"an answer of get-policy-version", "a.json", `{"PolicyVersion": {"Document": {` + statement + `}}}`, 1, ""},
		{"text that is no policy", "a.json", `{"Policy": "{\"Statement\": \"Effect\", \"Effect\": 1}"}`, 0, ""},
		{"text that is cut", "a.json", `{"Policy": "{\"Statement\": {\"Effect\": "}`, 0, ""},
		{"a list", "a.json", `[{` + statement + `}]`, 0, ""},
		{"words alone", "a.json", `{"Statement": "Effect", "Effect": 1}`, 0, ""},
		{"large, and something else", "a.json", large, 0, ""},
		{
			"too large to be one", "a.json", "{" + statement + `, "x": "` + strings.Repeat("x", 1<<20) + `"}`, 0,
			"a.json:0:0 gap: a.json begins as a policy does and has 1 MB",
		},
		{"no statements", "a.json", `{"Version": "2012-10-17", "Statement": null}`, 1, ""},
		{
			"no statements, and deep", "a.json", `{"Version": "2012-10-17", "Statement": ` + strings.Repeat("[", 5000), 0,
			"nested more than 200 levels",
		},
		{"another suffix", "a.txt", `{` + statement + `}`, 0, ""},
		{"trailing comma", "a.json", "{\n" + statement + ",\n}", 1, "a.json:2:67 notice: a.json has a trailing comma, which AWS rejects"},
		{"comment", "a.json", "{\n /* why */ " + statement + "}", 1, "a.json:2:2 notice: a.json has comments, which AWS rejects"},
		{"both", "a.json", "{" + statement + ", // a, b\n}", 1, "a.json:1:70 notice: a.json has comments"},
		{"twice", "a.json", "{\"Version\": \"1\", " + statement + ",\n\"Version\": \"2\"}", 1, "a.json:2:1 notice: a.json has the key Version twice"},
		{"truncated", "a.json", "{\n" + statement, 0, "a.json:2:67 broken: a.json ends in the middle of a value"},
		{"no comma", "a.json", "{\n\"Id\": \"a\"\n" + statement + "}", 0, "a.json:3:1 broken: a.json is not JSON: invalid character"},
		{"more text", "a.json", "{" + statement + "}\n}", 0, "a.json:1:69 broken: a.json has more text after its end"},
		{"two", "a.json", "{" + statement + "}{}", 0, "a.json:1:69 broken: a.json has more text after its end"},
		{"values on lines", "a.json", "{\"event\": {" + statement + "}}\n{\"event\": {}}\n", 0, ""},
		{"invalid UTF-8", "a.json", "{\"Id\": \"\xff\"," + statement + "}", 0, "broken: a.json is not JSON: invalid UTF-8"},
		{"template", "a.json", "{\"Id\": ${id}," + statement + "}", 0, "gap: a.json is a template of a policy"},
		{"deep", "a.json", "{" + statement + `, "x": ` + strings.Repeat("[", 5000), 0, "nested more than 200 levels"},
		{"deep after a comment", "a.json", "//\n{" + statement + `, "x": ` + strings.Repeat("[", 500_000), 0, "broken: a.json is not JSON"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := collectFrom(t, fstest.MapFS{test.file: &fstest.MapFile{Data: []byte(test.text)}})
			if len(got.Observations) != test.policies {
				t.Errorf("%d policies, want %d", len(got.Observations), test.policies)
			}
			var said []string
			for _, problem := range got.Source().Problems {
				at := problem.Location
				said = append(said, fmt.Sprintf("%s:%d:%d %s: %s", at.File, at.StartLine, at.StartColumn, problem.Kind, problem.Message))
			}
			all := strings.Join(said, "\n")
			if !strings.Contains(all, test.problem) || (test.problem == "" && all != "") {
				t.Errorf("problems are %q, want %q", all, test.problem)
			}
		})
	}
}

// TestWhosePolicyItIs has what the roles, keys and buckets hold whose policies are named, or
// tell whose they are; the rest stays a document.
func TestWhosePolicyItIs(t *testing.T) {
	const role, twin = "arn:aws:iam::111122223333:role/team/vectors", "arn:aws:iam::444455556666:role/vectors"
	answer := `{"Role": {"Arn": "` + role + `", "PermissionsBoundary": {"PermissionsBoundaryArn": "b"},
		"AssumeRolePolicyDocument": {` + statement + `}}}`
	inline := `{"RoleName": "vectors", "PolicyName": "use", "PolicyDocument": {` + statement + `}}`
	bucket := `{"Policy": "{\"Statement\": {\"Principal\": \"*\", \"Effect\": \"Deny\", \"Resource\": [\"arn:aws:s3:::b\", \"arn:aws:s3:::b/*\"]}}"}`
	named := func(kind policyjson.Kind, of string, files ...string) (all []policyjson.Named) {
		for _, file := range files {
			all = append(all, policyjson.Named{File: file, Kind: kind, Of: of})
		}
		return all
	}
	tests := []struct {
		name, text string
		options    policyjson.Options
		want       string
	}{
		{"nobody says", `{` + statement + `}`, policyjson.Options{}, "policy_document p.json /document"},
		{"named as a trust policy", `{` + statement + `}`, policyjson.Options{Named: named(policyjson.TrustPolicy, role, "p.json")},
			"aws_iam_role " + role + " /assume_role_policy"},
		{"named twice", `{` + statement + `}`, policyjson.Options{Named: append(
			named(policyjson.TrustPolicy, role, "p.json"), named(policyjson.PermissionsPolicy, role, "./p.json")...)},
			"aws_iam_role " + role + " /assume_role_policy /inline_policies/p.json"},
		{"named as a key's", `{` + statement + `}`, policyjson.Options{Named: named(policyjson.KeyPolicy, "arn:aws:kms:us-east-1:1:key/k", "p.json")},
			"aws_kms_key arn:aws:kms:us-east-1:1:key/k /policy"},
		{"named from outside", `{` + statement + `}`, policyjson.Options{Named: named(policyjson.TrustPolicy, role, "../p.json")},
			"policy_document p.json /document; aws_iam_role " + role + " unknown /assume_role_policy"},
		{"named for what code declares", `{` + statement + `}`, policyjson.Options{
			Named: named(policyjson.TrustPolicy, "terraform:aws_iam_role.r", "p.json")}, "policy_document p.json /document"},
		{"an answer on a role that has a policy", answer, policyjson.Options{Named: named(policyjson.TrustPolicy, role, "q.json")},
			"policy_document p.json /document; aws_iam_role " + role + " /assume_role_policy /permissions_boundary"},
		{"the second of a role", `{` + statement + `}`, policyjson.Options{Named: named(policyjson.TrustPolicy, role, "q.json", "p.json")},
			"aws_iam_role " + role + " /assume_role_policy"},
		{"an answer on a role", answer, policyjson.Options{}, "aws_iam_role " + role + " /assume_role_policy /permissions_boundary"},
		{"a role's policy, and the role", inline, policyjson.Options{Roles: []string{role}},
			"aws_iam_role " + role + " /inline_policies/use"},
		{"a role's policy, and two roles", inline, policyjson.Options{Roles: []string{role, twin}}, "policy_document p.json /document"},
		{"a bucket's, and the bucket", bucket, policyjson.Options{Buckets: []string{"b"}}, "aws_s3_bucket b /policy"},
		{"a bucket's, and another", bucket, policyjson.Options{Buckets: []string{"c"}}, "policy_document p.json /document"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fsys := fstest.MapFS{"p.json": &fstest.MapFile{Data: []byte(test.text)}}
			tree, err := collect.Walk(fsys)
			fsys["q.json"] = &fstest.MapFile{Data: []byte(`{` + statement + `}`)} // which only the manifest leads to
			if err != nil {
				t.Fatal(err)
			}
			test.options.Types = collecttest.Types(t)
			sink := &collecttest.Sink{}
			if err := policyjson.Collect(context.Background(), fsys, tree, test.options, sink); err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, o := range sink.Observations {
				got = append(got, o.Type+" "+o.Address+holding(o))
			}
			slices.Sort(got)
			want := strings.Split(test.want, "; ")
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("observed %q, want %q", got, want)
			}
		})
	}
}

// holding are the policies that a thing has, and what is unknown of it.
func holding(o *snapshot.Observation) string {
	all := ""
	for _, pointer := range []string{"/document", "/assume_role_policy", "/policy", "/inline_policies/use", "/inline_policies/p.json", "/permissions_boundary"} {
		if _, ok := snapshot.Lookup(o.Values, pointer); ok {
			all += " " + pointer
		}
	}
	for pointer := range o.Unknown {
		if pointer == "/assume_role_policy" {
			all += " unknown " + pointer
		}
	}
	return all
}

func TestCollectEnds(t *testing.T) {
	tree, err := collect.Walk(fstest.MapFS{"a.json": &fstest.MapFile{Data: []byte("{}")}})
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if err := policyjson.Collect(ctx, tree.FS(), tree, policyjson.Options{Types: collecttest.Types(t)}, &collecttest.Sink{}); err == nil {
		t.Error("no error for a context that has ended")
	}
}

// FuzzDocument: whatever stands in a file, its places lie in the file and its parents
// come with their children.
func FuzzDocument(f *testing.F) {
	f.Add([]byte(`{"Version": "2012-10-17", ` + statement + `}`))
	f.Add([]byte("{// a\n" + statement + ",}"))
	f.Add([]byte(`{"Statement": {"Effect": {"a/b~": [1e5, null, "é𝄞"]}}, "Statement": []}`))
	types := collecttest.Types(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		tree, err := collect.Walk(fstest.MapFS{"a.json": &fstest.MapFile{Data: data}})
		if err != nil {
			t.Fatal(err)
		}
		got := &collecttest.Sink{}
		if err := policyjson.Collect(context.Background(), tree.FS(), tree, policyjson.Options{Types: types}, got); err != nil {
			t.Fatal(err)
		}
		lines := int32(bytes.Count(data, []byte("\n")) + bytes.Count(data, []byte("\r")) + 1)
		for _, o := range got.Observations {
			for _, placed := range o.Locations {
				if placed.StartLine < 1 || placed.EndLine > lines || placed.StartColumn < 1 {
					t.Errorf("%s is at %+v", placed.Pointer, placed.Location)
				}
			}
		}
	})
}
