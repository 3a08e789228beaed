// Package config reads the manifest, pinelint.yaml: what no API tells about an
// organization and its projects, what the team demands, how to judge, and what is
// waived. It says all that is wrong with a manifest at once, with the place, and uses
// all that is right. The types are the one description of the file: the decoder follows
// their tags, and docs/pinelint.schema.json is generated from them.
package config

import (
	"bytes"
	"cmp"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

const (
	// FileName is what a manifest is called.
	FileName = "pinelint.yaml"
	// APIVersion is the version of the format that this package reads.
	APIVersion = "pinelint/v1"
	// SchemaURL is where editors find the format's JSON Schema.
	SchemaURL = "https://raw.githubusercontent.com/pinelint/pinelint/main/docs/pinelint.schema.json"
	// MaxSize is the size of the largest manifest that is read, in bytes.
	MaxSize = 1 << 20
)

// File is a manifest. Its fields have what was declared and could be understood; what is
// absent is the zero value, and Values tells the two apart.
type File struct {
	// The version of the format.
	APIVersion string `yaml:"apiVersion" jsonschema:"required,enum=pinelint/v1"`
	// What no API tells about the organization.
	Organization Organization `yaml:"organization"`
	// The projects, what they are for and what they demand.
	Projects []Project `yaml:"projects"`
	// How to judge.
	Lint Lint `yaml:"lint"`
	// The findings that are excused, and until when.
	Waivers []Waiver `yaml:"waivers"`

	// Name is the file's name, as it was given to [Load].
	Name string `yaml:"-"`
	// Values is the document as a tree of bool, string, [json.Number], []any and
	// map[string]any, under the keys of the file: only what was declared and is valid. A
	// list's element that is not valid is nil. Durations are in h, m and s.
	Values map[string]any `yaml:"-"`
	// Invalid are the JSON pointers of what was declared and could not be understood, also of
	// what misspelt keys are likeliest meant to be.
	Invalid []string `yaml:"-"`

	spans map[string]Span
}

// Span is a place in the file: the bytes from Start up to and without End.
type Span struct{ Start, End int }

// Span is the place of a JSON pointer into the document. That of a mapping's entry with a
// value on its line is `key: value`, that of one with a block below it the key, that of a
// list's element its value or its first entry.
func (f *File) Span(pointer string) (Span, bool) {
	span, ok := f.spans[pointer]
	return span, ok
}

// Problem is one thing that is wrong with a manifest, and that somebody must repair.
type Problem struct {
	// Message is one sentence without the place: what is wrong, and what would be right.
	Message string
	Span
	// Line is the line of Start, from 1.
	Line int
}

// maxProblems bounds what one file can make a report grow to.
const maxProblems = 1000

// Load reads a manifest. It always returns a File, with all that could be understood. Every
// text of the file passes redact, which replaces the secrets in it: neither the File nor a
// problem has one, and a text that redact changes is a problem.
func Load(file string, data []byte, redact func(string) string) (*File, []Problem) {
	d := newDecoder(file, data, redact)
	if root := d.parse(data); root != nil {
		d.document(root)
		d.check()
	} else if len(d.problems) == 0 {
		d.file.Values = map[string]any{}
		d.problem(Span{}, "the manifest declares nothing: begin it with apiVersion: %s", APIVersion)
	}
	d.secrets(data)
	return d.file, d.finish()
}

func newDecoder(file string, data []byte, redact func(string) string) *decoder {
	return &decoder{
		text: newText(data), redact: redact, known: map[reflect.Type]keys{},
		file: &File{Name: file, spans: map[string]Span{}},
	}
}

// document decodes the root, whose keys are the File's.
func (d *decoder) document(root *node) {
	values, _ := d.value(root, "", reflect.ValueOf(d.file).Elem(), constraint{})
	d.file.Values, _ = values.(map[string]any)
	for i := range d.file.Waivers {
		d.file.Waivers[i].Pointer = element("/waivers", i)
	}
}

// secrets finds those that stand in comments, or anywhere in a file that is not YAML.
func (d *decoder) secrets(data []byte) {
	known := slices.Clone(d.problems)
	start := 0
	for line := range bytes.Lines(data) {
		text := strings.TrimRight(string(line), "\r\n")
		place := Span{start, start + len(text)}
		start += len(line)
		if d.redact(text) != text && !slices.ContainsFunc(known, func(p Problem) bool {
			return p.Message == secretMessage && p.Start <= place.End && place.Start <= p.End
		}) {
			d.problem(place, secretMessage)
		}
	}
}

// finish sorts the problems by place and counts their lines.
func (d *decoder) finish() []Problem {
	slices.SortFunc(d.problems, func(a, b Problem) int {
		return cmp.Or(a.Start-b.Start, a.End-b.End, strings.Compare(a.Message, b.Message))
	})
	d.problems = slices.Compact(d.problems) // what an alias leads to is read more than once
	if d.unsaid > 0 {
		d.problems = append(d.problems, Problem{
			Message: fmt.Sprintf("%d further problems are not listed: repair the others first", d.unsaid),
		})
	}
	for i := range d.problems {
		d.problems[i].Line = d.text.line(d.problems[i].Start)
	}
	return d.problems
}
