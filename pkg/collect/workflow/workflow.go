// Package workflow reads the workflows of continuous integration, GitHub's and GitLab's:
// which jobs have a key of Pinecone, by the name of the secret that holds it, and which
// start Pinecone Local. It never has the value of a secret, since no workflow has.
package workflow

import (
	"context"
	"fmt"
	"path"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const (
	sourceID = "ci workflows"
	kind     = "ci_job"
	// maxSize is far above what either service accepts of a workflow.
	maxSize = 1 << 20
)

// Options say what to read.
type Options struct {
	Types snapshot.Types
	// Folder is what is judged, "." for the whole repository. Services run only workflows
	// that stand at the repository's root, so that from another folder nobody can tell that
	// there are none.
	Folder string
	// Secrets are those that the manifest says hold a key of Pinecone, by name or environment/NAME.
	Secrets []string
}

// Collect hands on a ci_job for every job that has to do with Pinecone, one unit a file,
// and reports the source "ci workflows". The error is that of ctx alone.
func Collect(ctx context.Context, tree *collect.Tree, options Options, sink collect.Sink) error {
	c := collector{
		tree: tree, options: options,
		source: snapshot.Source{ID: sourceID, Status: snapshot.Complete, Counts: map[string]int{"files": 0, "jobs": 0}},
	}
	found := false
	for _, file := range tree.Files {
		if err := ctx.Err(); err != nil {
			return fmt.Errorf("read workflows: %w", err)
		}
		jobs := c.reader(file.Path)
		if jobs == nil {
			found = c.other(file.Path) || found
			continue
		}
		found = true
		if unit := c.file(file, jobs); len(unit) > 0 {
			sink.Observe(unit)
		}
	}
	if found || options.Folder == "." {
		c.source.Holds = []string{kind, "credential_sink"}
		sink.Report(c.source)
	}
	return nil
}

type collector struct {
	tree    *collect.Tree
	options Options
	source  snapshot.Source
}

// reader finds the jobs of a file, nil for what is no workflow.
func (c *collector) reader(file string) func(*document) []*job {
	inside, ok := c.inside(file)
	folder, name := path.Split(inside)
	switch {
	case !ok:
		return nil
	case folder == ".github/workflows/" && (path.Ext(name) == ".yml" || path.Ext(name) == ".yaml"):
		return c.github
	case inside == ".gitlab-ci.yml":
		return c.gitlab
	default:
		return nil
	}
}

// inside is a path relative to the folder that is judged.
func (c *collector) inside(file string) (string, bool) {
	if c.options.Folder == "." {
		return file, true
	}
	return strings.CutPrefix(file, c.options.Folder+"/")
}

// other says of the file of another service that it is not read, so that nobody takes its
// jobs for none.
func (c *collector) other(file string) bool {
	inside, ok := c.inside(file)
	switch inside {
	case ".buildkite/pipeline.yml", ".circleci/config.yml", ".drone.yml", ".travis.yml", ".woodpecker.yml", "Jenkinsfile",
		"azure-pipelines.yml", "bitbucket-pipelines.yml", "buildspec.yml", "cloudbuild.yaml":
	default:
		ok = false
	}
	if ok {
		c.problem(snapshot.Gap, snapshot.Location{File: file},
			"is of a service whose workflows are not read: declare what its tests run against as organization.ci.tests")
	}
	return ok
}

// open parses one file; nil where it cannot be read, which is told.
func (c *collector) open(file collect.File) *document {
	if file.Size > maxSize {
		c.problem(snapshot.Gap, snapshot.Location{File: file.Path}, fmt.Sprintf(
			"has %d KB, more than the %d KB that are read: no service runs such a workflow", file.Size>>10, maxSize>>10))
		return nil
	}
	data, err := c.tree.Read(file.Path)
	if err != nil {
		c.problem(snapshot.Broken, snapshot.Location{File: file.Path}, err.Error())
		return nil
	}
	c.source.Counts["files"]++
	document, at, err := parse(file.Path, data)
	if err != nil {
		c.problem(snapshot.Broken, at, err.Error())
		return nil
	}
	return document
}

// file reads one workflow.
func (c *collector) file(file collect.File, jobs func(*document) []*job) []*snapshot.Observation {
	document := c.open(file)
	if document == nil {
		return nil
	}
	var unit []*snapshot.Observation
	for _, job := range jobs(document) {
		c.follow(job)
		if job.calls != nil && job.environment == nil && len(job.secrets) > 0 {
			c.takeEnvironment(job)
		}
		if o := job.observe(document); o != nil && collect.Finish(c.options.Types, o) {
			unit = append(unit, o)
			c.source.Counts["jobs"]++
		}
		unit = append(unit, job.observeShown(c.options.Types, document)...)
	}
	if document.exhausted {
		c.problem(snapshot.Gap, snapshot.Location{File: file.Path},
			fmt.Sprintf("has more than %d values, or deeper ones, than a workflow needs: the rest is not read", maxNodes))
	}
	for _, at := range document.elsewhere {
		c.problem(snapshot.Gap, at.Location, "runs jobs of another file or repository, which are not read: "+
			"declare what their tests run against as organization.ci.tests")
	}
	return unit
}

func (c *collector) problem(kind string, at snapshot.Location, clause string) {
	c.source.Status, c.source.Reason = snapshot.Partial, "some workflows could not be read"
	c.source.Problems = append(c.source.Problems, snapshot.Problem{
		Kind: kind, Location: &at, Message: collect.Quote(at.File) + " " + clause,
	})
}
