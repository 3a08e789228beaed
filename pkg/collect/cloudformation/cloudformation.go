// Package cloudformation reads CloudFormation templates as source, in YAML and in JSON, those
// too that CDK and SAM write. It evaluates intrinsic functions as far as parameters with
// defaults, mappings and conditions tell what they come to; what is known only when a stack
// is deployed stays unknown, and no more than that.
package cloudformation

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// maxSize is far above what CloudFormation accepts of a template, 1 MB.
const maxSize = 4 << 20

// Options say what to read.
type Options struct {
	Types snapshot.Types
	// Mentions are strings of which a template, or one that is nested in it, must have one to
	// be observed, in any case of letters; without any, all are.
	Mentions []string
	// Document takes the resources that hold files of other programs, as rules of Prometheus,
	// as Terraform's types that are like them, with what their texts are made of, by pointer.
	// Reading is told where in which template one stands, also where none is made of it.
	Document func(o *snapshot.Observation, pieces map[string][]collect.Piece)
	Reading  func(file, pointer string)
}

// Collect reads every template of the tree. One that no other nests is a unit of
// observations, with those that it nests and those that it imports from, and a source
// "cloudformation <file>". The error is that of ctx alone.
func Collect(ctx context.Context, tree *collect.Tree, options Options, sink collect.Sink) error {
	c := &collector{
		tree: tree, options: options, templates: map[string]*template{}, nested: map[string]bool{}, holds: holds(),
	}
	for _, file := range tree.Files {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("read CloudFormation templates: %w", err)
		}
		if document.IsText(file.Path, ".template", ".cform", ".cfn") || isSettings(file.Path) {
			c.survey(file, sink)
		}
	}
	for _, one := range c.templates {
		for _, file := range c.nests(one) {
			c.nested[file] = c.nested[file] || file != one.file
		}
	}
	observeAll(c.deployments(sink), sink)
	return nil
}

// deployments reads all that matters, and reports it.
func (c *collector) deployments(sink collect.Sink) []*deployment {
	var all []*deployment
	for _, file := range c.order {
		if !c.nested[file] && c.relevant(file) {
			all = append(all, c.stack(c.templates[file], sink))
		}
	}
	for _, file := range c.order { // those that nest each other
		if one := c.templates[file]; !one.read && c.relevant(file) {
			all = append(all, c.stack(one, sink))
		}
	}
	for _, file := range c.order { // those that add to what these export
		if one := c.templates[file]; !one.read && !c.nested[file] && c.addsTo(one) {
			all = append(all, c.stack(one, sink))
		}
	}
	for i := 0; i < len(all); i++ { // those that are imported from
		for _, file := range slices.Sorted(maps.Keys(all[i].imports)) {
			if one := c.templates[file]; !one.read {
				all = append(all, c.stack(one, sink))
			}
		}
	}
	return all
}

type collector struct {
	tree      *collect.Tree
	options   Options
	templates map[string]*template
	order     []string
	nested    map[string]bool // by another template
	holds     []string
	exports   map[string][]export // once one was asked for
	// giving are files that may have values of parameters, and givenSets the values, once one
	// was asked for.
	giving    []string
	givenSets *[]givenSet
	// assemblies are the places of stacks by their folder and file, once one was asked for.
	assemblies map[string]map[string]place
}

// template is one file.
type template struct {
	*document.Document

	file      string
	mentions  bool
	read      bool
	resources *document.Node
	// further are documents that the file has beside the template.
	further int
}

// survey parses a file that may be a template. What it cannot read, it reports as a source.
func (c *collector) survey(file collect.File, sink collect.Sink) {
	if file.Size > maxSize {
		if c.concerns(file.Path) {
			c.fail(sink, file.Path, snapshot.Gap, snapshot.Location{File: file.Path}, fmt.Sprintf(
				"has %d MB, more than the %d MB that are read of a template", file.Size>>20, maxSize>>20))
		}
		return
	}
	data, err := c.tree.Read(file.Path)
	if err == nil && mayGive(file.Path, data) {
		c.giving = append(c.giving, file.Path)
	}
	if err != nil || !isTemplate(data) {
		return // the search for secrets says of a file that it cannot be read
	}
	one := &template{file: file.Path, mentions: c.mentioned(data)}
	documents, err := document.Parse(file.Path, data)
	if fault, ok := errors.AsType[*document.SyntaxError](err); ok {
		if one.mentions {
			c.fail(sink, file.Path, snapshot.Broken, fault.At, fault.Message+": CloudFormation takes no such template")
		}
		return
	}
	for _, found := range documents {
		resources := found.Root.Get("Resources")
		if resources == nil {
			continue
		}
		if resources = unrolled(resources); !declares(resources) {
			continue
		}
		if one.Document != nil {
			one.further++
			continue
		}
		one.Document, one.resources = found, resources
	}
	if one.Document != nil {
		c.templates[file.Path] = one
		c.order = append(c.order, file.Path)
	}
}

// declares says whether a mapping has a resource of CloudFormation's.
func declares(resources *document.Node) bool {
	return slices.ContainsFunc(resources.Entries, func(e document.Entry) bool {
		if isLoop(e) {
			return true
		}
		_, known := kindOf(e.Value.Get("Type").String())
		return known || isOther(e.Value.Get("Type").String())
	})
}

func (c *collector) fail(sink collect.Sink, file, kind string, at snapshot.Location, clause string) {
	status := snapshot.Partial
	if kind == snapshot.Broken {
		status = snapshot.Failed
	}
	sink.Report(snapshot.Source{
		ID: sourceOf(file), Status: status, Reason: "the template could not be read", Holds: c.holds, Whole: whole(),
		Problems: []snapshot.Problem{{Kind: kind, Message: collect.Quote(file) + " " + clause, Location: &at}},
	})
}

func sourceOf(file string) string { return "cloudformation " + file }

// stack reads a template and those that it nests, and reports them as a source.
func (c *collector) stack(one *template, sink collect.Sink) *deployment {
	source := snapshot.Source{ID: sourceOf(one.file), Status: snapshot.Complete, Holds: c.holds, Whole: whole()}
	d := &deployment{collector: c, top: one.file, source: &source, imports: map[string]bool{}, left: maxVisits}
	top := newStack(d, one, "", nil)
	top.observe()
	source.Counts = map[string]int{"resources": d.resources, "templates": d.used}
	if d.left < 0 {
		d.problem(snapshot.Gap, snapshot.Location{File: one.file},
			fmt.Sprintf("needs more than %d steps to evaluate: the rest is not read", maxVisits))
	}
	sink.Report(source)
	return d
}
