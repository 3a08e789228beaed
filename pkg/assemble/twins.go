package assemble

import (
	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// dataSource finds what reads a thing that something else manages.
var dataSource = lazyregexp.New(`^(module\.[^.]+\.)*data\.`)

// findTwins gives the keys that two resources of one root module give to an index. A name is
// unique in its project, so they stand in different ones, by providers of their own, and
// nothing tells in which.
func (h *homes) findTwins(observations []*snapshot.Observation) map[string]bool {
	twins := map[string]bool{}
	addresses := map[string]string{}
	for _, observation := range observations {
		key := h.indexKey(observation)
		if key == "" || !isCode(observation.Source) || dataSource().MatchString(observation.Address) {
			continue
		}
		at := scope(observation) + "\x00" + key
		if other, found := addresses[at]; found && other != observation.Address {
			twins[key] = true
		}
		addresses[at] = observation.Address
	}
	return twins
}

// indexKey is an index's name in its project; empty for what has none, or is no index.
func (h *homes) indexKey(observation *snapshot.Observation) string {
	name := snapshot.Text(observation.Values, "name")
	if observation.Type != "pinecone_index" || name == "" {
		return ""
	}
	return h.place(observation) + "/" + name
}
