package collect

import (
	"bytes"
	"errors"

	"github.com/tailscale/hujson"
)

// StandardizeJSON blanks out comments and trailing commas and keeps every offset. Data is not
// changed; the error is of what stays no JSON.
func StandardizeJSON(data []byte) ([]byte, error) {
	if nesting(data) > deepestRelaxed {
		return nil, errors.New("is nested too deeply")
	}
	mark := len(data) - len(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")))
	standard, err := hujson.Standardize(bytes.Clone(data[mark:]))
	if err != nil {
		return nil, err
	}
	return append(bytes.Clone(data[:mark]), standard...), nil
}

// deepestRelaxed bounds what the parser of relaxed JSON is given, which recurses.
const deepestRelaxed = 1000

// nesting counts brackets, those in strings too, so it is an upper bound.
func nesting(data []byte) int {
	depth, most := 0, 0
	for _, b := range data {
		switch b {
		case '{', '[':
			depth++
			most = max(most, depth)
		case '}', ']':
			depth--
		}
	}
	return most
}
