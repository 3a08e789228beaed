package main

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pinelint/pinelint/pkg/fix"
	"github.com/pinelint/pinelint/pkg/report"
)

// repair is one run of the command fix.
type repair struct {
	check
	write bool
	diff  bool
}

func newFixCommand(on system) *cobra.Command {
	var r repair
	command := &cobra.Command{
		Use:   "fix [PATH]",
		Short: "Repair what is repaired mechanically, and prove it first",
		Long: `Fix judges a folder (by default the current one) as check does, edits the files for the
findings whose repair needs no judgement, and judges the result. It prints as a diff, or
writes, only edits that repair their finding, bring up nothing new, and change no other
value. A value that is computed, or that something else uses too, is left to a person;
--verbose says which and why. Waived findings stay. Paths in the diff start at the root of
the repository.

Exit codes:
  0  there is nothing to repair, or all edits were written
  1  there are edits, and they were not written
  2  a mistake in the command line, the manifest or a policy
  3  input was broken, so that not everything was judged, or a file could not be written
  4  a fault of pinelint itself
Where several apply, the first of 4, 2, 1, 3 wins. stdout has the diff and nothing else.`,
		Example: `  pinelint fix
  pinelint fix infra/prod --rule 'cmek/*' | git apply
  pinelint fix --write`,
		Args: counted(0, 1),
		RunE: func(command *cobra.Command, args []string) error {
			r.folder = "."
			if len(args) > 0 {
				r.folder = args[0]
			}
			return r.run(command.Context(), on)
		},
	}
	flags := command.Flags()
	r.sourceFlags(flags)
	r.judgingFlags(flags)
	flags.BoolVarP(&r.write, "write", "w", false, "write the files instead of printing a diff")
	flags.BoolVar(&r.diff, "diff", false, "print the diff, also with --write")
	return command
}

func (r *repair) run(ctx context.Context, on system) error {
	now, err := parseTime(r.now, on.now)
	if err != nil {
		return err
	}
	r.asOf = now
	evidence, err := r.gather(ctx, on)
	if err != nil {
		return err
	}
	defer evidence.repository.close()
	found, err := r.repairs(ctx, on, evidence, now)
	if err != nil {
		return err
	}
	if r.diff || !r.write {
		r.show(on, evidence, found.proved)
	}
	var failed []error
	if r.write {
		failed = writeAll(evidence.repository, found.proved)
	}
	for _, err := range failed {
		fmt.Fprintln(on.stderr, report.Printable(err.Error()))
	}
	r.sayLeft(on, evidence, found)
	outcome := r.outcome(found, len(failed))
	r.say(on, evidence, found.results, outcome)
	return outcome.err()
}

// show prints the diffs, as they are, since they are to be applied. What must not be
// printed as it is, a secret or a command to a CI system, is in none.
func (r *repair) show(on system, evidence *evidence, proved *fix.Proved) {
	redact := r.options(on, evidence).Redact
	harmless := func(text string) string { return byLine(redact(text), report.Inert) }
	for _, name := range proved.Files() {
		diff, ok := fix.Diff(name, proved.Before[name], proved.After[name], harmless)
		if !ok {
			fmt.Fprintln(on.stderr, report.Printable(name+
				": a line that changes has a secret or a command to a CI system, so it is not shown: use --write"))
			continue
		}
		if on.terminal {
			diff = byLine(diff, report.Printable)
		}
		fmt.Fprint(on.stdout, diff)
	}
}

// byLine changes each line of a text without its end.
func byLine(text string, change func(string) string) string {
	lines := strings.SplitAfter(text, "\n")
	for i, line := range lines {
		bare := strings.TrimSuffix(line, "\n")
		lines[i] = change(bare) + line[len(bare):]
	}
	return strings.Join(lines, "")
}

// writeAll writes what can be written, and says what could not.
func writeAll(repository *repository, proved *fix.Proved) []error {
	var failed []error
	for _, name := range proved.Files() {
		if err := fix.Write(repository.root, name, proved.Before[name], proved.After[name]); err != nil {
			failed = append(failed, err)
		}
	}
	return failed
}

// sayLeft says which findings have a patch that is not offered, and why.
func (r *repair) sayLeft(on system, evidence *evidence, all *repairs) {
	if !r.verbose {
		return
	}
	for _, one := range all.left {
		found := all.results.Findings[one.Finding]
		said := fmt.Sprintf("%s of %s is not repaired: %s", found.Rule, found.Resource.Name, one.Reason)
		fmt.Fprintln(on.stderr, report.Printable(evidence.sentence(said, found.Location)))
	}
}

// reason says what was done, or could be.
func (r *repair) reason(all *repairs, repaired int) string {
	findings, files := plural(repaired, "finding"), plural(len(all.proved.After), "file")
	said := fmt.Sprintf("%s repaired in %s", findings, files)
	switch {
	case repaired == 0:
		said = "nothing can be repaired mechanically"
	case !r.write:
		said = fmt.Sprintf("%s can be repaired in %s with --write", findings, files)
	}
	if len(all.left) > 0 {
		said += fmt.Sprintf("; %s with a patch left to a person", plural(len(all.left), "finding"))
		if !r.verbose {
			said += ", --verbose says why"
		}
	}
	return said
}

func (r *repair) outcome(all *repairs, failed int) outcome {
	repaired := 0
	for _, change := range all.proved.Changes {
		repaired += len(change.Findings)
	}
	reason := r.reason(all, repaired)
	switch judged := all.judged; {
	case judged.code == exitUsage:
		return judged
	case repaired > 0 && !r.write:
		return outcome{exitFindings, reason}
	case failed > 0:
		return outcome{exitIncomplete, plural(failed, "file") + " could not be written"}
	case judged.code == exitIncomplete:
		return outcome{exitIncomplete, reason + "; " + judged.reason}
	}
	return outcome{exitClean, reason}
}
