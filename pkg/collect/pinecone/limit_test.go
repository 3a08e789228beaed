package pinecone

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

func TestDeletedMeanwhile(t *testing.T) {
	fake := newAcme(t)
	fake.instead = func(name string, _ int, _ *http.Request) (*reply, error) {
		if strings.Contains(name, "/indexes/docs") || strings.Contains(name, "docs-1a") ||
			strings.HasSuffix(name, "/projects/22222222-0000-0000-0000-000000000002/api-keys") {
			return refuse(404, "NOT_FOUND", "gone"), nil
		}
		return nil, nil
	}
	all := collected(t, onlySearch(t, fake))
	for id, want := range map[string]string{
		"pinecone organization api keys":           "project staging: GET /admin/projects/{project_id}/api-keys was too late: ",
		"pinecone project search backup schedules": "index docs: GET /indexes/{index_name}/backup-schedules was too late: ",
		"pinecone project search namespaces":       "index docs: GET /namespaces was too late: ",
	} {
		source := all.source(t, id)
		want += "it was deleted while it was read, so read again"
		if source.Status != snapshot.Partial || len(source.Problems) != 1 || source.Problems[0].Kind != snapshot.Gap ||
			source.Problems[0].Message != want {
			t.Errorf("%s: reported %+v", id, source)
		}
	}
	if got := fake.times("GET api.pinecone.io/indexes/docs"); got != 1 {
		t.Errorf("asked %d times whether the index is there", got)
	}
}

// TestIndexWithoutHost: one that is being created may have none yet.
func TestIndexWithoutHost(t *testing.T) {
	fake := newAcme(t)
	fake.instead = func(name string, _ int, _ *http.Request) (*reply, error) {
		if strings.HasSuffix(name, "api.pinecone.io/indexes") {
			return respond(200, `{"indexes": [{"name": "young", "status": {"ready": false, "state": "Initializing"}}]}`), nil
		}
		return nil, nil
	}
	all := collected(t, onlySearch(t, fake))
	source := all.source(t, "pinecone project search namespaces")
	want := "index young: GET /namespaces was not made: the index has no host, as while it is created"
	if source.Status != snapshot.Failed || source.Reason != want {
		t.Errorf("reported %+v", source)
	}
}

// TestSurfaceThatIsDown: after some calls that failed however often they were tried, the
// others are tried once, so that it does not take for ever.
func TestSurfaceThatIsDown(t *testing.T) {
	fake := newAcme(t)
	options := options(t, fake)
	options.ClientID = ""
	options.Projects = nil
	for i := range 200 {
		options.Projects = append(options.Projects, Project{Name: fmt.Sprintf("p%d", i), Key: "a key of no matter"})
	}
	fake.instead = func(string, int, *http.Request) (*reply, error) { return respond(503, ""), nil }
	_, took := timed(t, options)
	if sent := len(fake.asked); took > 2*time.Minute || sent > 4*200+4*16*maxTries {
		t.Errorf("took %s and %d requests", took, sent)
	}
}

func TestInterrupted(t *testing.T) {
	hang := func(_ string, _ int, request *http.Request) (*reply, error) {
		if strings.HasPrefix(request.URL.Path, "/backups") {
			<-request.Context().Done()
			return nil, request.Context().Err()
		}
		return nil, nil
	}
	t.Run("by the caller", func(t *testing.T) {
		fake := newAcme(t)
		fake.instead = hang
		options := onlySearch(t, fake)
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithTimeout(t.Context(), time.Second)
			defer cancel()
			var all got
			start := time.Now()
			if err := Collect(ctx, options, &all); !errors.Is(err, context.DeadlineExceeded) {
				t.Errorf("error = %v", err)
			}
			if took := time.Since(start); took != time.Second {
				t.Errorf("took %s", took)
			}
			source := all.source(t, "pinecone project search backups")
			if source.Status != snapshot.Failed || source.Reason != "GET /backups was not read: the reading was interrupted" {
				t.Errorf("reported %+v", source)
			}
			if all.find("pinecone project search indexes", "/indexes/docs") == nil {
				t.Error("what was read before is lost")
			}
		})
	})
	t.Run("by the limit", func(t *testing.T) {
		fake := newAcme(t)
		fake.instead = hang
		options := onlySearch(t, fake)
		options.Limit = 10 * time.Second
		all, took := timed(t, options)
		source := all.source(t, "pinecone project search backups")
		if took != 10*time.Second || !strings.Contains(source.Reason, errLimit.Error()) {
			t.Errorf("took %s, reported %+v", took, source)
		}
	})
}

// TestVersions: a service that does not know the newest version is read by an older one.
func TestVersions(t *testing.T) {
	all := collected(t, options(t, newAcme(t)))
	o := all.find("pinecone project staging indexes", "/indexes/notes")
	if o == nil || o.Unknown["/cmek_id"].Reason == "" || o.Values["region"] != "eu-west-1" {
		t.Errorf("got %+v", o)
	}
}

func TestProblemsAreBounded(t *testing.T) {
	fake := newAcme(t)
	var list []string
	for i := range 300 {
		list = append(list, fmt.Sprintf(`{"name": "i%d", "host": "i%d.evil.example"}`, i, i))
	}
	fake.answers["GET api.pinecone.io/indexes 2026-07 search"] = `{"indexes": [` + strings.Join(list, ",") + `]}`
	source := collected(t, onlySearch(t, fake)).source(t, "pinecone project search imports")
	if len(source.Problems) != maxProblems+1 || source.Problems[maxProblems].Message != "and 280 more of the kind" ||
		!strings.HasSuffix(source.Reason, "(and 299 more)") {
		t.Errorf("%d problems, reason %q", len(source.Problems), source.Reason)
	}
}

// endless is a body that never ends, and says how much of it was read.
type endless struct{ read int }

func (e *endless) Read(p []byte) (int, error) {
	e.read += len(p)
	if e.read > 4*maxBody {
		return 0, io.ErrUnexpectedEOF
	}
	return copy(p, bytes.Repeat([]byte("x"), len(p))), nil
}

func (*endless) Close() error { return nil }

func TestEndlessAnswer(t *testing.T) {
	fake, body := newAcme(t), &endless{}
	fake.instead = func(name string, _ int, _ *http.Request) (*reply, error) {
		if name != backupsCall {
			return nil, nil
		}
		response := respond(200, "")
		response.Body = body
		return response, nil
	}
	source := collected(t, onlySearch(t, fake)).source(t, "pinecone project search backups")
	if body.read > 3*maxBody || source.Reason != "GET /backups answered with more than 16 MB" {
		t.Errorf("read %d bytes, reported %+v", body.read, source)
	}
}

// TestNamespacesWithoutATotal: one page of more is no count.
func TestNamespacesWithoutATotal(t *testing.T) {
	fake := newAcme(t)
	fake.answers["GET docs-1a.svc.aped.pinecone.io/namespaces?limit=1"] = `{"namespaces": [{"name": "a"}], "pagination": {"next": "b"}}`
	all := collected(t, onlySearch(t, fake))
	o := all.find("pinecone project search namespaces", "/indexes/docs")
	want := "GET /namespaces answered without total_count"
	if o == nil || o.Values["usage"] != nil || o.Unknown["/usage/namespace_count"].Reason != want {
		t.Errorf("got %+v", o)
	}
}
