package main

import (
	"cmp"
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/finding"
)

func newRulesProfilesCommand(on system) *cobra.Command {
	return &cobra.Command{
		Use:   "profiles [A B]",
		Short: "List the profiles, or tell how two differ",
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 || len(args) == 2 {
				return nil
			}
			return usage("name no profile, or the two to compare: %s", strings.Join(config.Profiles(), ", "))
		},
		RunE: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 {
				return listProfiles(on.stdout)
			}
			rules, err := loadRules(nil)
			if err != nil {
				return err
			}
			differing, err := compareProfiles(args, rules)
			if err != nil {
				return err
			}
			return writeComparison(on.stdout, args, differing)
		},
	}
}

// inProfile gives rules the severities of a profile, and says which of them it turns off.
// An empty name leaves them as they are.
func inProfile(name string, rules []finding.Rule) (off map[string]bool, err error) {
	off = map[string]bool{}
	if name == "" {
		return off, nil
	}
	profile, err := loadProfile(name)
	if err != nil {
		return nil, err
	}
	for i := range rules {
		rules[i], off[rules[i].ID] = judgedBy(profile, rules[i])
	}
	return off, nil
}

// judgedBy is the rule with the severity that the profile gives it.
func judgedBy(profile *config.Profile, rule finding.Rule) (judged finding.Rule, off bool) {
	severity, enabled := profile.Lint.Severity(rule)
	if severity != nil {
		rule.Severity = *severity
	}
	return rule, !enabled
}

func listProfiles(w io.Writer) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, name := range config.Profiles() {
		fmt.Fprintf(table, "%s\t%s\n", name, whenChosen(name))
	}
	return table.Flush()
}

// whenChosen says which plans choose a profile where nobody names one.
func whenChosen(name string) string {
	var plans []string
	for _, plan := range planNames() {
		if config.ProfileOf(plan) == name {
			plans = append(plans, plan)
		}
	}
	switch {
	case len(plans) == 0:
		return "by name only"
	case config.ProfileOf("") == name:
		return "for the plans " + strings.Join(plans, ", ") + ", and where no plan is known"
	case len(plans) == 1:
		return "for the plan " + plans[0]
	default:
		return "for the plans " + strings.Join(plans, ", ")
	}
}

// planNames are the plans that a manifest can name.
func planNames() []string {
	return []string{"starter", "builder", "standard", "enterprise", "dedicated"}
}

// profileRow is what several profiles say of one setting or rule, in their order.
type profileRow struct {
	name  string
	words []string
}

func (r profileRow) differs() bool { return len(slices.Compact(slices.Clone(r.words))) > 1 }

// compareProfiles are the settings, and then the rules, that the profiles do not have alike.
func compareProfiles(names []string, rules []finding.Rule) ([]profileRow, error) {
	settings, byRule := map[string]*profileRow{}, map[string]*profileRow{}
	add := func(rows map[string]*profileRow, name, word string) {
		if rows[name] == nil {
			rows[name] = &profileRow{name: name}
		}
		rows[name].words = append(rows[name].words, word)
	}
	for _, name := range names {
		profile, err := loadProfile(name)
		if err != nil {
			return nil, err
		}
		for setting, word := range settingWords(&profile.Lint) {
			add(settings, setting, word)
		}
		for _, rule := range rules {
			add(byRule, rule.ID, severityWord(judgedBy(profile, rule)))
		}
	}
	var differing []profileRow
	for _, rows := range []map[string]*profileRow{settings, byRule} {
		for _, name := range slices.Sorted(maps.Keys(rows)) {
			if rows[name].differs() {
				differing = append(differing, *rows[name])
			}
		}
	}
	return differing, nil
}

// settingWords are the thresholds as a manifest spells them.
func settingWords(lint *config.Lint) map[string]string {
	words := map[string]string{"fail_on": cmp.Or(lint.FailOn, finding.High.String())}
	for name, value := range lint.Settings() {
		word := fmt.Sprint(value)
		if list, isList := value.([]string); isList {
			word = "[" + strings.Join(list, ", ") + "]"
		}
		if short, isDays := strings.CutSuffix(name, "_days"); isDays {
			name, word = short, word+"d"
		}
		words[name] = word
	}
	return words
}

func writeComparison(w io.Writer, names []string, rows []profileRow) error {
	table := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "\t%s\n", strings.Join(names, "\t"))
	for _, row := range rows {
		fmt.Fprintf(table, "%s\t%s\n", row.name, strings.Join(row.words, "\t"))
	}
	return table.Flush()
}
