package pinecone

import (
	"context"
	"strings"
	"sync"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// part is one list of the Admin API.
type part struct {
	name     string
	kind     kind
	endpoint endpoint
}

// parts are the lists of the whole organization; the API keys are listed by project.
func parts() []part {
	return []part{
		{"", organizationKind, listOrganizations},
		{"projects", projectKind, listProjects},
		{"api keys", apiKeyKind, listAPIKeys},
		{"users", userKind, listUsers},
		{"invites", inviteKind, listInvites},
		{"service accounts", serviceAccountKind, listServiceAccounts},
		{"role bindings", roleBindingKind, listRoleBindings},
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

func (r *reader) list(ctx context.Context, scope *scope, from *source, p part) {
	take := scope.take(from, r.options.Types, p.kind, p.endpoint, owner{}, normalPlan)
	if f := scope.pages(ctx, request{endpoint: p.endpoint}, take); f != nil {
		from.fail("", f)
	}
}

// normalPlan brings the plan to the words that facts and manifests have.
func normalPlan(o *snapshot.Observation) {
	if plan, ok := o.Values["plan"].(string); ok && o.Type == organizationKind.name {
		if plan = strings.ToLower(plan); plan == "free" {
			plan = "starter"
		}
		o.Values["plan"] = plan
	}
}

// readProjects lists the projects and the API keys of each, and says which of them there
// is no key to read with.
func (r *reader) readProjects(ctx context.Context, scope *scope, p part) {
	from := newSource(p.id(), "", p.kind.name)
	r.list(ctx, scope, from, p)
	projects := make([]Project, 0, len(from.unit))
	for _, o := range from.unit {
		projects = append(projects, Project{ID: first(o.Values, "id"), Name: first(o.Values, "name")})
	}
	failed := len(from.failed) > 0
	from.end(r.sink)
	r.readKeys(ctx, scope, projects, failed)
	r.skipUnknownProjects(projects)
}

// readKeys lists the API keys of all projects.
func (r *reader) readKeys(ctx context.Context, scope *scope, projects []Project, incomplete bool) {
	keys := part{"api keys", apiKeyKind, listAPIKeys}
	from := newSource(keys.id(), "", apiKeyKind.name)
	if incomplete {
		from.fail("", unlisted(listAPIKeys, "projects"))
	}
	var all sync.WaitGroup
	for _, project := range projects {
		all.Go(func() {
			take := scope.take(from, r.options.Types, apiKeyKind, listAPIKeys, owner{}, nil)
			f := scope.pages(ctx, request{endpoint: listAPIKeys, parameters: []string{project.ID}}, take)
			switch about := "project " + quote(project.Name); {
			case f == nil:
			case scope.isGone(ctx, f, fetchProject, project.ID):
				from.notice(about + " was deleted while it was read")
			default:
				from.fail(about+": ", f)
			}
		})
	}
	all.Wait()
	from.end(r.sink)
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
