# METADATA
# description: |
#   What scrapes Pinecone's metrics and what reads them: the selectors of a query, the facts of
#   a metric, and what is wrong with an authorization.
package policies.lib.monitoring

import data.policies.lib.known
import data.policies.lib.resource

# METADATA
# scope: document
# description: The facts of a metric that Pinecone has, those of pod-based indexes among them.
metric(name) := found if {
	some group in ["indexes", "pods"]
	found := data.facts.metrics[group].names[name]
}

# What a histogram is shown as.
metric(name) := {"kind": "counter", "min": 0} if {
	base := regex.replace(name, `_(bucket|sum|count)$`, "")
	base != name
	data.facts.metrics.pods.names[base].kind == "histogram"
}

# METADATA
# description: |
#   True where a metric is one that pod-based indexes alone have, and every scrape that fills the
#   query reads what the discovery of all others tells.
of_pods(query, selector) if {
	not selector.recorded
	not data.facts.metrics.indexes.names[selector.metric]
	metric(selector.metric)
	not renames(query)
	scrapes := resource.linked(query, "scrapes")
	count(scrapes) > 0
	every scrape in scrapes {
		not known.value(scrape, "/targets")
		discovery := known.value(scrape, "/discovery")
		every found in discovery { regex.match(data.facts.metrics.discovery.pattern, found.url) }
	}
}

# METADATA
# description: The names of all metrics that Pinecone has.
names contains name if {
	some group in ["indexes", "pods"]
	some name, _ in data.facts.metrics[group].names
}

# METADATA
# description: What a query reads, as triples of the query, the pointer and the selector.
selected contains [query, $"/selectors/{i}", selector] if {
	some query in input.resources.metric_query
	some i, selector in known.value(query, "/selectors")
}

# METADATA
# description: A query as a person would call it.
title(query) := $`{query.values.kind} "{query.name}"`

# METADATA
# description: The labels that scrapes of what a query reads add. Undefined where that is not known.
added(query) := {label | some scrape in scrapes; some label in known.value(scrape, "/labels")} if {
	scrapes := resource.linked(query, "scrapes")
	count(scrapes) > 0
	every scrape in scrapes { not known.unknown(scrape, "/labels") }
}

# METADATA
# description: |
#   The labels that are added to what leaves, which a query sees unless the Prometheus that adds them
#   evaluates it itself. Undefined where they are not known.
later(query) := {label |
	some scrape in resource.linked(query, "scrapes")
	not object.get(query.values, "file", "") in object.get(scrape.values, "rule_files", [])
	some label in known.value(scrape, "/external")
} if {
	added(query)
}

# METADATA
# description: True where a scrape of what a query reads gives metrics other names.
renames(query) if {
	some scrape in resource.linked(query, "scrapes")
	"__name__" in known.value(scrape, "/labels")
}

# METADATA
# description: How the targets of scrapes are discovered, as triples of the scrape, the pointer and the discovery.
discovered contains [scrape, $"/discovery/{i}", discovery] if {
	some scrape in input.resources.prometheus_scrape
	some i, discovery in known.value(scrape, "/discovery")
}

# METADATA
# scope: document
# description: The authorizations of scrapes, as triples of the scrape, the pointer and the authorization.
authorizations contains [scrape, "/authorization", scrape.values.authorization] if {
	some scrape in input.resources.prometheus_scrape
}

authorizations contains [scrape, $"{pointer}/authorization", discovery.authorization] if {
	some [scrape, pointer, discovery] in discovered
}

# METADATA
# description: A clause on what is wrong with an authorization, undefined where it is right.
# scope: document
unauthorized(null) := "has no authorization"

unauthorized(authorization) := $`is authorized by "{type}"` if {
	authorization != null
	type := object.get(authorization, "type", "a header without a type")
	lower(type) != "bearer"
}

unauthorized(authorization) := "has an authorization without credentials" if {
	lower(authorization.type) == "bearer"
	not authorization.credentials
}
