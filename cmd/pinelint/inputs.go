package main

import (
	"io"
	"os"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// readPlan reads what a flag names, under the name that its findings have.
func readPlan(on system, flag, name string, repository *repository, read func(name string, r io.Reader) error) error {
	if name == "-" {
		return read("stdin", on.stdin)
	}
	file, err := os.Open(name)
	if err != nil {
		return usage("read --%s: %w", flag, err)
	}
	defer file.Close()
	return read(repository.from(name), file)
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
