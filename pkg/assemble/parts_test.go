package assemble_test

import (
	"maps"
	"testing"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// parts are two projects that both have an index "docs", and what services show of them.
func parts(more ...*snapshot.Observation) *snapshot.Snapshot {
	const search, trial = "pinecone project search", "pinecone project trial"
	shown := unit(
		live(search+" indexes", "pinecone_index", "/indexes/docs", values{"name": "docs", "project": "7f0c", "index_id": "d2"}),
		live(search+" indexes", "pinecone_index", "/indexes/logs", values{"name": "logs", "project": "7f0c"}),
		live(trial+" indexes", "pinecone_index", "/indexes/docs", values{"name": "docs", "project": "trial"}),
	)
	return join(
		unit(
			declared("pinecone_project", "/projects/0", 5, values{"id": "7f0c", "name": "search", "environment": "production"}),
			declared("pinecone_project", "/projects/1", 6, values{"name": "trial", "environment": "test"}),
			declared("pinecone_index", "/projects/0/indexes/0", 7, values{"name": "docs", "project": "7f0c"}),
		),
		shown, more,
	)
}

func backup(id, project, index string, more values) *snapshot.Observation {
	attributes := values{"id": id, "project": project, "source_index_name": index, "status": "Ready"}
	maps.Copy(attributes, more)
	return live("pinecone project backups of "+project, "pinecone_backup", "/backups/"+id, attributes)
}

func job(id, backup, status, completed string) *snapshot.Observation {
	return live("pinecone project search restore jobs", "pinecone_restore_job", "/restore-jobs/"+id, values{
		"id": id, "backup_id": backup, "status": status, "completed_at": completed, "project": "7f0c",
	})
}

// linkedTo are the links of the indexes by a relation: project and index, then what it is
// linked to.
func linkedTo(s *snapshot.Snapshot, relation string) map[string][]string {
	names := map[string]string{}
	for _, list := range s.Resources {
		for _, resource := range list {
			names[resource.ID], _ = resource.Values["id"].(string)
		}
	}
	found := map[string][]string{}
	for _, index := range s.Resources["pinecone_index"] {
		for _, id := range index.Links[relation] {
			found[index.ID] = append(found[index.ID], names[id])
		}
	}
	return found
}

func TestBackupsAreJoined(t *testing.T) {
	s := parts(
		backup("same-id", "7f0c", "docs", values{"source_index_id": "d2"}),
		backup("other-id", "7f0c", "docs", values{"source_index_id": "d1"}),
		backup("deleted", "7f0c", "logs", values{"source_index_id": "x", "source_index_deleted_at": "2026-10-01T00:00:00Z"}),
		backup("of-logs", "7f0c", "logs", values{"source_index_id": "y"}),
		backup("of-trial", "trial", "docs", values{"source_index_id": "z"}),
		backup("of-none", "7f0c", "gone", nil),
	)
	same(t, "backups", linkedTo(s, "backups"), map[string][]string{
		"pinecone_index/search/docs": {"same-id"}, "pinecone_index/search/logs": {"of-logs"}, "pinecone_index/trial/docs": {"of-trial"},
	})
	environments := map[any]string{}
	for _, resource := range s.Resources["pinecone_backup"] {
		environments[resource.Values["id"]] = resource.Environment
	}
	same(t, "environments", environments, map[any]string{
		"same-id": "production", "other-id": "production", "deleted": "production", "of-logs": "production",
		"of-trial": "test", "of-none": "production",
	})
	same(t, "the project's", len(s.Resources["pinecone_project"][0].Links["backups"]), 5)
}

func TestSchedulesAndNamespacesAreJoined(t *testing.T) {
	s := parts(
		live("pinecone project search backup schedules", "pinecone_backup_schedule", "/indexes/docs/backup-schedules/s1",
			values{"id": "s1", "index": "docs", "project": "7f0c"}),
		live("pinecone project trial namespaces", "pinecone_namespace", "host/namespaces/default",
			values{"name": "default", "index": "docs", "project": "trial"}),
	)
	same(t, "schedules", linkedTo(s, "schedules"), map[string][]string{"pinecone_index/search/docs": {"s1"}})
	namespace := s.Resources["pinecone_namespace"][0]
	same(t, "links", namespace.Links, map[string][]string{
		"index": {"pinecone_index/trial/docs"}, "project": {"pinecone_project/trial"},
	})
	same(t, "environment", namespace.Environment, "test")
}

func TestRestorationsAreJoined(t *testing.T) {
	kept := backup("b1", "7f0c", "docs", values{"source_index_id": "d2"})
	s := parts(kept, job("j1", "b1", "Completed", "2026-10-01T00:00:00Z"), job("j2", "gone", "Failed", "2026-10-30T00:00:00Z"))
	same(t, "restored", linkedTo(s, "restore_jobs"), map[string][]string{"pinecone_index/search/docs": {"j1"}})
	same(t, "others", linkedTo(s, "other_restore_jobs"), map[string][]string{})

	// The backup that was restored is no longer there: the newest such job may be any index's
	// of its project.
	s = parts(kept, job("j3", "gone", "Completed", "2026-09-30T22:00:00-07:00"), job("j4", "gone", "Completed", "2026-10-01T01:00:00Z"))
	same(t, "restored", linkedTo(s, "restore_jobs"), map[string][]string{})
	same(t, "others", linkedTo(s, "other_restore_jobs"), map[string][]string{
		"pinecone_index/search/docs": {"j3"}, "pinecone_index/search/logs": {"j3"},
	})

	// Of one whose status Pinecone left out, nobody knows that it failed.
	open := job("j5", "gone", "", "2026-10-01T01:00:00Z")
	delete(open.Values, "status")
	open.Unknown = map[string]snapshot.Unknown{"/status": {Reason: "the answer lacks it"}}
	same(t, "others", linkedTo(parts(kept, open), "other_restore_jobs"), map[string][]string{
		"pinecone_index/search/docs": {"j5"}, "pinecone_index/search/logs": {"j5"},
	})
}

// TestPartsOfAnUnnamedProject has all that one key shows whose project nobody named.
func TestPartsOfAnUnnamedProject(t *testing.T) {
	s := join(
		unit(seen("infra", "pinecone_index", "pinecone_index.docs", 1, values{"name": "docs"}), seen("infra", "terraform_root", "infra", 1, values{})),
		unit(
			live("pinecone project default indexes", "pinecone_index", "/indexes/docs", values{"name": "docs"}),
			live("pinecone project default backups", "pinecone_backup", "/backups/b1", values{"id": "b1", "source_index_name": "docs"}),
		),
	)
	index := s.Resources["pinecone_index"]
	same(t, "indexes", ids(index), []string{"pinecone_index/infra/docs"})
	same(t, "links", index[0].Links, map[string][]string{
		"backups": {"pinecone_backup/pinecone project default backups//backups/b1"}, "root": {"terraform_root/infra/infra"},
	})
}

// TestPartsOfTwins holds that nothing is joined to two indexes of which nobody can tell
// which is meant.
func TestPartsOfTwins(t *testing.T) {
	s := join(
		unit(declared("pinecone_project", "/projects/0", 5, values{"name": "search"})),
		unit(
			seen("infra", "pinecone_index", "pinecone_index.a", 1, values{"name": "docs"}),
			seen("infra", "pinecone_index", "pinecone_index.b", 2, values{"name": "docs"}),
		),
		unit(backup("b1", "search", "docs", nil)),
	)
	same(t, "indexes", len(s.Resources["pinecone_index"]), 2)
	same(t, "backups", linkedTo(s, "backups"), map[string][]string{})
}
