package collect

import (
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Piece is a part of a text that a function puts together, and where it is written.
type Piece struct {
	Text string
	At   snapshot.Location
}

// Joined is the text that pieces make.
func Joined(pieces []Piece) string {
	var text strings.Builder
	for _, piece := range pieces {
		text.WriteString(piece.Text)
	}
	return text.String()
}
