package prometheus

import (
	"slices"
	"strings"
	"time"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// analysis is what an expression reads, and what it does with it.
type analysis struct {
	expr      string // as it was read, with words where variables are
	written   string
	parsed    parser.Expr
	dashboard bool            // Grafana fills in variables
	filled    []span          // where it does
	standIns  map[string]bool // names that it fills in, as they were read
	sides     []span          // what it has one or the other of
	selectors []selector
	joins     []join
	openJoins []span // that match by labels which are filled in
	bounds    boundaries
	result    bounds
}

// selector is one vector that an expression selects.
type selector struct {
	at       span
	metric   string // empty where a pattern tells it, or a variable is in it
	start    string // what it begins with, also where a variable is in it
	variable bool   // a part of the metric is filled in
	labels   []label
	open     []span // labels whose names are filled in
	selects  bool   // one of these is selected by
	path     []string
	// side is which one of the expression's it stands in, which may have a result without it
	// where it is optional. Exists says that only whether it is there matters.
	side             int
	optional, exists bool
	window           time.Duration // of a range that is known
}

type label struct {
	at              span
	name, op, value string
	variable        bool // a part of the value is filled in
}

// grouped stands for the operator of a label that is not selected by but grouped by.
const grouped = "by"

// step is one operation on the way from the whole expression to a selector.
type step struct {
	name     string
	by       []string // that it groups by
	at       span
	makes    string // the label that it adds
	relabels bool   // what lies within has other labels
	// isSide says that the whole has one side of it or the other, and optional that what is around
	// it may have a result without it.
	isSide, optional bool
	// compares says that values decide what is left, and exists that only what is there does.
	compares, exists bool
}

func analyzed(expr parser.Expr, written, text string, dashboard bool, filled []span) *analysis {
	a := &analysis{
		expr: text, written: written, parsed: expr, dashboard: dashboard, filled: filled,
		standIns: standIns(text, filled), sides: sidesOf(expr), bounds: boundaries{},
	}
	a.result = a.bounds.of(expr)
	a.result.open = a.keepsOpen(expr)
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
		a.window(expr)
	case *parser.SubqueryExpr:
		a.walk(expr.Expr, steps)
	case *parser.ParenExpr:
		a.walk(expr.Expr, steps)
	case *parser.StepInvariantExpr:
		a.walk(expr.Expr, steps)
	case *parser.UnaryExpr:
		a.walk(expr.Expr, append(steps, step{name: expr.Op.String()}))
	case *parser.Call:
		for _, argument := range expr.Args {
			a.walk(argument, append(steps, stepOf(expr.Func.Name)))
		}
	case *parser.AggregateExpr:
		a.walk(expr.Expr, append(steps, aggregation(expr)))
		if expr.Param != nil {
			a.walk(expr.Param, append(steps, step{name: expr.Op.String()}))
		}
	case *parser.BinaryExpr:
		a.binary(expr, steps)
	}
}

func (a *analysis) binary(expr *parser.BinaryExpr, steps []step) {
	left, right := stepsOf(expr, steps)
	isLoose := expr.Op == parser.LOR || expr.Op == parser.LUNLESS
	isOn := expr.VectorMatching != nil && expr.VectorMatching.On && len(expr.VectorMatching.MatchingLabels) > 0
	if vectors(expr.LHS, expr.RHS) && (!isLoose || isOn) {
		a.join(expr, isLoose || left.optional || right.optional || isOptional(steps))
	}
	a.walk(expr.LHS, append(steps, left))
	a.walk(expr.RHS, append(steps, right))
}

// stepsOf are those to the two sides of an operator.
func stepsOf(expr *parser.BinaryExpr, steps []step) (left, right step) {
	left = step{name: expr.Op.String(), compares: expr.Op.IsComparisonOperator() && !expr.ReturnBool}
	if expr.Op == parser.LOR {
		left.isSide = !slices.ContainsFunc(steps, func(s step) bool { return !s.isSide })
		left.optional = !left.isSide
	}
	right = left
	if matching := expr.VectorMatching; matching != nil {
		left.relabels = len(matching.Include) > 0
		right.relabels = left.relabels
		left.optional = left.optional || matching.FillValues.LHS != nil
		right.optional = right.optional || matching.FillValues.RHS != nil
	}
	right.optional = right.optional || expr.Op == parser.LUNLESS
	right.exists = expr.Op == parser.LAND || expr.Op == parser.LUNLESS
	return left, right
}

func vectors(sides ...parser.Expr) bool {
	return !slices.ContainsFunc(sides, func(e parser.Expr) bool { return e.Type() != parser.ValueTypeVector })
}

// stepOf is that of a function.
func stepOf(function string) step {
	return step{
		name:     function,
		relabels: function == "label_replace" || function == "label_join",
		optional: strings.HasPrefix(function, "absent") || function == "scalar",
	}
}

func aggregation(expr *parser.AggregateExpr) step {
	found := step{name: expr.Op.String(), at: rangeOf(expr), compares: expr.Op == parser.TOPK || expr.Op == parser.BOTTOMK}
	if !expr.Without {
		found.by = expr.Grouping
	}
	if label, ok := expr.Param.(*parser.StringLiteral); ok {
		found.makes = label.Val
	}
	return found
}

// window is the range that the last selector has.
func (a *analysis) window(expr *parser.MatrixSelector) {
	vector, whole := rangeOf(expr.VectorSelector), rangeOf(expr)
	bracket := span{min(vector.end, whole.end-1), whole.end}
	isFilled := slices.ContainsFunc(a.filled, func(v span) bool { return v.start < bracket.end && bracket.start < v.end })
	selector, _ := expr.VectorSelector.(*parser.VectorSelector)
	looksBeyond := selector != nil && (selector.Anchored || selector.Smoothed)
	if expr.RangeExpr == nil && !isFilled && !looksBeyond && len(a.selectors) > 0 {
		a.selectors[len(a.selectors)-1].window = expr.Range
	}
}

func (a *analysis) forgetWindows() {
	for i := range a.selectors {
		a.selectors[i].window = 0
	}
}

// isOptional says whether an expression can have a result where a part of it has none.
func isOptional(steps []step) bool {
	return slices.ContainsFunc(steps, func(s step) bool { return s.isSide || s.optional })
}

func rangeOf(expr parser.Expr) span {
	at := expr.PositionRange()
	return span{int(at.Start), int(at.End)}
}

// selected describes a selector with what stands around it, from the inside out.
func (a *analysis) selected(expr *parser.VectorSelector, steps []step) selector {
	s := selector{at: rangeOf(expr), metric: expr.Name}
	for _, matcher := range expr.LabelMatchers {
		at, isOpen, isName := a.word(s.at, matcher.Name), a.isOpen(matcher.Value), matcher.Name == model.MetricNameLabel
		s.variable = s.variable || isName && isOpen
		switch {
		case isName && matcher.Type == labels.MatchEqual:
			s.metric = matcher.Value
		case a.isOpenName(matcher.Name):
			s.open, s.selects = append(s.open, at), true
		default:
			s.labels = append(s.labels, label{
				at: at, name: matcher.Name, op: matcher.Type.String(), value: matcher.Value, variable: isOpen,
			})
		}
	}
	s.start, s.variable = s.metric, s.variable || a.standIns[expr.Name]
	if s.variable {
		s.metric = ""
	}
	a.around(&s, steps)
	return s
}

// around says what the steps around a selector make of it, from the inside out.
func (a *analysis) around(s *selector, steps []step) {
	s.side = max(0, slices.IndexFunc(a.sides, func(side span) bool {
		return side.start <= s.at.start && s.at.end <= side.end
	}))
	relabelled, compared, made := false, false, map[string]bool{}
	for _, around := range slices.Backward(steps) {
		s.path = append(s.path, around.name)
		s.optional = s.optional || around.optional
		s.exists = s.exists || around.exists && !compared
		compared = compared || around.compares
		relabelled = relabelled || around.relabels
		for _, name := range around.by {
			switch at := a.word(around.at, name); {
			case relabelled || made[name]:
			case a.isOpenName(name):
				s.open = append(s.open, at)
			default:
				s.labels = append(s.labels, label{at: at, name: name, op: grouped})
			}
		}
		made[around.makes] = true
	}
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
