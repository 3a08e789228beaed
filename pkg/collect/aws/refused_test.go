package aws_test

import (
	"bytes"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect/aws"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// TestRefused refuses each call in turn: testdata/refused.txt has what the sources say then,
// and what is marked as unread. All else is as it was.
func TestRefused(t *testing.T) {
	whole := &sink{}
	f := newFake(t)
	if err := aws.Collect(t.Context(), f.options(t), whole); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for _, call := range aws.Calls() {
		f, s := newFake(t), &sink{}
		f.faults[call] = func(*http.Request) (*http.Response, error) { return collecttest.AWSDenial(call), nil }
		if err := aws.Collect(t.Context(), f.options(t), s); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "%s\n", call)
		describe(&out, s)
		same(t, call, whole, s)
	}
	collecttest.Golden(t, *update, "testdata/refused.txt", out.Bytes())
}

// describe has what is not whole.
func describe(out *bytes.Buffer, s *sink) {
	for _, source := range s.sources {
		if source.Status == snapshot.Complete && len(source.Problems) == 0 {
			continue
		}
		fmt.Fprintf(out, "  %s: %s (%s) %s\n", source.ID, source.Status, source.Reason, source.Permission)
		for _, problem := range source.Problems {
			fmt.Fprintf(out, "    %s: %s\n", problem.Kind, problem.Message)
		}
		for _, refusal := range source.Refusals {
			fmt.Fprintf(out, "    %d calls for want of %s\n", refusal.Calls, refusal.Grant)
		}
	}
	for _, unit := range s.units {
		for _, o := range unit {
			for _, pointer := range slices.Sorted(maps.Keys(o.Unread)) {
				fmt.Fprintf(out, "    unread %s %s: %s\n", o.Type, pointer, o.Unread[pointer])
			}
		}
	}
}

// same says that nothing was invented: what is there is as without the fault, or marked.
func same(t *testing.T, call string, whole, s *sink) {
	t.Helper()
	for _, unit := range s.units {
		for _, o := range unit {
			as := whole.find(o.Type, o.Address)
			if as == nil {
				t.Errorf("%s: %s %s is there only with the fault", call, o.Type, o.Address)
				continue
			}
			for name, value := range o.Values {
				if want := as.Values[name]; fmt.Sprint(value) != fmt.Sprint(want) && !marked(o, name) {
					t.Errorf("%s: %s /%s = %v, want %v", call, o.Type, name, value, want)
				}
			}
			for name := range as.Values {
				if _, ok := o.Values[name]; !ok && !marked(o, name) {
					t.Errorf("%s: %s /%s is neither there nor marked", call, o.Type, name)
				}
			}
		}
	}
}

func marked(o *snapshot.Observation, name string) bool {
	for pointer := range o.Unread {
		if snapshot.Within(pointer, "/"+name) {
			return true
		}
	}
	for pointer := range o.Unknown {
		if snapshot.Within(pointer, "/"+name) {
			return true
		}
	}
	return false
}
