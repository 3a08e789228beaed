package pulumi_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/collect/pulumi"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

func preview(t testing.TB, text string, files fstest.MapFS) *sink {
	t.Helper()
	tree, err := collect.Walk(files)
	if err != nil {
		t.Fatal(err)
	}
	got := &sink{}
	types := collecttest.Types(t)
	if err := pulumi.CollectPreview(context.Background(), "p.json", strings.NewReader(text), tree, pulumi.Options{Types: types}, got); err != nil {
		t.Fatal(err)
	}
	return got
}

const (
	keyURN  = "urn:pulumi:prod::shop::aws:kms/key:Key::main"
	keyType = `"type": "aws:kms/key:Key"`
)

func steps(of ...string) string { return `{"steps": [` + strings.Join(of, ",") + `]}` }

func keyStep(op, members string) string {
	return fmt.Sprintf(`{"op": %q, "urn": %q, %s}`, op, keyURN, members)
}

// TestPreviewSteps shows what becomes of the steps of one resource.
func TestPreviewSteps(t *testing.T) {
	cases := map[string]struct {
		text string
		want string // in the values
		not  string
	}{
		"deleted": {
			steps(keyStep("delete", `"oldState": {`+keyType+`, "inputs": {"enableKeyRotation": true}}`)),
			`"change":{"actions":["delete"]}`, "",
		},
		"deleted from the program alone": {
			steps(keyStep("delete", `"oldState": {`+keyType+`, "retainOnDelete": true}`)), `"actions":["forget"]`, "",
		},
		"replaced": {
			steps(keyStep("replace", `"replaceReasons": ["keyUsage"], "newState": {`+keyType+`}, "oldState": {`+keyType+`}`)),
			`"actions":["delete","create"],"replace_paths":["key_usage"]`, "",
		},
		"all steps of a replacement": {
			steps(
				keyStep("create-replacement", `"newState": {`+keyType+`}`), keyStep("replace", `"newState": {`+keyType+`}`),
				keyStep("delete-replaced", `"oldState": {`+keyType+`}`),
			),
			`"actions":["delete","create"]`, "",
		},
		"refreshed before": {
			steps(keyStep("refresh", `"oldState": {`+keyType+`}`), keyStep("replace", `"newState": {`+keyType+`}`)),
			`"actions":["delete","create"]`, "",
		},
		"what an earlier deployment left": {
			steps(keyStep("same", `"newState": {`+keyType+`}`), keyStep("delete", `"oldState": {`+keyType+`, "delete": true}`)),
			`"actions":["no-op"]`, "",
		},
		"protected": {
			steps(keyStep("create", `"newState": {`+keyType+`, "protect": true}`)), `"lifecycle":{"prevent_destroy":true}`, "",
		},
		"not protected": {steps(keyStep("create", `"newState": {`+keyType+`}`)), `"actions":["create"]`, "prevent_destroy"},
		"what stays the same": {
			steps(`{"op": "same", "urn": "urn:pulumi:prod::shop::aws:kms/key:Key::main", "newState": {` + keyType +
				`, "inputs": {}}, "oldState": {` + keyType + `, "id": "1b2c", "outputs": {"arn": "arn:aws:kms:x", "keyId": "1b2c"}}}`),
			`"arn":"arn:aws:kms:x"`, "",
		},
		"outputs from before an update": {
			steps(keyStep("update", `"newState": {`+keyType+`, "inputs": {}}, "oldState": {`+keyType+
				`, "outputs": {"arn": "arn:aws:kms:x", "description": "old"}}`)),
			`"arn":"arn:aws:kms:x"`, "old",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := preview(t, c.text, nil)
			values := got.values(t, "aws_kms_key")
			if len(got.Observations) != 1 || !strings.Contains(values, c.want) || c.not != "" && strings.Contains(values, c.not) {
				t.Errorf("got %d observations, %s; want %s and no %q", len(got.Observations), values, c.want, c.not)
			}
		})
	}
}

// TestPreviewOfWhatIsNotThere shows that what is computed is not unset, and that a step without
// a state is of a resource that nobody knows.
func TestPreviewOfWhatIsNotThere(t *testing.T) {
	o := preview(t, steps(keyStep("create", `"newState": {`+keyType+`, "inputs": {}}`)), nil).Observations[0]
	if o.Unknown["/arn"].Reason != "known after apply" || !o.Complete {
		t.Errorf("got %+v", o)
	}
	o = preview(t, steps(keyStep("create", `"detailedDiff": null`)), nil).Observations[0]
	if o.Type != "aws_kms_key" || o.Complete {
		t.Errorf("got %+v", o)
	}
}

// TestPreviewIsPartial shows what is said of previews that leave something out or are none.
func TestPreviewIsPartial(t *testing.T) {
	same := keyStep("same", `"newState": {`+keyType+`}`)
	cases := map[string]struct{ text, status, want string }{
		"unchanged are left out": {
			`{"steps": [` + same + `], "changeSummary": {"same": 4}}`, snapshot.Partial,
			"leaves out what it does not change (3): run `pulumi preview --json --show-sames",
		},
		"nothing is left out": {`{"steps": [` + same + `], "changeSummary": {"same": 1}}`, snapshot.Complete, ""},
		"failed": {
			`{"steps": [], "diagnostics": [{"message": "hunter2", "severity": "error"}]}`, snapshot.Partial, "is of a preview that failed",
		},
		"failed before any step": {`{"diagnostics": [{"severity": "error"}]}`, snapshot.Partial, "is of a preview that failed"},
		"failed as the host of YAML tells it": {
			`{"steps": [{"op": "create", "urn": "urn:pulumi:prod::shop::pulumi:pulumi:Stack::shop-prod"}],
			  "diagnostics": [{"message": "hunter2", "severity": "info#err"}]}`, snapshot.Partial, "is of a preview that failed",
		},
		"warned":                               {`{"steps": [], "diagnostics": [{"severity": "warning"}]}`, snapshot.Complete, ""},
		"of a program that Pulumi cannot read": {`{}`, snapshot.Failed, "failed before its first step"},
		"events": {
			`{"sequence":0,"preludeEvent":{}}` + "\n" + `{"sequence":1}`, snapshot.Failed, "unset PULUMI_ENABLE_STREAMING_JSON_PREVIEW",
		},
		"a stack":              {`{"version": 3, "deployment": {}}`, snapshot.Failed, "no preview of Pulumi's"},
		"with a mark":          {"\xEF\xBB\xBF" + `{"steps": []}`, snapshot.Complete, ""},
		"of PowerShell":        {"\xFF\xFE{\x00\"\x00s\x00t\x00e\x00p\x00s\x00\"\x00:\x00[\x00]\x00}\x00", snapshot.Complete, ""},
		"printed for a person": {"Previewing update (prod)", snapshot.Failed, "is not JSON"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			source := preview(t, c.text, nil).Sources[0]
			said, _ := json.Marshal(source.Problems)
			if source.Status != c.status || !strings.Contains(string(said), c.want) || (c.want == "") != (len(source.Problems) == 0) {
				t.Errorf("%s: %s", source.Status, said)
			}
			if strings.Contains(string(said), "hunter2") {
				t.Error("a message is repeated, which may have a secret in it")
			}
		})
	}
}

// TestPreviewNames shows that resources of one type and name are told apart by the components
// that they are in, and that one that was renamed has its former name.
func TestPreviewNames(t *testing.T) {
	step := func(types, members string) string {
		urn := "urn:pulumi:prod::shop::" + types + "aws:kms/key:Key::main"
		return fmt.Sprintf(`{"op": "create", "urn": %q, "newState": {%s%s}}`, urn, keyType, members)
	}
	got := preview(t, steps(
		step("a:b:C$", ""), step("a:b:D$", `, "propertyDependencies": {"policy": ["urn:pulumi:prod::shop::a:b:C$aws:kms/key:Key::main"]}, "inputs": {"policy": "{}"}`),
		`{"op": "update", "urn": "urn:pulumi:prod::shop::aws:iam/role:Role::new::er", "newState": {"type": "aws:iam/role:Role"},
		  "oldState": {"type": "aws:iam/role:Role", "urn": "urn:pulumi:prod::shop::aws:iam/role:Role::old"}}`,
	), nil)
	var all []string
	for _, o := range got.Observations {
		all = append(all, o.Address+" "+strings.Join(o.Formerly, " ")+strings.Join(o.References["/policy"], " "))
	}
	slices.Sort(all)
	want := []string{"a:b:C$aws:kms/key:Key::main ", "a:b:D$aws:kms/key:Key::main a:b:C$aws:kms/key:Key::main", "new::er old"}
	if !slices.Equal(all, want) {
		t.Errorf("got %q, want %q", all, want)
	}
}

// TestPreviewOnTheProgram shows that a resource stands on the line that made it, where that is a
// file of the repository.
func TestPreviewOnTheProgram(t *testing.T) {
	project := func(name string) *fstest.MapFile {
		return &fstest.MapFile{Data: []byte("name: " + name + "\nruntime: nodejs\n")}
	}
	files := fstest.MapFS{
		"infra/Pulumi.yaml": project("shop"), "infra/index.ts": {}, "infra/lib/key.ts": {}, "other/Pulumi.yaml": project("else"),
	}
	cases := map[string]struct{ state, want string }{
		"registered":         {`"sourcePosition": "project:///index.ts#12,5"`, "infra/index.ts:12:5"},
		"in a folder":        {`"sourcePosition": "project:///lib/key.ts#3"`, "infra/lib/key.ts:3:1"},
		"by a component":     {`"sourcePosition": "project:///node_modules/c/k.js#9,1", "stackTrace": [{}, {"sourcePosition": "project:///index.ts#7,2"}]`, "infra/index.ts:7:2"},
		"out of the project": {`"sourcePosition": "project:///../other/index.ts#7,2"`, "p.json:1"},
		"out of the tree":    {`"sourcePosition": "project:///../../../etc/passwd#7,2"`, "p.json:1"},
		"no line":            {`"sourcePosition": "project:///index.ts#x"`, "p.json:1"},
		"of no project":      {`"sourcePosition": "file:///infra/index.ts#1"`, "p.json:1"},
		"nowhere":            {`"inputs": {}`, "p.json:1"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			o := preview(t, steps(keyStep("create", `"newState": {`+keyType+`, `+c.state+`}`)), files).Observations[0]
			at, _ := o.Locations.Nearest("/change/actions")
			if got := fmt.Sprintf("%s:%d:%d", at.File, at.StartLine, at.StartColumn); !strings.HasPrefix(got, c.want) {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
	files["third/Pulumi.yaml"] = project("shop")
	o := preview(t, steps(keyStep("create", `"newState": {`+keyType+`, "sourcePosition": "project:///index.ts#12,5"}`)), files).Observations[0]
	if at, _ := o.Locations.Get(""); at.File != "p.json" {
		t.Errorf("of two projects of a name one is taken: %+v", at)
	}
}
