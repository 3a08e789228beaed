package main

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
)

// completeValues has a shell complete the values of flags that take one of a few, the ids of rules,
// and folders. Every other argument is a file, as shells assume.
func completeValues(root *cobra.Command) {
	for _, command := range root.Commands() {
		for name, complete := range flagCompletions(command.Name()) {
			if command.Flags().Lookup(name) != nil {
				_ = command.RegisterFlagCompletionFunc(name, complete) // fails but for a flag that is not there
			}
		}
		switch command.Name() {
		case "check", "collect", "fix", "init", "verify":
			command.ValidArgsFunction = directories
		case "explain", "rules":
			command.ValidArgsFunction = atMostOne(ruleIDs)
		}
	}
}

// flagCompletions are the values of a command's flags, by the flag's name.
func flagCompletions(command string) map[string]cobra.CompletionFunc {
	formats := formatNames()
	switch command {
	case "diff":
		formats = report.DiffFormats()
	case "access":
		formats = accessFormats()
	}
	severities := severityNames()
	return map[string]cobra.CompletionFunc{
		"format":    words(formats),
		"report":    namedFile,
		"severity":  words(severities),
		"fail-on":   words(append(slices.Clip(severities), "never")),
		"profile":   words(config.Profiles()),
		"framework": words(frameworkNames()),
		"rule":      ruleIDs,
		"skip":      ruleIDs,
		"policy":    directories,
		"bundle":    directories,
		"trend":     directories,
		"root":      directories,
	}
}

func words(all []string) cobra.CompletionFunc {
	return cobra.FixedCompletions(all, cobra.ShellCompDirectiveNoFileComp|cobra.ShellCompDirectiveKeepOrder)
}

func severityNames() []string {
	var names []string
	for _, severity := range finding.Severities() {
		names = append(names, severity.String())
	}
	return names
}

func directories(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveFilterDirs
}

// namedFile completes the NAME= of --report.
func namedFile(*cobra.Command, []string, string) ([]string, cobra.ShellCompDirective) {
	names := formatNames()
	for i := range names {
		names[i] += "="
	}
	return names, cobra.ShellCompDirectiveNoSpace | cobra.ShellCompDirectiveKeepOrder
}

// ruleIDs completes the id of a rule, and shows its title where the shell can.
func ruleIDs(command *cobra.Command, _ []string, _ string) ([]string, cobra.ShellCompDirective) {
	custom, _ := command.Flags().GetStringArray("policy")
	rules, err := loadRules(custom)
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var ids []string
	for _, rule := range rules {
		ids = append(ids, cobra.CompletionWithDesc(rule.ID, rule.Title))
	}
	return ids, cobra.ShellCompDirectiveNoFileComp
}

// atMostOne completes the first argument of a command alone.
func atMostOne(complete cobra.CompletionFunc) cobra.CompletionFunc {
	return func(command *cobra.Command, args []string, typed string) ([]string, cobra.ShellCompDirective) {
		if len(args) > 0 {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return complete(command, args, typed)
	}
}
