package ask

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

var (
	// A key of one region may be meant by a pattern for its keys too.
	literalKey  = lazyregexp.New(`^arn:[\w-]+:kms:([a-z][\w-]*:|.*:key/[^*?]+$)`)
	literalRole = lazyregexp.New(`^arn:[\w-]+:iam::[0-9]{12}:role/.`)
)

// certain takes back a decision that rests on an ARN which nobody knows, where a policy may
// mean just that: it names an account, or a role or a key, in full.
func (a *asker) certain(
	q question, answer snapshot.Answer, role, other *snapshot.Resource, policies access.Policies,
) snapshot.Answer {
	if answer.Effect == "unknown" {
		return answer
	}
	doubt := func(resource *snapshot.Resource, clause string) snapshot.Answer {
		answer.Effect, answer.Missing, answer.Beside = "unknown", nil, nil
		answer.Place = snapshot.Place{Resource: resource.ID, Pointer: "/arn", Clause: clause}
		answer.DependsOn = []snapshot.Place{answer.Place}
		return answer
	}
	if a.mayBeApart(role, other, answer.Effect) {
		return doubt(role, "whether "+role.Name+" and "+other.Name+" are of one account is not known")
	}
	if a.mayMeanBucket(other, answer.Effect, policies) && !refusedAnyway(q.request, policies, answer.Effect) {
		answer := doubt(other, "the name of "+other.Name+", which a policy may have in full, is not known")
		answer.Place.Pointer, answer.DependsOn[0].Pointer = "/bucket", "/bucket"
		return answer
	}
	for _, resource := range []*snapshot.Resource{role, other} {
		if !a.names.made[resource.ID] || !a.mayMean(resource, a.ownerOf(other), policies) {
			continue
		}
		if resource == other && role != other && refusedAnyway(q.request, policies, answer.Effect) {
			continue
		}
		if resource == role && resource != other && a.sameByAnyName(q.request, role, policies, answer.Effect) {
			continue
		}
		return doubt(resource, "the ARN of "+resource.Name+", which a policy may name in full, is not known")
	}
	return answer
}

// refusedAnyway says whether a request is refused whatever the ARN of its resource is.
func refusedAnyway(request access.Request, policies access.Policies, effect string) bool {
	request.Resource, request.ResourceAccount = "", cmp.Or(request.ResourceAccount, accountOf(request.Resource))
	return effect == "implicitDeny" && access.Decide(request, policies).Effect == access.ImplicitDeny
}

// mayBeApart says whether code makes a role and what it uses as two, so that they may be of one
// account or not, and whether that decides: what two accounts allow one does, and not the
// other way; where the account of one is known, it was taken for another than the other's.
func (a *asker) mayBeApart(role, other *snapshot.Resource, effect string) bool {
	ofRole, ofOther := a.names.accounts[role.ID] != "", a.names.accounts[other.ID] != ""
	if ofRole && ofOther || madeBy(role) == madeBy(other) {
		return false
	}
	return effect == "allowed" || effect == "implicitDeny" && ofRole != ofOther
}

// elsewhere says whether an ARN is none of a key's: it is an alias's, or of another region
// than the key's.
func elsewhere(key *snapshot.Resource, arn string) bool {
	fields := strings.SplitN(arn, ":", 6)
	if key.Type != "aws_kms_key" || len(fields) < 6 {
		return false
	}
	region, named := snapshot.Text(key.Values, "region"), fields[3]
	far := region != "" && named != region && !strings.ContainsAny(named, "*?$")
	return far || strings.HasPrefix(fields[5], "alias/")
}

// isAnyKey says whether a pattern is for all keys of a region, and that of a key is known: whether
// the pattern is for the key does not depend on the key's id.
func isAnyKey(key *snapshot.Resource, pattern string) bool {
	fields := strings.SplitN(pattern, ":", 6)
	return len(fields) == 6 && (fields[5] == "*" || fields[5] == "key/*") && snapshot.Text(key.Values, "region") != ""
}

// ownerOf is the account of a key or a bucket, empty where it is not known.
func (a *asker) ownerOf(resource *snapshot.Resource) string {
	return cmp.Or(a.names.accounts[resource.ID], accountOf(snapshot.Text(resource.Values, "key")))
}

// mayMean says whether a policy names something that a resource with a made up ARN may be. What
// a role's own policies say of accounts is of what they let it use: it matters for the role
// where that is the account of what it is asked about.
func (a *asker) mayMean(resource *snapshot.Resource, owner string, policies access.Policies) bool {
	for _, policy := range append(slices.Clone(policies.Identity), policies.Resource, policies.Boundary) {
		if policy == nil || a.documents[policy.Name] == nil {
			continue
		}
		own := resource.Type == "aws_iam_role" && policy != policies.Resource
		for _, text := range a.documents[policy.Name].literals {
			if a.mayBeAccount(resource, text) && (!own || text == owner) || mayBeARN(resource, text) {
				return true
			}
		}
	}
	return false
}

// mayBeAccount says whether a text is an account that may be a resource's.
func (a *asker) mayBeAccount(resource *snapshot.Resource, text string) bool {
	return resource.Type != "aws_s3_bucket" && a.names.accounts[resource.ID] == "" &&
		digits().MatchString(text) && text != nobodys
}

// mayBeARN says whether a text is an ARN that may be a resource's.
func mayBeARN(resource *snapshot.Resource, text string) bool {
	switch resource.Type {
	case "aws_kms_key":
		return literalKey().MatchString(text) && !elsewhere(resource, text) && !isAnyKey(resource, text)
	case "aws_iam_role":
		return snapshot.Text(resource.Values, "name") == "" && literalRole().MatchString(text)
	default:
		return false
	}
}
