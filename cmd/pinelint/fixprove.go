package main

import (
	"context"
	"errors"
	"sync"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/terraform"
	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/fix"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

var errNeedsSource = errors.New("edits are proved on a repository's files alone: leave out --snapshot and --plan")

// attachFixes proves edits and gives them to the findings, where --fixes asks for that.
func (c *check) attachFixes(
	ctx context.Context, on system, evidence *evidence, evaluator *evaluate.Evaluator, results *finding.Results,
) error {
	if !c.fixes {
		return nil
	}
	if c.snapshot != "" || len(c.plans) > 0 {
		return usage("--fixes: %w", errNeedsSource)
	}
	proved, _, err := c.prove(ctx, on, evidence, evaluator, results)
	if err != nil {
		return internal(ctx, err)
	}
	prover := c.prover(on, evidence, evaluator, results)
	if err := prover.Attach(proved.Changes, results, c.options(on, evidence).Redact); err != nil {
		return internal(ctx, err)
	}
	return nil
}

// prover judges the repository again, as it was judged first.
func (c *check) prover(
	on system, evidence *evidence, evaluator *evaluate.Evaluator, results *finding.Results,
) *fix.Prover {
	return &fix.Prover{
		FS:     evidence.repository.root.FS(),
		Before: fix.Judged{Evidence: evidence.snapshot, Results: results},
		Judge: func(ctx context.Context, content map[string][]byte) (fix.Judged, error) {
			edited, err := c.read(ctx, on, evidence.repository.with(content))
			if err != nil {
				return fix.Judged{}, err
			}
			judged, err := evaluator.Evaluate(ctx, edited.snapshot)
			return fix.Judged{Evidence: edited.snapshot, Results: judged}, err
		},
		Declared: func(ctx context.Context) (map[snapshot.Location][]fix.Declaration, error) {
			return c.declared(ctx, on, evidence.repository)
		},
	}
}

// declared is all that Terraform in the whole repository declares, by the place of its block.
func (g *gathering) declared(
	ctx context.Context, on system, repository *repository,
) (map[snapshot.Location][]fix.Declaration, error) {
	types, err := snapshotTypes()
	if err != nil {
		return nil, err
	}
	tree, err := collect.Walk(repository.root.FS())
	if err != nil {
		return nil, err
	}
	options, err := g.terraform(on, repository, types)
	if err != nil {
		return nil, err
	}
	found := &declarations{places: map[snapshot.Location][]fix.Declaration{}}
	err = terraform.Collect(ctx, tree, options, found)
	return found.places, err
}

// declarations is a sink that keeps who declares what where.
type declarations struct {
	mu     sync.Mutex
	places map[snapshot.Location][]fix.Declaration
}

func (d *declarations) Observe(unit []*snapshot.Observation) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, observation := range unit {
		if header, ok := observation.Locations.Get(""); ok {
			made := fix.Declaration{Source: observation.Source, Address: observation.Address}
			d.places[header.Location] = append(d.places[header.Location], made)
		}
	}
}

func (d *declarations) Report(snapshot.Source) {}
