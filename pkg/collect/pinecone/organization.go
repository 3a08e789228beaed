package pinecone

import (
	"context"
	"net/url"
	"strings"
	"sync"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// part is one list of the Admin API.
type part struct {
	name     string
	kind     kind
	endpoint endpoint
	// count is the member of the organization's usage that says how long the list is.
	count string
}

// parts are the lists of the whole organization; the API keys are listed by project.
func parts() []part {
	return []part{
		{"", organizationKind, listOrganizations, ""},
		{"projects", projectKind, listProjects, "project_count"},
		{"api keys", apiKeyKind, listAPIKeys, ""},
		{"users", userKind, listUsers, "user_count"},
		{"invites", inviteKind, listInvites, "invite_count"},
		{"service accounts", serviceAccountKind, listServiceAccounts, "service_account_count"},
		{"role bindings", roleBindingKind, listRoleBindings, "role_binding_count"},
	}
}

func (p part) id() string { return strings.TrimSpace("pinecone organization " + p.name) }

func organizationTypes() []string {
	var all []string
	for _, part := range parts() {
		all = append(all, part.kind.name)
	}
	return all
}

const noAccount = "no client id and secret of a service account were given, which the Admin API needs " +
	"(service accounts are a feature of the Enterprise plan)"

// readOrganization reads the Admin API, where there are credentials for it.
func (r *reader) readOrganization(ctx context.Context) {
	if r.options.ClientID == "" || r.options.ClientSecret == "" {
		for _, part := range parts() {
			skip(r.sink, part.id(), "", noAccount, part.kind.name)
		}
		r.admitNoAccount()
		r.skipUnknownProjects(nil)
		return
	}
	scope := r.client.withAccount(r.options.ClientID, r.options.ClientSecret)
	var all sync.WaitGroup
	for _, part := range parts() {
		switch part.kind.name {
		case apiKeyKind.name: // listed by project
		case projectKind.name:
			all.Go(func() { r.readProjects(ctx, scope, part) })
		default:
			all.Go(func() {
				from := newSource(part.id(), "", part.kind.name)
				r.list(ctx, scope, from, part)
				from.end(r.sink)
			})
		}
	}
	all.Wait()
}

// list reads one list, and tells the organization how long it is.
func (r *reader) list(ctx context.Context, scope *scope, from *source, p part) {
	change := r.admitUntold
	if p.kind.name == organizationKind.name {
		change = normalOrganization
	}
	read := &tally{scope: scope, from: from, types: r.options.Types, kind: p.kind, endpoint: p.endpoint}
	f := read.read(ctx, request{}, owner{}, change)
	if f != nil {
		from.fail("", f)
	}
	o := organizationKind.partOf("", map[string]any{})
	switch {
	case p.count != "":
		read.tell(o, p.count, f)
	case f != nil:
		withhold(o, f, promised()...)
		from.observe(o) // it has no values that would have to be brought into a form
	}
}

// promised are the members of an organization, but for its name, which the manifest has too.
func promised() []string {
	all := make([]string, 0, len(organizationKind.required))
	for _, member := range organizationKind.required {
		if member != "name" {
			all = append(all, "/"+member)
		}
	}
	return all
}

// admitNoAccount says of the organization what only the Admin API tells.
func (r *reader) admitNoAccount() {
	o := organizationKind.partOf("", map[string]any{})
	o.Source = part{}.id()
	pointers := promised()
	for _, part := range parts() {
		if part.count != "" {
			pointers = append(pointers, "/usage/"+part.count)
		}
	}
	for _, pointer := range pointers {
		o.Unknown[pointer] = snapshot.Unknown{Reason: noAccount}
	}
	r.sink.Observe([]*snapshot.Observation{o})
}

// normalOrganization brings the plan to the words that facts and manifests have, and says
// what only further calls count.
func normalOrganization(o *snapshot.Observation) {
	if plan, ok := o.Values["plan"].(string); ok {
		if plan = strings.ToLower(plan); plan == "free" {
			plan = "starter"
		}
		o.Values["plan"] = plan
	}
	for _, part := range parts() {
		if part.count != "" {
			o.Unknown["/usage/"+part.count] = snapshot.Unknown{Reason: untold}
		}
	}
}

// untold is why something is not known that only a further call tells.
const untold = "no further call told it"

// admitUntold says what the list of projects does not tell.
func (r *reader) admitUntold(o *snapshot.Observation) {
	if o.Type != projectKind.name {
		return
	}
	reason := untold
	if !r.hasKey(Project{ID: snapshot.Text(o.Values, "id"), Name: snapshot.Text(o.Values, "name")}) {
		reason = noKey
	}
	o.Unknown["/usage/api_key_count"] = snapshot.Unknown{Reason: untold}
	o.Unknown["/usage/index_count"] = snapshot.Unknown{Reason: reason}
	o.Unknown["/usage/backup_count"] = snapshot.Unknown{Reason: reason}
}

// readProjects lists the projects and the API keys of each, and says which of them there
// is no key to read with.
func (r *reader) readProjects(ctx context.Context, scope *scope, p part) {
	from := newSource(p.id(), "", p.kind.name)
	r.list(ctx, scope, from, p)
	projects := make([]Project, 0, len(from.unit))
	for _, o := range from.unit {
		if o.Type == projectKind.name {
			projects = append(projects, Project{ID: snapshot.Text(o.Values, "id"), Name: snapshot.Text(o.Values, "name")})
		}
	}
	failed := len(from.failed) > 0
	from.end(r.sink)
	r.readKeys(ctx, scope, projects, failed)
	r.skipUnknownProjects(projects)
}

// readKeys lists the API keys of all projects.
func (r *reader) readKeys(ctx context.Context, scope *scope, projects []Project, incomplete bool) {
	from := newSource(part{name: "api keys"}.id(), "", apiKeyKind.name)
	if incomplete {
		from.fail("", unlisted(listAPIKeys, "projects"))
	}
	var all sync.WaitGroup
	for _, project := range projects {
		all.Go(func() {
			r.readKeysOf(ctx, scope, from, project)
		})
	}
	all.Wait()
	from.end(r.sink)
}

func (r *reader) readKeysOf(ctx context.Context, scope *scope, from *source, project Project) {
	keys := &tally{scope: scope, from: from, types: r.options.Types, kind: apiKeyKind, endpoint: listAPIKeys}
	f := keys.read(ctx, request{parameters: []string{project.ID}}, owner{}, nil)
	if f != nil && scope.of(from).isGone(ctx, f, fetchProject, project.ID) {
		f = deleted(f)
	}
	if f != nil {
		from.fail("project "+quote(project.Name)+": ", f)
	}
	keys.tell(projectKind.partOf(url.PathEscape(project.ID), map[string]any{"id": project.ID}), "api_key_count", f)
}

// isGone says whether a call failed because what it was about is no longer there.
func (s *scope) isGone(ctx context.Context, f *failure, fetch endpoint, id string) bool {
	if f.status != 404 {
		return false
	}
	_, f = s.call(ctx, request{endpoint: fetch, parameters: []string{id}})
	return f != nil && f.status == 404
}

// skipUnknownProjects says of which projects nothing was read, for want of a key.
func (r *reader) skipUnknownProjects(projects []Project) {
	for _, project := range named(projects) {
		if !r.hasKey(project) {
			skip(r.sink, "pinecone project "+project.label(), project.reference(), noKey, projectTypes()...)
		}
	}
	if len(projects) == 0 && len(r.options.Projects) == 0 {
		skip(r.sink, "pinecone project", "", noKey, projectTypes()...)
	}
}

const noKey = "no API key of it was given: one with ControlPlaneViewer and DataPlaneViewer is enough"

func (r *reader) hasKey(project Project) bool {
	for _, known := range r.options.Projects {
		if known.ID == project.ID || (known.ID == "" && known.Name == project.Name) {
			return true
		}
	}
	return false
}
