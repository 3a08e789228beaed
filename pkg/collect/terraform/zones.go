package terraform

import (
	"fmt"

	"github.com/zclconf/go-cty/cty"
)

// zoneList is a list that data "aws_availability_zones" reads. It has each zone once, so that two
// places of it are two zones, whichever these are.
type zoneList struct {
	from *instance
	name string
}

// mostZones is more than any region has.
const mostZones = 16

func (z *zoneList) part(key cty.Value) *node {
	index, ok := position(key)
	if !ok || index < 0 {
		return unknown(z.gap(), z.address())
	}
	made := unknown(z.gap(), z.address())
	made.value = cty.UnknownVal(cty.String)
	made.template = &template{pattern: fmt.Sprintf("${%s[%d]}", z.address(), index)}
	return made
}

func (z *zoneList) gap() *gap { return &gap{reason: z.from.computed()} }

// address is that of the list.
func (z *zoneList) address() string { return z.from.address() + "." + z.name }

func (z *zoneList) all() ([]entry, kind, *gap) { return nil, plain, z.gap() }

func (z *zoneList) whole() cty.Value { return cty.DynamicVal }

// slice is a part of the list.
func (z *zoneList) slice(from, to int) *node {
	if from < 0 || to < from || to > mostZones {
		return nil
	}
	var entries []entry
	for i := from; i < to; i++ {
		entries = append(entries, entry{node: z.part(number(i))})
	}
	return newTuple(entries...)
}
