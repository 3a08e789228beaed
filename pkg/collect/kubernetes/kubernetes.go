// Package kubernetes reads manifests for where a Pinecone key goes in a cluster: whether it is
// a Secret that a workload has it from, or a ConfigMap or the manifest itself. What stands in
// a manifest in plain sight, the search for secrets finds.
package kubernetes

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/document"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const (
	sourceID = "kubernetes manifests"
	// maxSize is above what a cluster's store accepts of an object, 1.5 MB, many times.
	maxSize = 8 << 20
	// maxVisits bounds the nodes of a file that are looked at: an alias costs nothing to write.
	maxVisits = 500_000
	deepest   = 100
)

// Collect hands on a credential_sink for every place that keeps no secrets and that a
// Pinecone key goes through, one unit a file, and reports the source "kubernetes manifests"
// where there are any. The error is that of ctx alone.
func Collect(ctx context.Context, tree *collect.Tree, types snapshot.Types, sink collect.Sink) error {
	c := collector{types: types, tree: tree, source: snapshot.Source{
		ID: sourceID, Status: snapshot.Complete, Holds: []string{"credential_sink"},
		Counts: map[string]int{"files": 0, "objects": 0},
	}}
	for _, file := range tree.Files {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("read Kubernetes manifests: %w", err)
		}
		if !document.IsText(file.Path, "Kustomization") ||
			tree.Noted(file.Path) == collect.NoMention && !isKustomization(file.Path) {
			continue
		}
		if unit := c.file(file); len(unit) > 0 {
			sink.Observe(unit)
		}
	}
	if c.source.Counts["files"] > 0 || len(c.source.Problems) > 0 {
		sink.Report(c.source)
	}
	return nil
}

type collector struct {
	types  snapshot.Types
	tree   *collect.Tree
	source snapshot.Source
}

// isManifest spares nearly every file the parser. What a kustomization makes a ConfigMap of may
// be Pinecone's alone.
func isManifest(file string, data []byte) bool {
	if isKustomization(file) {
		return collect.MentionsPinecone(data) || bytes.Contains(data, []byte("configMapGenerator")) ||
			bytes.Contains(data, []byte("patches"))
	}
	return bytes.Contains(data, []byte("apiVersion")) && bytes.Contains(data, []byte("kind")) &&
		bytes.Contains(bytes.ToLower(data), []byte("pinecone"))
}

func (c *collector) file(file collect.File) []*snapshot.Observation {
	data, err := c.tree.Read(file.Path)
	if err != nil || !isManifest(file.Path, data) {
		return nil // the search for secrets says of a file that it cannot be read
	}
	if file.Size > maxSize {
		c.problem(snapshot.Gap, snapshot.Location{File: file.Path}, fmt.Sprintf(
			"has %d MB, more than the %d MB that are read of manifests: divide it", file.Size>>20, maxSize>>20))
		return nil
	}
	documents, err := document.Parse(file.Path, data)
	if fault, ok := errors.AsType[*document.SyntaxError](err); ok {
		c.fault(data, fault)
	}
	if bytes.Contains(data, []byte("{{")) {
		if filled, err := document.Parse(file.Path, masked(data)); err == nil {
			documents = filled
		}
	}
	r := reader{collector: c, file: file.Path, left: maxVisits, count: map[string]int{}}
	for _, one := range documents {
		r.document = one
		if isKustomization(file.Path) {
			r.kustomization(one.Root)
		} else {
			r.object(one.Root, 0)
		}
	}
	if r.objects > 0 && (len(r.unit) > 0 || collect.MentionsPinecone(data)) {
		c.source.Counts["files"]++
		c.source.Counts["objects"] += r.objects
	}
	if r.left < 0 {
		c.problem(snapshot.Gap, snapshot.Location{File: file.Path},
			fmt.Sprintf("has more than %d values: the rest is not read", maxVisits))
	}
	return r.unit
}

// fault is a gap for a chart's template, which is YAML only when it is filled in: what fills
// it in may hold more than is written there.
func (c *collector) fault(data []byte, fault *document.SyntaxError) {
	if bytes.Contains(data, []byte("{{")) {
		c.problem(snapshot.Gap, fault.At, "is a template of a manifest: judge what `helm template` prints")
		return
	}
	c.problem(snapshot.Broken, fault.At, fault.Message+": no cluster takes it")
}

func (c *collector) problem(kind string, at snapshot.Location, clause string) {
	c.source.Status, c.source.Reason = snapshot.Partial, "some manifests could not be read"
	c.source.Problems = append(c.source.Problems, snapshot.Problem{
		Kind: kind, Location: &at, Message: collect.Quote(at.File) + " " + clause,
	})
}

// shortName knows the names of a Pinecone key that [collect.IsKeyName] takes for one only where
// nothing stands before them. Other keys have a word in between: PINECONE_TEXT_KEY.
var shortName = lazyregexp.New(`(?i)(^|[_.-])pinecone[_.-]?(key|secret|token)$`)

// isKeyName knows the names under which programs have a Pinecone key.
func isKeyName(name string) bool { return collect.IsKeyName(name) || shortName().MatchString(name) }

// filledIn knows a text that something puts the key into before a cluster has it: of
// envsubst, Flux, Kustomize, a chart, a plugin of a vault, a pipeline that replaces tokens, or
// a person who was told to. $(NAME) is a cluster's own, which takes another variable of the same
// container.
var filledIn = lazyregexp.New(`^(\$\{\w+(:?[-=?][^}]*)?\}|\$\w+|\{\{.*\}\}|<[\w:/#.-]+>|ref\+\w+://.*` +
	`|__\w+__|#\{[^}]+\}#?|%\w+%|@@?\w+@@?` +
	`|(?i:your|change|replace|insert|enter|put|paste)[\s_-]?\w.*|(?i:x{3,}|.*placeholder.*))$`)

// setting knows a line that gives a name its value, in a file of variables, of properties or
// in YAML, and as far as it goes in JSON.
var setting = lazyregexp.New(`^\s*(?:export\s+)?["']?([\w.-]+)["']?\s*[:=]\s*["']?(.*?)["']?,?\s*$`)

// resourceType is Terraform's for a kind, by which the facts know what it shows.
func resourceType(kind string) string {
	switch kind {
	case "Deployment", "DaemonSet", "StatefulSet", "CronJob", "Job", "Pod":
	case "ReplicaSet", "ReplicationController", "Rollout", "PodTemplate",
		"Workflow", "CronWorkflow", "WorkflowTemplate", "ClusterWorkflowTemplate", // Argo's
		"RayCluster", "RayJob", "RayService", "InferenceService", "ScaledJob":
		kind = "Deployment" // which shows the same of its containers
	default:
		return ""
	}
	var out strings.Builder
	for i, r := range kind {
		if i > 0 && r >= 'A' && r <= 'Z' {
			out.WriteByte('_')
		}
		out.WriteString(strings.ToLower(string(r)))
	}
	return "kubernetes_" + out.String()
}
