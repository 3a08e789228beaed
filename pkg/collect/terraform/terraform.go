// Package terraform reads Terraform and OpenTofu configuration as source. It evaluates
// each root module with its modules, variables and functions, without a terraform
// binary, a provider or a network, and keeps for every value the place where a person
// would edit it. What cannot be known before an apply stays unknown, and no more than
// that: one unknown part of a policy leaves the rest of the policy known.
package terraform

import (
	"context"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/terraform/lang"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Options choose what is read. Types is needed; the rest may be left out.
type Options struct {
	// Types are what a snapshot holds: no other resources are handed on.
	Types snapshot.Types
	// VarFiles count for every root module, in this order, over its own files.
	VarFiles []VarFile
	// Environ has values by the name of their environment variable, TF_VAR_name.
	Environ map[string]string
	// Mentions are strings of which a root module, or a module that it calls, must have
	// one to be worth parsing; without any, all are.
	Mentions []string
	// Filter, where there is one, spares evaluating what it would leave out. Mistakes that
	// only an evaluation finds are not looked for there.
	Filter Filter
	// Jobs is how many root modules are evaluated at the same time, at least one.
	Jobs int
	// Documents are types of resources that hold files of other programs, as that of a
	// ConfigMap does, and Document takes them, from several goroutines. Texts that functions
	// encode are handed on as what they encode.
	Documents []string
	Document  func(*snapshot.Observation)
}

// holds are the types that Terraform configuration can hold: all of other platforms', and
// those of Pinecone's that its provider manages. No provider registers a key or an endpoint.
func (o *Options) holds() []string {
	held := []string{"aws_*", "credential_sink", "datadog_*", "okta_*", "terraform_root"}
	for name, shape := range o.Types {
		if strings.HasPrefix(name, "pinecone_") && shape.Properties["change"] != nil {
			held = append(held, name)
		}
	}
	slices.Sort(held)
	return held
}

// Collect reads every root module of the tree: a folder with configuration that no other
// calls, or that has its own state or values. Each is a unit of observations and a
// source "terraform <folder>". The error is the context's; all else is a problem of the
// source.
func Collect(ctx context.Context, tree *collect.Tree, options Options, sink collect.Sink) error {
	needles := make([][]byte, len(options.Mentions))
	for i, mention := range options.Mentions {
		needles[i] = []byte(mention)
	}
	plans, loose := survey(tree, needles)
	library := lang.New()
	shared := &loader{
		tree: tree, plans: plans, loaded: map[string]*loading{}, parsed: map[string]func() *written{},
		library: library, functions: library.For(lang.Scope{FS: tree.FS(), Root: "."}),
		holds: options.holds(), options: &options,
	}
	units, elsewhere := shared.findRunners(&loose, needles)
	list := roots(plans, units)
	shared.units, shared.roots = units, list
	shared.states = sync.OnceValue(shared.byState)
	shared.spread(loose, list, needles)
	if options.Filter != nil {
		shared.marks = options.Filter.Marks(options.Types)
	}
	for _, root := range list {
		for _, at := range root.reachable {
			shared.expect(at)
		}
	}
	shared.report(elsewhere, sink)
	found := shared.withStates(ctx)
	shared.handOn(found, sink)
	shared.each(ctx, shared.those(func(at *plan) bool { return found[at] == nil }), func(at *plan) {
		one := shared.observe(ctx, at, false)
		sink.Report(one.report)
		if len(one.unit) > 0 {
			sink.Observe(one.unit)
		}
	})
	return ctx.Err()
}

// report tells of files that have tools run modules which are elsewhere.
func (l *loader) report(elsewhere map[string][]snapshot.Problem, sink collect.Sink) {
	for _, file := range slices.Sorted(maps.Keys(elsewhere)) {
		if found := elsewhere[file]; len(found) > 0 {
			sink.Report(snapshot.Source{ID: "terraform " + file, Status: snapshot.Partial, Holds: l.holds, Problems: found})
		}
	}
}

// matters says whether a root module is worth parsing.
func (l *loader) matters(at *plan) bool { return at.relevant(l.plans) || l.initialised(at) }

// observe reads one root module, or no more than what matters of it, and lets go of what only
// it needed.
func (l *loader) observe(ctx context.Context, planned *plan, whole bool) *observed {
	one := &observed{report: snapshot.Source{ID: sourceID(planned.path), Status: snapshot.Complete, Holds: l.holds}}
	if whole || l.matters(planned) {
		r := l.evaluate(ctx, planned, whole)
		one.unit, one.reads = r.unit, r.reads()
		one.report.Problems = slices.Concat(r.problems.snapshot(), planned.misnamed, planned.notice())
		one.report.Counts, one.report.Parts = r.counts(), slices.Sorted(maps.Keys(r.taken))
	} else {
		// Nothing in it mentions Pinecone or what was asked for, so it was not parsed.
		one.report.Counts = map[string]int{"files": len(planned.files), "unrelated": len(planned.files)}
	}
	for _, found := range one.report.Problems {
		if found.Kind != snapshot.Notice {
			one.report.Status = snapshot.Partial
		}
	}
	l.free(append(one.reads, planned)...)
	return one
}

// holdable says whether a snapshot has a place for the type.
func (o *Options) holdable(kind string) bool {
	_, ok := o.Types[kind]
	return ok && kind != "terraform_root"
}
