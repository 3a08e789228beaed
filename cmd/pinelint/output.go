package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
)

// output is one report of a run: a format, and where it goes.
type output struct {
	format string
	file   string // empty and - are standard output
}

// outputs reads --format with --output, and every --report.
func outputs(format, file string, reports []string) ([]output, error) {
	all := []output{{format: format, file: file}}
	for _, text := range reports {
		name, path, ok := strings.Cut(text, "=")
		if !ok || path == "" {
			return nil, usage("--report %q is not NAME=FILE", text)
		}
		all = append(all, output{format: name, file: path})
	}
	if err := apart(all); err != nil {
		return nil, err
	}
	known := formatNames()
	for _, one := range all {
		if !strings.Contains(" "+strings.Join(known, " ")+" ", " "+one.format+" ") {
			return nil, usage("format %q is unknown: use one of %s", one.format, strings.Join(known, ", "))
		}
	}
	return all, nil
}

// apart refuses two reports that go to one place, of which one would be lost.
func apart(all []output) error {
	seen := map[string]string{}
	for _, one := range all {
		place := "standard output"
		if one.file != "" && one.file != "-" {
			place = filepath.Clean(one.file)
		}
		if other, ok := seen[place]; ok {
			return usage("the reports %s and %s both go to %s: give each a file of its own", other, one.format, place)
		}
		seen[place] = one.format
	}
	return nil
}

func formatNames() []string {
	var names []string
	for _, format := range report.Formats() {
		names = append(names, format.Name)
	}
	return names
}

// colored says whether what goes to standard output has colours (https://no-color.org).
func colored(on system, refused bool) bool {
	return on.terminal && !refused && on.getenv("NO_COLOR") == "" && on.getenv("TERM") != "dumb"
}

// write writes the report.
func (o output) write(ctx context.Context, on system, results *finding.Results, options report.Options) error {
	if o.file != "" && o.file != "-" {
		options.Color = false
	}
	if o.format == "sarif" {
		var err error
		if options.Frameworks, err = loadFrameworks(frameworkNames()); err != nil {
			return err
		}
	}
	return writeTo(ctx, on, o.file, func(w io.Writer) error { return report.Write(w, o.format, results, options) })
}

// writeTo writes a file completely or not at all, or to standard output where it has no name.
func writeTo(ctx context.Context, on system, name string, write func(io.Writer) error) error {
	if name == "" || name == "-" {
		return errWriting(ctx, "to standard output", write(on.stdout))
	}
	return errWriting(ctx, name, writeFile(ctx, name, write))
}

// errWriting says why something could not be written. A disk that is full is no fault of
// pinelint's.
func errWriting(ctx context.Context, name string, err error) error {
	_, isLink := errors.AsType[*os.LinkError](err)
	path, isPath := errors.AsType[*fs.PathError](err)
	switch {
	case err == nil:
		return nil
	case ctx.Err() != nil:
		return ctx.Err()
	case isPath:
		return usage("write %s: %w", name, path.Err)
	case isLink, errors.Is(err, report.ErrUndated):
		return usage("write %s: %w", name, err)
	default:
		return &exitError{code: exitInternal, err: fmt.Errorf("write %s: %w", name, err)}
	}
}

// writeFile writes a file completely or not at all. What is no regular file, such as a
// pipe, is written as it is.
func writeFile(ctx context.Context, name string, write func(io.Writer) error) error {
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		file, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return err
		}
		defer file.Close()
		return write(interruptible{ctx, file})
	}
	file, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	err = write(interruptible{ctx, file})
	if err == nil {
		err = file.Chmod(0o644)
	}
	if err := cmp.Or(err, file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), name)
}

// interruptible writes until the run is interrupted.
type interruptible struct {
	ctx context.Context //nolint:containedctx // a writer has no place for it, and lives as long
	to  io.Writer
}

// Write implements [io.Writer].
func (i interruptible) Write(p []byte) (int, error) {
	if err := i.ctx.Err(); err != nil {
		return 0, err
	}
	return i.to.Write(p)
}
