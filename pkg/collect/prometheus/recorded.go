package prometheus

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// concerned are the queries that read metrics of Pinecone, also through recording rules, and
// the metrics that these make.
func concerned(queries []*query) (found []*query, recorded map[string]bounds) {
	recorded = map[string]bounds{}
	readers := map[string][]*query{}
	var pending []*query
	for _, q := range queries {
		if q.records != "" {
			made := q.makes()
			if before, again := recorded[q.records]; again {
				made = made.or(before)
			}
			recorded[q.records] = made
		}
		for _, metric := range q.metrics() {
			readers[metric] = append(readers[metric], q)
		}
		if q.failed != nil || q.mentions() {
			pending = append(pending, q)
		}
	}
	kept := map[*query]bool{}
	for len(pending) > 0 {
		q := pending[len(pending)-1]
		pending = pending[:len(pending)-1]
		if kept[q] {
			continue
		}
		kept[q] = true
		if q.records != "" {
			pending = append(pending, readers[q.records]...)
			readers[q.records] = nil
		}
	}
	for _, q := range queries {
		if kept[q] {
			found = append(found, q)
		}
	}
	return found, recorded
}

// makes are the labels of the metric that a recording rule makes.
func (q *query) makes() bounds {
	switch {
	case q.analysis == nil, q.analysis.result.open, slices.ContainsFunc(q.adds, isOpenLabel):
		return bounds{open: true}
	case q.analysis.result.bounded:
		return bounds{labels: slices.Concat(q.analysis.result.labels, q.adds), bounded: true}
	default:
		return bounds{lost: slices.DeleteFunc(slices.Clone(q.analysis.result.lost), func(label string) bool {
			return slices.Contains(q.adds, label)
		})}
	}
}

// mostChained bounds how far recording rules are followed from file to file.
const mostChained = 8

// readers reads the files that mention Pinecone nowhere and have the name of a metric that a
// recording rule makes of Pinecone's, and those that have what these record in turn.
func (c *collector) readers(ctx context.Context, files []collect.File) error {
	var names map[string]bool
	for range mostChained {
		found := c.renamed(names)
		if found == nil {
			break
		}
		names = found
		for _, d := range c.declared {
			if _, reads := word([]byte(d.texts), names); reads && !d.read {
				c.declaration(d, nil)
			}
		}
		for _, file := range files {
			if err := ctx.Err(); err != nil {
				return fmt.Errorf("read monitoring files: %w", err)
			}
			if c.read[file.Path] || file.Size > maxSize {
				continue
			}
			data, err := c.tree.Read(file.Path)
			if err != nil || len(data) > maxSize || !bytes.Contains(data, []byte("expr")) {
				continue
			}
			if _, reads := word(data, names); reads {
				c.content(file.Path, data, nil)
			}
		}
	}
	return c.unread(ctx, names)
}

// unread says of a program that makes alerts, and has the name of a metric that a recording rule
// makes, that it is not read. A name without a colon may be that of anything.
func (c *collector) unread(ctx context.Context, names map[string]bool) error {
	maps.DeleteFunc(names, func(name string, _ bool) bool { return !strings.Contains(name, ":") })
	if len(names) == 0 {
		return nil
	}
	for _, file := range c.tree.Files {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("read monitoring files: %w", err)
		}
		switch path.Ext(file.Path) {
		case ".tf", ".tofu", ".jsonnet", ".libsonnet", ".cue":
		default:
			continue
		}
		data, err := c.tree.Read(file.Path)
		if err != nil {
			continue // the search for secrets says what it could not read
		}
		if at, reads := word(c.undeclared(file.Path, data), names); reads {
			c.problem(snapshot.Gap, collect.NewText(collect.Redact(file.Path), data).Location(at.start, at.end),
				"names a metric that is recorded of Pinecone's, in a form that is not read: judge what it makes")
		}
	}
	return nil
}

// renamed are the metrics that recording rules make of Pinecone's under names that do not say
// so; nil where there are no more than those that are known.
func (c *collector) renamed(known map[string]bool) map[string]bool {
	names := map[string]bool{}
	found, _ := concerned(c.queries)
	for _, q := range found {
		if q.records != "" && !strings.Contains(q.records, pinecone) {
			names[q.records] = true
		}
	}
	if len(names) == len(known) {
		return nil
	}
	return names
}

// word finds the first of the names of metrics that a text has as a whole.
func word(text []byte, names map[string]bool) (at span, ok bool) {
	for start := 0; start < len(text); start++ {
		end := start
		for end < len(text) && isNameByte(text[end]) {
			end++
		}
		if end > start && names[string(text[start:end])] {
			return span{start, end}, true
		}
		start = end
	}
	return span{}, false
}
