package main

import (
	"context"
	"time"

	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/finding"
)

// verdicts are those of the rules, with what excuses them, and those of the revision that they
// are compared with.
func (c *check) verdicts(
	ctx context.Context, on system, evaluator *evaluate.Evaluator, evidence *evidence, now time.Time,
) (results, base *finding.Results, err error) {
	before, err := c.before(ctx, on, evidence)
	if err != nil {
		return nil, nil, err
	}
	if results, err = evaluator.Evaluate(ctx, evidence.snapshot); err != nil {
		return nil, nil, internal(ctx, err)
	}
	if err := c.excuse(ctx, on, evaluator, evidence, results, now); err != nil {
		return nil, nil, err
	}
	if err := c.baseline.apply(ctx, on, results, evidence.repository); err != nil || before == nil {
		return results, nil, err
	}
	base, err = c.compareWith(ctx, on, evaluator, evidence, before, results, now)
	return results, base, err
}

func parseTime(text string, now func() time.Time) (time.Time, error) {
	if text == "" {
		return now(), nil
	}
	for _, layout := range []string{time.RFC3339, time.DateOnly} {
		if at, err := time.Parse(layout, text); err == nil {
			return at, nil
		}
	}
	return time.Time{}, usage("--now %q is no time: write 2026-11-01 or 2026-11-01T12:00:00Z", text)
}
