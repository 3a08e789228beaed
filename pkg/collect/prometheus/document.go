package prometheus

import (
	"bytes"
	"cmp"
	"strings"

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
	// whole is where all of the page stands, where nobody can tell where its parts do.
	whole *snapshot.Location
	// projects are references to the projects that what is filled into the page is made of.
	projects []string
}

// location is where in the file a part of the page stands.
func (p *page) location(from span) snapshot.Location {
	if p.whole != nil {
		return *p.whole
	}
	start, end := p.offset(from.start), p.offset(from.end)
	if from.end > from.start { // blanks behind it have no place of their own
		end = max(end, p.offset(from.end-1)+1)
	}
	return p.file.Location(start, end)
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

// meets says whether two parts have something in common.
func (s span) meets(other span) bool { return s.start < other.end && other.start < s.end }

// part is a part of the page as one of its own.
func (p *page) part(of span) *page {
	return &page{file: p.file, whole: p.whole, data: p.data[of.start:of.end], at: p.at[of.start:of.end]}
}

// entry is where a value stands: an object's member from its key on.
type entry struct {
	key   span // empty for the element of a list and the root
	value span
	page  *page // nil where it is the document's
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
	// projects are references to the projects that values were made of, by pointer.
	projects map[string][]string
}

// project is a reference to the only project that a value was made of, empty where there is
// none or are several.
func (d *document) project(pointer string) string {
	found := d.projectsOf(pointer)
	if len(found) != 1 {
		return ""
	}
	return found[0]
}

func (d *document) projectsOf(pointer string) []string {
	for ; ; pointer = snapshot.Parent(pointer) {
		if found := d.projects[pointer]; len(found) > 0 {
			return found
		}
		if pointer == "" {
			return d.page.projects
		}
	}
}

// location is the place of a pointer, or of the nearest above it that has one.
func (d *document) location(pointer string) snapshot.Location {
	found := d.nearest(pointer)
	return d.pageOf(found).location(found.whole())
}

func (d *document) nearest(pointer string) entry {
	for {
		if found, ok := d.entries[pointer]; ok || pointer == "" {
			return found
		}
		pointer = snapshot.Parent(pointer)
	}
}

// alignAny is [align], or [alignLines] where directives make lines that the source has not.
func alignAny(raw []byte, text string) []int32 {
	if bytes.Contains(raw, []byte("%{")) && strings.Contains(text, "\n") {
		return alignLines(raw, text)
	}
	return align(raw, text)
}

func (d *document) pageOf(one entry) *page { return cmp.Or(one.page, d.page) }

// inside is a string of the document as a page of its own.
func (d *document) inside(pointer, text string) *page {
	found := d.nearest(pointer)
	at, from := found.value, d.pageOf(found)
	raw := from.data[min(at.start, len(from.data)):min(max(at.end, at.start), len(from.data))]
	offsets := alignAny(raw, text)
	for i := range offsets {
		offsets[i] = int32(from.offset(at.start + int(offsets[i])))
	}
	made := &page{file: from.file, whole: from.whole, data: []byte(text), at: offsets, projects: d.projectsOf(pointer)}
	if len(offsets) > 0 && int(offsets[len(offsets)-1]) == from.offset(at.start) && made.whole == nil {
		all := from.location(at) // the text is written elsewhere
		made.whole = &all
	}
	return made
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
