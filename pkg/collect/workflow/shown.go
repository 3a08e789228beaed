package workflow

import (
	"gopkg.in/yaml.v3"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// shown is a place that puts a key into the environment of what it deploys, in plain text.
type shown struct {
	key  collect.DeployedKey
	at   *yaml.Node
	text string
}

// shows takes the keys that a text of a job puts into an environment: a command, or the input
// of Google's actions.
func (j *job) shows(key string, n *yaml.Node) {
	keys := collect.DeployedKeys
	if key == "env_vars" {
		keys = collect.GivenKeys
	}
	for found := range keys(n.Value) {
		if len(j.shown) < most {
			j.shown = append(j.shown, shown{found, n, n.Value[found.Start:found.End]})
		}
	}
}

// observeShown are the keys that a job shows, each once.
func (j *job) observeShown(types snapshot.Types, d *document) (all []*snapshot.Observation) {
	told := map[string]bool{}
	for _, one := range j.shown {
		o := one.key.Sink(sourceID, d.file+"#"+j.name)
		if told[o.Address] {
			continue
		}
		told[o.Address] = true
		o.Locations = snapshot.Locations{{Position: d.place(one.at, one.text)}}
		if collect.Finish(types, o) {
			all = append(all, o)
		}
	}
	return all
}
