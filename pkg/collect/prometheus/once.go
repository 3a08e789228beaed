package prometheus

import (
	"fmt"
	"maps"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// once leaves out what code declares of a file that is read for itself, and what for_each makes
// of one text more than once.
func (c *collector) once(unit []*snapshot.Observation) []*snapshot.Observation {
	if len(c.evaluated) == 0 {
		return unit
	}
	written, told := map[string]bool{}, map[string]bool{}
	for _, o := range unit {
		if !c.evaluated[o] {
			written[content(o)] = true
		}
	}
	kept := unit[:0]
	for _, o := range unit {
		if c.evaluated[o] {
			what := content(o)
			at := what + fmt.Sprint(o.Locations, o.References)
			if written[what] || told[at] {
				continue
			}
			told[at] = true
		}
		kept = append(kept, o)
	}
	return kept
}

// content is what a scrape or a query has, wherever it stands.
func content(o *snapshot.Observation) string {
	values := maps.Clone(o.Values)
	delete(values, "file")
	return fmt.Sprint(o.Type, values, o.Unknown["/projects"].Expression)
}
