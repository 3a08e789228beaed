package prometheus

import (
	"math"
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

// called is what a function makes of its arguments.
func (e *evaluation) called(expr *parser.Call) outcome {
	arguments := make([]outcome, len(expr.Args))
	for i, argument := range expr.Args {
		arguments[i] = e.of(argument)
	}
	name := expr.Func.Name
	switch name {
	case "absent", "absent_over_time":
		return absent(e, expr, arguments)
	case "scalar", "vector":
		return converted(name, arguments)
	case "label_replace", "label_join", "info":
		made := arguments[0]
		made.always = false // without labels
		return made
	case "sort", "sort_desc", "sort_by_label", "sort_by_label_desc":
		return arguments[0]
	}
	if read := e.series(expr); read >= 0 {
		if inner := arguments[read]; inner.empty {
			return inner
		}
		if why, never := e.unbucketed(expr, read); never {
			return none(why)
		}
	}
	return function(name, arguments)
}

// series is the argument of which each series becomes another one, -1 where there is none.
func (e *evaluation) series(expr *parser.Call) int {
	return slices.IndexFunc(expr.Args, func(argument parser.Expr) bool {
		return argument.Type() == parser.ValueTypeVector || argument.Type() == parser.ValueTypeMatrix
	})
}

func absent(e *evaluation, expr *parser.Call, arguments []outcome) outcome {
	if arguments[0].always {
		return none(cause{kind: "always", of: e.written(expr.Args[0]), at: rangeOf(expr)})
	}
	return outcome{interval: exactly(1)}
}

// converted is a number of a series or a series of a number. Of more or fewer than one there is none.
func converted(name string, arguments []outcome) outcome {
	if len(arguments) == 0 || arguments[0].empty {
		return outcome{interval: everything(), always: true}
	}
	made := outcome{interval: arguments[0].interval, raw: arguments[0].raw, always: true}
	made.strange = made.strange || name == "scalar"
	return made
}

// function is what one makes of values that it has.
func function(name string, arguments []outcome) outcome {
	if len(arguments) == 0 {
		found, ok := clock(name)
		if !ok {
			return unknown()
		}
		return outcome{interval: found, always: true}
	}
	inner := arguments[len(arguments)-1]
	if found, ok := clock(name); ok {
		return outcome{interval: found}
	}
	if found, ok := ranged(name, arguments); ok {
		found.raw = ""
		if isLevel(name) {
			found.raw = inner.raw
		}
		return found
	}
	first := arguments[0]
	made := outcome{raw: first.raw}
	made.interval = calculatedBy(name, arguments)
	switch name {
	case "histogram_quantile", "histogram_fraction", "histogram_quantiles", "clamp": // may leave something out
	default:
		made.always = first.always
	}
	return made
}

// isLevel says whether what a function makes of a counter is still how far it has come.
func isLevel(name string) bool {
	switch name {
	case "last_over_time", "first_over_time", "min_over_time", "max_over_time", "avg_over_time", "quantile_over_time",
		"sum_over_time", "stddev_over_time", "stdvar_over_time", "mad_over_time":
		return true
	default:
		return false
	}
}

// ranged is what a function makes of the values in a range, if it is one that does.
func ranged(name string, arguments []outcome) (found outcome, ok bool) {
	inner := arguments[len(arguments)-1]
	switch name {
	case "last_over_time", "first_over_time", "min_over_time", "max_over_time", "avg_over_time":
		found.interval = inner.interval
	case "quantile_over_time":
		found.interval = everything()
		if arguments[0].within(between(0, 1)) {
			found.interval = inner.interval
		}
	case "sum_over_time":
		found.interval = inner.summed()
	case "count_over_time":
		found = outcome{interval: counted(), counts: true}
	case "present_over_time":
		found.interval = exactly(1)
	case "changes", "resets":
		found.interval = between(0, math.Inf(1))
	case "stddev_over_time", "stdvar_over_time", "mad_over_time":
		found.interval = atLeast(0)
	case "rate", "irate", "increase":
		found.interval = everything()
		if inner.least >= 0 {
			found.interval = interval{0, math.Inf(1), inner.strange}
		}
	case "delta", "deriv", "predict_linear", "double_exponential_smoothing", "ts_of_first_over_time",
		"ts_of_last_over_time", "ts_of_min_over_time", "ts_of_max_over_time":
		found.interval = everything()
	case "idelta":
		found.interval = inner.calculated("-", inner.interval)
	default:
		return outcome{}, false
	}
	return found, true
}

// calculatedBy is what a function makes of each value for itself.
func calculatedBy(name string, arguments []outcome) interval {
	first := arguments[0].interval
	switch name {
	case "abs":
		return first.absolute()
	case "ceil":
		return first.rising(math.Ceil)
	case "floor":
		return first.rising(math.Floor)
	case "exp":
		return first.rising(math.Exp)
	case "sqrt":
		return first.rising(math.Sqrt)
	case "ln":
		return first.rising(math.Log)
	case "log2":
		return first.rising(math.Log2)
	case "log10":
		return first.rising(math.Log10)
	case "sgn":
		return first.rising(sign)
	case "round":
		return rounded(arguments)
	case "clamp_min", "clamp_max", "clamp":
		return clamped(name, arguments)
	case "sin", "cos", "tanh":
		return interval{-1, 1, true}
	default:
		return everything()
	}
}

func sign(value float64) float64 {
	switch {
	case value > 0:
		return 1
	case value < 0:
		return -1
	default:
		return 0
	}
}

func rounded(arguments []outcome) interval {
	first := arguments[0].interval
	if len(arguments) == 1 {
		return first.rising(func(value float64) float64 { return math.Floor(value + 0.5) })
	}
	to := arguments[1].absolute().most
	return first.calculated("+", between(-to, to))
}

func clamped(name string, arguments []outcome) interval {
	made, lowest, highest := arguments[0].interval, everything(), everything()
	switch name {
	case "clamp_min":
		lowest = arguments[1].interval
	case "clamp_max":
		highest = arguments[1].interval
	default:
		lowest, highest = arguments[1].interval, arguments[2].interval
		if lowest.most > highest.least { // has perhaps no result
			return everything()
		}
	}
	if name != "clamp_max" {
		made.least, made.most = max(made.least, lowest.least), max(made.most, lowest.most)
	}
	if name != "clamp_min" {
		made.least, made.most = min(made.least, highest.least), min(made.most, highest.most)
	}
	made.strange = slices.ContainsFunc(arguments, func(one outcome) bool { return one.strange })
	return made
}

// clock is what a function tells of a time, or of the number that it is.
func clock(name string) (interval, bool) {
	switch name {
	case "time", "timestamp":
		return atLeast(0), true
	case "pi":
		return exactly(math.Pi), true
	case "minute":
		return interval{0, 59, true}, true
	case "hour":
		return interval{0, 23, true}, true
	case "day_of_week":
		return interval{0, 6, true}, true
	case "day_of_month", "days_in_month":
		return interval{1, 31, true}, true
	case "day_of_year":
		return interval{1, 366, true}, true
	case "month":
		return interval{1, 12, true}, true
	default:
		return interval{}, false
	}
}
