package auditlog

import (
	"context"
	"errors"
	"fmt"
	"io"
	"time"
)

// watch ends a context when nothing has arrived for a while.
type watch struct {
	timer *time.Timer
	idle  time.Duration
	end   context.CancelCauseFunc
}

var errIdle = errors.New("nothing arrived")

func watched(ctx context.Context, idle time.Duration) (context.Context, *watch) {
	ctx, end := context.WithCancelCause(ctx)
	timer := time.AfterFunc(idle, func() { end(fmt.Errorf("%w for %s", errIdle, idle)) })
	return ctx, &watch{timer: timer, idle: idle, end: end}
}

func (w *watch) alive() { w.timer.Reset(w.idle) }

func (w *watch) stop() {
	w.timer.Stop()
	w.end(nil)
}

// transfer reads an object as it arrives, and tells a transfer that broke from an object
// that is broken.
type transfer struct {
	ctx   context.Context //nolint:containedctx // a reader has no place for it, and lives as long
	from  io.Reader
	watch *watch
	size  int64
	count int64
	// broke is why the transfer ended before the object did.
	broke error
}

func (t *transfer) Read(p []byte) (int, error) {
	if err := context.Cause(t.ctx); err != nil {
		t.broke = err
		return 0, err
	}
	n, err := t.from.Read(p)
	t.count += int64(n)
	t.watch.alive()
	switch {
	case err == nil:
	case !errors.Is(err, io.EOF):
		t.broke = because(t.ctx, err)
		return n, t.broke
	case t.count < t.size:
		t.broke = fmt.Errorf("it ended after %d of %d bytes", t.count, t.size)
		return n, t.broke
	}
	return n, err
}
