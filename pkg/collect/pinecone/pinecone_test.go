package pinecone

import (
	"flag"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pinelint/pinelint/pkg/collect/collecttest"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// collected runs the collector with a clock that does not wait.
func collected(t *testing.T, options Options) *got {
	t.Helper()
	var all got
	synctest.Test(t, func(t *testing.T) {
		if err := Collect(t.Context(), options, &all); err != nil {
			t.Errorf("Collect: %v", err)
		}
	})
	all.sort()
	return &all
}

// TestCollect has all that is seen of an organization, and all that is said of what is not.
func TestCollect(t *testing.T) {
	for name, change := range map[string]func(*Options){
		"default":  func(*Options) {},
		"detailed": func(o *Options) { o.Namespaces, o.Stats, o.Projects = true, true, o.Projects[:1] },
		"key_only": func(o *Options) { o.ClientSecret, o.Projects = "", o.Projects[1:] },
		"nothing":  func(o *Options) { o.ClientID, o.Projects = "", nil },
	} {
		t.Run(name, func(t *testing.T) {
			options := options(t, newAcme(t))
			change(&options)
			collecttest.Golden(t, *update, "testdata/"+name+".golden", []byte(collected(t, options).String()))
		})
	}
}

// TestSourcesSayHowTheyWereAsked also where what they list is empty.
func TestSourcesSayHowTheyWereAsked(t *testing.T) {
	all := collected(t, options(t, newAcme(t)))
	for id, want := range map[string]string{
		"pinecone project search indexes":     "GET /indexes",
		"pinecone organization api keys":      "GET /admin/projects/{project_id}/api-keys",
		"pinecone organization role bindings": "GET /admin/role-bindings",
	} {
		source := all.source(t, id)
		if source.Call == nil || source.Call.Name != want || source.Call.Time == "" || source.Account != source.Call.Account {
			t.Errorf("%s of %q was asked by %+v", id, source.Account, source.Call)
		}
	}
	if source := all.source(t, "pinecone project search indexes"); source.Account == "" {
		t.Error("the source of a project does not name it")
	}
}

func onlySearch(t *testing.T, fake *acme) Options {
	options := options(t, fake)
	options.Projects = options.Projects[:1]
	return options
}

func timed(t *testing.T, options Options) (all *got, took time.Duration) {
	t.Helper()
	all = &got{}
	synctest.Test(t, func(t *testing.T) {
		start := time.Now()
		if err := Collect(t.Context(), options, all); err != nil {
			t.Errorf("Collect: %v", err)
		}
		took = time.Since(start)
	})
	all.sort()
	return all, took
}

// without is everything but what is of one source.
func (g *got) without(id string) string {
	rest := &got{}
	for _, source := range g.sources {
		if source.ID != id {
			rest.sources = append(rest.sources, source)
		}
	}
	for _, o := range g.unit {
		if o.Source != id {
			rest.unit = append(rest.unit, o)
		}
	}
	return rest.String()
}
