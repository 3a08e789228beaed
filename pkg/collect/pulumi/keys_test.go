package pulumi_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// keys are the sinks that were observed, each with its type and line.
func (s *sink) keys() string {
	var all []string
	for _, o := range s.Observations {
		if o.Type == "credential_sink" {
			at, _ := o.Locations.Get("")
			all = append(all, fmt.Sprintf("%s %s:%d", o.Values["resource_type"], o.Address, at.StartLine))
		}
	}
	return strings.Join(all, ", ")
}

// TestKeys finds a key of the configuration where a resource shows it by the name that programs
// know it by.
func TestKeys(t *testing.T) {
	cases := map[string]struct{ resource, want string }{
		"a function": {
			"{type: 'aws:lambda:Function', properties: {environment: {variables: {PINECONE_API_KEY: '${key}'}}}}",
			"aws_lambda_function it.environment.PINECONE_API_KEY:5",
		},
		"one without a secret mark": {
			"{type: 'aws:lambda:Function', properties: {environment: {variables: {PINECONE_API_KEY: '${open}'}}}}",
			"aws_lambda_function it.environment.PINECONE_API_KEY:5",
		},
		"containers": {
			"{type: 'aws:ecs:TaskDefinition', properties: {containerDefinitions: {'fn::toJSON': " +
				"[{environment: [{name: PINECONE_API_KEY, value: '${key}'}]}]}}}",
			"aws_ecs_task_definition it.container_definitions.PINECONE_API_KEY:5",
		},
		"a workload": {
			"{type: 'kubernetes:apps/v1:Deployment', properties: {spec: {env: [{name: PINECONE_API_KEY, value: '${key}'}]}}}",
			"kubernetes_deployment it.spec.PINECONE_API_KEY:5",
		},
		"a Secret": {
			"{type: 'kubernetes:core/v1:Secret', properties: {stringData: {PINECONE_API_KEY: '${key}'}}}",
			"kubernetes_secret it.string_data.PINECONE_API_KEY:5",
		},
		"secrets of containers": {
			"{type: 'aws:ecs:TaskDefinition', properties: {containerDefinitions: {'fn::toJSON': " +
				"[{secrets: [{name: PINECONE_API_KEY, valueFrom: '${key}'}]}]}}}", "",
		},
		"an ARN":         {"{type: 'aws:lambda:Function', properties: {environment: {variables: {PINECONE_API_KEY: '${keyArn}'}}}}", ""},
		"a text":         {"{type: 'aws:lambda:Function', properties: {environment: {variables: {PINECONE_API_KEY: none}}}}", ""},
		"an output":      {"{type: 'aws:lambda:Function', properties: {environment: {variables: {PINECONE_API_KEY: '${other.arn}'}}}}", ""},
		"another name":   {"{type: 'aws:lambda:Function', properties: {environment: {variables: {OTHER_API_KEY: '${key}'}}}}", ""},
		"only looked at": {"{type: 'aws:lambda:Function', get: {id: a}, properties: {environment: {PINECONE_API_KEY: '${key}'}}}", ""},
		"without end": {
			"{type: 'aws:lambda:Function', properties: {environment: {PINECONE_API_KEY: " +
				strings.Repeat("[", 200) + strings.Repeat("]", 200) + "}}}", "",
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := collectFrom(t, program("config: {key: {type: string, secret: true}, open: {type: string}, keyArn: {type: string}}\n"+
				"resources:\n  it: "+c.resource+"\n"))
			if keys := got.keys(); keys != c.want {
				t.Errorf("got %q, want %q", keys, c.want)
			}
		})
	}
}

// TestKeysOfItsOwn tells of a key that the program makes as what it is, and once.
func TestKeysOfItsOwn(t *testing.T) {
	got := collectFrom(t, program(`resources:
  app: {type: "pinecone:ApiKey", properties: {name: app}}
  it: {type: "aws:lambda:Function", properties: {environment: {variables: {PINECONE_API_KEY: "${app.key}"}}}}
`))
	if keys := got.keys(); keys != "aws_lambda_function it.environment:5" {
		t.Errorf("got %q", keys)
	}
}

// TestKeysInPreview finds what a program in any language marks as secret.
func TestKeysInPreview(t *testing.T) {
	step := func(op, variables string) string {
		return `{"steps": [{"op": "` + op + `", "urn": "urn:pulumi:s::p::aws:lambda/function:Function::it", "newState": {
"type": "aws:lambda/function:Function",
"inputs": {"environment": {"variables": ` + variables + `}}}}]}`
	}
	const want = "aws_lambda_function it.environment.PINECONE_API_KEY:3"
	for name, c := range map[string]struct{ text, want string }{
		"secret":      {step("create", `{"PINECONE_API_KEY": "[secret]"}`), want},
		"plain":       {step("create", `{"PINECONE_API_KEY": "arn:aws:x"}`), ""},
		"another's":   {step("create", `{"OTHER_API_KEY": "[secret]"}`), ""},
		"not there":   {step("create", `{"PINECONE_API_KEY": "04da6b54-80e4-46f7-96ec-b56ff0331ba9"}`), ""},
		"to be gone":  {strings.Replace(step("delete", `{"PINECONE_API_KEY": "[secret]"}`), "newState", "oldState", 1), ""},
		"with a mark": {step("same", `{"PINECONE_API_KEY": {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270"}}`), want},
	} {
		t.Run(name, func(t *testing.T) {
			got := preview(t, c.text, fstest.MapFS{})
			if keys := got.keys(); keys != c.want {
				t.Errorf("got %q, want %q", keys, c.want)
			}
		})
	}
}
