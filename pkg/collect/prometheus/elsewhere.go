package prometheus

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// shown is what Pinecone's metrics are known by: where they are scraped, and their names.
var shown = lazyregexp.New(`\bapi\.pinecone\.io(?::443)?/prometheus/|\bmetrics\.[^\s"'/]{1,80}\.pinecone\.io\b` +
	`|\bpinecone_db_(?:record_total|storage_size_bytes|op_[a-z]+_[a-z_]+|(?:read|write)_unit_[a-z]+` +
	`|scheduled_backup_failure_total|drn_cpu_usage_percent|index_(?:memory_|storage_)?fullness)\b`)

// integrated are the names that Datadog's integration gives them. Its monitors in Terraform are
// read there.
var integrated = lazyregexp.New(`\bpinecone\.(?:index\.fullness|vector\.count|request\.(?:count|error|latency)\.\w+` +
	`|db\.(?:op|record|storage|read|write|index)\.\w+)`)

// elsewhere says of a file that is not read here, or in which nothing was found, that it has
// to do with Pinecone's metrics: that nothing scrapes them, or alerts on them, is then not known.
func (c *collector) elsewhere(name string, data []byte) {
	if isProse(name) || isReport(data) || bytes.IndexByte(data, 0) >= 0 || slices.ContainsFunc([]string{
		"apiVersion: pinelint/", "input_series", "promql_expr_test",
	}, func(mark string) bool { return bytes.Contains(data, []byte(mark)) }) {
		return
	}
	rest := c.undeclared(name, data)
	at := firstOf(rest, shown, "pinecone_db_", "/prometheus/", "metrics.")
	if at == nil && !isTerraform(name) {
		at = firstOf(rest, integrated, "pinecone.index.", "pinecone.vector.", "pinecone.request.", "pinecone.db.")
	}
	if at == nil {
		at = encodedAt(rest)
	}
	if at == nil {
		return
	}
	file := collect.Redact(name)
	c.problem(snapshot.Gap, collect.NewText(file, data).Location(at[0], at[1]),
		"names Pinecone's metrics in a form that is not read: judge what it makes, or declare under monitoring what it does")
}

// firstOf is where an expression first matches, which has one of the words in it: looking for
// these takes much less.
func firstOf(data []byte, pattern func() *regexp.Regexp, words ...string) []int {
	if !slices.ContainsFunc(words, func(word string) bool { return bytes.Contains(data, []byte(word)) }) {
		return nil
	}
	return pattern().FindIndex(data)
}

// encodedAt is where the data of a Kubernetes Secret has such a file, as the operator of
// Prometheus takes further scrapes.
func encodedAt(data []byte) []int {
	for _, part := range collect.EncodedMentions(data) {
		if concerns(part.Decoded) || shown().Match(part.Decoded) {
			return []int{part.Start, part.End}
		}
	}
	return nil
}

// others reads what is left of the tree, as far as it mentions Pinecone.
func (c *collector) others(ctx context.Context, read []collect.File) error {
	seen := make(map[string]bool, len(read))
	for _, file := range read {
		seen[file.Path] = true
	}
	for _, file := range c.tree.Files {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("read monitoring files: %w", err)
		}
		if seen[file.Path] || slices.Contains(c.options.Apart, file.Path) || file.Size > maxSize ||
			c.tree.Noted(file.Path) == collect.NoMention || isProse(file.Path) {
			continue
		}
		data, err := c.tree.Read(file.Path)
		if err != nil {
			continue // the search for secrets says what it could not read
		}
		c.tree.Keep(file.Path, data)
		if bytes.Contains(data, []byte(pinecone)) {
			c.elsewhere(file.Path, data)
		}
	}
	return nil
}

// isProse says whether a file is for people to read, or holds what was measured or tried out.
func isProse(name string) bool {
	switch strings.ToLower(path.Ext(name)) {
	case ".md", ".mdx", ".markdown", ".rst", ".adoc", ".txt", ".html", ".htm", ".csv", ".tsv", ".log", ".ipynb", ".svg",
		".example", ".sample", ".dist", ".golden", ".prom", ".patch", ".diff", ".sarif":
		return true
	default:
		return false
	}
}

// isReport says whether a file is what a linter wrote of a repository: SARIF, or what this one keeps.
func isReport(data []byte) bool {
	const head = 300 // the schema is the first or the second thing in it
	start := data[:min(len(data), head)]
	return bytes.Contains(start, []byte("sarif-schema")) ||
		bytes.Contains(start, []byte(`"schema"`)) && bytes.Contains(start, []byte(`"pinelint.`))
}
