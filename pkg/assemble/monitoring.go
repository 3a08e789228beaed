package assemble

import (
	"reflect"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// monitored joins what watches metrics: scrapes and monitors with projects, where neither
// an id nor the manifest does, and queries with the scrapes that fill what they read.
func monitored(resources []*snapshot.Resource) {
	of := map[string][]*snapshot.Resource{}
	for _, resource := range resources {
		of[resource.Type] = append(of[resource.Type], resource)
	}
	projects, scrapes := of["pinecone_project"], of["prometheus_scrape"]
	for _, scrape := range scrapes {
		if len(scrape.Links["projects"]) == 0 {
			offer(scrape, projects, "scrapes", func(project *snapshot.Resource) bool { return mayScrape(scrape, project) })
		}
	}
	for _, monitor := range of["datadog_monitor"] {
		offer(monitor, projects, "monitors", func(*snapshot.Resource) bool { return true })
	}
	scraped := slices.DeleteFunc(slices.Clone(projects), func(project *snapshot.Resource) bool {
		return len(project.Links["scrapes"]) == 0 && len(projects) > 1
	})
	for _, query := range of["metric_query"] {
		if len(query.Links["projects"]) == 0 {
			for _, project := range scraped {
				connect(query, "projects", project)
			}
		}
		fill(query, scrapes)
		if len(query.Links["scrapes"]) == 0 && readsPinecones(query) {
			unfilled(query, projects)
		}
	}
}

// unfilled joins projects with the first query that reads what no scrape fills: a scrape is
// somewhere else then.
func unfilled(query *snapshot.Resource, projects []*snapshot.Resource) {
	for _, project := range projects {
		of := query.Links["projects"]
		if len(project.Links["unfilled"]) == 0 && (len(of) == 0 || slices.Contains(of, project.ID)) {
			connect(project, "unfilled", query)
		}
	}
}

// readsPinecones says whether a query reads a metric that nobody else shows.
func readsPinecones(query *snapshot.Resource) bool {
	selectors, _ := query.Values["selectors"].([]any)
	return slices.ContainsFunc(selectors, func(selector any) bool {
		values, _ := selector.(map[string]any)
		return strings.HasPrefix(snapshot.Text(values, "metric"), "pinecone_db_")
	})
}

// offer joins what watches a project that nothing names with the only project there is.
// Of several it may watch each, and nobody can tell which.
func offer(watcher *snapshot.Resource, projects []*snapshot.Resource, back string, may func(*snapshot.Resource) bool) {
	for _, project := range projects {
		if len(projects) == 1 && may(project) {
			connect(watcher, "projects", project)
			connect(project, back, watcher)
			return
		}
		connect(watcher, "possible_projects", project)
		if may(project) {
			connect(project, "possible_"+back, watcher)
		}
	}
}

// mayScrape says whether a scrape can be of a project: not where both ids are known, since
// equal ones would have joined them.
func mayScrape(scrape, project *snapshot.Resource) bool {
	_, variable := scrape.Unknown["/projects"]
	told, _ := scrape.Values["projects"].([]any)
	return variable || len(told) == 0 || snapshot.Text(project.Values, "id") == ""
}

// fill joins a query with the scrapes that it may read of, one for each set of labels that
// they add and of metrics that they leave out, and those with it if it is an alert.
func fill(query *snapshot.Resource, scrapes []*snapshot.Resource) {
	var kept []*snapshot.Resource
	asked := selected(query)
	for _, scrape := range scrapes {
		projects := scrape.Links["projects"]
		if len(projects) > 0 && !slices.ContainsFunc(query.Links["projects"], func(id string) bool {
			return slices.Contains(projects, id)
		}) {
			continue
		}
		if snapshot.Text(query.Values, "kind") == "alert" {
			gather(scrape, "alerts", query)
		}
		if !slices.ContainsFunc(kept, func(other *snapshot.Resource) bool { return alike(scrape, other, asked) }) {
			kept = append(kept, scrape)
			connect(query, "scrapes", scrape)
		}
	}
}

// selected are the labels that a query selects by.
func selected(query *snapshot.Resource) map[string]bool {
	names := map[string]bool{}
	selectors, _ := query.Values["selectors"].([]any)
	for _, selector := range selectors {
		values, _ := selector.(map[string]any)
		labels, _ := values["labels"].([]any)
		for _, label := range labels {
			of, _ := label.(map[string]any)
			names[snapshot.Text(of, "name")] = true
		}
	}
	return names
}

// gather is connect for what is met but once: there may be thousands of alerts.
func gather(scrape *snapshot.Resource, relation string, query *snapshot.Resource) {
	if scrape.Links == nil {
		scrape.Links = map[string][]string{}
	}
	scrape.Links[relation] = append(scrape.Links[relation], query.ID)
}

// alike says whether two scrapes are the same to a query that selects by some labels.
func alike(a, b *snapshot.Resource, asked map[string]bool) bool {
	for _, value := range []string{
		"labels", "dropped", "kept", "labels_dropped", "labels_kept", "external", "rule_files", "interval",
	} {
		if !reflect.DeepEqual(a.Values[value], b.Values[value]) {
			return false
		}
	}
	return reflect.DeepEqual(fixed(a, asked), fixed(b, asked)) &&
		reflect.DeepEqual(a.Unknown["/labels"].Reason, b.Unknown["/labels"].Reason)
}

// fixed are the values that a scrape gives those of some labels that are the same on all it has.
func fixed(scrape *snapshot.Resource, asked map[string]bool) map[string]string {
	found := map[string]string{}
	labels, _ := scrape.Values["fixed"].([]any)
	for _, label := range labels {
		of, _ := label.(map[string]any)
		if name := snapshot.Text(of, "name"); asked[name] {
			found[name] = snapshot.Text(of, "value")
		}
	}
	return found
}

// aboutPinecone says whether a Datadog monitor reads or names something of Pinecone's.
func aboutPinecone(monitor *snapshot.Observation) bool {
	for _, attribute := range []string{"query", "name", "message"} {
		unknown := monitor.Unknown["/"+attribute]
		for _, text := range []string{snapshot.Text(monitor.Values, attribute), unknown.Expression, unknown.Pattern} {
			if strings.Contains(strings.ToLower(text), "pinecone") {
				return true
			}
		}
	}
	return false
}
