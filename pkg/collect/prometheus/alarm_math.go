package prometheus

import (
	"fmt"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// partName is a part of an alert as an expression of Grafana's own names it.
var partName = lazyregexp.New(`\$\{[^{}$]+\}|\$\w+`)

// calculated is what an expression of Grafana's own comes to. It is written almost as PromQL is, but
// for powers, which it calculates in another order, and which are not read.
func (a *alarm) calculated(o *outcomes, part alarmPart, depth int) outcome {
	written := text(part.model["expression"])
	if len(written) > longest/4 {
		return unknown()
	}
	ids, back := map[string]string{}, []string{}
	expr := partName().ReplaceAllStringFunc(written, func(name string) string {
		word := fmt.Sprintf("part_%d_", len(ids))
		ids[word], back = strings.Trim(name, "${}"), append(back, word, name)
		return word
	})
	expr = strings.NewReplacer("&&", " and ", "||", " or ").Replace(expr)
	parsed, err := parser.NewParser(parser.Options{}).ParseExpr(expr)
	if err != nil || parts(parsed) > mostParts {
		return unknown()
	}
	e := evaluation{text: expr, numbers: true, made: func(name string) (outcome, bool) {
		id, ok := ids[name]
		if !ok {
			return outcome{}, false
		}
		return a.of(o, id, depth+1), true
	}}
	made := e.of(parsed)
	place := a.in.location(part.at + "/expression")
	for i := range made.causes {
		if one := &made.causes[i]; one.place == nil {
			one.of, one.place = strings.NewReplacer(back...).Replace(one.of), &place
		}
	}
	return made
}

// reaches are the parts that the condition rests on, and whether it can be met without one of them.
func (a *alarm) reaches() (reached map[string]bool, isOptional bool) {
	if a.reached == nil {
		a.reached, a.isOptional = a.rests()
	}
	return a.reached, a.isOptional
}

func (a *alarm) rests() (reached map[string]bool, isOptional bool) {
	reached = map[string]bool{}
	pending := []string{a.condition}
	for len(pending) > 0 {
		id := pending[0]
		pending = pending[1:]
		part, ok := a.parts[id]
		if !ok || reached[id] {
			continue
		}
		reached[id] = true
		if a.queries[id] != nil {
			continue
		}
		expression := text(part.model["expression"])
		isOptional = isOptional || strings.Contains(expression, "||") || strings.Contains(expression, "is_")
		pending = append(pending, referred(part.model))
		for _, name := range partName().FindAllString(expression, -1) {
			pending = append(pending, strings.Trim(name, "${}"))
		}
		conditions, _ := part.model["conditions"].([]any)
		for i, element := range conditions {
			condition, _ := element.(map[string]any)
			id, _ := classic(condition)
			pending, isOptional = append(pending, id), isOptional || i > 0 && operatorOf(condition) != "and"
		}
	}
	return reached, isOptional
}

// lead says which reducers a query passes on its way to the condition, as functions of PromQL,
// and whether the alert can fire without it.
func (a *alarm) lead(id string) (path []string, isOptional bool) {
	isOptional = a.isOptionalFor(id)
	for range mostReduced {
		next := slices.IndexFunc(a.order, func(other string) bool {
			return text(a.parts[other].model["type"]) == "reduce" && referred(a.parts[other].model) == id
		})
		if next < 0 {
			break
		}
		id = a.order[next]
		path = append(path, overTime(text(a.parts[id].model["reducer"])))
	}
	conditions, _ := a.parts[a.condition].model["conditions"].([]any)
	for _, element := range conditions {
		condition, _ := element.(map[string]any)
		if of, reducer := classic(condition); of == id && reducer != "" {
			path = append(path, overTime(reducer))
			break
		}
	}
	return path, isOptional
}

// overTime is the function of PromQL that does what a reducer of Grafana's does.
func overTime(reducer string) string {
	switch reducer {
	case "mean":
		return "avg_over_time"
	case "last", "min", "max", "sum", "count", "avg":
		return reducer + "_over_time"
	case "diff", "diff_abs", "percent_diff", "percent_diff_abs":
		return "delta"
	default:
		return "reduce"
	}
}
