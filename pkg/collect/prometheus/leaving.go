package prometheus

import (
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// leaving is what a file adds to all that leaves.
type leaving struct {
	// added are labels that everybody sees who reads it, and external those that rules do not see
	// which Prometheus evaluates itself, of the files that it names.
	added, external, rules []string
	// open says that the names of some are filled in later.
	open bool
	// federates says that it has what others scrape.
	federates bool
}

// leave reads the labels that an object adds to what is written elsewhere.
func (r *reader) leave(d *document, pointer string, object map[string]any) {
	if files, ok := object["rule_files"].([]any); ok && pointer == "" {
		for _, file := range files {
			r.leaving.rules = append(r.leaving.rules, text(file))
		}
	}
	var found []string
	if _, labels := field(object, "external_labels"); labels != nil {
		found = keysOf(labels)
	}
	_, value := field(object, "write_relabel_configs")
	rules, _ := value.([]any)
	for _, element := range rules {
		rule, _ := element.(map[string]any)
		if _, label := field(rule, "target_label"); text(label) != "" {
			found = append(found, text(label))
		}
	}
	named := len(found)
	found = slices.DeleteFunc(found, isOpenLabel)
	r.leaving.open = r.leaving.open || len(found) < named
	if len(found) > 0 && !r.victoria && evaluates(d.value, pointer) {
		r.leaving.external = append(r.leaving.external, found...)
		return
	}
	r.leaving.added = append(r.leaving.added, found...)
}

// evaluates says whether what stands at a pointer is of a Prometheus that may evaluate rules
// itself. One that sends all that it has elsewhere, and names no rules, does not.
func evaluates(whole any, pointer string) bool {
	root, _ := whole.(map[string]any)
	top, _, _ := strings.Cut(strings.TrimPrefix(pointer, "/"), "/")
	switch top {
	case "global", "remote_write":
		return root["rule_files"] != nil || root["remote_write"] == nil
	case "spec":
		return root["kind"] == "Prometheus"
	default:
		return slices.Contains(snapshot.Tokens(pointer), "prometheusSpec") // of a chart's values
	}
}

// finish adds to the scrapes what the file adds to all of them.
func (r *reader) finish() {
	for _, scrape := range r.scrapes {
		labels, _ := scrape.Values["labels"].([]any)
		if labels = append(labels, list(r.leaving.added)...); len(labels) > 0 {
			scrape.Values["labels"] = distinct(labels)
		}
		if fixed, ok := scrape.Values["fixed"].([]any); ok { // unless it is relabelled when it leaves
			scrape.Values["fixed"] = slices.DeleteFunc(fixed, func(one any) bool {
				label, _ := one.(map[string]any)
				return slices.Contains(slices.Concat(r.leaving.added, r.leaving.external), text(label["name"]))
			})
		}
		if r.leaving.open {
			if scrape.Unknown == nil {
				scrape.Unknown = map[string]snapshot.Unknown{}
			}
			scrape.Unknown["/labels"] = snapshot.Unknown{Reason: "the name of a label that is added is filled in later"}
		}
		if len(r.leaving.external) > 0 {
			scrape.Values["external"] = distinct(list(r.leaving.external))
		}
	}
}

// ruled are the scrapes of a configuration and the patterns of the files of its rules.
type ruled struct {
	folder  string
	rules   []string
	scrapes []*snapshot.Observation
}

// rule says of scrapes whose labels others see which files of rules their Prometheus evaluates itself.
func (c *collector) rule() {
	for _, of := range c.ruled {
		var own []any
		for _, query := range c.queries {
			if file := text(query.Values["file"]); of.names(file) {
				own = append(own, file)
			}
		}
		for _, scrape := range of.scrapes {
			if own != nil {
				scrape.Values["rule_files"] = distinct(own)
			}
		}
	}
}

// names says whether a file is one of the rules: by its path from the configuration's folder, or,
// where that is one of the machine that it is deployed to, by the end of it.
func (of ruled) names(file string) bool {
	below, ok := strings.CutPrefix("/"+file, path.Join("/", of.folder)+"/")
	if of.folder == "." {
		below, ok = file, true
	}
	return ok && slices.ContainsFunc(of.rules, func(pattern string) bool {
		steps := strings.Split(pattern, "/")
		if path.IsAbs(pattern) {
			steps = steps[max(0, len(steps)-strings.Count(below, "/")-1):]
		}
		matched, err := path.Match(path.Clean(strings.Join(steps, "/")), below)
		return matched && err == nil
	})
}
