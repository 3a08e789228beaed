package workflow

import (
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// shown is a place that puts a key into the environment of what it deploys, in plain text.
type shown struct {
	variable string
	at       *yaml.Node
	text     string
}

var (
	gcloudDeploys = expression(`\bgcloud\s+(?:(?:alpha|beta)\s+)?(?:run|functions)\s.*--(?:set|update)-env-vars\b`)
	azureDeploys  = expression(`\baz\s+containerapp\s.*--(?:set-env-vars|replace-env-vars|env-vars)\b`)
	lambdaDeploys = expression(`\baws\s+lambda\s+(?:create-function|update-function-configuration)\s.*--environment\b`)
	// given finds a variable that is given what an expression or the shell has.
	given = expression(`([A-Za-z_]\w*)=["']?(\$\{\{.*?\}\}|\$\{?[A-Za-z_]\w*\}?)`)
	// continued is where a command goes on in the next line.
	continued = expression(`\\\r?\n`)
)

// deploys says whether a command deploys something with variables of an environment.
func deploys(command string) bool {
	return gcloudDeploys().MatchString(command) || azureDeploys().MatchString(command) ||
		lambdaDeploys().MatchString(command)
}

// shows takes the keys that a text of a job puts into an environment: a command, or the input
// of Google's actions.
func (j *job) shows(key string, n *yaml.Node) {
	if !collect.MentionsPinecone([]byte(n.Value)) {
		return
	}
	if key == "env_vars" {
		j.putInto(n, n.Value)
		return
	}
	for command := range strings.SplitSeq(continued().ReplaceAllString(n.Value, " "), "\n") {
		if deploys(command) {
			j.putInto(n, command)
		}
	}
}

func (j *job) putInto(n *yaml.Node, text string) {
	for _, found := range given().FindAllStringSubmatch(text, most) {
		if collect.IsKeyName(found[1]) && len(j.shown) < most {
			j.shown = append(j.shown, shown{found[1], n, found[0]})
		}
	}
}

// observeShown are the keys that a job shows, each once.
func (j *job) observeShown(types snapshot.Types, d *document) (all []*snapshot.Observation) {
	told := map[string]bool{}
	for _, one := range j.shown {
		flow := collect.Flow{Type: "deployment", Resource: d.file + "#" + j.name, Argument: "environment"}
		o := flow.KeySink(sourceID, one.variable)
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
