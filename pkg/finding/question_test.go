package finding_test

import (
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
)

func TestQuestionsThatNobodyCanAnswer(t *testing.T) {
	role, key, index := []string{"aws_iam_role"}, []string{"aws_kms_key"}, []string{"pinecone_index"}
	tests := []struct {
		question finding.Question
		types    []string
		want     string
	}{
		{finding.Question{Name: "q", Action: "s3:GetObject", Target: "arn:aws:s3:::b/o"}, role, ""},
		{finding.Question{Name: "q", Action: "sts:AssumeRole", Principal: "anonymous"}, role, ""},
		{finding.Question{Name: "q", Action: "kms:Decrypt", Principal: "210987654321"}, key, ""},
		{finding.Question{Action: "s3:GetObject", Target: "arn:aws:s3:::b/o"}, role, "no name"},
		{finding.Question{Name: "q", Action: "GetObject", Target: "arn:aws:s3:::b/o"}, role, "no action with its service"},
		{finding.Question{Name: "q", Action: "s3:GetObject"}, role, "no one to ask for or about"},
		{finding.Question{Name: "q", Action: "kms:Decrypt", Target: "arn"}, key, "no one to ask for or about"},
		{finding.Question{Name: "q", Action: "kms:Decrypt", Principal: "anonymous"}, index, "no one to ask for or about"},
	}
	for _, test := range tests {
		got := ""
		if err := test.question.Check(test.types); err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, test.want) || (got == "") != (test.want == "") {
			t.Errorf("%+v of %v: %q, want %q", test.question, test.types, got, test.want)
		}
	}
}
