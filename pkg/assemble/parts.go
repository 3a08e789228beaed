package assemble

import (
	"time"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// indexOf is the name of the index that something is of. It counts in its project alone.
func indexOf(part *snapshot.Resource) string {
	switch part.Type {
	case "pinecone_backup":
		return snapshot.Text(part.Values, "source_index_name")
	case "pinecone_backup_schedule", "pinecone_namespace":
		return snapshot.Text(part.Values, "index")
	default:
		return ""
	}
}

// joinParts links indexes with their backups, their schedules and what was restored, and
// namespaces with their index, which may have too many of them for the way back.
func (h *homes) joinParts(resources []*snapshot.Resource) {
	indexes := h.indexes(resources)
	lost := map[string]*snapshot.Resource{}
	for _, part := range resources {
		if part.Type == "pinecone_restore_job" {
			h.lose(part, lost)
			continue
		}
		index := indexes[h.partPlace(part)+"/"+indexOf(part)]
		if index == nil || isOfAnother(part, index) {
			continue
		}
		connect(part, "index", index)
		switch part.Type {
		case "pinecone_backup":
			connect(index, "backups", part)
		case "pinecone_backup_schedule":
			connect(index, "schedules", part)
		}
	}
	h.joinLost(resources, lost)
}

// indexes are the indexes by project and name, without those that nothing tells apart.
func (h *homes) indexes(resources []*snapshot.Resource) map[string]*snapshot.Resource {
	found := map[string]*snapshot.Resource{}
	for _, resource := range resources {
		if resource.Type != "pinecone_index" {
			continue
		}
		for _, observation := range resource.Observations {
			key := h.uniqueName(observation)
			other, taken := found[key]
			switch {
			case key == "" || h.twins.has(observation, key): // nothing tells which of them is meant
			case taken && other != resource:
				found[key] = nil
			default:
				found[key] = resource
			}
		}
	}
	return found
}

// partPlace is [homes.place] for what only a service shows.
func (h *homes) partPlace(part *snapshot.Resource) string {
	if project := h.projectName(snapshot.Text(part.Values, "project")); project != "" {
		return project
	}
	return "default"
}

// isOfAnother says whether a backup is of an earlier index of the same name.
func isOfAnother(backup, index *snapshot.Resource) bool {
	source, id := snapshot.Text(backup.Values, "source_index_id"), snapshot.Text(index.Values, "index_id")
	if source != "" && id != "" {
		return source != id
	}
	return snapshot.Text(backup.Values, "source_index_deleted_at") != ""
}

// lose keeps the newest restoration of a backup that is no longer there, by project, that was
// completed, or may have been: nothing tells which index that was a backup of.
func (h *homes) lose(job *snapshot.Resource, lost map[string]*snapshot.Resource) {
	status := snapshot.Text(job.Values, "status")
	if len(job.Links["backup"]) > 0 || status != "Completed" && (status != "" || !snapshot.Hides(job.Unknown, "/status")) {
		return
	}
	place := h.partPlace(job)
	if known := lost[place]; known == nil || restoredAt(known).Before(restoredAt(job)) {
		lost[place] = job
	}
}

func restoredAt(job *snapshot.Resource) time.Time {
	// The zero time is where nobody knows.
	at, _ := time.Parse(time.RFC3339, snapshot.Text(job.Values, "completed_at", "created_at"))
	return at
}

// joinLost links each index with the restoration that may have been of a backup of it.
func (h *homes) joinLost(resources []*snapshot.Resource, lost map[string]*snapshot.Resource) {
	if len(lost) == 0 {
		return
	}
	for _, resource := range resources {
		if resource.Type != "pinecone_index" {
			continue
		}
		for _, observation := range resource.Observations {
			if job := lost[h.place(observation)]; job != nil {
				connect(resource, "other_restore_jobs", job)
			}
		}
	}
}
