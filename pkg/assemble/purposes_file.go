package assemble

import (
	"reflect"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// fileFor says what a policy in a file of its own is for, by whom it names. What a role or
// a key is known to have is judged there.
func fileFor(file *snapshot.Resource, resources []*snapshot.Resource, options Options) {
	switch {
	case stands(file, resources):
	case trustedFor(file, cmekRole):
		purpose(file, "cmek")
	case ofKey(file):
		if mentionsUser(file, users(resources)) || soleKeyPolicy(file, resources) {
			purpose(file, "cmek_key")
		}
	case slices.ContainsFunc(file.Observations, options.integrates) && mentionsAction(stringsBelow(file.Values), "sts:"):
		purpose(file, "audit_logs")
	}
}

// stands says whether a role or a key has the very policy that a file has.
func stands(file *snapshot.Resource, resources []*snapshot.Resource) bool {
	return slices.ContainsFunc(resources, func(other *snapshot.Resource) bool {
		attribute := map[string]string{"aws_iam_role": "assume_role_policy", "aws_kms_key": "policy"}[other.Type]
		return attribute != "" && reflect.DeepEqual(other.Values[attribute], file.Values["document"])
	})
}

// ofKey says whether a file has the policy of a KMS key: it names principals, and what they
// may do with a key.
func ofKey(file *snapshot.Resource) bool {
	if file.Type != "policy_document" {
		return false
	}
	statements, _ := snapshot.Lookup(file.Values, "/document/Statement")
	several, isList := statements.([]any)
	if !isList {
		several = []any{statements}
	}
	admits, kms := false, false
	for _, statement := range several {
		fields, _ := statement.(map[string]any)
		admits = admits || fields["Principal"] != nil || fields["NotPrincipal"] != nil
		for _, action := range append(stringsBelow(fields["Action"]), stringsBelow(fields["NotAction"])...) {
			if action = strings.ToLower(action); action != "*" && !strings.HasPrefix(action, "kms:") {
				return false
			}
			kms = kms || action != "*"
		}
	}
	return admits && kms
}

// users are the ARNs of the roles that are registered to use a key.
func users(resources []*snapshot.Resource) []string {
	var all []string
	for _, resource := range resources {
		switch resource.Type {
		case "pinecone_cmek_key":
			all = append(all, first(resource.Values, "role"))
		case "aws_iam_role":
			if serves(resource, "cmek") {
				all = append(all, first(resource.Values, "arn"))
			}
		}
	}
	return slices.DeleteFunc(all, func(arn string) bool { return !strings.HasPrefix(arn, "arn:") })
}

// mentionsUser says whether a policy names one of some roles, or one that is called after Pinecone.
func mentionsUser(file *snapshot.Resource, roles []string) bool {
	return slices.ContainsFunc(stringsBelow(file.Values["document"]), func(text string) bool {
		return slices.Contains(roles, text) ||
			strings.Contains(text, ":role/") && strings.Contains(strings.ToLower(text), "pinecone")
	})
}

// soleKeyPolicy says whether a key's policy is the only one in the repository, and a key is
// registered of which nothing else is known.
func soleKeyPolicy(file *snapshot.Resource, resources []*snapshot.Resource) bool {
	registered := false
	for _, resource := range resources {
		if resource != file && ofKey(resource) {
			return false
		}
		registered = registered || resource.Type == "pinecone_cmek_key" && len(resource.Links["key"]) == 0
	}
	return registered
}
