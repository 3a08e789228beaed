// Package bundle keeps the evidence of a run in a folder that somebody else can verify: what
// was judged, how, what came of it, the sums of all files, and a signed statement.
package bundle

import (
	"cmp"
	"fmt"
	"time"

	jsonv2 "github.com/go-json-experiment/json"
	"github.com/go-json-experiment/json/jsontext"

	"github.com/pinelint/pinelint/pkg/finding"
)

// Schema names the format of a bundle. A change that breaks a reader changes the name.
const Schema = "pinelint.bundle/v1"

// The files that have a meaning of their own. What else a bundle holds are reports.
const (
	RecordFile   = "bundle.json"
	SnapshotFile = "snapshot.json"
	ResultsFile  = "results.json"
	// SumsFile has the sums of all files but itself and the envelope.
	SumsFile = "SHA256SUMS"
	// EnvelopeFile has the signed statement about SumsFile.
	EnvelopeFile = "statement.dsse.json"
)

// Record is all that must be known, beside the snapshot and the rules, to judge again.
type Record struct {
	Schema string `json:"schema"`
	// Version of pinelint that judged.
	Version string `json:"version"`
	// Written is when the bundle was, by the clock, in RFC 3339.
	Written  string   `json:"written"`
	Policies Policies `json:"policies"`
	Judging  Judging  `json:"judging"`
	Outcome  Outcome  `json:"outcome"`
}

// Policies has the digests of what judged, as SHA-256 in hexadecimal.
type Policies struct {
	Rules  string   `json:"rules"`
	Facts  string   `json:"facts"`
	Custom []string `json:"custom"`
}

// Judging is what the profile, the manifest and the command line decided.
type Judging struct {
	// Now is as of when it was judged, in RFC 3339.
	Now      string           `json:"now"`
	Profile  *finding.Profile `json:"profile"`
	Settings jsontext.Value   `json:"settings"`
	// Rules has each rule that was chosen, with the severity that was set for it or [Own].
	Rules   map[string]string `json:"rules"`
	Waivers []Waiver          `json:"waivers"`
	// NoWaivers says that neither these nor comments excused anything.
	NoWaivers  bool     `json:"no_waivers"`
	Frameworks []string `json:"frameworks"`
	FailOn     string   `json:"fail_on"`
	// FailOnIncomplete and FailOnBroken say which gaps decide the exit code.
	FailOnIncomplete bool `json:"fail_on_incomplete"`
	FailOnBroken     bool `json:"fail_on_broken"`
	// Mistakes are the manifest's.
	Mistakes []string `json:"mistakes"`
	// Services are the ids of the sources that are services or audit logs.
	Services []string `json:"services"`
}

// Own stands for the severity that a rule itself says.
const Own = "own"

// Waiver is one of the manifest, whether it covers something or not.
type Waiver struct {
	Rule     string `json:"rule"`
	Resource string `json:"resource"`
	finding.Waiver
}

// Outcome is how the run ended.
type Outcome struct {
	ExitCode int    `json:"exit_code"`
	Reason   string `json:"reason"`
}

// Encode writes a record, the same one always alike.
func (r *Record) Encode() ([]byte, error) {
	data, err := jsonv2.Marshal(r, jsonv2.Deterministic(true), jsontext.WithIndent("  "))
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", RecordFile, err)
	}
	return append(data, '\n'), nil
}

// ParseRecord reads what Encode wrote, and refuses a key that is twice or that nobody knows.
// The error is a sentence about the file.
func ParseRecord(data []byte) (*Record, error) {
	var r Record
	if err := jsonv2.Unmarshal(data, &r, jsonv2.RejectUnknownMembers(true)); err != nil {
		return nil, fmt.Errorf("%s is no record of a bundle: %w", RecordFile, err)
	}
	_, written := time.Parse(time.RFC3339, r.Written)
	_, now := time.Parse(time.RFC3339, r.Judging.Now)
	switch {
	case r.Schema != Schema:
		return nil, fmt.Errorf("%s has the schema %q, and this version reads %q", RecordFile, r.Schema, Schema)
	case cmp.Or(written, now) != nil:
		return nil, fmt.Errorf("%s does not say when it was written and judged: %w", RecordFile, cmp.Or(written, now))
	case len(r.Judging.Rules) == 0:
		return nil, fmt.Errorf("%s names no rule, so it is evidence of nothing", RecordFile)
	}
	return &r, nil
}

// At is the earlier of when the bundle was written and as of when it was judged, and the later.
func (r *Record) At() (first, last time.Time) {
	written, _ := time.Parse(time.RFC3339, r.Written) // ParseRecord looked at both
	now, _ := time.Parse(time.RFC3339, r.Judging.Now)
	if written.Before(now) {
		return written, now
	}
	return now, written
}
