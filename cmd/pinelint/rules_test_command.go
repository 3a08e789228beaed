package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/policies"
)

func newRulesTestCommand(on system) *cobra.Command {
	var verbose bool
	command := &cobra.Command{
		Use:   "test [DIR]",
		Short: "Run the Rego tests of a folder of policies, or of the shipped ones",
		Long: `Test runs every rule test_… in files named …_test.rego, with pinelint's library and facts
beside them, in the sandbox in which rules run. The exit code is 1 where a test fails.`,
		Args: counted(0, 1),
		RunE: func(command *cobra.Command, args []string) error {
			var folders []evaluate.Folder
			if len(args) == 1 {
				var err error
				if folders, err = policyFolders(args); err != nil {
					return err
				}
			}
			results, err := evaluate.Test(command.Context(), policies.FS, folders)
			if err != nil {
				return &exitError{code: exitUsage, err: err}
			}
			return reportTests(on, results, verbose)
		},
	}
	command.Flags().BoolVarP(&verbose, "verbose", "v", false, "also name the tests that pass")
	return command
}

func reportTests(on system, results []evaluate.TestResult, verbose bool) error {
	passed, failed, skipped := 0, 0, 0
	for _, result := range results {
		name := fmt.Sprintf("%s:%d: %s.%s", result.File, result.Line, result.Package, result.Name)
		switch {
		case result.Skipped:
			skipped++
			fmt.Fprintf(on.stdout, "skip  %s\n", name)
		case result.Err != nil:
			failed++
			fmt.Fprintf(on.stdout, "error %s: %v\n", name, result.Err)
		case result.Failed:
			failed++
			fmt.Fprintf(on.stdout, "fail  %s\n", name)
		default:
			passed++
			if verbose {
				fmt.Fprintf(on.stdout, "pass  %s\n", name)
			}
		}
	}
	fmt.Fprintf(on.stdout, "%d passed, %d failed, %d skipped\n", passed, failed, skipped)
	switch {
	case len(results) == 0:
		return usage("there is no test: write rules named test_… into a file named …_test.rego")
	case failed > 0:
		return &exitError{code: exitFindings}
	default:
		return nil
	}
}
