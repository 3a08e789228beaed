package main

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
	"github.com/pinelint/pinelint/pkg/waive"
)

// excuse applies the waivers, and judges them: whether one is still for something is known only
// when all else is judged.
func (c *check) excuse(
	ctx context.Context, on system, evaluator *evaluate.Evaluator, evidence *evidence, results *finding.Results,
	now time.Time,
) error {
	if c.noWaivers {
		return nil
	}
	waivers, err := c.waivers(ctx, on, evaluator, evidence, now)
	if err != nil {
		return err
	}
	return c.excuseBy(ctx, evaluator, waivers, &waive.Run{Results: results, Evidence: evidence.snapshot, Now: now})
}

// excuseBy applies some waivers to the results of a run, and judges them.
func (c *check) excuseBy(
	ctx context.Context, evaluator *evaluate.Evaluator, waivers []waive.Waiver, run *waive.Run,
) error {
	if len(waivers) == 0 {
		return nil
	}
	uses := run.Apply(waivers)
	// What a comment of another revision is for was told there.
	uses = slices.DeleteFunc(uses, func(use waive.Use) bool { return use.Only != nil })
	judged, err := evaluator.Evaluate(ctx, run.Snapshot(uses, evaluator.All()))
	if err != nil {
		return internal(ctx, err)
	}
	run.Results.Add(judged)
	return nil
}

// waivers are those of the files, or of the revision that --waivers-from names. Lines of that are
// others than those of the files, so its comments excuse what they excused there, and no more.
func (c *check) waivers(
	ctx context.Context, on system, evaluator *evaluate.Evaluator, evidence *evidence, now time.Time,
) ([]waive.Waiver, error) {
	if c.waiversFrom == "" {
		return append(waive.Comments(evidence.snapshot), evidence.waivers()...), nil
	}
	repository, err := evidence.repository.at(c.waiversFrom, false)
	if err != nil {
		return nil, usage("--waivers-from %s: %w", c.waiversFrom, err)
	}
	there, err := c.read(ctx, on, repository)
	if err != nil {
		return nil, err
	}
	waivers := waive.Comments(there.snapshot)
	if evidence.repository.then == nil {
		here := append(waive.Comments(evidence.snapshot), evidence.waivers()...)
		c.unheard = waive.Without(here, append(slices.Clone(waivers), there.waivers()...))
	}
	if len(waivers) == 0 {
		return there.waivers(), nil
	}
	results, err := evaluator.Evaluate(ctx, there.snapshot)
	if err != nil {
		return nil, internal(ctx, err)
	}
	run := waive.Run{Results: results, Evidence: there.snapshot, Now: now}
	for i, use := range run.Apply(waivers) {
		waivers[i].Only = map[string]bool{}
		for _, fingerprint := range use.Covers {
			waivers[i].Only[fingerprint] = true
		}
	}
	return append(waivers, there.waivers()...), nil
}

// sayUnheard names the waivers of the files that the revision of --waivers-from does not have.
func (c *check) sayUnheard(line func(string), evidence *evidence) {
	for i, one := range c.unheard {
		if i == mostTold {
			line(fmt.Sprintf("%d more waivers are not in %s", len(c.unheard)-i, c.waiversFrom))
			break
		}
		at := evaluate.Location(one.Location)
		said := fmt.Sprintf("the waiver of %s is not in %s, so it excuses nothing", one.Rule, c.waiversFrom)
		line(evidence.sentence(said, &at))
	}
	if len(c.unheard) > 0 {
		line(fmt.Sprintf("pinelint: %s left out by --waivers-from %s", plural(len(c.unheard), "waiver"), c.waiversFrom))
	}
}

// waivers are the manifest's.
func (e *evidence) waivers() []waive.Waiver {
	var all []waive.Waiver
	for _, declared := range e.manifest.Waivers {
		one := waive.Waiver{Waiver: declared, By: finding.ByManifest, Location: snapshot.Location{File: e.manifest.Name}}
		if at, ok := e.manifest.Span(declared.Pointer); ok {
			one.Location = e.text.Location(at.Start, at.End)
		}
		all = append(all, one)
	}
	return all
}
