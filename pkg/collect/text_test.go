package collect_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pinelint/pinelint/pkg/collect"
)

func TestLocation(t *testing.T) {
	tests := []struct {
		name, text string
		start, end int
		want       string
	}{
		{"start", "ab", 0, 1, "1:1-1:2"},
		{"empty text", "", 0, 0, "1:1-1:1"},
		{"second line", "a\nbc", 2, 4, "2:1-2:3"},
		{"the line feed ends its line", "a\nb", 1, 2, "1:2-2:1"},
		{"CRLF is one end", "a\r\nbc\r\n", 3, 5, "2:1-2:3"},
		{"a lone CR ends a line", "a\rbc", 2, 3, "2:1-2:2"},
		{"a CR at the very end", "a\r", 2, 2, "2:1-2:1"},
		{"two bytes, one unit", "é=1", 2, 3, "1:2-1:3"},
		{"three bytes, one unit", "€=1", 3, 4, "1:2-1:3"},
		{"four bytes, two units", "𝄞=1", 4, 5, "1:3-1:4"},
		{"a combining mark is a unit", "e\u0301=1", 3, 4, "1:3-1:4"},
		{"a byte order mark takes no column", "\xEF\xBB\xBFab\nc", 3, 4, "1:1-1:2"},
		{"within the mark", "\xEF\xBB\xBFab", 0, 1, "1:1-1:1"},
		{"after a line with a mark", "\xEF\xBB\xBFab\nc", 6, 7, "2:1-2:2"},
		{"end before start", "abc", 2, 1, "1:3-1:3"},
		{"beyond the text", "abc", 7, 9, "1:4-1:4"},
		{"before the text", "abc", -1, 1, "1:1-1:2"},
		{"not UTF-8", "a\xff\xfe=", 3, 4, "1:6-1:7"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			at := collect.NewText("f", []byte(test.text)).Location(test.start, test.end)
			got := fmt.Sprintf("%d:%d-%d:%d", at.StartLine, at.StartColumn, at.EndLine, at.EndColumn)
			if got != test.want || at.File != "f" {
				t.Errorf("%s in %q, want %s in f", got, at.File, test.want)
			}
			back, _, ok := collect.NewText("f", []byte(test.text)).Span(at)
			if again := collect.NewText("f", []byte(test.text)).Location(back, back); !ok || again.StartLine != at.StartLine ||
				again.StartColumn != at.StartColumn {
				t.Errorf("the span of %s starts at %d, %v, which is %+v", got, back, ok, again)
			}
		})
	}
}

// TestLocationOnLongLines: the same columns as on a short line, and not in the square of
// the time.
func TestLocationOnLongLines(t *testing.T) {
	const size = 1 << 20
	data := []byte("x\n" + strings.Repeat("é𝄞a", size/7))
	text := collect.NewText("f", data)
	start := time.Now()
	for at := 0; at+7 < len(data)-2; at += 7 {
		got := text.Location(2+at, 2+at+6)
		if want := int32(at/7*4 + 1); got.StartLine != 2 || got.StartColumn != want || got.EndColumn != want+3 {
			t.Fatalf("at %d: %+v, want column %d", at, got, want)
		}
	}
	if took := time.Since(start); took > 10*time.Second {
		t.Errorf("took %s", took)
	}
}

func TestOffset(t *testing.T) {
	text := "\xEF\xBB\xBFé: 1\n𝄞: 2\n\nz"
	tests := []struct{ line, runes, want int }{
		{1, 1, 3}, {1, 2, 5}, {2, 1, 9}, {2, 2, 13}, {2, 99, 16}, {3, 1, 17}, {4, 1, 18}, {4, 2, 19}, {0, 1, 19}, {9, 1, 19},
	}
	for _, test := range tests {
		if got := collect.NewText("f", []byte(text)).Offset(test.line, test.runes); got != test.want {
			t.Errorf("line %d, rune %d is at %d, want %d", test.line, test.runes, got, test.want)
		}
	}
}

// TestOffsetInLongLine counts where blocks of the line are skipped.
func TestOffsetInLongLine(t *testing.T) {
	line := strings.Repeat("é𝄞x", 3000)
	text := collect.NewText("f", []byte("\xEF\xBB\xBFa: 1\n"+line+"\r\nz"))
	runes, offset := 1, len("\xEF\xBB\xBFa: 1\n")
	for at := range line {
		if got := text.Offset(2, runes); got != offset+at {
			t.Fatalf("rune %d is at %d, want %d", runes, got, offset+at)
		}
		runes++
	}
	if got := text.Offset(2, runes+1000); got != offset+len(line)+1 {
		t.Errorf("what is beyond the line is at %d, want its end at %d", got, offset+len(line)+1)
	}
}
