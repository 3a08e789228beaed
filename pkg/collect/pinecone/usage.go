package pinecone

import (
	"context"
	"encoding/json"
	"strconv"
)

// readNamespaces counts the namespaces, and names them if somebody asked for the names.
func (p *projectReader) readNamespaces(ctx context.Context, from *source, i *index, r request) *failure {
	if p.options.Namespaces {
		return p.nameNamespaces(ctx, from, i, r)
	}
	r.query = limited("1")
	got, f := p.scope.of(from).call(ctx, r)
	if f != nil {
		return f
	}
	things, f := listed(r.endpoint, got.value)
	if f != nil {
		return f
	}
	from.read(p.scope.evidence(r.endpoint, got))
	count, ok := total(got.value)
	if !ok && nextPage(got.value) != "" {
		return &failure{call: r.endpoint.name(), text: "answered without total_count"}
	}
	if !ok {
		count = json.Number(strconv.Itoa(len(things)))
	}
	p.count(from, i, r.endpoint, got, map[string]any{"namespace_count": count})
	return nil
}

func (p *projectReader) nameNamespaces(ctx context.Context, from *source, i *index, r request) *failure {
	r.query = limited("100")
	take := p.scope.take(from, p.options.Types, namespaceKind, r.endpoint, p.ownerOf(i, r.base.Host), nil)
	var last *answer
	read := 0
	f := p.scope.of(from).pages(ctx, r, func(got *answer, things []any) {
		take(got, things)
		last = got
		read += len(things)
	})
	if f == nil {
		p.count(from, i, r.endpoint, last, map[string]any{"namespace_count": json.Number(strconv.Itoa(read))})
	}
	return f
}

func total(answer any) (any, bool) {
	object, _ := answer.(map[string]any)
	count := member(object, "total_count", "totalCount")
	_, ok := integer(count)
	return count, ok
}

// readStats counts records. The names of the namespaces, which come along, are not kept.
func (p *projectReader) readStats(ctx context.Context, from *source, i *index, r request) *failure {
	r.body = []byte("{}")
	got, f := p.scope.of(from).call(ctx, r)
	if f != nil {
		return f
	}
	stats, ok := got.value.(map[string]any)
	if !ok {
		return &failure{call: r.endpoint.name(), text: "answered with something that is no object"}
	}
	from.read(p.scope.evidence(r.endpoint, got))
	usage := map[string]any{
		"record_count":     member(stats, "totalVectorCount", "total_vector_count"),
		"index_fullness":   member(stats, "indexFullness", "index_fullness"),
		"memory_fullness":  member(stats, "memory_fullness", "memoryFullness"),
		"storage_fullness": member(stats, "storage_fullness", "storageFullness"),
	}
	if namespaces, ok := stats["namespaces"].(map[string]any); ok {
		usage["namespace_count"] = json.Number(strconv.Itoa(len(namespaces)))
	}
	p.count(from, i, r.endpoint, got, usage)
	return nil
}

// count observes numbers of an index.
func (p *projectReader) count(from *source, i *index, e endpoint, got *answer, usage map[string]any) {
	o := p.partOf(i)
	o.Values["usage"] = usage
	o.Call = p.scope.evidence(e, got)
	p.keep(from, o)
}

func member(object map[string]any, names ...string) any {
	for _, name := range names {
		if value := object[name]; value != nil {
			return value
		}
	}
	return nil
}
