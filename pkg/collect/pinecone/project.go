package pinecone

import (
	"context"
	"maps"
	"net/url"
	"slices"
	"sync"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// projectTypes are the types that an API key of a project shows.
func projectTypes() []string {
	return []string{
		indexKind.name, backupKind.name, scheduleKind.name, restoreJobKind.name, collectionKind.name,
		namespaceKind.name, importKind.name,
	}
}

// readProject reads what an API key of a project shows.
func (r *reader) readProject(ctx context.Context, project Project) {
	p := &projectReader{
		reader: r, project: project, scope: r.client.withKey(project), label: "pinecone project " + project.label(),
		owner: owner{attributes: map[string]any{"project": project.reference()}},
	}
	if project.reference() == "" {
		p.owner.attributes = nil
	}
	if project.Key == "" {
		skip(r.sink, p.label, project.reference(), noKey, projectTypes()...)
		return
	}
	var all sync.WaitGroup
	all.Go(func() { p.readBackups(ctx) })
	all.Go(func() { p.list(ctx, "restore jobs", restoreJobKind, listRestoreJobs, "100") })
	all.Go(func() { p.list(ctx, "collections", collectionKind, listCollections, "") })
	all.Go(func() { p.readIndexes(ctx) })
	all.Wait()
}

// projectReader reads one project.
type projectReader struct {
	*reader
	project Project
	scope   *scope
	label   string
	owner   owner
}

func (p *projectReader) source(name string, holds ...string) *source {
	from := newSource(p.label+" "+name, p.project.reference(), holds...)
	from.account = p.scope.account
	return from
}

// list reads a list of the control plane, by so many things a page.
func (p *projectReader) list(ctx context.Context, name string, k kind, e endpoint, limit string) {
	from := p.source(name, k.name)
	take := p.scope.take(from, p.options.Types, k, e, p.owner, nil)
	if f := p.scope.of(from).pages(ctx, request{endpoint: e, query: limited(limit)}, take); f != nil {
		from.fail("", f)
	}
	from.end(p.sink)
}

func limited(limit string) url.Values {
	if limit == "" {
		return nil
	}
	return url.Values{"limit": {limit}}
}

func (p *projectReader) readBackups(ctx context.Context) {
	from := p.source("backups", backupKind.name)
	backups := p.tally(from, backupKind, listBackups)
	f := backups.read(ctx, request{query: limited("100")}, p.owner, measure)
	if f != nil {
		from.fail("", f)
	}
	p.tell(backups, "backup_count", f)
	from.end(p.sink)
}

// measure reads the dimension and the metric of a backup from its schema, where the API has
// them from version 2026-07 on: those of its dense vectors, if it has any.
func measure(o *snapshot.Observation) {
	schema, _ := o.Values["schema"].(map[string]any)
	fields, _ := schema["fields"].(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		field, _ := fields[name].(map[string]any)
		if field["dimension"] == nil || o.Values["dimension"] != nil {
			continue
		}
		o.Values["dimension"], o.Values["metric"] = field["dimension"], field["metric"]
	}
}

func (p *projectReader) tally(from *source, k kind, e endpoint) *tally {
	return &tally{scope: p.scope, from: from, types: p.options.Types, kind: k, endpoint: e}
}

// tell says how many things the project has, where it is known which project it is.
func (p *projectReader) tell(t *tally, member string, f *failure) {
	values := map[string]any{}
	switch {
	case p.project.ID != "":
		values["id"] = p.project.ID
	case p.project.Name != "":
		values["name"] = p.project.Name
	default:
		return
	}
	o := projectKind.partOf(url.PathEscape(p.project.reference()), values)
	if p.options.ClientID == "" {
		o.Unknown["/usage/api_key_count"] = snapshot.Unknown{Reason: noAccount}
	}
	t.tell(o, member, f)
}

// readIndexes lists the indexes, and then reads what each index has.
func (p *projectReader) readIndexes(ctx context.Context) {
	from := p.source("indexes", indexKind.name)
	read := p.tally(from, indexKind, listIndexes)
	failed := read.read(ctx, request{}, p.owner, p.admitUntold)
	if failed != nil {
		from.fail("", failed)
	}
	indexes := make([]*index, 0, len(from.unit))
	for _, o := range from.unit {
		indexes = append(indexes, p.index(ctx, o))
	}
	p.tell(read, "index_count", failed)
	incomplete := len(from.failed) > 0
	from.end(p.sink)
	p.readParts(ctx, indexes, incomplete)
}

// admitUntold says what the list of indexes does not tell: what older versions of the API,
// whose index has a spec, do not have, and what only further calls count. Where those give
// nothing, it is not unset.
func (p *projectReader) admitUntold(o *snapshot.Observation) {
	o.Calls = map[string]*snapshot.Call{"/tags": o.Call} // which are null where there are none
	spec, old := o.Values["spec"].(map[string]any)
	if old {
		for _, pointer := range []string{"/cmek_id", "/source_backup_id"} {
			o.Unknown[pointer] = toldSince("2026-07")
		}
	}
	if snapshot.Text(o.Values, "index_id") == "" {
		o.Unknown["/index_id"] = snapshot.Unknown{Reason: "the answer of " + listIndexes.name() + " lacks it"}
	}
	reason := untold
	o.Unknown["/usage/namespace_count"] = snapshot.Unknown{Reason: reason}
	if !p.options.Stats {
		reason = "statistics were not asked for"
	}
	deployment, _ := o.Values["deployment"].(map[string]any)
	unasked := &index{deployment: snapshot.Text(deployment, "deployment_type")}
	if spec["pod"] != nil {
		unasked.deployment = "pod"
	}
	for _, count := range statistics(unasked) {
		o.Unknown["/usage/"+count] = snapshot.Unknown{Reason: reason}
	}
}

// unlisted is the failure of calls that nobody can make, as what they are about is not known.
func unlisted(e endpoint, things string) *failure {
	return &failure{call: e.name(), text: "was not made for all " + things + ": they could not all be listed"}
}

// readParts reads, of all indexes at once, what stands behind further calls.
func (p *projectReader) readParts(ctx context.Context, indexes []*index, incomplete bool) {
	var all sync.WaitGroup
	for _, one := range p.indexParts() {
		all.Go(func() {
			from := p.source(one.name, one.holds...)
			if incomplete {
				from.fail("", unlisted(one.endpoint, "indexes"))
			}
			one.readAll(ctx, from, slices.DeleteFunc(slices.Clone(indexes), one.lacks))
			from.end(p.sink)
		})
	}
	all.Wait()
}
