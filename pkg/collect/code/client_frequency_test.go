package code_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// TestFactoriesAreNoSetUp tries functions whose name says that they run once. They do not
// where another one that may run often takes a client from them.
func TestFactoriesAreNoSetUp(t *testing.T) {
	const factory = `from pinecone import Pinecone

def init_client():
    return Pinecone(api_key=read_key())

`
	for name, want := range map[string]struct {
		text string
		open bool
	}{
		"taken by who knows":        {"def answer(question):\n    client = init_client()\n    return client.Index(host=HOST)\n", true},
		"handed on":                 {"def client_for(tenant):\n    return init_client()\n", true},
		"taken at the start":        {"client = init_client()\n", false},
		"taken by a set-up":         {"def setup():\n    app.client = init_client()\n", false},
		"kept where missing":        {"def get_client():\n    global c\n    if c is None:\n        c = init_client()\n    return c\n", false},
		"taken by who is made anew": {"class Books:\n    def __init__(self):\n        self.client = init_client()\n", true},
		"taken by who is made once": {
			"class Books:\n    def __init__(self):\n        self.client = init_client()\n\nbooks = Books()\n", false,
		},
		"called for no value": {"def answer(question):\n    init_client()\n", true},
	} {
		t.Run(name, func(t *testing.T) {
			read := collected(t, map[string]string{"app.py": factory + want.text})
			clients := read.Resources["pinecone_client"]
			client := clients[slices.IndexFunc(clients, func(each *snapshot.Resource) bool {
				return strings.Contains(each.ID, "init_client")
			})]
			if _, open := client.Unknown["/per_request"]; open != want.open {
				t.Errorf("per_request is %v, unknown %v; want unknown: %v", client.Values["per_request"], open, want.open)
			}
		})
	}
}

// TestFactoriesOfTheSameObject tries a method that C# calls without naming the object.
func TestFactoriesOfTheSameObject(t *testing.T) {
	for caller, open := range map[string]bool{"Answer": true, "Setup": false} {
		t.Run(caller, func(t *testing.T) {
			read := collected(t, map[string]string{"Search.cs": `using Pinecone;

public class Search
{
    private PineconeClient InitClient()
    {
        return new PineconeClient(ReadKey());
    }

    public IndexClient ` + caller + `(string question)
    {
        var client = InitClient();
        return client.Index(question);
    }
}
`})
			client := read.Resources["pinecone_client"][0]
			if _, is := client.Unknown["/per_request"]; is != open {
				t.Errorf("per_request is %v, unknown %v; want unknown: %v", client.Values["per_request"], is, open)
			}
		})
	}
}
