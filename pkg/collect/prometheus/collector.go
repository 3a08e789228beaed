package prometheus

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/prometheus/common/model"

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

// processed is what a collector makes of the labels of what a receiver has, on its way out.
type processed struct {
	receiver string // its pointer
	added    []string
	open     string // the pointer of what may add others
}

// processing follows the pipelines of a configuration of OpenTelemetry's collector.
func processing(object map[string]any, pointer string) (all []processed) {
	service, _ := object["service"].(map[string]any)
	pipelines, _ := service["pipelines"].(map[string]any)
	for _, name := range slices.Sorted(maps.Keys(pipelines)) {
		pipeline, _ := pipelines[name].(map[string]any)
		var on processed
		for _, member := range []string{"processors", "exporters"} {
			parts, _ := object[member].(map[string]any)
			names, _ := pipeline[member].([]any)
			for _, one := range names {
				at := snapshot.Child(snapshot.Child(pointer, member), text(one))
				on.pass(at, text(one), parts[text(one)])
			}
		}
		receivers, _ := pipeline["receivers"].([]any)
		for _, one := range receivers {
			on.receiver = snapshot.Child(snapshot.Child(pointer, "receivers"), text(one))
			all = append(all, on)
		}
	}
	return all
}

// pass adds what one processor or exporter does.
func (on *processed) pass(at, name string, config any) {
	body, _ := config.(map[string]any)
	conversion, _ := body["resource_to_telemetry_conversion"].(map[string]any)
	kind, _, _ := strings.Cut(name, "/")
	switch kind {
	case "attributes":
		actions, _ := body["actions"].([]any)
		for _, element := range actions {
			action, _ := element.(map[string]any)
			switch text(action["action"]) {
			case "insert", "upsert", "update":
				on.added = append(on.added, labelOf(text(action["key"])))
			case "extract":
				on.open = at
			}
		}
	case "resource": // by which the job is called
		attributes, _ := body["attributes"].([]any)
		for _, element := range attributes {
			attribute, _ := element.(map[string]any)
			if key := text(attribute["key"]); key == "service.name" || key == "service.namespace" {
				on.added = append(on.added, model.JobLabel)
			}
		}
	case "prometheus":
		for _, label := range keysOf(body["const_labels"]) {
			on.added = append(on.added, labelOf(label))
		}
	case "transform", "metricstransform", "k8sattributes", "k8s_attributes", "groupbyattrs", "resourcedetection",
		"starlark", "metricsgeneration", "span", "lookup":
		on.open = at
	}
	if isTrue(conversion["enabled"]) {
		on.open = at
	}
}

// labelOf is the label that Prometheus has of an attribute.
func labelOf(attribute string) string {
	return strings.Map(func(char rune) rune {
		if char < utf8.RuneSelf && isNameByte(byte(char)) && char != ':' {
			return char
		}
		return '_'
	}, attribute)
}

// process says of a job of a receiver what its collector makes of the labels.
func (j *job) process(pointer string, all []processed) {
	for _, on := range all {
		if !strings.HasPrefix(pointer, on.receiver+"/") {
			continue
		}
		for _, label := range on.added {
			j.labels.add(label)
		}
		if on.open != "" {
			j.labels.open = true
			j.unknown("/labels", on.open, "", "what the collector does with it on its way may add others")
		}
	}
}
