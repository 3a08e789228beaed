package main

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
	"github.com/pinelint/pinelint/policies"
)

func newRulesCommand(on system) *cobra.Command {
	var folders []string
	var asJSON bool
	var profile string
	var named []string
	command := &cobra.Command{
		Use:   "rules [ID]",
		Short: "List the rules, or tell all about one",
		Args:  counted(0, 1),
		RunE: func(_ *cobra.Command, args []string) error {
			rules, err := loadRules(folders)
			if err != nil {
				return err
			}
			if len(args) > 0 {
				rule, err := findRule(rules, args[0])
				if err != nil {
					return err
				}
				rules = []finding.Rule{rule}
			}
			if rules, err = rulesWithin(named, rules); err != nil {
				return err
			}
			off, err := inProfile(profile, rules)
			switch {
			case err != nil:
				return err
			case asJSON:
				return writeRules(on.stdout, slices.DeleteFunc(rules, func(r finding.Rule) bool { return off[r.ID] }))
			case len(args) > 0:
				return describeRule(on.stdout, rules[0], off[rules[0].ID])
			default:
				return listRules(on.stdout, rules, off)
			}
		},
	}
	command.PersistentFlags().StringArrayVar(&folders, "policy", nil, "a `DIR` with further rules (repeatable)")
	command.Flags().BoolVar(&asJSON, "json", false, "write JSON")
	command.Flags().StringVar(&profile, "profile", "",
		"the severities of the profile of that `NAME`: "+strings.Join(config.Profiles(), ", "))
	frameworkFlag(command.Flags(), &named, "list only rules for controls of")
	command.AddCommand(newRulesNewCommand(on), newRulesTestCommand(on), newRulesProfilesCommand(on),
		newRulesFrameworksCommand(on))
	return command
}

func newExplainCommand(on system) *cobra.Command {
	var folders []string
	command := &cobra.Command{
		Use:   "explain ID",
		Short: "Tell why a rule matters, how to repair what it finds, and how to waive it",
		Args:  counted(1, 1),
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

func writeRules(w io.Writer, rules []finding.Rule) error {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	encoder.SetIndent("", "  ")
	return encoder.Encode(rules)
}

func listRules(w io.Writer, rules []finding.Rule, off map[string]bool) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, rule := range rules {
		fmt.Fprintf(table, "%s\t%s\t%s\n", rule.ID, severityWord(rule, off[rule.ID]), rule.Title)
	}
	return table.Flush()
}

// severityWord is the severity of a rule, or that a profile turns it off.
func severityWord(rule finding.Rule, off bool) string {
	if off {
		return "off"
	}
	return rule.Severity.String()
}

// describeRule adds to explain what a person needs who configures or tests the rule.
func describeRule(w io.Writer, rule finding.Rule, off bool) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	row := func(name, value string) {
		if value != "" {
			fmt.Fprintf(table, "%s\t%s\n", name, value)
		}
	}
	row("id", rule.ID)
	row("title", rule.Title)
	row("severity", severityWord(rule, off))
	row("kind", rule.Kind)
	row("judges", strings.Join(rule.Resources, ", "))
	row("needs", strings.Join(rule.Facts(), ", "))
	row("environments", rule.Environments)
	row("precision", rule.Precision)
	row("controls", report.Controls(rule))
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
