package prometheus

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

// reduced is what a reducer makes of the values of a series.
func reduced(reducer string, of outcome) outcome {
	if of.empty {
		return of
	}
	switch reducer {
	case "mean", "avg", "last", "min", "max", "median":
		return of
	case "sum":
		made := of.summed()
		if of.strange { // what is no number may be left out, so that there is nothing to add
			made = made.or(exactly(0))
		}
		return outcome{interval: made}
	case "count", "count_non_null":
		return outcome{interval: between(0, math.Inf(1))}
	default:
		return unknown()
	}
}

// classic is what the conditions of the older form come to, from the first to the last.
func (a *alarm) classic(o *outcomes, part alarmPart, depth int) outcome {
	conditions, _ := part.model["conditions"].([]any)
	made := unknown()
	for i, element := range conditions {
		condition, _ := element.(map[string]any)
		id, reducer := classic(condition)
		inner := reduced(reducer, a.of(o, id, depth+1))
		at := fmt.Sprintf("%s/conditions/%d", part.at, i)
		one := a.judged(inner, a.written(id, depth), condition, at)
		if one.empty { // no value, which is not above or below
			one = outcome{interval: exactly(0), causes: one.causes}
		}
		switch how := operatorOf(condition); {
		case i == 0:
			made = one
		case how == "or":
			made = logical(parser.LOR, made, one)
		case how == "and":
			made = logical(parser.LAND, made, one)
		default:
			return unknown()
		}
	}
	return made
}

// operatorOf is how a condition of the older form is combined with those before it.
func operatorOf(condition map[string]any) string {
	operator, _ := condition["operator"].(map[string]any)
	return cmp.Or(text(operator["type"]), "and")
}

// classic is the query of a condition in the older form, and how it is reduced.
func classic(condition map[string]any) (id, reducer string) {
	query, _ := condition["query"].(map[string]any)
	params, _ := query["params"].([]any)
	if len(params) == 0 {
		return "", ""
	}
	how, _ := condition["reducer"].(map[string]any)
	return text(params[0]), text(how["type"])
}

// judged is 1 where a value meets a condition and 0 where it does not.
func (a *alarm) judged(of outcome, written string, condition map[string]any, pointer string) outcome {
	evaluator, _ := condition["evaluator"].(map[string]any)
	kind := text(evaluator["type"])
	if of.empty && kind != "no_value" {
		return of
	}
	values, ok := numbers(evaluator["params"])
	if !ok {
		return outcome{interval: between(0, 1)}
	}
	why, never := fails(of, kind, values)
	if !never {
		return outcome{interval: between(0, 1)}
	}
	place := a.in.location(pointer + "/evaluator")
	why.of, why.place = written, &place
	return outcome{interval: exactly(0), causes: []cause{why}}
}

// numbers are those of a list that has one or more, and nothing else.
func numbers(value any) (found []float64, ok bool) {
	params, _ := value.([]any)
	for _, param := range params {
		number, isNumber := finite(fmt.Sprint(param))
		if !isNumber {
			return nil, false
		}
		found = append(found, number)
	}
	return found, len(found) > 0
}

// finite is the number that a text has.
func finite(text string) (float64, bool) {
	value, err := strconv.ParseFloat(text, 64)
	return value, err == nil && !math.IsNaN(value) && !math.IsInf(value, 0)
}

// fails says why no value can meet an evaluator of Grafana's.
func fails(of outcome, kind string, values []float64) (why cause, never bool) {
	if op := map[string]string{"gt": ">", "gte": ">=", "lt": "<", "lte": "<=", "eq": "==", "ne": "!="}[kind]; op != "" {
		with := outcome{interval: exactly(values[0])}
		why = compared(of, op, with)
		why.with = plain(values[0])
		return why, !of.meets(op, with.interval)
	}
	if len(values) < 2 {
		return cause{}, false
	}
	lowest, highest := slices.Min(values[:2]), slices.Max(values[:2])
	above, below := ">", "<"
	if strings.HasSuffix(kind, "_included") {
		above, below = ">=", "<="
	}
	low, high := outcome{interval: exactly(lowest)}, outcome{interval: exactly(highest)}
	switch strings.TrimSuffix(kind, "_included") {
	case "within_range":
		never = true
		switch {
		case !of.meets(above, low.interval):
			why = compared(of, above, low)
		case !of.meets(below, high.interval):
			why = compared(of, below, high)
		default:
			never = false
		}
		why.op = "within"
	case "outside_range":
		isOrdered := values[0] <= values[1] // else everything is outside
		never = isOrdered && !of.meets(below, low.interval) && !of.meets(above, high.interval)
		why = cause{kind: "value", op: "outside", least: &of.least, most: &of.most}
	}
	why.with = plain(lowest) + " to " + plain(highest)
	return why, never
}

func plain(value float64) string { return strconv.FormatFloat(value, 'g', -1, 64) }
