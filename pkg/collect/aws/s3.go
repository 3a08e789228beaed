package aws

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3control"
	s3controltypes "github.com/aws/aws-sdk-go-v2/service/s3control/types"
	smithyhttp "github.com/aws/smithy-go/transport/http"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// readBuckets reads the buckets that were asked for and those that roles name.
func (c *collector) readBuckets(ctx context.Context) {
	wanted := map[string]Bucket{}
	for _, r := range c.readings {
		for _, bucket := range r.follow.Buckets {
			wanted[bucket.Name] = bucket
		}
	}
	for _, bucket := range c.options.Targets.Buckets {
		bucket.Name = cmp.Or(bucketOf(bucket.Name), bucket.Name)
		wanted[bucket.Name] = bucket
	}
	var readings []*reading
	for _, account := range c.accounts {
		if len(wanted) > 0 {
			readings = append(readings, c.readAccountBuckets(ctx, account, wanted)...)
		}
	}
	c.keep(readings)
}

func (c *collector) readAccountBuckets(ctx context.Context, account *account, wanted map[string]Bucket) []*reading {
	s := c.scope(account, "s3", "", []string{"aws_s3_bucket_*"})
	names := sortedKeys(wanted)
	readings := make([]*reading, len(names)+1)
	whole := c.read(s, "account "+account.id)
	block := whole.accountBlock(ctx)
	readings[0] = whole
	c.each(len(names), func(i int) { readings[i+1] = c.readBucket(ctx, s, wanted[names[i]], block) })
	return readings
}

// accountBlock is the public access block of an account, or why it was not read.
type accountBlock struct {
	values any
	why    *fault
}

func (r *reading) accountBlock(ctx context.Context) accountBlock {
	account := r.scope.account
	client := s3control.NewFromConfig(account.in(account.home()))
	out, why := ask(ctx, r, "s3control:GetPublicAccessBlock", client.GetPublicAccessBlock,
		&s3control.GetPublicAccessBlockInput{AccountId: &account.id})
	switch {
	case why != nil && why.kind == unset:
		return accountBlock{values: block(nil, nil, nil, nil)}
	case why != nil || out.PublicAccessBlockConfiguration == nil ||
		*out.PublicAccessBlockConfiguration == s3controltypes.PublicAccessBlockConfiguration{}:
		why = r.empty(why, "s3control:GetPublicAccessBlock")
		r.failed(why, "its public access block was")
		return accountBlock{why: why}
	}
	set := out.PublicAccessBlockConfiguration
	return accountBlock{values: block(
		set.BlockPublicAcls, set.BlockPublicPolicy, set.IgnorePublicAcls, set.RestrictPublicBuckets)}
}

// block is a public access block; what it does not say is off.
func block(acls, policy, ignore, restrict *bool) map[string]any {
	return map[string]any{
		"block_public_acls": aws.ToBool(acls), "block_public_policy": aws.ToBool(policy),
		"ignore_public_acls": aws.ToBool(ignore), "restrict_public_buckets": aws.ToBool(restrict),
	}
}

// bucket reads one bucket.
type bucket struct {
	*reading

	client *s3.Client
	name   *string
	o      *snapshot.Observation
}

func (c *collector) readBucket(ctx context.Context, s *scope, wanted Bucket, account accountBlock) *reading {
	r := c.find(s, "bucket", "aws_s3_bucket", wanted.Name)
	region, why := r.region(ctx, wanted.Name)
	switch {
	case why != nil && why.kind == absent:
		r.outcome = missing
		return r
	case why != nil && region == "":
		region = s.account.in("").Region
	}
	name := "arn:" + s.account.partition + ":s3:::" + wanted.Name
	values := map[string]any{"bucket": wanted.Name, "arn": name}
	b := bucket{r, s3Client(s.account, region), &wanted.Name, r.observe("aws_s3_bucket", name, values)}
	if why != nil {
		b.lose(b.o, why, "its region was", "/region")
	} else {
		values["region"] = region
	}
	hide(b.o, "/force_destroy", "only Terraform has it")
	b.settings(ctx)
	b.data(ctx)
	if account.why != nil {
		mark(b.o, account.why, "/account_public_access_block")
	} else {
		values["account_public_access_block"] = account.values
	}
	b.logs(ctx, wanted)
	if b.answers > 0 {
		r.outcome = found
		return r
	}
	r.seen = nil // whether it is this account's is not known
	return r
}

func s3Client(account *account, region string) *s3.Client {
	return s3.NewFromConfig(account.in(region), func(o *s3.Options) {
		o.UsePathStyle = account.config.BaseEndpoint != nil
		o.DisableS3ExpressSessionAuth = aws.Bool(true)
	})
}

// region is the region of a bucket. S3 says it also where it says nothing else.
func (r *reading) region(ctx context.Context, name string) (string, *fault) {
	hint := ""
	client := s3Client(r.scope.account, r.scope.account.home())
	out, why := ask(ctx, r, "s3:GetBucketLocation", func(
		ctx context.Context, in *s3.GetBucketLocationInput, options ...func(*s3.Options),
	) (*s3.GetBucketLocationOutput, error) {
		out, err := client.GetBucketLocation(ctx, in, options...)
		if response, ok := errors.AsType[*smithyhttp.ResponseError](err); ok && response.Response != nil {
			hint = response.Response.Header.Get("X-Amz-Bucket-Region")
		}
		return out, err
	}, &s3.GetBucketLocationInput{Bucket: &name})
	if why != nil {
		return hint, why
	}
	switch location := string(out.LocationConstraint); location {
	case "":
		return "us-east-1", nil
	case "EU":
		return "eu-west-1", nil
	default:
		return location, nil
	}
}

// setting makes one call about a bucket. The set function gets nil where the bucket has no
// such setting, and says whether the answer has one.
func setting[I, O any](
	ctx context.Context, b bucket, call string, method func(context.Context, *I, ...func(*s3.Options)) (*O, error),
	in *I, what string, pointers []string, set func(out *O) bool,
) {
	out, why := ask(ctx, b.reading, call, method, in)
	if why != nil && why.kind == unset {
		out, why = nil, nil
	}
	if why == nil && !set(out) {
		why = b.empty(nil, call)
	}
	if why != nil {
		for _, pointer := range pointers {
			delete(b.o.Values, pointer[1:])
		}
		b.lose(b.o, why, what, pointers...)
		return
	}
	b.told(b.o, pointers...)
}

// at lists pointers of a bucket.
func at(names ...string) []string {
	pointers := slices.Clone(names)
	for i, name := range pointers {
		pointers[i] = "/" + name
	}
	return pointers
}
