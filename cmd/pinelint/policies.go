package main

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/ask"
	"github.com/pinelint/pinelint/pkg/collect/policyjson"
	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// questions are what the rules of --policy ask of policies.
func questions(policies []string) ([]ask.Question, error) {
	folders, err := policyFolders(policies)
	if err != nil {
		return nil, err
	}
	asked, err := evaluate.Questions(folders)
	if err != nil {
		return nil, &exitError{code: exitUsage, err: err}
	}
	var all []ask.Question
	for _, one := range asked {
		all = append(all, ask.Question{
			Name: one.Name, Types: one.Types, Action: one.Action, Principal: one.Principal, Target: one.Target,
			Context: one.Context,
		})
	}
	return all, nil
}

// policyFiles are the options for reading policies: the files that the manifest names, and
// the roles and buckets that it declares by names of AWS's.
func (e *evidence) policyFiles(types snapshot.Types) policyjson.Options {
	options := policyjson.Options{Types: types}
	name := func(pointer string, kind policyjson.Kind, of, file string) {
		if file == "" {
			return
		}
		named := policyjson.Named{File: e.repository.named(file), Kind: kind, Of: of}
		if span, ok := e.manifest.Span(pointer); ok {
			at := e.text.Location(span.Start, span.End)
			named.Declared = &at
		}
		options.Named = append(options.Named, named)
	}
	role := func(pointer, arn, trust string, permissions []string) {
		if strings.HasPrefix(arn, "arn:") {
			options.Roles = append(options.Roles, arn)
		}
		name(pointer+"/trust_policy", policyjson.TrustPolicy, arn, trust)
		for i, file := range permissions {
			name(snapshot.Element(pointer+"/permissions_policies", i), policyjson.PermissionsPolicy, arn, file)
		}
	}
	logs, at := e.manifest.Organization.AuditLogs, "/organization/audit_logs"
	role(at, logs.Role, logs.TrustPolicy, logs.PermissionsPolicies)
	bucket, _, _ := strings.Cut(logs.Bucket, "/")
	if bucket != "" {
		options.Buckets = append(options.Buckets, bucket)
	}
	name(at+"/bucket_policy", policyjson.BucketPolicy, bucket, logs.BucketPolicy)
	for i, project := range e.manifest.Projects {
		for j, key := range project.CMEK.Keys {
			at := snapshot.Element(snapshot.Element("/projects", i)+"/cmek/keys", j)
			role(at, key.Role, key.TrustPolicy, key.PermissionsPolicies)
			name(at+"/key_policy", policyjson.KeyPolicy, key.Key, key.KeyPolicy)
		}
	}
	return options
}
