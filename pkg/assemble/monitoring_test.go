package assemble_test

import (
	"testing"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// watching is an observation of a monitoring file.
func watching(kind, address string, attributes values) *snapshot.Observation {
	return &snapshot.Observation{
		Type: kind, Source: "monitoring files", Address: address, Complete: true, Values: attributes,
	}
}

// links are the links of the resources of a type, by name and relation.
func links(s *snapshot.Snapshot, kind string) map[string]map[string][]string {
	all := map[string]map[string][]string{}
	for _, resource := range s.Resources[kind] {
		all[resource.Name] = resource.Links
	}
	return all
}

func TestScrapesAreJoinedByIDAndByManifest(t *testing.T) {
	s := join(
		unit(declared("pinecone_project", "/projects/0", 5, values{"id": "p-1", "name": "search"}),
			declared("pinecone_project", "/projects/1", 6, values{"name": "trial", "environment": "test"}),
			declared("pinecone_project", "/projects/2", 7, values{"id": "p-3", "name": "lab", "environment": "development"})),
		unit(
			watching("prometheus_scrape", "a.yml#id", values{"name": "id", "projects": []any{"p-1"}}),
			watching("prometheus_scrape", "a.yml#named", values{"name": "named", "projects": []any{"p-2", "trial"}, "labels": []any{"team"}}),
			watching("prometheus_scrape", "a.yml#unclear", values{"name": "unclear", "projects": []any{"p-9"}}),
			watching("metric_query", "b.yml#any", values{"name": "any", "kind": "alert"}),
			watching("metric_query", "c.yml#named", values{"name": "named", "kind": "alert", "projects": []any{"trial"}}),
			watching("metric_query", "d.json#panel", values{"name": "panel", "kind": "panel"}),
		),
	)
	id, named, unclear := "prometheus_scrape/a.yml#id", "prometheus_scrape/a.yml#named", "prometheus_scrape/a.yml#unclear"
	search, trial, lab := "pinecone_project/search", "pinecone_project/trial", "pinecone_project/lab"
	same(t, "scrapes", links(s, "prometheus_scrape"), map[string]map[string][]string{
		"id":      {"projects": {search}, "alerts": {"metric_query/b.yml#any"}},
		"named":   {"projects": {trial}, "alerts": {"metric_query/b.yml#any", "metric_query/c.yml#named"}},
		"unclear": {"possible_projects": {lab, search, trial}, "alerts": {"metric_query/b.yml#any", "metric_query/c.yml#named"}},
	})
	same(t, "projects", links(s, "pinecone_project"), map[string]map[string][]string{
		"search": {"scrapes": {id}}, "trial": {"scrapes": {named}, "possible_scrapes": {unclear}}, "lab": nil,
	})
	same(t, "queries", links(s, "metric_query"), map[string]map[string][]string{
		"any":   {"projects": {search, trial}, "scrapes": {id, named}},
		"named": {"projects": {trial}, "scrapes": {named, unclear}},
		"panel": {"projects": {search, trial}, "scrapes": {id, named}},
	})
	environments := map[string]string{}
	for _, kind := range []string{"prometheus_scrape", "metric_query"} {
		for _, resource := range s.Resources[kind] {
			environments[resource.ID] = resource.Environment
		}
	}
	same(t, "environments", environments, map[string]string{
		id: "", named: "test", unclear: "", "metric_query/b.yml#any": "", "metric_query/c.yml#named": "test", "metric_query/d.json#panel": "",
	})
}

func TestScrapesOfTheOnlyProject(t *testing.T) {
	variable := watching("prometheus_scrape", "a.yml#variable", values{"name": "variable", "projects": []any{}})
	variable.Unknown = map[string]snapshot.Unknown{"/projects": {Reason: "is filled in"}}
	s := join(
		unit(declared("pinecone_project", "/projects/0", 5, values{"id": "p-1", "name": "search", "environment": "production"})),
		unit(variable, watching("prometheus_scrape", "a.yml#other", values{"name": "other", "projects": []any{"p-2"}}),
			watching("metric_query", "b.yml#alert", values{"name": "alert", "kind": "alert"})),
	)
	search := "pinecone_project/search"
	same(t, "scrapes", links(s, "prometheus_scrape"), map[string]map[string][]string{
		"variable": {"projects": {search}, "alerts": {"metric_query/b.yml#alert"}},
		"other":    {"possible_projects": {search}, "alerts": {"metric_query/b.yml#alert"}},
	})
	same(t, "project", links(s, "pinecone_project"), map[string]map[string][]string{
		"search": {"scrapes": {"prometheus_scrape/a.yml#variable"}},
	})
}

// TestDatadogMonitors keeps those that are about Pinecone.
func TestDatadogMonitors(t *testing.T) {
	monitor := func(name, query string) *snapshot.Observation {
		return seen(".", "datadog_monitor", "datadog_monitor."+name, 5, values{"name": name, "query": query})
	}
	unresolved := monitor("unresolved", "")
	delete(unresolved.Values, "query")
	unresolved.Unknown = map[string]snapshot.Unknown{"/query": {Pattern: "avg:pinecone.db.op.query.duration{env:${var.env}} > 5"}}
	one := declared("pinecone_project", "/projects/0", 5, values{"name": "search"})
	s := join(unit(one), unit(monitor("full", "avg:pinecone.index.fullness{*} > 0.8"), monitor("cpu", "avg:system.cpu.user{*} > 90"), unresolved))
	same(t, "monitors", links(s, "pinecone_project"), map[string]map[string][]string{
		"search": {"monitors": {"datadog_monitor/./datadog_monitor.full", "datadog_monitor/./datadog_monitor.unresolved"}},
	})
	two := declared("pinecone_project", "/projects/1", 6, values{"name": "trial"})
	s = join(unit(one, two), unit(monitor("full", "avg:pinecone.index.fullness{*} > 0.8")))
	same(t, "possible monitors", links(s, "pinecone_project"), map[string]map[string][]string{
		"search": {"possible_monitors": {"datadog_monitor/./datadog_monitor.full"}},
		"trial":  {"possible_monitors": {"datadog_monitor/./datadog_monitor.full"}},
	})
}

// TestQueriesThatNoScrapeFills: where one reads what only Pinecone shows, it is scraped somewhere.
func TestQueriesThatNoScrapeFills(t *testing.T) {
	reads := func(metric string) []any { return []any{map[string]any{"metric": metric}} }
	s := join(
		unit(declared("pinecone_project", "/projects/0", 5, values{"id": "p-1", "name": "search"}),
			declared("pinecone_project", "/projects/1", 6, values{"id": "p-2", "name": "trial"})),
		unit(
			watching("metric_query", "a.yml#own", values{"name": "own", "kind": "alert", "selectors": reads("pinecone_calls_total")}),
			watching("metric_query", "b.yml#full", values{"name": "full", "kind": "alert", "selectors": reads("pinecone_db_index_fullness")}),
			watching("metric_query", "c.yml#named", values{
				"name": "named", "kind": "panel", "projects": []any{"trial"}, "selectors": reads("pinecone_db_record_total"),
			}),
		),
	)
	same(t, "projects", links(s, "pinecone_project"), map[string]map[string][]string{
		"search": {"unfilled": {"metric_query/b.yml#full"}}, "trial": {"unfilled": {"metric_query/b.yml#full"}},
	})
}
