package auditlog

import (
	"bufio"
	"context"
	"errors"
	"io/fs"
	"time"
)

// attempts is how often a batch is tried whose transfer breaks.
const attempts = 4

// readAll reads batches, some at a time, and joins what they have in their order. It also
// gives the time of the first event of each, zero where it has none or was not read.
func (r *reader) readAll(ctx context.Context, batches []Batch) (*tally, []time.Time) {
	total, earliest := newTally(), make([]time.Time, len(batches))
	pending := make(chan chan *tally, r.options.Jobs-1)
	go func() {
		defer close(pending)
		for _, batch := range batches {
			done := make(chan *tally, 1)
			pending <- done
			go func() { done <- r.read(ctx, batch) }()
		}
	}()
	at := 0
	for done := range pending {
		read := <-done
		earliest[at] = read.earliest
		total.add(read)
		at++
		r.options.Progress(at, len(batches))
	}
	return total, earliest
}

// read reads one batch. One that was not read to its end keeps what came before.
func (r *reader) read(ctx context.Context, batch Batch) *tally {
	for failed := 0; ; {
		read, broke, err := r.attempt(ctx, batch)
		if err == nil {
			read.batches, read.empty = 1, 0
			if read.earliest.IsZero() && read.malformed == 0 {
				read.empty = 1
			}
			return read
		}
		failed++
		if broke && failed < attempts && ctx.Err() == nil {
			if waited := r.options.Wait(ctx, failed); waited == nil {
				continue
			}
		}
		read.unread = []unread{{key: batch.Key, why: err, gone: errors.Is(err, fs.ErrNotExist)}}
		return read
	}
}

// attempt reads a batch once. Broke says that another attempt may do better.
func (r *reader) attempt(ctx context.Context, batch Batch) (read *tally, broke bool, err error) {
	read = newTally()
	if err := context.Cause(ctx); err != nil {
		return read, false, err
	}
	within, watch := watched(ctx, r.options.Idle)
	defer watch.stop()
	object, err := r.options.Batches.Open(within, batch.Key)
	if err != nil {
		err = because(within, err)
		_, refused := errors.AsType[*RefusedError](err)
		return read, !refused && !errors.Is(err, fs.ErrNotExist), err
	}
	defer func() { _ = object.Close() }()
	from := &transfer{ctx: within, from: object, watch: watch, size: batch.Size}
	text := r.borrow()
	defer r.lines.Put(text)
	if err = content(from, text); err == nil {
		err = split(text, func(p part) { r.take(read, batch, p) })
	}
	if from.broke != nil {
		return read, true, from.broke
	}
	return read, false, err
}

// take counts one event of a batch.
func (r *reader) take(into *tally, batch Batch, p part) {
	if p.bad != "" {
		into.reject(batch.Key, p.line, p.bad)
		return
	}
	var e event
	bad, usable := decode(p.data, &e)
	if bad != "" && (!usable || r.options.inPeriod(e.time)) {
		into.reject(batch.Key, p.line, bad)
	}
	if !usable {
		return
	}
	into.earliest = earlier(into.earliest, e.time)
	if r.options.inPeriod(e.time) {
		into.count(&e, batch.Key, p.line)
		if r.options.LoginParameter != "" && e.isLogin() {
			into.countLogin(&e, r.options.LoginParameter, batch.Key, p.line)
		}
	}
}

// borrow is a buffer with room for an event. Each batch needs one, and most are small.
func (r *reader) borrow() *bufio.Reader {
	if text, ok := r.lines.Get().(*bufio.Reader); ok {
		return text
	}
	return bufio.NewReaderSize(nil, maxEvent)
}
