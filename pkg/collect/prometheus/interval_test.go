package prometheus

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/prometheus/prometheus/promql/parser"
)

// TestOutcomes tells what expressions come to: an interval, with ? where there may be no number,
// or nothing and why.
func TestOutcomes(t *testing.T) {
	for expr, want := range map[string]string{
		"full": "0 1", "records": "0 +Inf", "queries": "0 +Inf", "other": "-Inf +Inf ?", "2": "2 2", "-full": "-1 0",
		// Arithmetic.
		"100 - full": "99 100", "full * 100": "0 100", "full * -100": "-100 0", "full / 100": "0 0.01",
		"1 - full": "0 1", "full - full": "-1 1", "full + 1": "1 2", "1 / full": "1 +Inf ?", "full / records": "0 +Inf ?",
		"-full / records": "-Inf +Inf ?", "full / other": "-Inf +Inf ?", "full * records": "0 +Inf ?", "full ^ 2": "0 1",
		"(full + 1) ^ (full + 1)": "1 4", "full ^ other": "-Inf +Inf ?", "records % 10": "0 10 ?", "other % 10": "-Inf +Inf ?",
		"other * 0": "0 0 ?", "records - records": "-Inf +Inf ?", "full atan2 full": "-Inf +Inf ?",
		// Comparisons.
		"full > 0.5": "0.5000000000000001 1", "0.5 <= full": "0.5 1", "full == 0.5": "0.5 0.5", "full > bool 0.5": "0 1",
		"full > bool 90": "0 0", "2 > bool 1": "1 1", "full != 0.5": "0 1", "full > 1": "value", "full >= 1": "1 1",
		"full < 0": "value", "full <= 0": "0 0", "full == 2": "value", "90 < full": "value", "full > records + 2": "value",
		"full > records": "5e-324 1", "vector(1) != 1": "value", "full != 2": "0 1", "(full > 0.5) > 90": "value",
		"other > 90": "90.00000000000001 +Inf", "scalar(full) > bool 2": "0 0", "full > other": "0 1",
		// Aggregations.
		"max(full)": "0 1", "avg by (a) (full)": "0 1", "topk(3, full)": "0 1", "quantile(0.9, full)": "0 1",
		"quantile(9, full)": "-Inf +Inf ?", "sum(full)": "0 +Inf", "sum(full + 1)": "1 +Inf", "sum(-full)": "-Inf 0",
		"sum(other)": "-Inf +Inf ?", "sum(full - 0.5)": "-Inf +Inf ?", "count(other)": "1 +Inf", "count(full) == 0": "count",
		"count(full > 0.5) < 1": "count", "count(full > 0.5) < 2": "1 1.9999999999999998", "count(full) < 0": "value",
		"group(other)": "1 1", "stddev(other)": "0 +Inf ?", `count_values("v", other)`: "1 +Inf", "sum(full > 2)": "value",
		"count(full) * 2 < 2": "value", "group(full) == 0": "count",
		// Functions.
		"rate(queries[5m]) * 60": "0 +Inf ?", "rate(other[5m])": "-Inf +Inf ?", "increase(queries[5m]) < 0": "value",
		"changes(other[5m]) < 0": "value", "delta(full[5m])": "-Inf +Inf ?", "idelta(full[5m])": "-1 1",
		"max_over_time(full[1h]) > 90": "value", "sum_over_time(full[1h])": "0 +Inf", "count_over_time(full[1h]) == 0": "count",
		"present_over_time(full[1h])": "1 1", "quantile_over_time(0.5, full[1h])": "0 1",
		"max_over_time(sum(full)[1h:1m]) < 0": "value",
		"clamp_max(full, 0.5)":                "0 0.5", "clamp_min(full, 0.5)": "0.5 1", "clamp(other, 0, 5)": "0 5 ?",
		"clamp(other, 5, 0)": "-Inf +Inf ?", "abs(-full)": "0 1", "abs(full - 0.5)": "0 0.5", "ceil(full)": "0 1",
		"round(full)": "0 1", "round(full, 0.1) > 1.2": "value", "sqrt(full * 4)": "0 2", "ln(full)": "-Inf 0",
		"sqrt(other)": "-Inf +Inf ?", "sgn(records)": "0 1", "sgn(other) > 1": "value", "exp(full) < 1": "value", "sin(other) > 1": "value",
		"hour() > 24": "value", "hour(other) > 24": "value", "time() < bool 0": "0 0", "deg(full)": "-Inf +Inf ?",
		`label_replace(full, "a", "b", "c", "d") > 2`: "value", "sort_desc(full) > 2": "value", "scalar(full > 2)": "-Inf +Inf ?",
		"absent(other) == 0": "value", "absent(other)": "1 1", "absent(vector(1))": "always", "vector(2) > 3": "value",
		// No numbers.
		"(full or vector(NaN)) > 0.5": "0.5000000000000001 +Inf", "NaN > bool 1": "0 1", "full / full": "0 +Inf ?",
		"full > fill_right(NaN) (full > 2)": "0 1", "clamp_min(scalar(full) * full, 2)": "2 2 ?",
		// What is perhaps not there, or has labels.
		"absent(histogram_quantile(0.9, rate(latency_bucket[5m])))":      "1 1",
		"other unless on () histogram_fraction(0, 1, latency_bucket)":    "-Inf +Inf ?",
		`absent(label_replace(vector(1), "a", "b", "", "") * vector(1))`: "1 1", "absent(clamp(vector(1), 5, 3))": "1 1",
		"absent(abs(vector(1)))": "always",
		// Histograms.
		"histogram_quantile(0.9, rate(queries[5m]))":                    "buckets",
		"histogram_quantile(0.9, sum by (le) (rate(queries[5m])))":      "buckets",
		"histogram_quantile(0.9, sum(rate(other[5m])))":                 "-Inf +Inf ?",
		"histogram_quantile(0.9, rate(latency_bucket[5m]))":             "-Inf +Inf ?",
		"histogram_quantile(0.9, sum(rate(latency_bucket[5m])))":        "buckets",
		"histogram_quantile(0.9, rate(other[5m]))":                      "-Inf +Inf ?",
		`histogram_quantile(0.9, label_replace(queries,"le","","",""))`: "-Inf +Inf ?",
		"histogram_count(queries)":                                      "buckets",
		// Sets.
		"full > 2 or other": "-Inf +Inf ?", "full > 2 or sum(full) unless sum(full)": "value itself", "full > 2 or records == 5": "5 5",
		"full and records > -1": "0 1", "full and full > 2": "value", "full > 2 and other": "value", "other unless full > 2": "-Inf +Inf ?",
		"full > 0.9 and full < 0.5": "both", "full > 0.5 and full < 0.9": "0.5000000000000001 1",
		"full > 0.9 and on (a) full < 0.5": "0.9000000000000001 1", "other > 9 and other < 5": "both", "other > 9 and (5 > other)": "both",
		"other > 9 and other offset 5m < 5": "9.000000000000002 +Inf", `other{a="b"} > 9 and other < 5`: "9.000000000000002 +Inf",
		"(records > 5) unless records": "itself", "records unless records > 5": "0 +Inf", "records > 5 unless records > 2": "itself",
		`records{a="b"} unless records`: "itself", `records unless records{a="b"}`: "0 +Inf", "records unless records offset 1d": "0 +Inf",
		"full unless on () vector(1)": "always", "full unless vector(1)": "0 1", "sum(full) unless vector(1)": "always",
		"full unless on () other": "0 1",
		// Recorded.
		"a:full > 90": "value", "a:rate < 0": "value", "a:none > 0": "recorded", "a:either": "0 +Inf", "a:self": "-Inf +Inf ?",
		"a:one > 90": "value", "full + fill(5) other": "-Inf +Inf ?", "full + fill_right(5) (full > 2)": "5 6",
	} {
		if got := told(t, expr); got != want {
			t.Errorf("%s is %s, want %s", expr, got, want)
		}
	}
}

func told(t *testing.T, text string) string {
	t.Helper()
	zero, whole := 0.0, 1.0
	with := parser.NewParser(parser.Options{EnableExperimentalFunctions: true, EnableBinopFillModifiers: true})
	var recording []*query
	for _, rule := range [][2]string{
		{"a:full", "max(full)"}, {"a:rate", "rate(queries[5m])"}, {"a:none", "full > 2"}, {"a:either", "full"},
		{"a:either", "records"}, {"a:self", "a:self + 1"}, {"a:one", "a:two"}, {"a:two", "a:full"},
	} {
		expr, err := with.ParseExpr(rule[1])
		if err != nil {
			t.Fatal(err)
		}
		recording = append(recording, &query{records: rule[0], analysis: analyzed(expr, rule[1], rule[1], false, nil)})
	}
	of := newOutcomes(map[string]Metric{
		"full": {Kind: "gauge", Min: &zero, Max: &whole}, "records": {Kind: "gauge", Min: &zero},
		"queries": {Kind: "counter", Min: &zero}, "latency": {Kind: "histogram", Min: &zero},
	}, recording)
	expr, err := with.ParseExpr(text)
	if err != nil {
		t.Errorf("%s: %v", text, err)
		return ""
	}
	got := of.of(&query{analysis: analyzed(expr, text, text, false, nil)})
	if got.empty {
		kinds := make([]string, len(got.causes))
		for i, one := range got.causes {
			kinds[i] = one.kind
		}
		return strings.Join(kinds, " ")
	}
	if got.strange {
		return fmt.Sprint(got.least, " ", got.most, " ?")
	}
	return fmt.Sprint(got.least, " ", got.most)
}

// TestIntervalsHold calculates with values of two intervals, which are within what they come to.
func TestIntervalsHold(t *testing.T) {
	bounds := []float64{math.Inf(-1), -2, -0.5, 0, 0.5, 1, 3, math.Inf(1)}
	values := []float64{-7, -2, -1, -0.5, 0, 0.25, 0.5, 1, 2, 3, 9}
	calculate := map[string]func(a, b float64) float64{
		"+": func(a, b float64) float64 { return a + b }, "-": func(a, b float64) float64 { return a - b },
		"*": func(a, b float64) float64 { return a * b }, "/": func(a, b float64) float64 { return a / b },
		"%": math.Mod, "^": math.Pow,
	}
	for a, least := range bounds {
		for b := a; b < len(bounds); b++ {
			for c, other := range bounds {
				for d := c; d < len(bounds); d++ {
					one, two := between(least, bounds[b]), between(other, bounds[d])
					for op, do := range calculate {
						made := one.calculated(op, two)
						for _, x := range values {
							for _, y := range values {
								if got := do(x, y); one.has(x) && two.has(y) && !made.has(got) && !(math.IsNaN(got) && made.strange) {
									t.Fatalf("%v %s %v is %v, and %v %s %v is %v", one, op, two, made, x, op, y, got)
								}
							}
						}
					}
				}
			}
		}
	}
}
