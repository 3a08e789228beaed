package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

type node = yaml.Node

// yamlLine is how yaml.v3 begins the message of a syntax error.
var yamlLine = lazyregexp.New(`^yaml: (?:line ([0-9]+): )?`)

// parse is the root of the file's one document, nil where there is none.
func (d *decoder) parse(data []byte) *node {
	switch {
	case len(data) > MaxSize:
		d.problem(Span{}, "the manifest has %d MB, more than the %d MB that are read", len(data)>>20, MaxSize>>20)
		return nil
	case !utf8.Valid(data):
		at := invalidAt(data)
		d.problem(Span{at, at + 1}, "the manifest is not UTF-8 from here on: save it as UTF-8")
		return nil
	}
	documents := yaml.NewDecoder(bytes.NewReader(data))
	first, err := next(documents)
	if err != nil {
		d.syntax(err)
		return nil
	}
	second, err := next(documents)
	switch {
	case err != nil:
		d.syntax(err)
	case second != nil:
		d.problem(d.text.span(second), "a second document begins here and is not read: a manifest is one document")
	}
	if first == nil || first.Kind != yaml.DocumentNode || len(first.Content) == 0 || isEmpty(first.Content[0]) {
		return nil
	}
	return first.Content[0]
}

// next is the next document, nil after the last. yaml.v3 has panicked on malformed input
// before; what a repository holds must not end the run.
func next(documents *yaml.Decoder) (document *node, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			document, err = nil, fmt.Errorf("yaml: %v", cause)
		}
	}()
	document = &node{}
	if err := documents.Decode(document); errors.Is(err, io.EOF) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	return document, nil
}

// isEmpty says whether a document has comments at most.
func isEmpty(root *node) bool {
	return root.Kind == yaml.ScalarNode && root.Tag == "!!null" && root.Value == ""
}

func (d *decoder) syntax(err error) {
	match := yamlLine().FindStringSubmatch(err.Error())
	message, line := err.Error(), 1
	if match != nil {
		message = strings.TrimPrefix(message, match[0])
		line, _ = strconv.Atoi("0" + match[1])
	}
	if at, ok := tabIndent(d.text.data); ok {
		d.problem(Span{at, at + 1}, "the line is indented with a tab: YAML wants spaces")
		return
	}
	d.problem(d.text.lineSpan(max(line, 1)), "the manifest is not YAML: %s", message)
}

// tabIndent finds the first tab before the first other character of a line.
func tabIndent(data []byte) (int, bool) {
	start := 0
	for line := range bytes.Lines(data) {
		indent := line[:len(line)-len(bytes.TrimLeft(line, " \t"))]
		if at := bytes.IndexByte(indent, '\t'); at >= 0 && len(bytes.TrimSpace(line)) > 0 {
			return start + at, true
		}
		start += len(line)
	}
	return 0, false
}

func invalidAt(data []byte) int {
	for at := 0; at < len(data); {
		r, size := utf8.DecodeRune(data[at:])
		if r == utf8.RuneError && size == 1 {
			return at
		}
		at += size
	}
	return len(data)
}
