//go:build unix

// Access holds package access to an independent simulator of AWS's decisions. It makes up
// cases, the same ones for the same seed, has both decide them, and makes each case on which
// they disagree as small as it can be. A disagreement of a kind that no documentation has
// settled fails the run.
//
//	go run ./testdata/access -- node testdata/access/simulate.mjs FOLDER   compare
//	go run ./testdata/access -freeze -- node …                             and write the cases of the test
//
// The simulator is a process of its own: .ci/access-differential has its packages.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
)

var errUnsettled = errors.New("some disagreements are of no kind that is settled")

func main() {
	if err := run(os.Args[1:], os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "access:", err)
		os.Exit(1)
	}
}

func run(args []string, out io.Writer) (err error) {
	flags := flag.NewFlagSet("access", flag.ContinueOnError)
	seed := flags.Uint64("seed", 1, "what the cases are made from")
	count := flags.Int("count", 24000, "how many cases")
	freeze := flags.Bool("freeze", false, "write the cases that the tests of package access keep")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() == 0 {
		return errors.New("no simulator: its command follows --")
	}
	other, err := startSimulator(flags.Args())
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, other.stop()) }()
	compared := comparison{simulator: other, cases: *count}
	for number := range *count {
		if err := compared.add(newCase(*seed, number)); err != nil {
			return fmt.Errorf("case %d: %w", number, err)
		}
	}
	compared.print(out)
	if *freeze {
		if err := compared.freeze("pkg/access/testdata/differential"); err != nil {
			return err
		}
	}
	if len(compared.unsettled) > 0 {
		return errUnsettled
	}
	return nil
}
