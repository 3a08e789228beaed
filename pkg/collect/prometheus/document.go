package prometheus

import (
	"bytes"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// page is a text that a file is, or that stands in one: a ConfigMap holds whole files in
// its strings.
type page struct {
	file *collect.Text
	data []byte
	// at has the file's offset of every byte; nil where the page is the file.
	at []int32
}

// location is where in the file a part of the page stands.
func (p *page) location(from span) snapshot.Location {
	return p.file.Location(p.offset(from.start), p.offset(from.end))
}

func (p *page) offset(at int) int {
	switch {
	case p.at == nil:
		return at
	case at < len(p.at):
		return int(p.at[max(at, 0)])
	case len(p.at) > 0:
		return int(p.at[len(p.at)-1]) + 1
	default:
		return 0
	}
}

// span is a part of a page, in byte offsets.
type span struct{ start, end int }

// part is a part of the page as one of its own.
func (p *page) part(of span) *page {
	return &page{file: p.file, data: p.data[of.start:of.end], at: p.at[of.start:of.end]}
}

// entry is where a value stands: an object's member from its key on.
type entry struct {
	key   span // empty for the element of a list and the root
	value span
}

func (e entry) whole() span {
	if e.key.end > e.key.start {
		return span{e.key.start, max(e.value.end, e.key.end)}
	}
	return e.value
}

// document is a tree of maps, lists and scalars, and where everything in it stands,
// whatever it was written in. Numbers may be texts, as YAML has them.
type document struct {
	page    *page
	value   any
	entries map[string]entry // by JSON pointer
	// twice are the keys that stand in their mapping already.
	twice []span
}

// location is the place of a pointer, or of the nearest above it that has one.
func (d *document) location(pointer string) snapshot.Location {
	for {
		if found, ok := d.entries[pointer]; ok {
			return d.page.location(found.whole())
		}
		if pointer == "" {
			return d.page.location(span{})
		}
		pointer = snapshot.Parent(pointer)
	}
}

// inside is a string of the document as a page of its own.
func (d *document) inside(pointer, text string) *page {
	at := d.entries[pointer].value
	raw := d.page.data[min(at.start, len(d.page.data)):min(max(at.end, at.start), len(d.page.data))]
	offsets := align(raw, text)
	for i := range offsets {
		offsets[i] = int32(d.page.offset(at.start + int(offsets[i])))
	}
	return &page{file: d.page.file, data: []byte(text), at: offsets}
}

// readJSON reads a page of JSON. The error is a *[collect.JSONError].
func readJSON(p *page) (*document, error) {
	parsed, err := collect.ParseJSONDocument(p.data)
	if err != nil {
		return nil, err
	}
	d := &document{page: p, value: parsed.Value, entries: make(map[string]entry, len(parsed.Spans))}
	for _, from := range parsed.Spans {
		d.entries[from.Pointer] = d.jsonEntry(from)
	}
	for _, again := range parsed.Duplicates {
		d.twice = append(d.twice, span{again.Start, again.End})
	}
	return d, nil
}

// jsonEntry divides the span of a member at its colon.
func (d *document) jsonEntry(from collect.Span) entry {
	whole := entry{value: span{from.Start, from.End}}
	if from.Pointer == "" {
		return whole
	}
	above, _ := snapshot.Lookup(d.value, snapshot.Parent(from.Pointer))
	if _, isObject := above.(map[string]any); !isObject {
		return whole
	}
	key := quotedEnd(d.page.data, from.Start)
	rest := d.page.data[min(key, from.End):from.End]
	skipped := len(rest) - len(bytes.TrimLeft(rest, ": \t\r\n"))
	return entry{key: span{from.Start, key}, value: span{min(key+skipped, from.End), from.End}}
}

// quotedEnd is the end of the quoted text that starts at an offset.
func quotedEnd(data []byte, start int) int {
	for i := start + 1; i < len(data); i++ {
		switch data[i] {
		case '\\':
			i++
		case '"':
			return i + 1
		}
	}
	return len(data)
}
