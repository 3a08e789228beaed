// Package plan reads what `terraform show -json` prints of a plan or of a state, by
// Terraform and by OpenTofu. The file is streamed token by token, so that memory grows
// with the resources that a snapshot holds and not with the file.
package plan

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Collect hands on the resources of the plan or state that r holds, of the types in the
// options and as far as the filter may keep them, all as one unit, and reports the
// source "plan <name>". Values are those that the plan leads to; a resource that is only
// destroyed has those from before. Whatever is wrong with the file is in the report; the
// error is that of ctx alone.
func Collect(ctx context.Context, name string, r io.Reader, options Options, sink collect.Sink) error {
	c := &collector{
		ctx: ctx, name: name, options: options,
		source: snapshot.Source{ID: "plan " + name, Status: snapshot.Complete, Holds: managedTypes(options.Types)},
		seen:   map[string]bool{}, unknown: map[string]bool{}, held: map[string]bool{},
		byKind: map[string]map[string]bool{},
		words:  &words{},
	}
	c.read(r)
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("read plan %s: %w", collect.Quote(name), err)
	}
	c.source.Counts = map[string]int{"resources": len(c.sketches), "other_resources": c.others}
	if unit := c.finish(); len(unit) > 0 {
		sink.Observe(unit)
	}
	c.handDocuments()
	sink.Report(c.source)
	return nil
}

// managedTypes are the types that Terraform manages: those that a plan can change.
func managedTypes(types snapshot.Types) []string {
	var managed []string
	for name, shape := range types {
		if shape != nil && shape.Properties["change"] != nil {
			managed = append(managed, name)
		}
	}
	slices.Sort(managed)
	return managed
}

type collector struct {
	ctx     context.Context //nolint:containedctx // the collector lives as long as one call
	name    string
	options Options
	*reader
	again      *reader
	source     snapshot.Source
	text       text
	sketches   []snapshot.Sketch
	drafts     []draft // the rest of each sketch
	others     int
	seen       map[string]bool // addresses
	unknown    map[string]bool // types that a snapshot does not hold and that were told of
	held       map[string]bool // sinks whose key is put aside
	attributes attributes      // of the type that came last
	byKind     map[string]map[string]bool
	words      *words
	shared     *sharing
	root       *module
	providers  map[string]*provider
	keys       []keyed
	files      []files
	filesSize  int
	secrets    bool // there is a credential whose secret is to be followed
	is         kind
}

// kind is what a file shows itself to be by its members.
type kind struct {
	version                      string
	plan, state, opaque, changes bool
	complete                     bool // Terraform says that it covers all of the configuration
}

func (c *collector) read(r io.Reader) {
	text, problem := decode(r)
	if problem != "" {
		c.fail(problem)
		return
	}
	c.reader = newReader(text, c.words)
	err := c.file()
	if c.ctx.Err() != nil {
		return
	}
	if err != nil {
		c.broken(err)
		return
	}
	c.judge()
}

// fail reports a file of which nothing can be used.
func (c *collector) fail(message string) {
	c.source.Status, c.source.Reason = snapshot.Failed, message
	c.problem(snapshot.Broken, message, nil)
}

// broken reports where reading ended, and keeps what was read before.
func (c *collector) broken(err error) {
	if refused, ok := errors.AsType[*refusal](err); ok {
		c.fail(refused.message)
		return
	}
	at := c.failedAt(err)
	message := fmt.Sprintf("%s: the resources before it are judged; %s", c.explain(err), makeAnew)
	c.problem(snapshot.Broken, message, &at)
	c.source.Status, c.source.Reason = snapshot.Partial, "reading ended in the middle of the file"
	if len(c.sketches) == 0 {
		c.source.Status = snapshot.Failed
	}
}

// judge makes sure that a file that is JSON was a plan or a state.
func (c *collector) judge() {
	switch {
	case c.is.opaque:
		c.fail("is a state as Terraform keeps it: run " +
			"`terraform show -json terraform.tfstate > state.json` and give that file")
	case c.is.version == "":
		c.fail("is JSON, but neither a plan nor a state as `terraform show -json` prints it: " + makeAnew)
	case !c.is.plan && !c.is.state:
		c.problem(snapshot.Notice, "holds no resources", nil)
	}
}

func (c *collector) problem(kind, message string, at *snapshot.Location) {
	const most = 50
	if len(c.source.Problems) >= most {
		return
	}
	if at == nil {
		at = &snapshot.Location{File: c.name}
	}
	at.File = c.name
	c.source.Problems = append(c.source.Problems, snapshot.Problem{
		Kind: kind, Message: collect.Quote(c.name) + " " + message, Location: at,
	})
}

// partial reports that a plan is right as far as it goes.
func (c *collector) partial(message string) {
	c.source.Status, c.source.Reason = snapshot.Partial, message
	c.problem(snapshot.Gap, message, nil)
}

// finish makes the observations of what may be kept. What was put aside goes as it is
// used, so that a plan is never held twice.
func (c *collector) finish() []*snapshot.Observation {
	c.seen, c.unknown, c.held, c.text = nil, nil, nil, text{}
	c.shared, c.again = newSharing(), &reader{words: c.words}
	var kept []bool
	if c.options.Filter != nil {
		for i := range c.sketches {
			c.sketches[i].References = c.references(i)
		}
		kept = c.options.Filter.MayKeep(c.sketches)
	}
	sinks := c.sinks()
	sinks = append(sinks, c.keySinks(sinks)...)
	var unit []*snapshot.Observation
	for i := range c.sketches {
		if kept == nil || kept[i] {
			o, err := c.observe(i)
			if err != nil {
				c.problem(snapshot.Broken, "has a resource that "+c.explain(err)+": "+makeAnew, &c.drafts[i].place)
				continue
			}
			unit = append(unit, o)
		}
		c.sketches[i] = snapshot.Sketch{}
	}
	return append(unit, sinks...)
}
