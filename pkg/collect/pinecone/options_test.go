package pinecone

import (
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

func TestBrokenOptions(t *testing.T) {
	for host, want := range map[string]string{
		"http://api.example":           "the controller's host must begin with https://",
		"https://user:pw@api.example":  "the controller's host is no base URL",
		"https://api.example/v1":       "the controller's host is no base URL",
		"https://api.example?key=pw":   "the controller's host is no base URL",
		"://":                          "the controller's host is no base URL",
		"ftp://api.example":            "the controller's host must begin with https://",
		"https://api.example:\x00port": "the controller's host is no base URL",
	} {
		options := options(t, newAcme(t))
		options.Controller = host
		all := collected(t, options)
		if len(all.sources) != 1 || all.sources[0].Status != snapshot.Failed || !strings.HasPrefix(all.sources[0].Reason, want) ||
			all.sources[0].Problems[0].Kind != snapshot.Broken || strings.Contains(all.sources[0].Reason, "pw") {
			t.Errorf("%s: reported %+v", host, all.sources)
		}
	}
	for host, want := range map[string]string{
		"api.example": "https://api.example", "http://localhost:5080/": "http://localhost:5080",
		"http://127.0.0.1:1": "http://127.0.0.1:1", "http://[::1]:1": "http://[::1]:1",
	} {
		if base, err := parseBase("it", host); err != nil || base.String() != want {
			t.Errorf("%s is %v, %v", host, base, err)
		}
	}
}
