package main

import (
	"cmp"
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/spf13/pflag"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/auditlog"
	"github.com/pinelint/pinelint/pkg/config"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// auditing says which audit logs to read.
type auditing struct{ where, since, until string }

// declared stands for the destination that the manifest declares.
const declared = "declared"

func (a *auditing) flags(flags *pflag.FlagSet) {
	flags.StringVar(&a.where, "audit-logs", "",
		"also read audit logs, from `WHERE` they are: a folder, or with --live s3://BUCKET/PREFIX, or the word "+
			declared+" for the manifest's destination")
	flags.StringVar(&a.since, "since", "",
		"with --audit-logs: leave out events before this `TIME` (2026-11-01, RFC 3339, or how long ago, such as 7d)")
	flags.StringVar(&a.until, "until", "", "with --audit-logs: leave out events after this `TIME`, a day included")
}

// inBucket says whether the logs are to be read from S3.
func (a *auditing) inBucket() bool {
	return a.where == declared || strings.HasPrefix(a.where, "s3:")
}

// inFolder says whether the logs are to be read from a folder of this machine.
func (a *auditing) inFolder() bool { return a.where != "" && !a.inBucket() }

// check finds what goes not together.
func (a *auditing) check(live bool) error {
	bucket, isURL := strings.CutPrefix(a.where, "s3://")
	switch {
	case a.where == "" && a.since+a.until != "":
		return usage("--since and --until choose the period of --audit-logs")
	case a.inBucket() && !live:
		return usage("--audit-logs %s reads S3, which needs --live; a folder needs no network", a.where)
	case strings.HasPrefix(a.where, "s3:") && (!isURL || strings.HasPrefix(bucket, "/") || bucket == ""):
		return usage("--audit-logs %q names no bucket: write s3://BUCKET/PREFIX", a.where)
	}
	return nil
}

// options are those that a folder and a bucket have in common.
func (a *auditing) options(on system, now time.Time, types snapshot.Types) (auditlog.Options, error) {
	options := auditlog.Options{Types: types, Now: on.now}
	if on.patience > 0 {
		options.Wait = func(ctx context.Context, _ int) error { return ctx.Err() }
	}
	var err error
	if options.Since, err = bound("--since", a.since, now, 0); err != nil {
		return options, err
	}
	if options.Until, err = bound("--until", a.until, now, 1); err != nil {
		return options, err
	}
	if !options.Until.IsZero() && !options.Since.Before(options.Until) {
		return options, usage("--since %s is not before --until %s", a.since, a.until)
	}
	return options, nil
}

// bound is one end of the period; of a day it is so many days after its beginning.
func bound(flag, text string, now time.Time, days int) (time.Time, error) {
	if text == "" {
		return time.Time{}, nil
	}
	if day, err := time.Parse(time.DateOnly, text); err == nil {
		return day.AddDate(0, 0, days), nil
	}
	if at, err := time.Parse(time.RFC3339, text); err == nil {
		return at, nil
	}
	var ago config.Duration
	if ago.UnmarshalText([]byte(text)) != nil {
		return time.Time{}, usage(
			"%s %q is no time: write 2026-11-01, 2026-11-01T12:00:00Z or how long ago, such as 7d", flag, text)
	}
	return now.Add(-time.Duration(ago)), nil
}

// readFolder reads the logs in a folder of this machine.
func (a *auditing) readFolder(
	ctx context.Context, options auditlog.Options, repository *repository, watch *watching, sink collect.Sink,
) error {
	info, err := os.Stat(a.where)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return usage("there is no folder %s for --audit-logs", a.where)
	case err == nil && !info.IsDir():
		return usage("--audit-logs %s is a file: name the folder that it stands in", a.where)
	}
	root, err := os.OpenRoot(a.where)
	if err != nil {
		return usage("open --audit-logs: %w", err)
	}
	defer root.Close()
	options.Batches = auditlog.Folder(root.FS())
	options.Name = cmp.Or(repository.inside(a.where), filepath.ToSlash(a.where))
	options.Progress = watch.batchesOf(options.Name)
	return auditlog.Collect(ctx, options, sink)
}
