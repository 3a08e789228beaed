package terraform

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

const indexModule = `
variable "protect" { default = "enabled" }
resource "pinecone_index" "main" {
  name                = "main"
  deletion_protection = var.protect
}
output "protect" { value = var.protect }
`

// TestHostileTerragrunt has what would recurse, or multiply, without end: each ends in time, and
// leaves the value unknown.
func TestHostileTerragrunt(t *testing.T) {
	unit := func(more string) string {
		return "terraform { source = \"${get_repo_root()}/modules/index\" }\n" + more
	}
	cases := map[string]func() []string{
		"files that read each other in a row": func() []string {
			pairs := []string{"live/a/terragrunt.hcl", unit("inputs = read_terragrunt_config(\"c0.hcl\").locals.next")}
			for i := range 5000 {
				text := fmt.Sprintf("locals { next = read_terragrunt_config(\"c%d.hcl\").locals.next }", i+1)
				pairs = append(pairs, fmt.Sprintf("live/a/c%d.hcl", i), text)
			}
			return append(pairs, "live/a/c5000.hcl", "locals { next = { protect = \"disabled\" } }")
		},
		"files that read each other whole": func() []string {
			other := "locals {\n  a = read_terragrunt_config(\"%[1]s.hcl\")\n  b = read_terragrunt_config(\"%[1]s.hcl\")\n}"
			return []string{
				"live/a/terragrunt.hcl", unit("locals { x = read_terragrunt_config(\"x.hcl\") }\n" +
					"inputs = { protect = jsonencode([local.x, local.x]) }"),
				"live/a/x.hcl", fmt.Sprintf(other, "y"), "live/a/y.hcl", fmt.Sprintf(other, "x"),
			}
		},
		"a file that reads itself": func() []string {
			return []string{"live/a/terragrunt.hcl", unit(
				"inputs = { protect = read_terragrunt_config(\"terragrunt.hcl\").inputs.protect }")}
		},
		"units that all hang on each other": func() []string {
			const many = 24
			var pairs []string
			for i := range many {
				var text, values strings.Builder
				for other := range many {
					fmt.Fprintf(&text, "dependency \"d%d\" { config_path = \"../%d\" }\n", other, other)
					fmt.Fprintf(&values, "dependency.d%d.outputs.protect, ", other)
				}
				text.WriteString("inputs = { protect = join(\"\", [" + values.String() + "]) }")
				pairs = append(pairs, fmt.Sprintf("live/%d/terragrunt.hcl", i), unit(text.String()))
			}
			return pairs
		},
		"brackets": func() []string {
			return []string{"live/a/terragrunt.hcl", "terraform { source = \"../../modules/index\" }\ninputs = { protect = " +
				strings.Repeat("[", 100_000) + strings.Repeat("]", 100_000) + " }"}
		},
		"a path out of the tree": func() []string {
			return []string{"live/a/terragrunt.hcl", unit("inputs = { protect = file(\"${get_repo_root()}/../../etc/hostname\") }")}
		},
	}
	for name, pairs := range cases {
		t.Run(name, func(t *testing.T) {
			started := time.Now()
			seen := run(t, files(append(pairs(), "modules/index/main.tf", indexModule)...), Options{Types: schema(t), Jobs: 2})
			for _, o := range seen.units {
				if value := o.Values["deletion_protection"]; o.Type == "pinecone_index" && !isOpen(o, value) {
					t.Errorf("%s has %v", o.Source, value)
				}
			}
			if took := time.Since(started); took > 20*time.Second {
				t.Errorf("it took %v", took)
			}
		})
	}
}

func isOpen(o *snapshot.Observation, value any) bool {
	_, open := o.Unknown["/deletion_protection"]
	return open && value == nil
}

// FuzzTerragrunt reads any file as a unit's, and as what it includes.
func FuzzTerragrunt(f *testing.F) {
	f.Add([]byte("include \"root\" {\n path = find_in_parent_folders(\"root.hcl\")\n merge_strategy = \"deep\"\n}\n" +
		"terraform { source = \"../../modules/index\" }\ninputs = merge(include.root.inputs, { protect = get_env(\"A\") })"))
	f.Add([]byte("terraform {\n source = \"../../modules/index\"\n extra_arguments \"a\" { arguments = [\"-var\"] }\n}\n" +
		"dependency \"a\" { config_path = \".\" }\ninputs = { protect = dependency.a.outputs.protect }"))
	f.Add([]byte("generate \"a\" {\n path = \"a.tf\"\n if_exists = \"overwrite\"\n contents = <<EOF\nlocals {\n a = \"${local.b}\"\n}\nEOF\n}\n" +
		"remote_state {\n backend = \"s3\"\n config = {}\n}\nterraform { source = \"../../modules/index\" }"))
	types := schema(f)
	f.Fuzz(func(t *testing.T, data []byte) {
		run(t, files("modules/index/main.tf", indexModule, "live/a/terragrunt.hcl", string(data), "live/root.hcl", string(data)),
			Options{Types: types})
	})
}
