package terraform_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/terraform"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// TestDoubling holds that a value which holds the one before it twice, sixty times over,
// is given up and not walked: it would have more elements than there is time for.
func TestDoubling(t *testing.T) {
	links := map[string]string{
		"tuples":    `[local.a%[2]d, local.a%[2]d]`,
		"objects":   `{ x = local.a%[2]d, y = local.a%[2]d }`,
		"functions": `concat([local.a%[2]d], [local.a%[2]d])`,
		"loops":     `[for i in [1, 2] : local.a%[2]d]`,
		"merges":    `merge({ x = local.a%[2]d }, { y = local.a%[2]d })`,
		"templates": `"${local.a%[2]d}${local.a%[2]d}"`,
		"documents": `jsonencode([local.a%[2]d, local.a%[2]d])`,
	}
	for name, link := range links {
		t.Run(name, func(t *testing.T) {
			var source strings.Builder
			source.WriteString("locals {\n  a0 = \"seed of the chain\"\n")
			for i := range 60 {
				fmt.Fprintf(&source, "  a%[1]d = "+link+"\n", i+1, i)
			}
			source.WriteString("}\noutput \"a\" {\n  value = local.a60\n}\n")
			giveUp(t, fstest.MapFS{"main.tf": {Data: []byte(source.String() + doubled("local.a60"))}})
			giveUp(t, fstest.MapFS{
				"a/main.tf": {Data: []byte(source.String())},
				"b/main.tf": {Data: []byte(otherState + doubled("data.terraform_remote_state.a.outputs.a"))},
			})
		})
	}
}

const otherState = `
data "terraform_remote_state" "a" {
  backend = "local"
  config  = { path = "../a/terraform.tfstate" }
}
`

func doubled(value string) string {
	return "\nresource \"pinecone_index\" \"i\" {\n  name = jsonencode(" + value + ")\n}\n"
}

// giveUp holds that the name of the index is unknown, since it is made of too much.
func giveUp(t *testing.T, files fstest.MapFS) {
	t.Helper()
	tree, err := collect.Walk(files)
	if err != nil {
		t.Fatal(err)
	}
	var seen unit
	options := terraform.Options{Types: snapshot.Types{"pinecone_index": {Properties: map[string]*snapshot.Shape{
		"name": {Type: "string"},
	}}}}
	if err := terraform.Collect(t.Context(), tree, options, &seen); err != nil {
		t.Fatal(err)
	}
	if len(seen) == 0 || seen[0].Values["name"] != nil {
		t.Fatalf("the name is known: %d observations", len(seen))
	}
	if why := seen[0].Unknown["/name"]; !strings.Contains(why.Reason, "more than") {
		t.Errorf("reason = %q", why.Reason)
	}
}

// TestDoublingInDocuments holds the same of texts that are unknown in part, and of what functions
// encode, in resources that hold files of other programs.
func TestDoublingInDocuments(t *testing.T) {
	for name, link := range map[string]string{
		"templates": `"${local.a%[2]d}${local.a%[2]d}"`,
		"heredocs":  "<<-EOT\n  x\n  ${local.a%[2]d}${local.a%[2]d}\n  EOT",
		"documents": `jsonencode([local.a%[2]d, local.a%[2]d])`,
	} {
		t.Run(name, func(t *testing.T) {
			var source strings.Builder
			source.WriteString("variable \"unset\" {}\nlocals {\n  a0 = \"seed ${var.unset}\"\n")
			for i := range 60 {
				fmt.Fprintf(&source, "  a%[1]d = "+link+"\n", i+1, i)
			}
			source.WriteString("}\nresource \"kubernetes_config_map\" \"a\" {\n  data = { a = local.a60, b = local.a3 }\n}\n")
			tree, err := collect.Walk(fstest.MapFS{"main.tf": {Data: []byte(source.String())}})
			if err != nil {
				t.Fatal(err)
			}
			var seen []*snapshot.Observation
			options := terraform.Options{
				Documents: []string{"kubernetes_config_map"},
				Document:  func(o *snapshot.Observation) { seen = append(seen, o) },
			}
			if err := terraform.Collect(t.Context(), tree, options, &unit{}); err != nil {
				t.Fatal(err)
			}
			if len(seen) != 1 || len(seen[0].Unknown) == 0 {
				t.Fatalf("%d resources, want one with what is not known", len(seen))
			}
			for pointer, unknown := range seen[0].Unknown {
				if len(unknown.Pattern) > 16<<20 {
					t.Errorf("the pattern of %s has %d bytes", pointer, len(unknown.Pattern))
				}
			}
		})
	}
}
