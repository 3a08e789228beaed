package assemble

import (
	"encoding/json"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// policyFiles says what policies in files of their own are for, by whom they name. What a role
// or a key is known to have is judged there.
func policyFiles(resources []*snapshot.Resource, options Options) {
	var files, ofKeys []*snapshot.Resource
	held := map[string]bool{}
	for _, resource := range resources {
		switch resource.Type {
		case "policy_document":
			files = append(files, resource)
			if ofKey(resource) {
				ofKeys = append(ofKeys, resource)
			}
		case "aws_iam_role":
			held[encoded(resource.Values["assume_role_policy"])] = true
		case "aws_kms_key":
			held[encoded(resource.Values["policy"])] = true
		}
	}
	all := users(resources)
	for _, file := range files {
		switch {
		case held[encoded(file.Values["document"])]:
		case trustedFor(file, cmekRole):
			purpose(file, "cmek")
		case ofKey(file):
			if mentionsUser(file, all) || len(ofKeys) == 1 && lacksKey(resources) {
				purpose(file, "cmek_key")
			}
		case slices.ContainsFunc(file.Observations, options.integrates) && mentionsAction(stringsBelow(file.Values), "sts:"):
			purpose(file, "audit_logs")
		}
	}
}

// encoded is a policy as JSON, by which it is found again.
func encoded(policy any) string {
	text, err := json.Marshal(policy)
	if err != nil {
		return "" // which nothing that was read from a file has
	}
	return string(text)
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

// lacksKey says whether a key is registered of which nothing else is known, so that the only
// policy of a key in the repository is that one's.
func lacksKey(resources []*snapshot.Resource) bool {
	return slices.ContainsFunc(resources, func(resource *snapshot.Resource) bool {
		return resource.Type == "pinecone_cmek_key" && len(resource.Links["key"]) == 0
	})
}
