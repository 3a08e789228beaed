package access_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/pinelint/pinelint/pkg/access"
)

// caseFile is testdata/cases/*.json: what AWS decides, as data.
type caseFile struct {
	// Page is the documentation that the cases are from.
	Page  string     `json:"page"`
	Cases []caseData `json:"cases"`
}

type caseData struct {
	ID  string `json:"id"`
	Why string `json:"why"`
	// Page is given where it differs from the file's.
	Page     string       `json:"page"`
	Request  requestData  `json:"request"`
	Policies policiesData `json:"policies"`
	// Unknown has the unknown parts of the one policy, which is named as in Policies.
	Unknown map[string]map[string]unknownData `json:"unknown"`
	// Decision is as Effect says it.
	Decision string `json:"decision"`
	// Stopped and DependsOn are pointers, where the case is about them.
	Stopped   []string `json:"stopped"`
	DependsOn []string `json:"depends_on"`
}

type requestData struct {
	Principal       string              `json:"principal"`
	Action          string              `json:"action"`
	Resource        string              `json:"resource"`
	ResourceAccount string              `json:"resource_account"`
	Context         map[string][]string `json:"context"`
	UnknownContext  []string            `json:"unknown_context"`
}

type unknownData struct {
	Expression string `json:"expression"`
	Pattern    string `json:"pattern"`
}

type policiesData struct {
	Identity             []json.RawMessage         `json:"identity"`
	Boundary             json.RawMessage           `json:"boundary"`
	Session              []json.RawMessage         `json:"session"`
	ServiceControl       [][]json.RawMessage       `json:"scp"`
	Resource             json.RawMessage           `json:"resource"`
	Grants               []access.Grant            `json:"grants"`
	PublicAccess         *access.PublicAccessBlock `json:"public_access"`
	Ownership            string                    `json:"ownership"`
	IdentityUnread       string                    `json:"identity_unread"`
	BoundaryUnread       string                    `json:"boundary_unread"`
	ServiceControlUnread string                    `json:"scp_unread"`
	ResourceUnread       string                    `json:"resource_unread"`
	GrantsUnread         string                    `json:"grants_unread"`
	PublicAccessUnread   string                    `json:"public_access_unread"`
	ACLUnread            string                    `json:"acl_unread"`
	AssumeCallerAllowed  bool                      `json:"assume_caller_allowed"`
}

func TestCases(t *testing.T) {
	files, err := filepath.Glob("testdata/cases/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, name := range files {
		file := readCases(t, name)
		seen := map[string]bool{}
		for _, c := range file.Cases {
			if seen[c.ID] {
				t.Errorf("%s: %s comes twice", name, c.ID)
			}
			seen[c.ID] = true
			t.Run(filepath.Base(name)+"/"+c.ID, func(t *testing.T) { c.check(t) })
		}
	}
}

func readCases(t testing.TB, name string) caseFile {
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.DisallowUnknownFields()
	var file caseFile
	if err := decoder.Decode(&file); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return file
}

func (c *caseData) check(t *testing.T) {
	request, policies := c.request(), c.policies(t)
	got := access.Explain(request, policies)
	if got.Effect.String() != c.Decision {
		t.Errorf("%s, want %s: %s\nbecause %s", got.Effect, c.Decision, c.Why, got.Reason())
	}
	if fast := access.Decide(request, policies); fast.Effect != got.Effect {
		t.Errorf("Decide says %s, Explain %s", fast.Effect, got.Effect)
	}
	if c.Stopped != nil {
		var stopped []string
		for _, stop := range got.Stopped {
			stopped = append(stopped, stop.Pointer.Pointer)
		}
		if !slices.Equal(stopped, c.Stopped) {
			t.Errorf("stopped by %v, want %v", stopped, c.Stopped)
		}
	}
	var open []string
	for _, pointer := range got.DependsOn {
		open = append(open, pointer.Pointer)
	}
	if c.DependsOn != nil && !slices.Equal(open, c.DependsOn) {
		t.Errorf("depends on %v, want %v", open, c.DependsOn)
	}
	if (len(got.DependsOn) > 0) != (got.Effect == access.Undecided) {
		t.Errorf("%s depends on %v", got.Effect, got.DependsOn)
	}
}

func (c *caseData) request() access.Request {
	r := c.Request
	return access.Request{
		Principal: r.Principal, Action: r.Action, Resource: r.Resource, ResourceAccount: r.ResourceAccount,
		Context: r.Context, UnknownContext: r.UnknownContext,
	}
}

func (c *caseData) policies(t testing.TB) access.Policies {
	p := c.Policies
	policies := access.Policies{
		Identity: c.parseAll(t, "identity", p.Identity), Boundary: c.parse(t, "boundary", p.Boundary),
		Session: c.parseAll(t, "session", p.Session), Resource: c.parse(t, "resource", p.Resource),
		Grants: p.Grants, PublicAccess: p.PublicAccess, Ownership: p.Ownership,
		IdentityUnread: p.IdentityUnread, BoundaryUnread: p.BoundaryUnread, ResourceUnread: p.ResourceUnread,
		ServiceControlUnread: p.ServiceControlUnread, GrantsUnread: p.GrantsUnread,
		PublicAccessUnread: p.PublicAccessUnread, ACLUnread: p.ACLUnread, AssumeCallerAllowed: p.AssumeCallerAllowed,
	}
	for _, level := range p.ServiceControl {
		policies.ServiceControl = append(policies.ServiceControl, c.parseAll(t, "scp", level))
	}
	return policies
}

func (c *caseData) parseAll(t testing.TB, name string, documents []json.RawMessage) []*access.Policy {
	var policies []*access.Policy
	for _, document := range documents {
		policies = append(policies, c.parse(t, name, document))
	}
	return policies
}

func (c *caseData) parse(t testing.TB, name string, document json.RawMessage) *access.Policy {
	if len(document) == 0 {
		return nil
	}
	if c.Unknown[name] == nil {
		policy, err := access.ParseJSON(name, document)
		if err != nil {
			t.Fatal(err)
		}
		return policy
	}
	unknown := map[string]access.Unknown{}
	for pointer, part := range c.Unknown[name] {
		unknown[pointer] = access.Unknown{Expression: part.Expression, Pattern: part.Pattern}
	}
	return access.Parse(name, tree(t, document), unknown)
}

// tree decodes JSON with its numbers kept.
func tree(t testing.TB, data []byte) any {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	var document any
	if err := decoder.Decode(&document); err != nil {
		t.Fatal(err)
	}
	return document
}
