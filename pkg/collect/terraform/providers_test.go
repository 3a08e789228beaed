package terraform

import (
	"maps"
	"testing"
)

// TestRequiredBelow takes the version of a provider from the modules that are called, where the
// root module leaves it open, and says where it stands.
func TestRequiredBelow(t *testing.T) {
	required := func(name, body string) string {
		return "terraform {\n  required_providers {\n    " + name + " = { " + body + " }\n  }\n}\n"
	}
	const call = "module \"search\" {\n  source = \"./search\"\n}\n"
	const ours = `source = "pinecone-io/pinecone"`
	for name, c := range map[string]struct {
		root, module string
		want         map[string]string
	}{
		"left open":        {required("pinecone", ours), required("pinecone", ours+`, version = "~> 0.7"`), map[string]string{"pinecone": "~> 0.7 search/main.tf"}},
		"named otherwise":  {required("vectors", ours), required("pinecone", ours+`, version = "~> 0.7"`), map[string]string{"vectors": "~> 0.7 search/main.tf"}},
		"said by the root": {required("pinecone", ours+`, version = "~> 3.0"`), required("pinecone", ours+`, version = ">= 1"`), map[string]string{"pinecone": "~> 3.0 main.tf"}},
		"said by nobody":   {required("pinecone", ours), required("pinecone", ours), map[string]string{"pinecone": ""}},
		"of another":       {required("pinecone", `source = "acme/pinecone"`), required("pinecone", ours+`, version = "1"`), map[string]string{"pinecone": ""}},
		"not in the root":  {"", required("pinecone", ours+`, version = "1.0"`), map[string]string{"pinecone": "1.0 search/main.tf"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := map[string]string{}
			for _, o := range run(t, files("main.tf", c.root+call, "search/main.tf", c.module), Options{Types: schema(t)}).units {
				if o.Type != "terraform_root" {
					continue
				}
				found, _ := o.Values["required_providers"].(map[string]any)
				for provider, one := range found {
					got[provider] = ""
					if version, ok := one.(map[string]any)["version"].(string); ok {
						at, _ := o.Locations.Get("/required_providers/" + provider)
						got[provider] = version + " " + at.File
					}
				}
			}
			if !maps.Equal(got, c.want) {
				t.Errorf("got %v, want %v", got, c.want)
			}
		})
	}
}
