package assemble

import (
	"maps"
	"reflect"
	"slices"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// takeAway takes out of a whole what a plan deletes as a part of it: the provider has read
// that back into the whole, where the plan still shows it. What the whole has otherwise is its
// own. Of a whole that goes too, all stays.
func takeAway(part, from *snapshot.Observation, write func(part, into *snapshot.Observation)) {
	if isDeleted(from) {
		return
	}
	switch part.Type {
	case "aws_iam_role_policy":
		policies, _ := from.Values["inline_policies"].(map[string]any)
		name, _ := part.Values["name"].(string)
		if _, shown := policies[name]; shown {
			policies = maps.Clone(policies)
			delete(policies, name)
			from.Values["inline_policies"] = policies
		}
	case "aws_iam_role_policy_attachment", "aws_iam_policy_attachment":
		attached, _ := from.Values["managed_policy_arns"].([]any)
		arn, _ := part.Values["policy_arn"].(string)
		if i := slices.Index(attached, any(arn)); i >= 0 && !unknownBelow(from, "/managed_policy_arns") {
			from.Values["managed_policy_arns"] = slices.Delete(slices.Clone(attached), i, i+1)
		}
	default:
		alone := &snapshot.Observation{Values: map[string]any{}}
		write(part, alone)
		for name, value := range alone.Values {
			if reflect.DeepEqual(value, from.Values[name]) {
				delete(from.Values, name)
			}
		}
	}
}
