package prometheus

import (
	"cmp"
	"slices"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// asking are the keys under which other tools have a query: KEDA, Argo, Flagger and Perses,
// Prometheus' adapter, Sloth, Azure's rules, Google's dashboards, and the variables of a
// dashboard.
func asking() []string {
	return []string{"query", "promql", "seriesQuery", "error_query", "total_query", "expression", "prometheusQuery"}
}

// listed is a query for the values of a label, as a dashboard's variable has it.
var listed = lazyregexp.New(`(?s)^\s*(?:label_values|query_result)\((.*?)(?:,\s*(\w+)\s*)?\)\s*$`)

// asked reads the queries of an object that are PromQL. The same keys have other languages,
// so that only what is understood is one.
func (r *reader) asked(d *document, pointer string, object map[string]any, in surroundings) {
	for _, key := range asking() {
		whole := text(object[key])
		if !mentions(whole) || !in.isPromQL() {
			continue
		}
		part, label := span{0, len(whole)}, span{}
		if inner := listed().FindStringSubmatchIndex(whole); inner != nil {
			part = span{inner[2], inner[3]}
			label = span{max(inner[4], 0), max(inner[5], 0)}
		}
		at := snapshot.Child(pointer, key)
		kind, named := kindQuery, cmp.Or(in.named, in.title)
		switch alert := text(object["alert"]); {
		case alert != "":
			kind, named = kindAlert, alert
		case slices.Contains(snapshot.Tokens(pointer), "condition_prometheus_query_language"): // Google's
			kind = kindAlert
		}
		q := r.query(d, pointer, at, kind, named)
		q.Values["expression"] = whole
		q.page = d.inside(at, whole).part(span{part.start, len(whole)})
		r.analyze(q, whole[part.start:part.end])
		if q.analysis != nil && label.end > label.start {
			q.analysis.list(whole[label.start:label.end], span{label.start - part.start, label.end - part.start})
		}
	}
}

// list says of what is selected that the values of a label of it are listed.
func (a *analysis) list(name string, at span) {
	for i := range a.selectors {
		if s := &a.selectors[i]; len(s.path) == 0 {
			s.labels = append(s.labels, label{at: at, name: name, op: grouped})
		}
	}
}
