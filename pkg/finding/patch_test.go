package finding_test

import (
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/finding"
)

func TestOperationCheck(t *testing.T) {
	for _, test := range []struct {
		op, path string
		value    any
		want     string // part of the error, empty for none
	}{
		{finding.Set, "/a", true, ""},
		{finding.Set, "/a/0/b~1c", []any{"x"}, ""},
		{finding.Add, "/a/-", "x", ""},
		{finding.Remove, "/a/0", nil, ""},
		{finding.Set, "a", true, "begins with /"},
		{finding.Set, "", true, "begins with /"},
		{finding.Set, "/a", nil, "has no value"},
		{finding.Set, "/a/-", "x", "only add, ends with /-"},
		{finding.Add, "/a", "x", "only add, ends with /-"},
		{finding.Remove, "/a", true, "that removes has no value"},
		{"replace", "/a", true, "use one of set, add, remove"},
	} {
		err := finding.Operation{Op: test.op, Path: test.path, Value: test.value}.Check()
		if (err == nil) != (test.want == "") || (err != nil && !strings.Contains(err.Error(), test.want)) {
			t.Errorf("%s %s %v: %v, want %q", test.op, test.path, test.value, err, test.want)
		}
	}
}
