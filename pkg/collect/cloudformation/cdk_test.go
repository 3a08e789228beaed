package cloudformation_test

import (
	"fmt"
	"testing"
	"testing/fstest"
)

// TestPlaceOfCDK takes the account and the region of a stack from the manifest beside its template.
func TestPlaceOfCDK(t *testing.T) {
	const artifact = `{"artifacts": {"Network": {"type": "aws:cloudformation:stack", "environment": %q, ` +
		`"properties": {"templateFile": %q}}, "Tree": {"type": "cdk:tree"}}}`
	const template = `{"Resources": {"Vpc": {"Type": "AWS::EC2::VPC", "Properties": {"CidrBlock": "10.0.0.0/16", ` +
		`"Tags": [{"Key": "of", "Value": {"Fn::Sub": "${AWS::AccountId}/${AWS::Region}"}}]}}}}`
	for name, c := range map[string]struct{ manifest, region, tag string }{
		"told": {
			fmt.Sprintf(artifact, "aws://111122223333/eu-west-1", "a.template.json"), "eu-west-1", "111122223333/eu-west-1",
		},
		"for whoever deploys": {fmt.Sprintf(artifact, "aws://unknown-account/unknown-region", "a.template.json"), "<nil>", "<nil>"},
		"the region alone":    {fmt.Sprintf(artifact, "aws://unknown-account/eu-west-1", "a.template.json"), "eu-west-1", "<nil>"},
		"of another template": {fmt.Sprintf(artifact, "aws://111122223333/eu-west-1", "b.template.json"), "<nil>", "<nil>"},
		"no environment":      {fmt.Sprintf(artifact, "aws://a/b", "a.template.json"), "<nil>", "<nil>"},
		"no assembly":         {`{"name": "app", "artifacts": ["a"]}`, "<nil>", "<nil>"},
		"broken":              {`{"artifacts": {`, "<nil>", "<nil>"},
	} {
		t.Run(name, func(t *testing.T) {
			got := collectFrom(t, fstest.MapFS{
				"cdk.out/a.template.json": {Data: []byte(template)}, "cdk.out/manifest.json": {Data: []byte(c.manifest)},
			})
			if len(got.Observations) != 1 {
				t.Fatalf("%d observations, want that of the VPC", len(got.Observations))
			}
			for _, o := range got.Observations {
				tags, _ := o.Values["tags"].(map[string]any)
				if region, tag := fmt.Sprint(o.Values["region"]), fmt.Sprint(tags["of"]); region != c.region || tag != c.tag {
					t.Errorf("got %s and %s, want %s and %s", region, tag, c.region, c.tag)
				}
			}
		})
	}
}
