// Package finding holds what a run of pinelint concludes: the rules that ran, the
// verdict of each rule on each resource, where a person would make the change, and
// what could not be judged. Reports read it and nothing else; it knows neither how
// the facts were collected nor how the rules are written.
package finding

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"
)

// Verdict is what one rule says about one resource.
type Verdict string

// The four verdicts. NotApplicable is never stored as a Finding: it is what a rule
// without any subject reports in its [Tally].
const (
	Fail          Verdict = "fail"
	Pass          Verdict = "pass"
	Inconclusive  Verdict = "inconclusive"
	NotApplicable Verdict = "not_applicable"
)

// Location is a place in a file of the repository, or in a plan or snapshot file that
// was named on the command line. Lines and columns count from 1; columns count UTF-16
// code units, as SARIF does, and EndColumn is one past the last unit. A zero StartLine
// means the whole file.
type Location struct {
	// File is relative to the scanned root, with forward slashes.
	File        string `json:"file"`
	StartLine   int    `json:"start_line,omitempty"`
	StartColumn int    `json:"start_column,omitempty"`
	EndLine     int    `json:"end_line,omitempty"`
	EndColumn   int    `json:"end_column,omitempty"`
}

// Resource names what a finding is about.
type Resource struct {
	// Type is the platform's name of the type, such as pinecone_index.
	Type string `json:"type"`
	// ID is stable between runs; see the identity rules of package assemble.
	ID string `json:"id"`
	// Name is what a person calls it: an index's name, an ARN, a Terraform address.
	Name string `json:"name"`
	// Environment is production, staging, development, test, or empty where nothing
	// says (which counts as production).
	Environment string `json:"environment,omitempty"`
}

// Related is another place that takes part in a finding: the module call a value came
// through, the resource on the other end of a join.
type Related struct {
	Location Location `json:"location"`
	Message  string   `json:"message"`
}

// The states of a [Link].
const (
	// Holds means that the link lets the request through.
	Holds = "holds"
	// Broken means that this link stops it.
	Broken = "broken"
	// Open means that nobody could tell.
	Open = "open"
)

// Link is one step of what has to hold from one end to the other: Pinecone's role, the
// trust policy that lets it in, the role, its permissions, the key.
type Link struct {
	// Title is what the step is: "trust policy".
	Title string `json:"title"`
	// Message is a clause: what it says, and where it is broken, why.
	Message string `json:"message"`
	// State is holds, broken or open.
	State string `json:"state"`
	// Location is nil for what no file declares, such as Pinecone's own role.
	Location *Location `json:"location,omitempty"`
}

// Evidence is a value as one source saw it, shown beside a finding.
type Evidence struct {
	// Source is the id of a [Source].
	Source string `json:"source"`
	// Address is the source's own name of the resource, such as a Terraform address.
	Address string `json:"address,omitempty"`
	// Pointer is the JSON pointer of Value in the resource's values; empty where the source
	// was asked for the resource itself.
	Pointer string `json:"pointer"`
	// Value is redacted; nil where the source says that it is unset, or not there, and an ellipsis where a
	// service shows more than stands beside a finding.
	Value any `json:"value"`
	// Location is where the source has it, nil for a live source.
	Location *Location `json:"location,omitempty"`
	// Call is how a live source saw it, nil for what stands in a file.
	Call *Call `json:"call,omitempty"`
}

// Call is a call to a service, as its documentation and its support name it.
type Call struct {
	// Name is the service's: "kms:GetKeyPolicy", "GET /indexes".
	Name string `json:"name"`
	// Account is an AWS account or a Pinecone project; Region an AWS region.
	Account string `json:"account,omitempty"`
	Region  string `json:"region,omitempty"`
	// Time is in RFC 3339 and UTC.
	Time      string `json:"time"`
	RequestID string `json:"request_id,omitempty"`
}

// Missing is a fact that a rule needs and nobody could tell.
type Missing struct {
	// Pointer is the fact, as the rule's METADATA names it: a JSON pointer, or
	// link:pointer for a fact of a linked resource.
	Pointer string `json:"pointer"`
	// Reason is one clause: which expression, permission or source is why.
	Reason string `json:"reason"`
	// Needed says what would make it known.
	Needed string `json:"needed,omitempty"`
	// Location is the expression that is not known, where there is one.
	Location *Location `json:"location,omitempty"`
}

// Finding is a verdict that somebody has to read: a fail, or an inconclusive with the
// facts that were missing. Passes are only counted and listed by id, in [Tally].
type Finding struct {
	Rule     string   `json:"rule"`
	Verdict  Verdict  `json:"verdict"`
	Severity Severity `json:"severity"`
	Resource Resource `json:"resource"`
	// Message is one sentence that names the resource, the value seen, and what good
	// looks like. It may quote names from the repository: a report escapes it.
	Message string `json:"message"`
	// Pointer is what was judged, a JSON pointer into the resource's values.
	Pointer string `json:"pointer,omitempty"`
	// Location is nil when no file declares the resource.
	Location *Location `json:"location,omitempty"`
	// Source is the id of the source that has Location: "cloudformation stack.yaml".
	Source  string    `json:"source,omitempty"`
	Related []Related `json:"related,omitempty"`
	// Chain is the way that a request takes, in its order, where the finding is that it does
	// not arrive.
	Chain    []Link     `json:"chain,omitempty"`
	Evidence []Evidence `json:"evidence,omitempty"`
	Missing  []Missing  `json:"missing,omitempty"`
	Waiver   *Waiver    `json:"waiver,omitempty"`
	// Patch is the repair as the rule states it, where it is mechanical: what the values
	// should be. It says nothing of files, and nobody has tried it.
	Patch []Operation `json:"patch,omitempty"`
	// Edits repair the finding in the repository's files. They are there only where a run
	// was asked for them, and where judging again showed that they repair it and change
	// nothing else.
	Edits []Edit `json:"edits,omitempty"`
	// Fingerprint identifies the finding between runs: it has neither lines nor values
	// in it. See [Fingerprint].
	Fingerprint string `json:"fingerprint"`
	// Former are the fingerprints that it had when its rule or its resource had another id.
	Former []string `json:"former_fingerprints,omitempty"`
}

// Fingerprint is a hash of the rule, the resource and the pointer: what stays the same
// when lines move and the observed value changes. Where a file is renamed, see [Moved].
func Fingerprint(rule, resource, pointer string) string {
	sum := sha256.Sum256([]byte(rule + "\x00" + resource + "\x00" + pointer))
	return hex.EncodeToString(sum[:16])
}

// Is says whether a fingerprint is the finding's, or was.
func (f *Finding) Is(fingerprint string) bool {
	return f.Fingerprint == fingerprint || slices.Contains(f.Former, fingerprint)
}

// Sort orders findings as every report prints them: by file, line and column, then by
// rule, resource, pointer and message. Findings without a file come last.
func Sort(findings []Finding) { copy(findings, Sorted(findings)) }

// Sorted is the list itself where it is in the order of [Sort], and else another one that is.
func Sorted(findings []Finding) []Finding {
	order := make([]*Finding, len(findings))
	for i := range findings {
		order[i] = &findings[i]
	}
	if slices.IsSortedFunc(order, Compare) {
		return findings
	}
	return Ordered(order)
}

// Ordered is a list of its own with what the pointers lead to, in the order of [Sort]. It
// sorts the pointers, since a finding is large.
func Ordered(found []*Finding) []Finding {
	slices.SortFunc(found, Compare)
	findings := make([]Finding, len(found))
	for i, one := range found {
		findings[i] = *one
	}
	return findings
}

// Compare is the order of [Sort]: negative where a comes first.
func Compare(a, b *Finding) int {
	return cmp.Or(
		compareLocations(a.Location, b.Location),
		strings.Compare(a.Rule, b.Rule),
		strings.Compare(a.Resource.ID, b.Resource.ID),
		strings.Compare(a.Pointer, b.Pointer),
		strings.Compare(a.Message, b.Message),
	)
}

func compareLocations(a, b *Location) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	return cmp.Or(
		strings.Compare(a.File, b.File),
		cmp.Compare(a.StartLine, b.StartLine),
		cmp.Compare(a.StartColumn, b.StartColumn),
	)
}
