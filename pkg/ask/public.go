package ask

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// publicity tells of the statements for which S3 calls a bucket's policy public, but for those
// whose leave a Deny takes from everybody outside: how S3 counts a Deny is not documented.
func (a *asker) publicity(bucket *snapshot.Resource, read *document, out *snapshot.Access) {
	publicity := read.policy.Public()
	for _, at := range publicity.DependsOn {
		out.PublicUnknown = append(out.PublicUnknown, a.place(at, at.Expression+at.Reason))
	}
	denies := denier{asker: a, bucket: bucket, choices: choices(read.statements), left: mostCovered}
	denies.from = a.outsidersAtLarge(bucket, read)
	denies.policies = access.Policies{
		AssumeCallerAllowed: true, Resource: read.policy.Opened(), Ownership: "BucketOwnerEnforced", // of the policy alone
		Now: a.options.Now,
	}
	for _, at := range publicity.Public {
		switch decision := denies.outsiders(read, at.Pointer); decision.Effect {
		case access.ExplicitDeny:
		case access.Undecided:
			for _, open := range decision.DependsOn {
				out.PublicUnknown = append(out.PublicUnknown, a.place(open, open.Expression+open.Reason))
			}
		default:
			out.Public = append(out.Public, a.place(at, ""))
		}
	}
}

// denier asks what a bucket's policy denies.
type denier struct {
	*asker

	bucket   *snapshot.Resource
	policies access.Policies
	choices  []choice
	from     []witness
	// left is how many actions on a resource may still be asked about.
	left int
}

// outsiders is ExplicitDeny where a Deny takes from each outsider all that a statement lets him
// do, Undecided where one may, and else Allowed, as where these are very many.
func (d *denier) outsiders(read *document, pointer string) access.Decision {
	if len(d.from) > mostCovered {
		return access.Decision{Effect: access.Allowed}
	}
	answer := access.Decision{Effect: access.ExplicitDeny}
	for _, statement := range read.statements {
		if statement.Pointer != pointer {
			continue
		}
		for _, action := range samples(statement.Actions, statement.NotAction) {
			for _, resource := range samples(statement.Resources, statement.NotResource) {
				if d.left--; d.left < 0 {
					return access.Decision{Effect: access.Allowed}
				}
				switch one := d.denied(action, resource); one.Effect {
				case access.ExplicitDeny:
				case access.Undecided:
					answer = one
				default:
					return one
				}
			}
		}
	}
	return answer
}

// outsidersAtLarge are those outside of whom no policy names the account, by whatever name one leaves out
// of a Deny.
func (a *asker) outsidersAtLarge(bucket *snapshot.Resource, read *document) []witness {
	all := slices.DeleteFunc(a.outsiders(read, a.names.account(bucket)), func(w witness) bool {
		return w.kind == snapshot.KindService || w.kind == snapshot.KindNamed
	})
	return append(all, witness{kind: snapshot.KindAnonymous})
}

// samples are texts that the parts of an element match; of one that excludes, anything.
func samples(parts []access.Part, excludes bool) []string {
	if excludes {
		return []string{"*"}
	}
	var all []string
	for _, part := range parts {
		all = append(all, withHoles(part.Text))
	}
	return all
}

// denied is what a Deny leaves of one action on a resource to whom it leaves most.
func (d *denier) denied(action, resource string) access.Decision {
	if action == "*" {
		action = "s3:*"
	}
	if !strings.HasPrefix(resource, bucketARN) {
		resource = d.names.arns[d.bucket.ID] + "/*"
	}
	answer := access.Decision{Effect: access.ExplicitDeny}
	for _, w := range d.from {
		q := d.bucketRequest(d.bucket, w, sample(action), sample(resource), "true")
		for context := range requests(q.request.Context, d.choices) {
			q.request.Context = context
			switch one := access.Decide(q.request, d.policies); one.Effect {
			case access.ExplicitDeny:
			case access.Undecided:
				answer = one
			default:
				return one
			}
		}
	}
	return answer
}
