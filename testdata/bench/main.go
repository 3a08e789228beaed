//go:build unix

// Bench measures pinelint as its users meet it, in whole processes, against what no
// program could do without: parsing the same files, reading the same tokens, starting.
// All of a row is measured in one run and in turns, so that a busy machine changes the
// times and not the ratios. It fails when a row is over its budget.
//
//	go run ./testdata/bench                       measure, and compare with the budgets
//	go run ./testdata/bench -peers                measure against conftest
//	go run ./testdata/bench -live                 measure check --live against a large organization and account
//	go run ./testdata/bench generate tf 1000 DIR  write an input: small, tf, mixed-tf, plan, dense-plan, snapshot, requests
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

var errOver = errors.New("a row is over its budget")

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// options are what a run is told on the command line.
type options struct {
	pinelint string
	folder   string
	runs     int
	peers    bool
	live     bool
	markdown bool
}

func run(args []string, out io.Writer) error {
	switch {
	case len(args) > 0 && args[0] == "generate":
		return generateInput(args[1:])
	case len(args) > 0 && args[0] == "floor":
		return floor(args[1:])
	case len(args) > 0 && args[0] == "serve":
		return serve()
	}
	var chosen options
	flags := flag.NewFlagSet("bench", flag.ContinueOnError)
	flags.StringVar(&chosen.pinelint, "pinelint", "", "the binary to measure (default: built from ./cmd/pinelint)")
	flags.StringVar(&chosen.folder, "folder", "", "where to keep inputs and binaries (default: a temporary folder)")
	flags.IntVar(&chosen.runs, "runs", 7, "how often to run each row; large inputs run half as often")
	flags.BoolVar(&chosen.peers, "peers", false, "compare with conftest")
	flags.BoolVar(&chosen.live, "live", false, "measure check --live")
	flags.BoolVar(&chosen.markdown, "markdown", false, "print the table as Markdown")
	if err := flags.Parse(args); err != nil {
		return err
	}
	return measureAll(chosen, out)
}

func measureAll(chosen options, out io.Writer) (err error) {
	if chosen.folder == "" {
		if chosen.folder, err = os.MkdirTemp("", "pinelint-bench-"); err != nil {
			return fmt.Errorf("make a folder for the inputs: %w", err)
		}
		defer func() { err = errors.Join(err, os.RemoveAll(chosen.folder)) }()
	}
	bench, err := newBench(chosen)
	if err != nil {
		return err
	}
	if chosen.live {
		return bench.measureLive(out)
	}
	measure := bench.budgets
	if chosen.peers {
		measure = bench.peers
	}
	rows, err := measure()
	if err != nil {
		return err
	}
	if err := printRows(out, rows, chosen.markdown); err != nil {
		return err
	}
	for _, row := range rows {
		if row.over() {
			return errOver
		}
	}
	return nil
}
