package assemble

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// environments says where each resource runs: what the manifest declares of its project,
// else its tag, else its project's name. What an index has runs where it does. What belongs
// to several projects is of production if one of them is, or if one of them does not say.
func environments(resources []*snapshot.Resource) {
	byID := map[string]*snapshot.Resource{}
	for _, resource := range resources {
		byID[resource.ID] = resource
		if resource.Type == "pinecone_project" {
			resource.Environment = environment(snapshot.Text(resource.Values, "environment"))
			if resource.Environment == "" {
				resource.Environment = nameEnvironment(resource.Name)
			}
		}
	}
	for _, resource := range resources {
		if resource.Type == "pinecone_project" || resource.Type == "pinecone_organization" {
			continue
		}
		owners := owners(resource, byID)
		own := tagEnvironment(resource.Values)
		switch {
		case resource.Type == "pinecone_index" && own != "" && !declared(owners):
			resource.Environment = own
		case len(owners) > 0:
			resource.Environment = strictest(owners)
		default:
			resource.Environment = own
		}
	}
	for _, resource := range resources {
		eachLinked(resource, "index", byID, func(index *snapshot.Resource) { resource.Environment = index.Environment })
	}
}

// declared says whether the manifest, or a project's name, says where it runs.
func declared(owners []*snapshot.Resource) bool {
	return slices.ContainsFunc(owners, func(project *snapshot.Resource) bool { return project.Environment != "" })
}

func owners(resource *snapshot.Resource, byID map[string]*snapshot.Resource) []*snapshot.Resource {
	var all []*snapshot.Resource
	for _, relation := range []string{"project", "projects"} {
		for _, id := range resource.Links[relation] {
			if project := byID[id]; project != nil && project.Type == "pinecone_project" {
				all = append(all, project)
			}
		}
	}
	return all
}

func strictest(projects []*snapshot.Resource) string {
	strict := projects[0].Environment
	for _, project := range projects {
		if project.Environment == "production" || project.Environment == "" {
			return project.Environment
		}
	}
	return strict
}

// tagEnvironment is the environment that a resource's tags name.
func tagEnvironment(values map[string]any) string {
	tags, _ := values["tags"].(map[string]any)
	for _, key := range []string{"environment", "Environment", "env", "Env", "stage", "Stage"} {
		if value, ok := tags[key].(string); ok {
			return environment(value)
		}
	}
	return ""
}

// environment brings the usual names of an environment to the four that pinelint knows.
func environment(name string) string {
	switch strings.ToLower(name) {
	case "production", "prod", "prd", "live":
		return "production"
	case "staging", "stage", "stg", "preprod", "pre-production":
		return "staging"
	case "development", "dev", "sandbox", "local":
		return "development"
	case "test", "testing", "qa", "ci":
		return "test"
	default:
		return ""
	}
}

// word finds the words of a name: search-prod, prod_search, search.prod.
var word = lazyregexp.New(`[A-Za-z0-9]+`)

// nameEnvironment is the environment that a project's name says, if it says just one.
func nameEnvironment(name string) string {
	found := ""
	for _, part := range word().FindAllString(name, -1) {
		switch said := environment(part); {
		case said == "":
		case found != "" && found != said:
			return ""
		default:
			found = said
		}
	}
	return found
}
