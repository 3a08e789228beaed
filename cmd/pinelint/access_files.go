package main

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/go-json-experiment/json/jsontext"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// accessFiles are the files that one question was read from.
type accessFiles struct {
	content map[string]*accessFile
	// named are the files of policies, by the field that they fill in. A policy in no file
	// of its own stands in the request's.
	named   map[string]string
	request string
	places  map[string]policyPlace
}

type accessFile struct {
	data, standard []byte
	document       *collect.JSONDocument
	text           *collect.Text
	locations      snapshot.Locations
}

// policyPlace is where a policy stands: in a file, below a pointer.
type policyPlace struct{ file, prefix string }

func newAccessFiles() *accessFiles {
	return &accessFiles{
		content: map[string]*accessFile{}, named: map[string]string{}, places: map[string]policyPlace{},
	}
}

// read reads a file once. The mistake in it, if any, has its place before it.
func (f *accessFiles) read(name string, stdin io.Reader) (*accessFile, error) {
	shown := filepath.ToSlash(name)
	if known := f.content[shown]; known != nil {
		return known, nil
	}
	data, err := readBounded(name, stdin)
	if err != nil {
		return nil, err
	}
	file := &accessFile{data: data, standard: data, text: collect.NewText(shown, data)}
	file.document, err = collect.ParseJSONDocument(data)
	if err != nil && bytes.ContainsAny(data, "/,") {
		if standard, relaxErr := collect.StandardizeJSON(data); relaxErr == nil {
			file.standard = standard
			file.document, err = collect.ParseJSONDocument(standard)
		}
	}
	if err != nil {
		offset := len(data)
		if wrong, ok := err.(*collect.JSONError); ok { //nolint:errorlint // ParseJSONDocument has it as it is
			offset = wrong.Offset
		}
		return nil, usage("%s: it %w", placeText(file.at(offset)), err)
	}
	file.locations = file.document.Locations(file.text, "")
	f.content[shown] = file
	return file, nil
}

func (f *accessFile) at(offset int) *finding.Location {
	at := evaluate.Location(f.text.Location(offset, offset))
	return &at
}

// readBounded reads a file, or standard input for -, and nothing larger than maxQuestion.
func readBounded(name string, stdin io.Reader) ([]byte, error) {
	in := stdin
	if name != "-" {
		file, err := os.Open(name)
		if err != nil {
			return nil, usage("read %s: %w", name, err)
		}
		defer file.Close()
		in = file
	}
	data, err := io.ReadAll(io.LimitReader(in, maxQuestion+1))
	switch {
	case err != nil:
		return nil, usage("read %s: %w", name, err)
	case len(data) > maxQuestion:
		return nil, usage("%s has more than the %d MB that are read: AWS accepts 32 KB of a policy", name, maxQuestion>>20)
	}
	return data, nil
}

// field makes a file the policy of a field.
func (f *accessFiles) field(field, name string, stdin io.Reader) (jsontext.Value, error) {
	file, err := f.read(name, stdin)
	if err != nil {
		return nil, err
	}
	if _, ok := file.document.Value.(map[string]any); !ok {
		return nil, usage("%s: a policy is an object, and this is none", placeText(file.at(0)))
	}
	f.named[field] = filepath.ToSlash(name)
	return jsontext.Value(bytes.TrimPrefix(file.standard, []byte("\uFEFF"))), nil
}

// parse reads the policy of a field, and says of its problems where they stand.
func (f *accessFiles) parse(field string, kind access.Kind, raw jsontext.Value) (*readPolicy, error) {
	name, own := f.named[field]
	if !own {
		read, err := parseField(field, kind, raw)
		if err != nil {
			return nil, err
		}
		f.places[field] = policyPlace{f.request, "/" + field}
		f.locateAll(read.problems)
		return read, nil
	}
	file := f.content[name]
	read := compilePolicy(access.Parse(name, file.document.Value, nil), kind)
	f.places[name] = policyPlace{file: name}
	for _, span := range file.document.Duplicates {
		read.problems = append(read.problems, accessProblem{
			Policy: name, Pointer: span.Pointer, Message: "the key comes twice in one object; the last one counts",
		})
	}
	f.locateAll(read.problems)
	return read, nil
}

func (f *accessFiles) locateAll(problems []accessProblem) {
	for i, problem := range problems {
		problems[i].Location = f.locate(problem.Policy, problem.Pointer)
	}
}

// locate is the place of a part of a policy, or of what it stands in.
func (f *accessFiles) locate(policy, pointer string) *finding.Location {
	place, ok := f.places[policy]
	if !ok || f.content[place.file] == nil {
		return nil
	}
	found, ok := f.content[place.file].locations.Nearest(place.prefix + pointer)
	if !ok {
		return nil
	}
	at := evaluate.Location(found.Location)
	return &at
}

// source has the lines that text shows.
func (f *accessFiles) source(name string) ([]byte, error) {
	if file := f.content[name]; file != nil {
		return file.data, nil
	}
	return nil, fmt.Errorf("read %s: %w", name, os.ErrNotExist)
}

// complain says what is wrong with the files and yet can be read.
func (f *accessFiles) complain(on system, names []string, problems []accessProblem) {
	for _, name := range names {
		file := f.content[filepath.ToSlash(name)]
		if at := firstDifference(file.data, file.standard); at >= 0 {
			f.line(on, file.at(at), "comments and trailing commas are no JSON, and AWS rejects them: give AWS plain JSON")
		}
	}
	for _, problem := range problems {
		f.line(on, problem.Location, problem.Message)
	}
}

func (*accessFiles) line(on system, at *finding.Location, message string) {
	if at != nil {
		message = placeText(at) + ": " + message
	}
	fmt.Fprintln(on.stderr, report.Inert(report.Printable(collect.Redact(message))))
}

func firstDifference(a, b []byte) int {
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return i
		}
	}
	return -1
}

// placeText is "trust.json:3:5".
func placeText(at *finding.Location) string {
	if at.StartLine == 0 {
		return at.File
	}
	return fmt.Sprintf("%s:%d:%d", at.File, at.StartLine, at.StartColumn)
}
