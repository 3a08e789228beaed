package collect

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/tailscale/hujson"
)

// StandardizeJSON blanks out comments and trailing commas and keeps every offset. Data is not
// changed; the error, a *[JSONError], is of what stays no JSON.
func StandardizeJSON(data []byte) ([]byte, error) {
	if nesting(data) > deepestRelaxed {
		return nil, &JSONError{Message: "is nested too deeply"}
	}
	mark := len(data) - len(bytes.TrimPrefix(data, []byte("\xEF\xBB\xBF")))
	standard, err := hujson.Standardize(bytes.Clone(data[mark:]))
	if err != nil {
		return nil, relaxedError(data, mark, err)
	}
	return append(bytes.Clone(data[:mark]), standard...), nil
}

// relaxedError takes the place out of the sentence in which alone the parser tells it.
func relaxedError(data []byte, mark int, err error) *JSONError {
	var line, column int
	if _, unplaced := fmt.Sscanf(err.Error(), "hujson: line %d, column %d:", &line, &column); unplaced != nil {
		return &JSONError{Offset: mark, Message: err.Error()}
	}
	offset := mark
	for ; line > 1; line-- {
		offset += bytes.IndexByte(data[offset:], '\n') + 1
	}
	_, message, _ := strings.Cut(strings.TrimPrefix(err.Error(), "hujson: "), ": ")
	return &JSONError{Offset: min(offset+column-1, len(data)), Message: message}
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
