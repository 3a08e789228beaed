//go:build unix

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/testdata/bench/generate"
)

// bench has the inputs and the programs of one run.
type bench struct {
	options
	self string // this program, for the floors and the inputs
}

func newBench(chosen options) (*bench, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find this program: %w", err)
	}
	made := &bench{options: chosen, self: self}
	if made.pinelint == "" {
		made.pinelint = filepath.Join(chosen.folder, "pinelint")
		// As it is released.
		if err := execute("make", "build", "PINELINT="+made.pinelint); err != nil {
			return nil, err
		}
	}
	return made, os.MkdirAll(made.path("empty"), 0o755)
}

func (b *bench) path(name string) string { return filepath.Join(b.folder, name) }

func execute(name string, args ...string) error {
	process := exec.Command(name, args...)
	process.Stdout, process.Stderr = os.Stderr, os.Stderr
	if err := process.Run(); err != nil {
		return fmt.Errorf("run %s: %w", name, err)
	}
	return nil
}

// input is the path of an input, which is made when it is not there.
func (b *bench) input(kind string, count int) (string, error) {
	path := b.path(fmt.Sprintf("%s-%d", kind, count))
	if strings.HasSuffix(kind, "plan") {
		path += ".json"
	}
	if _, err := os.Stat(path); err == nil {
		return path, nil
	}
	return path, execute(b.self, "generate", kind, strconv.Itoa(count), path)
}

func generateInput(args []string) error {
	if len(args) != 3 {
		return errors.New("usage: generate small|tf|mixed-tf|plan|dense-plan|snapshot|requests|own-requests COUNT PATH")
	}
	count, err := strconv.Atoi(args[1])
	if err != nil || count < 1 {
		return fmt.Errorf("%q is not a count from 1", args[1])
	}
	switch args[0] {
	case "small":
		return generate.Small(args[2])
	case "tf":
		return generate.Terraform(args[2], count)
	case "mixed-tf":
		return generate.MixedTerraform(args[2], count)
	case "plan":
		return generate.Plan(args[2], count)
	case "dense-plan":
		return generate.DensePlan(args[2], count)
	case "snapshot":
		return generate.Snapshot(args[2], count)
	case "requests":
		return generate.Requests(args[2], count, generate.Roles)
	case "own-requests":
		return generate.Requests(args[2], count, count)
	}
	return fmt.Errorf("%q is none of small, tf, mixed-tf, plan, dense-plan, snapshot, requests, own-requests", args[0])
}

func (b *bench) checkFolder(folder string, flags ...string) command {
	return append(command{b.pinelint, "check", folder, "--format", "sarif", "--output", b.path("out.sarif")}, flags...)
}

// checkText writes what a person reads.
func (b *bench) checkText(folder string, flags ...string) command {
	return append(command{b.pinelint, "check", folder, "--output", b.path("out.txt")}, flags...)
}

func (b *bench) checkPlan(plan string) command { return b.checkFolder(b.path("empty"), "--plan", plan) }

// rounds is how often a row with so many files or resources runs.
func (b *bench) rounds(count int) int {
	if count >= 10_000 {
		return max(1, b.runs/2)
	}
	return b.runs
}
