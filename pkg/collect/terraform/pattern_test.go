package terraform_test

import (
	"testing"
	"testing/fstest"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/terraform"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// TestPattern holds that the known parts of a string survive the unknown ones, in plain
// templates, through locals, and in strings within a document.
func TestPattern(t *testing.T) {
	const source = `
variable "account" {}

variable "secret" {
  sensitive = true
}

locals {
  region = "eu-west-1"
  role   = "arn:aws:iam::${var.account}:role/reader-${local.region}"
}

resource "aws_iam_role" "r" {
  name = "${local.role}/x"
  path = "/${var.secret}/"

  assume_role_policy = <<-EOT
    {"Statement": {"Principal": {"AWS": "${var.account}:role/${local.region}"}}}
  EOT
}
`
	var seen unit
	tree, err := collect.Walk(fstest.MapFS{"main.tf": {Data: []byte(source)}})
	if err != nil {
		t.Fatal(err)
	}
	options := terraform.Options{Types: snapshot.Types{"aws_iam_role": {Properties: map[string]*snapshot.Shape{
		"name": {Type: "string"}, "path": {Type: "string"},
		"assume_role_policy": {Type: "object", Format: snapshot.FormatPolicy},
	}}}}
	if err := terraform.Collect(t.Context(), tree, options, &seen); err != nil {
		t.Fatal(err)
	}
	want := map[string]string{
		"/name": "arn:aws:iam::${var.account}:role/reader-eu-west-1/x",
		"/path": "",
		"/assume_role_policy/Statement/Principal/AWS": "${var.account}:role/eu-west-1",
	}
	if len(seen) == 0 {
		t.Fatal("nothing was observed")
	}
	for pointer, pattern := range want {
		got, ok := seen[0].Unknown[pointer]
		if !ok || got.Pattern != pattern {
			t.Errorf("%s: pattern %q (known %v), want %q", pointer, got.Pattern, !ok, pattern)
		}
	}
}

// unit is a sink that keeps what it is given.
type unit []*snapshot.Observation

func (u *unit) Observe(observations []*snapshot.Observation) { *u = append(*u, observations...) }

func (*unit) Report(snapshot.Source) {}
