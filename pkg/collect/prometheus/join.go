package prometheus

import (
	"maps"
	"slices"

	"github.com/prometheus/common/model"
	"github.com/prometheus/prometheus/model/labels"
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
	places      []span // of those to match on
	left, right side
}

// side is one of two vectors.
type side struct {
	bounds

	metrics []string
	// relabelled says that it may have labels that its series do not have.
	relabelled bool
}

func (a *analysis) join(expr *parser.BinaryExpr, optional bool) {
	if a.keepsOpen(expr) {
		a.openJoins = append(a.openJoins, rangeOf(expr))
		return
	}
	found := join{
		at: rangeOf(expr), op: expr.Op.String(), optional: optional,
		left: a.side(expr.LHS), right: a.side(expr.RHS),
	}
	if matching := expr.VectorMatching; matching != nil {
		found.on, found.labels = matching.On, matching.MatchingLabels
		between := span{rangeOf(expr.LHS).end, rangeOf(expr.RHS).start}
		for _, label := range found.labels {
			found.places = append(found.places, a.word(between, label))
		}
	}
	a.joins = append(a.joins, found)
}

func (a *analysis) side(expr parser.Expr) side {
	s := side{bounds: a.bounds.of(expr), relabelled: makesLabels(expr)}
	parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
		if selector, ok := node.(*parser.VectorSelector); ok {
			s.metrics = append(s.metrics, selector.Name)
		}
		return nil
	})
	return s
}

// bounds are the labels that the result of an expression has at most and at least.
type bounds struct {
	// labels are all that it can have, where it is bounded, and else those of its series.
	labels  []string
	bounded bool
	// certain says that it has each of these that its series have.
	certain bool
	// lost are those that it cannot have, although it is not bounded.
	lost []string
	// open says that nobody can tell which labels are kept.
	open bool
	// fixed are those that have one value, which is empty where there is none.
	fixed map[string]string
}

// by are the bounds where only some labels are kept.
func (b bounds) by(kept []string) bounds {
	kept = slices.DeleteFunc(slices.Clone(kept), func(label string) bool {
		return b.bounded && !slices.Contains(b.labels, label) || slices.Contains(b.lost, label)
	})
	fixed := maps.Clone(b.fixed)
	maps.DeleteFunc(fixed, func(label, _ string) bool { return !slices.Contains(kept, label) })
	return bounds{labels: kept, bounded: true, certain: b.certain, fixed: fixed}
}

// without are the bounds where some labels are dropped.
func (b bounds) without(dropped []string) bounds {
	if len(dropped) == 0 {
		return b
	}
	left := slices.DeleteFunc(slices.Clone(b.labels), func(label string) bool { return slices.Contains(dropped, label) })
	fixed := maps.Clone(b.fixed)
	maps.DeleteFunc(fixed, func(label, _ string) bool { return slices.Contains(dropped, label) })
	less := bounds{labels: left, bounded: b.bounded, certain: b.bounded && b.certain, fixed: fixed}
	if !b.bounded {
		less.lost = slices.Concat(b.lost, dropped)
	}
	return less
}

// or are the bounds of what is one or the other.
func (b bounds) or(other bounds) bounds {
	if !b.bounded || !other.bounded {
		return bounds{open: b.open || other.open, lost: slices.DeleteFunc(slices.Clone(b.lost), func(label string) bool {
			return !slices.Contains(other.lost, label)
		})}
	}
	return bounds{labels: slices.Concat(b.labels, other.labels), bounded: true}
}

// and are the bounds of what agrees with another one in all labels.
func (b bounds) and(other bounds) bounds {
	both := b
	switch {
	case b.bounded && b.certain:
	case other.bounded && other.certain, other.bounded && !b.bounded:
		both = other
	case !b.bounded:
		both = bounds{certain: b.certain && other.certain, lost: slices.Concat(b.lost, other.lost)}
	}
	both.fixed = maps.Clone(b.fixed)
	if both.fixed == nil {
		both.fixed = map[string]string{}
	}
	maps.Copy(both.fixed, other.fixed)
	return both
}

// boundsOf follows labels from the series outwards.
func boundsOf(expr parser.Expr) bounds { return boundaries{}.of(expr) }

// boundaries are the bounds of parts that are known, since each part is asked for with all that
// stands around it.
type boundaries map[parser.Expr]bounds

func (known boundaries) of(expr parser.Expr) bounds {
	found, ok := known[expr]
	if !ok {
		found = known.follow(expr)
		known[expr] = found
	}
	return found
}

func (known boundaries) follow(expr parser.Expr) bounds {
	switch expr := expr.(type) {
	case *parser.ParenExpr:
		return known.of(expr.Expr)
	case *parser.UnaryExpr:
		return known.of(expr.Expr)
	case *parser.SubqueryExpr:
		return known.of(expr.Expr)
	case *parser.VectorSelector:
		return bounds{certain: true, fixed: equal(expr)}
	case *parser.MatrixSelector:
		return known.of(expr.VectorSelector)
	case *parser.AggregateExpr:
		return known.aggregated(expr)
	case *parser.Call:
		return known.called(expr)
	case *parser.BinaryExpr:
		return known.matched(expr)
	default:
		return bounds{}
	}
}

// equal are the labels that a selector has one value for.
func equal(selector *parser.VectorSelector) map[string]string {
	fixed := map[string]string{}
	for _, matcher := range selector.LabelMatchers {
		if matcher.Name != model.MetricNameLabel && matcher.Type == labels.MatchEqual {
			fixed[matcher.Name] = matcher.Value
		}
	}
	return fixed
}

func (known boundaries) aggregated(expr *parser.AggregateExpr) bounds {
	switch {
	case expr.Op == parser.COUNT_VALUES:
		return bounds{}
	case slices.Contains([]parser.ItemType{parser.TOPK, parser.BOTTOMK, parser.LIMITK, parser.LIMIT_RATIO}, expr.Op):
		return known.of(expr.Expr)
	case expr.Without:
		return known.of(expr.Expr).without(expr.Grouping)
	default:
		return known.of(expr.Expr).by(expr.Grouping)
	}
}

func (known boundaries) called(expr *parser.Call) bounds {
	switch expr.Func.Name {
	case "vector":
		return bounds{bounded: true, certain: true}
	case "label_replace", "label_join", "absent", "absent_over_time", "info":
		return bounds{}
	}
	for _, argument := range expr.Args {
		if kind := argument.Type(); kind == parser.ValueTypeVector || kind == parser.ValueTypeMatrix {
			return known.of(argument)
		}
	}
	return bounds{}
}

func (known boundaries) matched(expr *parser.BinaryExpr) bounds {
	matching := expr.VectorMatching
	switch {
	case !vectors(expr.LHS):
		return known.of(expr.RHS)
	case !vectors(expr.RHS) || expr.Op == parser.LAND || expr.Op == parser.LUNLESS:
		return known.of(expr.LHS)
	case matching == nil || expr.Op == parser.LOR || len(matching.Include) > 0:
		return bounds{}
	case matching.Card == parser.CardManyToOne:
		return known.of(expr.LHS)
	case matching.Card == parser.CardOneToMany:
		return known.of(expr.RHS)
	case matching.On:
		return known.of(expr.LHS).by(matching.MatchingLabels)
	default:
		left, right := known.of(expr.LHS), known.of(expr.RHS)
		return left.without(matching.MatchingLabels).and(right.without(matching.MatchingLabels))
	}
}

func (j join) values(recorded map[string]bounds) map[string]any {
	values := map[string]any{
		"operator": j.op, "left": j.left.values(recorded, j.right), "right": j.right.values(recorded, j.left),
	}
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

func (s side) values(recorded map[string]bounds, other side) map[string]any {
	values := map[string]any{"metrics": list(slices.Compact(slices.Sorted(slices.Values(s.metrics))))}
	of := s.bounds
	if made := s.made(recorded); made.bounded || len(made.lost) > 0 {
		values["recorded"] = true
		of = of.within(made)
	}
	if of.bounded {
		values["labels"] = list(of.labels)
	}
	if len(of.lost) > 0 {
		values["lost"] = distinct(list(of.lost))
	}
	if s.certain {
		values["certain"] = true
	}
	if s.relabelled {
		values["relabelled"] = true
	}
	if fixed := fixedBy(of.fixed, other.fixed); fixed != nil {
		values["fixed"] = fixed
	}
	return values
}

// fixedBy are labels with their values. One that is filled in later is unset, and where both sides
// have the same it does not matter.
func fixedBy(labels, others map[string]string) []any {
	var fixed []any
	for _, label := range slices.Sorted(maps.Keys(labels)) {
		value := labels[label]
		other, isBoth := others[label]
		switch isLater := isFilledLater(value); {
		case isLater && isBoth && other == value:
		case isLater:
			fixed = append(fixed, map[string]any{"name": label})
		default:
			fixed = append(fixed, map[string]any{"name": label, "value": value})
		}
	}
	return fixed
}

// made are the bounds of the series of a side that only recording rules make.
func (s side) made(recorded map[string]bounds) bounds {
	if !s.certain || len(s.metrics) == 0 {
		return bounds{}
	}
	made := recorded[s.metrics[0]]
	for _, metric := range s.metrics[1:] {
		made = made.or(recorded[metric])
	}
	return made
}

// within are the bounds of what is made of series that have bounds themselves.
func (b bounds) within(series bounds) bounds {
	switch {
	case b.bounded && series.bounded:
		return b.by(series.labels)
	case b.bounded:
		return b.without(series.lost)
	case series.bounded:
		b.labels, b.bounded = series.labels, true
		return b.without(b.lost)
	default:
		b.lost = slices.Concat(b.lost, series.lost)
		return b
	}
}
