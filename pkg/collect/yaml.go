package collect

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// NextYAML is the root of the next document, nil after the last, and a node without content
// where a document is empty. yaml.v3 has panicked on malformed input before; what a repository
// holds must not end the run.
func NextYAML(decoder *yaml.Decoder) (root *yaml.Node, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			root, err = nil, fmt.Errorf("yaml: %v", cause)
		}
	}()
	var document yaml.Node
	if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
		return nil, nil
	} else if err != nil {
		return nil, err //nolint:wrapcheck // YAMLFault takes it apart
	}
	if len(document.Content) == 0 {
		return &document, nil
	}
	return document.Content[0], nil
}

// YAMLFault takes apart an error of [NextYAML] on a text: what is wrong, a clause, and the
// offset of the line that it names, -1 where it names none.
func (t *Text) YAMLFault(err error) (message string, at int) {
	message = strings.TrimPrefix(err.Error(), "yaml: ")
	number, clause, ok := strings.Cut(strings.TrimPrefix(message, "line "), ": ")
	line, unnamed := strconv.Atoi(number)
	if !ok || unnamed != nil || !strings.HasPrefix(message, "line ") {
		return message, -1
	}
	if strings.HasPrefix(clause, "did not find") {
		line++ // of these, yaml.v3 counts lines from 0
	}
	// What is missing at the end is missing in the last line that has something.
	content := bytes.TrimRight(t.data, " \t\r\n")
	return clause, min(t.Offset(max(line, 1), 1), bytes.LastIndexByte(content, '\n')+1)
}
