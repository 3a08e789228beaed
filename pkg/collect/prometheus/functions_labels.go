package prometheus

import (
	"slices"

	"github.com/prometheus/prometheus/promql/parser"
)

// unbucketed says why a function that reads histograms has no result: no series has a bucket's
// label, and none is a histogram itself.
func (e *evaluation) unbucketed(expr *parser.Call, read int) (why cause, never bool) {
	switch expr.Func.Name {
	case "histogram_quantile", "histogram_quantiles", "histogram_fraction", "histogram_avg", "histogram_count",
		"histogram_sum", "histogram_stddev", "histogram_stdvar":
	default:
		return cause{}, false
	}
	argument := expr.Args[read]
	why = cause{kind: "buckets", of: e.written(argument), at: rangeOf(argument)}
	of := boundsOf(argument)
	cut := of.bounded && !slices.Contains(of.labels, bucketLabel)
	return why, e.areNumbers(argument) && (cut || !makesLabels(argument) && !e.haveLabel(argument, bucketLabel))
}

// bucketLabel is what the series of a histogram's buckets have, and no others.
const bucketLabel = "le"

// areNumbers says whether all series that an expression reads are Pinecone's, which shows no
// histogram as one series.
func (e *evaluation) areNumbers(expr parser.Expr) bool {
	return e.every(expr, func(Metric) bool { return true })
}

func (e *evaluation) haveLabel(expr parser.Expr, label string) bool {
	return !e.every(expr, func(metric Metric) bool { return !slices.Contains(metric.Labels, label) })
}

// every says whether an expression reads metrics of Pinecone's alone, each of a kind.
func (e *evaluation) every(expr parser.Expr, is func(Metric) bool) bool {
	count, all := 0, true
	parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
		if selector, ok := node.(*parser.VectorSelector); ok {
			count++
			metric, known := e.metric(nameOf(selector))
			_, isMade := e.made(nameOf(selector))
			all = all && known && !isMade && metric.Kind != "histogram" && is(metric)
		}
		return nil
	})
	return all && count > 0
}

// makesLabels says whether an expression may have labels that its series do not have.
func makesLabels(expr parser.Expr) bool {
	makes := false
	parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
		switch node := node.(type) {
		case *parser.Call:
			makes = makes || slices.Contains([]string{"label_replace", "label_join", "info"}, node.Func.Name)
		case *parser.AggregateExpr:
			makes = makes || node.Op == parser.COUNT_VALUES
		case *parser.BinaryExpr:
			makes = makes || node.VectorMatching != nil && len(node.VectorMatching.Include) > 0
		}
		return nil
	})
	return makes
}
