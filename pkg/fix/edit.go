package fix

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"github.com/hashicorp/hcl/v2/hclwrite"
)

// edit replaces the bytes of a span by a text. It is comparable, since two findings that
// want the same edit get one.
type edit struct {
	file string
	span
	text string
}

// ordered sorts edits by place. At one place, what stays on the line comes first.
func ordered(edits []edit) []edit {
	sorted := slices.Clone(edits)
	slices.SortFunc(sorted, func(a, b edit) int {
		return cmp.Or(
			strings.Compare(a.file, b.file), cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end),
			cmp.Compare(strings.Count(a.text, "\n"), strings.Count(b.text, "\n")), strings.Compare(a.text, b.text),
		)
	})
	return slices.Compact(sorted)
}

// overlap says whether any two of the edits touch the same bytes. Two insertions at one
// place do not.
func overlap(sorted []edit) bool {
	for i := 1; i < len(sorted); i++ {
		if before := sorted[i-1]; before.file == sorted[i].file && sorted[i].start < before.end {
			return true
		}
	}
	return false
}

// apply makes the new content of a file of the edits to it, which are sorted and do not
// overlap. Where the file was formatted as terraform fmt would, it is so afterwards.
func apply(name string, data []byte, edits []edit) []byte {
	var out bytes.Buffer
	from := 0
	newline := lineEnd(data)
	for _, e := range edits {
		out.Write(data[from:e.start])
		out.WriteString(strings.ReplaceAll(e.text, "\n", newline))
		from = e.end
	}
	out.Write(data[from:])
	if isHCL(name) && bytes.Equal(hclwrite.Format(data), data) {
		return hclwrite.Format(out.Bytes())
	}
	return out.Bytes()
}

// lineEnd is how the first line of a file ends.
func lineEnd(data []byte) string {
	if at := bytes.IndexByte(data, '\n'); at > 0 && data[at-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}

// behind writes a line below the last part of a list, which has a comma or gets one where
// commas are needed. What else stands on the line of that part stays there. Where nothing
// does, it is one edit, so that several of them follow each other.
func behind(data []byte, last span, line string, commas bool) []edit {
	stop := lineStop(data, last.end)
	rest := strings.TrimSpace(string(data[last.end:stop]))
	switch {
	case strings.HasPrefix(rest, ","):
		return []edit{{span: span{stop, stop}, text: line + ","}}
	case !commas:
		return []edit{{span: span{stop, stop}, text: line}}
	case rest == "":
		return []edit{{span: span{last.end, last.end}, text: "," + line}}
	}
	return []edit{{span: span{last.end, last.end}, text: ","}, {span: span{stop, stop}, text: line}}
}

// lineStart is the offset of the first byte of a line, lineStop that of what ends it.
func lineStart(data []byte, at int) int { return bytes.LastIndexByte(data[:at], '\n') + 1 }

func lineStop(data []byte, at int) int {
	length := bytes.IndexByte(data[at:], '\n')
	if length < 0 {
		return len(data)
	}
	if stop := at + length; stop > at && data[stop-1] == '\r' {
		return stop - 1
	}
	return at + length
}

// indentation is the blanks that the line of a byte begins with.
func indentation(data []byte, at int) string {
	line := data[lineStart(data, at):]
	return string(line[:len(line)-len(bytes.TrimLeft(line, " \t"))])
}
