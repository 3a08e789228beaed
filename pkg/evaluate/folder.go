package evaluate

import (
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Folder is a folder of custom policies.
type Folder struct {
	// Name is what messages call it: where it is from where the reader stands.
	Name string
	FS   fs.FS
}

// path is what messages call one of its files.
func (f Folder) path(name string) string { return path.Join(f.Name, name) }

// mistakes are what OPA says of policies that it refuses, an error for each, with its place.
func mistakes(err error) error {
	var all ast.Errors
	if one, ok := errors.AsType[*ast.Error](err); ok {
		all = ast.Errors{one}
	} else if !errors.As(err, &all) {
		return err
	}
	told := make([]error, len(all))
	for i, one := range all {
		told[i] = errors.New(mistake(one))
	}
	return errors.Join(told...)
}

func mistake(one *ast.Error) string {
	parts := []string{fmt.Sprintf("%s (%s)", one.Message, one.Code)}
	if one.Details != nil && one.Code != ast.ParseErr { // of which they only show the line again
		for _, line := range one.Details.Lines() {
			parts = append(parts, strings.TrimSpace(line))
		}
	}
	message := strings.Join(parts, "; ")
	if one.Location == nil {
		return message
	}
	return fmt.Sprintf("%s:%d:%d: %s", one.Location.File, one.Location.Row, one.Location.Col, message)
}
