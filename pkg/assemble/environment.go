package assemble

import (
	"cmp"
	"maps"
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
	for _, wanted := range []string{"environment", "env", "stage"} {
		for _, key := range slices.Sorted(maps.Keys(tags)) {
			if value, _ := tags[key].(string); strings.EqualFold(key, wanted) && environment(value) != "" {
				return environment(value)
			}
		}
	}
	return ""
}

// environmentWords are the usual words for the four environments that pinelint knows. With
// [environmentTerms] they are those of policies/lib/environment.
//
//nolint:gochecknoglobals // a table that nothing writes
var environmentWords = map[string]string{
	"production":  "production",
	"prod":        "production",
	"prd":         "production",
	"live":        "production",
	"staging":     "staging",
	"stage":       "staging",
	"stg":         "staging",
	"preprod":     "staging",
	"nonprod":     "staging",
	"uat":         "staging",
	"development": "development",
	"develop":     "development",
	"dev":         "development",
	"sandbox":     "development",
	"sbx":         "development",
	"local":       "development",
	"test":        "test",
	"testing":     "test",
	"tst":         "test",
	"qa":          "test",
	"sit":         "test",
	"loadtest":    "test",
	"perftest":    "test",
	"ci":          "test",
}

// environmentTerms are words that mean an environment where one is asked for, as in a tag. In a
// name they may mean something else.
//
//nolint:gochecknoglobals // a table that nothing writes
var environmentTerms = map[string]string{
	"acceptance":  "staging",
	"acc":         "staging",
	"preview":     "staging",
	"demo":        "development",
	"lab":         "development",
	"playground":  "development",
	"poc":         "development",
	"training":    "development",
	"e2e":         "test",
	"int":         "test",
	"integration": "test",
	"load":        "test",
	"perf":        "test",
	"performance": "test",
}

// environment is what a text says that names an environment: prod, eu-prod, non-production, dev-anna.
func environment(text string) string {
	return meant(text, func(word string) string {
		return cmp.Or(environmentWords[word], environmentTerms[word])
	})
}

// nameEnvironment is the environment that a project's name says.
func nameEnvironment(name string) string {
	return meant(name, func(word string) string { return environmentWords[word] })
}

// word finds the words of a name: search-prod, prod_search, search.prod.
var word = lazyregexp.New(`[a-z0-9]+`)

// nonProduction finds what is called by what it is not.
var nonProduction = lazyregexp.New(`\b(?:non|not|no|pre)[^a-z0-9]*(?:production|prod|prd|live)[0-9]*\b`)

// meant is the environment that the words of a text mean, with or without a number behind them: the
// first, if some mean others. It is none where one of several is production.
func meant(text string, meaning func(word string) string) string {
	text = strings.ReplaceAll(strings.ToLower(text), "_", "-")
	if means := meaning(text); means != "" {
		return means // one word, as nearly always
	}
	found := ""
	for _, part := range word().FindAllString(nonProduction().ReplaceAllString(text, "nonprod"), -1) {
		means := cmp.Or(meaning(part), meaning(strings.TrimRight(part, "0123456789")))
		if found != "" && means != "" && found != means && (found == "production" || means == "production") {
			return ""
		}
		found = cmp.Or(found, means)
	}
	return found
}
