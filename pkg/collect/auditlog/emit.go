package auditlog

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"time"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const (
	logType       = "pinecone_audit_log"
	eventType     = "pinecone_audit_event"
	principalType = "pinecone_audit_principal"
)

// emit hands on what was read, and says how it went.
func (r *reader) emit(listed listing, gaps []gap, total *tally, sink collect.Sink) {
	r.now = r.options.Now().UTC().Format(time.RFC3339)
	unread := whyUnread(listed, total)
	unit := []*snapshot.Observation{r.log(listed, gaps, total, unread)}
	for _, kind := range keptKinds() {
		total.kept[kind].trim()
		for i := range total.kept[kind].events {
			unit = append(unit, r.event(&total.kept[kind].events[i]))
		}
	}
	for _, key := range slices.SortedFunc(maps.Keys(total.principals), compareKeys) {
		o := r.principal(total.principals[key], total.removals)
		r.tellLogins(o, total.principals[key], unread)
		unit = append(unit, o)
	}
	source := r.source(listed, total)
	kept := unit[:0]
	for _, o := range unit {
		if collect.Finish(r.options.Types, o) {
			kept = append(kept, o)
			source.Counts[o.Type]++
		}
	}
	sink.Observe(kept)
	sink.Report(source)
}

func (r *reader) sourceID() string { return "auditlog " + r.options.Name }

func (r *reader) observation(kind, address string, values map[string]any) *snapshot.Observation {
	o := &snapshot.Observation{
		Type: kind, Source: r.sourceID(), Address: address, Complete: true, Values: values,
		Unknown: map[string]snapshot.Unknown{},
	}
	if r.options.Bucket != "" {
		o.Call = &snapshot.Call{Name: "s3:GetObject", Time: r.now}
	}
	return o
}

// log is the destination itself: what was delivered, and when.
func (r *reader) log(listed listing, gaps []gap, total *tally, unread error) *snapshot.Observation {
	values := map[string]any{
		"name": r.options.Name, "bucket": text(r.options.Bucket), "prefix": text(r.options.Prefix),
		"since": moment(r.options.Since), "until": moment(r.options.Until),
		"batches": total.batches, "empty_batches": total.empty, "unread_batches": len(total.unread),
		"events": total.events, "first_event_at": moment(total.first), "last_event_at": moment(total.last),
		"gaps": gapValues(gaps), "malformed": malformed(total),
	}
	if batches := listed.batches; len(batches) > 0 {
		values["first_batch_at"], values["newest_batch_at"] = moment(batches[0].Time), moment(batches[len(batches)-1].Time)
	}
	o := r.observation(logType, cmp.Or(r.options.Prefix, "."), values)
	admit(o, listed, total, unread)
	return o
}

// whyUnread is why not all events were read, nil where they were.
func whyUnread(listed listing, total *tally) error {
	if listed.failed != nil {
		return listed.failed
	}
	for _, one := range total.unread {
		if !one.gone {
			return one.why
		}
	}
	return nil
}

// admit makes unknown what was not read and might change what is said.
func admit(o *snapshot.Observation, listed listing, total *tally, unread error) {
	if listed.failed != nil {
		for _, name := range []string{"batches", "empty_batches", "first_batch_at", "newest_batch_at", "gaps"} {
			lose(o, name, listed.failed)
		}
	}
	if unread != nil {
		lose(o, "events", unread)
		if total.malformed == 0 {
			lose(o, "malformed", unread)
		}
	}
	if gaps, _ := o.Values["gaps"].([]any); len(gaps)+len(listed.batches) == 0 {
		o.Unknown["/gaps"] = snapshot.Unknown{Reason: "there is no batch"}
		delete(o.Values, "gaps")
	}
	for _, batch := range listed.batches {
		if batch.Time.IsZero() {
			for _, name := range []string{"gaps", "first_batch_at", "newest_batch_at"} {
				o.Unknown["/"+name] = snapshot.Unknown{Reason: "not every batch says when it was written"}
				delete(o.Values, name)
			}
			return
		}
	}
}

func gapValues(gaps []gap) []any {
	list := make([]any, len(gaps))
	for i, gap := range gaps {
		value := map[string]any{
			"from": moment(gap.from), "to": moment(gap.to),
			"minutes": int(gap.to.Sub(gap.from).Minutes()), "late_minutes": int(gap.late.Minutes()),
		}
		if gap.edge {
			value["edge"] = true
		}
		list[i] = value
	}
	return list
}

func malformed(total *tally) map[string]any {
	samples := make([]any, len(total.samples))
	for i, sample := range total.samples {
		samples[i] = map[string]any{"key": bounded(sample.key), "line": sample.line, "problem": sample.bad}
	}
	return map[string]any{"count": total.malformed, "samples": samples}
}

// event is one that rules judge by itself.
func (r *reader) event(e *keptEvent) *snapshot.Observation {
	values := map[string]any{
		"id": text(e.id), "organization_id": text(e.organization),
		"key": bounded(e.key), "line": e.line, "time": moment(e.time),
		"action": e.action, "resource_type": e.resourceType,
		"resource_id": text(e.resourceID), "resource_name": text(e.resourceName), "role": text(e.role),
		"principal_type": text(e.actor.kind), "principal_id": text(e.actor.id), "principal_name": text(e.actorName),
	}
	name := cmp.Or(e.resourceName, e.resourceID)
	switch e.resourceType {
	case "project":
		values["project"] = text(name)
	case "index":
		values["index"] = text(name)
	case "api-key":
		values["api_key"] = text(e.resourceID)
	case "user":
		values["project"] = text(e.project)
		members := make([]any, len(e.members))
		for i, member := range e.members {
			members[i] = member
		}
		values["members"] = members
	}
	o := r.observation(eventType, cmp.Or(e.id, fmt.Sprintf("%s:%d", bounded(e.key), e.line)), values)
	if e.resourceType == "user" && e.role == "" {
		o.Unknown["/role"] = snapshot.Unknown{Reason: "the event does not say which role was given"}
	}
	return o
}

// principal is somebody or something that acted.
func (r *reader) principal(p *principal, removals map[string]time.Time) *snapshot.Observation {
	values := map[string]any{
		"principal_type": text(p.key.kind), "principal_id": text(p.key.id), "principal_name": text(p.name),
		"events": p.events, "failures": p.failures, "first_at": moment(p.first), "last_at": moment(p.last),
		"removed_at": moment(later(removals[p.key.id], removals[p.name])),
	}
	hours := slices.Sorted(maps.Keys(p.byHour))
	if len(hours) > 0 {
		worst := slices.MaxFunc(hours, func(a, b int64) int { return cmp.Compare(p.byHour[a], p.byHour[b]) })
		values["worst_hour"] = map[string]any{"at": moment(time.Unix(worst*3600, 0)), "failures": p.byHour[worst]}
	}
	failed := make([]any, 0, len(p.what))
	for _, what := range slices.SortedFunc(maps.Keys(p.what), compareAttempts) {
		failed = append(failed, map[string]any{
			"action": what.action, "resource_type": what.resource, "count": p.what[what],
		})
	}
	values["failed"] = failed
	organizations := make([]any, 0, len(p.organizations))
	for _, id := range slices.Sorted(maps.Keys(p.organizations)) {
		organizations = append(organizations, id)
	}
	values["organization_ids"] = organizations
	return r.observation(principalType, p.key.kind+"/"+p.key.id, values)
}

// text is nil where there is none.
func text(value string) any {
	if value == "" {
		return nil
	}
	return value
}

// moment is nil for a time that is not known.
func moment(at time.Time) any {
	if at.IsZero() {
		return nil
	}
	return at.UTC().Format(time.RFC3339)
}
