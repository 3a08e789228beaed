package main

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// TestDocsCommandLine keeps docs/cli.md in step with the commands.
func TestDocsCommandLine(t *testing.T) {
	var out bytes.Buffer
	out.WriteString("# Commands\n\nGenerated from the commands by `go test ./cmd/pinelint -run Docs -update`.\n")
	root := newRootCommand(system{})
	root.InitDefaultHelpFlag()
	describe(&out, root)
	golden(t, "../../docs/cli.md", out.Bytes())
}

// describe writes a command, and those below it that are pinelint's own.
func describe(out *bytes.Buffer, command *cobra.Command) {
	fmt.Fprintf(out, "\n## %s\n\n%s.\n", command.CommandPath(), command.Short)
	if text := strings.TrimSpace(command.Long); text != "" {
		fmt.Fprintf(out, "\n```text\n%s\n```\n", text)
	}
	if command.Runnable() {
		fmt.Fprintf(out, "\n```text\n%s\n```\n", command.UseLine())
	}
	if command.HasExample() {
		fmt.Fprintf(out, "\nFor example:\n\n```sh\n%s\n```\n", unindent(command.Example))
	}
	flagTable(out, "Flag", command.NonInheritedFlags())
	flagTable(out, "Inherited flag", command.InheritedFlags())
	for _, below := range command.Commands() {
		if below.IsAvailableCommand() {
			describe(out, below)
		}
	}
}

func unindent(text string) string {
	lines := strings.Split(strings.Trim(text, "\n"), "\n")
	for i, line := range lines {
		lines[i] = strings.TrimPrefix(line, "  ")
	}
	return strings.Join(lines, "\n")
}

func flagTable(out *bytes.Buffer, title string, flags *pflag.FlagSet) {
	rows := 0
	flags.VisitAll(func(flag *pflag.Flag) {
		if flag.Hidden || flag.Name == "help" {
			return
		}
		if rows++; rows == 1 {
			fmt.Fprintf(out, "\n| %s | Meaning |\n|---|---|\n", title)
		}
		value, usage := pflag.UnquoteUsage(flag)
		name := strings.TrimSpace("--" + flag.Name + " " + value)
		if flag.Shorthand != "" {
			name = "-" + flag.Shorthand + ", " + name
		}
		fmt.Fprintf(out, "| `%s` | %s%s |\n", name, cell(usage), defaultOf(flag))
	})
}

// defaultOf leaves out a default that says nothing.
func defaultOf(flag *pflag.Flag) string {
	if flag.Name == "jobs" {
		return " (default: one for each CPU)"
	}
	if slices.Contains([]string{"", "false", "[]", "0"}, flag.DefValue) {
		return ""
	}
	return fmt.Sprintf(" (default `%s`)", flag.DefValue)
}

// cell escapes what Markdown would take for a column or for HTML.
func cell(text string) string { return strings.NewReplacer("|", `\|`, "<", `\<`).Replace(text) }
