package main

import (
	"context"
	"errors"
	"io"
	"iter"
	"strings"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/auditlog"
	"github.com/pinelint/pinelint/pkg/collect/aws"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// Each batch is an object and a request. S3 takes thousands a second of each prefix, and ten
// years of logs are 175,000 batches.
const (
	mostLogRequests      = 250_000
	logRequestsPerSecond = 200
)

// destination is the bucket that the logs are read from: nil for none, and of what was read
// so far the one that the manifest declares.
func (a *auditing) destination(read func() *snapshot.Snapshot) (*aws.Bucket, error) {
	if name, ok := strings.CutPrefix(a.where, "s3://"); ok {
		bucket, prefix, _ := strings.Cut(name, "/")
		if prefix = strings.Trim(prefix, "/"); prefix != "" {
			prefix += "/"
		}
		return &aws.Bucket{Name: bucket, Logs: true, Prefix: prefix}, nil
	}
	if a.where != declared {
		return nil, nil
	}
	for _, bucket := range targetsOf(read()).Buckets {
		if bucket.Logs {
			return &bucket, nil
		}
	}
	return nil, usage("--audit-logs %s: organization.audit_logs in the manifest has no bucket whose name is known: "+
		"write s3://BUCKET/PREFIX", declared)
}

// readBucket reads the logs in S3.
func (r *reading) readBucket(ctx context.Context, access aws.Options) error {
	events := r.events
	events.Name = "s3://" + r.bucket.Name + "/" + r.bucket.Prefix
	events.Bucket, events.Prefix = r.bucket.Name, r.bucket.Prefix
	events.Progress = r.watch.batchesOf(events.Name)
	access.Watch = func(request collect.Request) {
		request.Source = "auditlog " + events.Name
		r.watch.request(request)
	}
	access.Limits.Requests, access.Limits.PerSecond = mostLogRequests, logRequestsPerSecond
	events.Batches = openBatches(ctx, access, *r.bucket)
	return auditlog.Collect(ctx, events, r)
}

// openBatches opens a bucket with the credentials of the first account that may list it.
func openBatches(ctx context.Context, access aws.Options, from aws.Bucket) auditlog.Batches {
	var first auditlog.Batches = noCredentials{}
	for i, account := range access.Accounts {
		opened := batches{aws.OpenObjects(ctx, account, from, access)}
		if len(access.Accounts) == 1 || opened.listable(ctx) {
			return opened
		}
		if i == 0 {
			first = opened
		}
	}
	return first
}

// batches are the objects of a bucket as a reader of audit logs takes them.
type batches struct{ objects *aws.Objects }

// listable says whether a listing begins.
func (b batches) listable(ctx context.Context) bool {
	begins := true
	b.objects.List(ctx)(func(_ aws.Object, err error) bool {
		begins = err == nil
		return false
	})
	return begins
}

// List implements [auditlog.Batches].
func (b batches) List(ctx context.Context) iter.Seq2[auditlog.Batch, error] {
	return func(yield func(auditlog.Batch, error) bool) {
		for object, err := range b.objects.List(ctx) {
			if !yield(auditlog.Batch(object), asRefused(err)) {
				return
			}
		}
	}
}

// Open implements [auditlog.Batches].
func (b batches) Open(ctx context.Context, key string) (io.ReadCloser, error) {
	body, err := b.objects.Open(ctx, key)
	return body, asRefused(err)
}

func asRefused(err error) error {
	if refused, ok := errors.AsType[*aws.RefusalError](err); ok {
		return &auditlog.RefusedError{Permission: refused.Permission, Grant: refused.Grant}
	}
	return err
}

// noCredentials stands for a bucket that nobody can be asked for.
type noCredentials struct{}

var errNoCredentials = errors.New("no credentials for AWS that work were given")

// List implements [auditlog.Batches].
func (noCredentials) List(context.Context) iter.Seq2[auditlog.Batch, error] {
	return func(yield func(auditlog.Batch, error) bool) { yield(auditlog.Batch{}, errNoCredentials) }
}

// Open implements [auditlog.Batches].
func (noCredentials) Open(context.Context, string) (io.ReadCloser, error) {
	return nil, errNoCredentials
}
