package workflow

import (
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// variable finds what a shell takes from the environment: $NAME, ${NAME}.
var variable = lazyregexp.New(`\$\{?([A-Za-z_][A-Za-z0-9_]*)`)

// notJobs are the keys at the top of GitLab's file that are no jobs.
func notJobs() []string {
	return []string{
		"after_script", "before_script", "cache", "default", "image", "include", "services", "spec", "stages",
		"variables", "workflow",
	}
}

// gitlabJobs are the jobs of .gitlab-ci.yml, each with the templates that it extends and
// with what holds for all.
func (c *collector) gitlabJobs(d *document) []*job {
	if d.root.Kind != yaml.MappingNode {
		return nil
	}
	var all []*job
	for i := 0; i+1 < len(d.root.Content); i += 2 {
		name, body := d.root.Content[i], resolved(d.root.Content[i+1])
		if body == nil || body.Kind != yaml.MappingNode || strings.HasPrefix(name.Value, ".") ||
			slices.Contains(notJobs(), name.Value) {
			continue
		}
		one := &job{system: "gitlab", declared: c.options.Secrets, name: name.Value, at: name}
		bodies := one.extends(d, body, []*yaml.Node{body})
		for _, common := range notJobs() {
			if common != "include" && common != "workflow" && common != "spec" {
				bodies = append(bodies, entry(d.root, common))
			}
		}
		one.gitlab(d, bodies)
		all = append(all, one)
	}
	return all
}

// extends adds the templates of a job, the nearest first.
func (j *job) extends(d *document, body *yaml.Node, bodies []*yaml.Node) []*yaml.Node {
	for _, name := range words(entry(body, "extends")) {
		template := entry(d.root, name)
		if template != nil && !slices.Contains(bodies, template) {
			bodies = j.extends(d, template, append(bodies, template))
		}
	}
	return bodies
}

func (j *job) gitlab(d *document, bodies []*yaml.Node) {
	var own []string // variables that the file itself sets
	for _, body := range bodies {
		own = append(own, setHere(entry(body, "variables"))...)
		if environment := entry(body, "environment"); environment != nil && j.environment == nil {
			j.environment = environment
			if name := entry(environment, "name"); name != nil {
				j.environment = name
			}
		}
	}
	own = append(own, setHere(entry(d.root, "variables"))...)
	for _, body := range bodies {
		for _, name := range words(entry(body, "secrets")) {
			if holdsKey(name) || j.declares(name) {
				j.secret(name, entry(body, "secrets"), name)
			}
		}
		d.each(body, "", 0, func(key string, n *yaml.Node) {
			j.starts(key, n.Value)
			j.shows(key, n)
			for _, found := range variable().FindAllStringSubmatch(n.Value, -1) {
				if name := found[1]; (holdsKey(name) || holdsKey(key) || j.declares(name)) && !slices.Contains(own, name) {
					j.secret(name, n, found[0])
				}
			}
		})
	}
}

// setHere are the variables of a mapping that have a value there. One that is given its own
// name stays what the project has under it.
func setHere(variables *yaml.Node) []string {
	return slices.DeleteFunc(words(variables), func(name string) bool {
		found := variable().FindStringSubmatch(scalar(entry(variables, name)))
		return found != nil && found[1] == name
	})
}
