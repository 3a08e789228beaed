package assemble

import (
	"slices"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

const (
	bucketARN     = "arn:aws:s3:::"
	anotherBucket = bucketARN + "another-bucket"
)

// destroying are the actions by which logs are lost, or whoever may take them gives himself
// the rest: first those on objects, then those on buckets.
func destroying() (objects, buckets []string) {
	return []string{"s3:DeleteObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention"},
		[]string{
			"s3:DeleteBucket", "s3:PutBucketPolicy", "s3:PutBucketVersioning", "s3:PutLifecycleConfiguration",
			"s3:PutBucketPublicAccessBlock",
		}
}

// destroysLogs asks what a statement lets a role destroy: for each of its entries the first.
func (a *asker) destroysLogs(
	role *snapshot.Resource, read *document, statement access.Statement, own access.Policies, out *snapshot.Access,
) {
	objects, buckets := destroying()
	told := map[string]bool{}
	for _, target := range targets(statement) {
		for i, action := range slices.Concat(objects, buckets) {
			resource := target.bucket
			if i < len(objects) {
				resource = target.bucket + "/" + target.key
			}
			entry := entryFor(statement, action)
			if entry == nil || told[entry.Pointer] {
				continue
			}
			if answer := a.onBucket(role, action, resource, own); opens(answer) && a.within(answer, read, statement) {
				told[entry.Pointer] = true
				answer.Beside = nil
				answer.Place = snapshot.Place{
					Resource: read.holder.ID, Pointer: read.pointer + entry.Pointer,
					Clause: action + " on " + strconv.Quote(a.names.shown(target.text)),
				}
				out.Elsewhere = append(out.Elsewhere, answer)
			}
		}
	}
}

// otherBuckets asks whether a statement lets a role reach a bucket that is none of the logs'.
func (a *asker) otherBuckets(
	role *snapshot.Resource, read *document, statement access.Statement, own access.Policies, out *snapshot.Access,
) {
	for _, target := range targets(statement) {
		if a.isLogs(role, target.bucket) {
			continue
		}
		for _, action := range []string{"s3:DeleteObject", "s3:PutObject", "s3:GetObject", "s3:ListBucket"} {
			resource := target.bucket + "/" + target.key
			if action == "s3:ListBucket" {
				resource = target.bucket
			}
			answer := a.onBucket(role, action, resource, own)
			if !opens(answer) || !a.within(answer, read, statement) {
				continue
			}
			answer.Beside = nil
			answer.Place = snapshot.Place{
				Resource: read.holder.ID, Pointer: read.pointer + target.pointer,
				Clause: action + " on other buckets, by " + strconv.Quote(a.names.shown(target.text)),
			}
			out.Elsewhere = append(out.Elsewhere, answer)
			break
		}
	}
}

func (a *asker) onBucket(role *snapshot.Resource, action, resource string, own access.Policies) snapshot.Answer {
	q := a.roleQuestion(role, nil, action, resource)
	q.request.ResourceAccount = a.names.account(role)
	q.request.Context["aws:SecureTransport"] = []string{"true"}
	return a.answer(q, own)
}

// isLogs says whether a bucket is one that the role writes logs to.
func (a *asker) isLogs(role *snapshot.Resource, arn string) bool {
	return slices.ContainsFunc(a.linked(role, "buckets"), func(bucket *snapshot.Resource) bool {
		return serves(bucket, "audit_logs") && a.names.arns[bucket.ID] == arn
	})
}

// target is a bucket that a statement means, and an object in it.
type target struct{ bucket, key, text, pointer string }

func targets(statement access.Statement) []target {
	if statement.NotResource {
		return []target{{anotherBucket, "any", "what NotResource leaves", statement.Pointer}}
	}
	var all []target
	for _, part := range statement.Resources {
		switch rest, ok := strings.CutPrefix(part.Text, bucketARN); {
		case part.Unknown:
		case ok && strings.Trim(rest, "*") != "":
			name, key, _ := strings.Cut(sample(rest), "/")
			if key == "" {
				key = "any"
			}
			all = append(all, target{bucketARN + name, key, part.Text, part.Pointer})
		case ok || strings.Trim(part.Text, "*") == "":
			all = append(all, target{anotherBucket, "any", part.Text, part.Pointer})
		}
	}
	return all
}

// entryFor is the entry of a statement that an action fits, or the statement where it names
// those that it does not mean.
func entryFor(statement access.Statement, action string) *access.Part {
	if statement.NotAction {
		return &access.Part{Pointer: statement.Pointer}
	}
	for i := range statement.Actions {
		if entry := &statement.Actions[i]; !entry.Unknown && fits(entry.Text, action) {
			return entry
		}
	}
	return nil
}

// fits says whether an action matches an entry, of which only the star at the end counts.
func fits(entry, action string) bool {
	beginning, _, wild := strings.Cut(entry, "*")
	if !wild {
		return strings.EqualFold(entry, action)
	}
	return len(beginning) <= len(action) && strings.EqualFold(beginning, action[:len(beginning)])
}
