package evaluate_test

import (
	"reflect"
	"testing"

	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// TestSourcesCountUnreadFacts: a fact counts for the source that hides it, and not where
// another source tells it.
func TestSourcesCountUnreadFacts(t *testing.T) {
	seen := func(source string, unread map[string]string) *snapshot.Observation {
		return &snapshot.Observation{Source: source, Unread: unread}
	}
	refusals := []snapshot.Refusal{{Permission: "kms:GetKeyPolicy", Calls: 2, Grant: "g"}, {Permission: "kms:ListGrants", Calls: 1}}
	policy := map[string]string{"/policy": "kms:GetKeyPolicy"}
	evidence := &snapshot.Snapshot{
		Sources: []snapshot.Source{{ID: "aws.kms eu", Refusals: refusals}, {ID: "aws.kms us", Refusals: refusals[:1]}},
		Resources: map[string][]*snapshot.Resource{"aws_kms_key": {
			{ID: "one", Unread: policy, Observations: []*snapshot.Observation{seen("terraform .", nil), seen("aws.kms eu", policy)}},
			{ID: "two", Unread: policy, Observations: []*snapshot.Observation{seen("aws.kms eu", policy)}},
			{ID: "told", Observations: []*snapshot.Observation{seen("aws.kms us", policy)}},
		}},
	}
	got := map[string][]finding.Refusal{}
	for _, source := range evaluate.Sources(evidence) {
		got[source.ID] = source.Refusals
	}
	want := map[string][]finding.Refusal{
		"aws.kms eu": {{Permission: "kms:GetKeyPolicy", Calls: 2, Facts: 2, Grant: "g"}, {Permission: "kms:ListGrants", Calls: 1}},
		"aws.kms us": {{Permission: "kms:GetKeyPolicy", Calls: 2, Grant: "g"}},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}
