package finding_test

import (
	"reflect"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
)

func TestCoverage(t *testing.T) {
	refused := func(permission string, calls, facts int) finding.Refusal {
		return finding.Refusal{Permission: permission, Calls: calls, Facts: facts, Grant: "grant of " + permission}
	}
	results := finding.Results{Sources: []finding.Source{
		{ID: "terraform .", Counts: map[string]int{"files": 3}},
		{ID: "aws.kms eu", Counts: map[string]int{"calls": 7, "refused": 2}, Refusals: []finding.Refusal{
			refused("kms:GetKeyPolicy", 1, 2), refused("kms:ListGrants", 1, 0),
		}},
		{ID: "aws.kms us", Counts: map[string]int{"calls": 5, "refused": 1}, Refusals: []finding.Refusal{refused("kms:GetKeyPolicy", 1, 1)}},
		{ID: "aws.iam", Counts: map[string]int{"calls": 2}, Refusals: []finding.Refusal{refused("iam:GetRole", 1, 0)}},
	}}
	want := finding.Coverage{Calls: 14, Refused: 3, Facts: 3, Refusals: []finding.Refusal{
		refused("iam:GetRole", 1, 0), refused("kms:GetKeyPolicy", 2, 3), refused("kms:ListGrants", 1, 0),
	}}
	if got := results.Coverage(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
