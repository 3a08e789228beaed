package main

import (
	"bytes"
	"context"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
)

// rewriting is one run of the command report.
type rewriting struct {
	format, output string
	reports        []string
	earlier        earlier
	folder         string
	severity       string
	named          []string
	category       string
	noColor        bool
}

func newReportCommand(on system) *cobra.Command {
	var r rewriting
	command := &cobra.Command{
		Use:   "report RESULTS",
		Short: "Write saved results in any format",
		Long: `Report reads what check wrote in the format json and writes it in another one, without
judging again: for a comment on a pull request from a job that has no access to what was
judged, or for a report that nobody thought of before.

The exit code says only whether the report was written: 0, or 2 where RESULTS cannot be read.`,
		Example: `  pinelint check --format json -o results.json
  pinelint report results.json --format markdown --compare main.json
  pinelint report results.json --report junit=junit.xml --report csv=verdicts.csv
  pinelint report results.json --format html -o audit.html --compare last.json --trend results/`,
		Args: counted(1, 1),
		RunE: func(command *cobra.Command, args []string) error { return r.run(command.Context(), on, args[0]) },
	}
	flags := command.Flags()
	flags.StringVar(&r.format, "format", "text", "the report's format: "+strings.Join(formatNames(), ", "))
	flags.StringVarP(&r.output, "output", "o", "-", "the report's `FILE`; - is standard output")
	flags.StringArrayVar(&r.reports, "report", nil, "another report of the same results, as `NAME=FILE` (repeatable)")
	r.earlier.flags(flags)
	flags.StringVar(&r.folder, "root", ".",
		"the `DIR` that was judged, for the lines that text and html show; not of results with pseudonyms")
	flags.StringVar(&r.severity, "severity", "info", "the lowest severity to show")
	frameworkFlag(flags, &r.named, "show only rules for controls of")
	flags.StringVar(&r.category, "sarif-category", "", "tell apart several SARIF uploads of one commit")
	flags.BoolVar(&r.noColor, "no-color", false, "no colours, as with NO_COLOR in the environment")
	return command
}

func (r *rewriting) run(ctx context.Context, on system, name string) error {
	all, err := outputs(r.format, r.output, r.reports)
	if err != nil {
		return err
	}
	lowest, err := finding.ParseSeverity(r.severity)
	if err != nil {
		return usage("--severity: %w", err)
	}
	results, err := readResultsFile(name)
	if err != nil {
		return err
	}
	if results, err = resultsWithin(r.named, name, results); err != nil {
		return err
	}
	repository, err := openRepository(r.folder, "")
	if err != nil {
		return err
	}
	defer repository.close()
	found := secrets{}
	found.learnFrom(results, repository.files())
	options := report.Options{
		Root: repository.shownFrom(), Here: repository.here(), Color: colored(on, r.noColor),
		Source: repository.source, Redact: found.redacted, SARIFCategory: r.category,
	}
	if pseudonymous(results) { // whose names the lines of files would tell
		options.Source = nil
	}
	if err := r.earlier.read(on, lowest, &options); err != nil {
		return err
	}
	for _, one := range all {
		if err := one.write(ctx, on, results.AtLeast(lowest), options); err != nil {
			return err
		}
	}
	return nil
}

// resultsWithin are the results for the controls of these frameworks; all where none is named.
func resultsWithin(names []string, file string, results *finding.Results) (*finding.Results, error) {
	frameworks, err := loadFrameworks(names)
	if err != nil || len(names) == 0 {
		return results, err
	}
	if rule := results.Hidden(); rule != "" {
		return nil, usage("--framework: %s leaves out findings of %s: write it without --severity", file, rule)
	}
	return results.Within(frameworks), nil
}

func readResultsFile(name string) (*finding.Results, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, usage("read results: %w", err)
	}
	results, err := finding.Read(bytes.NewReader(data))
	if err != nil {
		return nil, usage("read results %s: %w", name, err)
	}
	return results, nil
}
