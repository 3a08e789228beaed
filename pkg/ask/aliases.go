package ask

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// called is how a key may be called: by one alias or by none, in what it has and in the request.
type called struct {
	aliases, request []string
	// doubt is what would have to be known, where the alias may be one of the role's own keys.
	doubt string
	// open says that nobody tells how it is called.
	open bool
}

// mostAliases bounds how many aliases that policies name are asked about one by one.
const mostAliases = 20

// tell puts into a request by which alias the key is called. Only some operations take one (KMS
// Developer Guide, "AWS KMS condition keys", kms:RequestAlias).
func (c called) tell(request *access.Request) {
	if c.open {
		delete(request.Context, "kms:ResourceAliases")
		delete(request.Context, "kms:RequestAlias")
		return
	}
	request.Context["kms:ResourceAliases"], request.Context["kms:RequestAlias"] = c.aliases, nil
	switch request.Action {
	case "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey":
		request.Context["kms:RequestAlias"] = c.request
	}
}

// othersCalled are the ways in which a key that is none of the role's own may be called: by no
// alias, by one that nobody has named, and by those that the policies name and that are not
// surely the own keys'. Of too many of them the rest is left open.
func (a *asker) othersCalled(role *snapshot.Resource, policies access.Policies) []called {
	const another = "alias/another"
	all := []called{{}, {aliases: []string{another}}, {aliases: []string{another}, request: []string{another}}}
	nameless := len(all)
	keys := a.ownKeys(role)
	own := a.aliases(keys)
	for _, pattern := range aliasesIn(policies) {
		name := sample(pattern)
		if slices.Contains(own, name) {
			continue
		}
		doubt := ""
		if !a.isOfAnother(name, keys) {
			doubt = "whether another key has an alias like " + strconv.Quote(pattern)
		}
		one := []string{name}
		all = append(all, called{aliases: one, doubt: doubt}, called{aliases: one, request: one, doubt: doubt})
	}
	slices.SortStableFunc(all, func(x, y called) int { return min(len(x.doubt), 1) - min(len(y.doubt), 1) })
	if most := nameless + 2*mostAliases; len(all) > most {
		all = append(all[:most], called{doubt: "which of the aliases that the policies name are other keys'", open: true})
	}
	return all
}

// ownKeys are the keys that a role is for.
func (a *asker) ownKeys(role *snapshot.Resource) []*snapshot.Resource {
	keys := slices.Clone(a.linked(role, "keys"))
	for _, registration := range a.linked(role, "cmek_keys") {
		keys = append(keys, a.linked(registration, "key")...)
	}
	return keys
}

// aliases are the names of some keys' aliases, as far as they are known.
func (a *asker) aliases(keys []*snapshot.Resource) []string {
	var all []string
	for _, key := range keys {
		for _, alias := range a.linked(key, "aliases") {
			if name := snapshot.Text(alias.Values, "name"); name != "" {
				all = append(all, name)
			}
		}
	}
	return all
}

// isOfAnother says whether an alias is known to be that of another key than some.
func (a *asker) isOfAnother(alias string, own []*snapshot.Resource) bool {
	if a.aliased == nil { // hardly a policy names one
		a.aliased = map[string][]*snapshot.Resource{}
		for _, key := range a.byID {
			if key.Type == "aws_kms_key" {
				for _, name := range a.aliases([]*snapshot.Resource{key}) {
					a.aliased[name] = append(a.aliased[name], key)
				}
			}
		}
	}
	return slices.ContainsFunc(a.aliased[alias], func(key *snapshot.Resource) bool { return !slices.Contains(own, key) })
}

// aliasesIn are the aliases that the conditions of some policies name.
func aliasesIn(policies access.Policies) []string {
	var all []string
	for _, policy := range append(slices.Clone(policies.Identity), policies.Resource, policies.Boundary) {
		if policy == nil {
			continue
		}
		for _, statement := range policy.Statements() {
			for _, condition := range statement.Conditions {
				all = append(all, aliasesOf(condition)...)
			}
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// aliasesOf are the aliases that a condition names, with a wildcard for what is not known of them.
func aliasesOf(condition access.Condition) []string {
	if !strings.EqualFold(condition.Key, "kms:ResourceAliases") && !strings.EqualFold(condition.Key, "kms:RequestAlias") {
		return nil
	}
	var all []string
	for _, value := range condition.Values {
		if pattern := withHoles(value.Text); strings.HasPrefix(pattern, "alias/") {
			all = append(all, pattern)
		}
	}
	return all
}

// byAliases answers a question about a key that is known to have some aliases, and may have more:
// what is the same without those that the policies name, with each of them and with all is known.
func (a *asker) byAliases(key *snapshot.Resource, q question, policies access.Policies) snapshot.Answer {
	answer := a.answer(q, policies)
	known, named := a.aliases([]*snapshot.Resource{key}), aliasesIn(policies)
	if answer.Effect != "unknown" || len(known)+len(named) == 0 || len(named) > mostAliases {
		return answer
	}
	named = append(named, "alias/another")
	for i, pattern := range named {
		named[i] = sample(pattern)
	}
	q.request.Context = maps.Clone(q.request.Context) // these are trials
	with := func(more ...string) snapshot.Answer {
		q.request.Context["kms:ResourceAliases"] = slices.Concat(known, more)
		return a.answer(q, policies)
	}
	least := with()
	differs := func(more ...string) bool { return with(more...).Effect != least.Effect }
	if differs(named...) || slices.ContainsFunc(named, func(one string) bool { return differs(one) }) {
		return answer
	}
	return least
}
