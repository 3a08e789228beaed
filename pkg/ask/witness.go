package ask

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/lazyregexp"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// strangers is an account that nobody has named.
const strangers = "666666666666"

var (
	digits     = lazyregexp.New(`^[0-9]{12}$`)
	regionName = lazyregexp.New(`^[a-z]{2}(-[a-z]+)+-[0-9]+$`)
	pineconeID = lazyregexp.New(`^(role/` + CMEKRole + `[\w-]+|assumed-role/` + CMEKRole + `[\w-]+/[^/]+)$`)
)

// witness is someone who should not get in.
type witness struct {
	kind, principal, region string
	membership              membership
}

// witnesses are the worst answers on those who should not get in: of each kind, and of
// each part of the policy that lets them in, one.
func (t *truster) witnesses() []snapshot.Answer {
	ids := slices.Concat([]tried{{kind: snapshot.ExternalNone}}, t.wrongIDs(), t.own, t.registered())
	var found []snapshot.Answer
	for _, witness := range t.probes() {
		if witness.kind == snapshot.KindPinecone || !access.IsCaller(witness.principal) {
			continue
		}
		if answer, ok := t.worst(witness, ids); ok {
			found = append(found, answer)
		}
	}
	slices.SortStableFunc(found, func(x, y snapshot.Answer) int {
		return cmp.Or(compareEffects(x, y), cmp.Compare(rank(x.Kind), rank(y.Kind)))
	})
	seen := map[string]bool{}
	return slices.DeleteFunc(found, func(answer snapshot.Answer) bool {
		kind, part := answer.Kind+answer.Effect, answer.Place.Pointer+answer.Effect
		if answer.Kind == snapshot.KindNamed || answer.Kind == snapshot.KindService {
			kind = answer.Principal
		}
		again := seen[kind] || seen[part]
		seen[kind], seen[part] = true, true
		return again
	})
}

func compareEffects(x, y snapshot.Answer) int {
	order := []string{"allowed", "unknown"}
	return cmp.Compare(slices.Index(order, x.Effect), slices.Index(order, y.Effect))
}

// rank is lower for what tells a person more.
func rank(kind string) int {
	return slices.Index([]string{
		snapshot.KindAnonymous, snapshot.KindStrangerRole, snapshot.KindStrangerUser, snapshot.KindStrangerRoot,
		snapshot.KindOrganization, snapshot.KindOtherAccount, snapshot.KindNamed, snapshot.KindAccountRoot,
		snapshot.KindOtherRole, snapshot.KindOtherPath, snapshot.KindOwn, snapshot.KindService, snapshot.KindFederated,
	}, kind)
}

// worst is the answer with the external id that tells most, if he may get in.
func (t *truster) worst(w witness, ids []tried) (snapshot.Answer, bool) {
	var open *question
	for _, id := range ids {
		q := t.question(w.kind, w.region, w.principal, id)
		w.membership.tell(q.request.Context)
		if w.kind == snapshot.KindFederated {
			q.request.Action = federatedAction(w.principal)
		}
		switch access.Decide(q.request, t.policies).Effect {
		case access.Allowed:
			return t.answer(q, t.policies), true
		case access.Undecided:
			if answer, ok := t.asks(q); ok {
				return answer, true
			}
			if open == nil {
				open = &q
			}
		default: // kept out
		}
	}
	if open == nil {
		return snapshot.Answer{}, false
	}
	return t.answer(*open, t.policies), true
}

// asks answers for somebody who has in his request what is his to choose. What a provider says of
// its users, and a service of whom it acts for, is not.
func (t *truster) asks(q question) (snapshot.Answer, bool) {
	switch q.kind {
	case snapshot.KindPinecone, snapshot.KindService, snapshot.KindFederated:
		return snapshot.Answer{}, false
	default:
		return t.chosen(q, t.document, t.policies)
	}
}

func federatedAction(provider string) string {
	if strings.Contains(provider, ":saml-provider/") {
		return assumeRole + "WithSAML"
	}
	return assumeRole + "WithWebIdentity"
}

// probes are those that a policy for Pinecone may let in by mistake: the same name
// elsewhere, others of Pinecone's account, strangers, and all whom the policy names.
func (t *truster) probes() []witness {
	all := strangersOf(snapshot.KindStrangerRole, snapshot.KindStrangerUser, snapshot.KindStrangerRoot)
	if !t.audit {
		all = append(all, t.likePinecone()...)
	}
	if t.document == nil {
		return all
	}
	for _, statement := range t.document.statements {
		for _, part := range entering(statement) {
			for _, principal := range imagine(part) {
				all = t.named(all, part.Type, principal)
			}
		}
		for _, condition := range statement.Conditions {
			all = t.conditioned(all, condition)
		}
	}
	return all
}

func (t *truster) likePinecone() []witness {
	var all []witness
	role := t.pineconeRole("")
	account := role[:strings.LastIndexByte(role, ':')]
	for _, region := range t.regions() {
		all = append(all,
			witness{snapshot.KindOtherAccount, "arn:aws:iam::" + strangers + ":role/" + CMEKRole + region, region, membership{}},
			witness{snapshot.KindOtherPath, account + ":role/team/" + CMEKRole + region, region, membership{}})
	}
	return append(all, witness{kind: snapshot.KindOtherRole, principal: account + ":role/other"},
		witness{kind: snapshot.KindAccountRoot, principal: account + ":root"})
}

// named adds whom a principal of the policy names.
func (t *truster) named(all []witness, kind, text string) []witness {
	switch kind {
	case "Service":
		return append(all, witness{kind: snapshot.KindService, principal: text})
	case "Federated":
		return append(all, witness{kind: snapshot.KindFederated, principal: text})
	case "AWS":
		if digits().MatchString(text) {
			text = "arn:aws:iam::" + text + ":root"
		}
		if !digits().MatchString(accountOf(text)) {
			return all
		}
		if class := t.class(text); class != snapshot.KindPinecone || t.audit {
			return append(all, witness{kind: class, principal: text})
		}
	}
	return all
}

// conditioned adds whom a condition on the caller has in mind.
func (t *truster) conditioned(all []witness, condition access.Condition) []witness {
	for _, caller := range meantBy(condition) {
		all = t.named(all, "AWS", caller)
	}
	for _, of := range memberships(condition) {
		all = append(all, witness{snapshot.KindOrganization, "arn:aws:iam::" + strangers + ":role/stranger", "", of})
	}
	return all
}

// sample is a text that a pattern matches.
func sample(pattern string) string {
	return strings.NewReplacer("*", "any", "?", "1").Replace(pattern)
}

// class says who a principal is, by its ARN.
func (t *truster) class(arn string) string {
	account := accountOf(arn)
	resource := arn[strings.LastIndexByte(arn, ':')+1:]
	pinecones := pineconeID().MatchString(resource) && !t.audit
	switch {
	case account == t.account.ID && (pinecones || t.audit):
		return snapshot.KindPinecone
	case account == t.account.ID && resource == "root":
		return snapshot.KindAccountRoot
	case account == t.account.ID && strings.Contains(resource, "/"+CMEKRole):
		return snapshot.KindOtherPath
	case account == t.account.ID:
		return snapshot.KindOtherRole
	case t.isOwn(arn):
		return snapshot.KindOwn
	case pinecones:
		return snapshot.KindOtherAccount
	case account == strangers:
		return snapshot.KindStrangerRole
	default:
		return snapshot.KindNamed
	}
}

// isOwn says whether an ARN is of the role's account or of another one of the organization's. Where
// nobody tells which the role's is, its own ARN is, and those that the same configuration makes
// with the same credentials.
func (t *truster) isOwn(arn string) bool {
	account, own := accountOf(arn), t.names.accounts[t.holder.ID]
	switch {
	case account == own || t.organizations(account):
		return true
	case own != "" || account != nobodys:
		return false
	}
	other := t.byID[t.names.byARN[arn]]
	return other == nil || other == t.holder || together(t.holder, other)
}

// organizations says whether the account is declared as one of the organization's own.
func (a *asker) organizations(account string) bool {
	return slices.Contains(a.ownAccounts(), any(account))
}

// ownAccounts are those that the organization declares; where there are any, there is no other.
func (a *asker) ownAccounts() []any {
	if a.organization == nil {
		return nil
	}
	accounts, _ := a.organization.Values["aws_accounts"].([]any)
	return accounts
}

func sortedKeys[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
