package main

import (
	"crypto/rand"
	"io"
	"os"
	"time"

	"golang.org/x/term"

	"github.com/pinelint/pinelint/pkg/collect/pinecone"
)

// system is everything outside the program that a command may touch. Nothing below cmd
// reads the process's own.
type system struct {
	stdin  io.Reader
	stdout io.Writer
	stderr io.Writer
	// getenv is [os.Getenv], environ is [os.Environ].
	getenv  func(string) string
	environ func() []string
	now     func() time.Time
	// terminal says whether stdout is one, watched whether stderr is.
	terminal, watched bool
	// random gives bytes that nobody can foretell.
	random io.Reader
	// patience bounds how long a call to a service is repeated; 0 leaves it to who calls.
	patience time.Duration
	// expectMuch prepares the process for much evidence; nil for nothing to prepare.
	expectMuch func()
	// transport is the way to services; nil for the network.
	transport pinecone.Transport
}

func process() system {
	return system{
		stdin: os.Stdin, stdout: os.Stdout, stderr: os.Stderr,
		getenv: os.Getenv, environ: os.Environ, now: time.Now,
		terminal: term.IsTerminal(int(os.Stdout.Fd())), watched: term.IsTerminal(int(os.Stderr.Fd())),
		random: rand.Reader,
	}
}
