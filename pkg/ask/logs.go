package ask

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// testObject is the object that Pinecone writes to see whether it can write logs (guide
// "Configure audit logs", step 5).
const testObject = "audit-log-access-test"

// mostCovered is how many parts of a policy are asked about; AWS takes no policy with more.
const mostCovered = 64

// useBucket asks about the bucket of the logs and the objects below its prefixes. Where no
// one has declared a destination, it is what the policies cover.
func (a *asker) useBucket(role, bucket *snapshot.Resource, own access.Policies, out *snapshot.Access) {
	policies := a.bucketPolicies(bucket, own)
	arn := a.names.arns[bucket.ID]
	ask := func(q question) snapshot.Answer {
		answer := a.certain(q, a.answer(q, policies), role, bucket, policies)
		answer.CrossAccount = a.apart(role, a.names.accounts[bucket.ID])
		return answer
	}
	covers := a.covers(role, bucket, policies, ask)
	prefixes := a.prefixes(bucket)
	if len(prefixes) == 0 {
		prefixes = []string{""}
	} else {
		out.Covers = append(out.Covers, covers...)
		covers = nil
	}
	for _, prefix := range prefixes {
		for _, action := range logActions() {
			covered := slices.IndexFunc(covers, func(answer snapshot.Answer) bool { return answer.Action == action })
			if covered >= 0 {
				out.Use = append(out.Use, covers[covered])
				continue
			}
			out.Use = append(out.Use, ask(a.logQuestion(role, bucket, action, prefix)))
		}
	}
	for _, action := range []string{"s3:DeleteBucket", "s3:PutBucketPolicy"} {
		out.Use = append(out.Use, ask(a.bucketQuestion(role, bucket, action, arn)))
	}
}

// logActions are what a role is asked about the logs: to write them, and what it should not do.
func logActions() []string {
	return []string{"s3:ListBucket", "s3:PutObject", "s3:GetObject", "s3:DeleteObject", "s3:PutObjectAcl"}
}

// logQuestion asks to list what begins with a prefix, or about an object that does.
func (a *asker) logQuestion(role, bucket *snapshot.Resource, action, prefix string) question {
	arn := a.names.arns[bucket.ID]
	if action == "s3:ListBucket" {
		q := a.bucketQuestion(role, bucket, action, arn)
		q.object, q.request.Context["s3:prefix"] = prefix, []string{prefix}
		return q
	}
	q := a.bucketQuestion(role, bucket, action, arn+"/"+prefix+testObject)
	q.object = prefix + testObject
	return q
}

func (a *asker) bucketQuestion(role, bucket *snapshot.Resource, action, resource string) question {
	return question{
		kind: snapshot.KindRole, holder: role, about: bucket, request: access.Request{
			Principal: a.names.arns[role.ID], Action: action, Resource: resource, ResourceAccount: a.names.account(bucket),
			Context:        map[string][]string{"aws:SecureTransport": {"true"}},
			UnknownContext: []string{"*"},
		},
	}
}

// covers are the answers on what policies have in mind of a bucket, as far as they allow
// it, or may: the objects that their resources name, and the prefixes that they let a role
// list. What is allowed comes first.
func (a *asker) covers(
	role, bucket *snapshot.Resource, policies access.Policies, ask func(question) snapshot.Answer,
) []snapshot.Answer {
	var all, open []snapshot.Answer
	asked := 0
	for _, policy := range append(slices.Clone(policies.Identity), policies.Resource) {
		if policy == nil || a.documents[policy.Name] == nil {
			continue
		}
		read := a.documents[policy.Name]
		for _, statement := range read.statements {
			for _, meant := range a.meant(bucket, statement) {
				if asked++; asked > mostCovered {
					return append(all, open...)
				}
				q := a.logQuestion(role, bucket, meant.action, "")
				if meant.action == "s3:ListBucket" {
					q.request.Context["s3:prefix"] = []string{sample(meant.key)}
				} else {
					q.request.Resource = a.names.arns[bucket.ID] + "/" + sample(meant.key)
				}
				q.object = sample(meant.key)
				answer := ask(q)
				switch {
				case answer.Effect == "unknown":
					open = append(open, answer)
				case answer.Effect == "allowed" && a.within(answer, read, statement):
					answer.Place = snapshot.Place{Resource: read.holder.ID, Pointer: read.pointer + meant.pointer, Clause: meant.key}
					answer.Beside = nil
					all = append(all, answer)
				}
			}
		}
	}
	return append(all, open...)
}

// meant is a pattern for keys that a statement allows an action for.
type meant struct{ action, key, pointer string }

func (a *asker) meant(bucket *snapshot.Resource, statement access.Statement) []meant {
	if statement.Effect == "Deny" || statement.NotResource {
		return nil
	}
	var all []meant
	for _, part := range statement.Resources {
		name, key, objects := strings.Cut(strings.TrimPrefix(part.Text, "arn:aws:s3:::"), "/")
		own := "arn:aws:s3:::"+sample(name) == a.names.arns[bucket.ID]
		if part.Text == "*" || name == "*" {
			own, objects, key = true, true, "*"
		}
		switch {
		case part.Unknown || !own:
		case objects:
			all = append(all, meant{"s3:PutObject", key, part.Pointer})
		}
		if own && (!objects || key == "*") {
			all = append(all, listed(statement, part)...)
		}
	}
	return all
}

// listed are the prefixes that a statement on a bucket lets list.
func listed(statement access.Statement, resource access.Part) []meant {
	var all []meant
	for _, condition := range statement.Conditions {
		if strings.EqualFold(condition.Key, "s3:prefix") {
			for _, value := range condition.Values {
				all = append(all, meant{"s3:ListBucket", value.Text, value.Pointer})
			}
		}
	}
	if len(all) == 0 {
		return []meant{{"s3:ListBucket", "*", resource.Pointer}}
	}
	return all
}

// prefixes are what the keys of the logs begin with, as organizations declare it.
func (a *asker) prefixes(bucket *snapshot.Resource) []string {
	var all []string
	for _, organization := range a.linked(bucket, "organizations") {
		value, _ := snapshot.Lookup(organization.Values, "/audit_logs/prefix")
		prefix, _ := value.(string)
		all = append(all, prefix)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
