package main

import (
	"cmp"
	"context"
	"io"
	"os"
	"path/filepath"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/plan"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

func readPlan(
	ctx context.Context, on system, name string, repository *repository, options plan.Options, sink collect.Sink,
) error {
	if name == "-" {
		return plan.Collect(ctx, "stdin", on.stdin, options, sink)
	}
	file, err := os.Open(name)
	if err != nil {
		return usage("read --plan: %w", err)
	}
	defer file.Close()
	return plan.Collect(ctx, cmp.Or(repository.inside(name), filepath.ToSlash(name)), file, options, sink)
}

// readSnapshot reads what `pinelint collect` wrote.
func readSnapshot(name string, stdin io.Reader) (*snapshot.Snapshot, error) {
	if name == "-" {
		read, err := snapshot.Read(stdin)
		if err != nil {
			return nil, usage("read snapshot from standard input: %w", err)
		}
		return read, nil
	}
	file, err := os.Open(name)
	if err != nil {
		return nil, usage("read --snapshot: %w", err)
	}
	defer file.Close()
	read, err := snapshot.Read(file)
	if err != nil {
		return nil, usage("read snapshot %s: %w", name, err)
	}
	return read, nil
}
