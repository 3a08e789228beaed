package prometheus

import (
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// kustomization is what a file of Kustomize's has to do with what is read here.
type kustomization struct {
	folder string
	value  any
}

// kustomizations are those of the tree that generate or patch something.
func (c *collector) kustomizations() []kustomization {
	var all []kustomization
	for _, file := range c.tree.Files {
		switch path.Base(file.Path) {
		case "kustomization.yaml", "kustomization.yml", "Kustomization":
		default:
			continue
		}
		data, err := c.tree.Read(file.Path)
		if err != nil || len(data) > maxSize || !strings.Contains(string(data), "Generator") &&
			!strings.Contains(string(data), "patches") {
			continue // the search for secrets says what it could not read
		}
		documents, _ := readYAML(&page{data: data})
		for _, d := range documents {
			all = append(all, kustomization{folder: path.Dir(file.Path), value: d.value})
		}
	}
	return all
}

// list are the elements of a member of a kustomization.
func (k kustomization) list(key string) []any {
	value, _ := snapshot.Lookup(k.value, "/"+key)
	elements, _ := value.([]any)
	return elements
}

// generated are the files that Kustomize puts into a ConfigMap or a Secret, whatever their names
// end in: key=rules.txt may be alerts.yml there.
func (c *collector) generated() []collect.File {
	listed := map[string]collect.File{}
	for _, file := range c.tree.Files {
		listed[file.Path] = file
	}
	var all []collect.File
	for _, k := range c.kustomized {
		for _, element := range slices.Concat(k.list("configMapGenerator"), k.list("secretGenerator")) {
			generator, _ := element.(map[string]any)
			files, _ := generator["files"].([]any)
			for _, one := range files {
				name := text(one)
				if _, after, ok := strings.Cut(name, "="); ok {
					name = after
				}
				file, ok := listed[path.Join(k.folder, name)]
				if ok && !isConfiguration(file.Path) && !isTerraform(file.Path) && !slices.Contains(all, file) {
					all = append(all, file)
				}
			}
		}
	}
	return all
}

// removed are the objects of Kubernetes, as kind and name, of which a patch takes something away.
// Without a name, all of a kind are.
func (c *collector) removed() map[string]bool {
	found := map[string]bool{}
	for _, k := range c.kustomized {
		for _, element := range slices.Concat(k.list("patches"), k.list("patchesJson6902"), k.list("patchesStrategicMerge")) {
			patch, _ := element.(map[string]any)
			target, _ := patch["target"].(map[string]any)
			inline, file := text(patch["patch"]), text(patch["path"])
			if whole, ok := element.(string); ok {
				inline, file = whole, whole
			}
			if data, err := c.tree.Read(path.Join(k.folder, file)); err == nil && file != "" && len(data) <= maxSize {
				inline = string(data)
			}
			documents, _ := readYAML(&page{data: []byte(inline)})
			for _, d := range documents {
				if takesAway(d.value) {
					found[objectOf(d.value, target)] = true
				}
			}
		}
	}
	return found
}

// takesAway says whether a patch removes an object, or a part of one.
func takesAway(patch any) bool {
	if operations, ok := patch.([]any); ok {
		return slices.ContainsFunc(operations, func(element any) bool {
			operation, _ := element.(map[string]any)
			return operation["op"] == "remove" && strings.HasPrefix(text(operation["path"]), "/spec")
		})
	}
	return holds(patch, func(text string) bool { return text == "$patch" })
}

// objectOf is the kind and the name of what a patch changes.
func objectOf(value any, target map[string]any) string {
	object, _ := value.(map[string]any)
	if target == nil {
		metadata, _ := object["metadata"].(map[string]any)
		target = map[string]any{"kind": object["kind"], "name": metadata["name"]}
	}
	return text(target["kind"]) + " " + text(target["name"])
}

// isRemoved says whether a patch takes something away of an object.
func (r *reader) isRemoved(object map[string]any) bool {
	kind := text(object["kind"])
	return kind != "" && len(r.removed) > 0 && (r.removed[kind+" "] || r.removed[objectOf(object, nil)])
}

// controlled is a comment in which a template of a chart decides what of the file is there.
var controlled = lazyregexp.New(`(?m)^[ \t]*#.*\{\{-?[ \t]*(?:if|with|range)\b.*$`)

// decided is where a template of a chart decides by comments, which YAML does not see; nil where
// none does.
func (c *collector) decided(file string, data []byte) []int {
	at := controlled().FindIndex(data)
	if at == nil || !c.isOfChart(file) {
		return nil
	}
	return at
}

func (c *collector) isOfChart(file string) bool {
	before, _, ok := strings.Cut("/"+file, "/templates/")
	chart := strings.TrimPrefix(before+"/Chart.yaml", "/")
	return ok && slices.ContainsFunc(c.tree.Files, func(f collect.File) bool { return f.Path == chart })
}

// isOff says whether an object is switched off, or may be: a part of the values of a chart, or an
// alert.
func isOff(object map[string]any) bool {
	return slices.ContainsFunc([]string{"enabled", "rule_group_enabled"}, func(key string) bool {
		return object[key] == false || object[key] == "false" || isVariable(text(object[key]))
	})
}

// off walks an object that is switched off, or taken away. Other values may switch it on, so what it has is
// told and not judged.
func (r *reader) off(d *document, pointer string, object map[string]any, in surroundings) {
	scrapes, monitors, queries := len(r.scrapes), len(r.monitors), len(r.queries)
	r.members(d, pointer, object, in)
	if len(r.scrapes)+len(r.monitors)+len(r.queries) == scrapes+monitors+queries {
		return
	}
	r.scrapes, r.monitors, r.queries = r.scrapes[:scrapes], r.monitors[:monitors], r.queries[:queries]
	at, why := pointer+"/enabled", "does not switch it on; other values may, so it is not judged"
	if r.isRemoved(object) {
		at, why = pointer+"/kind", "a patch of Kustomize takes something of it away, so it is not judged"
	}
	r.problem(snapshot.Gap, d.location(at), "has what watches Pinecone, and "+why)
}
