package prometheus

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// threshold is what an alert of Grafana's compares a query with, which another part of the
// alert says.
type threshold struct {
	op    string
	value float64
	// reduced are the functions by which each series becomes a number before, as PromQL has them.
	reduced []string
	at      string // the pointer
}

// mostReduced bounds how many expressions lie between a query and what it is compared with.
const mostReduced = 8

// thresholds are those of an alert, by the refId of the query. An alert is a list of queries
// and of expressions, which name each other, and its condition names the last of them:
// https://grafana.com/docs/grafana/latest/alerting/fundamentals/alert-rules/queries-conditions/
func thresholds(alert map[string]any, pointer string) map[string]threshold {
	data, _ := alert["data"].([]any)
	parts, places := map[string]map[string]any{}, map[string]string{}
	for i, element := range data {
		part, _ := element.(map[string]any)
		model, _ := part["model"].(map[string]any)
		id := text(either(part, "refId", "ref_id"))
		parts[id], places[id] = model, snapshot.Child(snapshot.Element(snapshot.Child(pointer, "data"), i), "model")
	}
	last := text(alert["condition"])
	id, found, ok := compares(parts[last])
	if !ok {
		return nil
	}
	found.at = places[last] + found.at
	for range mostReduced {
		part := parts[id]
		if text(part["type"]) != "reduce" {
			break
		}
		found.reduced = append([]string{overTime(text(part["reducer"]))}, found.reduced...)
		id = strings.TrimPrefix(text(part["expression"]), "$")
	}
	return map[string]threshold{id: found}
}

// unfold puts the parts of an alert that are texts of JSON, as Terraform and Pulumi have them, in
// the place of the texts.
func (d *document) unfold(pointer string, alert map[string]any) {
	data, _ := alert["data"].([]any)
	if alert["condition"] == nil {
		return
	}
	for i, element := range data {
		part, _ := element.(map[string]any)
		at := snapshot.Child(snapshot.Element(snapshot.Child(pointer, "data"), i), "model")
		text, ok := part["model"].(string)
		if !ok {
			continue
		}
		inner, err := readJSON(d.inside(at, text))
		if err != nil {
			continue // what it compares is then not known
		}
		part["model"] = inner.value
		for below, one := range inner.entries {
			if below != "" {
				one.page = inner.page
				d.entries[at+below] = one
			}
		}
	}
}

// isUnsettled says whether what an alert compares, or with what, is filled in later. $A and
// ${A} are Grafana's own for a part of the alert.
func isUnsettled(alert map[string]any) bool {
	data, _ := alert["data"].([]any)
	var own []string
	for _, element := range data {
		part, _ := element.(map[string]any)
		if id := text(either(part, "refId", "ref_id")); id != "" {
			own = append(own, "${"+id+"}", "", "$"+id, "")
		}
	}
	without := strings.NewReplacer(own...)
	isOpen := func(text string) bool { return isVariable(without.Replace(text)) }
	return isOpen(text(alert["condition"])) || slices.ContainsFunc(data, func(element any) bool {
		part, _ := element.(map[string]any)
		model, ok := part["model"].(map[string]any)
		return !ok && part["model"] != nil || isOpen(text(either(part, "refId", "ref_id"))) ||
			slices.ContainsFunc([]string{"type", "expression", "reducer", "conditions"}, func(key string) bool {
				return holds(model[key], isOpen)
			})
	})
}

// mathematical is an expression of Grafana's own that compares another part with a number.
var mathematical = lazyregexp.New(`^\s*\$\{?(\w+)\}?\s*(>=|<=|==|>|<)\s*(-?[\d.]+(?:[eE][-+]?\d+)?)\s*$`)

// compares reads a part that compares another one with a number: which, and with what.
func compares(part map[string]any) (id string, found threshold, ok bool) {
	switch text(part["type"]) {
	case "math":
		words := mathematical().FindStringSubmatch(text(part["expression"]))
		if words == nil {
			return "", threshold{}, false
		}
		found.value, ok = finite(words[3])
		found.op, found.at = words[2], "/expression"
		return words[1], found, ok
	case "threshold", "classic_conditions":
		conditions, _ := part["conditions"].([]any)
		if len(conditions) != 1 {
			return "", threshold{}, false
		}
		condition, _ := conditions[0].(map[string]any)
		id = strings.TrimPrefix(text(part["expression"]), "$")
		if text(part["type"]) == "classic_conditions" {
			id, found.reduced = classic(condition)
		}
		evaluator, _ := condition["evaluator"].(map[string]any)
		params, _ := evaluator["params"].([]any)
		found.op = map[string]string{"gt": ">", "gte": ">=", "lt": "<", "lte": "<=", "eq": "=="}[text(evaluator["type"])]
		found.at = "/conditions/0/evaluator"
		if len(params) == 0 || found.op == "" {
			return "", threshold{}, false
		}
		found.value, ok = finite(fmt.Sprint(params[0]))
		return id, found, ok
	default:
		return "", threshold{}, false
	}
}

// finite is the number that a text has.
func finite(text string) (float64, bool) {
	value, err := strconv.ParseFloat(text, 64)
	return value, err == nil && !math.IsNaN(value) && !math.IsInf(value, 0)
}

// classic is the query of a condition in the older form, and how it is reduced.
func classic(condition map[string]any) (id string, reduced []string) {
	query, _ := condition["query"].(map[string]any)
	params, _ := query["params"].([]any)
	if len(params) == 0 {
		return "", nil
	}
	reducer, _ := condition["reducer"].(map[string]any)
	return text(params[0]), []string{overTime(text(reducer["type"]))}
}

// overTime is the function of PromQL that does what a reducer of Grafana's does.
func overTime(reducer string) string {
	switch reducer {
	case "mean":
		return "avg_over_time"
	case "last", "min", "max", "sum", "count", "avg":
		return reducer + "_over_time"
	default:
		return "reduce"
	}
}

// compare says of what a query selects that it is compared with a threshold.
func (q *query) compare(d *document, with threshold) {
	place := d.location(with.at)
	for i := range q.analysis.selectors {
		s := &q.analysis.selectors[i]
		s.path = append(s.path, with.reduced...)
		if s.compared == nil {
			s.compared = &comparison{op: with.op, value: with.value, after: len(s.path), place: &place}
		}
		s.path = append(s.path, with.op)
	}
}
