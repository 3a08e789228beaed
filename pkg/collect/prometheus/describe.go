package prometheus

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/prometheus/common/model"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// metrics are those that a query reads by name.
func (q *query) metrics() []string {
	var all []string
	if q.analysis != nil {
		for _, s := range q.analysis.selectors {
			all = append(all, s.metric)
		}
	}
	return all
}

// mentions says whether a query reads a metric of Pinecone's by name or by a pattern.
func (q *query) mentions() bool {
	return q.analysis != nil && slices.ContainsFunc(q.analysis.selectors, func(s selector) bool {
		return strings.HasPrefix(s.start, pinecone+"_") || strings.HasPrefix(s.start, pinecone+":") ||
			slices.ContainsFunc(s.labels, func(l label) bool {
				return l.name == model.MetricNameLabel && strings.Contains(l.value, pinecone)
			})
	})
}

// describe writes what a query reads into its observation.
func (q *query) describe(recorded map[string]bounds, of *outcomes) {
	if q.failed != nil {
		q.Unknown = map[string]snapshot.Unknown{"/selectors": *q.failed, "/never": *q.failed}
		return
	}
	q.describeAlarm()
	of.tell(q)
	q.describeOpen(recorded, of)
	place := func(pointer string, at span) {
		q.Locations.Set(pointer, snapshot.Position{Location: q.page.location(at)})
	}
	var selectors []any
	for _, s := range q.analysis.selectors {
		pointer := snapshot.Element("/selectors", len(selectors))
		place(pointer, s.at)
		if s.variable {
			q.unknown(pointer+"/metric", snapshot.Unknown{Reason: q.filledIn()})
		}
		if len(s.open) > 0 {
			place(pointer+"/open", s.open[0])
		}
		for i, l := range s.labels {
			place(snapshot.Element(pointer+"/labels", i), l.at)
		}
		values := s.values(recorded)
		if made, ok := of.recorded(s.metric); ok && made.raw != "" {
			values["recorded_counter"] = made.raw
		}
		if of.unread[s.metric] {
			values["recorded_open"] = true
		}
		selectors = append(selectors, values)
	}
	q.Values["selectors"] = selectors
	if len(q.analysis.joins) > 0 {
		joins := make([]any, 0, len(q.analysis.joins))
		for i, j := range q.analysis.joins {
			place(snapshot.Element("/joins", i), j.at)
			for k, at := range j.places {
				place(snapshot.Element(snapshot.Element("/joins", i)+"/on", k), at)
			}
			joins = append(joins, j.values(recorded))
		}
		q.Values["joins"] = joins
	}
}

// filledIn says why a part of the expression is not known.
func (q *query) filledIn() string {
	if q.analysis.dashboard {
		return "a variable of the dashboard is in it"
	}
	return "a part of it is filled in when the file is deployed"
}

// describeOpen says where nobody can tell by which labels it selects or matches, or what is
// recorded of what it reads.
func (q *query) describeOpen(recorded map[string]bounds, of *outcomes) {
	if len(q.analysis.openJoins) > 0 {
		at := q.page.location(q.analysis.openJoins[0])
		q.unknown("/joins", snapshot.Unknown{Reason: "the labels that it matches are filled in later", Location: &at})
	}
	if q.kind != kindAlert || q.Values["never"] != nil {
		return
	}
	for _, s := range q.analysis.selectors {
		at := q.page.location(s.at)
		switch {
		case of.unread[s.metric]:
			reason := fmt.Sprintf("what %q is recorded of cannot be read", s.metric)
			q.unknown("/never", snapshot.Unknown{Reason: reason, Location: &at})
		case recorded[s.metric].open && (s.isNarrowed() || len(q.analysis.joins) > 0):
			reason := fmt.Sprintf("the labels that %q is recorded with are filled in later", s.metric)
			q.unknown("/never", snapshot.Unknown{Reason: reason, Location: &at})
		case s.selects:
			q.unknown("/never", snapshot.Unknown{Reason: "a label that it selects by is filled in later", Location: &at})
		default:
			continue
		}
		return
	}
}

// isNarrowed says whether it selects by a label.
func (s selector) isNarrowed() bool {
	return s.selects || slices.ContainsFunc(s.labels, func(l label) bool { return l.op != grouped })
}

// describeAlarm writes what an alert of Grafana's does with what the query has.
func (q *query) describeAlarm() {
	a := q.alarm
	if a == nil {
		return
	}
	if a.noData != "" {
		q.Values["no_data"] = a.noData
	} else {
		q.unknown("/no_data", snapshot.Unknown{Reason: "what it does without data is filled in when it is deployed"})
	}
	id, ok := a.idOf(q)
	if !ok {
		return
	}
	path, isOptional := a.lead(id)
	for i := range q.analysis.selectors {
		s := &q.analysis.selectors[i]
		s.path, s.optional = append(s.path, path...), s.optional || isOptional
	}
}

func (q *query) unknown(pointer string, why snapshot.Unknown) {
	if q.Unknown == nil {
		q.Unknown = map[string]snapshot.Unknown{}
	}
	q.Unknown[pointer] = why
}

func (s selector) values(recorded map[string]bounds) map[string]any {
	values := map[string]any{}
	if s.metric != "" {
		values["metric"] = s.metric
	}
	if made, ok := recorded[s.metric]; ok {
		values["recorded"] = true
		if made.bounded {
			values["recorded_labels"] = distinct(list(made.labels))
		}
		if len(made.lost) > 0 {
			values["recorded_lost"] = distinct(list(made.lost))
		}
	}
	var all []any
	for _, l := range s.labels {
		label := map[string]any{"name": l.name, "operator": l.op}
		if l.op != grouped && !l.variable {
			label["value"] = l.value
		}
		all = append(all, label)
	}
	values["labels"], values["path"] = all, list(s.path)
	if len(s.open) > 0 {
		values["open"] = true
	}
	if s.side > 0 {
		values["side"] = json.Number(strconv.Itoa(s.side))
	}
	if s.optional {
		values["optional"] = true
	}
	if s.exists {
		values["exists"] = true
	}
	if s.window > 0 {
		values["window"] = json.Number(plain(s.window.Seconds()))
	}
	return values
}

func list(texts []string) []any {
	all := make([]any, 0, len(texts))
	for _, text := range texts {
		all = append(all, text)
	}
	return all
}
