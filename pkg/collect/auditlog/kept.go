package auditlog

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// keptKind is why an event is kept as it is.
type keptKind int

const (
	destroyed keptKind = iota
	granted
	keyCreated
)

func keptKinds() [3]keptKind { return [3]keptKind{destroyed, granted, keyCreated} }

func (k keptKind) String() string {
	return [3]string{"deletions", "changes of members", "creations of API keys"}[k]
}

// kindOf says which successful events are kept: what took something away, what gave
// somebody a role, and keys that were made.
func kindOf(e *event) (keptKind, bool) {
	switch e.Event.Action + " " + e.Event.ResourceType {
	case "delete index", "delete project", "delete backup", "delete private-endpoints", "delete organization":
		return destroyed, true
	case "create user", "update user":
		return granted, true
	case "create api-key":
		return keyCreated, true
	default:
		return 0, false
	}
}

// keptEvent is an event that rules judge by itself, with no text beyond its bounds.
type keptEvent struct {
	id, key      string
	organization string
	line         int
	time         time.Time
	action       string
	resourceType string
	resourceID   string
	resourceName string
	role         string
	project      string
	members      []string
	actor        principalKey
	actorName    string
}

func keep(e *event, key string, line int) keptEvent {
	s := e.subject()
	members := make([]string, len(s.members))
	for i, member := range s.members {
		members[i] = bounded(member)
	}
	return keptEvent{
		id: bounded(e.ID), key: key, line: line, time: e.time, organization: bounded(e.OrganizationID),
		action: e.Event.Action, resourceType: e.Event.ResourceType,
		resourceID: bounded(s.id), resourceName: bounded(e.Event.ResourceName),
		role: bounded(s.role), project: bounded(s.project), members: members,
		actor: principalKey{bounded(e.Actor.Type), bounded(e.Actor.ID)}, actorName: bounded(e.Actor.Name),
	}
}

// maxKept is how many events of a kind are kept: the newest.
const maxKept = 2000

// kept are the newest events of one kind, and how many older ones are not among them. One
// that was delivered twice counts once.
type kept struct {
	events []keptEvent
	older  int
}

func (k *kept) add(events ...keptEvent) {
	for _, one := range events {
		if k.events = append(k.events, one); len(k.events) >= 2*maxKept {
			k.trim()
		}
	}
}

func (k *kept) merge(other *kept) {
	k.older += other.older
	k.add(other.events...)
}

// trim sorts the newest first.
func (k *kept) trim() {
	slices.SortFunc(k.events, func(a, b keptEvent) int {
		return cmp.Or(b.time.Compare(a.time), strings.Compare(a.id, b.id), strings.Compare(a.key, b.key),
			cmp.Compare(a.line, b.line))
	})
	k.events = slices.CompactFunc(k.events, func(a, b keptEvent) bool {
		return a.id != "" && a.id == b.id && a.time.Equal(b.time)
	})
	if more := len(k.events) - maxKept; more > 0 {
		k.older += more
		k.events = k.events[:maxKept]
	}
}
