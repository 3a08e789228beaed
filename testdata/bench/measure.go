//go:build unix

package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"syscall"
	"time"
)

// command is a process to measure. Exit codes 1 and 3 tell of findings and of gaps, and mean that it did its work.
type command []string

// usage is what one process took.
type usage struct {
	cpu    time.Duration // user and system
	memory int64         // the largest resident set, in bytes
}

// sample is what several runs of the same process took.
type sample []usage

func (s sample) cpu() time.Duration {
	return slices.SortedFunc(slices.Values(s), byCPU)[len(s)/2].cpu
}

func (s sample) least() time.Duration { return slices.MinFunc(s, byCPU).cpu }

func (s sample) most() time.Duration { return slices.MaxFunc(s, byCPU).cpu }

func (s sample) memory() int64 {
	return slices.MaxFunc(s, func(a, b usage) int { return cmp.Compare(a.memory, b.memory) }).memory
}

func byCPU(a, b usage) int { return cmp.Compare(a.cpu, b.cpu) }

// inTurns runs each command so many times, one after the other, so that all of them meet
// the same machine. A first round only warms the file cache.
func inTurns(runs int, commands ...command) ([]sample, error) {
	samples := make([]sample, len(commands))
	for round := range runs + 1 {
		for i, one := range commands {
			took, err := one.run()
			if err != nil {
				return nil, err
			}
			if round > 0 {
				samples[i] = append(samples[i], took)
			}
		}
	}
	return samples, nil
}

// run measures one process. The system counts the memory of a process from its parent's
// at the fork, so this one stays small: inputs are generated in processes of their own.
func (c command) run() (usage, error) { return c.runIn(nil) }

// runIn measures one process in an environment, nil for this one's.
func (c command) runIn(environment []string) (usage, error) {
	process := exec.Command(c[0], c[1:]...)
	process.Env = environment
	var problems bytes.Buffer
	process.Stderr = &problems
	err := process.Run()
	var exit *exec.ExitError
	if err != nil && !(errors.As(err, &exit) && slices.Contains([]int{1, 3}, exit.ExitCode())) {
		return usage{}, fmt.Errorf("run %s: %w\n%s", filepath.Base(c[0]), err, problems.Bytes())
	}
	resources, ok := process.ProcessState.SysUsage().(*syscall.Rusage)
	if !ok {
		return usage{}, errors.New("this system does not tell what a process used")
	}
	memory := resources.Maxrss
	if runtime.GOOS != "darwin" {
		memory <<= 10 // darwin counts bytes, the others KB
	}
	return usage{
		cpu:    process.ProcessState.UserTime() + process.ProcessState.SystemTime(),
		memory: memory,
	}, nil
}
