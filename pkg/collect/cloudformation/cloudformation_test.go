package cloudformation_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/cloudformation"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func collectFrom(t testing.TB, files fstest.MapFS, mentions ...string) *collecttest.Sink {
	t.Helper()
	tree, err := collect.Walk(files)
	if err != nil {
		t.Fatal(err)
	}
	got := &collecttest.Sink{}
	options := cloudformation.Options{
		Types: collecttest.Types(t), Mentions: mentions,
		Document: func(*snapshot.Observation, map[string][]collect.Piece) {}, Reading: func(string, string) {},
	}
	if err := cloudformation.Collect(context.Background(), tree, options, got); err != nil {
		t.Fatal(err)
	}
	return got
}

func one(name, text string) fstest.MapFS { return fstest.MapFS{name: {Data: []byte(text)}} }

// TestGolden holds what templates come to: values, what is unknown and why, where values
// stand and what they refer to.
func TestGolden(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, archive := range archives {
		t.Run(filepath.Base(archive), func(t *testing.T) {
			files := collecttest.Files(t, archive)
			collecttest.Golden(t, *update, strings.TrimSuffix(archive, ".txtar")+".golden", describe(t, collectFrom(t, files)))
		})
	}
}

func describe(t testing.TB, got *collecttest.Sink) []byte {
	t.Helper()
	var out bytes.Buffer
	for _, o := range got.Observations {
		fmt.Fprintf(&out, "%s %s\n", o.Type, o.Address)
		values, err := json.Marshal(o.Values)
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "  %s\n", values)
		for _, pointer := range sorted(o.Unknown) {
			if why := o.Unknown[pointer]; why.Expression != "" {
				fmt.Fprintf(&out, "  unknown %s: %s, %s, pattern %q\n", pointer, why.Expression, why.Reason, why.Pattern)
			}
		}
		for _, pointer := range sorted(o.References) {
			fmt.Fprintf(&out, "  refers %s: %s\n", pointer, strings.Join(o.References[pointer], " "))
		}
		for _, placed := range o.Locations {
			if len(placed.Via) > 0 {
				fmt.Fprintf(&out, "  %s stands at %d:%d, %s at %d:%d\n", placed.Pointer, placed.StartLine, placed.StartColumn,
					placed.Via[0].Note, placed.Via[0].StartLine, placed.Via[0].StartColumn)
			}
		}
	}
	for _, source := range got.Sources {
		fmt.Fprintf(&out, "%s: %s\n", source.ID, source.Status)
		for _, problem := range source.Problems {
			fmt.Fprintf(&out, "  %s %d:%d %s\n", problem.Kind, problem.Location.StartLine, problem.Location.StartColumn, problem.Message)
		}
	}
	return out.Bytes()
}

func sorted[V any](all map[string]V) []string {
	names := make([]string, 0, len(all))
	for name := range all {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// TestAddsToWhatIsExported: a template that mentions nothing is read where it adds to what another one
// exports that does, and only there.
func TestAddsToWhatIsExported(t *testing.T) {
	files := fstest.MapFS{
		"core.yaml": {Data: []byte("Resources:\n  Pinecone: {Type: AWS::IAM::Role}\n" +
			`Outputs: {Role: {Value: !Ref Pinecone, Export: {Name: !Sub "${AWS::StackName}-Role"}}}` + "\n")},
		"adds.yaml": {Data: []byte("Parameters: {Core: {Type: String}}\nResources:\n" +
			`  Adds: {Type: AWS::IAM::Policy, Properties: {Roles: [!ImportValue {"Fn::Sub": "${Core}-Role"}]}}` + "\n")},
		"apart.yaml": {Data: []byte("Resources:\n  Apart: {Type: AWS::IAM::Policy, Properties: {Roles: [!ImportValue other-name]}}\n")},
		"uses.yaml":  {Data: []byte("Resources:\n  Uses: {Type: AWS::IAM::Role, Properties: {RoleName: !ImportValue core-Role}}\n")},
	}
	var read []string
	for _, source := range collectFrom(t, files, "pinecone").Sources {
		read = append(read, source.ID)
	}
	if want := []string{"cloudformation core.yaml", "cloudformation adds.yaml"}; !slices.Equal(read, want) {
		t.Errorf("read %v, want %v", read, want)
	}
}

// TestMacros holds which macros may change what a template says of its resources.
func TestMacros(t *testing.T) {
	properties := "    Properties: {EnableKeyRotation: true}\n"
	beside := "    Properties: {EnableKeyRotation: true, Fn::Transform: {Name: "
	for name, c := range map[string]struct{ text, want string }{
		"of one's own":         {"Transform: [AWS::LanguageExtensions, Tagger]\n" + key + properties, "the macro Tagger may change it before it is deployed"},
		"with options":         {"Transform: {Name: Tagger}\n" + key + properties, "the macro Tagger may change it before it is deployed"},
		"SAM":                  {"Transform: AWS::Serverless-2016-10-31\n" + key + properties, ""},
		"blue and green":       {"Transform: [AWS::CodeDeployBlueGreen]\n" + key + properties, ""},
		"what is included":     {"Transform: {Name: AWS::Include, Parameters: {Location: s3://b/k}}\n" + key + properties, ""},
		"among the properties": {key + beside + "Tagger}}\n", "the macro Tagger may change it before it is deployed"},
		"included among them":  {key + beside + "AWS::Include}}\n", "the macro AWS::Include may change it before it is deployed"},
		"beside the resource":  {key + properties + "  Fn::Transform: {Name: Tagger}\n", "the macro Tagger may change it before it is deployed"},
	} {
		t.Run(name, func(t *testing.T) {
			for _, o := range collectFrom(t, one("a.yaml", c.text)).Observations {
				if got := o.Unknown[""].Reason; got != c.want {
					t.Errorf("it is unknown since %q, want %q", got, c.want)
				}
				if o.Values["enable_key_rotation"] != true {
					t.Errorf("the values are gone: %v", o.Values)
				}
			}
		})
	}
}

// TestLoops: a loop over a list that is written out makes what it says, another one what its types say.
func TestLoops(t *testing.T) {
	nested := func(depth int) string {
		text := "Key: {Type: AWS::KMS::Key}"
		for i := depth - 1; i >= 0; i-- {
			text = fmt.Sprintf("Fn::ForEach::L%d: [N%d, [%s], {%s}]", i, i, strings.Repeat("a, ", 40), text)
		}
		return "Resources:\n  " + text + "\n"
	}
	const named = "Resources:\n  Fn::ForEach::Keys:\n    - Name\n"
	body := func(kind string) string {
		return "    - \"Key&{Name}\": {Type: " + kind + `, Properties: {Description: !Sub "for ${Name} of ${AWS::Region}", ` +
			`KeySpec: !Ref Name}}` + "\n"
	}
	for name, c := range map[string]struct{ text, want string }{
		"a list": {named + "    - [a, b-1]\n" + body("AWS::KMS::Key"),
			`aws_kms_key Keya; aws_kms_key Keyb1; "customer_master_key_spec":"b-1"; pattern "for b-1 of ${AWS::Region}"; : complete`},
		"a parameter":           {named + "    - !Ref Names\n" + body("AWS::KMS::Key"), "makes resources with Fn::ForEach::Keys"},
		"a parameter in a list": {named + "    - [a, !Ref Name]\n" + body("AWS::KMS::Key"), "makes resources with Fn::ForEach::Keys"},
		"queues of a parameter": {named + "    - !Ref Names\n" + body("AWS::SQS::Queue"), ": complete"},
		"loops in loops":        {nested(8), "makes resources with Fn::ForEach::L0"},
		"much text": {named + "    - [" + strings.Repeat("x", 9000) + ", b]\n    - \"Key&{Name}\": {Type: AWS::KMS::Key, " +
			"Description: \"" + strings.Repeat("${Name}", 900) + "\"}\n", "makes resources with Fn::ForEach::Keys"},
		"something of a parameter": {named + "    - !Ref Names\n" + body("!Ref Name"), "makes resources with Fn::ForEach::Keys"},
	} {
		t.Run(name, func(t *testing.T) {
			got := string(describe(t, collectFrom(t, one("a.yaml", c.text))))
			for want := range strings.SplitSeq(c.want, "; ") {
				if !strings.Contains(got, want) {
					t.Errorf("%s\nhas no %s", got, want)
				}
			}
		})
	}
}

const key = "Resources:\n  Key:\n    Type: AWS::KMS::Key\n"

// TestHostile shows what becomes of input that is not a template as it should be.
func TestHostile(t *testing.T) {
	bomb := "Resources:\n  Key: {Type: AWS::KMS::Key, Properties: {Tags: *z}}\n"
	anchors := "x0: &a0 [" + strings.Repeat("x, ", 9) + "]\n"
	for i := range 24 {
		anchors += fmt.Sprintf("x%d: &a%d [*a%d, *a%d, *a%d, *a%d, *a%d, *a%d, *a%d]\n", i+1, i+1, i, i, i, i, i, i, i)
	}
	cases := map[string]struct{ text, want string }{
		"alias bomb":       {anchors + strings.Replace(bomb, "*z", "*a24", 1), "needs more than"},
		"anchor in itself": {"Resources: &r\n  Key: {Type: AWS::KMS::Key, Properties: *r}\n", "anchor within itself"},
		"deep":             {key + "    Properties: " + strings.Repeat("[", 300) + strings.Repeat("]", 300), "nested more than 200 levels"},
		"tab":              {key + "\t\tProperties: {}\n", "a.yaml is not YAML from here on"},
		"cut":              {`{"Resources": {"Key": {"Type": "AWS::KMS::Key", "Properties": {`, "ends in the middle"},
		"twice":            {key + "    Properties: {Enabled: true, Enabled: false}\n", "key twice"},
		"not text":         {key + "\xff\xfe", "is not UTF-8"},
		"macro":            {"Transform: Company::Macro\n" + key, "macro Company::Macro"},
		"loop":             {key + "  Fn::ForEach::Keys: [A, [b]]\n", "which is not evaluated"},
		"stack set":        {"Resources:\n  All: {Type: AWS::CloudFormation::StackSet}\n", "the stack set or module All"},
		"module":           {"Resources:\n  Key: {Type: Acme::Pinecone::Key::MODULE} # of AWS::KMS\n", "the stack set or module Key"},
		"remote": {"Resources:\n  Net: {Type: AWS::CloudFormation::Stack, Properties: {TemplateURL: https://s3/x}}\n",
			"not in this repository"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := collectFrom(t, one("a.yaml", c.text))
			for _, source := range got.Sources {
				for _, problem := range source.Problems {
					if strings.Contains(problem.Message, c.want) && problem.Location != nil {
						return
					}
				}
			}
			t.Errorf("no problem says %q: %+v", c.want, got.Sources)
		})
	}
}

func TestReplicaKey(t *testing.T) {
	got := collectFrom(t, one("a.yaml", "Resources:\n  Key:\n    Type: AWS::KMS::ReplicaKey\n    Properties:\n"+
		"      PrimaryKeyArn: arn:aws:kms:us-west-2:111122223333:key/mrk-1\n      PendingWindowInDays: 7\n      Enabled: false\n"))
	want := map[string]any{
		"primary_key_arn": "arn:aws:kms:us-west-2:111122223333:key/mrk-1", "deletion_window_in_days": int64(7), "enabled": false,
	}
	for _, o := range got.Observations {
		for name, value := range want {
			if o.Type == "aws_kms_replica_key" && fmt.Sprint(o.Values[name]) != fmt.Sprint(value) {
				t.Errorf("%s = %v, want %v", name, o.Values[name], value)
			}
		}
	}
	if len(got.Observations) != 1 {
		t.Errorf("%d resources, want the key", len(got.Observations))
	}
}

func TestOnlyWhatMentions(t *testing.T) {
	if got := collectFrom(t, one("a.yaml", key), "pinecone"); len(got.Sources) != 0 {
		t.Errorf("a template that mentions nothing is read: %+v", got.Sources)
	}
	if got := collectFrom(t, one("a.yaml", key+"  PineconeKey: {Type: AWS::KMS::Key}\n"), "pinecone"); len(got.Observations) != 2 {
		t.Errorf("a template that mentions Pinecone is not read: %+v", got.Observations)
	}
	if got := collectFrom(t, one("a.yaml", "Resources: {a: b}\nkind: AWS::Nothing\n")); len(got.Sources) != 0 {
		t.Errorf("what is no template is read as one: %+v", got.Sources)
	}
}

func TestSecretsStayOut(t *testing.T) {
	secret := "pcsk_" + "4Rt9x_7Hs2Kd8Qw1Zx5Cv9Bn3Mm6Lp0Oi4Uy8Tr2Ew5Qa"
	got := collectFrom(t, one("a.yaml", "Parameters: {K: {Type: String, NoEcho: true, Default: hunter2hunter2}}\n"+key+
		"    Properties: {Description: !Sub 'x "+secret+" ${AWS::Region}', Tags: [{Key: a, Value: !Ref K}]}\n"))
	data, err := json.Marshal(got.Observations)
	if err != nil {
		t.Fatal(err)
	}
	if bytes.Contains(data, []byte(secret)) || bytes.Contains(data, []byte("hunter2")) {
		t.Errorf("a secret is in the observations: %s", data)
	}
}

func TestStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	tree, err := collect.Walk(one("a.yaml", key))
	if err != nil {
		t.Fatal(err)
	}
	err = cloudformation.Collect(ctx, tree, cloudformation.Options{Types: collecttest.Types(t)}, &collecttest.Sink{})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func FuzzCollect(f *testing.F) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, archive := range archives {
		for _, file := range collecttest.Files(f, archive) {
			f.Add(file.Data)
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, o := range collectFrom(t, fstest.MapFS{"a.yaml": {Data: data}}).Observations {
			if o.Address == "" || len(o.Locations) == 0 {
				t.Errorf("%q gives %+v", data, o)
			}
		}
	})
}

func TestWhatIsNotThere(t *testing.T) {
	for _, properties := range []string{"!FindInMap [a, b, c, {}]", "!Ref AWS::NoValue", "~", "!Select [9, [a]]", "[]"} {
		got := collectFrom(t, one("a.yaml", key+"    Properties: "+properties+"\n    DeletionPolicy: "+properties+"\n"))
		if len(got.Observations) != 1 {
			t.Errorf("%s: got %d observations", properties, len(got.Observations))
		}
	}
}

// TestWhatStays has a key that stays with its stack, and one that stays where it is replaced too.
func TestWhatStays(t *testing.T) {
	const unknown = "!If [Open, Retain, Delete]"
	for _, c := range []struct {
		deletion, replacement string
		want                  any
	}{
		{"Retain", "Retain", true},
		{"RetainExceptOnCreate", "Retain", true},
		{"Retain", "", false},
		{"Retain", "Delete", false},
		{"Retain", "RetainExceptOnCreate", false}, // which is no value of it
		{"Retain", "!Ref AWS::NoValue", false},
		{"Delete", "Retain", false},
		{"", "Retain", nil},
		{"Retain", unknown, "unknown"},
		{unknown, "Retain", "unknown"},
		{unknown, "Delete", false},
		{"Delete", unknown, false},
	} {
		text := "Parameters: {Stage: {Type: String}}\nConditions: {Open: !Equals [!Ref Stage, prod]}\n" + key
		for name, value := range map[string]string{"DeletionPolicy": c.deletion, "UpdateReplacePolicy": c.replacement} {
			if value != "" {
				text += "    " + name + ": " + value + "\n"
			}
		}
		observed := collectFrom(t, one("a.yaml", text)).Observations[0]
		got, _ := snapshot.Lookup(observed.Values, "/lifecycle/prevent_destroy")
		if _, hidden := observed.Unknown["/lifecycle/prevent_destroy"]; hidden {
			got = "unknown"
		}
		if got != c.want {
			t.Errorf("%q and %q: got %v, want %v", c.deletion, c.replacement, got, c.want)
		}
	}
}
