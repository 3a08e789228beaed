package ask

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

var rootARN = lazyregexp.New(`^arn:aws:iam::([0-9]{12}):root$`)

func accountOf(arn string) string {
	fields := strings.SplitN(arn, ":", 6)
	if len(fields) < 6 {
		return ""
	}
	return fields[4]
}

// tellAccount is the account of a resource that does not say it: the one that was told a
// bucket's policy; that of the provider; the organization's, where it has one; the one that the
// key's policy delegates to; or that of what it is used with, if the same Terraform declares both.
func (a *asker) tellAccount(resource *snapshot.Resource, n naming) string {
	if account := toldPolicy(resource); account != "" {
		return account
	}
	if account := madeBy(resource); digits().MatchString(account) {
		return account
	}
	declared := a.ownAccounts()
	if len(declared) == 1 {
		account, _ := declared[0].(string)
		return account
	}
	if resource.Type == "aws_kms_key" || IsKeyPolicy(resource) {
		if account := onlyRoot(resource); account != "" && (len(declared) == 0 || a.organizations(account)) {
			return account
		}
	}
	for _, relation := range []string{"keys", "roles", "buckets"} {
		for _, other := range a.linked(resource, relation) {
			if account := n.accounts[other.ID]; account != "" && together(resource, other) {
				return account
			}
		}
	}
	return ""
}

// toldPolicy is the account whose credentials read a bucket's policy, which S3 shows to its
// owner's alone (Amazon S3 API Reference, GetBucketPolicy).
func toldPolicy(resource *snapshot.Resource) string {
	if resource.Type != "aws_s3_bucket" {
		return ""
	}
	for _, observation := range resource.Observations {
		if call := observation.Calls["/policy"]; call != nil {
			return call.Account
		}
	}
	return ""
}

// onlyRoot is the account whose root a key's policy names, if it is one. Of one that also names a
// root by what nobody can tell, that is the key's own, and not the one that it spells out.
func onlyRoot(key *snapshot.Resource) string {
	for pointer, why := range key.Unknown {
		if snapshot.Within(pointer, policyOf(key)) && isHiddenRoot(why) {
			return ""
		}
	}
	policy, _ := snapshot.Lookup(key.Values, policyOf(key))
	found := ""
	for _, text := range snapshot.Texts(policy) {
		match := rootARN().FindStringSubmatch(text)
		switch {
		case match == nil || match[1] == found:
		case found != "":
			return ""
		default:
			found = match[1]
		}
	}
	return found
}

// isHiddenRoot says whether a text names the root of an account, or the account, without telling which.
func isHiddenRoot(why snapshot.Unknown) bool {
	return strings.HasSuffix(why.Pattern, ":root") ||
		callerAccount().MatchString(why.Expression) || callerAccount().MatchString(strings.Trim(why.Pattern, "${}"))
}

// together says whether one root module or plan has both, and does not make them as others.
func together(a, b *snapshot.Resource) bool {
	return slices.ContainsFunc(a.Observations, func(x *snapshot.Observation) bool {
		return slices.ContainsFunc(b.Observations, func(y *snapshot.Observation) bool {
			return x.Source == y.Source && slices.Equal(x.References["/account"], y.References["/account"])
		})
	})
}
