package prometheus

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

const (
	// longest bounds an expression, in bytes: its parser recurses, and takes the square of its depth.
	longest = 16 << 10
	// mostParts bounds it too, since each part is described with all that stands around it.
	mostParts = 2000
)

// The kinds of query.
const (
	kindAlert  = "alert"
	kindRecord = "record"
	kindPanel  = "panel"
	kindQuery  = "query" // of another tool, or for the values of a variable
)

// query is one expression, and what it reads.
type query struct {
	*snapshot.Observation

	page     *page // the expression
	kind     string
	records  string   // the metric that it makes
	adds     []string // the labels that its rule adds to that
	analysis *analysis
	// alarm is the alert of Grafana's that it is a part of.
	alarm *alarm
	// failed is set where the expression could not be read.
	failed *snapshot.Unknown
}

// expression reads the expression of an object that has one.
func (r *reader) expression(d *document, pointer string, object map[string]any, in surroundings) {
	kind, named := kindPanel, in.title
	switch {
	case text(object["alert"]) != "":
		kind, named = kindAlert, text(object["alert"])
	case text(object["record"]) != "":
		kind, named = kindRecord, text(object["record"])
	case in.paused:
		kind = kindQuery // which tells nobody anything
	case in.alert:
		kind, named = kindAlert, cmp.Or(in.title, in.named)
	case !in.isPromQL():
		return // another language
	}
	at, expr := snapshot.Child(pointer, "expr"), text(object["expr"])
	q := r.query(d, pointer, at, kind, named)
	q.Values["expression"], q.page = expr, d.inside(at, expr)
	if kind == kindRecord {
		q.records, q.adds = named, append(keysOf(object["labels"]), in.labels...)
	}
	r.analyze(q, expr)
	if in.alarm != nil && kind == kindAlert {
		q.alarm, in.alarm.queries[in.refID] = in.alarm, q
	}
}

// query is one of a kind and a name, whose expression stands at a pointer.
func (r *reader) query(d *document, pointer, at, kind, named string) *query {
	if named == "" {
		named = "unnamed"
	}
	q := &query{kind: kind, Observation: &snapshot.Observation{
		Type: "metric_query", Source: sourceID, Complete: true, Address: r.address("metric_query", named),
		Values: map[string]any{"file": r.file, "name": named, "kind": kind},
	}}
	if len(r.projects) > 0 {
		var projects []any
		for _, project := range r.projects {
			projects = append(projects, project)
		}
		q.Values["projects"] = distinct(projects)
	}
	q.Locations.Set("", snapshot.Position{Location: d.location(pointer)})
	q.Locations.Set("/expression", snapshot.Position{Location: d.location(at)})
	return q
}

// analyze parses an expression. Only of what mentions Pinecone it is said that it cannot be
// read: the rest is another tool's business.
func (r *reader) analyze(q *query, expr string) {
	mentioned := mentions(expr)
	switch {
	case r.pinecone && q.kind == kindAlert && isHole(expr):
		r.problem(snapshot.Gap, q.page.location(span{0, len(expr)}), fmt.Sprintf(
			"has alert %q, whose expression is filled in when it is deployed", text(q.Values["name"])))
	case len(expr) <= longest:
		r.take(q, expr, mentioned)
	case mentioned:
		q.fail(r, snapshot.Gap, 0, fmt.Sprintf("has an expression of more than %d bytes, which is not read", longest))
		r.queries = append(r.queries, q)
	}
}

// take parses an expression that is short enough for it.
func (r *reader) take(q *query, expr string, mentioned bool) {
	dashboard := q.kind == kindPanel || q.kind == kindQuery || strings.Contains(expr, "$__")
	parsed, read, filled, err := parse(r.parser, expr, dashboard)
	switch {
	case err == nil && parts(parsed) > mostParts:
		q.fail(r, snapshot.Gap, 0, fmt.Sprintf("has an expression of more than %d parts, which is not read", mostParts))
	case err == nil:
		q.analysis = analyzed(parsed, expr, read, dashboard, filled)
		if r.victoria { // which looks beyond a range
			q.analysis.forgetWindows()
		}
	case !mentioned || isLogQL(expr) || q.kind == kindQuery:
		return
	case r.victoria:
		q.fail(r, snapshot.Gap, position(err), fmt.Sprintf(
			"has in %s %q MetricsQL, of which only what is PromQL too is read: %s",
			q.kind, text(q.Values["name"]), reason(err)))
	case r.template || isFilledIn(expr) || len(filled) > 0:
		q.fail(r, snapshot.Gap, position(err), "has an expression that can be judged only where it is filled in")
	default:
		q.fail(r, snapshot.Broken, position(err), fmt.Sprintf("has in %s %q what is not PromQL: %s",
			q.kind, text(q.Values["name"]), reason(err)))
	}
	r.queries = append(r.queries, q)
}

// isFilledIn says whether an expression has what a tool fills in, and PromQL does not have.
func isFilledIn(expr string) bool {
	opens := []string{"{{", "${", "$(", "%(", "<<"}
	return slices.ContainsFunc(opens, func(open string) bool { return strings.Contains(expr, open) })
}

// isHole says whether all of a text is filled in later.
func isHole(text string) bool {
	text = strings.TrimSpace(text)
	if strings.HasPrefix(text, "{{") {
		return strings.HasSuffix(text, "}}") && strings.Count(text, "{{") == 1
	}
	return strings.HasPrefix(text, "${") && braced(text) == len(text)
}

// fail says that an expression cannot be read, so that what it reads is unknown.
func (q *query) fail(r *reader, kind string, at int, what string) {
	place := q.page.location(span{at, at})
	r.problem(kind, place, what)
	q.failed = &snapshot.Unknown{Reason: "the expression cannot be read", Location: &place}
}

// parse reads PromQL, and gives the text that it was read as: where Grafana fills in
// variables, each is a word, or else a number, of the same length.
func parse(with parser.Parser, expr string, variables bool) (parser.Expr, string, []span, error) {
	if !variables || !strings.ContainsAny(expr, "$[") {
		parsed, err := with.ParseExpr(expr)
		return parsed, expr, nil, err
	}
	found := grafanaVariables(expr)
	words := fill(expr, found, 'v')
	parsed, err := with.ParseExpr(words)
	if err == nil || len(found) == 0 {
		return parsed, words, found, err
	}
	numbers := fill(expr, found, '1')
	if parsed, again := with.ParseExpr(numbers); again == nil {
		return parsed, numbers, found, nil
	}
	return nil, words, found, err
}

// parts counts the operations, selectors and numbers of an expression.
func parts(expr parser.Expr) int {
	count := 0
	parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
		if node != nil {
			count++
		}
		return nil
	})
	return count
}

func position(err error) int {
	if wrong, ok := errors.AsType[parser.ParseErrors](err); ok && len(wrong) > 0 {
		return int(wrong[0].PositionRange.Start)
	}
	return 0
}

func reason(err error) string {
	if wrong, ok := errors.AsType[parser.ParseErrors](err); ok && len(wrong) > 0 {
		return wrong[0].Err.Error()
	}
	return err.Error()
}

// mentions says whether an expression may read a metric of Pinecone's: not where its name is
// but in the value of a label, as where a program is called after it.
func mentions(expr string) bool {
	if !strings.Contains(expr, pinecone) || strings.Contains(expr, model.MetricNameLabel) {
		return strings.Contains(expr, pinecone)
	}
	rest := []byte(expr)
	for _, quoted := range literals(expr) {
		before := strings.TrimRight(expr[:quoted.start], " \t\r\n")
		if strings.HasSuffix(before, "=") || strings.HasSuffix(before, "~") {
			clear(rest[quoted.start:quoted.end])
		}
	}
	return bytes.Contains(rest, []byte(pinecone))
}

// isLogQL says whether an expression is one of Loki's: PromQL has no bar but in strings.
func isLogQL(expr string) bool {
	quote := byte(0)
	for i := 0; i < len(expr); i++ {
		switch b := expr[i]; {
		case quote != 0 && quote != '`' && b == '\\':
			i++
		case b == quote:
			quote = 0
		case quote == 0 && (b == '"' || b == '\'' || b == '`'):
			quote = b
		case quote == 0 && b == '|':
			return true
		}
	}
	return false
}

// monitor reads a monitor of Datadog's operator. Whether it is about Pinecone is seen when
// it is joined, as for those in Terraform.
func (r *reader) monitor(d *document, pointer string, spec map[string]any, called string) {
	o := &snapshot.Observation{
		Type: "datadog_monitor", Source: sourceID, Complete: true, Address: r.address("datadog_monitor", called),
		Values: map[string]any{"name": called},
	}
	o.Locations.Set("", snapshot.Position{Location: d.location(pointer)})
	for _, key := range []string{"name", "type", "query", "message"} {
		if value := text(spec[key]); value != "" {
			o.Values[key] = value
			o.Locations.Set("/"+key, snapshot.Position{Location: d.location(snapshot.Child(pointer, key))})
		}
	}
	r.monitors = append(r.monitors, o)
}
