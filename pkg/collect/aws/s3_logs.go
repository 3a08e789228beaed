package aws

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aws/aws-sdk-go-v2/aws"
	"github.com/aws/aws-sdk-go-v2/service/s3"
	"github.com/aws/aws-sdk-go-v2/service/s3/types"
)

const (
	// accessTest is the object that Pinecone writes to see that it may (guide "Configure
	// audit logs").
	accessTest = "audit-log-access-test"
	// keptLogs is how many of the newest batches a snapshot has.
	keptLogs = 10
)

// logs lists the audit logs below a prefix: Pinecone documents that a batch's key is made
// of its time, and not how, so all are looked at for the newest.
func (b bucket) logs(ctx context.Context, wanted Bucket) {
	pointers := at("audit_log_test_at", "newest_log_at", "newest_logs")
	if !wanted.Logs {
		for _, pointer := range pointers {
			hide(b.o, pointer, "the bucket is not declared as one for audit logs, so its objects were not listed")
		}
		return
	}
	var newest []types.Object
	listed, most := 0, b.c.options.Limits.Objects
	why := pages("s3:ListObjectsV2", func(token *string) (*string, *fault) {
		out, why := ask(ctx, b.reading, "s3:ListObjectsV2", b.client.ListObjectsV2,
			&s3.ListObjectsV2Input{Bucket: b.name, Prefix: &wanted.Prefix, ContinuationToken: token})
		if why != nil || out.KeyCount == nil {
			return nil, b.empty(why, "s3:ListObjectsV2")
		}
		for _, object := range out.Contents {
			switch key := aws.ToString(object.Key); {
			case key == wanted.Prefix+accessTest:
				b.o.Values["audit_log_test_at"] = moment(object.LastModified)
			case isBatch(key, wanted.Prefix):
				newest = append(newest, object)
			}
		}
		newest = newestOf(newest)
		if listed += len(out.Contents); listed >= most && aws.ToBool(out.IsTruncated) {
			return nil, &fault{kind: other, clause: fmt.Sprintf("there are more than the %d objects that are listed", most)}
		}
		return out.NextContinuationToken, nil
	})
	if why != nil {
		delete(b.o.Values, "audit_log_test_at")
		b.lose(b.o, why, "its objects were", pointers...)
		return
	}
	batches := make([]any, len(newest))
	for i, object := range newest {
		batches[i] = map[string]any{
			"key": text(object.Key), "last_modified": moment(object.LastModified), "size": integer(object.Size),
		}
	}
	b.told(b.o, pointers...)
	b.o.Values["newest_logs"] = batches
	if len(newest) > 0 {
		b.o.Values["newest_log_at"] = moment(newest[0].LastModified)
	}
}

// isBatch says whether an object is a batch of logs, and neither the one that tests access
// nor what consoles make for a folder.
func isBatch(key, prefix string) bool {
	return key != prefix+accessTest && !strings.HasSuffix(key, "/")
}

// newestOf keeps the newest objects, newest first.
func newestOf(objects []types.Object) []types.Object {
	slices.SortStableFunc(objects, func(a, b types.Object) int {
		return modified(b).Compare(modified(a))
	})
	return objects[:min(len(objects), keptLogs)]
}

func modified(object types.Object) time.Time { return aws.ToTime(object.LastModified) }
