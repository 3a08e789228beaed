package prometheus

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/prometheus/common/model"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// job is a scrape while it is read, and where in the file its configuration stands.
type job struct {
	*snapshot.Observation

	locate func(pointer string) snapshot.Location
	// project is a reference to the project that a value of the configuration was made of.
	project func(pointer string) string
	// concerns says of a URL or a target whether it is Pinecone's.
	concerns func(address string) bool
	// template says that placeholders are filled in later.
	template bool
	labels   labelling
	// honors says that a metric's own label wins over the target's (honor_labels).
	honors bool
}

// set places a value of the scrape where the configuration has what it was made from.
func (j *job) set(pointer, from string) {
	j.Locations.Set(pointer, snapshot.Position{Location: j.locate(from)})
}

func (j *job) unknown(pointer, from, expression, reason string) {
	if j.Unknown == nil {
		j.Unknown = map[string]snapshot.Unknown{}
	}
	at := j.locate(from)
	j.Unknown[pointer] = snapshot.Unknown{Expression: expression, Reason: reason, Location: &at}
}

// pinecones is an address of Pinecone's, in a domain of that name or with the path of its
// metrics: a program that is called after it shows metrics of its own.
var pinecones = lazyregexp.New(`(?i)\bpinecone\.[a-z]{2,}(?:[:/]|$)|/prometheus/projects?/`)

// aside are hosts of Pinecone's that show no metrics.
var aside = lazyregexp.New(`(?i)^(?:https?://)?(?:api|app|docs|status|www)\.pinecone\.io\b`)

// newJob is a scrape of a name. A name alone says that it is of Pinecone only where the
// address does not tell, or where the manifest names the file.
func (r *reader) newJob(name, pointer string, locate func(string) snapshot.Location) *job {
	called := isCalled(name)
	j := &job{Observation: &snapshot.Observation{
		Type: "prometheus_scrape", Source: sourceID, Complete: true,
		Values: map[string]any{"file": r.file, "name": name},
	}, locate: locate, template: r.template, concerns: func(address string) bool {
		return pinecones().MatchString(address) ||
			called && (len(r.projects) > 0 || isVariable(address))
	}}
	j.set("", pointer)
	return j
}

// isCalled says whether a name is after Pinecone.
func isCalled(name string) bool { return strings.Contains(strings.ToLower(name), pinecone) }

// scrape reads a job of Prometheus' configuration, if it scrapes Pinecone.
func (r *reader) scrape(d *document, pointer string, config map[string]any, name string, in surroundings) {
	j := r.newJob(name, pointer, d.location)
	j.project = d.project
	j.discover(pointer, config)
	j.list(pointer, config)
	if j.Values["discovery"] == nil && j.Values["targets"] == nil {
		if isCalled(name) && isFoundElsewhere(config) {
			r.problem(snapshot.Gap, d.location(pointer), fmt.Sprintf(
				"has the job %q, whose targets are told elsewhere, so whether it scrapes Pinecone is not known", name))
		}
		return
	}
	j.authorize("/authorization", pointer, config)
	class := r.class(j, pointer, config)
	if j.Values["authorization"] == nil {
		j.of(class, func(pointer string, config map[string]any) { j.authorize("/authorization", pointer, config) })
	}
	_, honored := field(config, "honor_labels")
	j.honors = isTrue(honored)
	if called := jobOf(d, pointer, config, name); called != "" && !isVariable(called) && !j.honors {
		j.labels.fix(model.JobLabel, called)
	}
	j.every(d, pointer, config)
	j.label(pointer, config, class)
	j.process(pointer, in.processed)
	j.labels.write(j)
	j.leaveOut(pointer, config)
	j.of(class, j.leaveOut)
	r.keep(j)
}

// jobOf is what everything has as its job that is scraped so, empty where that is not known. An
// operator names it after the object unless that names it.
func jobOf(d *document, pointer string, config map[string]any, name string) string {
	if config["job_name"] != nil {
		return name
	}
	kind, _ := snapshot.Lookup(d.value, snapshot.Parent(pointer)+"/kind")
	namespace, _ := snapshot.Lookup(d.value, snapshot.Parent(pointer)+"/metadata/namespace")
	switch own := text(config["jobName"]); {
	case kind != "ScrapeConfig":
		return ""
	case own != "":
		return own
	case text(namespace) == "" || name == "":
		return ""
	default:
		return "scrapeConfig/" + text(namespace) + "/" + name
	}
}

// usualInterval is how often Prometheus scrapes where nothing is said, in seconds.
const usualInterval = 60

// every reads how often a job scrapes, where its own configuration or what is said for all of
// them beside it tells.
func (j *job) every(d *document, pointer string, config map[string]any) {
	key, value := field(config, "scrape_interval")
	from := snapshot.Child(pointer, key)
	if value == nil {
		above, isList := strings.CutSuffix(snapshot.Parent(pointer), "/scrape_configs")
		found, _ := snapshot.Lookup(d.value, above)
		whole, _ := found.(map[string]any)
		if !isList || len(whole) < 2 && !strings.Contains(above, "/receivers/") {
			return // a part of what may say more
		}
		all, _ := whole["global"].(map[string]any)
		value, from = all["scrape_interval"], above+"/global/scrape_interval"
		if value == nil {
			j.Values["interval"] = json.Number(strconv.Itoa(usualInterval))
			return
		}
	}
	j.interval(text(value), from)
}

func (j *job) interval(written, from string) {
	if every, err := model.ParseDuration(written); err == nil && every > 0 {
		j.Values["interval"] = json.Number(plain(time.Duration(every).Seconds()))
		j.set("/interval", from)
	}
}

// isFoundElsewhere says whether a file or a service tells a job's targets.
func isFoundElsewhere(config map[string]any) bool {
	for _, name := range []string{"http_sd_configs", "file_sd_configs"} {
		if _, value := field(config, name); value != nil {
			return true
		}
	}
	return false
}

// keep gives a scrape its address, and the projects that its URLs and the manifest tell.
func (r *reader) keep(j *job) {
	var projects []any
	for _, project := range r.projects {
		projects = append(projects, project)
	}
	discovery, _ := j.Values["discovery"].([]any)
	for _, found := range discovery {
		if values, ok := found.(map[string]any); ok && values["project"] != nil {
			projects = append(projects, values["project"])
		}
	}
	j.Values["projects"] = distinct(projects)
	j.Address = r.address(j.Type, text(j.Values["name"]))
	r.scrapes = append(r.scrapes, j.Observation)
}

// discover reads the HTTP service discovery of a job, as far as it is Pinecone's.
func (j *job) discover(pointer string, config map[string]any) {
	key, value := field(config, "http_sd_configs")
	list, _ := value.([]any)
	var found []any
	for i, element := range list {
		entry, _ := element.(map[string]any)
		address := text(entry["url"])
		if j.concerns(address) {
			from := snapshot.Element(snapshot.Child(pointer, key), i)
			found = append(found, j.endpoint(snapshot.Element("/discovery", len(found)), from, address, entry))
		}
	}
	if len(found) > 0 {
		j.Values["discovery"] = found
		j.set("/discovery", snapshot.Child(pointer, key))
	}
}

// endpoint reads one URL that tells the targets, with its own authorization.
func (j *job) endpoint(pointer, from, address string, config map[string]any) map[string]any {
	values := map[string]any{}
	j.set(pointer, from)
	j.set(pointer+"/url", snapshot.Child(from, "url"))
	j.url(pointer, snapshot.Child(from, "url"), address, values)
	authorization := j.authorization(pointer+"/authorization", from, config)
	if password := passwordIn(address); authorization == nil && password != "" {
		authorization = map[string]any{"type": "Basic", "credentials": j.held(password)}
		j.set(pointer+"/authorization", snapshot.Child(from, "url"))
	}
	if authorization != nil {
		values["authorization"] = authorization
	}
	return values
}

// url reads a URL and the project in it. Both are unknown where they are filled in later.
func (j *job) url(pointer, from, address string, values map[string]any) {
	const later = "is filled in when the file is deployed"
	host, _, _ := strings.Cut(strings.TrimPrefix(strings.TrimPrefix(address, "https://"), "http://"), "/")
	if isVariable(host) {
		j.unknown(pointer+"/url", from, address, later)
		j.unknown(pointer+"/project", from, address, later)
		j.unknown("/projects", from, address, later)
		return
	}
	id := projectIn(address)
	if of := j.madeOf(from); of != "" && isVariable(id) {
		values["url"] = plainURL(address)
		j.refer(of)
		return
	}
	if isVariable(strings.Replace(address, "/"+id+"/", "/", 1)) {
		j.unknown(pointer+"/url", from, plainURL(address), later)
	} else {
		values["url"] = plainURL(address)
	}
	switch {
	case isVariable(id) || j.template && isPlaceholder(id):
		j.unknown(pointer+"/project", from, id, later)
		j.unknown("/projects", from, id, later)
	case id != "" && !isPlaceholder(id):
		values["project"] = id
		j.set(pointer+"/project", from)
	}
}

// madeOf is a reference to the project that a value of the configuration was made of.
func (j *job) madeOf(pointer string) string {
	if j.project == nil {
		return ""
	}
	return j.project(pointer)
}

func (j *job) refer(project string) {
	if j.References == nil {
		j.References = map[string][]string{}
	}
	j.References["/projects"] = append(j.References["/projects"], project)
}

// list reads the targets that a job lists, as far as they are Pinecone's.
func (j *job) list(pointer string, config map[string]any) {
	if _, path := field(config, "metrics_path"); text(path) == "/probe" {
		return // whether they answer, by the blackbox exporter
	}
	key, value := field(config, "static_configs")
	groups, _ := value.([]any)
	var targets []any
	for i, element := range groups {
		group, _ := element.(map[string]any)
		from := snapshot.Child(snapshot.Element(snapshot.Child(pointer, key), i), "targets")
		addresses, _ := group["targets"].([]any)
		for k, address := range addresses {
			if target := text(address); j.concerns(target) && !aside().MatchString(target) {
				j.set(snapshot.Element("/targets", len(targets)), snapshot.Element(from, k))
				targets = append(targets, plainURL(target))
			}
		}
	}
	if len(targets) > 0 {
		j.Values["targets"] = targets
		j.set("/targets", snapshot.Child(pointer, key))
		j.scheme(pointer, key, config)
	}
}

// scheme reads by which listed targets are asked: http where nothing is said, neither by the
// job nor by a label of the targets.
func (j *job) scheme(pointer, listed string, config map[string]any) {
	key, value := field(config, "scheme")
	from := snapshot.Child(pointer, cmp.Or(key, listed))
	switch said := text(value); {
	case isVariable(said):
		j.unknown("/scheme", from, said, "is filled in when the file is deployed")
		return
	case said != "":
		j.Values["scheme"] = strings.ToLower(said)
	case holds(config, func(text string) bool { return text == "https" || strings.HasPrefix(text, "https://") }):
		j.Values["scheme"] = "https"
	case holds(config, func(text string) bool { return text == model.SchemeLabel }):
		j.unknown("/scheme", from, "", "a label of the targets tells it")
		return
	default:
		j.Values["scheme"] = "http"
	}
	j.set("/scheme", from)
}

// holds says whether a key or a text in a value is of a kind.
func holds(value any, is func(string) bool) bool {
	switch value := value.(type) {
	case map[string]any:
		for key, element := range value {
			if is(key) || holds(element, is) {
				return true
			}
		}
	case []any:
		return slices.ContainsFunc(value, func(element any) bool { return holds(element, is) })
	case string:
		return is(value)
	}
	return false
}
