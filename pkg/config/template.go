package config

import (
	"cmp"
	"fmt"
	"slices"
)

// Found is what a scan saw and a first manifest can start from. Roles, keys and endpoints are
// ARNs, ids or terraform:<address>.
type Found struct {
	// Organization is stated where it has a name.
	Organization FoundOrganization
	// Projects are the projects. Where there is exactly one, what belongs to no named project
	// is put into it; where there is none with a name, one is made up, in comments unless an
	// index was found that has to be in one. Names that are empty are not known.
	Projects []FoundProject
	Indexes  []FoundIndex
	// Loose are indexes that are in no project for all that is known, also where there is one.
	Loose []FoundIndex
	// Roles, Keys and Endpoints are those of which nobody can tell the project, and which look
	// as if Pinecone used them.
	Roles, Keys, Endpoints []string
}

// FoundOrganization is the organization; what is empty is not known.
type FoundOrganization struct {
	Name, Plan string
	// AuditRole and AuditBucket look as if Pinecone wrote audit logs with them.
	AuditRole, AuditBucket string
}

// FoundProject is a project; what is empty is not known.
type FoundProject struct {
	Name, ID string
	// Encrypted says that the project demands a customer-managed key.
	Encrypted bool
	// Keys are those that its indexes are encrypted with.
	Keys []FoundKey
	// APIKeys are the names of its API keys.
	APIKeys []string
}

// FoundKey is a KMS key, what its owner calls it, and the role that uses it, if there is one.
type FoundKey struct{ Name, Key, Role string }

// FoundIndex is an index; what is empty is not known.
type FoundIndex struct{ Project, Name, Cloud, Region string }

// Template writes a first manifest, which [Load] reads without a problem: what was found
// is stated, what only a person knows stands in comments.
func Template(found Found) []byte {
	found.Projects = onceNamed(found.Projects)
	single := len(found.Projects) < 2
	w := &writing{}
	w.line("# yaml-language-server: $schema=%s", SchemaURL)
	w.line(`#
# What no API tells, what the team demands, and how pinelint judges. Everything below
# apiVersion is optional; uncomment what you know.`)
	w.line("apiVersion: %s", APIVersion)
	w.organization(found.Organization)
	projects := &writing{}
	projects.line("projects:")
	for _, project := range projectsOf(found) {
		projects.project(project)
		if single {
			projects.endpoints(once(found.Endpoints))
		}
	}
	w.line("")
	if found.isNameless() { // a project that is made up would be judged
		projects.comment()
	}
	w.WriteString(projects.String())
	var loose []string
	for _, index := range looseIndexes(found) {
		loose = append(loose, flow(index))
	}
	w.found("These indexes were found, and not the project that they belong to", once(loose))
	if !single {
		w.found("These endpoints were found. Name each in its project, as private_endpoints: {endpoints: [...]}",
			quoteAll(once(found.Endpoints)))
	}
	w.found("These roles were found. Name each where Pinecone uses it: in a project's cmek.keys, or in audit_logs",
		quoteAll(once(found.Roles)))
	w.found("These keys were found. Name each in its project, as cmek: {keys: [{name: main, role: <role>, key: <key>}]}",
		quoteAll(once(found.Keys)))
	w.WriteString(templateEnd)
	return []byte(w.String())
}

// isNameless says whether no project and nothing that has to be in one is known by name.
func (f *Found) isNameless() bool {
	return len(f.Projects) == 0 && !slices.ContainsFunc(f.Indexes, func(index FoundIndex) bool { return index.Name != "" })
}

const templateEnd = `
# lint:
#   fail_on: high                         # critical, high, medium, low, info or never
#   max_key_age: 90d
#   rules: {"clients/*": off, cmek/key-rotation: high}

# waivers:
#   - {rule: cmek/key-rotation, resource: <id, name or address>, reason: <why>, owner: <who>,
#      ticket: <which>, expires: 2030-01-31}
`

type foundProject struct {
	FoundProject

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

// onceNamed keeps the first project of each name.
func onceNamed(projects []FoundProject) []FoundProject {
	var kept []FoundProject
	for _, project := range projects {
		if project.Name != "" && !slices.ContainsFunc(kept, named(project.Name)) {
			kept = append(kept, project)
		}
	}
	return kept
}

func named(name string) func(FoundProject) bool {
	return func(project FoundProject) bool { return project.Name == name }
}

// madeUp is the name of a project of which nothing tells the name.
const madeUp = "my-project"

// projectsOf has each index of a project, and each name of a key, once.
func projectsOf(found Found) []foundProject {
	known := found.Projects
	if len(known) == 0 {
		known = []FoundProject{{Name: madeUp}}
	}
	var projects []foundProject
	for _, one := range known {
		project := foundProject{FoundProject: one}
		project.Keys, project.APIKeys = onceCalled(one.Keys), once(one.APIKeys)
		taken := map[string]bool{"": true}
		for _, index := range found.Indexes {
			ours := index.Project == one.Name || len(found.Projects) < 2
			if ours && !taken[index.Name] {
				taken[index.Name] = true
				project.Indexes = append(project.Indexes, index)
			}
		}
		projects = append(projects, project)
	}
	return projects
}

// onceCalled gives every key a name of its own.
func onceCalled(keys []FoundKey) []FoundKey {
	called := slices.Clone(keys)
	taken := map[string]bool{}
	for i, key := range called {
		name := cmp.Or(key.Name, "main")
		for number := 2; taken[name]; number++ {
			name = fmt.Sprintf("%s-%d", cmp.Or(key.Name, "main"), number)
		}
		taken[name] = true
		called[i].Name = name
	}
	return called
}

// looseIndexes are those of which nobody can tell the project.
func looseIndexes(found Found) (loose []FoundIndex) {
	for _, index := range found.Indexes {
		if len(found.Projects) > 1 && !slices.ContainsFunc(found.Projects, named(index.Project)) {
			loose = append(loose, index)
		}
	}
	loose = append(loose, found.Loose...)
	return slices.DeleteFunc(loose, func(index FoundIndex) bool { return index.Name == "" })
}

// knownPlan keeps a plan that a manifest can state.
func knownPlan(name string) string {
	switch name {
	case "starter", "builder", "standard", "enterprise", "dedicated":
		return name
	default:
		return ""
	}
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
