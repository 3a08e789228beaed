package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/spf13/pflag"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
	"github.com/pinelint/pinelint/pkg/waive"
)

// baseline says which findings were there before.
type baseline struct {
	file  string
	write bool
	// read is what the file has; nil where it is to be written.
	read *waive.Baseline
	// gone are its entries that do not fail any more.
	gone []waive.Entry
}

func (b *baseline) flags(flags *pflag.FlagSet) {
	flags.StringVar(&b.file, "baseline", "", "findings that do not fail the run, a `FILE` that --write-baseline wrote")
	flags.BoolVar(&b.write, "write-baseline", false, "write the findings of this run into the file of --baseline")
}

// open reads the baseline before anything else is done.
func (b *baseline) open(chosen bool) error {
	switch {
	case b.write && b.file == "":
		return usage("--write-baseline needs --baseline FILE: the file that it writes")
	case b.write && chosen:
		return usage("--write-baseline writes what all rules find: leave out --rule and --skip")
	case b.write, b.file == "":
		return nil
	}
	file, err := os.Open(b.file)
	if errors.Is(err, fs.ErrNotExist) {
		return usage("there is no baseline %s: write it with --write-baseline", b.file)
	}
	if err != nil {
		return usage("read the baseline: %w", err)
	}
	defer file.Close()
	if b.read, err = waive.ReadBaseline(file); err != nil {
		return usage("read the baseline %s: %w", b.file, err)
	}
	return nil
}

// apply marks what was there before, and writes the baseline where that was asked for.
func (b *baseline) apply(ctx context.Context, on system, results *finding.Results, repository *repository) error {
	if b.write {
		b.read = waive.NewBaseline(results)
		if err := writeTo(ctx, on, b.file, b.read.Write); err != nil {
			return err
		}
	}
	if b.read != nil {
		b.gone = b.read.Apply(results, repository.folder, repository.has)
	}
	return nil
}

// mostTold bounds what is named on standard error one by one.
const mostTold = 20

// say names the entries that are repaired: they would hide the fault if it came back.
func (b *baseline) say(line func(string), shown func(file string) string) {
	for i, entry := range b.gone {
		if i == mostTold {
			line(fmt.Sprintf("%s: %d more are gone", b.file, len(b.gone)-i))
			break
		}
		where := ""
		if entry.File != "" {
			where = " in " + shown(entry.File)
		}
		line(fmt.Sprintf("%s: %s of %s%s does not fail any more: take it out with --write-baseline",
			b.file, entry.Rule, report.Printable(entry.Resource), where))
	}
}
