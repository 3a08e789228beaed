package main

import (
	"context"
	"time"

	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
	"github.com/pinelint/pinelint/pkg/waive"
)

// excuse applies the waivers, and judges them: whether one is still for something is known only
// when all else is judged.
func (c *check) excuse(
	ctx context.Context, evaluator *evaluate.Evaluator, evidence *evidence, results *finding.Results, now time.Time,
) error {
	if c.noWaivers {
		return nil
	}
	waivers := append(waive.Comments(evidence.snapshot), evidence.waivers()...)
	if len(waivers) == 0 {
		return nil
	}
	run := waive.Run{Results: results, Evidence: evidence.snapshot, Now: now}
	judged, err := evaluator.Evaluate(ctx, run.Snapshot(run.Apply(waivers), c.shipped))
	if err != nil {
		return internal(ctx, err)
	}
	results.Add(judged)
	return nil
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
