package policyjson

import (
	"bytes"
	"errors"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// relaxation is the first thing in a text that JSON does not have.
type relaxation struct {
	offset, length int
	comments       bool // somewhere in the text
}

// parse reads JSON, and what editors take for JSON. Offsets are those of data.
func parse(data []byte) (*collect.JSONDocument, relaxation, error) {
	document, err := collect.ParseJSONDocument(data)
	if err == nil || !bytes.ContainsAny(data, "/,") {
		return document, relaxation{}, err
	}
	standard, relaxErr := collect.StandardizeJSON(data)
	if relaxErr != nil {
		return document, relaxation{}, err
	}
	if document, err = collect.ParseJSONDocument(standard); err != nil {
		return document, relaxation{}, err
	}
	return document, firstRelaxation(data, standard), nil
}

func firstRelaxation(data, standard []byte) relaxation {
	found := relaxation{offset: -1}
	for i := range min(len(data), len(standard)) {
		if data[i] == standard[i] {
			continue
		}
		if found.offset < 0 {
			found.offset, found.length = i, 1
		}
		if data[i] == '/' && !found.comments {
			found = relaxation{offset: i, length: commentLength(data[i:]), comments: true}
		}
	}
	return found
}

func commentLength(text []byte) int {
	if bytes.HasPrefix(text, []byte("/*")) {
		if end := bytes.Index(text, []byte("*/")); end >= 0 {
			return end + 2
		}
	}
	if end := bytes.IndexAny(text, "\r\n"); end >= 0 {
		return end
	}
	return len(text)
}

// broken says what is wrong with a text that looks like a policy. A template is none
// until values are put in, and CloudFormation's have a collector of their own; many values,
// each on its line, are none if the first is not.
func (c *collector) broken(text *collect.Text, data []byte, before *collect.JSONDocument, err error) {
	offset := len(data)
	if wrong, ok := errors.AsType[*collect.JSONError](err); ok {
		if wrong.Whole && policyIn(before) == nil {
			return
		}
		offset = wrong.Offset
	}
	if bytes.Contains(data, []byte(`"AWS::`)) || bytes.Contains(data, []byte("AWSTemplateFormatVersion")) {
		return
	}
	at := text.Location(offset, offset)
	if listsRoles(data) {
		c.problem(snapshot.Broken, at, err.Error()+": the roles in it are not judged")
		return
	}
	for _, placeholder := range []string{"${", "%{", "{{", "<%"} {
		if bytes.Contains(data, []byte(placeholder)) {
			c.problem(snapshot.Gap, at, "is a template of a policy, which can be judged only where it is filled in")
			return
		}
	}
	c.problem(snapshot.Broken, at, err.Error()+": as it stands, AWS rejects this policy")
}
