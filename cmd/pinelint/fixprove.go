package main

import (
	"context"
	"errors"
	"slices"
	"sync"
	"time"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/terraform"
	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/fix"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

var errNeedsSource = errors.New(
	"edits are proved on a repository's files alone: leave out --snapshot, --plan and --audit-logs")

// repairs are what all rules say, and what can be done about what the chosen ones do: a
// repair may not make a rule fail that was not asked for either.
type repairs struct {
	results *finding.Results
	judged  outcome
	prover  *fix.Prover
	proved  *fix.Proved
	left    []fix.Left
}

func (c *check) repairs(ctx context.Context, on system, evidence *evidence, now time.Time) (*repairs, error) {
	if _, err := c.evaluator(evidence, now); err != nil {
		return nil, err // of --rule and --skip, too
	}
	all := *c
	all.rules, all.skip = nil, nil
	evaluator, err := all.evaluator(evidence, now)
	if err != nil {
		return nil, err
	}
	found := &repairs{}
	if found.results, err = evaluator.Evaluate(ctx, evidence.snapshot); err != nil {
		return nil, internal(ctx, err)
	}
	if err := all.excuse(ctx, on, evaluator, evidence, found.results, now); err != nil {
		return nil, err
	}
	found.judged = all.judge(evidence, found.results, nil)
	c.dropUnchosen(found.results)
	changes, left := fix.Propose(evidence.snapshot, found.results.Findings, evidence.repository.files())
	found.prover = c.prover(on, evidence, evaluator, found.results)
	proved, unproved, err := found.prover.Prove(ctx, changes)
	switch {
	case errors.Is(err, fix.ErrChanged):
		return nil, &exitError{code: exitIncomplete, err: err}
	case err != nil:
		return nil, internal(ctx, err)
	}
	found.proved, found.left = proved, slices.Concat(left, unproved)
	slices.SortFunc(found.left, func(a, b fix.Left) int { return a.Finding - b.Finding })
	return found, nil
}

// dropUnchosen leaves the patches of rules that --rule and --skip leave out.
func (c *check) dropUnchosen(results *finding.Results) {
	rules := map[string]finding.Rule{}
	for _, rule := range results.Rules {
		rules[rule.ID] = rule
	}
	for i, found := range results.Findings {
		if !c.chosen(rules[found.Rule]) {
			results.Findings[i].Patch = nil
		}
	}
}

// attachFixes proves edits and gives them to the findings, where --fixes asks for that.
func (c *check) attachFixes(
	ctx context.Context, on system, evidence *evidence, results *finding.Results, now time.Time,
) error {
	if !c.fixes {
		return nil
	}
	found, err := c.repairs(ctx, on, evidence, now)
	if err != nil {
		return err
	}
	if err := found.prover.Attach(found.proved.Changes, found.results, c.options(on, evidence).Redact); err != nil {
		return internal(ctx, err)
	}
	edits := map[string][]finding.Edit{}
	for _, one := range found.results.Findings {
		edits[one.Fingerprint] = one.Edits
	}
	for i := range results.Findings {
		results.Findings[i].Edits = edits[results.Findings[i].Fingerprint]
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
