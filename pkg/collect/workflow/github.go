package workflow

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

var (
	interpolation = lazyregexp.New(`\$\{\{.*?\}\}`)
	// reference finds a secret or a variable of the repository: secrets.NAME, secrets['NAME'].
	reference = lazyregexp.New(`(?i)\b(?:secrets|vars)(?:\.([a-z_][a-z0-9_-]*)|\[\s*'([^']*)'\s*\])`)
	// everySecret finds what hands on all secrets that there are.
	everySecret = lazyregexp.New(`(?i)\btojson\(\s*secrets\s*\)`)
)

// github are the jobs of a workflow of GitHub Actions.
func (c *collector) github(d *document) []*job {
	jobs := entry(d.root, "jobs")
	if jobs == nil || jobs.Kind != yaml.MappingNode {
		return nil
	}
	var all []*job
	for i := 0; i+1 < len(jobs.Content); i += 2 {
		one := &job{
			system: "github", declared: c.options.Secrets, name: jobs.Content[i].Value, at: jobs.Content[i],
			workflow: scalar(entry(d.root, "name")), triggers: words(entry(d.root, "on")),
		}
		body := jobs.Content[i+1]
		if one.calls, one.with = entry(body, "uses"), entry(body, "with"); one.calls != nil &&
			!strings.HasPrefix(one.calls.Value, "./") {
			d.elsewhere = append(d.elsewhere, d.place(one.calls, one.calls.Value))
		}
		one.environment = entry(body, "environment")
		if name := entry(one.environment, "name"); name != nil {
			one.environment = name
		}
		visit := func(key string, n *yaml.Node) { one.github(key, n) }
		d.each(entry(d.root, "env"), "env", 0, visit)
		d.each(body, "", 0, visit)
		all = append(all, one)
	}
	return all
}

// github takes what a scalar says of secrets and images.
func (j *job) github(key string, n *yaml.Node) {
	j.starts(key, n.Value)
	j.shows(key, n)
	j.fetches(key, n)
	if !strings.Contains(n.Value, "${{") {
		return
	}
	for _, inside := range interpolation().FindAllString(n.Value, -1) {
		if all := everySecret().FindString(inside); all != "" && j.every == nil {
			j.every = &use{at: n, text: all}
		}
		named := reference().FindAllStringSubmatch(inside, -1)
		for _, found := range named {
			name := found[1] + found[2]
			if declared := j.spelled(name); declared != "" {
				j.secret(declared, n, found[0])
			} else if holdsKey(name) || holdsKey(key) {
				j.secret(name, n, found[0])
			}
		}
		if len(named) == 0 && holdsKey(key) {
			j.secret("", n, inside)
		}
	}
}

// fetches takes the keys that a step has from a store of secrets of another kind, each by where
// it is there: a reference of 1Password's, or the list that the actions of Vault, AWS, Google and
// Azure take.
func (j *job) fetches(key string, n *yaml.Node) {
	switch {
	case strings.HasPrefix(n.Value, "op://"):
		if holdsKey(key) || slices.Contains(j.declared, n.Value) {
			j.secret(n.Value, n, n.Value)
		}
	case key == "secrets" || key == "secret-ids":
		for line := range strings.Lines(n.Value) {
			line = strings.TrimRight(strings.TrimSpace(line), " ;")
			switch {
			case !holdsKey(line) && !slices.Contains(j.declared, storedAt(line)) || reference().MatchString(line):
			case strings.Contains(line, "${{"):
				j.secret("", n, line)
			default:
				j.secret(storedAt(line), n, line)
			}
		}
	}
}

// storedAt is the path in a line that also says which variable or which field it is of: "path
// field | NAME", "NAME, path", "name:path".
func storedAt(line string) string {
	if path, _, isPiped := strings.Cut(line, "|"); isPiped {
		path, _, _ = strings.Cut(strings.TrimSpace(path), " ")
		return path
	}
	return strings.TrimSpace(line[strings.LastIndexAny(line, ",:")+1:])
}
