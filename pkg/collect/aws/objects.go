package aws

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"math"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
)

// Objects are the audit logs of a bucket. [Collect] lists them; this is for who reads what
// is in them.
type Objects struct {
	reading *reading
	bucket  Bucket
	client  *s3.Client
	failed  error
}

// Object is one of them, with its size in bytes.
type Object struct {
	Key  string
	Time time.Time
	Size int64
}

// RefusalError is an error for want of a permission, which Grant, a statement of a policy,
// would give.
type RefusalError struct{ Permission, Grant string }

func (r *RefusalError) Error() string { return "the permission " + r.Permission + " is missing" }

// OpenObjects finds out where a bucket is. Of the options it takes the clock, who watches and
// the limits. Reading an object may take as long as the limit of the whole, and has no limit
// of size: a reader of streams has its own.
func OpenObjects(ctx context.Context, given Account, from Bucket, options Options) *Objects {
	options = Options{Now: options.Now, Watch: options.Watch, Limits: options.Limits}.withDefaults()
	options.Limits.Attempt, options.Limits.Answer = options.Limits.Total, math.MaxInt64
	c := newCollector(options)
	in := &account{name: given.Name, config: harness(given.Config, options)}
	o := &Objects{bucket: from}
	if name := bucketOf(from.Name); name != "" {
		o.bucket.Name = name
	}
	o.reading = c.read(c.scope(in, "s3", "", nil), "bucket "+quote(o.bucket.Name))
	region, why := o.reading.region(ctx, o.bucket.Name)
	if why != nil && region == "" {
		o.failed = o.sentence(why)
	}
	o.client = s3Client(in, region)
	return o
}

// List yields the objects below the prefix but for the one that tests access, and ends at
// the first error. The error is a [*RefusalError] where a permission is missing.
func (o *Objects) List(ctx context.Context) iter.Seq2[Object, error] {
	return func(yield func(Object, error) bool) {
		if o.failed != nil {
			yield(Object{}, o.failed)
			return
		}
		why := pages("s3:ListObjectsV2", func(token *string) (*string, *fault) {
			out, why := ask(ctx, o.reading, "s3:ListObjectsV2", o.client.ListObjectsV2,
				&s3.ListObjectsV2Input{Bucket: &o.bucket.Name, Prefix: &o.bucket.Prefix, ContinuationToken: token})
			if why != nil || out.KeyCount == nil {
				return nil, o.reading.empty(why, "s3:ListObjectsV2")
			}
			for _, object := range out.Contents {
				key := aws.ToString(object.Key)
				if isBatch(key, o.bucket.Prefix) &&
					!yield(Object{key, aws.ToTime(object.LastModified), aws.ToInt64(object.Size)}, nil) {
					return nil, nil // nobody wants more
				}
			}
			return out.NextContinuationToken, nil
		})
		if why != nil {
			yield(Object{}, o.sentence(why))
		}
	}
}

// Open gives an object's bytes; they end when ctx does. An object that is no longer there
// is an error that is [fs.ErrNotExist], one that may not be read a [*RefusalError].
func (o *Objects) Open(ctx context.Context, key string) (io.ReadCloser, error) {
	if o.failed != nil {
		return nil, o.failed
	}
	ctx = context.WithValue(ctx, questionKey{}, &question{source: o.reading.scope.id(), call: "s3:GetObject"})
	out, err := o.client.GetObject(ctx, &s3.GetObjectInput{Bucket: &o.bucket.Name, Key: &key})
	if err != nil {
		return nil, o.sentence(o.reading.c.faultOf(ctx, "s3:GetObject", err))
	}
	return out.Body, nil
}

// sentence is a fault as an error.
func (o *Objects) sentence(why *fault) error {
	switch why.kind {
	case refused:
		resource := "arn:aws:s3:::" + o.bucket.Name
		if why.permission == "s3:GetObject" {
			resource += "/" + o.bucket.Prefix + "*"
		}
		return &RefusalError{why.permission, Statement(why.permission, resource)}
	case absent:
		return fmt.Errorf("%s: %w", why.clause, fs.ErrNotExist)
	default:
		return errors.New(why.clause)
	}
}
