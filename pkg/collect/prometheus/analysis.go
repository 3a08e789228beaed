package prometheus

import (
	"math"
	"slices"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// analysis is what an expression reads, and what it does with it.
type analysis struct {
	expr      string
	dashboard bool   // Grafana fills in variables
	filled    []span // where it does
	selectors []selector
	joins     []join
	result    bounds
}

// selector is one vector that an expression selects.
type selector struct {
	at       span
	metric   string // empty where a pattern tells it, or a variable is in it
	variable bool   // Grafana fills in a part of the metric
	labels   []label
	path     []string
	compared *comparison
}

type label struct {
	at              span
	name, op, value string
	variable        bool // Grafana fills in a part of the value
}

// grouped stands for the operator of a label that is not selected by but grouped by.
const grouped = "by"

// comparison is one with a number, written with the number on the right. After is how many
// operations lie between it and the selector.
type comparison struct {
	op    string
	value float64
	after int
	// place is where the number stands, if not in the expression.
	place *snapshot.Location
}

// step is one operation on the way from the whole expression to a selector.
type step struct {
	name     string
	by       []string // that it groups by
	at       span
	relabels bool // what lies within has other labels
	compared *comparison
}

func analyzed(expr parser.Expr, text string, dashboard bool, filled []span) *analysis {
	a := &analysis{expr: text, dashboard: dashboard, filled: filled, result: boundsOf(expr)}
	a.walk(expr, nil)
	return a
}

// walk goes down an expression. Steps are from the outside inwards.
func (a *analysis) walk(expr parser.Expr, steps []step) {
	steps = slices.Clip(steps)
	switch expr := expr.(type) {
	case *parser.VectorSelector:
		a.selectors = append(a.selectors, a.selected(expr, steps))
	case *parser.MatrixSelector:
		a.walk(expr.VectorSelector, steps)
	case *parser.SubqueryExpr:
		a.walk(expr.Expr, steps)
	case *parser.ParenExpr:
		a.walk(expr.Expr, steps)
	case *parser.StepInvariantExpr:
		a.walk(expr.Expr, steps)
	case *parser.UnaryExpr:
		a.walk(expr.Expr, append(steps, step{name: expr.Op.String()}))
	case *parser.Call:
		relabels := expr.Func.Name == "label_replace" || expr.Func.Name == "label_join"
		for _, argument := range expr.Args {
			a.walk(argument, append(steps, step{name: expr.Func.Name, relabels: relabels}))
		}
	case *parser.AggregateExpr:
		aggregation := step{name: expr.Op.String(), at: rangeOf(expr)}
		if !expr.Without {
			aggregation.by = expr.Grouping
		}
		a.walk(expr.Expr, append(steps, aggregation))
		if expr.Param != nil {
			a.walk(expr.Param, append(steps, step{name: expr.Op.String()}))
		}
	case *parser.BinaryExpr:
		a.binary(expr, steps)
	}
}

func (a *analysis) binary(expr *parser.BinaryExpr, steps []step) {
	op := expr.Op.String()
	left, right := step{name: op}, step{name: op}
	if expr.Op.IsComparisonOperator() && !expr.ReturnBool {
		if number, ok := constant(expr.RHS); ok {
			left.compared = &comparison{op: op, value: number}
		}
		if number, ok := constant(expr.LHS); ok {
			right.compared = &comparison{op: mirrored(op), value: number}
		}
	}
	if expr.VectorMatching != nil {
		left.relabels = len(expr.VectorMatching.Include) > 0
		right.relabels = left.relabels
	}
	if vectors(expr.LHS, expr.RHS) && expr.Op != parser.LOR && expr.Op != parser.LUNLESS {
		a.join(expr, optional(steps))
	}
	a.walk(expr.LHS, append(steps, left))
	a.walk(expr.RHS, append(steps, right))
}

func vectors(sides ...parser.Expr) bool {
	return !slices.ContainsFunc(sides, func(e parser.Expr) bool { return e.Type() != parser.ValueTypeVector })
}

// optional says whether an expression can have a result where a part of it has none.
func optional(steps []step) bool {
	return slices.ContainsFunc(steps, func(s step) bool {
		return s.name == "or" || s.name == "unless" || strings.HasPrefix(s.name, "absent") || s.name == "scalar"
	})
}

// constant is the value of an expression that is a number.
func constant(expr parser.Expr) (float64, bool) {
	switch expr := expr.(type) {
	case *parser.NumberLiteral:
		return expr.Val, !math.IsNaN(expr.Val) && !math.IsInf(expr.Val, 0)
	case *parser.ParenExpr:
		return constant(expr.Expr)
	case *parser.UnaryExpr:
		value, ok := constant(expr.Expr)
		if expr.Op == parser.SUB {
			value = -value
		}
		return value, ok
	default:
		return 0, false
	}
}

// mirrored is the comparison with its sides exchanged.
func mirrored(op string) string {
	return strings.NewReplacer("<", ">", ">", "<").Replace(op)
}

func rangeOf(expr parser.Expr) span {
	at := expr.PositionRange()
	return span{int(at.Start), int(at.End)}
}

// selected describes a selector with what stands around it, from the inside out.
func (a *analysis) selected(expr *parser.VectorSelector, steps []step) selector {
	s := selector{at: rangeOf(expr), metric: expr.Name}
	for _, matcher := range expr.LabelMatchers {
		if matcher.Name == model.MetricNameLabel && matcher.Type == labels.MatchEqual {
			s.metric = matcher.Value
			continue
		}
		at := a.word(s.at, matcher.Name)
		s.labels = append(s.labels, label{
			at: at, name: matcher.Name, op: matcher.Type.String(), value: matcher.Value,
			variable: a.dashboard && grafanaVariable().MatchString(matcher.Value),
		})
	}
	named := span{s.at.start, s.at.start + len(expr.Name)}
	s.variable = slices.ContainsFunc(a.filled, func(v span) bool { return v.start < named.end && named.start < v.end })
	if s.variable {
		s.metric = ""
	}
	relabelled := false
	for _, around := range slices.Backward(steps) {
		if around.compared != nil && s.compared == nil {
			s.compared = &comparison{op: around.compared.op, value: around.compared.value, after: len(s.path)}
		}
		s.path = append(s.path, around.name)
		relabelled = relabelled || around.relabels
		for _, name := range around.by {
			if at := a.word(around.at, name); !relabelled && !a.isFilled(at) {
				s.labels = append(s.labels, label{at: at, name: name, op: grouped})
			}
		}
	}
	return s
}

func (a *analysis) isFilled(at span) bool {
	return slices.ContainsFunc(a.filled, func(v span) bool { return v.start <= at.start && at.start < v.end })
}

// word finds a name in a part of the expression, or else gives the part.
func (a *analysis) word(within span, name string) span {
	part := a.expr[min(within.start, len(a.expr)):min(within.end, len(a.expr))]
	for from := 0; ; {
		found := strings.Index(part[from:], name)
		if found < 0 || name == "" {
			return within
		}
		start := from + found
		end := start + len(name)
		if (start == 0 || !isNameByte(part[start-1])) && (end == len(part) || !isNameByte(part[end])) {
			return span{within.start + start, within.start + end}
		}
		from = end
	}
}

func isNameByte(b byte) bool {
	return b == '_' || b == ':' || b >= '0' && b <= '9' || b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z'
}
