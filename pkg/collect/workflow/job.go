package workflow

import (
	"path"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// most bounds the secrets, images and files of one job.
const most = 100

// job is a job of a workflow while it is read.
type job struct {
	system, workflow, name string
	at                     *yaml.Node // its name
	triggers               []string
	environment            *yaml.Node
	// unclear is why nobody can tell the environment.
	unclear string
	// calls is the workflow that a job of GitHub's is, and with what it gives to it.
	calls, with *yaml.Node
	secrets     []use
	// declared are the secrets that the manifest says hold a key.
	declared []string
	// every is what gives the job all secrets that there are.
	every  *use
	images []string
	// shown are the keys that it puts where everybody reads them.
	shown []shown
	// commands are what it runs, as far as they may name files.
	commands []string
}

// use is a place that names a secret; the name is empty where an expression makes it.
type use struct {
	name string
	at   *yaml.Node
	text string
}

var (
	keyName = lazyregexp.New(`(?i)pinecone.*key`)
	// image finds a container image by its name at Pinecone's, whatever registry it comes from.
	image = lazyregexp.New(`(?:[a-z0-9][a-z0-9.-]*(?::[0-9]+)?/)*pinecone-io/pinecone-[a-z-]+`)
	// started finds the command that starts what a compose file describes.
	started = lazyregexp.New(`\bdocker[ -]compose\b[^\n]*\b(?:up|run|start)\b`)
	filed   = lazyregexp.New(`[A-Za-z0-9_.][A-Za-z0-9_./-]*`)
)

// holdsKey says whether something of that name holds a key, and not its name or id.
func holdsKey(name string) bool {
	upper := strings.ToUpper(name)
	return keyName().MatchString(name) && !strings.HasSuffix(upper, "_ID") && !strings.HasSuffix(upper, "_NAME")
}

// declares says whether the manifest has a secret of that name, for whichever environment.
func (j *job) declares(name string) bool {
	return slices.ContainsFunc(j.declared, func(declared string) bool { return secretName(declared) == name })
}

// spelled is a secret's name as the manifest spells it, empty where it has none: to GitHub, the case of
// letters makes no difference.
func (j *job) spelled(name string) string {
	for _, declared := range j.declared {
		if spelling := secretName(declared); strings.EqualFold(spelling, name) {
			return spelling
		}
	}
	return ""
}

// secretName is a secret of the manifest without its environment. A reference into another store is
// none of these.
func secretName(declared string) string {
	if strings.Contains(declared, "://") {
		return ""
	}
	return declared[strings.LastIndexByte(declared, '/')+1:]
}

func (j *job) secret(name string, at *yaml.Node, text string) {
	again := func(known use) bool { return known.name == name && (name != "" || known.at == at) }
	if len(j.secrets) < most && !slices.ContainsFunc(j.secrets, again) {
		j.secrets = append(j.secrets, use{name, at, text})
	}
}

// starts takes the images that a text names, and keeps commands for later. What is an image
// for certain may be a copy in a registry of one's own.
func (j *job) starts(key, text string) {
	var names []string
	if strings.Contains(text, "pinecone-io/") {
		names = image().FindAllString(text, -1)
	}
	switch key {
	case "image", "container":
		if name := untagged(text); len(names) == 0 && strings.Contains(path.Base(name), "pinecone-") {
			names = []string{name}
		}
	case "run", "script", "before_script", "after_script":
		j.commands = append(j.commands, text)
	case "uses":
		if strings.HasPrefix(text, "./") {
			j.commands = append(j.commands, text+"/action.yml", text+"/action.yaml")
		}
	}
	for _, name := range names {
		if len(j.images) < most && !slices.Contains(j.images, name) {
			j.images = append(j.images, name)
		}
	}
}

// untagged is an image without its tag or digest.
func untagged(image string) string {
	name, _, _ := strings.Cut(image, "@")
	if at := strings.LastIndexByte(name, ':'); at > strings.LastIndexByte(name, '/') {
		name = name[:at]
	}
	return name
}

// follow takes the images of the files that a job's commands name: a script, a compose file,
// an action. What a Makefile or a package's script starts is not looked for.
func (c *collector) follow(j *job) {
	for _, file := range c.named(j.commands) {
		if data, err := c.tree.Read(file); err == nil {
			j.starts("", string(data))
		}
	}
}

func (c *collector) named(commands []string) []string {
	var wanted []string
	for _, command := range commands {
		wanted = append(wanted, filed().FindAllString(command, -1)...)
		if started().MatchString(command) {
			wanted = append(wanted, "compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")
		}
	}
	var files []string
	for _, name := range wanted {
		name = path.Join(c.options.Folder, name)
		if len(files) < most && c.has(name) && !slices.Contains(files, name) {
			files = append(files, name)
		}
	}
	return files
}

func (c *collector) has(name string) bool {
	at, found := slices.BinarySearchFunc(c.tree.Files, name, func(file collect.File, name string) int {
		return strings.Compare(file.Path, name)
	})
	return found && c.tree.Files[at].Size <= maxSize
}

// observe is the job, nil where it has nothing to do with Pinecone.
func (j *job) observe(d *document) *snapshot.Observation {
	if len(j.secrets)+len(j.images) == 0 && j.every == nil {
		return nil
	}
	o := &snapshot.Observation{
		Type: kind, Source: sourceID, Address: d.file + "#" + j.name, Complete: true,
		Values: map[string]any{"system": j.system, "file": d.file, "job": j.name},
	}
	o.Locations.Set("", d.place(j.at, j.at.Value))
	if j.workflow != "" {
		o.Values["workflow"] = j.workflow
	}
	o.Values["triggers"], o.Values["images"] = texts(j.triggers), texts(j.images)
	j.observeEnvironment(o, d)
	j.observeSecrets(o, d)
	return o
}

func (j *job) observeEnvironment(o *snapshot.Observation, d *document) {
	name := scalar(j.environment)
	if name == "" {
		return
	}
	at := d.place(j.environment, name)
	o.Locations.Set("/environment", at)
	why := j.unclear
	if strings.Contains(name, "$") {
		why = "an expression makes it"
	}
	if why != "" {
		o.Unknown = map[string]snapshot.Unknown{
			"/environment": {Reason: why, Expression: name, Location: &at.Location},
		}
		return
	}
	o.Values["environment"] = name
}

func (j *job) observeSecrets(o *snapshot.Observation, d *document) {
	if j.every != nil {
		o.Values["every_secret"] = true
		o.Locations.Set("/every_secret", d.place(j.every.at, j.every.text))
	}
	if len(j.secrets) == 0 {
		return
	}
	names := make([]any, len(j.secrets))
	for i, used := range j.secrets {
		pointer := snapshot.Element("/secrets", i)
		at := d.place(used.at, used.text)
		o.Locations.Set(pointer, at)
		if used.name != "" {
			names[i] = used.name
			continue
		}
		if o.Unknown == nil {
			o.Unknown = map[string]snapshot.Unknown{}
		}
		o.Unknown[pointer] = snapshot.Unknown{
			Reason: "an expression makes it", Expression: used.text, Location: &at.Location,
		}
	}
	o.Values["secrets"] = names
}

func texts(list []string) []any {
	all := make([]any, len(list))
	for i, text := range list {
		all[i] = text
	}
	return all
}
