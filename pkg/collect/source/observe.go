package source

import (
	"cmp"
	"fmt"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// observe makes an observation of every hit. An address has what the hit is bound to, or else its
// kind, and counts what is alike in the file: no line, so that it stays when lines move, and
// nothing of the secret, as that must not tell them apart. The former one counts those of a line.
func observe(file string, text []byte, hits []hit) []*snapshot.Observation {
	places := collect.NewText(file, text)
	count := map[string]int{}
	observations := make([]*snapshot.Observation, 0, len(hits))
	for _, h := range hits {
		at := places.Location(h.at(text).start, h.at(text).end)
		o := &snapshot.Observation{
			Type: "repository_secret", Source: SourceID, Complete: true,
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
		alike, line := file+":"+cmp.Or(h.name.of(text), h.kind), fmt.Sprintf("%s:%d", file, at.StartLine)
		count[o.Type+alike]++
		o.Address = fmt.Sprintf("%s#%d", alike, count[o.Type+alike])
		count[o.Type+line]++
		o.Formerly = []string{fmt.Sprintf("%s:%d", line, count[o.Type+line])}
		observations = append(observations, o)
	}
	return observations
}
