package finding

import (
	"errors"
	"fmt"
	"strings"
)

// The kinds of operation. They are fewer than JSON Patch (RFC 6902) has: a rule states
// what a value should be, and where to put it follows from the source.
const (
	// Set makes the value at Path be Value, with the objects that lead to it.
	Set = "set"
	// Add appends Value to the list at Path, which ends with "/-". A lone value becomes a
	// list, as IAM policies have both.
	Add = "add"
	// Remove takes the value at Path away: an attribute, a key, an element.
	Remove = "remove"
)

// Operation is one change to the values of a resource.
type Operation struct {
	// Resource is the id of the resource whose values change: the finding's, or the one
	// where its repair stands.
	Resource string `json:"resource"`
	// Op is set, add or remove.
	Op string `json:"op"`
	// Path is a JSON pointer into the resource's values.
	Path string `json:"path"`
	// Value is what to set or add; nil for remove.
	Value any `json:"value,omitempty"`
}

// Check says what is wrong with an operation that a rule made.
func (o Operation) Check() error {
	switch {
	case !strings.HasPrefix(o.Path, "/"):
		return fmt.Errorf("path %q of a patch is no JSON pointer: it begins with /", o.Path)
	case o.Op == Remove && o.Value != nil:
		return errors.New("a patch that removes has no value")
	case o.Op == Remove:
		return nil
	case o.Op != Set && o.Op != Add:
		return fmt.Errorf("operation %q of a patch is unknown: use one of set, add, remove", o.Op)
	case o.Value == nil:
		return fmt.Errorf("a patch that would %s at %s has no value", o.Op, o.Path)
	case (o.Op == Add) != strings.HasSuffix(o.Path, "/-"):
		return fmt.Errorf("path %q of a patch does not go with %s: add, and only add, ends with /-", o.Path, o.Op)
	}
	return nil
}

// Edit replaces what stands at a place of a file. A place that ends where it starts is an
// insertion.
type Edit struct {
	Location Location `json:"location"`
	Text     string   `json:"text"`
}
