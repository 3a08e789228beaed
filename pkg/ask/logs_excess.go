package ask

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

// beyondWriting are the actions that writing logs takes none of, the worst first: those by which
// logs are lost, or whoever may take them gives himself the rest, those that read and publish
// them, and those that change them or their bucket. What only looks at the settings is none.
func beyondWriting() []string {
	return []string{
		"s3:DeleteObject", "s3:DeleteObjectVersion", "s3:BypassGovernanceRetention",
		"s3:DeleteBucket", "s3:PutBucketPolicy", "s3:PutBucketVersioning", "s3:PutLifecycleConfiguration",
		"s3:PutBucketPublicAccessBlock",
		"s3:GetObject", "s3:GetObjectVersion", "s3:PutObjectAcl", "s3:PutObjectVersionAcl",
		"s3:PutObjectRetention", "s3:PutObjectLegalHold", "s3:PutObjectTagging", "s3:PutObjectVersionTagging",
		"s3:DeleteObjectTagging", "s3:DeleteObjectVersionTagging", "s3:RestoreObject", "s3:UpdateObjectEncryption",
		"s3:DeleteBucketPolicy", "s3:PutBucketAcl", "s3:PutBucketOwnershipControls", "s3:PutEncryptionConfiguration",
		"s3:PutBucketObjectLockConfiguration", "s3:PutReplicationConfiguration", "s3:PutBucketNotification",
		"s3:PutBucketLogging", "s3:PutInventoryConfiguration", "s3:PutBucketWebsite", "s3:PutBucketCORS",
	}
}

// isOnObjects says whether an action of [beyondWriting] is on objects, and not on their bucket.
func isOnObjects(action string) bool {
	return strings.Contains(action, "Object") && action != "s3:PutBucketObjectLockConfiguration" ||
		action == "s3:BypassGovernanceRetention"
}

// beyondLogs asks what a statement lets a role do to logs but write them: for each of its entries
// the worst.
func (a *asker) beyondLogs(
	role *snapshot.Resource, read *document, statement access.Statement, own access.Policies, out *snapshot.Access,
) {
	logs, _ := a.logBuckets(role, own)
	on := targets(statement)
	told := map[string]bool{}
	for _, action := range beyondWriting() {
		entry := entryFor(statement, action)
		if entry == nil || told[entry.Pointer] {
			continue
		}
		for _, target := range on {
			resource := target.bucket
			if isOnObjects(action) {
				resource = target.bucket + "/" + target.key
			}
			switch {
			case isOnObjects(action) && !target.objects:
				continue
			case action == "s3:GetObject" && !slices.Contains(logs, target.bucket): // told of other buckets
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
				break
			}
		}
	}
}

// otherBuckets asks whether a statement lets a role reach a bucket that is none of the logs'.
func (a *asker) otherBuckets(
	role *snapshot.Resource, read *document, statement access.Statement, own access.Policies, out *snapshot.Access,
) {
	logs, sure := a.logBuckets(role, own)
	for _, target := range targets(statement) {
		isLogs := slices.Contains(logs, target.bucket)
		if isLogs && sure {
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
			if why := a.mayBeLogs(role, target, isLogs); why != "" {
				answer.Effect, answer.Conditional = "unknown", false
				answer.DependsOn = []snapshot.Place{answer.Place}
				answer.DependsOn[0].Clause = why
			}
			out.Elsewhere = append(out.Elsewhere, answer)
			break
		}
	}
}

// mayBeLogs says why a bucket that a role reaches may be that of the logs.
func (a *asker) mayBeLogs(role *snapshot.Resource, target target, isLogs bool) string {
	if isLogs {
		return "nothing that was read says which of the buckets it writes to"
	}
	for _, bucket := range a.linked(role, "buckets") {
		if bucket.Serves("audit_logs") && target.exact && a.mayBeNamed(bucket, strings.TrimPrefix(target.bucket, bucketARN)) {
			return "whether " + strconv.Quote(a.names.shown(target.bucket)) + " is " + bucket.Name + " is not known"
		}
	}
	return ""
}

func (a *asker) onBucket(role *snapshot.Resource, action, resource string, own access.Policies) snapshot.Answer {
	q := a.roleQuestion(role, nil, action, resource)
	q.request.ResourceAccount = a.names.account(role)
	q.request.Context["aws:SecureTransport"] = []string{"true"}
	return a.answer(q, own)
}

// logBuckets are the ARNs of the buckets that a role writes logs to: those that were found,
// else what the organization declares, else what the role's policies name in full, of which
// one alone is surely it.
func (a *asker) logBuckets(role *snapshot.Resource, own access.Policies) (arns []string, sure bool) {
	for _, bucket := range a.linked(role, "buckets") {
		if bucket.Serves("audit_logs") {
			arns = append(arns, a.names.arns[bucket.ID])
		}
	}
	if len(arns) > 0 {
		return arns, true
	}
	if a.organization != nil {
		declared, _ := snapshot.Lookup(a.organization.Values, "/audit_logs/bucket")
		if name, ok := declared.(string); ok && !strings.Contains(name, ":") {
			return []string{bucketARN + name}, true
		}
	}
	for _, policy := range own.Identity {
		for _, statement := range a.documents[policy.Name].statements {
			for _, target := range targets(statement) {
				if statement.Effect == "Allow" && target.exact && !slices.Contains(arns, target.bucket) {
					arns = append(arns, target.bucket)
				}
			}
		}
	}
	return arns, len(arns) == 1
}

// target is a bucket that a statement means, and an object in it.
type target struct {
	bucket, key, text, pointer string
	exact                      bool // the bucket is named in full
	objects                    bool // it is no bucket alone
}

func targets(statement access.Statement) []target {
	if statement.NotResource {
		return []target{{anotherBucket, "any", "what NotResource leaves", statement.Pointer, false, true}}
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
			bucket, _, _ := strings.Cut(rest, "/")
			objects := strings.ContainsAny(rest, "/*")
			all = append(all, target{bucketARN + name, key, part.Text, part.Pointer, name == bucket, objects})
		case ok || strings.Trim(part.Text, "*") == "":
			all = append(all, target{anotherBucket, "any", part.Text, part.Pointer, false, true})
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
