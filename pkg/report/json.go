package report

import (
	"encoding/json"
	"io"

	"github.com/pinelint/pinelint/pkg/finding"
)

// writeJSON writes the results as they are.
func writeJSON(w io.Writer, results *finding.Results, _ Options) error {
	encoder := newEncoder(w)
	encoder.SetIndent("", "  ")
	return encoder.Encode(results)
}

// newEncoder leaves characters that matter to HTML as they are: messages and policies
// are full of < and &.
func newEncoder(w io.Writer) *json.Encoder {
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder
}
