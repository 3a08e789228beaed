package prometheus

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

// join is where two vectors are matched by their labels. It has a result only where both
// sides have the same ones.
type join struct {
	at          span
	op          string
	optional    bool
	on          bool // labels are those to match on, and not those to ignore
	labels      []string
	left, right side
}

// side is one of two vectors.
type side struct {
	// labels are all that are left; known says that it is not all those of the series.
	labels  []string
	known   bool
	metrics []string
}

func (a *analysis) join(expr *parser.BinaryExpr, optional bool) {
	found := join{
		at: rangeOf(expr), op: expr.Op.String(), optional: optional,
		left: sideOf(expr.LHS), right: sideOf(expr.RHS),
	}
	if matching := expr.VectorMatching; matching != nil {
		found.on, found.labels = matching.On, matching.MatchingLabels
	}
	a.joins = append(a.joins, found)
}

func sideOf(expr parser.Expr) side {
	var s side
	s.labels, s.known = labelsOf(expr)
	parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
		if selector, ok := node.(*parser.VectorSelector); ok {
			s.metrics = append(s.metrics, selector.Name)
		}
		return nil
	})
	return s
}

// labelsOf are all labels that the result of an expression can have, known where
// aggregations say so.
func labelsOf(expr parser.Expr) (labels []string, known bool) {
	switch expr := expr.(type) {
	case *parser.ParenExpr:
		return labelsOf(expr.Expr)
	case *parser.UnaryExpr:
		return labelsOf(expr.Expr)
	case *parser.SubqueryExpr:
		return labelsOf(expr.Expr)
	case *parser.AggregateExpr:
		return aggregated(expr)
	case *parser.Call:
		return called(expr)
	case *parser.BinaryExpr:
		return matched(expr)
	default:
		return nil, false
	}
}

func aggregated(expr *parser.AggregateExpr) ([]string, bool) {
	switch expr.Op {
	case parser.TOPK, parser.BOTTOMK, parser.LIMITK, parser.LIMIT_RATIO:
		return labelsOf(expr.Expr)
	case parser.COUNT_VALUES:
		return nil, false
	default:
		return expr.Grouping, !expr.Without
	}
}

func called(expr *parser.Call) ([]string, bool) {
	switch expr.Func.Name {
	case "vector":
		return nil, true
	case "label_replace", "label_join", "absent", "absent_over_time", "info":
		return nil, false
	}
	for _, argument := range expr.Args {
		if kind := argument.Type(); kind == parser.ValueTypeVector || kind == parser.ValueTypeMatrix {
			return labelsOf(argument)
		}
	}
	return nil, false
}

func matched(expr *parser.BinaryExpr) ([]string, bool) {
	switch matching := expr.VectorMatching; {
	case !vectors(expr.LHS):
		return labelsOf(expr.RHS)
	case !vectors(expr.RHS) || expr.Op == parser.LAND || expr.Op == parser.LUNLESS:
		return labelsOf(expr.LHS)
	case matching == nil || expr.Op == parser.LOR || len(matching.Include) > 0:
		return nil, false
	case matching.Card == parser.CardOneToOne && matching.On:
		return matching.MatchingLabels, true
	case matching.Card == parser.CardManyToOne:
		return labelsOf(expr.LHS)
	case matching.Card == parser.CardOneToMany:
		return labelsOf(expr.RHS)
	}
	if labels, known := labelsOf(expr.LHS); known {
		return labels, true
	}
	return labelsOf(expr.RHS)
}

func (j join) values() map[string]any {
	values := map[string]any{"operator": j.op, "left": j.left.values(), "right": j.right.values()}
	if j.optional {
		values["optional"] = true
	}
	if j.on {
		values["on"] = list(j.labels)
	} else if len(j.labels) > 0 {
		values["ignoring"] = list(j.labels)
	}
	return values
}

func (s side) values() map[string]any {
	values := map[string]any{"metrics": list(slices.Compact(slices.Sorted(slices.Values(s.metrics))))}
	if s.known {
		values["labels"] = list(s.labels)
	}
	return values
}
