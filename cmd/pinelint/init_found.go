package main

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// found is what a snapshot has that a first manifest declares.
func found(seen *snapshot.Snapshot) config.Found {
	f := finds{Snapshot: seen, names: map[string]string{}}
	for _, project := range seen.Resources["pinecone_project"] {
		f.names[project.ID] = attributes(project.Values).first("name")
	}
	out := config.Found{
		Organization: f.organization(),
		Roles:        f.serving("aws_iam_role", "cmek"),
		Keys:         f.serving("aws_kms_key", "cmek"),
		Endpoints:    f.serving("aws_vpc_endpoint", "private_endpoint"),
	}
	for _, project := range seen.Resources["pinecone_project"] {
		out.Projects = append(out.Projects, f.project(project))
	}
	beside := f.besideProject()
	for _, index := range seen.Resources["pinecone_index"] {
		values := attributes(index.Values)
		one := config.FoundIndex{
			Project: f.projectOf(index), Name: values.first("name"),
			Cloud: values.first("cloud"), Region: values.first("region"),
		}
		if one.Project == "" && !isSeenBy(index, beside) {
			out.Loose = append(out.Loose, one)
			continue
		}
		out.Indexes = append(out.Indexes, one)
	}
	for _, project := range out.Projects {
		for _, key := range project.Keys {
			out.Keys = slices.DeleteFunc(out.Keys, func(name string) bool { return name == key.Key })
			out.Roles = slices.DeleteFunc(out.Roles, func(name string) bool { return name == key.Role })
		}
	}
	return out
}

// finds is a snapshot with the names of its projects by id.
type finds struct {
	*snapshot.Snapshot

	names map[string]string
}

// projectOf is the name of the project that something belongs to, or empty.
func (f *finds) projectOf(resource *snapshot.Resource) string {
	for _, id := range resource.Links["project"] {
		return f.names[id]
	}
	return ""
}

// besideProject are the sources that see the one project, or all indexes where there is
// none: what such a source declares beside it, and no reference joins, is taken for its own.
func (f *finds) besideProject() []string {
	all := f.Resources["pinecone_project"]
	if len(all) == 0 {
		all = f.Resources["pinecone_index"]
	} else if len(all) > 1 {
		return nil
	}
	var sources []string
	for i, resource := range all {
		if i == 0 {
			for _, observation := range resource.Observations {
				sources = append(sources, observation.Source)
			}
			continue
		}
		sources = slices.DeleteFunc(sources, func(source string) bool { return !isSeenBy(resource, []string{source}) })
	}
	return sources
}

func isSeenBy(resource *snapshot.Resource, sources []string) bool {
	return slices.ContainsFunc(resource.Observations, func(observation *snapshot.Observation) bool {
		return slices.Contains(sources, observation.Source)
	})
}

func (f *finds) organization() config.FoundOrganization {
	var out config.FoundOrganization
	for _, organization := range f.Resources["pinecone_organization"] {
		values := attributes(organization.Values)
		out.Name, out.Plan = values.first("name"), values.first("plan")
	}
	out.AuditRole = only(f.serving("aws_iam_role", "audit_logs"))
	out.AuditBucket = only(f.serving("aws_s3_bucket", "audit_logs"))
	return out
}

func (f *finds) project(project *snapshot.Resource) config.FoundProject {
	values := attributes(project.Values)
	out := config.FoundProject{Name: values.first("name"), ID: values.first("id")}
	out.Encrypted, _ = values["force_encryption_with_cmek"].(bool)
	var keys []string
	for _, index := range f.Resources["pinecone_index"] {
		if slices.Contains(index.Links["project"], project.ID) {
			put(&keys, attributes(index.Values).arn("cmek_id"))
		}
	}
	for _, key := range keys {
		out.Keys = append(out.Keys, f.key(key))
	}
	for _, key := range f.Resources["pinecone_api_key"] {
		if slices.Contains(key.Links["project"], project.ID) {
			out.APIKeys = append(out.APIKeys, attributes(key.Values).first("name"))
		}
	}
	return out
}

// key is a KMS key by its ARN, with what is known of it: its alias, and the role of
// Pinecone's that can use it, if there is just one.
func (f *finds) key(arn string) config.FoundKey {
	out := config.FoundKey{Key: arn}
	for _, key := range f.Resources["aws_kms_key"] {
		if attributes(key.Values).first("arn") != arn {
			continue
		}
		out.Key = declaredAs(key)
		var roles []string
		for _, role := range f.Resources["aws_iam_role"] {
			if slices.Contains(role.Purposes, "cmek") && slices.Contains(key.Links["roles"], role.ID) {
				roles = append(roles, declaredAs(role))
			}
		}
		out.Role = only(roles)
		for _, alias := range f.Resources["aws_kms_alias"] {
			if slices.Contains(alias.Links["key"], key.ID) {
				out.Name = strings.TrimPrefix(attributes(alias.Values).first("name"), "alias/")
			}
		}
	}
	return out
}

// only is the one text of a list that has no other.
func only(texts []string) string {
	if len(texts) != 1 {
		return ""
	}
	return texts[0]
}

// serving are the resources of a type that serve a purpose, as a manifest names them.
func (f *finds) serving(kind, purpose string) []string {
	var all []string
	for _, resource := range f.Resources[kind] {
		if name := declaredAs(resource); name != "" && slices.Contains(resource.Purposes, purpose) {
			all = append(all, name)
		}
	}
	return all
}

// declaredAs is how a manifest names a resource: by its address in code, or else by what
// AWS calls it.
func declaredAs(resource *snapshot.Resource) string {
	for _, observation := range resource.Observations {
		if tool := snapshot.Tool(observation.Source); tool != "" {
			return tool + ":" + observation.Address
		}
	}
	values := attributes(resource.Values)
	switch resource.Type {
	case "aws_s3_bucket":
		return values.first("bucket")
	case "aws_vpc_endpoint":
		return values.first("id")
	default:
		return values.arn("arn")
	}
}
