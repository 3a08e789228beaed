package cloudformation_test

import (
	"strings"
	"testing"
	"testing/fstest"
)

// TestGivenElsewhere does not count on a default where a file has another value for the
// parameter, unless the file is for another template.
func TestGivenElsewhere(t *testing.T) {
	const template = "Parameters:\n  Stage: {Type: String, Default: dev}\n  Rotate: {Type: String, Default: true}\n" +
		"Conditions:\n  IsProd: !Equals [!Ref Stage, prod]\n" + key + "    Condition: IsProd\n" +
		"    Properties: {EnableKeyRotation: !Ref Rotate}\n"
	cases := map[string]struct{ name, text, want string }{
		"none":         {"x.json", "{}", "not made"},
		"create-stack": {"params/prod.json", `[{"ParameterKey": "Stage", "ParameterValue": "prod"}]`, "true"},
		"CodePipeline": {
			"prod.json", `{"Parameters": {"Stage": "prod", "Rotate": "false"}}`,
			"prod.json may give the parameter Rotate another value than its default",
		},
		"YAML": {
			"prod.yaml", "Parameters:\n  Stage: prod\n  Rotate: false\n",
			"prod.yaml may give the parameter Rotate another value than its default",
		},
		"SAM": {
			"samconfig.toml", "[prod.deploy.parameters]\nparameter_overrides = \"Stage=\\\"prod\\\" Rotate=false\"\n",
			"samconfig.toml may give the parameter Rotate another value than its default",
		},
		"SAM by a list": {
			"samconfig.yaml", "prod:\n  parameter_overrides:\n    - Stage=prod\n    - ParameterKey=Rotate,ParameterValue=false\n",
			"samconfig.yaml may give the parameter Rotate another value than its default",
		},
		"deploy, by a list": {
			"prod.json", `["Stage=prod", "Rotate=false"]`, "prod.json may give the parameter Rotate another value than its default",
		},
		"a followed repository": {
			"deploy.yaml", "template-file-path: kms.yaml\nparameters:\n  Stage: prod\n  Rotate: 'false'\ntags: {}\n",
			"deploy.yaml may give the parameter Rotate another value than its default",
		},
		"a script": {
			"deploy.sh", "aws cloudformation deploy --template-file infra/kms.yaml \\\n  --parameter-overrides Stage=prod \\\n" +
				"    Rotate='false' --stack-name kms\nOTHER=1\n",
			"deploy.sh may give the parameter Rotate another value than its default",
		},
		"a variable of a makefile": {
			"Makefile", "deploy:\n\taws cloudformation create-stack --parameters ParameterKey=Stage,ParameterValue=prod ParameterKey=Rotate,ParameterValue=$(ROTATE) | cat\n",
			"Makefile may give the parameter Rotate another value than its default",
		},
		"a script for another template": {
			"deploy.sh", "sam deploy --template other.yaml --parameter-overrides Rotate=false\n", "not made",
		},
		"a script for what is packaged": {
			"deploy.sh", "sam deploy --template packaged.yaml --parameter-overrides Stage=prod Rotate=false\n",
			"deploy.sh may give the parameter Rotate another value than its default",
		},
		"the second command of a line": {
			"deploy.sh", "sam deploy --template other.yaml --parameter-overrides X=1 && " +
				"sam deploy --template kms.yaml --parameter-overrides Stage=prod Rotate=false\n",
			"deploy.sh may give the parameter Rotate another value than its default",
		},
		"the first command of a line": {
			"deploy.sh", "sam deploy --template other.yaml --parameter-overrides Rotate=false; sam deploy --template kms.yaml\n", "not made",
		},
		"a value with a semicolon": {
			"deploy.sh", "sam deploy --template kms.yaml --parameter-overrides Stage='a;b' Rotate=false\n",
			"deploy.sh may give the parameter Rotate another value than its default",
		},
		"a quote that is none": {
			"deploy.sh", "sam deploy --template kms.yaml --parameter-overrides Stage=prod # don't; Rotate=false\n", "true",
		},
		"an action": {
			".github/workflows/deploy.yml", "- uses: aws-actions/aws-cloudformation-github-deploy@v1\n  with:\n" +
				"    parameter-overrides: >-\n      Stage=prod,\n      Rotate=false\n    name: kms\n",
			".github/workflows/deploy.yml may give the parameter Rotate another value than its default",
		},
		"a pipeline": {
			"pipeline.yaml", "Configuration:\n  ParameterOverrides: '{\"Stage\": \"prod\", \"Rotate\": \"false\"}'\n  StackName: kms\n",
			"pipeline.yaml may give the parameter Rotate another value than its default",
		},
		"Terraform": {
			"main.tf", "resource \"aws_cloudformation_stack\" \"kms\" {\n  parameters = {\n    Stage = \"prod\"\n    Rotate = var.rotate\n  }\n  name = 1\n}\n",
			"main.tf may give the parameter Rotate another value than its default",
		},
		"Terraform, with a template in it": {
			"main.tf", "resource \"aws_cloudformation_stack\" \"kms\" {\n  parameters = {\n    Stage = \"${var.stage}\"\n    Rotate = var.rotate\n  }\n}\n",
			"main.tf may give the parameter Rotate another value than its default",
		},
		"a stack that nests it from a bucket": {
			"root.yaml", "Resources:\n  Kms:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n" +
				"      TemplateURL: !Sub https://${Bucket}.s3.amazonaws.com/kms.yaml\n      Parameters: {Stage: prod, Rotate: !Ref Rotate}\n",
			"root.yaml may give the parameter Rotate another value than its default",
		},
		"a stack set": {
			"root.yaml", "Resources:\n  Kms:\n    Type: AWS::CloudFormation::StackSet\n    Properties:\n" +
				"      TemplateURL: !Join ['', [!Ref Base, /kms.yaml]]\n      Parameters: [{ParameterKey: Stage, ParameterValue: prod}, " +
				"{ParameterKey: Rotate, ParameterValue: 'false'}]\n",
			"root.yaml may give the parameter Rotate another value than its default",
		},
		"the same":         {"dev.json", `{"Parameters": {"Stage": "dev", "Rotate": "true"}}`, "not made"},
		"another template": {"prod.json", `{"Parameters": {"Stage": "prod", "Zone": "a"}}`, "not made"},
		"broken":           {"prod.json", `[{"ParameterKey": "Stage", `, "not made"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := collectFrom(t, fstest.MapFS{
				"kms.yaml": {Data: []byte(template)}, c.name: {Data: []byte(c.text)}, "other.yaml": {Data: []byte("Resources: {Q: {Type: AWS::SQS::Queue}}\n")},
			})
			said := "not made"
			for _, o := range got.Observations {
				said = o.Unknown["/enable_key_rotation"].Reason
				if o.Values["enable_key_rotation"] == true {
					said = "true"
				}
				if strings.Join(o.Conditions, " ") != "IsProd" {
					t.Errorf("is under the conditions %q", o.Conditions)
				}
			}
			if said != c.want {
				t.Errorf("says %q, not %q", said, c.want)
			}
		})
	}
}
