package prometheus

import (
	"cmp"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/prometheus/common/model"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// labelling is what a configuration makes of the labels of what it scrapes.
type labelling struct {
	added map[string]bool
	// fixed are those that are the same on all of it.
	fixed map[string]string
	// open says that some have names that are not known.
	open bool
}

func (l *labelling) add(label string) {
	if l.added == nil {
		l.added, l.fixed = map[string]bool{}, map[string]string{}
	}
	l.added[label] = true
	delete(l.fixed, label)
}

// fix gives all that is scraped one value of a label, which is not among those that are added
// where Prometheus itself does.
func (l *labelling) fix(label, value string) {
	isAdded := l.added[label]
	l.add(label)
	l.fixed[label] = value
	l.added[label] = isAdded
}

// forget takes the labels away that a pattern matches, or does not match.
func (l *labelling) forget(pattern *regexp.Regexp, matched bool) {
	for label := range l.added {
		if pattern.MatchString(label) == matched {
			delete(l.added, label)
			delete(l.fixed, label)
		}
	}
}

// write says of a job which labels it adds.
func (l *labelling) write(j *job) {
	var labels, fixed []any
	for _, label := range slices.Sorted(maps.Keys(l.added)) {
		if l.added[label] {
			labels = append(labels, label)
		}
		if value, ok := l.fixed[label]; ok && !l.open && !j.template {
			fixed = append(fixed, map[string]any{"name": label, "value": value})
		}
	}
	if labels != nil {
		j.Values["labels"] = labels
	}
	if fixed != nil {
		j.Values["fixed"] = fixed
	}
}

// label reads the labels that a job adds to its targets and to what it scrapes. What its class
// does with them comes first, or last of all.
func (j *job) label(pointer string, config map[string]any, class *class) {
	_, value := field(config, "static_configs")
	groups, _ := value.([]any)
	for _, element := range groups {
		group, _ := element.(map[string]any)
		for _, label := range keysOf(group["labels"]) {
			j.adds(label, pointer)
		}
	}
	j.of(class, j.labelTargets)
	j.labelTargets(pointer, config)
	j.labelMetrics(pointer, config)
	j.of(class, j.labelMetrics)
}

// adds takes a label that is added, which is not known where its name is filled in.
func (j *job) adds(label, from string) {
	if isOpenLabel(label) {
		j.labels.open = true
		j.unknown("/labels", from, "", "the name of a label is filled in when the file is deployed")
		return
	}
	j.labels.add(label)
}

func (j *job) labelTargets(pointer string, config map[string]any) {
	j.relabels(pointer, config, false, "relabel_configs", "relabelings")
}

func (j *job) labelMetrics(pointer string, config map[string]any) {
	j.relabels(pointer, config, true, "metric_relabel_configs", "metric_relabelings")
}

// relabels follows the rules that stand under some names.
func (j *job) relabels(pointer string, config map[string]any, metrics bool, names ...string) {
	for _, name := range names {
		key, value := field(config, name)
		rules, _ := value.([]any)
		for i, element := range rules {
			rule, _ := element.(map[string]any)
			j.relabel(snapshot.Element(snapshot.Child(pointer, key), i), rule, metrics)
		}
	}
}

// relabel follows one rule, for the targets or for the metrics that they show.
func (j *job) relabel(at string, rule map[string]any, metric bool) {
	_, target := field(rule, "target_label")
	switch action := strings.ToLower(text(rule["action"])); {
	case action == "labelmap":
		j.labels.open = true
		j.unknown("/labels", at, "", "labelmap adds what discovery finds")
	case action == "labeldrop" || action == "labelkeep":
		written := text(rule["regex"])
		pattern, err := regexp.Compile("^(?s:" + written + ")$")
		if err != nil || isVariable(written) || rule["if"] != nil {
			return
		}
		j.labels.forget(pattern, action == "labeldrop")
		if to := "/labels_" + map[string]string{"labeldrop": "dropped", "labelkeep": "kept"}[action]; metric {
			j.listed(to, written, at)
		}
	case text(target) == "":
	case isOpenLabel(text(target)):
		j.adds(text(target), at)
	case isFixed(rule) && (metric || !j.honors):
		_, value := field(rule, "replacement")
		j.labels.add(text(target))
		j.labels.fix(text(target), text(value))
	default:
		j.labels.add(text(target))
	}
}

// isFixed says whether a rule gives a label one value, whatever the others are.
func isFixed(rule map[string]any) bool {
	_, value := field(rule, "replacement")
	action, pattern := strings.ToLower(text(rule["action"])), cmp.Or(text(rule["regex"]), "(.*)")
	return (action == "" || action == "replace") && (pattern == "(.*)" || pattern == ".*") && rule["if"] == nil &&
		text(value) != "" && !strings.Contains(text(value), "$") && !isVariable(text(value))
}

// leaveOut reads which metrics a job throws away or keeps after it has scraped them.
func (j *job) leaveOut(pointer string, config map[string]any) {
	for _, name := range []string{"metric_relabel_configs", "metric_relabelings"} {
		key, value := field(config, name)
		rules, _ := value.([]any)
		for i, element := range rules {
			rule, _ := element.(map[string]any)
			_, sources := field(rule, "source_labels")
			list, _ := sources.([]any)
			from := make([]string, 0, len(list))
			for _, source := range list {
				from = append(from, text(source))
			}
			j.leaveOutBy(text(rule["action"]), text(rule["regex"]), from, snapshot.Element(snapshot.Child(pointer, key), i))
		}
	}
}

// leaveOutBy reads one rule, which counts where it judges metrics by their names alone.
func (j *job) leaveOutBy(action, pattern string, sources []string, at string) {
	pattern = cmp.Or(pattern, "(.*)")
	to := map[string]string{"drop": "/dropped", "keep": "/kept"}[strings.ToLower(action)]
	if to == "" || len(sources) != 1 || sources[0] != model.MetricNameLabel || isVariable(pattern) {
		return
	}
	if _, err := regexp.Compile(pattern); err != nil {
		return // Prometheus says so
	}
	j.listed(to, pattern, at)
}

// listed adds a pattern to those of one kind.
func (j *job) listed(to, pattern, at string) {
	list, _ := j.Values[to[1:]].([]any)
	j.set(snapshot.Element(to, len(list)), at)
	j.Values[to[1:]] = append(list, pattern)
}
