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
		"the same":         {"dev.json", `{"Parameters": {"Stage": "dev", "Rotate": "true"}}`, "not made"},
		"another template": {"prod.json", `{"Parameters": {"Stage": "prod", "Zone": "a"}}`, "not made"},
		"broken":           {"prod.json", `[{"ParameterKey": "Stage", `, "not made"},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			got := collectFrom(t, fstest.MapFS{"kms.yaml": {Data: []byte(template)}, c.name: {Data: []byte(c.text)}})
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
