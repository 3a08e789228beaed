package main

import (
	"io"
	"log/slog"
	"time"

	"github.com/spf13/pflag"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// saying is how much a command tells on stderr.
type saying struct{ quiet, verbose bool }

func (s *saying) flags(flags *pflag.FlagSet) {
	flags.BoolVarP(&s.quiet, "quiet", "q", false, "say nothing on stderr but why the run failed")
	flags.BoolVarP(&s.verbose, "verbose", "v", false,
		"say on stderr what was read, and each request to a service")
}

// watching follows how services and audit logs are read. The zero value says nothing.
type watching struct {
	log      *slog.Logger
	progress *progress
}

// watch logs with --verbose, and else shows progress where a person is there to see it.
func (s saying) watch(on system, hide func(string) string) *watching {
	interactive := on.watched && on.getenv("CI") == "" && on.getenv("TERM") != "dumb"
	switch {
	case s.verbose:
		return &watching{log: newLog(on, hide)}
	case s.quiet || !interactive:
		return &watching{}
	default:
		return &watching{progress: newProgress(on.stderr)}
	}
}

// newLog writes to stderr what hide leaves of each line.
func newLog(on system, hide func(string) string) *slog.Logger {
	clock := func(groups []string, attribute slog.Attr) slog.Attr {
		if len(groups) == 0 && attribute.Key == slog.TimeKey {
			return slog.Time(slog.TimeKey, on.now().UTC())
		}
		return attribute
	}
	return slog.New(slog.NewTextHandler(hiding{on.stderr, hide}, &slog.HandlerOptions{ReplaceAttr: clock}))
}

// hiding writes text without what must not be seen of it.
type hiding struct {
	to   io.Writer
	hide func(string) string
}

// Write takes a whole line, as a handler of slog does.
func (h hiding) Write(line []byte) (int, error) {
	if _, err := io.WriteString(h.to, h.hide(string(line))); err != nil {
		return 0, err
	}
	return len(line), nil
}

// request is told of each request.
func (w *watching) request(r collect.Request) {
	if w.progress != nil && !r.Ended {
		w.progress.called(r.Source)
	}
	if w.log == nil || !r.Ended {
		return
	}
	attributes := []any{"source", r.Source, "call", r.Call, "host", r.Host}
	if r.Status != 0 {
		attributes = append(attributes, "status", r.Status)
	}
	attributes = append(attributes, "took", r.Took.Round(time.Millisecond))
	if r.RequestID != "" {
		attributes = append(attributes, "request_id", r.RequestID)
	}
	switch {
	case r.Status == 0:
		w.log.Warn("request without an answer", attributes...)
	case r.Status >= 300:
		w.log.Warn("request", attributes...)
	default:
		w.log.Info("request", attributes...)
	}
}

// batchesOf is told how many batches of some audit logs were read.
func (w *watching) batchesOf(logs string) func(read, of int) {
	if w.progress == nil {
		return nil
	}
	return func(read, of int) { w.progress.read("auditlog "+logs, read, of) }
}

// done is told how a source did.
func (w *watching) done(source snapshot.Source) {
	if w.progress != nil {
		w.progress.done(source.ID)
	}
}

// end is told that no more is read.
func (w *watching) end() {
	if w.progress != nil {
		w.progress.end()
	}
}
