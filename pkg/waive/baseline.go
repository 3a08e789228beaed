package waive

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// BaselineSchema names the format of [Baseline] as JSON.
const BaselineSchema = "pinelint.baseline/v1"

// maxBaseline is the size of the largest baseline that is read, in bytes.
const maxBaseline = 64 << 20

// Baseline are the fails that were there when a team began to look. They do not fail a run, and
// nobody has decided that they may stay.
type Baseline struct {
	Schema   string  `json:"schema"`
	Findings []Entry `json:"findings"`
}

// Entry is one fail. It has no line, so that it only changes when the fail does.
type Entry struct {
	Rule     string `json:"rule"`
	Resource string `json:"resource"`
	// File is where it stood, for those who review the baseline, and to find it again where the file
	// was moved.
	File        string `json:"file,omitempty"`
	Fingerprint string `json:"fingerprint"`
}

// NewBaseline has the fails that nobody waived, sorted.
func NewBaseline(results *finding.Results) *Baseline {
	b := &Baseline{Schema: BaselineSchema, Findings: []Entry{}}
	for _, found := range results.Findings {
		if found.Verdict != finding.Fail || found.Waiver != nil {
			continue
		}
		entry := Entry{Rule: found.Rule, Resource: found.Resource.ID, Fingerprint: found.Fingerprint}
		if found.Location != nil {
			entry.File = found.Location.File
		}
		b.Findings = append(b.Findings, entry)
	}
	slices.SortFunc(b.Findings, func(a, b Entry) int {
		return cmp.Or(strings.Compare(a.Rule, b.Rule), strings.Compare(a.Resource, b.Resource),
			strings.Compare(a.Fingerprint, b.Fingerprint))
	})
	return b
}

// Write writes a baseline as JSON with a line for each entry, so that a review shows entries.
func (b *Baseline) Write(w io.Writer) error {
	var out bytes.Buffer
	fmt.Fprintf(&out, "{\n \"schema\": %q,\n \"findings\": [", b.Schema)
	encoder := json.NewEncoder(&out)
	encoder.SetEscapeHTML(false)
	before := "\n  "
	for _, entry := range b.Findings {
		out.WriteString(before)
		before = ",\n  "
		if err := encoder.Encode(entry); err != nil {
			return fmt.Errorf("write the baseline: %w", err)
		}
		out.Truncate(out.Len() - 1) // the encoder ends each with a line's end
	}
	out.WriteString("\n ]\n}\n")
	_, err := w.Write(out.Bytes())
	return err //nolint:wrapcheck // the caller names what it writes to
}

// ReadBaseline reads what Write wrote.
func ReadBaseline(r io.Reader) (*Baseline, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBaseline+1))
	if err != nil {
		return nil, err //nolint:wrapcheck // the caller names the file
	}
	var b Baseline
	switch err := json.Unmarshal(data, &b); {
	case len(data) > maxBaseline:
		return nil, fmt.Errorf("it has more than the %d MB that are read", maxBaseline>>20)
	case err != nil:
		return nil, errors.New("it is not JSON as --write-baseline writes it: write it again")
	case b.Schema != BaselineSchema:
		return nil, fmt.Errorf("its schema is %q, not %q: write it again", b.Schema, BaselineSchema)
	}
	for i, entry := range b.Findings {
		if entry.Fingerprint == "" || entry.Rule == "" || entry.Resource == "" {
			return nil, fmt.Errorf("entry %d lacks a rule, a resource or a fingerprint: write it again", i+1)
		}
	}
	return &b, nil
}

// Apply marks the fails of a run that stand in the baseline and that nobody waived. What comes
// back are the entries of which it is certain that they do not fail any more. An inconclusive is
// never marked, so that one that becomes a fail is seen. Of what stands outside of the folder that was
// judged nothing is known.
//
// Is says which files there are now, nil that nobody can tell.
func (b *Baseline) Apply(results *finding.Results, folder string, is finding.Files) (gone []Entry) {
	entries := map[string]bool{}
	var inside []finding.Trace
	for _, entry := range b.Findings {
		entries[entry.Fingerprint] = true
		if folder == "." || snapshot.Within(entry.File, folder) {
			inside = append(inside, finding.Trace(entry))
		}
	}
	former := map[*finding.Finding][]string{}
	for fingerprint, found := range finding.Moved(inside, results, nil, is) {
		former[found] = append(former[found], fingerprint)
	}
	seen := map[string]bool{}
	for i := range results.Findings {
		found := &results.Findings[i]
		for _, fingerprint := range slices.Concat([]string{found.Fingerprint}, found.Former, former[found]) {
			if found.Verdict != finding.Fail || !entries[fingerprint] {
				continue
			}
			seen[fingerprint] = true
			if found.Waiver == nil {
				found.Waiver = &finding.Waiver{By: finding.ByBaseline}
			}
		}
	}
	for _, one := range inside {
		if entry := Entry(one); !seen[entry.Fingerprint] && judged(entry, results) {
			gone = append(gone, entry)
		}
	}
	return gone
}

// judged says whether a run can tell that an entry does not fail: its rule judged the resource,
// or there is no such thing where everything was read.
func judged(entry Entry, results *finding.Results) bool {
	at := slices.IndexFunc(results.Rules, func(rule finding.Rule) bool {
		return rule.ID == entry.Rule || slices.Contains(rule.Aliases, entry.Rule)
	})
	if at < 0 || results.Tallies[at].Error != "" {
		return false
	}
	if slices.Contains(results.Tallies[at].Passed, entry.Resource) {
		return true
	}
	for _, found := range results.Findings {
		if found.Rule == results.Rules[at].ID && found.Resource.ID == entry.Resource {
			return found.Verdict == finding.Fail
		}
	}
	return !partly(results)
}
