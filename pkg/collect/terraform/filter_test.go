package terraform

import (
	"slices"
	"testing"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// byTrust keeps AWS resources where a role trusts Pinecone.
type byTrust struct{ asked [][]*snapshot.Observation }

func (f *byTrust) Marks(snapshot.Types) map[string][]string {
	return map[string][]string{"aws_iam_role": {"assume_role_policy"}, "aws_kms_key": {"arn"}}
}

func (f *byTrust) Keeps(unit []*snapshot.Observation) bool {
	f.asked = append(f.asked, unit)
	return slices.ContainsFunc(unit, func(o *snapshot.Observation) bool {
		_, unknown := o.Unknown["/assume_role_policy/Statement/Principal"]
		trust, _ := snapshot.Lookup(o.Values, "/assume_role_policy/Statement/Principal")
		return unknown || trust == "pinecone"
	})
}

func TestFilter(t *testing.T) {
	const module = `
variable "principal" {}
resource "aws_iam_role" "a" {
  assume_role_policy  = jsonencode({ Statement = { Principal = var.principal } })
  max_session_duration = local.missing
}
resource "aws_kms_key" "b" { description = "b" }
output "key" { value = aws_kms_key.b.description }
`
	tests := []struct {
		name, main string
		want       []string
		problems   int
	}{
		{"kept", `module "m" {
  source    = "./m"
  principal = "pinecone"
}`, []string{".", "module.m.aws_iam_role.a", "module.m.aws_kms_key.b"}, 1},
		{"kept where it cannot be told", `
data "aws_caller_identity" "here" {}
module "m" {
  source    = "./m"
  principal = data.aws_caller_identity.here.arn
}`, []string{".", "module.m.aws_iam_role.a", "module.m.aws_kms_key.b"}, 1},
		{"left out beside an index", `module "m" {
  source    = "./m"
  principal = "elsewhere"
}
resource "pinecone_index" "i" { name = module.m.key }`, []string{".", "pinecone_index.i"}, 0},
		{"left out with the root module", `module "m" {
  source    = "./m"
  principal = "elsewhere"
}`, nil, 0},
		{"left out beside a key", `module "m" {
  source    = "./m"
  principal = "elsewhere"
}
variable "key" {}
resource "aws_lambda_function" "f" {
  environment { variables = { PINECONE_API_KEY = var.key } }
}`, []string{".", "aws_lambda_function.f.environment.PINECONE_API_KEY"}, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			filter := &byTrust{}
			seen := run(t, files("main.tf", test.main, "m/main.tf", module), Options{Types: schema(t), Filter: filter})
			var got []string
			for _, o := range seen.units {
				got = append(got, o.Address)
				if o.Type == "aws_kms_key" && o.Values["description"] != "b" {
					t.Errorf("the key has no more than its marks: %v", o.Values)
				}
			}
			slices.Sort(got)
			if !slices.Equal(got, test.want) {
				t.Errorf("observed %q, want %q", got, test.want)
			}
			if len(filter.asked) != 1 {
				t.Errorf("the filter was asked %d times, want once", len(filter.asked))
			}
			if found := seen.sources[0].Problems; len(found) != test.problems {
				t.Errorf("problems %v, want %d", found, test.problems)
			}
		})
	}
}
