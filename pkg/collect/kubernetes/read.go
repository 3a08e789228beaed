package kubernetes

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// reader reads the objects of one file.
type reader struct {
	*collector

	file     string
	document *document.Document
	unit     []*snapshot.Observation
	objects  int
	left     int
	count    map[string]int
	// placed is where something stands of what is read of a string; nil where it is read itself.
	placed func(snapshot.Location) snapshot.Location
}

// object reads an object, or those of a list.
func (r *reader) object(n *document.Node, depth int) {
	kind := n.Get("kind").String()
	if n.Get("apiVersion") == nil || kind == "" || depth > deepest {
		return
	}
	for _, holder := range []string{"items", "objects"} { // of a list, and of a template of OpenShift's
		if items := n.Get(holder); items != nil && items.Kind == document.List {
			for _, item := range items.Items {
				r.object(item, depth+1)
			}
			return
		}
	}
	name := n.Get("metadata").Get("name").String()
	if kind == "Service" && strings.HasPrefix(n.Get("apiVersion").String(), "serving.knative.dev/") {
		kind = "Deployment" // as Knative and Cloud Run have it
	}
	known := resourceType(kind)
	if kind == "Kustomization" || kind == "Component" {
		r.kustomization(n)
		return
	}
	r.objects++
	switch {
	case kind == "ConfigMap":
		r.configMap(n.Get("data"), name)
	case kind == "HelmRelease":
		r.values(n.Get("spec").Get("values"), name, "", 0)
	case known != "":
		r.workload(n.Get("spec"), known, name, 0)
	}
}

// configMap finds keys that are put into a ConfigMap when it is deployed, also into a file in it.
func (r *reader) configMap(data *document.Node, name string) {
	if data == nil {
		return
	}
	for i := range data.Entries {
		entry := &data.Entries[i]
		if isKeyName(entry.Name) && filledIn().MatchString(entry.Value.String()) {
			r.sink("kubernetes_config_map", name, "data", entry.Name, r.document.Whole(entry))
		}
		r.settings(entry, name)
	}
}

// mostSettings bounds the keys of one file, each of which is looked for in it.
const mostSettings = 20

// settings finds the keys in a file of settings, a line each.
func (r *reader) settings(entry *document.Entry, name string) {
	file := entry.Value
	text := file.String()
	if !collect.MentionsPinecone([]byte(text)) {
		return
	}
	found := 0
	for line := range strings.Lines(text) {
		if r.left--; r.left < 0 || found == mostSettings {
			return
		}
		if !collect.MentionsPinecone([]byte(line)) {
			continue
		}
		set := setting().FindStringSubmatch(line)
		if set != nil && isKeyName(set[1]) && filledIn().MatchString(set[2]) && !resolvesItself(entry.Name, set[2]) {
			found++
			r.sink("kubernetes_config_map", name, "data", set[1], r.document.Part(file, strings.TrimSpace(line)))
		}
	}
}

// resolvesItself says whether a value is one that the program looks up when it starts, by the name alone,
// as Spring Boot and MicroProfile do in their settings.
func resolvesItself(file, value string) bool {
	isSettings := slices.ContainsFunc([]string{"application", "bootstrap", "microprofile-config"}, func(name string) bool {
		return strings.HasPrefix(file, name)
	}) && slices.Contains([]string{".properties", ".yml", ".yaml"}, path.Ext(file))
	return isSettings && strings.HasPrefix(value, "${")
}

// values finds keys that are put into the values of a release of Flux's, which anybody reads who
// may look at the release. A name may go on in a mapping: pinecone.apiKey.
func (r *reader) values(n *document.Node, release, path string, depth int) {
	if r.left--; n == nil || r.left < 0 || depth > deepest {
		return
	}
	for _, item := range n.Items {
		if called := item.Get("name").String(); isKeyName(called) && filledIn().MatchString(item.Get("value").String()) {
			r.sink("helm_release", release, "values", called, r.document.Place(item))
			continue
		}
		r.values(item, release, "", depth+1)
	}
	for i := range n.Entries {
		entry := &n.Entries[i]
		called := strings.TrimPrefix(path+"."+entry.Name, ".")
		switch {
		case !filledIn().MatchString(entry.Value.String()):
			r.values(entry.Value, release, entry.Name, depth+1)
		case isKeyName(entry.Name):
			r.sink("helm_release", release, "values", entry.Name, r.document.Whole(entry))
		case isKeyName(called):
			r.sink("helm_release", release, "values", called, r.document.Whole(entry))
		}
	}
}

// workload finds the containers below a node.
func (r *reader) workload(n *document.Node, kind, name string, depth int) {
	if r.left--; n == nil || r.left < 0 || depth > deepest {
		return
	}
	for _, item := range n.Items {
		r.workload(item, kind, name, depth+1)
	}
	for i := range n.Entries {
		entry := &n.Entries[i]
		if entry.Name == "env" && entry.Value.Kind == document.List {
			for _, variable := range entry.Value.Items {
				r.variable(variable, kind, name)
			}
			continue
		}
		r.workload(entry.Value, kind, name, depth+1)
	}
}

// variable is one of a container's environment.
func (r *reader) variable(n *document.Node, kind, name string) {
	called := n.Get("name").String()
	if r.left--; r.left < 0 || !isKeyName(called) {
		return
	}
	if from := n.Get("valueFrom").Get("configMapKeyRef"); from != nil {
		r.sink("kubernetes_config_map", from.Get("name").String(), "data", called, r.document.Place(n))
	}
	if value := n.Get("value"); value != nil && filledIn().MatchString(value.String()) {
		r.sink(kind, name, "spec", called, r.document.Place(n))
	}
}

func (r *reader) sink(kind, name, argument, variable string, at snapshot.Location) {
	if r.placed != nil {
		at = r.placed(at)
	}
	resource := unmasked(name)
	alike := strings.Join([]string{at.File, kind, resource, variable}, ":")
	r.count[alike]++
	o := &snapshot.Observation{
		Type: "credential_sink", Source: sourceID, Complete: true,
		Address:  fmt.Sprintf("%s#%d", alike, r.count[alike]), // no line, so that it stays when lines move
		Formerly: []string{fmt.Sprintf("%s:%d:%d", at.File, at.StartLine, at.StartColumn)},
		Values: map[string]any{
			"resource_type": kind, "resource": resource, "argument": argument, "variable": variable, "certain": true,
		},
		Locations: snapshot.Locations{{Position: snapshot.Position{Location: at}}},
	}
	if collect.Finish(r.types, o) {
		r.unit = append(r.unit, o)
	}
}
