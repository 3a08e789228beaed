package pinecone

import (
	"net/url"
	"strings"
)

// surface is one of Pinecone's interfaces, each with its own host and credential.
type surface int

const (
	login   surface = iota // takes the credentials in the body
	admin                  // takes an access token
	control                // takes an API key
	data                   // takes an API key, at an index's own host

	surfaces // how many there are
)

// endpoint is a call that may be sent. Together they are all that ever is.
type endpoint struct {
	surface surface
	method  string
	// path is as the API's description has it.
	path string
	// list is the member of the answer that has the things, empty where it is one thing.
	list string
	// versions of the API by which to ask, the preferred one first.
	versions []string
	// role is the least one that is documented to be let in.
	role string
}

// The calls. Users, invites, service accounts and role bindings have no documented role;
// an organization's owner sees everything (docs.pinecone.io, understanding organizations).
//
//nolint:gochecknoglobals // a table that nothing writes
var (
	postToken = endpoint{login, "POST", "/oauth/token", "", adminVersions, ""}

	listOrganizations   = endpoint{admin, "GET", "/admin/organizations", "data", adminVersions, "OrgMember"}
	listProjects        = endpoint{admin, "GET", "/admin/projects", "data", adminVersions, "OrgMember"}
	fetchProject        = endpoint{admin, "GET", "/admin/projects/{project_id}", "", adminVersions, "ProjectMember"}
	listUsers           = endpoint{admin, "GET", "/admin/users", "data", adminVersions, "OrgOwner"}
	listInvites         = endpoint{admin, "GET", "/admin/invites", "data", adminVersions, "OrgOwner"}
	listServiceAccounts = endpoint{admin, "GET", "/admin/service-accounts", "data", adminVersions, "OrgOwner"}
	listRoleBindings    = endpoint{admin, "GET", "/admin/role-bindings", "data", adminVersions, "OrgOwner"}
	listAPIKeys         = endpoint{
		admin, "GET", "/admin/projects/{project_id}/api-keys", "data", adminVersions, "ProjectMember",
	}

	listIndexes         = endpoint{control, "GET", "/indexes", "indexes", controlVersions, controlViewer}
	fetchIndex          = endpoint{control, "GET", "/indexes/{index_name}", "", controlVersions, controlViewer}
	listBackups         = endpoint{control, "GET", "/backups", "data", controlVersions, controlViewer}
	listRestoreJobs     = endpoint{control, "GET", "/restore-jobs", "data", controlVersions, controlViewer}
	listCollections     = endpoint{control, "GET", "/collections", "collections", dataVersions, controlViewer}
	listBackupSchedules = endpoint{
		control, "GET", "/indexes/{index_name}/backup-schedules", "data", scheduleVersions, controlViewer,
	}

	listNamespaces = endpoint{data, "GET", "/namespaces", "namespaces", dataVersions, dataViewer}
	listImports    = endpoint{data, "GET", "/bulk/imports", "data", dataVersions, dataViewer}
	describeStats  = endpoint{data, "POST", "/describe_index_stats", "", dataVersions, dataViewer}
)

const (
	controlViewer = "ControlPlaneViewer"
	dataViewer    = "DataPlaneViewer"
)

// The versions: 2026-07 alone has cmek_id and schedules, which were "unstable" before;
// collections and the data plane are read as 2026-04 has them.
//
//nolint:gochecknoglobals // tables that nothing writes
var (
	adminVersions    = []string{"2026-04"}
	controlVersions  = []string{"2026-07", "2026-04"}
	scheduleVersions = []string{"2026-07", "unstable"}
	dataVersions     = []string{"2026-04"}
)

// endpoints is the list of what may be sent.
func endpoints() []endpoint {
	return []endpoint{
		postToken,
		listOrganizations, listProjects, fetchProject, listAPIKeys,
		listUsers, listInvites, listServiceAccounts, listRoleBindings,
		listIndexes, fetchIndex, listBackups, listRestoreJobs, listCollections, listBackupSchedules,
		listNamespaces, listImports, describeStats,
	}
}

// name is the call as a person looks it up.
func (e endpoint) name() string { return e.method + " " + e.path }

// fill is the path with its parameters, escaped.
func (e endpoint) fill(parameters []string) string {
	segments := strings.Split(e.path, "/")
	for i, segment := range segments {
		if isParameter(segment) && len(parameters) > 0 {
			segments[i], parameters = url.PathEscape(parameters[0]), parameters[1:]
		}
	}
	return strings.Join(segments, "/")
}

// matches says whether an escaped path is one of the endpoint's.
func (e endpoint) matches(path string) bool {
	want, got := strings.Split(e.path, "/"), strings.Split(path, "/")
	if len(want) != len(got) {
		return false
	}
	for i, segment := range want {
		if isParameter(segment) {
			if got[i] == "" || got[i] == "." || got[i] == ".." {
				return false
			}
		} else if segment != got[i] {
			return false
		}
	}
	return true
}

func isParameter(segment string) bool { return strings.HasPrefix(segment, "{") }
