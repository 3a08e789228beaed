package kubernetes

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// perFile is what a file that is read for another costs of the values that are looked at: one may be
// named as often as a line is written, and more often by an alias.
const perFile = 1000

// isKustomization knows a file of Kustomize's, which need not say what it is.
func isKustomization(file string) bool {
	return slices.Contains([]string{"kustomization.yaml", "kustomization.yml", "Kustomization"}, path.Base(file))
}

// kustomization finds keys that Kustomize puts into what it makes and patches. One in a patch is
// none, and what it names stands in other files.
func (r *reader) kustomization(n *document.Node) {
	if r.placed != nil {
		return
	}
	r.objects++
	r.generators(n.Get("configMapGenerator"))
	for _, member := range []string{"patches", "patchesJson6902", "patchesStrategicMerge"} {
		if list := n.Get(member); list != nil {
			for _, one := range list.Items {
				r.patch(one)
			}
		}
	}
}

// generators finds keys that are put into the ConfigMaps that Kustomize makes.
func (r *reader) generators(list *document.Node) {
	if list == nil {
		return
	}
	for _, one := range list.Items {
		name := one.Get("name").String()
		if literals := one.Get("literals"); literals != nil {
			for _, literal := range literals.Items {
				if called, ok := r.given(literal.String()); ok {
					r.sink("kubernetes_config_map", name, "data", called, r.document.Place(literal))
				}
			}
		}
		if files := one.Get("envs"); files != nil {
			for _, file := range files.Items {
				r.variables(name, file.String())
			}
		}
		if file := one.Get("env").String(); file != "" {
			r.variables(name, file)
		}
	}
}

// given is the key in a line NAME=VALUE, whose value something puts in.
func (r *reader) given(line string) (name string, ok bool) {
	if r.left--; r.left < 0 {
		return "", false
	}
	name, value, _ := strings.Cut(line, "=")
	value = strings.Trim(value, `"'`)
	filled := filledIn().MatchString(value) || strings.HasPrefix(value, "$(") // Kustomize's own variables
	return name, isKeyName(name) && filled
}

// variables finds keys in a file of variables that a ConfigMap is made of. A name alone has the value
// that it has in the environment of who builds.
func (r *reader) variables(name, file string) {
	if r.left -= perFile; r.left < 0 {
		return
	}
	file = path.Join(path.Dir(r.file), file)
	data, err := r.tree.Read(file)
	if err != nil || len(data) > maxSize {
		return // the search for secrets says so
	}
	places, start := collect.NewText(file, data), 0
	for line := range strings.Lines(string(data)) {
		given, end := strings.TrimSpace(line), start+len(strings.TrimRight(line, "\r\n"))
		if !strings.Contains(given, "=") {
			given += "=$" + given
		}
		if called, ok := r.given(given); ok {
			r.sink("kubernetes_config_map", name, "data", called, places.Location(start, end))
		}
		start += len(line)
	}
}

// patch finds keys in a patch that stands in a kustomization, and in one of operations that it
// names. One that is an object in a file of its own is read there.
func (r *reader) patch(n *document.Node) {
	if r.left -= perFile; r.left < 0 {
		return
	}
	target, inline := n.Get("target"), n.Get("patch")
	if n.Kind == document.Scalar {
		inline = n
	}
	inner, file := *r, r.file
	text := inline.String()
	if named := n.Get("path").String(); named != "" && inline == nil {
		file = path.Join(path.Dir(r.file), named)
		data, err := r.tree.Read(file)
		if err != nil || len(data) > maxSize {
			return // the search for secrets says so
		}
		text = string(data)
	}
	documents, err := document.Parse(file, []byte(text))
	if err != nil {
		return // which Kustomize says
	}
	inner.file, inner.unit, inner.objects = file, nil, 0
	if inline != nil {
		lines := strings.Split(strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text), "\n") // as places count them
		inner.placed = func(at snapshot.Location) snapshot.Location {
			line := lines[min(int(at.StartLine), len(lines))-1]
			return r.document.Part(inline, strings.TrimSpace(line))
		}
	}
	for _, one := range documents {
		inner.document = one
		if one.Root.Kind == document.List {
			inner.operations(one.Root, target.Get("kind").String(), target.Get("name").String())
		} else if inline != nil {
			inner.object(one.Root, 0)
		}
	}
	r.unit, r.left = append(r.unit, inner.unit...), inner.left
}

// operations finds keys in what operations on an object put into it.
func (r *reader) operations(list *document.Node, kind, name string) {
	for _, one := range list.Items {
		if value, at := one.Get("value"), one.Get("path").String(); value == nil {
			continue
		} else if kind == "ConfigMap" {
			r.datum(value, at, name)
		} else {
			r.part(value, at, cmp.Or(resourceType(kind), resourceType("Deployment")), name)
		}
	}
}

// datum finds keys in what is put into a ConfigMap: all of its data, or one of them.
func (r *reader) datum(value *document.Node, at, name string) {
	if called := path.Base(at); isKeyName(called) && filledIn().MatchString(value.String()) {
		r.sink("kubernetes_config_map", name, "data", called, r.document.Place(value))
	} else if at == "/data" {
		r.configMap(value, name)
	}
}

// part finds keys in what is put into a workload: a variable, all of them, or what has some.
func (r *reader) part(value *document.Node, at, kind, name string) {
	switch {
	case path.Base(path.Dir(at)) == "env":
		r.variable(value, kind, name)
	case path.Base(at) == "env":
		for _, variable := range value.Items {
			r.variable(variable, kind, name)
		}
	default:
		r.workload(value, kind, name, 0)
	}
}
