// Pinelint judges whether a Pinecone deployment is ready for production.
package main

import (
	"context"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"
)

// grace is how long a run has to end by itself after it was interrupted.
const grace = time.Second

func main() {
	if version == unreleased { // reading it costs a start some time, which a release saves
		if info, ok := debug.ReadBuildInfo(); ok {
			version = installed(info)
		}
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	ended := make(chan int, 1)
	go func() { ended <- run(ctx, os.Args[1:], process()) }()
	code := exitInterrupt
	select {
	case code = <-ended:
	case <-ctx.Done():
		select {
		case code = <-ended:
		case <-time.After(grace):
		}
	}
	os.Exit(code) //nolint:gocritic // the process ends, and with it what stop would undo
}
