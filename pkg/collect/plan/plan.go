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

// Collect hands on every resource of the plan or state that r holds and that types
// name, all as one unit, and reports the source "plan <name>". Values are those that
// the plan leads to; a resource that is only destroyed has those from before. Whatever
// is wrong with the file is in the report; the error is that of ctx alone.
func Collect(ctx context.Context, name string, r io.Reader, types snapshot.Types, sink collect.Sink) error {
	c := &collector{
		ctx: ctx, name: name, types: types,
		source: snapshot.Source{ID: "plan " + name, Status: snapshot.Complete, Holds: managedTypes(types)},
		seen:   map[string]bool{},
		words:  &words{},
		shared: newSharing(),
	}
	c.read(r)
	if err := ctx.Err(); err != nil {
		return fmt.Errorf("read plan %s: %w", collect.Quote(name), err)
	}
	c.finish()
	if len(c.observations) > 0 {
		sink.Observe(c.observations)
	}
	c.source.Counts = map[string]int{"resources": len(c.observations), "other_resources": c.others}
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
	ctx   context.Context //nolint:containedctx // the collector lives as long as one call
	name  string
	types snapshot.Types
	*reader
	source       snapshot.Source
	observations []*snapshot.Observation
	late         []late
	others       int
	seen         map[string]bool
	words        *words
	shared       *sharing
	root         *module
	providers    map[string]*provider
	is           kind
}

// kind is what a file shows itself to be by its members.
type kind struct {
	version             string
	plan, state, opaque bool
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
	if len(c.observations) == 0 {
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
		c.fail("is JSON, but neither a plan nor a state: " + makeAnew)
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

// late is an observation that is finished when its references are known.
type late struct {
	of     *snapshot.Observation
	change map[string]any
}

// take brings an observation into its last form, or puts that off until the
// configuration is read, which comes last in the file.
func (c *collector) take(o *snapshot.Observation, change map[string]any) {
	c.observations = append(c.observations, o)
	if collect.Rearranges(c.types, o) {
		c.late = append(c.late, late{o, change})
		return
	}
	c.complete(o, change)
}

func (c *collector) complete(o *snapshot.Observation, change map[string]any) {
	collect.Finish(c.types, o)
	if change != nil {
		o.Values["change"] = change
	}
	if tags, ok := o.Values["tags"].(map[string]any); ok {
		o.Values["tags"] = c.shared.sameTags(tags)
	}
}

func (c *collector) finish() {
	for _, o := range c.observations {
		if o.Complete {
			c.refer(o)
		}
		if len(o.References) > 0 {
			o.References = c.shared.sameReferences(o.References)
		}
	}
	c.root, c.providers = nil, nil
	for i, one := range c.late {
		c.complete(one.of, one.change)
		c.late[i] = late{}
	}
}
