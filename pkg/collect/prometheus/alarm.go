package prometheus

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// alarm is an alert of Grafana's: a list of queries and of expressions, which name each other,
// and a condition, which names the last of them:
// https://grafana.com/docs/grafana/latest/alerting/fundamentals/alert-rules/queries-conditions/
type alarm struct {
	in        *document
	condition string
	parts     map[string]alarmPart
	order     []string
	// queries are those of its parts that are read, by refId.
	queries map[string]*query
	// noData is what it is where there are none: alerting, nodata, ok, keeplast, or empty where that is open.
	noData string
	// open is where it leaves open what it compares, and why.
	open, why string
	// reached are the parts that the condition rests on, once that was asked for.
	reached    map[string]bool
	isOptional bool
	// isTold says that one of its queries was asked why it never fires.
	isTold bool
	// known is what parts come to.
	known map[string]outcome
}

type alarmPart struct {
	model map[string]any
	at    string // the pointer to the model
}

// mostAlarmParts bounds how many parts an alert has: Grafana's own have a few.
const mostAlarmParts = 100

// mostReduced bounds how many expressions lie between a query and what it is compared with.
const mostReduced = 8

func newAlarm(d *document, alert map[string]any, pointer string) *alarm {
	a := &alarm{
		in: d, condition: text(alert["condition"]),
		parts: map[string]alarmPart{}, queries: map[string]*query{}, known: map[string]outcome{},
	}
	a.noData = strings.ToLower(cmp.Or(text(either(alert, "noDataState", "no_data_state")), "NoData"))
	if isVariable(a.noData) {
		a.noData = ""
	}
	if isUnsettled(alert) {
		a.open, a.why = pointer+"/condition", "what it compares is filled in when it is deployed"
	}
	data, _ := alert["data"].([]any)
	if len(data) > mostAlarmParts {
		a.open, a.why, data = pointer+"/condition", "it has more parts than are read", nil
	}
	for i, element := range data {
		part, _ := element.(map[string]any)
		model, _ := part["model"].(map[string]any)
		id := text(either(part, "refId", "ref_id"))
		at := snapshot.Child(snapshot.Element(snapshot.Child(pointer, "data"), i), "model")
		a.parts[id], a.order = alarmPart{model, at}, append(a.order, id)
	}
	return a
}

// of is what a part of the alert comes to. Of one that rests on itself nothing is known.
func (a *alarm) of(o *outcomes, id string, depth int) outcome {
	known, ok := a.known[id]
	if !ok {
		a.known[id] = unknown()
		known = a.made(o, id, depth)
		a.known[id] = known
	}
	return known
}

func (a *alarm) made(o *outcomes, id string, depth int) outcome {
	if q := a.queries[id]; q != nil {
		made := o.of(q)
		made.causes = slices.Clone(made.causes)
		for i := range made.causes {
			place := q.page.location(made.causes[i].at)
			made.causes[i].place = &place
		}
		return made
	}
	part, ok := a.parts[id]
	if !ok || depth > mostReduced {
		return unknown()
	}
	switch text(part.model["type"]) {
	case "reduce":
		settings, _ := part.model["settings"].(map[string]any)
		inner := a.of(o, referred(part.model), depth+1)
		if mode := text(settings["mode"]); mode == "replaceNN" || isVariable(mode) {
			return unknown()
		}
		return reduced(text(part.model["reducer"]), inner)
	case "math":
		return a.calculated(o, part, depth)
	case "threshold":
		conditions, _ := part.model["conditions"].([]any)
		if len(conditions) != 1 {
			return unknown()
		}
		condition, _ := conditions[0].(map[string]any)
		inner := a.of(o, referred(part.model), depth+1)
		return a.judged(inner, a.written(referred(part.model), depth), condition, part.at+"/conditions/0")
	case "classic_conditions":
		return a.classic(o, part, depth)
	default:
		return unknown()
	}
}

// referred is the part that an expression takes.
func referred(model map[string]any) string {
	return strings.Trim(strings.TrimPrefix(text(model["expression"]), "$"), "{}")
}

// written is the expression of a part, or of what it is reduced from.
func (a *alarm) written(id string, depth int) string {
	part := a.parts[id]
	switch q := a.queries[id]; {
	case q != nil:
		return strings.Join(strings.Fields(text(q.Values["expression"])), " ")
	case text(part.model["type"]) == "reduce" && depth < mostReduced:
		return a.written(referred(part.model), depth+1)
	case text(part.model["type"]) == "math":
		return text(part.model["expression"])
	default:
		return "$" + id
	}
}

// idOf is the refId of a query.
func (a *alarm) idOf(q *query) (id string, ok bool) {
	at := slices.IndexFunc(a.order, func(id string) bool { return a.queries[id] == q })
	if at < 0 {
		return "", false
	}
	return a.order[at], true
}

// isOptionalFor says whether it can fire without a query, or perhaps does not rest on it.
func (a *alarm) isOptionalFor(id string) bool {
	reached, isOptional := a.reaches()
	isAlone := a.open != "" && len(a.queries) == 1 // whatever it compares
	return isOptional || !reached[id] && !isAlone
}

// silent says why an alert of Grafana's never fires, where a query is the first that it rests on
// of those that are told of.
func (o *outcomes) silent(q *query) []cause {
	a := q.alarm
	id, ok := a.idOf(q)
	if a.open != "" {
		return o.silentWhileOpen(q, id)
	}
	if reached, _ := a.reaches(); a.isTold || !ok || !reached[id] {
		return nil
	}
	a.isTold = true
	made := a.of(o, a.condition, 0)
	value, isOne := made.is()
	switch {
	case made.empty && a.mayFireWithoutData():
		return nil // it fires always, or may
	case made.empty:
		return made.causes
	case isOne && value == 0:
		return slices.DeleteFunc(made.causes, func(one cause) bool {
			return one.kind == "count" && a.noData != "ok" && a.noData != "keeplast"
		})
	default:
		return nil
	}
}

// silentWhileOpen says so where it is not known what the alert compares.
func (o *outcomes) silentWhileOpen(q *query, id string) []cause {
	made := o.of(q)
	if !made.empty || q.alarm.isOptionalFor(id) || q.alarm.mayFireWithoutData() {
		return nil
	}
	return made.causes
}

// mayFireWithoutData says whether it fires where there is no data, as far as is known.
func (a *alarm) mayFireWithoutData() bool { return a.noData == "alerting" || a.noData == "" }
