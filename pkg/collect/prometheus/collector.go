package prometheus

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// idleReceivers are those of a configuration of OpenTelemetry's collector that none of its
// pipelines names, which are not started: https://opentelemetry.io/docs/collector/configuration/.
// One without a pipeline of metrics is half of a configuration.
func idleReceivers(object map[string]any, pointer string) (idle []string) {
	receivers, _ := object["receivers"].(map[string]any)
	service, _ := object["service"].(map[string]any)
	pipelines, _ := service["pipelines"].(map[string]any)
	if len(receivers) == 0 {
		return nil
	}
	used, isWhole := map[string]bool{}, false
	for name, pipeline := range pipelines {
		kind, _, _ := strings.Cut(name, "/")
		isWhole = isWhole || kind == "metrics"
		body, _ := pipeline.(map[string]any)
		names, _ := body["receivers"].([]any)
		for _, one := range names {
			used[text(one)] = true
		}
	}
	for _, name := range slices.Sorted(maps.Keys(receivers)) {
		if isWhole && !used[name] {
			idle = append(idle, snapshot.Child(snapshot.Child(pointer, "receivers"), name))
		}
	}
	return idle
}

// idleJob says of a job that would scrape Pinecone that its receiver is not started, unless
// another file starts it.
func (r *reader) idleJob(d *document, pointer string, config map[string]any, name string) {
	j := r.newJob(name, pointer, d.location)
	j.discover(pointer, config)
	j.list(pointer, config)
	if j.Values["discovery"] != nil || j.Values["targets"] != nil {
		r.problem(snapshot.Gap, d.location(pointer), fmt.Sprintf(
			"has the job %q in a receiver that none of its pipelines names, so whether it scrapes Pinecone is not known: "+
				"name the receiver in a pipeline of metrics", name))
	}
}
