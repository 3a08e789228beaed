package prometheus

import (
	"cmp"
	"slices"

	"github.com/prometheus/prometheus/model/labels"
	"github.com/prometheus/prometheus/promql/parser"
)

// isAlike says of two parts, which are alike as they were read, whether they are so when
// variables are filled in.
func (e *evaluation) isAlike(one, other parser.Expr) bool {
	return !e.isFilled(one) && !e.isFilled(other) || e.written(one) == e.written(other)
}

// filledUp are the sides with the values that stand for what one of them does not have.
func filledUp(matching *parser.VectorMatching, left, right outcome) (outcome, outcome) {
	if matching == nil {
		return left, right
	}
	fill := func(side outcome, with *float64) outcome {
		switch {
		case with == nil:
			return side
		case side.empty:
			return outcome{interval: exactly(*with)}
		default:
			side.interval, side.counts = side.or(exactly(*with)), false
			return side
		}
	}
	return fill(left, matching.FillValues.LHS), fill(right, matching.FillValues.RHS)
}

// eitherOf is what one of two sides has.
func eitherOf(left, right outcome) outcome {
	switch {
	case left.empty && right.empty:
		return none(slices.Concat(left.causes, right.causes)...)
	case left.empty:
		return right
	case right.empty:
		return left
	}
	return outcome{
		interval: left.or(right.interval), raw: cmp.Or(left.raw, right.raw),
		always: left.always || right.always, counts: left.counts && right.counts,
	}
}

// both is what the left side has where the right one has something too.
func (e *evaluation) both(expr *parser.BinaryExpr, left, right outcome) outcome {
	if left.empty || right.empty {
		return none(slices.Concat(left.causes, right.causes)...)
	}
	matching := expr.VectorMatching
	if matching == nil || !matching.On && len(matching.MatchingLabels) == 0 {
		one, lefts := e.narrowed(expr.LHS)
		other, rights := e.narrowed(expr.RHS)
		if _, ok := lefts.and(rights); !ok && e.isSame(one, other) {
			return none(cause{kind: "both", of: e.written(one), at: rangeOf(expr.RHS)})
		}
	}
	left.always = false
	return left
}

// unless is what the left side has where the right one has nothing.
func (e *evaluation) unless(expr *parser.BinaryExpr, left, right outcome) outcome {
	if left.empty {
		return left
	}
	one, lefts := e.narrowed(expr.LHS)
	other, rights := e.narrowed(expr.RHS)
	matching := expr.VectorMatching
	alone := matching != nil && matching.On && len(matching.MatchingLabels) == 0 ||
		isUnlabelled(expr.LHS) && isUnlabelled(expr.RHS)
	switch {
	case lefts.within(rights) && e.covers(other, one):
		return none(cause{kind: "itself", of: e.written(one), at: rangeOf(expr.RHS)})
	case alone && right.always:
		return none(cause{kind: "always", of: e.written(expr.RHS), at: rangeOf(expr.RHS)})
	}
	left.always = false
	return left
}

func isUnlabelled(expr parser.Expr) bool {
	of := boundsOf(expr)
	return of.bounded && len(of.labels) == 0
}

// narrowed is what is compared with numbers, and what those leave of it.
func (e *evaluation) narrowed(expr parser.Expr) (parser.Expr, interval) {
	all := everything()
	for {
		if paren, ok := expr.(*parser.ParenExpr); ok {
			expr = paren.Expr
			continue
		}
		binary, ok := expr.(*parser.BinaryExpr)
		if !ok || !binary.Op.IsComparisonOperator() || binary.ReturnBool {
			return expr, all
		}
		op, inner, number := binary.Op.String(), binary.LHS, binary.RHS
		if inner.Type() == parser.ValueTypeScalar {
			op, inner, number = mirrored(op), number, inner
		}
		with := e.of(number)
		if _, isOne := with.is(); number.Type() != parser.ValueTypeScalar || !isOne || op == "!=" {
			return expr, all
		}
		expr, all = inner, all.where(op, with.interval)
	}
}

// longestSame bounds what is compared with something else as a text, in bytes: each side of each
// operator may be.
const longestSame = 1 << 10

// isSame says whether two parts have the same result. What is filled in may differ, but where it is
// written alike.
func (e *evaluation) isSame(one, other parser.Expr) bool {
	first, second := rangeOf(one), rangeOf(other)
	return first.end-first.start <= longestSame && second.end-second.start <= longestSame &&
		one.String() == other.String() && e.isAlike(one, other)
}

// covers says whether one has each series that another one has.
func (e *evaluation) covers(all, some parser.Expr) bool {
	whole, isSelector := all.(*parser.VectorSelector)
	part, isPart := some.(*parser.VectorSelector)
	switch {
	case !isSelector || !isPart:
		return e.isSame(all, some)
	case e.isFilled(all) || e.isFilled(some):
		return e.isSame(all, some)
	}
	if whole.OriginalOffset != part.OriginalOffset || whole.OriginalOffsetExpr != nil || part.OriginalOffsetExpr != nil ||
		whole.StartOrEnd != part.StartOrEnd || (whole.Timestamp == nil) != (part.Timestamp == nil) ||
		whole.Timestamp != nil && *whole.Timestamp != *part.Timestamp {
		return false
	}
	for _, matcher := range whole.LabelMatchers {
		if !slices.ContainsFunc(part.LabelMatchers, func(other *labels.Matcher) bool {
			return matcher.String() == other.String()
		}) {
			return false
		}
	}
	return true
}

// logical is what Grafana's && and || make of two numbers.
func logical(op parser.ItemType, left, right outcome) outcome {
	one, isOne := left.is()
	other, isOther := right.is()
	leftNever, rightNever := isOne && one == 0, isOther && other == 0
	strange := left.strange || right.strange
	switch {
	case left.empty || right.empty:
		return none(slices.Concat(left.causes, right.causes)...)
	case op == parser.LAND && (leftNever || rightNever && !left.strange), op == parser.LOR && leftNever && rightNever:
		return outcome{interval: exactly(0), causes: slices.Concat(left.causes, right.causes)}
	default:
		return outcome{interval: interval{0, 1, strange}}
	}
}
