package main

import (
	"cmp"
	"encoding/json"
	"maps"
	"path"

	"github.com/pinelint/pinelint/pkg/collect/prometheus"
	"github.com/pinelint/pinelint/pkg/evaluate"
	"github.com/pinelint/pinelint/pkg/snapshot"
	"github.com/pinelint/pinelint/policies"
)

// pineconeMetrics is what the facts say of the metrics that Pinecone shows, those of pod-based
// indexes among them.
func pineconeMetrics() map[string]prometheus.Metric {
	facts, err := evaluate.CompiledFacts(policies.Compiled)
	if err != nil {
		return nil // who needs facts to judge says so
	}
	type named struct {
		Names map[string]prometheus.Metric `json:"names"`
	}
	var groups struct{ Indexes, Pods named }
	if err := json.Unmarshal([]byte(facts["metrics"]), &groups); err != nil {
		return nil
	}
	all := map[string]prometheus.Metric{}
	maps.Copy(all, groups.Indexes.Names)
	maps.Copy(all, groups.Pods.Names)
	return all
}

// monitoring says which monitoring files the manifest names for which project, and where.
func (e *evidence) monitoring(types snapshot.Types, declared *prometheus.Declared) prometheus.Options {
	options := prometheus.Options{
		Types: types, Metrics: pineconeMetrics, Declared: declared, Folder: path.Dir(e.repository.manifest),
	}
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
