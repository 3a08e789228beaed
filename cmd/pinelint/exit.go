package main

import (
	"context"
	"errors"
	"fmt"
)

// The exit codes. Where several apply, the first of 4, 2, 1, 3 wins: a verdict counts
// only if the rules could be trusted, and a finding counts more than a gap.
const (
	exitClean      = 0   // nothing at or above --fail-on
	exitFindings   = 1   // findings at or above --fail-on
	exitUsage      = 2   // a mistake in the command line, the manifest or a policy
	exitIncomplete = 3   // evidence is incomplete, and that matters
	exitInternal   = 4   // a fault of pinelint itself
	exitInterrupt  = 130 // interrupted, as shells have it
)

// exitError carries an exit code and the sentence that explains it. A code without a
// sentence has been explained already.
type exitError struct {
	code int
	err  error
}

func (e *exitError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit code %d", e.code)
	}
	return e.err.Error()
}

func (e *exitError) Unwrap() error { return e.err }

// usage is a mistake that the person at the keyboard can repair.
func usage(format string, args ...any) error {
	return &exitError{code: exitUsage, err: fmt.Errorf(format, args...)}
}

// internal is a fault of pinelint itself, unless the run was interrupted.
func internal(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return &exitError{code: exitInternal, err: err}
}

// exitCode is the code of what a command returned. Errors that carry none come from
// cobra, which complains of usage.
func exitCode(err error) int {
	var exit *exitError
	switch {
	case err == nil:
		return exitClean
	case errors.Is(err, context.Canceled):
		return exitInterrupt
	case errors.As(err, &exit):
		return exit.code
	default:
		return exitUsage
	}
}
