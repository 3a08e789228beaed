package main

import (
	"cmp"
	"context"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pinelint/pinelint/pkg/collect/prometheus"
	"github.com/pinelint/pinelint/pkg/collect/source"
	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
	"github.com/pinelint/pinelint/pkg/waive"
)

// check is one run of the command.
type check struct {
	gathering
	older

	format, output string
	reports        []string
	failOn         string
	incomplete     bool
	incompleteSet  bool
	rules, skip    []string
	severity       string
	noWaivers      bool
	fixes          bool
	noColor        bool
	category       string
	earlier        earlier
	profile        string
	named          []string
	frameworks     []finding.Framework
	bundle         bundling
	// lint is the manifest's, on the profile that judges.
	lint     config.Lint
	baseline baseline
	// broken says that input was broken in the revision of --new-from alone.
	broken bool
	// unheard are the waivers that --waivers-from leaves out.
	unheard []waive.Waiver
}

func newCheckCommand(on system) *cobra.Command {
	var c check
	command := &cobra.Command{
		Use:   "check [PATH]",
		Short: "Judge a repository, and with --live also what runs",
		Long: `Check reads a folder (by default the current one), judges it and writes a report. It uses
no network, but with --live: then it also reads Pinecone and AWS, by calls that change
nothing, with the credentials of the environment. With --audit-logs it also reads what
Pinecone delivered of who did what. A snapshot has what its manifest declares, but not its
lint and waivers: with --snapshot, those of the manifest of PATH, or of --config, hold.

Exit codes:
  0  nothing at or above --fail-on
  1  findings at or above --fail-on
  2  a mistake in the command line, the manifest or a policy, or a file that cannot be written
  3  evidence is incomplete: input was broken, or, with --fail-on-incomplete, a verdict is
     inconclusive or a service was not read completely
  4  a fault of pinelint itself
Where several apply, the first of 4, 2, 1, 3 wins. stdout has the report and nothing else.`,
		Example: `  pinelint check
  pinelint check infra/prod --plan plan.json
  pinelint check --report sarif=pinelint.sarif --fail-on medium
  pinelint check --live --audit-logs declared --since 7d`,
		Args: counted(0, 1),
		RunE: func(command *cobra.Command, args []string) error {
			c.folder = "."
			if len(args) > 0 {
				c.folder = args[0]
			}
			c.incompleteSet = command.Flags().Changed("fail-on-incomplete")
			return c.run(command.Context(), on)
		},
	}
	flags := command.Flags()
	c.flags(flags)
	c.historyFlag(flags)
	c.live.flags(flags)
	c.logs.flags(flags)
	c.pseudonymFlag(flags)
	flags.StringVar(&c.snapshot, "snapshot", "", "judge a `FILE` that pinelint collect wrote, instead of collecting")
	flags.StringVar(&c.format, "format", "text", "the report's format: "+strings.Join(formatNames(), ", "))
	flags.StringVarP(&c.output, "output", "o", "-", "the report's `FILE`; - is standard output")
	flags.StringArrayVar(&c.reports, "report", nil, "another report of the same run, as `NAME=FILE` (repeatable)")
	flags.StringVar(&c.failOn, "fail-on", "",
		"the lowest severity that ends in exit code 1, or never (default high, or the manifest's or profile's)")
	flags.BoolVar(&c.incomplete, "fail-on-incomplete", false,
		"end in exit code 3 when a verdict is inconclusive or a service was not read completely "+
			"(default: true with --live, else only when input is broken)")
	flags.StringVar(&c.severity, "severity", "info", "the lowest severity to show")
	flags.BoolVar(&c.noWaivers, "no-waivers", false, "judge as if nothing was waived")
	c.baseline.flags(flags)
	c.revisionFlags(flags)
	flags.BoolVar(&c.fixes, "fixes", false,
		"put the edits of pinelint fix into json and sarif; it judges again to prove them")
	c.judgingFlags(flags)
	flags.BoolVar(&c.noColor, "no-color", false, "no colours, as with NO_COLOR in the environment")
	c.earlier.flags(flags)
	c.bundle.flags(flags)
	flags.StringVar(&c.category, "sarif-category", "", "tell apart several SARIF uploads of one commit")
	return command
}

func (c *check) run(ctx context.Context, on system) error {
	all, shown, before, err := c.asked(on)
	if err != nil {
		return err
	}
	c.incomplete = c.incomplete || c.live.on && !c.incompleteSet
	now, err := parseTime(c.now, on.now)
	if err != nil {
		return err
	}
	c.asOf = now
	evidence, err := c.evidence(ctx, on)
	if err != nil {
		return err
	}
	if evidence.repository != nil {
		defer evidence.repository.close()
	}
	if err := c.bundle.settle(evidence); err != nil {
		return internal(ctx, err)
	}
	evaluator, err := c.evaluator(evidence, now)
	if err != nil {
		return err
	}
	threshold, err := c.threshold()
	if err != nil {
		return err
	}
	results, older, err := c.verdicts(ctx, on, evaluator, evidence, now)
	if err != nil {
		return err
	}
	outcome := c.judge(evidence, results, threshold)
	if err := c.attachFixes(ctx, on, evidence, results, now); err != nil {
		return err
	}
	c.say(on, evidence, results, outcome)
	visible, options := results.Within(c.frameworks).AtLeast(shown), c.options(on, evidence)
	options.Base, options.History = cmp.Or(before.Base, older), before.History
	for _, one := range all {
		if err := one.write(ctx, on, visible, options); err != nil {
			return err
		}
	}
	if err := c.keep(ctx, on, evidence, results, outcome, now); err != nil {
		return err
	}
	return outcome.err()
}

// asked is what is written, from which severity on, and what it compares with.
func (c *check) asked(on system) (all []output, shown finding.Severity, before report.Options, err error) {
	if all, err = outputs(c.format, c.output, c.reports); err != nil {
		return all, shown, before, err
	}
	if err = cmp.Or(c.combination(), c.bundle.ready(on, c)); err != nil {
		return all, shown, before, err
	}
	if shown, err = finding.ParseSeverity(c.severity); err != nil {
		return all, shown, before, usage("--severity: %w", err)
	}
	if err = c.baseline.open(len(c.rules)+len(c.skip) > 0); err != nil {
		return all, shown, before, err
	}
	err = c.earlier.read(on, shown, &before)
	return all, shown, before, err
}

// evidence collects, or reads what was collected.
func (c *check) evidence(ctx context.Context, on system) (*evidence, error) {
	if c.snapshot == "" {
		return c.gather(ctx, on)
	}
	read, err := readSnapshot(c.snapshot, on.stdin)
	if err != nil {
		return nil, err
	}
	repository, err := openRepository(c.folder, c.config)
	if err != nil {
		return nil, err
	}
	out, err := c.begin(on, repository)
	if err != nil {
		return nil, err
	}
	out.snapshot = read
	out.secrets.learn(read, out.repository.files())
	if out.repository.manifest != "" {
		if err := out.readManifest(out.repository, discard{}); err != nil {
			return nil, err
		}
	}
	out.cleanMistakes()
	return out, out.withoutNames()
}

func (c *check) options(on system, evidence *evidence) report.Options {
	return report.Options{
		Root:   evidence.repository.shownFrom(),
		Here:   evidence.repository.here(),
		Color:  colored(on, c.noColor),
		Source: evidence.repository.source,
		Redact: func(text string) string {
			return source.Redact(evidence.pseudonyms.shown(evidence.secrets.remove(prometheus.Redact(text))))
		},
		SARIFCategory: c.category,
	}
}

// threshold is the lowest severity that fails the run; nil for never.
func (c *check) threshold() (*finding.Severity, error) {
	name := c.failOn
	if name == "" {
		name = c.lint.FailOn
	}
	switch name {
	case "never":
		return nil, nil
	case "":
		name = finding.High.String()
	}
	severity, err := finding.ParseSeverity(name)
	if err != nil {
		return nil, usage("--fail-on: %w, or never", err)
	}
	return &severity, nil
}
