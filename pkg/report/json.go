package report

import (
	"encoding/json"
	"io"

	"github.com/pinelint/pinelint/pkg/finding"
)

// writeJSON writes the results as they are. Characters that matter to HTML stay
// themselves: messages and ARNs are full of < and &.
func writeJSON(w io.Writer, results *finding.Results, _ Options) error {
	encoder := json.NewEncoder(w)
	encoder.SetIndent("", "  ")
	encoder.SetEscapeHTML(false)
	return encoder.Encode(results)
}
