package plan

import "github.com/pinelint/pinelint/pkg/snapshot"

// arguments reads the member expressions of a block, and of the blocks in it, which come
// as objects or lists of objects, and gives those that refer to something.
func (r *reader) arguments() ([]argument, error) {
	var found []argument
	err := r.object(func(name string) error { return r.argument(r.words.pointer(name), 1, &found) })
	return found, err
}

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
		if text, ok := value.(string); ok && text != "" && len(references) < mostReferences {
			references = append(references, text)
		}
		return err
	})
	return reduce(references), err
}
