package assemble_test

import (
	"testing"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// live is an observation of a service.
func live(source, kind, address string, attributes values) *snapshot.Observation {
	return &snapshot.Observation{
		Type: kind, Source: source, Address: address, Complete: true, Values: attributes,
		Call: &snapshot.Call{Name: "call", Time: "2026-11-01T12:00:00Z"},
	}
}

// TestEventsAreJoined holds what an event of the audit log is about, and so where it was.
func TestEventsAreJoined(t *testing.T) {
	logged := func(id string, attributes values) *snapshot.Observation {
		attributes["id"] = id
		return live("auditlog logs", "pinecone_audit_event", id, attributes)
	}
	s := join(
		unit(organization(values{"bucket": "acme-audit"}),
			declared("pinecone_project", "/projects/0", 5, values{"name": "search", "environment": "production"}),
			declared("pinecone_project", "/projects/1", 6, values{"name": "trial", "environment": "test"}),
			declared("pinecone_index", "/projects/1/indexes/0", 7, values{"name": "toys", "project": "trial"}),
		),
		unit(live("pinecone organization api keys", "pinecone_api_key", "/admin/api-keys/k-1",
			values{"id": "k-1", "name": "robot", "project_id": "trial"}),
			live("pinecone organization users", "pinecone_user", "/admin/users/u-1", values{"id": "u-1", "email": "ada@acme.example"})),
		unit(
			logged("e-1", values{"index": "toys"}), logged("e-2", values{"api_key": "k-1"}), logged("e-3", values{"project": "search"}),
			logged("e-4", values{"index": "gone"}),
			live("auditlog logs", "pinecone_audit_principal", "user/u-1", values{"principal_id": "u-1"}),
			live("auditlog logs", "pinecone_audit_principal", "user/u-9", values{"principal_id": "u-9", "principal_name": "ada@acme.example"}),
			live("auditlog logs", "pinecone_audit_principal", "api_key/k-1", values{"principal_id": "k-1"}),
			live("auditlog logs", "pinecone_audit_principal", "user/u-2", values{"principal_id": "u-2"}),
		),
		unit(live("auditlog copy", "pinecone_audit_event", "e-1", values{"id": "e-1", "index": "toys"})),
	)
	environments, projects := map[string]string{}, map[string][]string{}
	for _, event := range s.Resources["pinecone_audit_event"] {
		environments[event.Name], projects[event.Name] = event.Environment, event.Links["projects"]
		same(t, event.Name, event.Links["organization"], []string{"pinecone_organization/acme"})
	}
	same(t, "environments", environments, map[string]string{"e-1": "test", "e-2": "test", "e-3": "production", "e-4": ""})
	same(t, "projects", projects, map[string][]string{
		"e-1": {"pinecone_project/trial"}, "e-2": {"pinecone_project/trial"}, "e-3": {"pinecone_project/search"}, "e-4": nil,
	})
	same(t, "the key's events", len(s.Resources["pinecone_api_key"][0].Links["audit_events"]), 1)
	identities := map[string]int{}
	for _, principal := range s.Resources["pinecone_audit_principal"] {
		identities[principal.Observations[0].Address] = len(principal.Links["identities"])
	}
	same(t, "identities", identities, map[string]int{"user/u-1": 1, "user/u-9": 1, "api_key/k-1": 1, "user/u-2": 0})
}

// TestEventsOfOtherOrganizations holds that what happened in another organization, whose logs
// are in the same bucket, is not judged, and that it is told.
func TestEventsOfOtherOrganizations(t *testing.T) {
	logged := func(kind, id string, attributes values) *snapshot.Observation {
		attributes["id"] = id
		return live("auditlog logs", kind, id, attributes)
	}
	var told []string
	linked := func(known string) map[string]int {
		s := join(
			unit(live("pinecone organization", "pinecone_organization", "/o", values{"name": "acme", "id": "-Acme"}),
				declared("pinecone_project", "/projects/0", 5, values{"name": "search"}),
				declared("pinecone_index", "/projects/0/indexes/0", 7, values{"name": "toys", "project": "search"})),
			unit(
				logged("pinecone_audit_event", "e-1", values{"index": "toys", "organization_id": known}),
				logged("pinecone_audit_event", "e-2", values{"index": "toys", "organization_id": "-Other"}),
				logged("pinecone_audit_event", "e-3", values{"index": "toys"}),
				logged("pinecone_audit_principal", "u-1", values{"organization_ids": []any{known, "-Other"}}),
				logged("pinecone_audit_principal", "u-2", values{"organization_ids": []any{"-Other"}}),
			),
		)
		told = nil
		for _, source := range s.Sources {
			for _, problem := range source.Problems {
				told = append(told, problem.Message)
			}
		}
		links := map[string]int{}
		for _, kind := range []string{"pinecone_audit_event", "pinecone_audit_principal"} {
			for _, one := range s.Resources[kind] {
				links[one.Observations[0].Address] = len(one.Links["organization"]) + len(one.Links["indexes"])
			}
		}
		return links
	}
	same(t, "two organizations", linked("-Acme"), map[string]int{"e-1": 2, "e-3": 2, "u-1": 1})
	same(t, "told", told, []string{
		"events (1) and principals (1) of the audit logs are of other organizations, and are not judged",
	})
	same(t, "ids of another kind", linked("acme-1"), map[string]int{"e-1": 2, "e-2": 2, "e-3": 2, "u-1": 1, "u-2": 1})
	same(t, "told of ids of another kind", len(told), 0)
}

// TestLiveAnswers holds that what a service shows to be unset is no longer unknown, and
// that what it refuses stays so.
func TestLiveAnswers(t *testing.T) {
	written := seen(".", "aws_s3_bucket", "aws_s3_bucket.audit", 5, values{"bucket": "acme-audit"})
	written.Unknown = map[string]snapshot.Unknown{
		"/audit_log_test_at": {Reason: "known after apply"}, "/policy": {Reason: "known after apply"},
		"/newest_log_at": {Reason: "known after apply"},
	}
	read := live("aws.s3 111122223333", "aws_s3_bucket", "arn:aws:s3:::acme-audit", values{"bucket": "acme-audit"})
	read.Unread = map[string]string{"/policy": "s3:GetBucketPolicy", "/bucket": "s3:ListBucket"}
	read.Unknown = map[string]snapshot.Unknown{"/newest_log_at": {Reason: "not asked for"}}
	s := join(unit(organization(values{"bucket": "acme-audit"})), unit(written), unit(read))
	bucket := s.Resources["aws_s3_bucket"][0]
	same(t, "unread", bucket.Unread, map[string]string{"/policy": "s3:GetBucketPolicy"})
	same(t, "unknown", bucket.Unknown, map[string]snapshot.Unknown{
		"/policy": {Reason: "known after apply"}, "/newest_log_at": {Reason: "not asked for"},
	})
	alone := join(unit(organization(values{"bucket": "acme-audit"})), unit(read)).Resources["aws_s3_bucket"][0]
	same(t, "unread alone", alone.Unread, read.Unread)
}

// TestWhyACallToldNothing holds that of a thing which several calls show, the one that should
// have told something says why it did not.
func TestWhyACallToldNothing(t *testing.T) {
	listed := live("pinecone project search indexes", "pinecone_index", "/indexes/toys", values{"name": "toys", "project": "search"})
	listed.Unknown = map[string]snapshot.Unknown{"/usage/namespace_count": {Reason: "no further call told it"}}
	counted := live("pinecone project search namespaces", "pinecone_index", "/indexes/toys", values{"name": "toys", "project": "search"})
	counted.Unknown = map[string]snapshot.Unknown{"/usage/namespace_count": {Reason: "it did not answer"}}
	counted.Complete, counted.Call = false, nil
	s := join(unit(listed), unit(counted))
	same(t, "unknown", s.Resources["pinecone_index"][0].Unknown, counted.Unknown)
}
