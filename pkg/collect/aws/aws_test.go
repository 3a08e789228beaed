package aws_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect/aws"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestCollect compares what the account of testdata/account.txtar is read as with
// testdata/observations.txt.
func TestCollect(t *testing.T) {
	f, s := newFake(t), &sink{}
	if err := aws.Collect(t.Context(), f.options(t), s); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	for _, source := range s.sources {
		write(t, &out, source.ID, source)
	}
	if len(s.units) != 1 {
		t.Fatalf("%d units", len(s.units))
	}
	var texts []string
	for _, o := range s.units[0] {
		var text bytes.Buffer
		write(t, &text, o.Type+" "+o.Address, o)
		texts = append(texts, text.String())
	}
	slices.Sort(texts)
	out.WriteString(strings.Join(texts, ""))
	collecttest.Golden(t, *update, "testdata/observations.txt", out.Bytes())
	if strings.Contains(out.String(), "do-not-keep") {
		t.Error("a secret tag was kept")
	}
	slices.Sort(f.calls)
	for i, call := range f.calls[1:] {
		if call == f.calls[i] && !strings.HasPrefix(call, "ec2:DescribeVpcEndpoints") {
			t.Errorf("%s was made twice", call)
		}
	}
}

// write has a line for each attribute.
func write(t *testing.T, out *bytes.Buffer, title string, value any) {
	t.Helper()
	data, err := json.Marshal(value)
	if err != nil {
		t.Fatal(err)
	}
	var members map[string]json.RawMessage
	if err := json.Unmarshal(data, &members); err != nil {
		t.Fatal(err)
	}
	fmt.Fprintf(out, "%s\n", title)
	for _, name := range slices.Sorted(maps.Keys(members)) {
		var below map[string]json.RawMessage
		if name != "values" || json.Unmarshal(members[name], &below) != nil {
			fmt.Fprintf(out, "  %s %s\n", name, members[name])
			continue
		}
		for _, attribute := range slices.Sorted(maps.Keys(below)) {
			fmt.Fprintf(out, "  /%s %s\n", attribute, below[attribute])
		}
	}
}
