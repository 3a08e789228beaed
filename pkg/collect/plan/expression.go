package plan

import (
	"bytes"
	"fmt"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// arguments reads the member expressions of a block, and of the blocks in it, which come
// as objects or lists of objects, and gives those of the wanted arguments that refer to
// something.
func (r *reader) arguments(wanted func(string) bool) ([]argument, error) {
	return r.argumentsAnd(wanted, nil)
}

// argumentsAnd is arguments, and writes the constants of a few others, unless constants is nil.
func (r *reader) argumentsAnd(wanted func(string) bool, constants map[string]string) ([]argument, error) {
	var found []argument
	err := r.object(func(name string) error {
		if !wanted(name) {
			return r.SkipValue()
		}
		value, err := r.ReadValue()
		if err == nil && constants != nil && isSetting(name) {
			constants[name], err = r.within(value).constant()
		}
		if err != nil || !bytes.Contains(value, []byte(`"references"`)) {
			return err // most are constants
		}
		return r.within(value).argument(r.words.pointer(name), 1, &found)
	})
	return found, err
}

// isSetting says whether an argument tells what a resource does with a secret.
func isSetting(name string) bool { return name == "type" || name == "sensitive" }

// constant is an expression's constant as text, empty where it has none.
func (r *reader) constant() (string, error) {
	text := ""
	if r.PeekKind() != '{' {
		return text, nil // a block of that name
	}
	return text, r.object(func(name string) error {
		if name != "constant_value" {
			return r.SkipValue()
		}
		value, err := r.scalarOrSkip()
		if value != nil {
			text = fmt.Sprint(value)
		}
		return err
	})
}

func all(string) bool { return true }

func (r *reader) argument(pointer string, depth int, found *[]argument) error {
	if depth > deepest {
		return r.SkipValue()
	}
	if r.PeekKind() == '[' {
		index := -1
		return r.list(func() error {
			index++
			return r.argument(snapshot.Element(pointer, index), depth+1, found)
		})
	}
	return r.object(func(name string) error {
		kind := r.PeekKind()
		switch {
		case name == "references" && kind == '[':
			references, err := r.references()
			if len(references) > 0 {
				*found = append(*found, argument{pointer, references})
			}
			return err
		case name == "constant_value":
			return r.SkipValue()
		default:
			return r.argument(snapshot.Child(pointer, name), depth+1, found)
		}
	})
}

// expression reads one expression object.
func (r *reader) expression() ([]string, error) {
	var found []argument
	err := r.argument("", 1, &found)
	if len(found) == 0 {
		return nil, err
	}
	return found[0].references, err
}

func (r *reader) references() ([]string, error) {
	var references []string
	err := r.list(func() error {
		value, err := r.scalarOrSkip()
		if text, ok := value.(string); ok && leads(text) && len(references) < mostReferences {
			references = append(references, text)
		}
		return err
	})
	return reduce(references), err
}

// leads says whether a reference may lead to a resource. Of what a local value is made
// from, the file says nothing.
func leads(reference string) bool {
	first, _, _ := strings.Cut(reference, ".")
	switch first {
	case "local", "path", "count", "self", "terraform", "":
		return false
	default:
		return true
	}
}
