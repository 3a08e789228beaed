package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/pflag"

	"github.com/pinelint/pinelint/pkg/finding"
	"github.com/pinelint/pinelint/pkg/report"
)

// earlier are results that a report compares with.
type earlier struct{ compare, trend string }

func (e *earlier) flags(flags *pflag.FlagSet) {
	flags.StringVar(&e.compare, "compare", "",
		"earlier results, a `FILE` in the format json: markdown and html then show what is new and what is fixed")
	flags.StringVar(&e.trend, "trend", "",
		"a `DIR` with earlier results, files of the format json: html then draws how many findings they had")
}

// read reads both into the options of a report that shows findings from a severity on.
func (e *earlier) read(on system, lowest finding.Severity, options *report.Options) (err error) {
	switch {
	case lowest == finding.Info:
	case e.compare != "":
		return usage("--severity leaves out findings, so that nobody could tell what is fixed: it does not go with --compare")
	case e.trend != "":
		return usage("--severity leaves out findings, so that nobody could count them: it does not go with --trend")
	}
	if options.Base, err = readBase(e.compare); err != nil {
		return err
	}
	options.History, err = readHistory(on, e.trend)
	return err
}

// readBase reads the results of --compare; nil without any.
func readBase(name string) (*finding.Results, error) {
	if name == "" {
		return nil, nil
	}
	base, err := readResultsFile(name)
	if err != nil {
		return nil, err
	}
	if rule := base.Hidden(); rule != "" {
		return nil, usage("--compare %s leaves out findings of %s: write it without --severity", name, rule)
	}
	return base, nil
}

// readHistory counts the results in a folder, one after the other. A file that is none is
// left out, and said.
func readHistory(on system, folder string) ([]report.Past, error) {
	if folder == "" {
		return nil, nil
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, usage("read --trend: %w", err)
	}
	var history []report.Past
	for _, entry := range entries {
		if entry.IsDir() || !strings.HasSuffix(entry.Name(), ".json") {
			continue
		}
		past, err := readPast(filepath.Join(folder, entry.Name()))
		if err != nil {
			fmt.Fprintln(on.stderr, report.Printable("--trend leaves out a file: "+err.Error()))
			continue
		}
		history = append(history, past)
	}
	return history, nil
}

func readPast(name string) (report.Past, error) {
	results, err := readResultsFile(name)
	if err != nil {
		return report.Past{}, err
	}
	if rule := results.Hidden(); rule != "" {
		return report.Past{}, usage("%s leaves out findings of %s: write it without --severity", name, rule)
	}
	past, dated := report.PastOf(results)
	if !dated {
		return past, usage("%s does not say when it was judged: write it with this version of pinelint", name)
	}
	return past, nil
}
