package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"
	"github.com/spf13/pflag"

	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/policies"
)

// choosingFlags say by which rules to judge, and as of when.
func (c *check) choosingFlags(flags *pflag.FlagSet) {
	flags.StringArrayVar(&c.policies, "policy", nil, "a `DIR` with further rules (repeatable)")
	flags.StringSliceVar(&c.rules, "rule", nil, "judge only rules that match the `GLOB` (repeatable)")
	flags.StringSliceVar(&c.skip, "skip", nil, "leave out rules that match the `GLOB` (repeatable)")
	frameworkFlag(flags, &c.named, "judge only by rules for controls of")
	flags.StringVar(&c.now, "now", "", "judge as of this `TIME` (RFC 3339 or YYYY-MM-DD)")
}

// judgingFlags are those that fix has too.
func (c *check) judgingFlags(flags *pflag.FlagSet) {
	c.choosingFlags(flags)
	flags.StringVar(&c.profile, "profile", "",
		"judge by the profile of that `NAME`: "+strings.Join(config.Profiles(), ", ")+
			" (default: the manifest's, or the one for the plan)")
	c.saying.flags(flags)
}

// evaluator has the rules that the profile, the manifest and the flags choose.
func (c *check) evaluator(evidence *evidence, now time.Time) (*evaluate.Evaluator, error) {
	for _, glob := range slices.Concat(c.rules, c.skip) {
		if !doublestar.ValidatePattern(glob) {
			return nil, usage("%q is no glob of rule ids: write for instance cmek/*", glob)
		}
	}
	var err error
	if c.frameworks, err = loadFrameworks(c.named); err != nil {
		return nil, err
	}
	profile, err := c.settle(evidence)
	if err != nil {
		return nil, err
	}
	custom, err := policyFolders(c.policies)
	if err != nil {
		return nil, err
	}
	evaluator, err := evaluate.New(evaluate.Options{
		Policies: policies.FS, Compiled: policies.Compiled,
		Custom:   custom,
		Version:  version,
		Now:      now,
		Profile:  profile,
		Settings: c.lint.Settings(),
		Choose: func(rule finding.Rule) (*finding.Severity, bool) {
			severity, enabled := c.lint.Severity(rule)
			return severity, enabled && c.chosen(rule)
		},
	})
	if err != nil {
		return nil, &exitError{code: exitUsage, err: err}
	}
	evidence.unmatched(c.lint.Unmatched(evaluator.All()), evaluator.All(), len(c.policies) > 0)
	return evaluator, c.chose(evaluator)
}

// chose refuses a pattern that chooses nothing, as it is likely misspelt: a gate would be open.
func (c *check) chose(evaluator *evaluate.Evaluator) error {
	all := evaluator.All()
	for i, glob := range slices.Concat(c.rules, c.skip) {
		flag := "rule"
		if i >= len(c.rules) {
			flag = "skip"
		}
		matches := func(rule finding.Rule) bool { return isMatch(glob, rule) }
		takesPart := func(rule finding.Rule) bool {
			_, enabled := c.lint.Severity(rule)
			return enabled && matches(rule)
		}
		switch {
		case !slices.ContainsFunc(all, matches):
			return usage("no rule matches --%s %s: pinelint rules lists them", flag, glob)
		case flag == "rule" && !slices.ContainsFunc(all, takesPart):
			return usage("--rule %s matches only rules that the profile or lint.rules of the manifest turns off", glob)
		}
	}
	switch {
	case len(c.rules) == 0 || len(evaluator.Rules()) > 0:
		return nil
	case len(c.frameworks) > 0:
		return usage("--framework and --skip leave out all rules that match --rule %s", strings.Join(c.rules, ","))
	default:
		return usage("--skip leaves out all rules that match --rule %s", strings.Join(c.rules, ","))
	}
}

// policyFolders opens the folders of --policy.
func policyFolders(names []string) ([]evaluate.Folder, error) {
	var folders []evaluate.Folder
	for _, name := range names {
		info, err := os.Stat(name)
		if err != nil {
			return nil, usage("read --policy: %w", err)
		}
		if !info.IsDir() {
			return nil, usage("--policy %s is a file: name the folder that it stands in", name)
		}
		root, err := os.OpenRoot(name)
		if err != nil {
			return nil, usage("read --policy: %w", err)
		}
		folders = append(folders, evaluate.Folder{Name: filepath.ToSlash(name), FS: root.FS()})
	}
	return folders, nil
}

// chosen applies --framework, --rule and --skip, also to the ids that a rule had before.
func (c *check) chosen(rule finding.Rule) bool {
	matches := func(glob string) bool { return isMatch(glob, rule) }
	if len(c.rules) > 0 && !slices.ContainsFunc(c.rules, matches) ||
		len(c.frameworks) > 0 && !rule.Answers(c.frameworks) {
		return false
	}
	return !slices.ContainsFunc(c.skip, matches)
}

// isMatch says whether a pattern is for a rule, also by an id that it had before.
func isMatch(glob string, rule finding.Rule) bool {
	return slices.ContainsFunc(append([]string{rule.ID}, rule.Aliases...), func(id string) bool {
		ok, _ := doublestar.Match(glob, id)
		return ok
	})
}
