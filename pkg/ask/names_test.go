package ask

import (
	"testing"

	"github.com/pinelint/pinelint/pkg/snapshot"
)

// TestBucketIsOfWhoWasToldItsPolicy: S3 shows a bucket's policy to its owner's account alone.
func TestBucketIsOfWhoWasToldItsPolicy(t *testing.T) {
	const own = "111122223333"
	seen := &snapshot.Observation{Source: "aws.s3 " + own, Type: "aws_s3_bucket", Address: "arn:aws:s3:::logs"}
	bucket := &snapshot.Resource{
		Type: seen.Type, ID: seen.Address, Values: map[string]any{"bucket": "logs"},
		Observations: []*snapshot.Observation{seen},
	}
	asker := &asker{byID: map[string]*snapshot.Resource{bucket.ID: bucket}}
	if got := newNaming(asker, []*snapshot.Resource{bucket}).account(bucket); got == own {
		t.Errorf("of %s, though S3 did not say so", got)
	}
	seen.Calls = map[string]*snapshot.Call{"/policy": {Name: "s3:GetBucketPolicy", Account: own}}
	if got := newNaming(asker, []*snapshot.Resource{bucket}).account(bucket); got != own {
		t.Errorf("of %q", got)
	}
}
