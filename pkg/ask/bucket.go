package ask

import (
	"cmp"
	"slices"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// bucketPolicies adds to the caller's policies what stands with a bucket.
func (a *asker) bucketPolicies(bucket *snapshot.Resource, own access.Policies) access.Policies {
	if read, unread := a.document(bucket, "/policy"); read != nil {
		own.Resource = read.policy
	} else {
		own.ResourceUnread = unread
	}
	own.PublicAccess, own.PublicAccessUnread = a.publicAccess(bucket)
	a.rests(bucket, "/acl")
	a.rests(bucket, "/ownership")
	own.Ownership = snapshot.Text(bucket.Values, "ownership")
	if own.Ownership == "" && bucket.Complete && bucket.Values["acl"] == nil {
		own.Ownership = "BucketOwnerEnforced" // what S3 gives to a new bucket
	}
	return own
}

// publicAccess is what the bucket's own block and its account's come to. The reason is a
// clause where that is not known.
func (a *asker) publicAccess(bucket *snapshot.Resource) (*access.PublicAccessBlock, string) {
	own, _ := bucket.Values["public_access_block"].(map[string]any)
	if a.hides(bucket, "/public_access_block") {
		own = nil
	}
	whole, _ := bucket.Values["account_public_access_block"].(map[string]any)
	on := func(name string) bool { return own[name] == true || whole[name] == true }
	block := &access.PublicAccessBlock{
		BlockPublicACLs: on("block_public_acls"), IgnorePublicACLs: on("ignore_public_acls"),
		BlockPublicPolicy: on("block_public_policy"), RestrictPublicBuckets: on("restrict_public_buckets"),
	}
	if block.RestrictPublicBuckets && block.IgnorePublicACLs {
		return block, ""
	}
	declared := a.rests(bucket, "/public_access_block")
	if own == nil || !declared && snapshot.Hides(bucket.Unknown, "/public_access_block") {
		return nil, "the bucket's public access block is not known"
	}
	return block, ""
}

// bucket answers who beside its account reaches a bucket, and whether it takes plain HTTP. It
// returns the bucket's policy.
func (a *asker) bucket(bucket *snapshot.Resource, out *snapshot.Access) access.Policies {
	policies := a.bucketPolicies(bucket, access.Policies{AssumeCallerAllowed: true, Now: a.options.Now})
	read := a.documents[bucket.ID+" /policy"]
	if policies.ResourceUnread != "" {
		out.PublicUnknown = []snapshot.Place{{Resource: bucket.ID, Pointer: "/policy", Clause: policies.ResourceUnread}}
	}
	if read != nil {
		a.publicity(bucket, read, out)
	}
	own, objects := a.names.account(bucket), a.logObjects(bucket, read)
	outsiders := append([]witness{{kind: snapshot.KindAnonymous}}, a.strangersTo(bucket, read, own)...)
	for _, w := range outsiders {
		out.Others = append(out.Others, outside(outsideLogs(), func(action string) snapshot.Answer {
			answer := a.onLogs(bucket, w, action, objects, policies)
			if answer.Effect == "allowed" && w.kind == snapshot.KindNamed && len(a.ownAccounts()) == 0 {
				answer = depending(answer, "whether account "+accountOf(w.principal)+" is your own")
			}
			return answer
		})...)
	}
	for _, action := range []string{"s3:GetObject", "s3:ListBucket", "s3:PutObject"} {
		resource := objects[0]
		if !isOnObjects(action) {
			resource = a.names.arns[bucket.ID]
		}
		out.Plain = append(out.Plain, a.plain(bucket, read, policies, action, resource))
	}
	out.Others = oncePerPart(out.Others)
	return policies
}

// strangersTo are those outside of a bucket's account that have no business with it, as the roles
// that write its logs and Pinecone, which comes by these, have.
func (a *asker) strangersTo(bucket *snapshot.Resource, read *document, own string) []witness {
	users := slices.Clone(a.options.Accounts)
	for _, role := range a.linked(bucket, "roles") {
		users = append(users, a.names.account(role))
	}
	return slices.DeleteFunc(a.outsiders(read, own), func(w witness) bool {
		return slices.Contains(users, accountOf(w.principal))
	})
}

// plain answers whether an action is taken over plain HTTP from anybody: of the account, whom the
// policy may leave out of what it denies, or outside of it. AWS's services do not use it.
func (a *asker) plain(
	bucket *snapshot.Resource, read *document, policies access.Policies, action, resource string,
) snapshot.Answer {
	own := a.names.account(bucket)
	callers := []witness{{kind: snapshot.KindOwn, principal: "arn:aws:iam::" + own + ":role/any"}}
	for _, part := range meantIn(read) {
		if part.Type == "AWS" && accountOf(part.Text) == own {
			callers = append(callers, witness{kind: snapshot.KindNamed, principal: part.Text})
		}
	}
	callers = append(callers, a.outsiders(read, own)...)
	var first, open *snapshot.Answer
	for _, caller := range callers {
		if caller.kind == snapshot.KindService {
			continue
		}
		answer := a.answer(a.bucketRequest(bucket, caller, action, resource, "false"), policies)
		if answer.Effect == "allowed" {
			return answer
		}
		if first == nil {
			first = &answer
		}
		if open == nil && answer.Effect == "unknown" {
			open = &answer
		}
	}
	return *cmp.Or(open, first)
}

func (a *asker) bucketRequest(bucket *snapshot.Resource, w witness, action, resource, secure string) question {
	context := map[string][]string{"aws:SecureTransport": {secure}}
	if secure == "false" {
		context["s3:TlsVersion"] = nil
	}
	w.membership.tell(context)
	return question{kind: w.kind, holder: bucket, request: access.Request{
		Principal: w.principal, Action: action, Resource: resource, ResourceAccount: a.names.account(bucket),
		Context: context, UnknownContext: []string{"*"},
	}}
}
