package prometheus

import (
	"math"
	"strings"
)

// interval is all that a value can be. It may be more than that: what is not known is
// everything, of which nothing follows.
type interval struct {
	least, most float64
	// strange says that it may also be no number (NaN), which is like no other and not above or below one.
	strange bool
}

func everything() interval { return interval{math.Inf(-1), math.Inf(1), true} }

func exactly(value float64) interval {
	if math.IsNaN(value) {
		return everything() // has no bounds to calculate with
	}
	return interval{least: value, most: value}
}

func between(least, most float64) interval { return interval{least: least, most: most} }

func atLeast(least float64) interval { return interval{least, math.Inf(1), true} }

// is says whether it has one value alone.
func (i interval) is() (float64, bool) { return i.least, i.least == i.most && !i.strange }

// has says whether a number may be it.
func (i interval) has(value float64) bool { return i.least <= value && value <= i.most }

// or is all that one or the other can be.
func (i interval) or(other interval) interval {
	return interval{min(i.least, other.least), max(i.most, other.most), i.strange || other.strange}
}

// and is what both can be, and whether that is anything.
func (i interval) and(other interval) (both interval, ok bool) {
	both = interval{max(i.least, other.least), min(i.most, other.most), i.strange && other.strange}
	return both, both.least <= both.most || both.strange
}

// within says whether all that it can be is in another one.
func (i interval) within(other interval) bool {
	return other.least <= i.least && i.most <= other.most && (other.strange || !i.strange)
}

// meets says whether a comparison with another one can be true.
func (i interval) meets(op string, with interval) bool {
	switch op {
	case ">":
		return i.most > with.least
	case ">=":
		return i.most >= with.least
	case "<":
		return i.least < with.most
	case "<=":
		return i.least <= with.most
	case "==":
		return i.most >= with.least && i.least <= with.most
	case "!=":
		one, isOne := i.is()
		other, isOther := with.is()
		return !isOne || !isOther || one != other
	default:
		return true
	}
}

// always says whether a comparison is true of all that both can be.
func (i interval) always(op string, with interval) bool {
	return !i.strange && !with.strange && !i.meets(opposite(op), with)
}

// opposite is the comparison that is true where one is not.
func opposite(op string) string {
	return map[string]string{">": "<=", ">=": "<", "<": ">=", "<=": ">", "==": "!=", "!=": "=="}[op]
}

// mirrored is the comparison with its sides exchanged.
func mirrored(op string) string {
	return strings.NewReplacer("<", ">", ">", "<").Replace(op)
}

// where is what is left of it where a comparison is true.
func (i interval) where(op string, with interval) interval {
	switch op {
	case ">":
		return between(max(i.least, math.Nextafter(with.least, math.Inf(1))), i.most)
	case ">=":
		return between(max(i.least, with.least), i.most)
	case "<":
		return between(i.least, min(i.most, math.Nextafter(with.most, math.Inf(-1))))
	case "<=":
		return between(i.least, min(i.most, with.most))
	case "==":
		both, _ := i.and(with)
		return both
	default:
		return i
	}
}

// compared is 1 where a comparison is true and 0 where it is not.
func (i interval) compared(op string, with interval) interval {
	switch {
	case !i.meets(op, with):
		return exactly(0)
	case i.always(op, with):
		return exactly(1)
	default:
		return between(0, 1)
	}
}

func (i interval) negative() interval { return interval{0 - i.most, 0 - i.least, i.strange} }

// calculated is what arithmetic makes of two.
func (i interval) calculated(op string, with interval) interval {
	var made interval
	switch op {
	case "+":
		made = between(i.least+with.least, i.most+with.most)
	case "-":
		made = between(i.least-with.most, i.most-with.least)
	case "*":
		made = i.times(with)
	case "/":
		made = i.dividedBy(with)
	case "%":
		made = i.modulo(with)
	case "^":
		made = i.raised(with)
	default:
		return everything()
	}
	if math.IsNaN(made.least) || math.IsNaN(made.most) {
		return everything()
	}
	made.strange = made.strange || i.strange || with.strange || i.isEndless() || with.isEndless()
	return made
}

// isEndless says whether it may be infinite, of which arithmetic may make no number.
func (i interval) isEndless() bool { return math.IsInf(i.least, 0) || math.IsInf(i.most, 0) }

func (i interval) times(with interval) interval {
	return hull(product(i.least, with.least), product(i.least, with.most),
		product(i.most, with.least), product(i.most, with.most))
}

// product is one bound times another: nothing times what is as large as one likes is nothing.
func product(a, b float64) float64 {
	if a == 0 || b == 0 {
		return 0
	}
	return a * b
}

func hull(values ...float64) interval {
	all := exactly(values[0])
	for _, value := range values[1:] {
		all = all.or(exactly(value))
	}
	return all
}

func (i interval) dividedBy(with interval) interval {
	switch {
	case with.least > 0 || with.most < 0:
		return hull(quotient(i.least, with.least), quotient(i.least, with.most),
			quotient(i.most, with.least), quotient(i.most, with.most))
	case with.least == 0 && i.least >= 0: // as large as one likes, and 0/0 is no number
		return atLeast(quotient(i.least, with.most))
	default:
		return everything()
	}
}

func quotient(a, b float64) float64 {
	if math.IsInf(b, 0) || b == 0 {
		return 0
	}
	return a / b
}

// modulo has the sign of what is divided.
func (i interval) modulo(with interval) interval {
	if i.least < 0 {
		return everything()
	}
	return interval{0, min(i.most, max(math.Abs(with.least), math.Abs(with.most))), true}
}

func (i interval) raised(with interval) interval {
	if i.least < 0 || with.least < 0 || (i.least < 1 && with.least != with.most) {
		return everything()
	}
	return between(math.Pow(i.least, with.least), math.Pow(i.most, with.most))
}

// rising is what a function that never falls makes of it.
func (i interval) rising(function func(float64) float64) interval {
	made := interval{function(i.least), function(i.most), i.strange}
	if math.IsNaN(made.most) {
		return everything()
	}
	if math.IsNaN(made.least) { // as the logarithm of what is negative
		made.least, made.strange = math.Inf(-1), true
	}
	return made
}

// absolute is the distance from 0.
func (i interval) absolute() interval {
	switch {
	case i.least >= 0:
		return i
	case i.most <= 0:
		return i.negative()
	default:
		return interval{0, max(-i.least, i.most), i.strange}
	}
}

// summed is what one value or more of it come to.
func (i interval) summed() interval {
	switch {
	case i.least >= 0:
		return interval{i.least, math.Inf(1), i.strange}
	case i.most <= 0:
		return interval{math.Inf(-1), i.most, i.strange}
	default:
		return everything()
	}
}
