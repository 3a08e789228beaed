package assemble

import (
	"encoding/json"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/ask"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// policyFiles says what policies in files of their own are for, by whom they name. What a role
// or a key is known to have is judged there, and so is what code makes of a file.
func policyFiles(resources []*snapshot.Resource, sources []snapshot.Source, options Options) {
	var files, ofKeys []*snapshot.Resource
	held := map[string]bool{}
	for _, resource := range resources {
		switch resource.Type {
		case "policy_document":
			files = append(files, resource)
			if ask.IsKeyPolicy(resource) {
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
		case held[encoded(file.Values["document"])], isPart(file, sources):
		case trustedFor(file, ask.CMEKRole):
			purpose(file, "cmek")
		case ask.IsKeyPolicy(file):
			if mentionsUser(file, all) || len(ofKeys) == 1 && lacksKey(resources) {
				purpose(file, "cmek_key")
			}
		case slices.ContainsFunc(file.Observations, options.integrates) &&
			mentionsAction(snapshot.Texts(file.Values), "sts:"):
			purpose(file, "audit_logs")
		}
	}
}

// isPart says whether code makes something else of a file, or may have chosen it.
func isPart(file *snapshot.Resource, sources []snapshot.Source) bool {
	name := snapshot.Text(file.Values, "path")
	return slices.ContainsFunc(sources, func(source snapshot.Source) bool {
		return slices.ContainsFunc(source.Parts, func(pattern string) bool {
			found, err := path.Match(pattern, name)
			return pattern == name || err == nil && found
		})
	})
}

// encoded is a policy as JSON, by which it is found again.
func encoded(policy any) string {
	text, err := json.Marshal(policy)
	if err != nil {
		return "" // which nothing that was read from a file has
	}
	return string(text)
}

// users are the ARNs of the roles that are registered to use a key.
func users(resources []*snapshot.Resource) []string {
	var all []string
	for _, resource := range resources {
		switch resource.Type {
		case "pinecone_cmek_key":
			all = append(all, snapshot.Text(resource.Values, "role"))
		case "aws_iam_role":
			if resource.Serves("cmek") {
				all = append(all, snapshot.Text(resource.Values, "arn"))
			}
		}
	}
	return slices.DeleteFunc(all, func(arn string) bool { return !strings.HasPrefix(arn, "arn:") })
}

// mentionsUser says whether a policy names one of some roles, or one that is called after Pinecone.
func mentionsUser(file *snapshot.Resource, roles []string) bool {
	texts := snapshot.Texts(file.Values["document"])
	for _, unknown := range file.Unknown {
		texts = append(texts, unknown.Pattern)
	}
	return slices.ContainsFunc(texts, func(text string) bool {
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
