package main

import (
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
)

// What a policy can hardly name on purpose.
const (
	strangerAccount = "666666666666"
	wrongExternalID = "pinelint-wrong-external-id"
)

// The bounds of what is tried, for a policy that names more.
const (
	mostNamed       = 500
	mostExternalIDs = 10
)

const externalIDKey = "sts:ExternalId"

// probe is a principal to try. Those of a lower rank are let in by a wider policy.
type probe struct {
	rank      int
	who       string
	principal string
}

// probes are the principals and external ids to try against a policy. An external id of
// nil is none. LeftOut counts what the policy names beyond the bounds.
func probes(policy *access.Policy, request access.Request) (principals []probe, ids []*string, leftOut int) {
	named, values := mentioned(policy)
	leftOut = max(0, len(named)-mostNamed) + max(0, len(values)-mostExternalIDs)
	named, values = named[:min(len(named), mostNamed)], values[:min(len(values), mostExternalIDs)]
	all := probeList{seen: map[string]bool{}}
	all.add(0, "anyone, without credentials", "")
	for _, kind := range []string{"root", "role/stranger", "user/stranger"} {
		all.add(1, "a stranger's account", iamARN(strangerAccount, kind))
	}
	for _, name := range named {
		all.add(2, "the same name in a stranger's account", inAccount(name, strangerAccount))
	}
	all.add(3, "an AWS service", "ec2.amazonaws.com")
	for _, name := range named {
		all.neighbours(4, "another identity of an account that the policy names", accountOf(name), named)
	}
	own := request.ResourceAccount
	if own == "" {
		own = accountOf(request.Resource)
	}
	all.neighbours(5, "another identity of the resource's own account", own, named)
	for _, name := range named {
		all.add(6, "named by the policy", name)
	}
	return all.probes, externalIDs(values), leftOut
}

// probeList has no principal twice, and none that AWS could not have.
type probeList struct {
	probes []probe
	seen   map[string]bool
}

func (l *probeList) add(rank int, who, principal string) {
	if l.seen[principal] || !access.IsCaller(principal) {
		return
	}
	l.seen[principal] = true
	l.probes = append(l.probes, probe{rank, who, principal})
}

// neighbours adds identities of an account that the policy does not name.
func (l *probeList) neighbours(rank int, who, account string, named []string) {
	if account == "" || account == strangerAccount {
		return
	}
	for _, kind := range []string{"root", "role/pinelint-other", "user/pinelint-other"} {
		if arn := iamARN(account, kind); !slices.Contains(named, arn) {
			l.add(rank, who, arn)
		}
	}
}

func iamARN(account, kind string) string { return "arn:aws:iam::" + account + ":" + kind }

// mentioned are the principals that a policy names, also as patterns in its conditions, and
// its external ids.
func mentioned(policy *access.Policy) (principals, ids []string) {
	for _, statement := range policy.Statements() {
		for _, part := range statement.Principals {
			if text := part.Text; part.Type != "CanonicalUser" && text != "*" && !part.Unknown {
				principals = append(principals, asARN(text))
			}
		}
		for _, condition := range statement.Conditions {
			for _, value := range condition.Values {
				switch {
				case strings.EqualFold(condition.Key, externalIDKey):
					ids = append(ids, instance(value.Text))
				case strings.EqualFold(condition.Key, "aws:PrincipalArn"):
					principals = append(principals, identity(inAccountOfPattern(value.Text)))
				case isAccount(value.Text) && (strings.EqualFold(condition.Key, "aws:PrincipalAccount") ||
					strings.EqualFold(condition.Key, "kms:CallerAccount")):
					principals = append(principals, asARN(value.Text))
				}
			}
		}
	}
	slices.Sort(principals)
	slices.Sort(ids)
	return slices.Compact(principals), slices.Compact(ids)
}

func asARN(text string) string {
	if isAccount(text) {
		return iamARN(text, "root")
	}
	return text
}

// instance is some text that a pattern matches.
func instance(pattern string) string { return strings.NewReplacer("*", "x", "?", "x").Replace(pattern) }

// identity is an ARN that a pattern matches, of a role where the pattern leaves the kind open.
func identity(pattern string) string {
	if arn := instance(pattern); access.IsCaller(arn) {
		return arn
	}
	return instance(strings.Replace(pattern, ":*", ":role/*", 1))
}

// inAccountOfPattern takes a pattern of any account to be a stranger's.
func inAccountOfPattern(pattern string) string {
	if strings.ContainsAny(accountOf(pattern), "*?") {
		return inAccount(pattern, strangerAccount)
	}
	return pattern
}

func accountOf(arn string) string {
	if fields := strings.SplitN(arn, ":", 6); len(fields) == 6 {
		return fields[4]
	}
	return ""
}

// inAccount is the same ARN in another account. What has no account stays what it is.
func inAccount(arn, account string) string {
	fields := strings.SplitN(arn, ":", 6)
	if len(fields) < 6 || fields[4] == "" {
		return arn
	}
	fields[4] = account
	return strings.Join(fields, ":")
}

// externalIDs are none, an empty one, a wrong one, and each right one as it is and in the
// other case. A policy that mentions none is asked without one.
func externalIDs(mentioned []string) []*string {
	ids := []*string{nil}
	if len(mentioned) == 0 {
		return ids
	}
	texts := []string{"", wrongExternalID}
	for _, right := range mentioned {
		for _, text := range []string{right, strings.ToUpper(right)} {
			if !slices.Contains(texts, text) {
				texts = append(texts, text)
			}
		}
	}
	for i := range texts {
		ids = append(ids, &texts[i])
	}
	return ids
}

// withExternalID is a context with another external id. Without values, the request has
// none.
func withExternalID(given map[string][]string, id *string) map[string][]string {
	context := make(map[string][]string, len(given)+1)
	for key, values := range given {
		if !strings.EqualFold(key, externalIDKey) {
			context[key] = values
		}
	}
	context[externalIDKey] = nil
	if id != nil {
		context[externalIDKey] = []string{*id}
	}
	return context
}

// withoutPrincipal is a context of a request without credentials: of the keys that tell
// the principal, it has none.
func withoutPrincipal(given map[string][]string) map[string][]string {
	context := maps.Clone(given)
	if context == nil {
		context = map[string][]string{}
	}
	for _, key := range []string{
		"aws:PrincipalArn", "aws:PrincipalAccount", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths",
	} {
		context[key] = nil
	}
	return context
}
