package pinecone

import (
	"cmp"
	"maps"
	"net/url"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// kind says how a thing of an answer becomes an observation.
type kind struct {
	// name is the type of the resource.
	name string
	// id is the member that tells one from another, and at the path of one.
	id, at string
	// unnamed is what the one with an empty id is called.
	unnamed string
	// attributes are the members that have another name in a snapshot.
	attributes map[string]string
	// required are the members that the API's description promises: where one is absent it
	// is not known to be unset.
	required []string
	// since has, by member, the version of the API that surely tells it from on. Before, it
	// is told where it is there.
	since map[string]string
	// untold are the attributes that the API does not have, with the reason.
	untold map[string]string
	// admits says that an attribute which no API shows is unknown, and not unset.
	admits bool
}

// The kinds, each with the members that the API's description calls required.
//
//nolint:gochecknoglobals // a table that nothing writes
var (
	organizationKind = kind{
		name: "pinecone_organization", id: "id", at: "/admin/organizations/",
		required: []string{"name", "plan", "payment_status", "support_tier", "created_at"},
		admits:   true,
	}
	projectKind = kind{
		name: "pinecone_project", id: "id", at: "/admin/projects/",
		required: []string{"name", "max_pods", "force_encryption_with_cmek", "organization_id"},
	}
	apiKeyKind = kind{
		name: "pinecone_api_key", id: "id", at: "/admin/api-keys/",
		required: []string{"name", "project_id", "roles"},
	}
	userKind   = kind{name: "pinecone_user", id: "id", at: "/admin/users/", required: []string{"email"}}
	inviteKind = kind{
		name: "pinecone_invite", id: "id", at: "/admin/invites/",
		required: []string{"email", "status", "created_at"},
		untold:   map[string]string{"/role_bindings": "the API has them as role bindings of their own"},
	}
	serviceAccountKind = kind{
		name: "pinecone_service_account", id: "id", at: "/admin/service-accounts/",
		required: []string{"name", "client_id", "created_at", "updated_at"},
	}
	roleBindingKind = kind{
		name: "pinecone_role_binding", id: "id", at: "/admin/role-bindings/",
		required: []string{"principal_type", "principal_id", "resource_type", "resource_id", "role", "created_at"},
	}
	indexKind = kind{
		name: "pinecone_index", id: "name", at: "/indexes/",
		attributes: map[string]string{"id": "index_id"},
		required:   []string{"host", "status", "deletion_protection"},
	}
	backupKind = kind{
		name: "pinecone_backup", id: "backup_id", at: "/backups/",
		attributes: map[string]string{"backup_id": "id"},
		required:   []string{"source_index_name", "source_index_id", "status", "cloud", "region"},
		since:      map[string]string{"source_index_deleted_at": "2026-07"},
	}
	restoreJobKind = kind{
		name: "pinecone_restore_job", id: "restore_job_id", at: "/restore-jobs/",
		attributes: map[string]string{"restore_job_id": "id"},
		required:   []string{"backup_id", "target_index_name", "target_index_id", "status", "created_at"},
	}
	collectionKind = kind{
		name: "pinecone_collection", id: "name", at: "/collections/",
		required: []string{"status", "environment"},
		untold:   map[string]string{"/source": "the API does not tell what a collection was made of"},
	}
	scheduleKind = kind{
		name: "pinecone_backup_schedule", id: "schedule_id", at: "/indexes/{}/backup-schedules/",
		attributes: map[string]string{"schedule_id": "id"},
		required: []string{
			"name", "index_id", "project_id", "schedule_type", "frequency",
			"retention_expire_after_days", "enabled", "created_at",
		},
	}
	namespaceKind = kind{
		name: "pinecone_namespace", id: "name", at: "{}/namespaces/",
		attributes: map[string]string{"recordCount": "record_count"}, unnamed: "__default__",
	}
	importKind = kind{
		name: "pinecone_import", id: "id", at: "{}/bulk/imports/",
		attributes: map[string]string{
			"createdAt": "created_at", "finishedAt": "finished_at",
			"percentComplete": "percent_complete", "recordsImported": "records_imported",
		},
		required: []string{"status"},
	}
)

// owner is what a thing belongs to, in the words of its attributes.
type owner struct {
	attributes map[string]any
	// path stands for {} in the path of a kind.
	path string
}

// observe makes an observation of a thing in an answer. It is nil where the thing has
// nothing to tell it from others.
func (s *scope) observe(k kind, e endpoint, got *answer, thing any, of owner) *snapshot.Observation {
	members, _ := thing.(map[string]any)
	id := k.idOf(members)
	if id == "" {
		return nil
	}
	o := &snapshot.Observation{
		Type: k.name, Complete: true, Call: s.evidence(e, got),
		Address: strings.Replace(k.at, "{}", of.path, 1) + url.PathEscape(id),
		Values:  make(map[string]any, len(members)+len(of.attributes)),
		Unknown: map[string]snapshot.Unknown{},
	}
	for name, value := range members {
		o.Values[cmp.Or(k.attributes[name], name)] = value
	}
	o.Values[cmp.Or(k.attributes[k.id], k.id)] = id
	for _, name := range k.required {
		if members[name] == nil {
			o.Unknown["/"+cmp.Or(k.attributes[name], name)] = snapshot.Unknown{Reason: "the answer of " + e.name() + " lacks it"}
		}
	}
	for name, version := range k.since {
		if got.version < version && members[name] == nil {
			o.Unknown["/"+name] = toldSince(version)
		}
	}
	for pointer, reason := range k.untold {
		o.Unknown[pointer] = snapshot.Unknown{Reason: reason}
	}
	maps.Copy(o.Values, of.attributes)
	return o
}

// idOf is what tells a thing from others, or empty.
func (k kind) idOf(members map[string]any) string {
	if members[k.id] == nil {
		return ""
	}
	id, _ := members[k.id].(string)
	return cmp.Or(id, k.unnamed)
}

// admitAll makes unknown what no API shows of a thing.
func admitAll(o *snapshot.Observation, shape *snapshot.Shape) {
	for name, property := range shape.Properties {
		if property.WriteOnly {
			admit(o, property, snapshot.Child("", name))
		}
	}
}

// admit makes unknown what no API shows, part by part: a manifest may declare some of it.
func admit(o *snapshot.Observation, shape *snapshot.Shape, pointer string) {
	if shape == nil {
		return
	}
	for name, property := range shape.Properties {
		admit(o, property, snapshot.Child(pointer, name))
	}
	if shape.Properties == nil {
		o.Unknown[pointer] = snapshot.Unknown{Reason: snapshot.Unsaid}
	}
}

func toldSince(version string) snapshot.Unknown {
	return snapshot.Unknown{Reason: "the API tells it from version " + version + " on"}
}

// evidence is how a thing was seen.
func (s *scope) evidence(e endpoint, got *answer) *snapshot.Call {
	return &snapshot.Call{Name: e.name(), Account: s.account, Time: got.time, RequestID: got.requestID}
}

// take reads a whole list into a source.
func (s *scope) take(
	from *source, types snapshot.Types, k kind, e endpoint, of owner, change func(*snapshot.Observation),
) func(*answer, []any) {
	return func(got *answer, things []any) {
		from.read(s.evidence(e, got))
		for _, thing := range things {
			o := s.observe(k, e, got, thing, of)
			if o == nil {
				from.fail("", &failure{call: e.name(), text: "listed a thing without " + article(k.id) + ", which was left out"})
				continue
			}
			if change != nil {
				change(o)
			}
			if k.admits {
				admitAll(o, types[k.name])
			}
			if collect.Finish(types, o) {
				from.observe(o)
			}
		}
	}
}

func article(name string) string {
	if strings.ContainsRune("aeiou", rune(name[0])) {
		return "an " + name
	}
	return "a " + name
}
