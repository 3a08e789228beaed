package prometheus

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/prometheus/prometheus/promql/parser"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// reader reads one file.
type reader struct {
	parser   parser.Parser
	file     string
	projects []string        // that name the file in the manifest
	victoria bool            // VictoriaMetrics evaluates the expressions
	pinecone bool            // the file mentions it
	template bool            // the file is made into another, by what its placeholders stand for
	told     []span          // that a template made something of
	removed  map[string]bool // objects of which a patch takes something away
	// resources are the pointers of those of a template that are read by themselves.
	resources map[string]bool
	holes     *holes // in what Terraform declares; nil where a file is read

	scrapes  []*snapshot.Observation
	monitors []*snapshot.Observation
	queries  []*query
	problems []snapshot.Problem
	leaving  leaving
	// operators is what operators add, as far as it is told; nil where none does.
	operators func() operated
	seen      map[string]int // addresses
}

const (
	// mostInside bounds how deep files may stand in each other.
	mostInside = 3
	// mostTwice bounds what is said of one file.
	mostTwice = 10
)

// page reads a whole file, or one that stands in a string of another.
func (r *reader) page(p *page, path string, inside int) {
	if isAlloy(path, p.data) {
		r.alloy(p)
		return
	}
	documents, err := read(r.masked(p), path)
	for _, d := range documents {
		d.value = r.holes.unmasked(d.value)
		r.walk(d, "", d.value, surroundings{inside: inside})
		for _, key := range d.twice[:min(len(d.twice), mostTwice)] {
			r.problem(snapshot.Notice, p.location(key),
				"has a key twice in one mapping, of which one is lost: remove one of the two")
		}
	}
	if err != nil {
		r.broken(p, err)
	}
}

// read reads JSON or YAML. What begins as JSON may be YAML too, where the path does not tell.
func read(p *page, path string) ([]*document, error) {
	isJSON := strings.HasSuffix(path, ".json")
	if !isJSON && !bytes.HasPrefix(bytes.TrimSpace(p.data), []byte("{")) {
		return readYAML(p)
	}
	one, err := readJSON(p)
	if err == nil {
		return []*document{one}, nil
	}
	if !isJSON {
		if documents, again := readYAML(p); again == nil {
			return documents, nil
		}
	}
	return nil, err
}

// broken says what is wrong with a page. A template is nothing until it is filled in.
func (r *reader) broken(p *page, err error) {
	if r.template || slices.ContainsFunc([]string{"{{", "{%", "<%"}, func(open string) bool {
		return bytes.Contains(p.data, []byte(open))
	}) {
		r.problem(snapshot.Gap, p.location(span{}), "is a template of monitoring configuration, "+
			"which can be judged only where it is filled in")
		return
	}
	at := span{len(p.data), len(p.data)}
	if wrong, ok := errors.AsType[*collect.JSONError](err); ok {
		at = span{wrong.Offset, wrong.Offset}
	}
	if wrong, ok := errors.AsType[*fault](err); ok {
		at = wrong.at
	}
	r.problem(snapshot.Broken, p.location(at), err.Error()+"; the rest of it is not judged")
}

func (r *reader) problem(kind string, at snapshot.Location, what string) {
	r.problems = append(r.problems, snapshot.Problem{Kind: kind, Location: &at, Message: what})
}

// surroundings are what stands around a value and says what it is.
type surroundings struct {
	title      string   // of the nearest panel or alert
	named      string   // the nearest name, unless a title is nearer
	alert      bool     // Grafana evaluates it
	paused     bool     // and does not now
	labels     []string // that the group of a rule adds
	idle       []string // the pointers of receivers that a collector does not start
	processed  []processed
	alarm      *alarm // of Grafana's, with a list of queries
	refID      string // of one of them
	datasource string // the kind of it, where it is told
	inside     int    // how many files stand around it
}

func (s surroundings) with(d *document, object map[string]any, pointer string) surroundings {
	if title, ok := object["title"].(string); ok && title != "" {
		s.title, s.named = title, ""
	}
	metadata, _ := object["metadata"].(map[string]any)
	for _, holder := range []map[string]any{metadata, object} {
		if name := text(either(holder, "name", "display_name")); name != "" {
			s.named = name
		}
	}
	if _, ok := object["condition"].(string); ok {
		_, isList := object["data"].([]any)
		s.alert = s.alert || isList
		s.paused = s.paused || isList && isTrue(either(object, "isPaused", "is_paused"))
		s.alarm = newAlarm(d, object, pointer)
	}
	s.idle = append(slices.Clip(s.idle), idleReceivers(object, pointer)...)
	s.processed = append(slices.Clip(s.processed), processing(object, pointer)...)
	if _, isGroup := object["rules"].([]any); isGroup {
		s.labels = keysOf(object["labels"])
	}
	if id := text(either(object, "refId", "ref_id")); id != "" && !isVariable(id) {
		s.refID = id
	}
	if source, ok := object["datasource"].(map[string]any); ok {
		if kind, ok := source["type"].(string); ok {
			s.datasource = kind
		}
	}
	return s
}

// keysOf are the keys of a mapping.
func keysOf(value any) []string {
	object, _ := value.(map[string]any)
	return slices.Sorted(maps.Keys(object))
}

// isTrue knows true as JSON has it, and as YAML's texts do.
func isTrue(value any) bool { return value == true || value == "true" }

// isPromQL says whether expressions are in PromQL, as far as it is told: also for the services
// that clouds make of Prometheus, and for VictoriaMetrics, but for its logs.
func (s surroundings) isPromQL() bool {
	return s.datasource == "" || strings.HasPrefix(s.datasource, "$") || strings.Contains(s.datasource, "prometheus") ||
		strings.HasPrefix(s.datasource, "victoriametrics-") && !strings.Contains(s.datasource, "logs")
}

// walk finds, in a tree, what scrapes and what queries.
func (r *reader) walk(d *document, pointer string, value any, in surroundings) {
	switch value := value.(type) {
	case map[string]any:
		switch {
		case r.resources[pointer]:
		case isOff(value), r.isRemoved(value):
			r.off(d, pointer, value, in)
		default:
			r.members(d, pointer, value, in)
		}
	case []any:
		for i, element := range value {
			r.walk(d, snapshot.Element(pointer, i), element, in)
		}
	case string:
		isText := isFile(value) || r.holes != nil && in.inside == 0 && watches(pointer) && concerns([]byte(value))
		if in.inside < mostInside && isText && !(in.inside == 0 && r.isTold(d.nearest(pointer))) {
			r.page(d.inside(pointer, value), "", in.inside+1)
		}
	}
}

// members finds what an object is, and what its members are.
func (r *reader) members(d *document, pointer string, object map[string]any, in surroundings) {
	d.unfold(pointer, object)
	in = in.with(d, object, pointer)
	r.object(d, pointer, object, in)
	for _, key := range slices.Sorted(maps.Keys(object)) {
		r.walk(d, snapshot.Child(pointer, key), object[key], in)
	}
}

// isTold says whether a value of the file was read as a part of what a template makes.
func (r *reader) isTold(at entry) bool {
	return slices.ContainsFunc(r.told, func(of span) bool { return of.start <= at.value.start && at.value.start < of.end })
}

// isFile says whether a string is what a file to be read here has in it.
func isFile(text string) bool {
	return len(text) <= maxSize && text != "" && (text[0] == '{' || text[0] == '[' || strings.Contains(text, "\n")) &&
		concerns([]byte(text))
}

func (r *reader) object(d *document, pointer string, object map[string]any, in surroundings) {
	isTest := object["exp_samples"] != nil || object["eval_time"] != nil // of rules
	switch _, isText := object["expr"].(string); {
	case isText && !isTest:
		r.expression(d, pointer, object, in)
	case !isText && isRule(pointer, object) && !r.template:
		r.problem(snapshot.Broken, d.location(pointer), fmt.Sprintf(
			"has a rule %q without an expression, so that Prometheus refuses the file: write it under expr",
			text(object["alert"])+text(object["record"])))
	}
	r.asked(d, pointer, object, in)
	r.leave(d, pointer, object)
	if spec, ok := object["spec"].(map[string]any); ok {
		metadata, _ := object["metadata"].(map[string]any)
		switch called := text(metadata["name"]); object["kind"] {
		case "ScrapeConfig", "VMScrapeConfig":
			r.scrape(d, snapshot.Child(pointer, "spec"), spec, called, in)
		case "DatadogMonitor":
			r.monitor(d, snapshot.Child(pointer, "spec"), spec, called)
		}
	}
	_, metrics := field(object, "metrics_path")
	r.leaving.federates = r.leaving.federates || text(metrics) == "/federate"
	switch job, ok := object["job_name"].(string); {
	case ok && slices.ContainsFunc(in.idle, func(of string) bool { return strings.HasPrefix(pointer, of+"/") }):
		r.idleJob(d, pointer, object, job)
	case ok:
		r.scrape(d, pointer, object, job, in)
	}
}

// isRule says whether an object is a rule of a group of Prometheus' rules.
func isRule(pointer string, object map[string]any) bool {
	if text(object["alert"]) == "" && text(object["record"]) == "" {
		return false
	}
	steps := strings.Split(pointer, "/")
	return len(steps) >= 4 && steps[len(steps)-2] == "rules" && steps[len(steps)-4] == "groups"
}

func distinct(labels []any) []any {
	names := map[string]bool{}
	for _, label := range labels {
		names[text(label)] = true
	}
	sorted := make([]any, 0, len(names))
	for _, label := range slices.Sorted(maps.Keys(names)) {
		sorted = append(sorted, label)
	}
	return sorted
}

// address is the file and a name in it, with a number where it is not the first of that name.
func (r *reader) address(kind, name string) string {
	address := fmt.Sprintf("%s#%s", r.file, name)
	if r.seen[kind+address]++; r.seen[kind+address] > 1 {
		return fmt.Sprintf("%s#%d", address, r.seen[kind+address])
	}
	return address
}

// either is a member by the one name or the other, as Terraform has some.
func either(object map[string]any, name, other string) any {
	if value, ok := object[name]; ok {
		return value
	}
	return object[other]
}

func text(value any) string {
	s, _ := value.(string)
	return s
}

// field finds a member by its name in Prometheus' own configuration, also as Kubernetes
// writes it: http_sd_configs and httpSDConfigs are one.
func field(object map[string]any, name string) (key string, value any) {
	if value, ok := object[name]; ok {
		return name, value
	}
	plain := strings.ReplaceAll(name, "_", "")
	for _, key := range slices.Sorted(maps.Keys(object)) {
		if strings.EqualFold(key, plain) {
			return key, object[key]
		}
	}
	return "", nil
}
