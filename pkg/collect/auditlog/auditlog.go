// Package auditlog reads the batches of audit logs that Pinecone delivers to a bucket, from
// the bucket or from a folder that they were copied to. It hands on what rules ask for, and
// not every event: how delivery went, who acted, and the events that somebody must look at.
// Memory does not grow with the logs.
package auditlog

import (
	"cmp"
	"context"
	"errors"
	"sync"
	"time"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Options say which batches to read, and what of them.
type Options struct {
	// Types are what a snapshot can hold.
	Types snapshot.Types
	// Batches are where the logs are.
	Batches Batches
	// Name is what the source is called by: "s3://acme-audit/pinecone/", or a folder.
	Name string
	// Bucket and Prefix are the destination in S3; empty for a folder.
	Bucket, Prefix string
	// Since and Until are the audited period, Until not in it; a zero one is open.
	Since, Until time.Time
	// LoginParameter is the one of a login's parameters whose value is kept, since it tells
	// the way of signing in; empty for none.
	LoginParameter string
	// Now is the clock. A batch read has it as its time.
	Now func() time.Time
	// Jobs is how many batches are read at a time, 4 where it is 0.
	Jobs int
	// Progress is told how many of how many batches were read; nil for nobody.
	Progress func(read, of int)
	// Idle limits how long one read waits for bytes, 1 minute where it is 0; Limit
	// everything, 1 hour.
	Idle, Limit time.Duration
	// Wait waits before an attempt that follows failed ones; nil for one that doubles.
	Wait func(ctx context.Context, failed int) error
}

var errLimit = errors.New("the time limit for all audit logs was reached")

// Collect reads and hands on what was read. The error is that of ctx; all else that went
// wrong is in the source.
func Collect(ctx context.Context, options Options, sink collect.Sink) error {
	options = options.withDefaults()
	limited, cancel := context.WithTimeoutCause(ctx, options.Limit, errLimit)
	defer cancel()
	r := &reader{options: options}
	listed := r.list(limited)
	total, earliest := r.readAll(limited, listed.batches)
	if err := ctx.Err(); err != nil {
		return err
	}
	r.emit(listed, findGaps(listed.batches, earliest, options.Since, options.ended()), total, sink)
	return nil
}

func (o Options) withDefaults() Options {
	o.Jobs = cmp.Or(o.Jobs, 4)
	o.Idle = cmp.Or(o.Idle, time.Minute)
	o.Limit = cmp.Or(o.Limit, time.Hour)
	if o.Progress == nil {
		o.Progress = func(int, int) {}
	}
	if o.Wait == nil {
		o.Wait = wait
	}
	return o
}

// wait doubles from half a second.
func wait(ctx context.Context, failed int) error {
	timer := time.NewTimer(500 * time.Millisecond << min(failed-1, 6))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return context.Cause(ctx)
	case <-timer.C:
		return nil
	}
}

// reader reads one destination.
type reader struct {
	options Options
	lines   sync.Pool // of *bufio.Reader
	now     string
}

// ended is the end of the period as far as it is over, zero for an open one.
func (o Options) ended() time.Time {
	if now := o.Now(); now.Before(o.Until) {
		return now
	}
	return o.Until
}

// inPeriod says whether a time is audited.
func (o Options) inPeriod(at time.Time) bool {
	return !at.Before(o.Since) && (o.Until.IsZero() || at.Before(o.Until))
}
