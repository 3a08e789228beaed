package pulumi_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/collect/pulumi"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// sink can also be described, line by line.
type sink struct{ collecttest.Sink }

func collectFrom(t testing.TB, files fstest.MapFS, mentions ...string) *sink {
	t.Helper()
	tree, err := collect.Walk(files)
	if err != nil {
		t.Fatal(err)
	}
	got := &sink{}
	options := pulumi.Options{
		Types: collecttest.Types(t), Mentions: mentions,
		Document: func(*snapshot.Observation, map[string][]collect.Piece) {}, Reading: func(string, string) {},
	}
	if err := pulumi.Collect(context.Background(), tree, options, got); err != nil {
		t.Fatal(err)
	}
	return got
}

func program(resources string) fstest.MapFS {
	return fstest.MapFS{"infra/Pulumi.yaml": {Data: []byte("name: a\nruntime: yaml\n" + resources)}}
}

// values are those of the first observation of a type, as JSON.
func (s *sink) values(t testing.TB, kind string) string {
	t.Helper()
	for _, o := range s.Observations {
		if o.Type == kind {
			data, err := json.Marshal(o.Values)
			if err != nil {
				t.Fatal(err)
			}
			return string(data)
		}
	}
	t.Fatalf("no %s among %d observations", kind, len(s.Observations))
	return ""
}

func TestTypesAndNames(t *testing.T) {
	cases := map[string]struct{ text, kind, want string }{
		"short type": {`{type: "aws:kms:Key", properties: {multiRegion: true}}`, "aws_kms_key", `"multi_region":true`},
		"long type":  {`{type: "aws:kms/key:Key", properties: {isEnabled: false}}`, "aws_kms_key", `"is_enabled":false`},
		"module that Terraform has not": {
			`{type: "aws:ec2:VpcEndpoint", properties: {privateDnsEnabled: true}}`, "aws_vpc_endpoint", `"private_dns_enabled":true`,
		},
		"module that is a part of Terraform's": {
			`{type: "aws:bedrock/agentKnowledgeBase:AgentKnowledgeBase",
    properties: {storageConfiguration: {pineconeConfiguration: {connectionString: "https://a"}}}}`,
			"aws_bedrockagent_knowledge_base", `"pinecone_configuration":{"connection_string":"https://a"}`,
		},
		"rule of a group": {
			`{type: "aws:vpc:SecurityGroupIngressRule", properties: {cidrIpv4: 0.0.0.0/0}}`,
			"aws_vpc_security_group_ingress_rule", `"cidr_ipv4":"0.0.0.0/0"`,
		},
		"second version": {
			`{type: "aws:s3:BucketVersioningV2", properties: {versioningConfiguration: {status: Enabled}}}`,
			"aws_s3_bucket_versioning", `"versioning_configuration":{"status":"Enabled"}`,
		},
		"plural": {
			`{type: "aws:route53:Record", properties: {aliases: [{name: x, zoneId: y}]}}`, "aws_route53_record", `"zone_id":"y"`,
		},
		"keys that people choose": {
			`{type: "aws:kms:Key", properties: {tags: {costCenter: a}}}`, "aws_kms_key", `"tags":{"costCenter":"a"}`,
		},
		"index": {
			`{type: "pinecone:index/pineconeIndex:PineconeIndex", properties: {name: b, spec: {pod: {podType: p1.x1, environment: e}}}}`,
			"pinecone_index", `"pod":{"pod_type":"p1.x1"}`,
		},
		"options": {`{type: "aws:kms:Key", options: {protect: true}}`, "aws_kms_key", `"prevent_destroy":true`},
		"policy in a policy's place": {
			`{type: "aws:kms:Key", properties: {policy: {"fn::toJSON": {Version: "2012-10-17", Statement: []}}}}`,
			"aws_kms_key", `"policy":{"Statement":[],"Version":"2012-10-17"}`,
		},
		"JSON in a text's place": {
			`{type: "aws:kms:Key", properties: {description: {"fn::toJSON": [1, a]}}}`, "aws_kms_key", `"description":"[1,\"a\"]"`,
		},
		"escaped": {`{type: "aws:kms:Key", properties: {description: "a$${b}"}}`, "aws_kms_key", `"description":"a${b}"`},
		"dollars": {`{type: "aws:kms:Key", properties: {description: "a$$b$c"}}`, "aws_kms_key", `"description":"a$b$c"`},
		"escaped and not": {
			`{type: "aws:kms:Key", properties: {description: {"fn::join": ["", ["$${", "$$$"]]}}}`, "aws_kms_key", `"description":"${$$"`,
		},
		"function in other letters": {
			`{type: "aws:kms:Key", properties: {description: {"Fn::Join": ["-", [a, {"fn::fromBase64": Yg==}]]}}}`, "aws_kms_key", `"description":"a-b"`,
		},
		"join": {`{type: "aws:kms:Key", properties: {description: {"fn::join": ["-", [a, b]]}}}`, "aws_kms_key", `"description":"a-b"`},
		"select": {
			`{type: "aws:kms:Key", properties: {description: {"fn::select": [1, {"fn::split": [",", "a,b"]}]}}}`,
			"aws_kms_key", `"description":"b"`,
		},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := collectFrom(t, program("resources:\n  it: "+c.text+"\n"))
			if values := got.values(t, c.kind); !strings.Contains(values, c.want) {
				t.Errorf("got %s, want %s in it", values, c.want)
			}
		})
	}
}

// TestUnknownStaysUnknown shows that what nobody can tell is neither unset nor made up.
func TestUnknownStaysUnknown(t *testing.T) {
	files := program(`config: {spec: {type: string}, hidden: {type: string, secret: true, default: hunter2}}
variables: {a: "${b}", b: "${a}"}
resources:
  it:
    type: aws:kms:Key
    properties: {description: "${spec}-x", origin: "${hidden}", keyUsage: "${a}", customKeyStoreId: {"fn::invoke": {function: f:g:h}}}
  made: {type: "pinecone:Index", properties: {dimension: 3}}
`)
	got := collectFrom(t, files)
	for _, o := range got.Observations {
		for pointer, reason := range map[string]map[string]string{
			"it": {
				"/description": "the configuration spec has no value here", "/origin": "the configuration hidden is a secret",
				"/key_usage": "leads on too far", "/custom_key_store_id": "a provider tells it",
			},
			"made": {"/name": "Pulumi makes it of the logical name"},
		}[o.Address] {
			if !strings.Contains(o.Unknown[pointer].Reason, reason) {
				t.Errorf("%s %s: got %+v, want %q", o.Address, pointer, o.Unknown[pointer], reason)
			}
		}
	}
	if data, _ := json.Marshal(got.Observations); len(got.Observations) != 2 || bytes.Contains(data, []byte("hunter2")) {
		t.Errorf("got %s", data)
	}
}

func TestHostile(t *testing.T) {
	anchors := "x0: &a0 [" + strings.Repeat("x, ", 9) + "]\n"
	for i := range 24 {
		anchors += strings.ReplaceAll(strings.ReplaceAll("xN: &aN [*aM, *aM, *aM, *aM, *aM, *aM, *aM]\n",
			"N", string(rune('b'+i))+"1"), "M", map[bool]string{true: "0", false: string(rune('a'+i)) + "1"}[i == 0])
	}
	cases := map[string]struct{ text, want string }{
		"alias bomb": {anchors + "resources: {it: {type: 'aws:kms:Key', properties: {tags: *ay1}}}\n", "needs more than"},
		"broken":     {"resources: [\n", "Pulumi reads no such program"},
		"twice":      {"resources: {}\nresources: {}\n", "key twice"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			for _, source := range collectFrom(t, program(c.text)).Sources {
				for _, problem := range source.Problems {
					if strings.Contains(problem.Message, c.want) && problem.Location != nil && source.Status == snapshot.Partial {
						return
					}
				}
			}
			t.Errorf("nothing says %q", c.want)
		})
	}
}

func TestWhatIsRead(t *testing.T) {
	key := "resources: {it: {type: 'aws:kms:Key'}}\n"
	if got := collectFrom(t, program(key), "pinecone"); len(got.Observations) != 0 || len(got.Sources) != 1 {
		t.Errorf("a program that mentions nothing is observed: %+v", got)
	}
	files := program("")
	files["infra/Main.yaml"] = &fstest.MapFile{Data: []byte(key)}
	if got := collectFrom(t, files); len(got.Observations) != 1 {
		t.Errorf("Main.yaml is not read: %+v", got)
	}
	files = program("config: {d: {type: integer, default: 1}}\nresources: {it: {type: 'aws:kms:Key', properties: {description: \"${d}\"}}}\n")
	files["infra/Pulumi.a.yaml"] = &fstest.MapFile{Data: []byte("config: {'a:d': 2}\n")}
	if got := collectFrom(t, files); !strings.Contains(got.values(t, "aws_kms_key"), `"description":"2"`) {
		t.Errorf("the one stack's value does not count: %s", got.values(t, "aws_kms_key"))
	}
	files["infra/Pulumi.b.yaml"] = files["infra/Pulumi.a.yaml"]
	got := collectFrom(t, files)
	if !strings.Contains(got.values(t, "aws_kms_key"), `"description":"2"`) || len(got.Sources[0].Problems) != 1 {
		t.Errorf("what all stacks have does not count: %+v", got.Sources)
	}
	for _, other := range []string{"config: {'a:d': 1}\n", "config: {}\n"} {
		files["infra/Pulumi.b.yaml"] = &fstest.MapFile{Data: []byte(other)}
		got = collectFrom(t, files)
		why := got.Observations[0].Unknown["/description"].Reason
		if why != "stacks give the configuration d different values" {
			t.Errorf("of several stacks one counts: %s, %q", got.values(t, "aws_kms_key"), why)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	tree, _ := collect.Walk(files)
	if err := pulumi.Collect(ctx, tree, pulumi.Options{}, &sink{}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

const unknownText = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"

func TestPreview(t *testing.T) {
	got := &sink{}
	text := `{"steps": [{"op": "update", "urn": "urn:pulumi:p::a::aws:iam/role:Role::role", "newState": {
		"type": "aws:iam/role:Role", "propertyDependencies": {"assumeRolePolicy": ["urn:pulumi:p::a::aws:kms/key:Key::key"]},
		"inputs": {"name": "r", "path": "` + unknownText + `", "permissionsBoundary": "[secret]",
		"description": {"4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", "plaintext": "hunter2"},
		"assumeRolePolicy": "{\"Statement\":[{\"Effect\":\"Allow\",\"Resource\":\"` + unknownText + `/*\"}]}"}}}]}`
	if err := pulumi.CollectPreview(context.Background(), "p.json", strings.NewReader(text), nil, pulumi.Options{Types: collecttest.Types(t)}, got); err != nil {
		t.Fatal(err)
	}
	o := got.Observations[0]
	values, unknown := got.values(t, "aws_iam_role"), o.Unknown
	if !strings.Contains(values, `"Effect":"Allow"`) || !strings.Contains(values, `"actions":["update"]`) ||
		unknown["/path"].Reason != "known after apply" || unknown["/permissions_boundary"].Reason != "marked secret" ||
		unknown["/assume_role_policy/Statement/0/Resource"].Pattern != "${unknown}/*" ||
		len(o.References["/assume_role_policy"]) != 1 || o.Address != "role" || o.Source != "plan p.json" {
		t.Errorf("got %s, unknown %+v, references %v", values, unknown, o.References)
	}
	if strings.Contains(values, "hunter2") {
		t.Error("a secret is in the values")
	}
}

func FuzzCollect(f *testing.F) {
	f.Add([]byte("name: a\nruntime: yaml\nconfig: {a: {default: 1}}\nresources:\n  it: {type: 'aws:kms:Key', properties: {policy: {fn::toJSON: {a: '${b.c}'}}}}\n"))
	f.Add([]byte("variables: {a: {fn::invoke: {function: 'aws:iam:getPolicyDocument', arguments: {statements: [{actions: [x]}]}}}}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, o := range collectFrom(t, program(string(data))).Observations {
			if o.Address == "" && len(o.Locations) == 0 {
				t.Errorf("%q gives %+v", data, o)
			}
		}
	})
}

func FuzzPreview(f *testing.F) {
	f.Add([]byte(`{"steps": [{"op": "same", "urn": "a::b", "newState": {"type": "aws:kms:Key", "inputs": {"policy": "{}"}}}]}`))
	types := collecttest.Types(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		got := &sink{}
		if err := pulumi.CollectPreview(context.Background(), "p.json", bytes.NewReader(data), nil, pulumi.Options{
			Types: types, Document: func(*snapshot.Observation, map[string][]collect.Piece) {},
		}, got); err != nil {
			t.Error(err)
		}
		if len(got.Sources) != 1 {
			t.Errorf("%q: %d sources", data, len(got.Sources))
		}
	})
}
