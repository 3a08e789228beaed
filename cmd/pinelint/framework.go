package main

import (
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"gopkg.in/yaml.v3"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/policies"
)

// frameworkFlag takes the names of frameworks.
func frameworkFlag(flags *pflag.FlagSet, names *[]string, meaning string) {
	flags.StringSliceVar(names, "framework", nil,
		meaning+" the framework of that `NAME` (repeatable): "+strings.Join(frameworkNames(), ", "))
}

// frameworkNames are the names of all frameworks, sorted.
func frameworkNames() []string {
	files, _ := fs.Glob(policies.FS, "frameworks/*.yaml")
	for i, file := range files {
		files[i] = strings.TrimSuffix(path.Base(file), ".yaml")
	}
	return files
}

// loadFrameworks reads the frameworks of these names, each once and sorted.
func loadFrameworks(names []string) ([]finding.Framework, error) {
	known := frameworkNames()
	names = slices.Compact(slices.Sorted(slices.Values(names)))
	frameworks := make([]finding.Framework, 0, len(names))
	for _, name := range names {
		if !slices.Contains(known, name) {
			return nil, usage("framework %q is unknown: use one of %s", name, strings.Join(known, ", "))
		}
		framework, err := readFramework(name)
		if err != nil {
			return nil, &exitError{code: exitInternal, err: fmt.Errorf("read framework %s: %w", name, err)}
		}
		frameworks = append(frameworks, framework)
	}
	return frameworks, nil
}

func readFramework(name string) (finding.Framework, error) {
	framework := finding.Framework{Name: name}
	data, err := fs.ReadFile(policies.FS, "frameworks/"+name+".yaml")
	if err != nil {
		return framework, err
	}
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	decoder.KnownFields(true)
	return framework, decoder.Decode(&framework)
}

// rulesWithin are the rules for a control of one of these frameworks; all where none is named.
func rulesWithin(names []string, rules []finding.Rule) ([]finding.Rule, error) {
	frameworks, err := loadFrameworks(names)
	if err != nil || len(names) == 0 {
		return rules, err
	}
	return slices.DeleteFunc(rules, func(rule finding.Rule) bool { return !rule.Answers(frameworks) }), nil
}

func newRulesFrameworksCommand(on system) *cobra.Command {
	return &cobra.Command{
		Use:   "frameworks [NAME]",
		Short: "List the frameworks, or the controls of one with the rules for each",
		Args:  counted(0, 1),
		RunE: func(command *cobra.Command, args []string) error {
			if len(args) == 0 {
				args = frameworkNames()
			}
			frameworks, err := loadFrameworks(args)
			if err != nil {
				return err
			}
			folders, err := command.Flags().GetStringArray("policy")
			if err != nil {
				return err
			}
			rules, err := loadRules(folders)
			if err != nil {
				return err
			}
			if command.Flags().NArg() == 0 {
				return listFrameworks(on.stdout, frameworks, rules)
			}
			return listControls(on.stdout, frameworks[0], rules)
		},
	}
}

func listFrameworks(w io.Writer, frameworks []finding.Framework, rules []finding.Rule) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, framework := range frameworks {
		controls, covered := finding.With(framework, rules), 0
		for _, control := range controls {
			if len(rulesFor(framework, control, rules)) > 0 {
				covered++
			}
		}
		fmt.Fprintf(table, "%s\t%s, %s\t%d of %d controls have a rule\n",
			framework.Name, framework.Title, framework.Version, covered, len(controls))
	}
	return table.Flush()
}

// listControls writes a control, and below it the rules that are evidence for a part of it.
func listControls(w io.Writer, framework finding.Framework, rules []finding.Rule) error {
	for _, control := range finding.With(framework, rules) {
		of := rulesFor(framework, control, rules)
		if len(of) == 0 {
			of = []string{"no rule"}
		}
		line := strings.TrimSpace(control.ID + "  " + control.Title)
		if _, err := fmt.Fprintf(w, "%s\n    %s\n", line, strings.Join(of, "\n    ")); err != nil {
			return err
		}
	}
	return nil
}

func rulesFor(framework finding.Framework, control finding.Control, rules []finding.Rule) []string {
	var ids []string
	for _, rule := range rules {
		if slices.Contains(rule.Controls[framework.Name], control.ID) {
			ids = append(ids, rule.ID)
		}
	}
	return ids
}
