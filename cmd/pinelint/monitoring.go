package main

import (
	"cmp"
	"path"

	"github.com/pinelint/pinelint/pkg/collect/prometheus"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// monitoring says which monitoring files the manifest names for which project, and where.
func (e *evidence) monitoring(types snapshot.Types, declared *prometheus.Declared) prometheus.Options {
	options := prometheus.Options{Types: types, Declared: declared, Folder: path.Dir(e.repository.manifest)}
	add := func(file, project, pointer string) {
		one := prometheus.Named{Path: file, Project: project}
		if span, ok := e.manifest.Span(pointer); ok {
			place := e.text.Location(span.Start, span.End)
			one.At = &place
		}
		options.Named = append(options.Named, one)
	}
	for i, project := range e.manifest.Projects {
		pointer := snapshot.Element("/projects", i) + "/monitoring"
		called := cmp.Or(project.ID, project.Name)
		if file := project.Monitoring.Prometheus; file != "" {
			add(file, called, pointer+"/prometheus")
		}
		for k, file := range project.Monitoring.Rules {
			add(file, called, snapshot.Element(pointer+"/rules", k))
		}
	}
	return options
}
