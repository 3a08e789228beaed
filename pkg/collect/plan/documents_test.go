package plan_test

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/collect/plan"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// handed are the resources of a plan that hold files, and the addresses of those that hide some.
func handed(t *testing.T, text string) (all []*snapshot.Observation, hidden []string) {
	t.Helper()
	got := &collecttest.Sink{}
	options := plan.Options{
		Types: readTypes(t), Documents: map[string][]string{"kubernetes_config_map": {"data"}, "aws_prometheus_scraper": {"text"}},
		Concerns: func(_ string, text []byte) bool { return strings.Contains(string(text), "pinecone") },
		Watches:  func(value any) bool { return strings.Contains(fmt.Sprint(value), "scrape") },
		Document: func(o *snapshot.Observation, hides bool) {
			all = append(all, o)
			if hides {
				hidden = append(hidden, o.Address)
			}
		},
	}
	if err := plan.Collect(context.Background(), "plan.json", strings.NewReader(text), options, got); err != nil {
		t.Fatal(err)
	}
	return all, hidden
}

func document(kind, name, change string) string {
	return fmt.Sprintf(`{"address":"%s.%s","mode":"managed","type":"%s","change":%s}`, kind, name, kind, change)
}

// TestDocuments: of resources that hold files, those are handed on that are there afterwards and
// concern somebody, with what is not known and without what is sensitive.
func TestDocuments(t *testing.T) {
	const kind = "kubernetes_config_map"
	changes := strings.Join([]string{
		document(kind, "made", `{"actions":["update"],"before":{"data":"before"},"after":{"data":{"a":"\u0070inecone"},"other":1},"after_unknown":{"id":true,"data":{"b":true}}}`),
		document(kind, "made", `{"actions":["create"],"after":{"data":"pinecone again"}}`),
		document(kind, "gone", `{"actions":["delete"],"before":{"data":"pinecone"},"after":null}`),
		document(kind, "other", `{"actions":["create"],"after":{"data":"x"}}`),
		document(kind, "secret", `{"actions":["create"],"after":{"data":{"a":"pinecone scrape hunter2"}},"after_sensitive":{"data":{"a":true}}}`),
		document(kind, "key", `{"actions":["create"],"after":{"data":{"a":"pinecone hunter2"}},"after_sensitive":{"data":true}}`),
		document("aws_instance", "x", `{"actions":["create"],"after":{"data":"pinecone"}}`),
		`{"change":{"actions":["create"],"after":{"text":"pinecone"}},"mode":"managed","address":"aws_prometheus_scraper.last","type":"aws_prometheus_scraper"}`,
		`{"address":"data.` + kind + `.read","mode":"data","type":"` + kind + `","change":{"actions":["read"],"after":{"data":"pinecone"}}}`,
		`{"address":"` + kind + `.old","mode":"managed","type":"` + kind + `","deposed":"1","change":{"actions":["no-op"],"after":{"data":"pinecone"}}}`,
		document(kind, "large", `{"actions":["create"],"after":{"data":"pinecone `+strings.Repeat("x", 5<<20)+`"}}`),
	}, ",")
	all, hidden := handed(t, `{"format_version":"1.2","resource_changes":[`+changes+`],"complete":true}`)
	var got []string
	for _, o := range all {
		values, err := json.Marshal(o.Values)
		if err != nil {
			t.Fatal(err)
		}
		var open []string
		for pointer := range o.Unknown {
			open = append(open, pointer)
		}
		slices.Sort(open)
		got = append(got, fmt.Sprint(o.Address, " ", string(values), " ", open, " ", o.Complete))
	}
	want := []string{
		kind + `.made {"data":{"a":"pinecone"}} [/data/b] true`,
		kind + `.secret {"data":{}} [/data/a] true`,
		kind + `.key {} [] true`,
		`aws_prometheus_scraper.last {"text":"pinecone"} [] true`,
		kind + `.large {} [/data] true`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if want := []string{kind + ".secret", kind + ".large"}; !slices.Equal(hidden, want) {
		t.Errorf("hidden are %q, want %q", hidden, want)
	}
}

// TestDocumentsOfState: a state shows what is there, unless the changes to it come after it.
func TestDocumentsOfState(t *testing.T) {
	const values = `"values":{"root_module":{"resources":[{"address":"aws_prometheus_scraper.a","mode":"managed",` +
		`"type":"aws_prometheus_scraper","values":{"text":"pinecone"},"sensitive_values":{}}]}}`
	if all, _ := handed(t, `{"format_version":"1.0",`+values+`}`); len(all) != 1 || all[0].Values["text"] != "pinecone" {
		t.Errorf("of a state: %+v", all)
	}
	if all, _ := handed(t, `{"format_version":"1.2","prior_state":{`+values+`},"resource_changes":[]}`); len(all) != 0 {
		t.Errorf("of a plan whose members are sorted: %+v", all)
	}
}
