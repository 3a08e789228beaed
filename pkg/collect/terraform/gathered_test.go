package terraform

import (
	"fmt"
	"testing"
)

// TestPlaceOfAListThatAModuleMakes holds that a list which a function makes of what the caller
// gives stands where the caller gives it, and one of nothing at the function.
func TestPlaceOfAListThatAModuleMakes(t *testing.T) {
	sink := run(t, files("main.tf", `
module "one" {
  source  = "./endpoint"
  subnets = ["subnet-1", "subnet-2"]
}
module "more" {
  source  = "./endpoint"
  subnets = aws_subnet.a[*].id
  extra   = ["subnet-9"]
}
module "made" {
  source  = "./endpoint"
  subnets = aws_subnet.a[*].id
}
module "none" {
  source  = "./endpoint"
  subnets = []
}
resource "aws_subnet" "a" { count = 2 }
resource "aws_vpc_endpoint" "own" {
  subnet_ids = distinct(concat(aws_subnet.a[*].id, []))
}
`, "endpoint/main.tf", `
variable "subnets" {}
variable "extra" { default = [] }
resource "aws_vpc_endpoint" "this" {
  subnet_ids = distinct(concat(var.subnets, var.extra))
}
`), Options{Types: schema(t)})
	want := map[string]string{
		"module.made.aws_vpc_endpoint.this": "main.tf:13", "aws_vpc_endpoint.own": "main.tf:21",
		"module.one.aws_vpc_endpoint.this": "main.tf:4", "module.more.aws_vpc_endpoint.this": "main.tf:8",
		"module.none.aws_vpc_endpoint.this": "endpoint/main.tf:5",
	}
	for _, o := range sink.units {
		if o.Type != "aws_vpc_endpoint" {
			continue
		}
		position, _ := o.Locations.Get("/subnet_ids")
		if got := fmt.Sprintf("%s:%d", position.File, position.StartLine); got != want[o.Address] {
			t.Errorf("%s: at %s, want %s", o.Address, got, want[o.Address])
		}
	}
}
