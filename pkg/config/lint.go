package config

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/pinelint/pinelint/pkg/finding"
)

// Lint is how to judge. Thresholds that are not given are those of [Lint.Settings].
type Lint struct {
	// The profile that decides where this says nothing. The default follows from the organization's plan.
	Profile string `yaml:"profile" jsonschema:"enum=starter,enum=standard,enum=enterprise,enum=regulated"`
	// The lowest severity of a finding that makes the run fail. The default is high, or the profile's.
	FailOn string `yaml:"fail_on" jsonschema:"enum=critical,enum=high,enum=medium,enum=low,enum=info,enum=never"`
	// How old an API key may be. The default is 90d, or the profile's.
	MaxKeyAge Duration `yaml:"max_key_age"`
	// How many owners the organization may have. The default is 5, or the profile's.
	MaxOrgOwners int `yaml:"max_org_owners" jsonschema:"minimum=1"`
	// How long ago a backup may last have been restored. The default is 180d, or the profile's.
	MaxRestoreAge Duration `yaml:"max_restore_age"`
	// How long ago the results of an index may last have been measured. The default is 180d, or the profile's.
	MaxEvaluationAge Duration `yaml:"max_evaluation_age"`
	// How far ahead the end of a waiver may lie. The default is 180d.
	MaxWaiverLife Duration `yaml:"max_waiver_life"`
	// Every role that Pinecone assumes for CMEK must demand an external id.
	RequireExternalID *bool `yaml:"require_external_id"`
	// The data classes that must be encrypted with the team's own key, unless a project says otherwise.
	CMEKDataClasses []string `yaml:"cmek_data_classes" jsonschema:"minLength=1"`
	// What to make of rules, by rule id or glob ("clients/*"): off, a severity, or both in
	// a mapping. An id decides before a glob, and a longer glob before a shorter one.
	Rules map[string]RuleSetting `yaml:"rules"`

	// profile decides on rules that Rules does not name; nil for none.
	profile *Lint
}

// RuleSetting is what to make of a rule.
type RuleSetting struct {
	// The severity of the rule's findings.
	Severity *finding.Severity `yaml:"severity"`
	// Whether the rule runs.
	Enabled *bool `yaml:"enabled"`
}

// UnmarshalText reads the short form: off, or a severity.
func (r *RuleSetting) UnmarshalText(text []byte) error {
	if string(text) == "off" {
		off := false
		r.Enabled = &off
		return nil
	}
	severity, err := finding.ParseSeverity(string(text))
	if err != nil {
		return errors.New(
			"it must be off, a severity (critical, high, medium, low, info) or a mapping of severity and enabled")
	}
	r.Severity = &severity
	return nil
}

// Severity is the severity that a rule's findings have, nil for the rule's own, and whether
// the rule runs at all. The entry that names the rule most closely decides alone. What it
// does not say of the severity, and rules that no entry names, are the profile's.
func (l *Lint) Severity(rule finding.Rule) (severity *finding.Severity, enabled bool) {
	enabled = true
	if l.profile != nil {
		severity, enabled = l.profile.Severity(rule)
	}
	for _, glob := range l.globs() {
		if !matchesRule(glob, rule) {
			continue
		}
		setting := l.Rules[glob]
		return cmp.Or(setting.Severity, severity), setting.Enabled == nil || *setting.Enabled
	}
	return severity, enabled
}

// Unmatched lists the keys of Rules that are no rule's, sorted: they are likely misspelt.
func (l *Lint) Unmatched(rules []finding.Rule) []string {
	var unmatched []string
	for _, glob := range slices.Sorted(maps.Keys(l.Rules)) {
		if !slices.ContainsFunc(rules, func(rule finding.Rule) bool { return matchesRule(glob, rule) }) {
			unmatched = append(unmatched, glob)
		}
	}
	return unmatched
}

// Settings are the thresholds that rules read, in days and counts, with the default
// where the manifest is silent.
func (l *Lint) Settings() map[string]any {
	return map[string]any{
		"max_key_age_days":        cmp.Or(l.MaxKeyAge, days(90)).Days(),
		"max_org_owners":          cmp.Or(l.MaxOrgOwners, 5),
		"max_restore_age_days":    cmp.Or(l.MaxRestoreAge, days(180)).Days(),
		"max_evaluation_age_days": cmp.Or(l.MaxEvaluationAge, days(180)).Days(),
		"max_waiver_life_days":    cmp.Or(l.MaxWaiverLife, days(180)).Days(),
		"require_external_id":     l.RequireExternalID != nil && *l.RequireExternalID,
		"cmek_data_classes":       append([]string{}, l.CMEKDataClasses...),
	}
}

func days(count int) Duration { return Duration(time.Duration(count) * 24 * time.Hour) }

// globs are the keys of Rules, the closest first: ids, then globs by falling length.
func (l *Lint) globs() []string {
	return slices.SortedFunc(maps.Keys(l.Rules), func(a, b string) int {
		if isGlob(a) != isGlob(b) {
			return cmp.Compare(cost(a), cost(b))
		}
		return cmp.Or(cmp.Compare(len(b), len(a)), strings.Compare(a, b))
	})
}

func isGlob(text string) bool { return strings.ContainsAny(text, `*?[{\`) }

func cost(glob string) int {
	if isGlob(glob) {
		return 1
	}
	return 0
}

// matchesRule matches the rule's id, and the ids that it had before.
func matchesRule(glob string, rule finding.Rule) bool {
	return matches(glob, rule.ID) || slices.ContainsFunc(rule.Aliases, func(id string) bool { return matches(glob, id) })
}

// matches takes text that is equal to the glob also where that reads as a pattern: a
// Terraform address has brackets. A glob that is a problem matches nothing else.
func matches(glob, text string) bool {
	return glob == text || globFault(glob) == "" && doublestar.MatchUnvalidated(glob, text)
}

// A longer glob, or one with more braces, could take long to match, and who writes it
// need not mean well.
const (
	maxGlob   = 256
	maxBraces = 4
)

// globFault is what is wrong with a glob, or "".
func globFault(glob string) string {
	switch {
	case !doublestar.ValidatePattern(glob):
		return `is no glob: close what [, { or \ opens`
	case len(glob) > maxGlob, strings.Count(glob, "{") > maxBraces:
		return fmt.Sprintf("is too long a glob: use at most %d bytes and %d braces", maxGlob, maxBraces)
	default:
		return ""
	}
}
