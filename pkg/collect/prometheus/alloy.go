package prometheus

import (
	"bytes"
	"encoding/json"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/prometheus/common/model"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// isAlloy tells Alloy's configuration by its ending or, where that says nothing, by its
// components.
func isAlloy(file string, data []byte) bool {
	switch path.Ext(file) {
	case ".alloy", ".river":
		return true
	case ".yaml", ".yml", ".json":
		return false
	}
	return bytes.Contains(data, []byte(`discovery.http "`)) || bytes.Contains(data, []byte(`prometheus.scrape "`))
}

// alloy reads a page of Alloy's configuration.
func (r *reader) alloy(p *page) {
	d, blocks, err := readAlloy(p)
	if err != nil {
		r.broken(p, err)
		return
	}
	a := &alloy{document: d, blocks: blocks}
	for _, found := range blocks {
		switch found.kind {
		case "prometheus.scrape":
			r.component(a, found)
		case "prometheus.remote_write":
			body := a.body(found.pointer)
			labels, _ := body["external_labels"].(composed)
			r.leaving.added = append(r.leaving.added, labels.keys()...)
			for member, value := range body {
				if endpoint, ok := value.(map[string]any); ok && strings.HasPrefix(member, "endpoint") {
					r.leaving.added = append(r.leaving.added, targetLabels(endpoint)...)
				}
			}
		}
	}
}

type alloy struct {
	*document

	blocks []block
}

func (a *alloy) body(pointer string) map[string]any {
	value, _ := snapshot.Lookup(a.value, pointer)
	body, _ := value.(map[string]any)
	return body
}

// component reads a scrape with the components that its targets come from.
func (r *reader) component(a *alloy, scrape block) {
	config := a.body(scrape.pointer)
	j := r.newJob(scrape.label, scrape.pointer, a.location)
	var discovery []any
	var labels []string
	for _, source := range a.upstream(scrape) {
		body := a.body(source.pointer)
		switch source.kind {
		case "discovery.http":
			if address := address(body["url"]); j.concerns(address) || isCalled(source.label) && isVariable(address) {
				at := snapshot.Element("/discovery", len(discovery))
				discovery = append(discovery, j.endpoint(at, source.pointer, address, body))
			}
		case "discovery.relabel":
			labels = append(labels, targetLabels(body)...)
		}
	}
	j.targets(scrape.pointer, config["targets"])
	if len(discovery) == 0 && j.Values["targets"] == nil {
		return
	}
	if len(discovery) > 0 {
		j.Values["discovery"] = discovery
	}
	for _, sink := range a.blocks {
		if sink.kind == "prometheus.relabel" {
			labels = append(labels, targetLabels(a.body(sink.pointer))...)
		}
	}
	if len(labels) > 0 {
		j.Values["labels"] = distinct(list(labels))
	}
	j.named(scrape, config, labels)
	for _, passed := range a.downstream(scrape) {
		j.leaveOutByAlloy(passed.pointer, a.body(passed.pointer))
	}
	j.authorize("/authorization", scrape.pointer, config)
	r.keep(j)
}

// named reads what everything has as its job that is scraped so, which is called after the
// component unless that says otherwise, and how often it is.
func (j *job) named(scrape block, config map[string]any, labels []string) {
	job, isText := config["job_name"].(string)
	if config["job_name"] == nil {
		job, isText = scrape.kind+"."+scrape.label, true
	}
	if isText && !slices.Contains(labels, model.JobLabel) && config["honor_labels"] == nil {
		j.Values["fixed"] = []any{map[string]any{"name": model.JobLabel, "value": job}}
	}
	switch interval := config["scrape_interval"].(type) {
	case nil:
		j.Values["interval"] = json.Number(strconv.Itoa(usualInterval))
	case string:
		j.interval(interval, snapshot.Child(scrape.pointer, "scrape_interval"))
	}
}

// leaveOutByAlloy reads which metrics the rules of a component throw away or keep.
func (j *job) leaveOutByAlloy(pointer string, body map[string]any) {
	for _, member := range slices.Sorted(maps.Keys(body)) {
		rule, _ := body[member].(map[string]any)
		if rule == nil || !strings.HasPrefix(member, "rule") {
			continue
		}
		sources, _ := rule["source_labels"].(composed)
		if _, isMade := rule["regex"].(composed); !isMade {
			pattern := strings.ReplaceAll(text(rule["regex"]), `\\`, `\`)
			j.leaveOutBy(text(rule["action"]), pattern, sources.strings, snapshot.Child(pointer, member))
		}
	}
}

// downstream are the components that relabel all that a scrape collects, one after the other.
func (a *alloy) downstream(from block) []block {
	var found []block
	for {
		receivers, _ := a.body(from.pointer)["forward_to"].(composed)
		next := slices.IndexFunc(a.blocks, func(other block) bool {
			return other.kind == "prometheus.relabel" && len(receivers.names) == 1 &&
				receivers.names[0] == other.kind+"."+other.label+".receiver"
		})
		if next < 0 || slices.Contains(found, a.blocks[next]) {
			return found
		}
		from = a.blocks[next]
		found = append(found, from)
	}
}

// address is a URL as a text, also one that is put together from several.
func address(value any) string {
	parts, made := value.(composed)
	if !made {
		return text(value)
	}
	if len(parts.strings) == 0 {
		return "${" + strings.Join(parts.names, " ") + "}"
	}
	whole := parts.strings[0] + "${...}"
	if last := parts.strings[len(parts.strings)-1]; strings.HasPrefix(last, "/") {
		whole += last
	}
	return whole
}

// targets reads those that a scrape lists itself.
func (j *job) targets(pointer string, value any) {
	listed, _ := value.(composed)
	var targets []any
	for _, target := range listed.strings {
		if strings.Contains(target, "pinecone.io") {
			targets = append(targets, plainURL(target))
		}
	}
	if len(targets) > 0 {
		j.Values["targets"] = targets
		j.set("/targets", snapshot.Child(pointer, "targets"))
	}
}

// upstream are the components whose exports reach a component's targets, nearest first.
func (a *alloy) upstream(from block) []block {
	found := []block{from}
	for i := 0; i < len(found); i++ {
		targets, _ := a.body(found[i].pointer)["targets"].(composed)
		for _, other := range a.blocks {
			export := other.kind + "." + other.label + "."
			named := slices.ContainsFunc(targets.names, func(name string) bool { return strings.HasPrefix(name+".", export) })
			if named && !slices.Contains(found, other) {
				found = append(found, other)
			}
		}
	}
	return found[1:]
}

// targetLabels are the labels that the rules in a body add.
func targetLabels(body map[string]any) []string {
	var labels []string
	for member, value := range body {
		rule, _ := value.(map[string]any)
		isRule := strings.HasPrefix(member, "rule") || strings.HasPrefix(member, "write_relabel_config")
		if label := text(rule["target_label"]); label != "" && isRule {
			labels = append(labels, label)
		}
	}
	return labels
}
