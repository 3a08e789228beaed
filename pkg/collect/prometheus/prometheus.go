// Package prometheus reads how metrics are scraped and what reads them: the configuration
// and the rules of Prometheus and of what takes the same (its operator, OpenTelemetry's
// collector, VictoriaMetrics, Mimir), Grafana's dashboards and alerts, and Grafana Alloy.
// It knows them by what is in them and not by their names, also inside of a ConfigMap or of a
// resource that Terraform declares, and says of credentials where they are and never what they are.
package prometheus

import (
	"bytes"
	"context"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const (
	sourceID = "monitoring files"
	// maxSize is far above what a ConfigMap holds, 1 MB.
	maxSize = 4 << 20
)

// Options say how to read.
type Options struct {
	Types snapshot.Types
	// Metrics are those that Pinecone shows, by name; nil where nothing is known of them. It is asked
	// where something reads one.
	Metrics func() map[string]Metric
	// Named are the files that the manifest names. They are read whatever is in them, and
	// what is in them belongs to the projects that name them.
	Named []Named
	// Declared are the resources of Terraform's that hold such files; nil where there are none.
	Declared *Declared
	// Apart are files that are read as what they are, such as plans, and not by their content.
	Apart []string
	// Folder is the manifest's, from which it may name them; else it does from the root.
	Folder string
}

// Named is what the manifest names.
type Named struct {
	// Path may be a glob.
	Path string
	// Project is the id or the name of the project that names it.
	Project string
	// At is where the manifest does.
	At *snapshot.Location
}

// Collect hands on a prometheus_scrape for every job that scrapes Pinecone, a metric_query
// for every expression that reads one of its metrics, and a datadog_monitor for every one
// that Kubernetes declares, and reports the source "monitoring files". The error is that of
// ctx alone.
func Collect(ctx context.Context, tree *collect.Tree, options Options, sink collect.Sink) error {
	c := collector{
		tree: tree, options: options, read: map[string]bool{},
		pages: map[string]*page{}, spans: map[string][]span{}, seen: map[string]map[string]int{},
		evaluated: map[*snapshot.Observation]bool{},
		parser: parser.NewParser(parser.Options{
			EnableExperimentalFunctions: true, EnableExtendedRangeSelectors: true, EnableBinopFillModifiers: true,
		}),
		source: snapshot.Source{
			ID: sourceID, Status: snapshot.Complete, Holds: []string{"datadog_monitor", "metric_query", "prometheus_scrape"},
			Counts: map[string]int{"files": 0, "scrapes": 0, "queries": 0},
		},
	}
	c.kustomized = c.kustomizations()
	c.gone = c.removed()
	claimed := c.claims()
	c.declare(claimed)
	files := c.files(claimed)
	for _, file := range files {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("read monitoring files: %w", err)
		}
		c.file(file, claimed[file.Path])
	}
	if err := c.readers(ctx, files); err != nil {
		return err
	}
	if err := c.others(ctx, files); err != nil {
		return err
	}
	c.hand(sink)
	return nil
}

type collector struct {
	tree    *collect.Tree
	options Options
	parser  parser.Parser
	source  snapshot.Source
	// found are the scrapes and the monitors.
	found   []*snapshot.Observation
	queries []*query
	// read are the files of which everything was, templates that Terraform fills in among them.
	read map[string]bool
	// declared are the resources of Terraform's, pages the files that these stand in, and spans
	// where in them those do that were read.
	declared []*declaration
	pages    map[string]*page
	// seen are the addresses that were given, by file.
	seen map[string]map[string]int
	// evaluated are those that code declares.
	evaluated map[*snapshot.Observation]bool
	spans     map[string][]span
	// gone are objects of Kubernetes of which a patch takes something away.
	kustomized []kustomization
	gone       map[string]bool
	ruled      []ruled
	federates  bool
	operated   *operated // nil until it is asked for
}

// files are those that may hold what is read here, by their ending, and those that the
// manifest names.
func (c *collector) files(claimed map[string][]string) []collect.File {
	files := slices.DeleteFunc(slices.Clone(c.tree.Files), func(file collect.File) bool {
		return !isConfiguration(file.Path) || isTerraform(file.Path)
	})
	files = append(files, c.generated()...)
	listed := map[string]bool{}
	for _, file := range files {
		listed[file.Path] = true
	}
	for path := range claimed {
		if !listed[path] && !isTerraform(path) {
			files = append(files, collect.File{Path: path})
		}
	}
	slices.SortFunc(files, func(a, b collect.File) int { return strings.Compare(a.Path, b.Path) })
	return files
}

// isConfiguration knows a file by its ending, also that of a template of it.
func isConfiguration(name string) bool {
	switch path.Ext(plainName(name)) {
	case ".yaml", ".yml", ".json", ".alloy", ".river", ".rules":
		return true
	default:
		return false
	}
}

func isTerraform(path string) bool {
	return slices.ContainsFunc([]string{".tf", ".tofu", ".tf.json", ".tofu.json"}, func(end string) bool {
		return strings.HasSuffix(path, end)
	})
}

// file reads one file, if it mentions Pinecone or the manifest names it.
func (c *collector) file(file collect.File, projects []string) {
	named, name := len(projects) > 0, collect.Redact(file.Path)
	switch {
	case c.read[file.Path], !named && c.tree.Noted(file.Path) == collect.NoMention,
		slices.Contains(c.options.Apart, file.Path):
		return
	case file.Size > maxSize:
		c.large(file, named)
		return
	}
	data, err := c.tree.Read(file.Path)
	switch {
	case err != nil && named:
		c.problem(snapshot.Broken, snapshot.Location{File: name}, err.Error())
		return
	case err != nil: // the search for secrets says what it could not read
		return
	case isPlan(data):
		if Watches(string(data)) {
			c.problem(snapshot.Gap, snapshot.Location{File: name},
				"is a plan, a preview or a state: name it with --plan or --pulumi-preview to judge what it makes")
		}
		return
	case !named && !concerns(data) && !isAsking(data):
		c.elsewhere(file.Path, data)
		return
	case len(data) > maxSize:
		c.large(collect.File{Path: file.Path, Size: int64(len(data))}, true)
		return
	}
	if !c.content(file.Path, data, projects) {
		c.elsewhere(file.Path, data)
	}
}

// content reads what a file has, and says whether it has anything to be told.
func (c *collector) content(file string, data []byte, projects []string) bool {
	c.read[file] = true
	c.source.Counts["files"]++
	r, plain := c.reader(file, projects), plainName(file)
	r.removed, r.told = c.gone, c.spans[file]
	r.victoria, r.template, r.resources = isVictoria(data), plain != file, c.options.Declared.heldIn(file)
	r.pinecone = bytes.Contains(data, []byte(pinecone))
	whole := collect.NewText(r.file, data)
	r.page(&page{file: whole, data: data}, plain, 0)
	if at := c.decided(file, data); at != nil && !r.isEmpty() {
		r.scrapes, r.monitors, r.queries = nil, nil, nil
		r.problem(snapshot.Gap, whole.Location(at[0], at[1]), "is a template of a chart that decides here what there is, "+
			"which can be judged only where it is filled in")
	}
	c.keep(r)
	return !r.isEmpty()
}

// reader reads what a file has, which some projects name.
func (c *collector) reader(file string, projects []string) *reader {
	name := collect.Redact(file)
	if c.seen[name] == nil {
		c.seen[name] = map[string]int{}
	}
	return &reader{parser: c.parser, file: name, projects: projects, seen: c.seen[name], operators: c.operators}
}

// isEmpty says whether nothing was found, and nothing is to be told.
func (r *reader) isEmpty() bool {
	return len(r.scrapes)+len(r.queries)+len(r.monitors)+len(r.problems) == 0
}

// keep takes what was read.
func (c *collector) keep(r *reader) {
	r.finish()
	if len(r.leaving.external) > 0 {
		c.ruled = append(c.ruled, ruled{folder: path.Dir(r.file), rules: r.leaving.rules, scrapes: r.scrapes})
	}
	c.federates = c.federates || r.leaving.federates
	c.source.Counts["scrapes"] += len(r.scrapes)
	c.found = append(append(c.found, r.scrapes...), r.monitors...)
	c.queries = append(c.queries, r.queries...)
	if r.holes != nil {
		for _, query := range r.queries {
			c.evaluated[query.Observation] = true
		}
		for _, scrape := range r.scrapes {
			c.evaluated[scrape] = true
		}
	}
	for _, problem := range r.problems {
		c.problem(problem.Kind, *problem.Location, problem.Message)
	}
}

// mostProblems bounds what is said of all files.
const mostProblems = 200

func (c *collector) problem(kind string, at snapshot.Location, what string) {
	if kind != snapshot.Notice {
		c.source.Status, c.source.Reason = snapshot.Partial, "some files could not be read"
	}
	if len(c.source.Problems) < mostProblems {
		c.source.Problems = append(c.source.Problems, snapshot.Problem{
			Kind: kind, Location: &at, Message: collect.Redact(collect.Quote(at.File) + " " + what),
		})
	}
}

// metrics are those that are known, if they are needed.
func (c *collector) metrics(needed bool) map[string]Metric {
	if !needed || c.options.Metrics == nil {
		return nil
	}
	return c.options.Metrics()
}

// hand passes on what was found, when it is known which metrics recording rules make.
func (c *collector) hand(sink collect.Sink) {
	c.rule()
	if c.federates { // what comes so has labels of its own
		for _, scrape := range c.found {
			for _, certain := range []string{"fixed", "labels_dropped", "labels_kept"} {
				delete(scrape.Values, certain)
			}
		}
	}
	unit := c.found
	queries, recorded := concerned(c.queries)
	of := newOutcomes(c.metrics(len(queries) > 0), c.queries)
	for _, query := range queries {
		query.describe(recorded, of)
		c.source.Counts["queries"]++
		unit = append(unit, query.Observation)
	}
	unit = slices.DeleteFunc(unit, func(o *snapshot.Observation) bool { return !collect.Finish(c.options.Types, o) })
	unit = c.once(unit)
	if len(unit) > 0 {
		sink.Observe(unit)
	}
	sink.Report(c.source)
}
