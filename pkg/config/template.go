package config

import (
	"bytes"
	_ "embed"
	"fmt"
	"slices"
	"strconv"
	"text/template"
)

//go:embed template.yaml.tmpl
var manifestTemplate string

// Found is what a scan saw and a first manifest can start from.
type Found struct {
	// Projects are the projects' names. Where there is exactly one, what belongs to no
	// named project is put into it; where there is none, one is made up.
	Projects []string
	Indexes  []FoundIndex
	// Roles, Keys and Endpoints are ARNs, ids or terraform:<address>, of what looks as if
	// Pinecone used it.
	Roles, Keys, Endpoints []string
}

// FoundIndex is an index; what is empty is not known.
type FoundIndex struct{ Project, Name, Cloud, Region string }

// Template writes a first manifest, which [Load] reads without a problem: what was found
// is stated, what only a person knows stands in comments.
func Template(found Found) ([]byte, error) {
	parsed, err := template.New(FileName).
		Funcs(template.FuncMap{"quote": strconv.Quote, "cloud": knownCloud}).
		Parse(manifestTemplate)
	if err != nil {
		return nil, fmt.Errorf("parse the manifest's template: %w", err)
	}
	found.Projects = once(found.Projects)
	found.Roles, found.Keys, found.Endpoints = once(found.Roles), once(found.Keys), once(found.Endpoints)
	var out bytes.Buffer
	err = parsed.Execute(&out, map[string]any{
		"Schema": SchemaURL, "Version": APIVersion, "Found": found,
		"Projects": projectsOf(found), "Single": len(found.Projects) < 2, "Loose": looseIndexes(found),
	})
	if err != nil {
		return nil, fmt.Errorf("write the manifest's template: %w", err)
	}
	return out.Bytes(), nil
}

type foundProject struct {
	Name    string
	Indexes []FoundIndex
}

// once keeps the first of each name.
func once(names []string) []string {
	var kept []string
	for _, name := range names {
		if name != "" && !slices.Contains(kept, name) {
			kept = append(kept, name)
		}
	}
	return kept
}

// projectsOf names each project and each index of a project once.
func projectsOf(found Found) []foundProject {
	names := found.Projects
	if len(names) == 0 {
		names = []string{"my-project"}
	}
	var projects []foundProject
	for _, name := range names {
		project := foundProject{Name: name}
		taken := map[string]bool{"": true}
		for _, index := range found.Indexes {
			ours := index.Project == name || len(found.Projects) < 2
			if ours && !taken[index.Name] {
				taken[index.Name] = true
				project.Indexes = append(project.Indexes, index)
			}
		}
		projects = append(projects, project)
	}
	return projects
}

// looseIndexes are those of which nobody can tell the project.
func looseIndexes(found Found) (loose []FoundIndex) {
	if len(found.Projects) < 2 {
		return nil
	}
	for _, index := range found.Indexes {
		if index.Name != "" && !slices.Contains(found.Projects, index.Project) {
			loose = append(loose, index)
		}
	}
	return loose
}

// knownCloud keeps a cloud that a manifest can state.
func knownCloud(name string) string {
	switch name {
	case "aws", "gcp", "azure":
		return name
	default:
		return ""
	}
}
