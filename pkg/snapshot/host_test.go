package snapshot_test

import (
	"testing"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

func TestHost(t *testing.T) {
	for host, want := range map[string]struct {
		index string
		ours  bool
	}{
		"big-docs-a1b2c3d.svc.aped-4627-b74a.pinecone.io": {"big-docs", true},
		"API.Pinecone.IO.":            {"", true},
		"pinecone.io":                 {"", true},
		"docs-a1b2c3d.svc.example.io": {"docs", false},
		"notpinecone.io":              {"", false},
	} {
		if index, ours := snapshot.IndexOf(host), snapshot.InDomain(host); index != want.index || ours != want.ours {
			t.Errorf("%s: index %q, Pinecone's %v, want %q and %v", host, index, ours, want.index, want.ours)
		}
	}
}
