package pinecone

import (
	"context"
	"maps"
	"net/url"
	"sync"
	"sync/atomic"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// index is what is needed to ask further about one that was listed.
type index struct {
	name       string
	deployment string
	// base is nil where the index has no host that a key may be sent to; host is what it
	// says.
	base *url.URL
	host string
	// gone asks, once, whether the index is no longer there.
	gone func() bool
}

func (p *projectReader) index(ctx context.Context, o *snapshot.Observation) *index {
	i := &index{
		name: snapshot.Text(o.Values, "name"), deployment: snapshot.Text(o.Values, "deployment"),
		host: snapshot.Text(o.Values, "host"),
	}
	if base, ok := p.client.hosts.index(i.host); ok && i.host != "" {
		i.base = base
	}
	i.gone = sync.OnceValue(func() bool {
		_, f := p.scope.call(ctx, request{endpoint: fetchIndex, parameters: []string{i.name}})
		return f != nil && f.status == 404
	})
	return i
}

func isPod(i *index) bool { return i.deployment == "pod" }

// statistics are what is known only where somebody asks for statistics.
func statistics(i *index) []string {
	counts := []string{"record_count", "index_fullness", "memory_fullness", "storage_fullness"}
	if isPod(i) {
		counts = append(counts, "namespace_count") // the others count them by listing
	}
	return counts
}

// indexPart is something that is asked of each index.
type indexPart struct {
	*projectReader
	name     string
	holds    []string
	endpoint endpoint
	// lacks says which indexes cannot have it.
	lacks func(*index) bool
	// read asks one index.
	read func(ctx context.Context, from *source, i *index, r request) *failure
	// counts are the members of usage that it fills in the index itself.
	counts func(*index) []string
}

func (p *projectReader) indexParts() []indexPart {
	namespaces := func(*index) []string { return []string{"namespace_count"} }
	none := func(*index) []string { return nil }
	all := []indexPart{
		{p, "backup schedules", []string{scheduleKind.name}, listBackupSchedules, isPod, p.readSchedules, none},
		{p, "namespaces", []string{namespaceKind.name}, listNamespaces, isPod, p.readNamespaces, namespaces},
		{p, "imports", []string{importKind.name}, listImports, isPod, p.readImports, none},
	}
	if p.options.Stats {
		never := func(*index) bool { return false }
		all = append(all, indexPart{p, "statistics", nil, describeStats, never, p.readStats, statistics})
	}
	return all
}

// readAll asks all indexes. Where the service refuses one, it would refuse the others too:
// roles count for a whole project.
func (t indexPart) readAll(ctx context.Context, from *source, indexes []*index) {
	var all sync.WaitGroup
	var refused atomic.Pointer[failure]
	ask := func(i *index) {
		f := refused.Load()
		if f == nil {
			f = t.ask(ctx, from, i)
		}
		switch {
		case f == nil:
			return
		case f.status == 404 && i.gone():
			f = deleted(f)
		case f.refused():
			refused.CompareAndSwap(nil, f)
		}
		from.fail("index "+quote(i.name)+": ", f)
		t.admit(from, i, f)
	}
	for at, i := range indexes {
		if at == 0 {
			ask(i)
			continue
		}
		all.Go(func() { ask(i) })
	}
	all.Wait()
}

func (t indexPart) ask(ctx context.Context, from *source, i *index) *failure {
	r := request{endpoint: t.endpoint, base: i.base}
	switch {
	case t.endpoint.surface != data:
		r.base, r.parameters = nil, []string{i.name}
	case i.host == "":
		return &failure{call: t.endpoint.name(), text: "was not made: the index has no host, as while it is created"}
	case i.base == nil:
		return &failure{
			call: t.endpoint.name(), text: "was not made: " + quote(i.host) + " is not a host of Pinecone's, so it gets no key",
		}
	}
	return t.read(ctx, from, i, r)
}

// admit says what of an index is not known because of a failure.
func (t indexPart) admit(from *source, i *index, f *failure) {
	counts := t.counts(i)
	if len(counts) == 0 {
		return
	}
	o := t.partOf(i)
	for _, count := range counts {
		pointer := "/usage/" + count
		if f.permission != "" {
			o.Unread[pointer] = f.permission
		} else {
			o.Unknown[pointer] = snapshot.Unknown{Reason: f.Error()}
		}
	}
	t.keep(from, o)
}

// partOf is an observation of an index that knows a part of it.
func (p *projectReader) partOf(i *index) *snapshot.Observation {
	o := &snapshot.Observation{
		Type: indexKind.name, Address: indexKind.at + url.PathEscape(i.name),
		Values:  map[string]any{"name": i.name},
		Unknown: map[string]snapshot.Unknown{}, Unread: map[string]string{},
	}
	maps.Copy(o.Values, p.owner.attributes)
	return o
}

// keep adds an observation of an index.
func (p *projectReader) keep(from *source, o *snapshot.Observation) {
	if len(o.Unread) == 0 {
		o.Unread = nil
	}
	if collect.Finish(p.options.Types, o) {
		from.observe(o)
	}
}

// ownerOf names an index as the owner of what it has.
func (p *projectReader) ownerOf(i *index, path string) owner {
	of := owner{attributes: map[string]any{"index": i.name}, path: path}
	maps.Copy(of.attributes, p.owner.attributes)
	return of
}

func (p *projectReader) readSchedules(ctx context.Context, from *source, i *index, r request) *failure {
	of := p.ownerOf(i, url.PathEscape(i.name))
	return p.scope.of(from).pages(ctx, r, p.scope.take(from, p.options.Types, scheduleKind, r.endpoint, of, nil))
}

func (p *projectReader) readImports(ctx context.Context, from *source, i *index, r request) *failure {
	r.query = limited("100")
	of := p.ownerOf(i, r.base.Host)
	return p.scope.of(from).pages(ctx, r, p.scope.take(from, p.options.Types, importKind, r.endpoint, of, withoutQuery))
}

// withoutQuery leaves of an import's source what is no credential: a signed URL has one in
// its query.
func withoutQuery(o *snapshot.Observation) {
	text, ok := o.Values["uri"].(string)
	if !ok {
		return
	}
	at, err := url.Parse(text)
	if err != nil {
		delete(o.Values, "uri")
		o.Unknown["/uri"] = snapshot.Unknown{Reason: "it is no URI"}
		return
	}
	at.User, at.RawQuery, at.Fragment, at.ForceQuery = nil, "", "", false
	o.Values["uri"] = at.String()
}
