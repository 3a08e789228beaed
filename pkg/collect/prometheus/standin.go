package prometheus

import (
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"
)

// standIns are the names of an expression, as it was read, that variables are filled into.
func standIns(expr string, filled []span) map[string]bool {
	names, last := map[string]bool{}, 0
	for _, v := range filled {
		if v.end <= last {
			continue // a part of the one before
		}
		start, end := v.start, v.end
		for start > last && isNameByte(expr[start-1]) {
			start--
		}
		for end < len(expr) && isNameByte(expr[end]) {
			end++
		}
		names[expr[start:end]], last = true, end
	}
	return names
}

// isOpenName says whether the name of a label is filled in later, also one in quotes.
func (a *analysis) isOpenName(name string) bool { return a.standIns[name] || isOpenLabel(name) }

// isOpenLabel says whether a label that a configuration names is filled in later. Prometheus has
// names such as __address__ of its own.
func isOpenLabel(name string) bool {
	return strings.Contains(name, "$") || strings.ContainsAny(name, "{[<%@") && isFilledLater(name) ||
		holeWords().MatchString(name)
}

// isOpen says whether the value of a label, or a part of it, is filled in later.
func (a *analysis) isOpen(value string) bool {
	return isVariable(value) || a.dashboard && grafanaVariable().MatchString(value)
}

// isFilledLater says whether Grafana, or what deploys a file, fills a text in.
func isFilledLater(text string) bool {
	return isVariable(text) || grafanaVariable().MatchString(text)
}

// keepsOpen says whether nobody can tell by which labels an expression groups, matches or selects.
func (a *analysis) keepsOpen(expr parser.Expr) bool {
	open := false
	parser.Inspect(expr, func(node parser.Node, _ []parser.Node) error {
		open = open || slices.ContainsFunc(labelsOf(node), a.isOpenName)
		return nil
	})
	return open
}

// labelsOf are the labels that a part of an expression names itself.
func labelsOf(node parser.Node) []string {
	var names []string
	switch node := node.(type) {
	case *parser.AggregateExpr:
		return node.Grouping
	case *parser.BinaryExpr:
		if node.VectorMatching != nil {
			return slices.Concat(node.VectorMatching.MatchingLabels, node.VectorMatching.Include)
		}
	case *parser.VectorSelector:
		for _, matcher := range node.LabelMatchers {
			names = append(names, matcher.Name)
		}
	}
	return names
}

// unread are the metrics that recording rules make of what could not be read, also through others.
func unread(queries []*query) map[string]bool {
	readers, found := map[string][]string{}, map[string]bool{}
	var pending []string
	for _, q := range queries {
		if q.records == "" {
			continue
		}
		if q.analysis == nil {
			pending = append(pending, q.records)
		}
		for _, metric := range q.metrics() {
			readers[metric] = append(readers[metric], q.records)
		}
	}
	for len(pending) > 0 {
		name := pending[len(pending)-1]
		pending = pending[:len(pending)-1]
		if !found[name] {
			found[name] = true
			pending = append(pending, readers[name]...)
		}
	}
	return found
}
