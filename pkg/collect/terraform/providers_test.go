package terraform

import (
	"maps"
	"strings"
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

// TestAccountOfAProvider names the account that a provider's configuration says, or else the
// configuration where that works as somebody else than the environment's credentials.
func TestAccountOfAProvider(t *testing.T) {
	for name, c := range map[string]struct{ body, want string }{
		"its region alone":      {`region = "eu-west-1"`, ""},
		"one account allowed":   {`allowed_account_ids = ["444455556666"]`, "444455556666"},
		"two accounts allowed":  {`allowed_account_ids = ["444455556666", "111122223333"]`, "provider.aws.other"},
		"a role":                {"assume_role {\n    role_arn = \"arn:aws:iam::444455556666:role/deploy\"\n  }", "444455556666"},
		"a role, from anywhere": {"assume_role {\n    role_arn = var.role\n  }", "provider.aws.other"},
		"a profile":             {`profile = "security"`, "provider.aws.other"},
	} {
		t.Run(name, func(t *testing.T) {
			text := "variable \"role\" {}\nprovider \"aws\" {\n  alias = \"other\"\n  " + c.body + "\n}\n" +
				"resource \"aws_kms_key\" \"k\" {\n  provider = aws.other\n}\n"
			for _, o := range run(t, files("main.tf", text), Options{Types: schema(t)}).units {
				if o.Type == "aws_kms_key" {
					if got := strings.Join(o.References["/account"], " "); got != c.want {
						t.Errorf("the key is of account %q, want %q", got, c.want)
					}
				}
			}
		})
	}
}

// TestRegionOfTheProvider has what data "aws_region" reads: it is the region of its provider.
func TestRegionOfTheProvider(t *testing.T) {
	sink := run(t, files("main.tf", `
provider "aws" { region = "us-east-1" }
provider "aws" {
  alias  = "eu"
  region = var.eu
}
variable "eu" { default = "eu-west-1" }
data "aws_region" "here" {}
data "aws_region" "there" { provider = aws.eu }
data "aws_region" "named" { region = "us-west-2" }
data "aws_region" "known_by" { endpoint = "ec2.us-west-2.amazonaws.com" }
resource "aws_vpc_endpoint" "pinecone" {
  service_name = "${data.aws_region.here.name} ${data.aws_region.there.region} ${data.aws_region.named.id}"
  vpc_id       = data.aws_region.known_by.name
}
`, "elsewhere/main.tf", `
data "aws_region" "here" {}
resource "aws_vpc_endpoint" "pinecone" { service_name = data.aws_region.here.name }
`), Options{Types: schema(t)})
	for _, o := range sink.units {
		_, unknown := o.Unknown["/service_name"]
		switch {
		case o.Type != "aws_vpc_endpoint":
		case o.Source == "terraform elsewhere":
			if !unknown {
				t.Errorf("without a provider the region is %v", o.Values["service_name"])
			}
		case o.Values["service_name"] != "us-east-1 eu-west-1 us-west-2":
			t.Errorf("the regions are %v", o.Values["service_name"])
		case o.Unknown["/vpc_id"].Reason == "":
			t.Error("the region of an endpoint is known")
		}
	}
}
