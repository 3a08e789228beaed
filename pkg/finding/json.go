package finding

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
)

// Read reads results that a report in the format json holds. It refuses another format, a
// newer version of this one, and verdicts that no finding has.
func Read(r io.Reader) (*Results, error) {
	decoder := json.NewDecoder(r)
	decoder.UseNumber()
	var results Results
	if err := decoder.Decode(&results); err != nil {
		var syntax *json.SyntaxError
		switch {
		case errors.As(err, &syntax):
			return nil, fmt.Errorf("it is not JSON: %w at byte %d", err, syntax.Offset)
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
			return nil, errors.New("it ends in the middle: write it again")
		default:
			return nil, err
		}
	}
	if results.Schema != ResultsSchema {
		return nil, fmt.Errorf("its schema is %q, not %q: write it with this version of pinelint",
			results.Schema, ResultsSchema)
	}
	if _, dated := results.At(); !dated && results.Time != "" {
		return nil, fmt.Errorf("its time %q is not as RFC 3339 has it, such as 2026-11-01T12:00:00Z", results.Time)
	}
	for i, found := range results.Findings {
		if found.Verdict != Fail && found.Verdict != Inconclusive {
			return nil, fmt.Errorf("finding %d has the verdict %q, which is neither %s nor %s",
				i, found.Verdict, Fail, Inconclusive)
		}
	}
	return &results, nil
}

// Hidden is the first rule of which the tally counts more resources than the findings
// name: a report that leaves out severities says of the rest neither pass nor fail. It is
// empty where nothing was left out.
func (r *Results) Hidden() string {
	named := map[string]map[string]bool{}
	for _, found := range r.Findings {
		if named[found.Rule] == nil {
			named[found.Rule] = map[string]bool{}
		}
		named[found.Rule][found.Resource.ID] = true
	}
	for _, tally := range r.Tallies {
		if tally.Fail+tally.Inconclusive > len(named[tally.Rule]) {
			return tally.Rule
		}
	}
	return ""
}
