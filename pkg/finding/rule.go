package finding

import (
	"slices"
	"strings"
)

// Rule is what the METADATA of a rule's package says, and what its path says. It is the
// only description of a rule there is: `pinelint rules`, `pinelint explain`, SARIF's rule
// descriptors and policies/README.md are all written from it.
type Rule struct {
	// ID is category/name-with-dashes, from the path of the rule's folder.
	ID string `json:"id"`
	// Title names the fault in a few words, without a full stop.
	Title string `json:"title"`
	// Description says what fails and why that matters in production.
	Description string   `json:"description"`
	Severity    Severity `json:"severity"`
	// Kind is security or reliability. Only security rules carry a security-severity in
	// SARIF.
	Kind string `json:"kind"`
	// Resources are the types that the rule judges, keys of the snapshot's resources.
	Resources []string `json:"resources"`
	// Needs are the facts without which there is no verdict: JSON pointers into the
	// resource's values, or link:pointer for a fact of a linked resource. With a ? behind it, a
	// fact is missing only where something is there that could not be told.
	Needs []string `json:"needs,omitempty"`
	// NeedsAll are the types of which all there are must have been read before the rule
	// passes, since one more could be the fault.
	NeedsAll []string `json:"needs_all,omitempty"`
	// Applies says that the package defines which resources of the type it judges.
	Applies bool `json:"applies,omitempty"`
	// AppliesNeeds are the facts that Applies depends on: where one is missing and the
	// resource was not found to be a subject, the verdict is inconclusive. Written as Needs.
	AppliesNeeds []string `json:"applies_needs,omitempty"`
	// Reads are all facts that the rule looks at: pointers into the values of the types that
	// it judges, or type:pointer for those of another type.
	Reads []string `json:"reads,omitempty"`
	// Questions are what the rule wants to know of policies that no shipped rule asks.
	Questions []Question `json:"questions,omitempty"`
	// Environments is production (undeclared counts as production) or all.
	Environments string `json:"environments"`
	// Precision is very-high, high, medium or low, as SARIF has it.
	Precision string `json:"precision"`
	// Remediation says how to repair it, by the way: code, console, api, terraform,
	// cloudformation, policy, kubernetes, docker, workflow, prometheus, manifest.
	Remediation map[string]string `json:"remediation"`
	// Section is the section of Pinecone's production guides that the rule encodes, and
	// URL is its page.
	Section string `json:"section"`
	URL     string `json:"url,omitempty"`
	// Controls are the ids of the controls for which an auditor would take the rule's verdicts
	// as part of the evidence, by the framework's name.
	Controls map[string][]string `json:"controls,omitempty"`
	// Patch says that a mechanical repair exists.
	Patch bool `json:"patch,omitempty"`
	// Since is the first version of pinelint that has the rule.
	Since string `json:"since"`
	// Aliases are ids that the rule had before; waivers and configuration may use them.
	Aliases []string `json:"aliases,omitempty"`
	// Deprecated keeps the id of a retired rule taken.
	Deprecated bool `json:"deprecated,omitempty"`
	// Custom marks a rule that came with --policy and not with pinelint.
	Custom bool `json:"custom,omitempty"`
}

// Facts are what the rule needs, as people read it: without the ? of [Rule.Needs].
func (r Rule) Facts() []string {
	facts := make([]string, len(r.Needs))
	for i, need := range r.Needs {
		facts[i] = strings.TrimSuffix(need, "?")
	}
	return facts
}

// Security says whether the rule is about security, and not only about reliability.
func (r Rule) Security() bool { return r.Kind == "security" }

// Waivable says whether something may excuse what the rule finds: all but what it finds of
// waivers, which are judged when all are applied.
func (r Rule) Waivable() bool { return !slices.Contains(r.Resources, "waiver") }

// JudgesAll says whether the rule also judges resources outside production.
func (r Rule) JudgesAll() bool { return r.Environments == "all" }
