package cloudformation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// sinks are where a key is found, as file:line:column resource.argument variable.
func sinks(t *testing.T, files fstest.MapFS) []string {
	t.Helper()
	var found []string
	for _, o := range collectFrom(t, files).Observations {
		if at, ok := o.Locations.Get(""); ok && o.Type == "credential_sink" {
			found = append(found, fmt.Sprintf("%s:%d:%d %v.%v %v", at.File, at.StartLine, at.StartColumn,
				o.Values["resource"], o.Values["argument"], o.Values["variable"]))
		}
	}
	return found
}

const keyParameters = `Parameters:
  Stage: {Type: String, Default: prod}
  PineconeApiKey: {Type: String, NoEcho: true}
  PineconeKeyParameter: {Type: "AWS::SSM::Parameter::Value<String>", Default: /help/key}
  PineconeSecretArn: {Type: String}
  Placeholder: {Type: String, Default: none}
Resources:
  Kept: {Type: "AWS::SecretsManager::Secret"}
`

// TestKeyInEnvironment: a key is one by its variable's name, where a parameter or a store of
// secrets gives it and not where it only says where the key is.
func TestKeyInEnvironment(t *testing.T) {
	for value, want := range map[string]bool{
		`!Ref PineconeApiKey`:                                                    true,
		`!Sub "${PineconeApiKey}"`:                                               true,
		`!Ref PineconeKeyParameter`:                                              true,
		`"{{resolve:secretsmanager:help:SecretString:api_key}}"`:                 true,
		`!Sub "{{resolve:secretsmanager:help/${Stage}:SecretString:api_key::}}"`: true,
		`!Sub "{{resolve:ssm:/${AWS::Region}/key}}"`:                             true,
		`{"Fn::Join": ["", ["{{resolve:secretsmanager:", {Ref: Kept}, ":SecretString:api_key::}}"]]}`: true,
		`"{{resolve:ssm:/help/secret-arn}}"`: false,
		`!Ref PineconeSecretArn`:             false,
		`!Ref Kept`:                          false,
		`!Ref Placeholder`:                   false,
		`!ImportValue PineconeApiKey`:        false,
		`!Ref AWS::Region`:                   false,
		`literal`:                            false,
	} {
		text := keyParameters + "  Api:\n    Type: AWS::Lambda::Function\n    Properties:\n      Environment:\n" +
			"        Variables:\n          PINECONE_API_KEY: " + value + "\n"
		got := sinks(t, one("a.yaml", text))
		if found := slices.Equal(got, []string{"a.yaml:14:11 Api.environment PINECONE_API_KEY"}); found != want || !want && len(got) > 0 {
			t.Errorf("%s: found %v", value, got)
		}
	}
}

// TestKeyInResources holds the resources whose environment is read, nested templates and what
// SAM gives all functions.
func TestKeyInResources(t *testing.T) {
	files := fstest.MapFS{
		"sam.yaml": {Data: []byte(keyParameters + `  Api:
    Type: AWS::Serverless::Function
    Properties: {Environment: {Variables: {PINECONE_API_KEY_SECRET_ARN: !Ref PineconeApiKey, PINECONE_KEY: !Ref PineconeApiKey}}}
  Workers:
    Type: AWS::CloudFormation::Stack
    Properties: {TemplateURL: workers.json, Parameters: {Key: !Ref PineconeApiKey}}
Globals:
  Function: {Environment: {Variables: {PINECONE_API_KEY: !Ref PineconeApiKey}}}
`)},
		"workers.json": {Data: []byte(`{"Parameters": {"Key": {"Type": "String"}}, "Resources": {"Task": {
"Type": "AWS::ECS::TaskDefinition", "Properties": {"ContainerDefinitions": [{"Name": "a"}, {"Environment": [
{"Name": "PINECONE_INDEX", "Value": {"Ref": "Key"}},
{"Name": "PINECONE_API_KEY", "Value": {"Ref": "Key"}}], "Secrets": [{"Name": "PINECONE_API_KEY", "ValueFrom": {"Ref": "Key"}}]}]}}}}`)},
	}
	want := []string{
		"sam.yaml:16:40 Globals.environment PINECONE_API_KEY",
		"sam.yaml:11:94 Api.environment PINECONE_KEY",
		"workers.json:4:30 Workers.Task.container_definitions PINECONE_API_KEY",
	}
	if got := sinks(t, files); !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestKeyInOtherPlaces holds the properties that show what is put there by a name or in a text.
func TestKeyInOtherPlaces(t *testing.T) {
	for resource, want := range map[string]string{
		`Type: AWS::SSM::Parameter, Properties: {Type: String, Name: !Sub "/${Stage}/PINECONE_API_KEY", Value: !Ref PineconeApiKey}`: "value PINECONE_API_KEY",
		`Type: AWS::SSM::Parameter, Properties: {Type: String, Name: /a/other, Value: !Ref PineconeApiKey}`:                          "",
		`Type: AWS::AppRunner::Service, Properties: {SourceConfiguration: {ImageRepository: {ImageConfiguration: {RuntimeEnvironmentVariables: [` +
			`{Name: PINECONE_API_KEY, Value: !Ref PineconeApiKey}]}}}}`: "source_configuration PINECONE_API_KEY",
		`Type: AWS::AppRunner::Service, Properties: {SourceConfiguration: {ImageRepository: {ImageConfiguration: {RuntimeEnvironmentSecrets: [` +
			`{Name: PINECONE_API_KEY, Value: !Ref PineconeApiKey}]}}}}`: "",
		`Type: AWS::CodeBuild::Project, Properties: {Environment: {EnvironmentVariables: [` +
			`{Name: PINECONE_API_KEY, Type: SECRETS_MANAGER, Value: !Ref PineconeApiKey}]}}`: "",
		`Type: AWS::Glue::Job, Properties: {DefaultArguments: {"--pinecone_api_key": !Ref PineconeApiKey}}`:                                        "default_arguments --pinecone_api_key",
		`Type: AWS::EC2::Instance, Properties: {UserData: {"Fn::Base64": !Sub "export PINECONE_API_KEY='${PineconeApiKey}' STAGE=${Stage}"}}`:      "user_data PINECONE_API_KEY",
		`Type: AWS::EC2::Instance, Properties: {UserData: !Sub "run --secret PINECONE_API_KEY=$(read ${PineconeApiKey})"}`:                         "",
		`Type: AWS::EC2::Instance, Properties: {UserData: !Sub "PINECONE_API_KEY=${PineconeSecretArn}"}`:                                           "",
		`Type: AWS::EC2::LaunchTemplate, Properties: {LaunchTemplateData: {UserData: !Base64 {"Fn::Sub": "PINECONE_API_KEY: ${PineconeApiKey}"}}}`: "user_data PINECONE_API_KEY",
	} {
		if want != "" {
			want = "a.yaml:9:1 It." + want
		}
		got := sinks(t, one("a.yaml", keyParameters+"  It: {"+resource+"}\n"))
		found := strings.Join(got, ",")
		if head, tail, ok := strings.Cut(found, " "); ok {
			found = "a.yaml:9:1 " + tail
			if !strings.HasPrefix(head, "a.yaml:9:") {
				t.Errorf("%s: found at %s", resource, head)
			}
		}
		if found != want {
			t.Errorf("%s: found %q, want %q", resource, found, want)
		}
	}
}

// TestResolvedText: a text that a function makes and that CloudFormation reads elsewhere is not
// known, and no more of it than what stands beside.
func TestResolvedText(t *testing.T) {
	const text = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      RoleName: !Sub "%s"
`
	for value, want := range map[string]string{
		"a-{{resolve:ssm:/${!x}/name}}":       "a-${resolve:ssm:/x/name}",
		"a-{{resolve:ssm:/${AWS::Region}}}-b": "a-${resolve:ssm:/AWS::Region}-b",
		"${AWS::Region}-{{resolve:ssm:a":      "${AWS::Region}-${resolve:ssm:a}",
	} {
		o := collectFrom(t, one("a.yaml", fmt.Sprintf(text, value))).Observations[0]
		if why := o.Unknown["/name"]; o.Values["name"] != nil || why.Pattern != want || strings.Contains(why.Prefix, "{{") {
			t.Errorf("%s: value %v, unknown %+v, want pattern %s", value, o.Values["name"], why, want)
		}
	}
}

// TestResourceOfItself: a resource that is named after itself leads nowhere, and ends.
func TestResourceOfItself(t *testing.T) {
	const text = `Resources:
  A: {Type: "AWS::S3::Bucket", Properties: {BucketName: !Ref A}}
  B: {Type: "AWS::IAM::Role", Properties: {RoleName: !Ref C}}
  C: {Type: "AWS::IAM::Role", Properties: {RoleName: !Ref B}}
  D: {Type: "AWS::EC2::VPC", Properties: {CidrBlock: !GetAtt D.CidrBlock}}
`
	for _, o := range collectFrom(t, one("a.yaml", text)).Observations {
		if len(o.Unknown) == 0 {
			t.Errorf("%s is known: %v", o.Address, o.Values)
		}
	}
}

// TestAttributeOfProperty: what a template writes of a resource is known where GetAtt gives it.
func TestAttributeOfProperty(t *testing.T) {
	const text = `Resources:
  Vpc: {Type: "AWS::EC2::VPC", Properties: {CidrBlock: 10.0.0.0/16}}
  Rule:
    Type: AWS::EC2::SecurityGroupIngress
    Properties: {CidrIp: !GetAtt Vpc.CidrBlock, Description: !GetAtt Vpc.DefaultNetworkAcl}
`
	o := collectFrom(t, one("a.yaml", text)).Observations[1]
	if o.Values["cidr_ipv4"] != "10.0.0.0/16" || o.Unknown["/description"].Reason == "" {
		t.Errorf("got %v, unknown %v", o.Values, o.Unknown)
	}
}

// TestKeyUnderCondition finds a key in what a condition chooses when a stack is deployed.
func TestKeyUnderCondition(t *testing.T) {
	text := keyParameters + `  Whole:
    Type: AWS::Lambda::Function
    Properties:
      Environment: !If [Open, {Variables: {PINECONE_API_KEY: !Ref PineconeApiKey}}, !Ref "AWS::NoValue"]
  Value:
    Type: AWS::Lambda::Function
    Properties: {Environment: {Variables: {PINECONE_API_KEY: !If [Open, none, !If [Open, !Ref PineconeApiKey, none]]}}}
  Arn:
    Type: AWS::Lambda::Function
    Properties: {Environment: {Variables: {PINECONE_API_KEY: !If [Open, none, !Ref PineconeSecretArn]}}}
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      ContainerDefinitions:
        - !If [Open, {Environment: [{Name: PINECONE_API_KEY, Value: !Ref PineconeApiKey}]}, !Ref "AWS::NoValue"]
Conditions:
  Open: !Equals [!Ref AWS::Region, us-east-1]
`
	want := []string{
		"a.yaml:12:44 Whole.environment PINECONE_API_KEY",
		"a.yaml:15:90 Value.environment PINECONE_API_KEY",
		"a.yaml:23:62 Task.container_definitions PINECONE_API_KEY",
	}
	if got := sinks(t, one("a.yaml", text)); !slices.Equal(got, want) {
		t.Errorf("found %q", got)
	}
}
