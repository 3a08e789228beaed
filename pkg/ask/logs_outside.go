package ask

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// outsideLogs are what nobody outside may do with logs and S3 takes from other accounts. What
// comes to the same stands together: whoever may set when objects expire destroys them.
func outsideLogs() [][]string {
	return [][]string{
		{"s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutLifecycleConfiguration"},
		{"s3:GetObject", "s3:GetObjectVersion"},
		{"s3:ListBucket", "s3:ListBucketVersions"},
		{"s3:PutObject"},
	}
}

// logObjects are objects that may be logs: one below each prefix of theirs, and such as the bucket's
// policy allows something on.
func (a *asker) logObjects(bucket *snapshot.Resource, read *document) []string {
	arn, prefixes := a.names.arns[bucket.ID], a.prefixes(bucket)
	if len(prefixes) == 0 {
		prefixes = []string{""}
	}
	var all []string
	for _, prefix := range prefixes {
		all = append(all, arn+"/"+prefix+"object")
	}
	for _, statement := range statementsIn(read) {
		if statement.Effect != "Allow" || statement.NotResource {
			continue
		}
		for _, part := range statement.Resources {
			object := sample(withHoles(part.Text))
			below := func(prefix string) bool { return strings.HasPrefix(object, arn+"/"+prefix) }
			if len(all) < mostCovered && slices.ContainsFunc(prefixes, below) && !slices.Contains(all, object) {
				all = append(all, object)
			}
		}
	}
	return all
}

// onLogs answers whether an outsider may do something to the bucket or to any of some objects. Where
// he may not, it has no effect.
func (a *asker) onLogs(
	bucket *snapshot.Resource, w witness, action string, objects []string, policies access.Policies,
) snapshot.Answer {
	if !isOnObjects(action) {
		objects = []string{a.names.arns[bucket.ID]}
	}
	var open *question
	for _, object := range objects {
		q := a.bucketRequest(bucket, w, action, object, "true")
		switch access.Decide(q.request, policies).Effect {
		case access.Allowed:
			return a.answer(q, policies)
		case access.Undecided:
			open = cmp.Or(open, &q)
		default: // kept out
		}
	}
	if open == nil {
		return snapshot.Answer{}
	}
	return a.answer(*open, policies)
}
