package main

import (
	"fmt"
	"io"
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
	known := formatNames()
	for _, one := range all {
		if !strings.Contains(" "+strings.Join(known, " ")+" ", " "+one.format+" ") {
			return nil, usage("format %q is unknown: use one of %s", one.format, strings.Join(known, ", "))
		}
	}
	return all, nil
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
func (o output) write(on system, results *finding.Results, options report.Options) error {
	if o.file == "" || o.file == "-" {
		return report.Write(on.stdout, o.format, results, options)
	}
	options.Color = false
	return writeFile(o.file, func(w io.Writer) error { return report.Write(w, o.format, results, options) })
}

// writeFile writes a file completely or not at all. What is no regular file, such as a
// pipe, is written as it is.
func writeFile(name string, write func(io.Writer) error) error {
	if info, err := os.Stat(name); err == nil && !info.Mode().IsRegular() {
		file, err := os.OpenFile(name, os.O_WRONLY, 0)
		if err != nil {
			return usage("write %s: %w", name, err)
		}
		defer file.Close()
		return write(file)
	}
	file, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return usage("write %s: %w", name, err)
	}
	defer os.Remove(file.Name())
	if err := write(file); err != nil {
		file.Close()
		return fmt.Errorf("write %s: %w", name, err)
	}
	if err := file.Chmod(0o644); err != nil {
		file.Close()
		return usage("write %s: %w", name, err)
	}
	if err := file.Close(); err != nil {
		return usage("write %s: %w", name, err)
	}
	if err := os.Rename(file.Name(), name); err != nil {
		return usage("write %s: %w", name, err)
	}
	return nil
}
