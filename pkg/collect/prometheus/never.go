package prometheus

import (
	"encoding/json"
	"math"
	"strconv"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// cause is why an expression never has a result.
type cause struct {
	// kind is value, where a comparison is never true, count, where it would be if there were a
	// count of nothing, both, where two comparisons are never true at once, itself, where a
	// series is there unless it is, always, where something is always there, buckets, where no
	// series is one of a histogram, and recorded, where a recording rule has no result.
	kind string
	// of is what it is about, as it is written, and op and with what that is compared with.
	of, op, with string
	// least and most are what it is at least or at most, as far as that is why.
	least, most *float64
	at          span
	// place is where it stands, if not in the expression.
	place *snapshot.Location
}

// why says of a comparison that is never true what it compares, with what is a number on the
// right, where a person would change it.
func (e *evaluation) why(expr *parser.BinaryExpr, left, right outcome) cause {
	op, of, with := expr.Op.String(), expr.LHS, expr.RHS
	if of.Type() == parser.ValueTypeScalar && with.Type() != parser.ValueTypeScalar {
		op, of, with, left, right = mirrored(op), with, of, right, left
	}
	found := compared(left, op, right)
	found.of, found.with, found.at = e.written(unwrapped(of)), e.written(with), rangeOf(with)
	return found
}

func unwrapped(expr parser.Expr) parser.Expr {
	for {
		paren, ok := expr.(*parser.ParenExpr)
		if !ok {
			return expr
		}
		expr = paren.Expr
	}
}

// compared says why a comparison is never true.
func compared(left outcome, op string, right outcome) cause {
	found := cause{kind: "value", op: op}
	if left.counts && left.least == 1 && exactly(0).meets(op, right.interval) {
		found.kind = "count"
	}
	asksBelow, asksAbove := asks(left, op, right)
	_, isOne := left.is()
	if (asksBelow || isOne) && !math.IsInf(left.least, 0) {
		found.least = &left.least
	}
	if (asksAbove || isOne) && !math.IsInf(left.most, 0) {
		found.most = &left.most
	}
	return found
}

// asks says whether a comparison asks for what is below the least that can be, or above the most.
func asks(left outcome, op string, right outcome) (below, above bool) {
	switch op {
	case "<", "<=":
		return true, false
	case ">", ">=":
		return false, true
	default:
		return left.least > right.most, left.most < right.least
	}
}

// sides are what an expression has one or the other of.
func sides(expr parser.Expr) []parser.Expr {
	switch expr := expr.(type) {
	case *parser.ParenExpr:
		return sides(expr.Expr)
	case *parser.BinaryExpr:
		if expr.Op == parser.LOR {
			return append(sides(expr.LHS), sides(expr.RHS)...)
		}
	}
	return []parser.Expr{expr}
}

// sidesOf are the sides of what an alert asks for, as spans of its expression.
func sidesOf(expr parser.Expr) []span {
	all := sides(expr)
	spans := make([]span, len(all))
	for i, side := range all {
		spans[i] = rangeOf(side)
	}
	return spans
}

// longestQuoted bounds what is quoted of an expression, in characters.
const longestQuoted = 80

// matchers are what a metric is selected by.
var matchers = lazyregexp.New(`(\w)\{(?:[^{}"']|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')+\}`)

// quoted is an expression for a message, without what the same alert on another index selects.
func quoted(text string) string {
	text = matchers().ReplaceAllString(text, "$1{…}")
	if characters := []rune(text); len(characters) > longestQuoted {
		return string(characters[:longestQuoted-1]) + "…"
	}
	return text
}

func (c cause) values() map[string]any {
	values := map[string]any{"cause": c.kind, "of": quoted(c.of)}
	if c.op != "" {
		values["operator"], values["with"] = c.op, quoted(c.with)
	}
	if c.least != nil {
		values["least"] = json.Number(strconv.FormatFloat(*c.least, 'g', -1, 64))
	}
	if c.most != nil {
		values["most"] = json.Number(strconv.FormatFloat(*c.most, 'g', -1, 64))
	}
	return values
}

// outcomes tells of all queries what they come to, also through recording rules.
type outcomes struct {
	metrics map[string]Metric
	makers  map[string][]*query
	known   map[string]outcome
	pending map[string]bool
	// unread are the metrics that are recorded of what could not be read.
	unread map[string]bool
}

func newOutcomes(metrics map[string]Metric, queries []*query) *outcomes {
	o := &outcomes{
		metrics: metrics, makers: map[string][]*query{}, known: map[string]outcome{}, pending: map[string]bool{},
		unread: unread(queries),
	}
	for _, q := range queries {
		if q.records != "" {
			o.makers[q.records] = append(o.makers[q.records], q)
		}
	}
	return o
}

// mostFollowed bounds how far recording rules are followed from one to the next.
const mostFollowed = 16

// recorded is what recording rules make under a name. Of one that is made of itself nothing is known.
func (o *outcomes) recorded(name string) (outcome, bool) {
	makers := o.makers[name]
	if len(makers) == 0 {
		return outcome{}, false
	}
	if known, ok := o.known[name]; ok {
		return known, true
	}
	if o.pending[name] || len(o.pending) > mostFollowed {
		return unknown(), true
	}
	o.pending[name] = true
	var made outcome
	for i, q := range makers {
		one := o.of(q)
		if i == 0 {
			made = one
			continue
		}
		made = eitherOf(made, one)
	}
	delete(o.pending, name)
	o.known[name] = made
	return made, true
}

// of is what the expression of a query comes to.
func (o *outcomes) of(q *query) outcome {
	if q.analysis == nil {
		return unknown()
	}
	return o.evaluation(q).of(q.analysis.parsed)
}

func (o *outcomes) evaluation(q *query) *evaluation {
	return &evaluation{
		metrics: o.metrics, made: o.recorded, text: q.analysis.written, filled: q.analysis.filled,
	}
}

// tell writes why an alert never fires, by the side that each reason is of.
func (o *outcomes) tell(q *query) {
	if q.kind != kindAlert {
		return
	}
	if q.alarm != nil {
		o.tellAlarm(q)
		return
	}
	for i, side := range sides(q.analysis.parsed) {
		if made := o.evaluation(q).of(side); made.empty {
			q.never(made.causes, i)
		}
	}
	q.sided()
}

// tellAlarm writes why an alert of Grafana's never fires, whatever sides its query has.
func (o *outcomes) tellAlarm(q *query) {
	a := q.alarm
	q.never(o.silent(q), 0)
	if q.Values["never"] != nil {
		return
	}
	q.sided()
	if a.open != "" {
		place := a.in.location(a.open)
		q.unknown("/never", snapshot.Unknown{Reason: a.why, Location: &place})
	}
}

func (q *query) sided() {
	if count := len(q.analysis.sides); count > 1 {
		q.Values["sides"] = json.Number(strconv.Itoa(count))
	}
}

// never writes causes with their places.
func (q *query) never(causes []cause, side int) {
	all, _ := q.Values["never"].([]any)
	for _, one := range causes[:min(len(causes), mostCauses)] {
		at := q.page.location(one.at)
		if one.place != nil {
			at = *one.place
		}
		q.Locations.Set(snapshot.Element("/never", len(all)), snapshot.Position{Location: at})
		values := one.values()
		if side > 0 {
			values["side"] = json.Number(strconv.Itoa(side))
		}
		all = append(all, values)
	}
	if all != nil {
		q.Values["never"] = all
	}
}

// mostCauses bounds what is said of one side.
const mostCauses = 5
