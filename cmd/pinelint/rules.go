package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
	"github.com/pinelint/pinelint/policies"
)

func newRulesCommand(on system) *cobra.Command {
	var folders []string
	var asJSON bool
	command := &cobra.Command{
		Use:   "rules [ID]",
		Short: "List the rules, or tell all about one",
		Args:  cobra.MaximumNArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			rules, err := loadRules(folders)
			if err != nil {
				return err
			}
			if len(args) == 0 {
				return listRules(on.stdout, rules, asJSON)
			}
			rule, err := findRule(rules, args[0])
			if err != nil {
				return err
			}
			if asJSON {
				return listRules(on.stdout, []finding.Rule{rule}, true)
			}
			return describeRule(on.stdout, rule)
		},
	}
	command.PersistentFlags().StringArrayVar(&folders, "policy", nil, "a `DIR` with further rules (repeatable)")
	command.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	command.AddCommand(newRulesNewCommand(on), newRulesTestCommand(on))
	return command
}

func newExplainCommand(on system) *cobra.Command {
	var folders []string
	command := &cobra.Command{
		Use:   "explain ID",
		Short: "Tell why a rule matters, how to repair what it finds, and how to waive it",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			rules, err := loadRules(folders)
			if err != nil {
				return err
			}
			rule, err := findRule(rules, args[0])
			if err != nil {
				return err
			}
			return report.Explain(on.stdout, rule)
		},
	}
	command.Flags().StringArrayVar(&folders, "policy", nil, "a `DIR` with further rules (repeatable)")
	return command
}

func loadRules(folders []string) ([]finding.Rule, error) {
	custom, err := policyFolders(folders)
	if err != nil {
		return nil, err
	}
	evaluator, err := evaluate.New(evaluate.Options{Policies: policies.FS, Custom: custom})
	if err != nil {
		return nil, &exitError{code: exitUsage, err: err}
	}
	return evaluator.Rules(), nil
}

// findRule finds a rule by its id or an id that it had before.
func findRule(rules []finding.Rule, id string) (finding.Rule, error) {
	var near []string
	category, _, _ := strings.Cut(id, "/")
	for _, rule := range rules {
		if rule.ID == id {
			return rule, nil
		}
		if slices.Contains(rule.Aliases, id) {
			return rule, nil
		}
		if strings.HasPrefix(rule.ID, category+"/") {
			near = append(near, rule.ID)
		}
	}
	if len(near) > 0 {
		return finding.Rule{}, usage("there is no rule %q; %s has %s", id, category, strings.Join(near, ", "))
	}
	return finding.Rule{}, usage("there is no rule %q: pinelint rules lists them", id)
}

func listRules(w io.Writer, rules []finding.Rule, asJSON bool) error {
	if asJSON {
		encoder := json.NewEncoder(w)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("", "  ")
		return encoder.Encode(rules)
	}
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, rule := range rules {
		fmt.Fprintf(table, "%s\t%s\t%s\n", rule.ID, rule.Severity, rule.Title)
	}
	return table.Flush()
}

// describeRule adds to explain what a person needs who configures or tests the rule.
func describeRule(w io.Writer, rule finding.Rule) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	row := func(name, value string) {
		if value != "" {
			fmt.Fprintf(table, "%s\t%s\n", name, value)
		}
	}
	row("id", rule.ID)
	row("title", rule.Title)
	row("severity", rule.Severity.String())
	row("kind", rule.Kind)
	row("judges", strings.Join(rule.Resources, ", "))
	row("needs", strings.Join(rule.Needs, ", "))
	row("environments", rule.Environments)
	row("precision", rule.Precision)
	row("section", rule.Section)
	row("page", rule.URL)
	row("since", rule.Since)
	row("aliases", strings.Join(rule.Aliases, ", "))
	if err := table.Flush(); err != nil {
		return err
	}
	_, err := fmt.Fprintf(w, "\n%s\n", rule.Description)
	return err
}
