package ask

import (
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// mostNames is how many names that a role may have are tried.
const mostNames = 8

// sameByAnyName says whether a decision about a role whose ARN is made up is the same where the
// role is one of those that the policies name in full. What refers to the role then means that
// one too.
func (a *asker) sameByAnyName(
	request access.Request, role *snapshot.Resource, policies access.Policies, effect string,
) bool {
	if a.names.accounts[role.ID] == "" {
		return false
	}
	names, patterns := a.namesIn(role, policies)
	if len(names) > mostNames || patterns > 1 { // one name may fit several patterns
		return false
	}
	made := a.names.arns[role.ID]
	return !slices.ContainsFunc(names, func(name string) bool {
		renamed := request
		renamed.Principal = name
		return access.Decide(renamed, a.renamed(policies, made, name)).Effect.String() != effect
	})
}

// namesIn are the ARNs that some policies name and a role may have, and how many of them are
// patterns.
func (a *asker) namesIn(role *snapshot.Resource, policies access.Policies) (names []string, patterns int) {
	for _, policy := range append(slices.Clone(policies.Identity), policies.Resource, policies.Boundary) {
		if policy == nil || a.documents[policy.Name] == nil {
			continue
		}
		for _, text := range a.documents[policy.Name].literals {
			elsewhere := accountOf(text) != a.names.accounts[role.ID]
			if elsewhere || !mayBeARN(role, text) || slices.Contains(names, sample(text)) {
				continue
			}
			names = append(names, sample(text))
			if strings.ContainsAny(text, "*?") {
				patterns++
			}
		}
	}
	return names, patterns
}

// renamed are policies with another ARN in the place of one that is made up.
func (a *asker) renamed(policies access.Policies, made, name string) access.Policies {
	again := func(policy *access.Policy) *access.Policy {
		if policy == nil || a.documents[policy.Name] == nil {
			return policy
		}
		return a.documents[policy.Name].renamed(made, name)
	}
	identity := make([]*access.Policy, len(policies.Identity))
	for i, policy := range policies.Identity {
		identity[i] = again(policy)
	}
	policies.Identity, policies.Resource, policies.Boundary = identity, again(policies.Resource), again(policies.Boundary)
	return policies
}

// renamed is the policy with another ARN in the place of one. It is read once for each.
func (d *document) renamed(made, name string) *access.Policy {
	key := made + " " + name
	if read := d.again[key]; read != nil {
		return read
	}
	read := d.policy
	if d.value != nil {
		hidden := map[string]access.Unknown{}
		for at, unknown := range d.hidden {
			unknown.Pattern = strings.ReplaceAll(unknown.Pattern, made, name)
			hidden[at] = unknown
		}
		read = access.Parse(d.policy.Name, replaced(d.value, made, name), hidden)
	}
	if d.again == nil {
		d.again = map[string]*access.Policy{}
	}
	d.again[key] = read
	return read
}

// replaced is a value with another text in the place of one.
func replaced(value any, from, to string) any {
	switch value := value.(type) {
	case string:
		return strings.ReplaceAll(value, from, to)
	case []any:
		all := make([]any, len(value))
		for i := range value {
			all[i] = replaced(value[i], from, to)
		}
		return all
	case map[string]any:
		all := make(map[string]any, len(value))
		for key, field := range value {
			all[key] = replaced(field, from, to)
		}
		return all
	default:
		return value
	}
}
