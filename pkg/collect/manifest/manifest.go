// Package manifest makes observations of what pinelint.yaml declares. It states only what
// the file states: another source may know the rest of a resource.
package manifest

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// holds are the types of which the manifest has all there are, as no other source without
// access to the console can have them, and the projects, which it may have besides others.
// It describes indexes that stand elsewhere.
func holds() []string {
	return []string{
		"pinecone_cmek_key", "pinecone_organization", "pinecone_private_endpoint", "pinecone_project", "pinecone_workload",
	}
}

// Source is the id of the source that a manifest is.
func Source(file string) string { return "manifest " + file }

// Collect hands on what a manifest declares. The file and the problems are what
// [config.Load] gave, with [collect.Redact], for the bytes that text was made of. What is said
// of a file that is named at one of the pointers in absent, and is not there, is not known.
func Collect(
	text *collect.Text, file *config.File, problems []config.Problem, absent []string, sink collect.Sink,
) {
	r := &reader{text: text, file: file, at: map[string]*snapshot.Observation{}}
	r.read()
	r.admit(file.Invalid, "the manifest's value is not valid")
	r.admit(absent, "the file that the manifest names is not there")
	source := snapshot.Source{ID: Source(file.Name), Status: snapshot.Complete, Holds: holds()}
	if len(r.unit) > 0 {
		sink.Observe(r.unit)
		source.Counts = map[string]int{}
		for _, observation := range r.unit {
			source.Counts[observation.Type]++
		}
	}
	for _, problem := range problems {
		place := text.Location(problem.Start, problem.End)
		source.Problems = append(source.Problems,
			snapshot.Problem{Kind: snapshot.Broken, Message: problem.Message, Location: &place})
	}
	for _, pointer := range absent {
		source.Problems = append(source.Problems, r.absence(pointer))
	}
	switch {
	case len(problems) > 0 && file.Values == nil:
		source.Status, source.Reason = snapshot.Failed, "the manifest could not be read"
	case len(problems) > 0:
		source.Status, source.Reason = snapshot.Partial, "a part of the manifest could not be understood"
	case len(absent) > 0:
		source.Status, source.Reason = snapshot.Partial, "a file that the manifest names is not there"
	}
	sink.Report(source)
}

// CollectOthers tells of manifests in the tree beside the one that was taken, since what they
// declare and waive does not count, and of files that are called almost like one.
func CollectOthers(tree *collect.Tree, taken string, sink collect.Sink) {
	var problems []snapshot.Problem
	for _, file := range tree.Glob(config.FileName, misnamed) {
		message := file.Path + " is not read: a manifest is called " + config.FileName
		switch path.Base(file.Path) {
		case config.FileName:
			message = file.Path + " is another manifest and was not taken: check its folder by itself"
		case misnamed, "." + misnamed, "." + config.FileName:
		default:
			continue
		}
		if file.Path == taken {
			continue
		}
		problems = append(problems, snapshot.Problem{
			Kind: snapshot.Notice, Message: message, Location: &snapshot.Location{File: file.Path},
		})
	}
	if len(problems) > 0 {
		sink.Report(snapshot.Source{ID: "other manifests", Status: snapshot.Complete, Problems: problems})
	}
}

// misnamed is what a manifest may be called by mistake.
const misnamed = "pinelint.yml"

type reader struct {
	text *collect.Text
	file *config.File
	unit []*snapshot.Observation
	at   map[string]*snapshot.Observation // by address
}

func (r *reader) read() {
	if organization, ok := r.file.Values["organization"].(map[string]any); ok {
		r.observe("pinecone_organization", "/organization", organization)
	}
	projects, _ := r.file.Values["projects"].([]any)
	for i, project := range projects {
		if values, ok := project.(map[string]any); ok {
			r.project(snapshot.Element("/projects", i), values)
		}
	}
}

// part is a list of a project whose elements are resources of their own.
type part struct{ pointer, kind string }

func parts() []part {
	return []part{
		{"/cmek/keys", "pinecone_cmek_key"},
		{"/private_endpoints/endpoints", "pinecone_private_endpoint"},
		{"/indexes", "pinecone_index"},
		{"/workloads", "pinecone_workload"},
	}
}

func (r *reader) project(pointer string, declared map[string]any) {
	values := declared
	for _, part := range parts() {
		values = without(values, snapshot.Tokens(part.pointer))
	}
	r.observe("pinecone_project", pointer, values)
	for _, part := range parts() {
		list, _ := snapshot.Lookup(declared, part.pointer)
		things, _ := list.([]any)
		for i, thing := range things {
			r.element(part.kind, pointer, snapshot.Element(pointer+part.pointer, i), declared, thing)
		}
	}
}

// element observes one element of a project's list. It names its project by the id or, where
// the manifest has none, by the name.
func (r *reader) element(kind, projectPointer, pointer string, project map[string]any, thing any) {
	var values map[string]any
	switch thing := thing.(type) {
	case map[string]any:
		values = maps.Clone(thing)
	case string:
		values = map[string]any{"endpoint": thing}
	default:
		return // not valid: the manifest's problems say so
	}
	observation := r.observe(kind, pointer, values)
	if _, isText := thing.(string); isText {
		r.locate(observation, "/endpoint", pointer)
	}
	for _, key := range []string{"id", "name"} {
		if called, ok := project[key].(string); ok {
			values["project"] = called
			r.locate(observation, "/project", snapshot.Child(projectPointer, key))
			return
		}
	}
}

func (r *reader) observe(kind, pointer string, values map[string]any) *snapshot.Observation {
	observation := &snapshot.Observation{
		Type: kind, Source: Source(r.file.Name), Address: pointer, Values: values,
	}
	r.locateAll(observation, "", values)
	r.unit = append(r.unit, observation)
	r.at[pointer] = observation
	return observation
}

// locateAll places all values below a pointer.
func (r *reader) locateAll(observation *snapshot.Observation, pointer string, value any) {
	r.locate(observation, pointer, observation.Address+pointer)
	switch value := value.(type) {
	case map[string]any:
		for _, key := range slices.Sorted(maps.Keys(value)) {
			r.locateAll(observation, snapshot.Child(pointer, key), value[key])
		}
	case []any:
		for i, element := range value {
			r.locateAll(observation, snapshot.Element(pointer, i), element)
		}
	}
}

// locate places a value where the manifest has the pointer declared.
func (r *reader) locate(observation *snapshot.Observation, pointer, declared string) {
	if span, ok := r.file.Span(declared); ok {
		place := r.text.Location(span.Start, span.End)
		observation.Locations.Set(pointer, snapshot.Position{Location: place})
	}
}

// absence is a file that is named and is not there.
func (r *reader) absence(pointer string) snapshot.Problem {
	named, _ := snapshot.Lookup(r.file.Values, pointer)
	name, _ := named.(string)
	found := snapshot.Problem{
		Kind: snapshot.Broken,
		Message: fmt.Sprintf("%s, which %s names, is no file of the repository: name it by its path from the "+
			"manifest's folder or the repository's root, or by a URL with https://",
			collect.Quote(collect.Redact(name)), strings.Join(snapshot.Tokens(pointer), ".")),
	}
	if span, ok := r.file.Span(pointer); ok {
		place := r.text.Location(span.Start, span.End)
		found.Location = &place
	}
	return found
}

// admit makes unknown what was declared and cannot be taken as it is, and says why.
func (r *reader) admit(pointers []string, reason string) {
	for _, pointer := range pointers {
		address := pointer
		for address != "" && r.at[address] == nil {
			address = snapshot.Parent(address)
		}
		observation, below := r.at[address], strings.TrimPrefix(pointer, address)
		if observation == nil || isPart(observation, below) {
			continue
		}
		if list := listOf(observation.Values, below); list != "" {
			observation.Values, below = without(observation.Values, snapshot.Tokens(list)), list
		} else if below != "" {
			observation.Values = without(observation.Values, snapshot.Tokens(below))
		}
		if observation.Unknown == nil {
			observation.Unknown = map[string]snapshot.Unknown{}
		}
		unknown := snapshot.Unknown{Reason: reason}
		if span, ok := r.file.Span(pointer); ok {
			place := r.text.Location(span.Start, span.End)
			unknown.Location = &place
		}
		observation.Unknown[below] = unknown
	}
}

// listOf is the outermost list in which a pointer stands, of which nobody knows what it has
// where one element is not known.
func listOf(values map[string]any, pointer string) string {
	at := ""
	for _, token := range snapshot.Tokens(pointer) {
		value, _ := snapshot.Lookup(values, at)
		if _, ok := value.([]any); ok {
			return at
		}
		at = snapshot.Child(at, token)
	}
	return ""
}

func isPart(observation *snapshot.Observation, pointer string) bool {
	return observation.Type == "pinecone_project" &&
		slices.ContainsFunc(parts(), func(part part) bool { return snapshot.Within(pointer, part.pointer) })
}

// without copies a tree of maps along a path and leaves out what the path leads to.
func without(values map[string]any, path []string) map[string]any {
	kept := maps.Clone(values)
	if len(path) == 1 {
		delete(kept, path[0])
	} else if below, ok := kept[path[0]].(map[string]any); ok {
		kept[path[0]] = without(below, path[1:])
	}
	return kept
}
