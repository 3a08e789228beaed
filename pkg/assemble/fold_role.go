package assemble

import (
	"slices"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

func foldRolePolicy(part, into *snapshot.Observation) {
	name, ok := part.Values["name"].(string)
	if !ok {
		name = part.Address
	}
	policies, _ := into.Values["inline_policies"].(map[string]any)
	policies = written(policies)
	into.Values["inline_policies"] = policies
	at := snapshot.Child("/inline_policies", name)
	if place, ok := part.Locations.Get(""); ok {
		into.Locations.Set(at, place)
	}
	if policy, ok := part.Values["policy"]; ok {
		policies[name] = policy
	}
	moveFacts(part, into, "/policy", at)
}

func foldAttachment(part, into *snapshot.Observation) {
	attach(part, into, "/policy_arn")
}

// foldAttachments attaches what a role is to have. An unknown list is one unknown policy.
func foldAttachments(part, into *snapshot.Observation) {
	if _, unknown := part.Unknown["/policy_arns"]; unknown {
		attach(part, into, "/policy_arns")
		return
	}
	for i := range size(part.Values["policy_arns"]) {
		attach(part, into, snapshot.Element("/policy_arns", i))
	}
}

// attach adds the policy at a pointer of a part to those of the role, if it is not there:
// one may be attached and listed.
func attach(part, into *snapshot.Observation, pointer string) {
	const managed = "/managed_policy_arns"
	arn, _ := snapshot.Lookup(part.Values, pointer)
	attached, _ := into.Values["managed_policy_arns"].([]any)
	own := referredTo(part, into, part.References[pointer])
	for i, other := range attached {
		references := into.References[snapshot.Element(managed, i)]
		if arn != nil && arn == other || len(references) > 0 && slices.Equal(references, own) {
			return
		}
	}
	at := appendElement(part, into, managed, arn)
	moveFacts(part, into, pointer, at)
}
