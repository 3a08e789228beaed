package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/diff"
	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// difference is one run of the command diff.
type difference struct{ check }

func newDiffCommand(on system) *cobra.Command {
	var d difference
	command := &cobra.Command{
		Use:   "diff OLD NEW",
		Short: "Tell what changed between two runs, and why",
		Long: `Diff compares two snapshots that collect wrote, or two reports of check in the format json:
findings that are new, changed, fixed, or that no rule looks for any more; and the evidence
that was lost. What is gone only because nobody could tell any more is lost, and never fixed.
The cause of each is what differs between the runs and can have to do with it: configuration,
rules, collection or waiver.

Snapshots are judged by the rules of this pinelint, with their own severities and without
waivers, and the facts that changed are listed too. Rules that judge a change, such as
auditlogs/disabled-in-diff, see what the older snapshot has beside the newer one.

Results are compared as they are, with the manifest's severities and waivers; they must have
been written without --severity.

Exit codes:
  0  no finding at or above --fail-on that did not fail before
  1  there are such findings
  2  a mistake in the command line, a file or a policy
  3  with --fail-on-incomplete, evidence was lost
  4  a fault of pinelint itself
Where several apply, the first of 4, 2, 1, 3 wins. stdout has the report and nothing else.`,
		Example: `  pinelint diff before.json after.json
  pinelint diff main.json branch.json --fail-on medium --fail-on-incomplete`,
		Args: counted(2, 2),
		RunE: func(command *cobra.Command, args []string) error {
			return d.run(command.Context(), on, args, command.Flags())
		},
	}
	flags := command.Flags()
	flags.StringVar(&d.format, "format", "text", "the report's format: "+strings.Join(report.DiffFormats(), ", "))
	flags.StringVarP(&d.output, "output", "o", "-", "the report's `FILE`; - is standard output")
	flags.StringVar(&d.failOn, "fail-on", "high", "the lowest severity that ends in exit code 1, or never")
	flags.BoolVar(&d.incomplete, "fail-on-incomplete", false, "end in exit code 3 when evidence was lost")
	d.choosingFlags(flags)
	flags.BoolVarP(&d.quiet, "quiet", "q", false, "say nothing on stderr but why the run failed")
	flags.BoolVar(&d.noColor, "no-color", false, "no colours, as with NO_COLOR in the environment")
	return command
}

func (d *difference) run(ctx context.Context, on system, names []string, flags *pflag.FlagSet) error {
	if !slices.Contains(report.DiffFormats(), d.format) {
		return usage("format %q is unknown: use one of %s", d.format, strings.Join(report.DiffFormats(), ", "))
	}
	threshold, err := d.threshold()
	if err != nil {
		return err
	}
	old, now, err := readSides(names, on.stdin)
	if err != nil {
		return err
	}
	if now.Snapshot != nil {
		diff.Remember(old.Snapshot, now.Snapshot)
		err = d.judgeBoth(ctx, on, &old, &now)
	} else {
		err = notForResults(flags)
	}
	if err != nil {
		return err
	}
	changed := diff.Compare(old, now)
	if err := d.report(ctx, on, changed); err != nil {
		return err
	}
	outcome := d.outcome(changed, now, threshold)
	if !d.quiet || outcome.code != exitClean {
		fmt.Fprintln(on.stderr, report.Printable("pinelint: "+outcome.reason))
	}
	return outcome.err()
}

// notForResults refuses flags that say how to judge: results have been judged.
func notForResults(flags *pflag.FlagSet) error {
	for _, name := range []string{"policy", "rule", "skip", "now"} {
		if flags.Changed(name) {
			return usage("--%s goes with snapshots: results have been judged already", name)
		}
	}
	return nil
}

// judgeBoth judges two snapshots by the same rules, at the same time.
func (d *difference) judgeBoth(ctx context.Context, on system, sides ...*diff.Side) error {
	now, err := parseTime(d.now, on.now)
	if err != nil {
		return err
	}
	evaluator, err := d.evaluator(&evidence{manifest: &config.File{}}, now)
	if err != nil {
		return err
	}
	for _, side := range sides {
		if side.Results, err = evaluator.Evaluate(ctx, side.Snapshot); err != nil {
			return internal(ctx, err)
		}
		side.Results.Version = side.Snapshot.Version
	}
	return nil
}

func (d *difference) report(ctx context.Context, on system, changed *diff.Diff) error {
	toStdout := d.output == "-" || d.output == ""
	options := report.Options{Color: toStdout && colored(on, d.noColor)}
	return writeTo(ctx, on, d.output, func(w io.Writer) error { return report.WriteDiff(w, d.format, changed, options) })
}

func (d *difference) outcome(changed *diff.Diff, now diff.Side, threshold *finding.Severity) outcome {
	failing := 0
	if threshold != nil {
		failing = changed.Failing(*threshold)
	}
	broken := 0
	if now.Snapshot != nil {
		broken = len(now.Results.PolicyErrors())
	}
	switch {
	case broken > 0:
		return outcome{exitUsage, plural(broken, "rule") + " could not be evaluated"}
	case failing > 0:
		return outcome{exitFindings, fmt.Sprintf("%s at or above %s that did not fail before",
			plural(failing, "finding"), *threshold)}
	case d.incomplete && changed.Lost() > 0:
		return outcome{exitIncomplete, "evidence was lost, so it cannot be told what is fixed"}
	case threshold == nil:
		return outcome{exitClean, "nothing fails the run with --fail-on never"}
	default:
		return outcome{exitClean, fmt.Sprintf("nothing new at or above %s", *threshold)}
	}
}

// readSides reads two snapshots or two results.
func readSides(names []string, stdin io.Reader) (old, now diff.Side, err error) {
	if names[0] == "-" && names[1] == "-" {
		return old, now, usage("only one of both can be standard input")
	}
	if old, err = readSide(names[0], stdin); err != nil {
		return old, now, err
	}
	if now, err = readSide(names[1], stdin); err != nil {
		return old, now, err
	}
	if (old.Snapshot == nil) != (now.Snapshot == nil) {
		return old, now, usage("%s and %s are a snapshot and a result: compare two of a kind", names[0], names[1])
	}
	return old, now, nil
}

func readSide(name string, stdin io.Reader) (side diff.Side, err error) {
	var data []byte
	if name == "-" {
		name = "standard input"
		data, err = io.ReadAll(stdin)
	} else {
		data, err = os.ReadFile(name)
	}
	if err != nil {
		return side, usage("read what to compare: %w", err)
	}
	var format struct {
		Schema string `json:"schema"`
	}
	// What is no JSON is told by who reads it in earnest.
	_ = json.Unmarshal(data, &format)
	if strings.HasPrefix(format.Schema, "pinelint.results/") {
		return readResults(name, data)
	}
	if side.Snapshot, err = snapshot.Read(bytes.NewReader(data)); err != nil {
		return side, usage("read snapshot %s: %w", name, err)
	}
	side.Results = &finding.Results{Sources: evaluate.Sources(side.Snapshot)}
	return side, nil
}

func readResults(name string, data []byte) (side diff.Side, err error) {
	if side.Results, err = finding.Read(bytes.NewReader(data)); err != nil {
		return side, usage("read results %s: %w", name, err)
	}
	if rule := side.Results.Hidden(); rule != "" {
		return side, usage("%s leaves out findings of %s: write it without --severity", name, rule)
	}
	return side, nil
}
