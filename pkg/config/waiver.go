package config

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
)

// Waiver excuses the findings of a rule on a resource until a day.
type Waiver struct {
	// The rule's id, or a glob such as cmek/*.
	Rule string `yaml:"rule" jsonschema:"required,minLength=1"`
	// The resource's id, name or Terraform address, or a glob of them, in which * also stands for slashes.
	Resource string `yaml:"resource" jsonschema:"required,minLength=1"`
	// Why the finding is acceptable.
	Reason string `yaml:"reason" jsonschema:"required,minLength=1"`
	// Who answers for it.
	Owner string `yaml:"owner" jsonschema:"required,minLength=1"`
	// The ticket that tracks it.
	Ticket string `yaml:"ticket" jsonschema:"required,minLength=1"`
	// The last day on which the waiver holds; how far ahead it may lie, lint.max_waiver_life says.
	Expires Date `yaml:"expires" jsonschema:"required"`
	// Pointer is the waiver's place in the manifest; see [File.Span].
	Pointer string `yaml:"-"`
}

// complete says whether all that a waiver must have was given and could be read.
func (w Waiver) complete() bool {
	return w.Rule != "" && w.Resource != "" && w.Reason != "" && w.Owner != "" && w.Ticket != "" && w.Expires != ""
}

// Takes says whether a waiver is for a rule, by its id or one that it had before.
func (w Waiver) Takes(rule finding.Rule) bool { return matchesRule(w.Rule, rule) }

// Names says whether a waiver is for a resource, by any of the names that a report shows.
func (w Waiver) Names(names ...string) bool {
	return slices.ContainsFunc(names, func(name string) bool { return matchesName(w.Resource, name) })
}

// matchesName is [matches] with a * that also stands for slashes, since an ARN is no path,
// and with brackets that also stand for themselves, since they are around the keys of a
// Terraform address.
func matchesName(glob, name string) bool {
	flat := strings.NewReplacer("/", "\x00")
	keyed := strings.NewReplacer("/", "\x00", "[", `\[`, "]", `\]`)
	return glob == name || matches(flat.Replace(glob), flat.Replace(name)) ||
		matches(keyed.Replace(glob), flat.Replace(name))
}
