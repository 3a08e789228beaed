package pulumi_test

import (
	"encoding/json"
	"strings"
	"testing"
	"testing/fstest"
)

// TestAccess shows how an expression goes on into a value.
func TestAccess(t *testing.T) {
	for expression, want := range map[string]string{
		`${v.a}`: "1", `${v["a"]}`: "1", `${v["b.c"]}`: "2", `${v.d[0]}`: "3", `${v.d[1]["x}y"]}`: "4", `${ v.a }`: "1",
		`${v["e\"f"]}`: "5", `x${v.a}y${v["b.c"]}`: "x1y2", `${v.a`: "${v.a",
	} {
		text, _ := json.Marshal(expression)
		got := collectFrom(t, program("variables: {v: {a: '1', b.c: '2', d: ['3', {'x}y': '4'}], 'e\"f': '5'}}\nresources:\n  it:\n    type: aws:kms:Key\n"+
			"    properties:\n      description: "+string(text)+"\n"))
		var said string
		if len(got.Observations) == 1 {
			said, _ = got.Observations[0].Values["description"].(string)
		}
		if said != want {
			t.Errorf("%s: got %q, want %q", expression, said, want)
		}
	}
}

// TestInvokeByToken shows a function of a provider that is called by its own name.
func TestInvokeByToken(t *testing.T) {
	got := collectFrom(t, program(`variables:
  trust: {"fn::aws:iam:getPolicyDocument": {statements: [{actions: [kms:Decrypt], resources: ["*"]}]}}
resources:
  it: {type: "aws:kms:Key", properties: {policy: "${trust.json}", description: {"fn::aws:ec2:getAmi": {}}}}
`))
	if values := got.values(t, "aws_kms_key"); !strings.Contains(values, `"Action":["kms:Decrypt"]`) {
		t.Errorf("got %s", values)
	}
	if why := got.Observations[0].Unknown["/description"].Reason; !strings.Contains(why, "a provider tells it") {
		t.Errorf("got %q", why)
	}
}

// TestMainFile shows that a file of its own has the program, also beside resources in the
// project's.
func TestMainFile(t *testing.T) {
	files := program("resources: {it: {type: 'aws:kms:Key'}}\n")
	files["infra/Main.json"] = &fstest.MapFile{Data: []byte(`{"resources": {"other": {"type": "aws:kms:Key"}}}`)}
	if got := collectFrom(t, files); len(got.Observations) != 1 || got.Observations[0].Address != "other" {
		t.Errorf("got %+v", got.Observations)
	}
}

func TestWhatIsNotThere(t *testing.T) {
	for _, properties := range []string{
		"'${v[7]}'", "{tags: ['${v[7]}', '${v.x}']}", "{policy: {'fn::toJSON': '${v[7]}'}}", "{'fn::select': [9, '${v}']}", "~",
	} {
		got := collectFrom(t, program("variables: {v: [a]}\nresources: {it: {type: 'aws:kms:Key', properties: "+properties+"}}\n"))
		if len(got.Observations) != 1 {
			t.Errorf("%s: got %d observations", properties, len(got.Observations))
		}
	}
}

// TestConfiguration shows that what a stack's file has is taken as it is written, but secrets.
func TestConfiguration(t *testing.T) {
	files := program("resources: {it: {type: 'aws:kms:Key', properties: " +
		"{description: '${text}', keyUsage: '${one.name}', origin: '${one.password}', policy: '${one}', customKeyStoreId: '${one.x}'}}}\n")
	files["infra/Pulumi.prod.yaml"] = &fstest.MapFile{Data: []byte(
		"config:\n  a:text: 'a$$b${c}'\n  a:one: {name: n, password: {secure: AAABhunter2}}\n")}
	got := collectFrom(t, files)
	o := got.Observations[0]
	if values := got.values(t, "aws_kms_key"); !strings.Contains(values, `"description":"a$$b${c}"`) ||
		!strings.Contains(values, `"key_usage":"n"`) {
		t.Errorf("got %s", values)
	}
	if o.Unknown["/origin"].Reason != "it is a secret" || o.Unknown["/policy/password"].Reason != "it is a secret" ||
		o.Unknown["/custom_key_store_id"].Reason != "the configuration has no such part" {
		t.Errorf("got %+v", o.Unknown)
	}
	if data, _ := json.Marshal(o); strings.Contains(string(data), "hunter2") {
		t.Errorf("a secret is in %s", data)
	}
}

// TestAliases shows that a resource that was renamed has its former names.
func TestAliases(t *testing.T) {
	got := collectFrom(t, program(`resources:
  it:
    type: aws:kms:Key
    options: {aliases: [{name: old}, "urn:pulumi:prod::a::aws:kms/key:Key::older", {parent: x}, {name: it}]}
`))
	if former := strings.Join(got.Observations[0].Formerly, " "); former != "old older" {
		t.Errorf("got %q", former)
	}
}
