package evaluate_test

import (
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/evaluate"
)

// TestRulesShareAQuestion holds that a name stands for one request, asked once of each type.
func TestRulesShareAQuestion(t *testing.T) {
	rule := func(name, types, target string) evaluate.Folder {
		text := `# METADATA
# title: A rule of a test
# description: It is there to ask.
# custom:
#   severity: low
#   resources: [` + types + `]
#   questions:
#     - {name: raw, action: "s3:GetObject", principal: anonymous, target: "` + target + `"}
package policies.rules.house.` + name + `

deny := set()
`
		return evaluate.Folder{Name: "own", FS: fstest.MapFS{"rules/house/asking/asking.rego": {Data: []byte(text)}}}
	}
	asked, err := evaluate.Questions([]evaluate.Folder{
		rule("a", "aws_s3_bucket, pinecone_index", "arn:aws:s3:::b/o"), rule("b", "aws_s3_bucket, aws_iam_role", "arn:aws:s3:::b/o"),
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(asked) != 1 || strings.Join(asked[0].Types, " ") != "aws_s3_bucket aws_iam_role" {
		t.Errorf("asked %+v", asked)
	}
	_, err = evaluate.Questions([]evaluate.Folder{
		rule("a", "aws_s3_bucket", "arn:aws:s3:::b/o"), rule("b", "aws_s3_bucket", "arn:aws:s3:::b/p"),
	})
	if err == nil || !strings.Contains(err.Error(), `asks another question "raw" than a rule before it`) {
		t.Errorf("two questions of one name: %v", err)
	}
}
