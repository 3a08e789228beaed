package terraform

import "testing"

// TestZonesOfAList has subnets in zones that only an apply tells: each place of the list is another.
func TestZonesOfAList(t *testing.T) {
	sink := run(t, files("main.tf", `
data "aws_availability_zones" "here" {}
locals { zones = slice(data.aws_availability_zones.here.names, 0, 3) }
resource "aws_subnet" "a" {
  count             = 2
  availability_zone = data.aws_availability_zones.here.names[count.index]
}
resource "aws_subnet" "b" {
  count             = 2
  availability_zone = local.zones[count.index + 1]
}
resource "aws_subnet" "c" {
  availability_zone    = element(data.aws_availability_zones.here.names, 5)
  availability_zone_id = data.aws_availability_zones.here.zone_ids[0]
}
`), Options{Types: schema(t)})
	want := map[string]string{
		"aws_subnet.a[0]": "${data.aws_availability_zones.here.names[0]}",
		"aws_subnet.a[1]": "${data.aws_availability_zones.here.names[1]}",
		"aws_subnet.b[0]": "${data.aws_availability_zones.here.names[1]}",
		"aws_subnet.b[1]": "${data.aws_availability_zones.here.names[2]}",
		"aws_subnet.c":    "",
	}
	for _, o := range sink.units {
		if o.Type != "aws_subnet" {
			continue
		}
		if got := o.Unknown["/availability_zone"]; got.Pattern != want[o.Address] || got.Reason == "" {
			t.Errorf("the zone of %s is %+v", o.Address, got)
		}
		if id := o.Unknown["/availability_zone_id"].Pattern; o.Address == "aws_subnet.c" &&
			id != "${data.aws_availability_zones.here.zone_ids[0]}" {
			t.Errorf("the id of its zone is %q", id)
		}
	}
}
