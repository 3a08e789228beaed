package main

import (
	"context"
	"io/fs"
	"path"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/certificate"
	"github.com/pinelint/pinelint/pkg/collect/workflow"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// readBeside reads what stands beside the configuration: the certificate that the manifest
// names, and workflows.
func (e *evidence) readBeside(ctx context.Context, tree *collect.Tree, types snapshot.Types, sink collect.Sink) error {
	if file := e.manifest.Organization.SSO.Certificate; file != "" {
		options := certificate.Options{Types: types, File: e.repository.named(file)}
		if span, ok := e.manifest.Span("/organization/sso/certificate"); ok {
			at := e.text.Location(span.Start, span.End)
			options.Declared = &at
		}
		certificate.Collect(e.repository.files(), options, sink)
	}
	options := workflow.Options{Types: types, Folder: e.repository.folder}
	for _, project := range e.manifest.Projects {
		options.Secrets = append(options.Secrets, project.CISecrets...)
	}
	return workflow.Collect(ctx, tree, options, sink)
}

// absent are the pointers into the manifest at which a file is named that is not there, but those
// of files that are read.
func (e *evidence) absent(repository *repository) []string {
	runbook := e.manifest.Organization.Support.Runbook
	if runbook == "" || strings.Contains(runbook, "://") {
		return nil
	}
	name := path.Clean(strings.ReplaceAll(runbook, `\`, "/"))
	if collect.IsFile(repository.files(), repository.named(name)) {
		return nil
	}
	return []string{"/organization/support/runbook"}
}

// named is the path of a file that the manifest names, from the repository's root. The
// manifest may name it from its own folder or from there.
func (r *repository) named(file string) string {
	beside := path.Join(path.Dir(r.manifest), file)
	if _, err := fs.Stat(r.files(), beside); err == nil {
		return beside
	}
	return file
}
