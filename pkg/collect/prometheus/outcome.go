package prometheus

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// Metric is what is known of a metric that Pinecone shows.
type Metric struct {
	Kind   string   `json:"kind"`
	Min    *float64 `json:"min"`
	Max    *float64 `json:"max"`
	Labels []string `json:"labels"`
}

// outcome is what the result of an expression can be.
type outcome struct {
	interval

	empty  bool    // it never has a result
	causes []cause // why it has none
	always bool    // it has one whatever there is, without labels
	counts bool    // it is how many there are, so that there is none where there are none
	raw    string  // the counter that it is as far as that has come
}

// none is what never has a result.
func none(causes ...cause) outcome { return outcome{empty: true, causes: causes} }

func unknown() outcome { return outcome{interval: everything()} }

// evaluation tells what expressions come to.
type evaluation struct {
	metrics map[string]Metric
	// made is what is known by a name: of what recording rules make, or of what else is calculated with.
	made func(name string) (outcome, bool)
	text string
	// filled is where variables are filled in, of which nothing is known.
	filled []span
	// numbers says that a comparison makes 0 or 1, and leaves nothing out, as in Grafana's own expressions.
	numbers bool
	// known is what parts come to, since some are asked for more than once.
	known map[parser.Expr]outcome
}

func (e *evaluation) of(expr parser.Expr) outcome {
	known, ok := e.known[expr]
	if ok {
		return known
	}
	if e.known == nil {
		e.known = map[parser.Expr]outcome{}
	}
	known = e.evaluated(expr)
	e.known[expr] = known
	return known
}

func (e *evaluation) evaluated(expr parser.Expr) outcome {
	switch expr := expr.(type) {
	case *parser.NumberLiteral:
		if e.isFilled(expr) {
			return unknown()
		}
		return outcome{interval: exactly(expr.Val), always: true}
	case *parser.ParenExpr:
		return e.of(expr.Expr)
	case *parser.StepInvariantExpr:
		return e.of(expr.Expr)
	case *parser.UnaryExpr:
		return e.signed(expr)
	case *parser.SubqueryExpr:
		inner := e.of(expr.Expr)
		inner.always = false
		return inner
	case *parser.MatrixSelector:
		return e.of(expr.VectorSelector)
	case *parser.VectorSelector:
		return e.selected(expr)
	case *parser.Call:
		return e.called(expr)
	case *parser.AggregateExpr:
		return e.aggregated(expr)
	case *parser.BinaryExpr:
		return e.binary(expr)
	default:
		return unknown()
	}
}

func (e *evaluation) signed(expr *parser.UnaryExpr) outcome {
	inner := e.of(expr.Expr)
	if expr.Op == parser.SUB {
		inner.interval, inner.counts = inner.negative(), false
	}
	return inner
}

// isFilled says whether a variable is filled into a part of the expression.
func (e *evaluation) isFilled(expr parser.Expr) bool {
	at := rangeOf(expr)
	return slices.ContainsFunc(e.filled, at.meets)
}

// written is a part of the expression as it stands there.
func (e *evaluation) written(expr parser.Expr) string {
	at := rangeOf(expr)
	return strings.Join(strings.Fields(e.text[min(at.start, len(e.text)):min(at.end, len(e.text))]), " ")
}

func (e *evaluation) selected(expr *parser.VectorSelector) outcome {
	name, at := nameOf(expr), rangeOf(expr)
	named := span{at.start, at.start + len(expr.Name)}
	if slices.ContainsFunc(e.filled, named.meets) {
		return unknown()
	}
	if made, ok := e.made(name); ok {
		made.always = false
		if made.empty {
			return none(cause{kind: "recorded", of: name, at: at})
		}
		return made
	}
	metric, ok := e.metric(name)
	if !ok {
		return unknown()
	}
	found := outcome{interval: between(math.Inf(-1), math.Inf(1))} // Pinecone shows numbers alone
	if metric.Min != nil {
		found.least = *metric.Min
	}
	if metric.Max != nil {
		found.most = *metric.Max
	}
	if metric.Kind == "counter" {
		found.raw = name
	}
	return found
}

// metric is a metric of Pinecone's, also one of those that a histogram is shown as.
func (e *evaluation) metric(name string) (Metric, bool) {
	metric, ok := e.metrics[name]
	if ok && metric.Kind != "histogram" {
		return metric, true
	}
	for _, part := range []string{"_bucket", "_sum", "_count"} {
		base, isPart := strings.CutSuffix(name, part)
		if whole := e.metrics[base]; isPart && whole.Kind == "histogram" {
			return Metric{Kind: "counter", Min: new(float64), Labels: append(slices.Clip(whole.Labels), bucketLabel)}, true
		}
	}
	return metric, ok
}

// nameOf is the metric that a selector names, empty where only a pattern tells.
func nameOf(expr *parser.VectorSelector) string {
	for _, matcher := range expr.LabelMatchers {
		if matcher.Name == model.MetricNameLabel && matcher.Type == labels.MatchEqual {
			return matcher.Value
		}
	}
	return expr.Name
}

func (e *evaluation) aggregated(expr *parser.AggregateExpr) outcome {
	inner := e.of(expr.Expr)
	if inner.empty {
		return inner
	}
	made := outcome{always: inner.always && len(expr.Grouping) == 0, raw: inner.raw}
	switch expr.Op {
	case parser.MIN, parser.MAX, parser.AVG:
		made.interval = inner.interval
	case parser.TOPK, parser.BOTTOMK, parser.LIMITK, parser.LIMIT_RATIO:
		made.interval, made.always = inner.interval, false
	case parser.QUANTILE:
		made.interval = e.quantile(expr.Param, inner.interval)
	case parser.SUM:
		made.interval = inner.summed()
	case parser.COUNT, parser.COUNT_VALUES:
		made = outcome{interval: counted(), counts: true, always: made.always && expr.Op == parser.COUNT}
	case parser.GROUP:
		made = outcome{interval: exactly(1), counts: true, always: made.always}
	case parser.STDDEV, parser.STDVAR:
		made.interval = atLeast(0)
	default:
		made.interval = everything()
	}
	return made
}

// counted is how many there are, where there is one.
func counted() interval {
	count := atLeast(1)
	count.strange = false
	return count
}

// quantile is within what it is of, unless the share is none: that makes it infinite.
func (e *evaluation) quantile(share parser.Expr, of interval) interval {
	if !e.of(share).within(between(0, 1)) {
		return everything()
	}
	return of
}

func (e *evaluation) binary(expr *parser.BinaryExpr) outcome {
	left, right := e.of(expr.LHS), e.of(expr.RHS)
	switch {
	case expr.Op.IsSetOperator() && e.numbers:
		return logical(expr.Op, left, right)
	case expr.Op == parser.LOR:
		return eitherOf(left, right)
	case expr.Op == parser.LAND:
		return e.both(expr, left, right)
	case expr.Op == parser.LUNLESS:
		return e.unless(expr, left, right)
	}
	left, right = filledUp(expr.VectorMatching, left, right)
	switch {
	case left.empty || right.empty:
		return none(slices.Concat(left.causes, right.causes)...)
	case expr.Op.IsComparisonOperator():
		return e.compared(expr, left, right)
	}
	made := outcome{raw: cmp.Or(left.raw, right.raw), always: left.always && right.always}
	made.interval = left.calculated(expr.Op.String(), right.interval)
	return made
}

// compared is what a comparison leaves, or makes.
func (e *evaluation) compared(expr *parser.BinaryExpr, left, right outcome) outcome {
	made := outcome{raw: cmp.Or(left.raw, right.raw), always: left.always && right.always}
	op := expr.Op.String()
	switch {
	case expr.ReturnBool || e.numbers:
		made.interval = left.compared(op, right.interval)
		made.strange = e.numbers && (left.strange || right.strange) // of no number Grafana makes none
		if value, ok := made.is(); ok && value == 0 {
			made.causes = []cause{e.why(expr, left, right)}
		}
		return made
	case !left.meets(op, right.interval):
		return none(e.why(expr, left, right))
	}
	made.always = false
	if expr.LHS.Type() == parser.ValueTypeScalar {
		made.interval = right.where(mirrored(op), left.interval)
		return made
	}
	made.interval, made.counts = left.where(op, right.interval), left.counts
	return made
}
