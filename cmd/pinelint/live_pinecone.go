package main

import (
	"maps"
	"os"
	"slices"

	"gopkg.in/yaml.v3"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/pinecone"
	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
)

// pinecone are the options for reading Pinecone with what the environment has. What is
// secret of it is taken out of all that is written.
func (l *live) pinecone(on system, out *evidence) (pinecone.Options, error) {
	options := pinecone.Options{
		ClientID: on.getenv("PINECONE_CLIENT_ID"), ClientSecret: pinecone.Secret(on.getenv("PINECONE_CLIENT_SECRET")),
		Stats: l.stats, Namespaces: l.namespaces,
		Controller: on.getenv("PINECONE_CONTROLLER_HOST"), OAuth: on.getenv("PINECONE_OAUTH_HOST"),
	}
	if (options.ClientID == "") != (options.ClientSecret == "") {
		return options, usage("PINECONE_CLIENT_ID and PINECONE_CLIENT_SECRET belong together: set both, or neither")
	}
	var err error
	if options.Projects, err = l.projects(on, out.manifest); err != nil {
		return options, err
	}
	out.hide(string(options.ClientSecret))
	for _, project := range options.Projects {
		out.hide(string(project.Key))
	}
	return options, nil
}

const shortestSecret = 8

// hide keeps a secret out of what is written. A text of a few characters is none, and may
// stand anywhere.
func (e *evidence) hide(secret string) {
	if len(secret) >= shortestSecret {
		e.secrets.add(secret)
	}
}

// projects are those that there are keys for.
func (l *live) projects(on system, manifest *config.File) ([]pinecone.Project, error) {
	if l.keys != "" {
		return l.namedProjects(on, manifest)
	}
	key := pinecone.Secret(on.getenv("PINECONE_API_KEY"))
	switch {
	case key == "":
		return nil, nil
	case len(manifest.Projects) > 1:
		return nil, usage("the manifest has %d projects, and PINECONE_API_KEY is a key of one: "+
			"say with --pinecone-keys which project has which key", len(manifest.Projects))
	case len(manifest.Projects) == 1:
		only := manifest.Projects[0]
		return []pinecone.Project{{ID: only.ID, Name: only.Name, Key: key}}, nil
	default:
		return []pinecone.Project{{Key: key}}, nil
	}
}

// namedProjects reads --pinecone-keys. No value of the file is ever shown: it may be a key
// by mistake.
func (l *live) namedProjects(on system, manifest *config.File) ([]pinecone.Project, error) {
	data, err := os.ReadFile(l.keys)
	if err != nil {
		return nil, usage("read --pinecone-keys: %w", err)
	}
	variables := map[string]string{}
	if yaml.Unmarshal(data, &variables) != nil || len(variables) == 0 {
		return nil, usage("--pinecone-keys %s: it has no line such as search: PINECONE_API_KEY_SEARCH", l.keys)
	}
	var all []pinecone.Project
	for _, name := range slices.Sorted(maps.Keys(variables)) {
		variable, shown := variables[name], collect.Redact(name)
		if !variableName().MatchString(variable) || collect.Redact(variable) != variable {
			return nil, usage("--pinecone-keys %s: what stands at %q is not the name of an environment variable: "+
				"write PINECONE_API_KEY_SEARCH, and never a key", l.keys, shown)
		}
		project := projectOf(manifest, name)
		if project.Key = pinecone.Secret(on.getenv(variable)); project.Key == "" {
			return nil, usage("--pinecone-keys %s: the environment variable of %q is not set", l.keys, shown)
		}
		all = append(all, project)
	}
	return all, nil
}

// variableName is what the name of an environment variable looks like when people give it.
var variableName = lazyregexp.New(`^[A-Z_][A-Z0-9_]*$`)

// projectOf is a project by the name or id that the manifest has.
func projectOf(manifest *config.File, name string) pinecone.Project {
	for _, project := range manifest.Projects {
		if project.Name == name || project.ID == name {
			return pinecone.Project{ID: project.ID, Name: project.Name}
		}
	}
	return pinecone.Project{Name: name}
}
