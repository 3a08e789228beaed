package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"time"

	"github.com/pinelint/pinelint/pkg/bundle"
	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
	"github.com/pinelint/pinelint/pkg/snapshot"
	"github.com/pinelint/pinelint/pkg/waive"
	"github.com/pinelint/pinelint/policies"
)

// rejudging judges a bundle's snapshot as its record says that it was.
type rejudging struct {
	record *bundle.Record
	custom []evaluate.Folder
	now    time.Time
}

// run demands the results that the bundle has, and the outcome.
func (r *rejudging) run(ctx context.Context, read *bundle.Bundle) (err error) {
	judging := r.record.Judging
	if r.now, err = time.Parse(time.RFC3339, judging.Now); err != nil {
		return refusal{err}
	}
	c := check{failOn: judging.FailOn, incomplete: judging.FailOnIncomplete, incompleteSet: !judging.FailOnBroken}
	threshold, err := c.threshold()
	if err != nil {
		return refusal{fmt.Errorf("%s has fail_on %q, which is no severity", bundle.RecordFile, judging.FailOn)}
	}
	if c.frameworks, err = loadFrameworks(judging.Frameworks); err != nil {
		return refusal{fmt.Errorf("%s: %w", bundle.RecordFile, err)}
	}
	evidence := &evidence{
		manifest: &config.File{}, mistakes: judging.Mistakes, asked: judging.Services,
	}
	if evidence.snapshot, err = readBundled(read.Snapshot); err != nil {
		return err
	}
	evaluator, err := r.evaluator()
	if err != nil {
		return err
	}
	results, err := evaluator.Evaluate(ctx, evidence.snapshot)
	if err != nil {
		return internal(ctx, err)
	}
	if !judging.NoWaivers {
		waivers := append(waive.Comments(evidence.snapshot), manifestWaivers(judging.Waivers)...)
		run := &waive.Run{Results: results, Evidence: evidence.snapshot, Now: r.now}
		if err := c.excuseBy(ctx, evaluator, waivers, run); err != nil {
			return err
		}
	}
	ended := c.judge(evidence, results, threshold)
	if got := (bundle.Outcome{ExitCode: ended.code, Reason: ended.reason}); got != r.record.Outcome {
		return refusal{fmt.Errorf("%s says exit code %d, %q, and judging again gives %d, %q", bundle.RecordFile,
			r.record.Outcome.ExitCode, r.record.Outcome.Reason, got.ExitCode, got.Reason)}
	}
	return r.compare(results.Within(c.frameworks), read.Results)
}

// readBundled reads a snapshot that is written as pinelint writes it, so that nothing stands in
// it that rules do not see.
func readBundled(data []byte) (*snapshot.Snapshot, error) {
	read, err := snapshot.Read(bytes.NewReader(data))
	if err != nil {
		return nil, refusal{fmt.Errorf("%s: %w", bundle.SnapshotFile, err)}
	}
	var again bytes.Buffer
	if err := snapshot.Write(&again, read); err != nil {
		return nil, refusal{fmt.Errorf("%s: %w", bundle.SnapshotFile, err)}
	}
	if line, differs := differingLine(again.Bytes(), data); differs {
		return nil, refusal{fmt.Errorf("%s:%d: it is not written as pinelint writes it", bundle.SnapshotFile, line)}
	}
	return read, nil
}

// evaluator has the rules that the record names, with its severities.
func (r *rejudging) evaluator() (*evaluate.Evaluator, error) {
	judging := r.record.Judging
	decoder := json.NewDecoder(bytes.NewReader(judging.Settings))
	decoder.UseNumber()
	var settings map[string]any
	if err := decoder.Decode(&settings); err != nil {
		return nil, refusal{fmt.Errorf("%s has settings that are no object: %w", bundle.RecordFile, err)}
	}
	severities := map[string]*finding.Severity{}
	for id, name := range judging.Rules {
		if severities[id] = nil; name == bundle.Own {
			continue
		}
		severity, err := finding.ParseSeverity(name)
		if err != nil {
			return nil, refusal{fmt.Errorf("%s: the rule %s: %w", bundle.RecordFile, id, err)}
		}
		severities[id] = &severity
	}
	evaluator, err := evaluate.New(evaluate.Options{
		Policies: policies.FS, Compiled: policies.Compiled, Custom: r.custom,
		Version: r.record.Version, Now: r.now, Profile: judging.Profile, Settings: settings,
		Choose: func(rule finding.Rule) (*finding.Severity, bool) {
			severity, chosen := severities[rule.ID]
			return severity, chosen
		},
	})
	if err != nil {
		return nil, &exitError{code: exitUsage, err: err}
	}
	if found := len(evaluator.Rules()); found != len(judging.Rules) {
		return nil, refusal{fmt.Errorf("%s names %s, of which there are %d",
			bundle.RecordFile, plural(len(judging.Rules), "rule"), found)}
	}
	return evaluator, nil
}

func (r *rejudging) compare(results *finding.Results, kept []byte) error {
	var again bytes.Buffer
	if err := report.Write(&again, "json", results, report.Options{}); err != nil {
		return &exitError{code: exitInternal, err: err}
	}
	line, differs := differingLine(again.Bytes(), kept)
	switch {
	case !differs:
		return nil
	case r.record.Version != version:
		return refusal{fmt.Errorf("%s:%d: judging again gives something else here; pinelint %s judged, and this is %s",
			bundle.ResultsFile, line, r.record.Version, version)}
	default:
		return refusal{fmt.Errorf("%s:%d: judging again gives something else here", bundle.ResultsFile, line)}
	}
}

// differingLine is the line where texts begin to differ.
func differingLine(a, b []byte) (line int, differs bool) {
	line = 1
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return line, true
		}
		if a[i] == '\n' {
			line++
		}
	}
	return line, len(a) != len(b)
}
