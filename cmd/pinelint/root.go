package main

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/report"
)

// run is the whole program as a function of its arguments.
func run(ctx context.Context, args []string, on system) int {
	on.expectMuch = boundMemory()
	root := newRootCommand(on)
	if len(args) > 0 && strings.HasPrefix(args[0], cobra.ShellCompRequestCmd) {
		completeValues(root)
	}
	root.SetArgs(args)
	root.SetIn(on.stdin)
	root.SetOut(on.stdout)
	root.SetErr(on.stderr)
	err := root.ExecuteContext(ctx)
	var exit *exitError
	switch {
	case errors.Is(err, context.Canceled):
		fmt.Fprintln(on.stderr, "pinelint: interrupted")
	case err != nil && (!errors.As(err, &exit) || exit.err != nil):
		for _, one := range each(err) {
			fmt.Fprintf(on.stderr, "pinelint: %s\n", report.Printable(collect.Redact(suggesting(one.Error()))))
		}
	}
	return exitCode(err)
}

// each are the errors that were joined to one, such as all mistakes in a policy.
func each(err error) []error {
	if exit, ok := errors.AsType[*exitError](err); ok {
		err = exit.err
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok || err.Error() != errors.Join(joined.Unwrap()...).Error() { // a sentence of its own
		return []error{err}
	}
	var all []error
	for _, one := range joined.Unwrap() {
		all = append(all, each(one)...)
	}
	return all
}

// suggesting has on one line what Cobra suggests on several.
func suggesting(message string) string {
	said, names, found := strings.Cut(message, "\n\nDid you mean this?\n")
	if !found {
		return message
	}
	return said + ": did you mean " + strings.Join(strings.Fields(names), " or ") + "?"
}

// counted refuses fewer or more arguments, and says how the command is written.
func counted(least, most int) cobra.PositionalArgs {
	return func(command *cobra.Command, args []string) error {
		if least <= len(args) && len(args) <= most {
			return nil
		}
		return usage("the number of arguments, %d, is wrong: write %s", len(args), command.UseLine())
	}
}

func newRootCommand(on system) *cobra.Command {
	root := &cobra.Command{
		Use:   "pinelint",
		Short: "Judge whether a Pinecone deployment is ready for production",
		Long: `Pinelint reads what a repository says about a Pinecone deployment (the manifest,
Terraform and OpenTofu, plans, IAM policy files) and judges it by Pinecone's production guides.
It never says pass when it does not know.`,
		Version:       version,
		SilenceErrors: true,
		SilenceUsage:  true,
	}
	root.AddCommand(
		newCheckCommand(on), newFixCommand(on), newCollectCommand(on), newDiffCommand(on), newReportCommand(on),
		newRulesCommand(on), newExplainCommand(on), newInitCommand(on), newAccessCommand(on), newVerifyCommand(on),
		newVersionCommand(on),
	)
	root.Flags().Bool("version", false, "print the version") // without -v, which says more in other commands
	root.CompletionOptions.HiddenDefaultCmd = false
	root.SetHelpCommand(newHelpCommand(root))
	return root
}

// newHelpCommand is Cobra's, but that it does not end well where there is no such command.
func newHelpCommand(root *cobra.Command) *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND]",
		Short: "Help about any command",
		RunE: func(_ *cobra.Command, args []string) error {
			command, rest, err := root.Find(args)
			if err != nil || len(rest) > 0 {
				return usage("there is no command %q: pinelint help lists them", strings.Join(args, " "))
			}
			command.InitDefaultHelpFlag() // so that it is listed
			return command.Help()
		},
	}
}
