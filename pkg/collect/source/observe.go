package source

import (
	"fmt"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// observe makes an observation of every hit. Addresses count the hits of a line, as the
// secret itself must not tell them apart.
func observe(file string, text []byte, hits []hit) []*snapshot.Observation {
	places := collect.NewText(file, text)
	count := map[string]int{}
	observations := make([]*snapshot.Observation, 0, len(hits))
	for _, h := range hits {
		at := places.Location(h.at(text).start, h.at(text).end)
		o := &snapshot.Observation{
			Type: "repository_secret", Source: sourceID, Complete: true,
			Values:    map[string]any{"file": file, "kind": h.kind, "shape": h.shape},
			Locations: snapshot.Locations{{Position: snapshot.Position{Location: at}}},
		}
		if h.prefix != "" {
			o.Type = "client_exposure"
			o.Values = map[string]any{"file": file, "prefix": h.prefix}
		}
		if h.name.end > 0 {
			o.Values["variable"] = h.name.of(text)
		}
		line := fmt.Sprintf("%s:%d", file, at.StartLine)
		count[o.Type+line]++
		o.Address = fmt.Sprintf("%s:%d", line, count[o.Type+line])
		observations = append(observations, o)
	}
	return observations
}
