package main

import (
	"fmt"
	"io"

	"github.com/spf13/cobra"

	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/report"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

func newCollectCommand(on system) *cobra.Command {
	var g gathering
	var file string
	command := &cobra.Command{
		Use:   "collect [PATH]",
		Short: "Write a snapshot: the evidence, to be judged later or elsewhere",
		Long: `Collect reads what check would read and writes it as one JSON document, redacted and
complete, which policies/schema/snapshot.json describes. check --snapshot judges it.

The exit code is 3 where input was broken, or a service or audit logs were not read
completely, so that the snapshot is incomplete, and 2 where the manifest has mistakes; the
snapshot is written all the same.`,
		Args: counted(0, 1),
		RunE: func(command *cobra.Command, args []string) error {
			g.folder = "."
			if len(args) > 0 {
				g.folder = args[0]
			}
			evidence, err := g.gather(command.Context(), on)
			if err != nil {
				return err
			}
			defer evidence.repository.close()
			write := func(w io.Writer) error { return snapshot.Write(w, evidence.snapshot) }
			if err := writeTo(command.Context(), on, file, write); err != nil {
				return err
			}
			return evidence.complain(on)
		},
	}
	flags := command.Flags()
	g.flags(flags)
	g.historyFlag(flags)
	g.live.flags(flags)
	g.logs.flags(flags)
	g.pseudonymFlag(flags)
	g.saying.flags(flags)
	flags.StringArrayVar(&g.policies, "policy", nil,
		"answer what the rules in a `DIR` ask of policies, too (repeatable)")
	flags.StringVar(&g.now, "now", "", "count --since and --until back from this `TIME` (RFC 3339 or YYYY-MM-DD)")
	flags.StringVarP(&file, "output", "o", "-", "the snapshot's `FILE`; - is standard output")
	return command
}

// complain says what was wrong with the input, and returns the exit code for it.
func (e *evidence) complain(on system) error {
	broken := 0
	for _, mistake := range e.mistakes {
		fmt.Fprintln(on.stderr, report.Printable(mistake))
	}
	sources := evaluate.Sources(e.snapshot)
	unread := e.unread(sources)
	for _, source := range sources {
		for _, problem := range source.Problems {
			if problem.Kind == snapshot.Broken {
				broken++
				fmt.Fprintln(on.stderr, report.Printable(e.sentence(problem.Message, problem.Location)))
			}
		}
	}
	switch {
	case len(e.mistakes) > 0:
		return &exitError{code: exitUsage, err: fmt.Errorf("%s in the manifest", plural(len(e.mistakes), "mistake"))}
	case broken > 0:
		return &exitError{code: exitIncomplete, err: fmt.Errorf("some input is broken, so the snapshot is incomplete")}
	case len(unread) > 0:
		return &exitError{code: exitIncomplete, err: errNotRead(unread)}
	default:
		return nil
	}
}
