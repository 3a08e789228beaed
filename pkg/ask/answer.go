package ask

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// question is a request, and what the answer says about who asks.
type question struct {
	kind, region, externalID, registration, object string
	request                                        access.Request
	// holder has the answer, about is the other resource that was asked for, if any.
	holder, about *snapshot.Resource
}

// answer decides a request and says why.
func (a *asker) answer(q question, policies access.Policies) snapshot.Answer {
	decision := access.Explain(q.request, policies)
	out := snapshot.Answer{
		Kind: q.kind, Principal: a.names.shown(q.request.Principal), Action: q.request.Action, Region: q.region,
		ExternalID: q.externalID, Registration: q.registration, Object: q.object, Effect: decision.Effect.String(),
	}
	if q.about != nil {
		out.Resource = q.about.ID
	}
	switch decision.Effect {
	case access.Allowed, access.ExplicitDeny:
		a.matched(q, decision, &out)
	case access.ImplicitDeny:
		a.stopped(q, decision, &out)
	default:
		a.undecided(q, decision, &out)
	}
	if out.Place.Resource == "" {
		out.Place.Resource = q.holder.ID
	}
	return out
}

func (a *asker) place(at access.Pointer, clause string) snapshot.Place {
	place := snapshot.Place{Clause: a.names.shown(clause)}
	if found := a.documents[at.Policy]; found != nil {
		place.Resource, place.Pointer = found.holder.ID, found.pointer+at.Pointer
	}
	return place
}

// matched tells of the statement that lets in or denies.
func (a *asker) matched(q question, decision access.Decision, out *snapshot.Answer) {
	wild, narrow := false, false
	for _, match := range decision.Matched {
		if match.Deny != (decision.Effect == access.ExplicitDeny) {
			continue
		}
		var statement access.Statement
		if found := a.documents[match.Policy]; found != nil {
			statement = found.statements[match.Statement]
		}
		everyone := isEveryone(statement)
		wild, narrow = wild || everyone, narrow || !everyone
		pointer, clause := part(q, match, statement)
		place := a.place(pointer, clause)
		if match.Deny {
			place = a.placeOf(match.Kind, pointer, clause)
		}
		if out.Place.Clause == "" {
			out.Place = place
		} else {
			out.Beside = append(out.Beside, place)
		}
	}
	out.Wildcard = wild && !narrow
	if out.Place.Clause == "" {
		out.Place.Clause = "no statement refuses what the caller's own policies allow"
	}
}

func isEveryone(statement access.Statement) bool {
	return statement.NotPrincipal || slices.ContainsFunc(statement.Principals, func(p access.Part) bool {
		return p.Text == "*" && !p.Unknown
	})
}

// part is the part of a statement that decides about the caller, and why it fits.
func part(q question, match access.Match, statement access.Statement) (access.Pointer, string) {
	at := match.Pointer
	if match.Kind == access.GrantOnKey {
		return at, "a grant lets it"
	}
	if match.Deny {
		if match.Sid == "" {
			return at, "denies it"
		}
		return at, named("denies it with the statement", match.Sid)
	}
	if held := condition(match.Conditions, "sts:externalid"); held != nil && q.kind == snapshot.KindPinecone {
		at.Pointer = held.Pointer
		return at, demand(*held)
	}
	if held := condition(match.Conditions, "aws:principalarn"); held != nil && isEveryone(statement) {
		at.Pointer = held.Pointer
		return at, leaves(q.kind, *held)
	}
	if found := principalPart(q.request.Principal, statement); found != nil {
		at.Pointer = found.Pointer
		return at, admits(q, found, statement)
	}
	if len(statement.Principals) > 0 || statement.NotPrincipal {
		return at, "all but those that NotPrincipal names are admitted"
	}
	return at, named("an Allow statement", match.Sid) + " applies"
}

func named(what, sid string) string {
	if sid == "" {
		return what
	}
	return what + " " + strconv.Quote(sid)
}

func condition(all []access.Held, key string) *access.Held {
	for i := range all {
		if strings.EqualFold(all[i].Key, key) {
			return &all[i]
		}
	}
	return nil
}

// demand says how a condition on the external id is met.
func demand(held access.Held) string {
	values := make([]string, len(held.Values))
	for i, value := range held.Values {
		values[i] = strconv.Quote(value.Text)
	}
	text := fmt.Sprintf("%s %s %s", held.Key, held.Operator, strings.Join(values, " or "))
	if held.Missing {
		return text + " lets in a request that has none"
	}
	return text + " holds"
}

// leaves says what a condition on the caller's ARN leaves open.
func leaves(kind string, held access.Held) string {
	open := "admits the role"
	switch kind {
	case snapshot.KindOtherAccount:
		open = "bounds the role's name and not its account"
	case snapshot.KindOtherRole, snapshot.KindAccountRoot:
		open = "bounds the account and not the role's name"
	case snapshot.KindOtherPath:
		open = "leaves the role's path open"
	case snapshot.KindStrangerRole, snapshot.KindStrangerUser, snapshot.KindStrangerRoot:
		open = "bounds neither the account nor the role's name"
	}
	return fmt.Sprintf("the condition on %s %s", held.Key, open)
}

// principalPart is the entry that names the caller, or his account, or everyone.
func principalPart(caller string, statement access.Statement) *access.Part {
	account := accountOf(caller)
	var found *access.Part
	rank := 0
	for i := range statement.Principals {
		entry := &statement.Principals[i]
		weight := 0
		switch {
		case entry.Text == caller:
			weight = 3
		case entry.Text == account || rootARN().MatchString(entry.Text) && accountOf(entry.Text) == account:
			weight = 2
		case entry.Text == "*":
			weight = 1
		}
		if weight > rank && !statement.NotPrincipal {
			found, rank = entry, weight
		}
	}
	return found
}

func admits(q question, entry *access.Part, statement access.Statement) string {
	switch {
	case entry.Text == "*" && q.kind == snapshot.KindOrganization:
		return `the principal is "*" and the conditions bound no more than its organization`
	case entry.Text == "*" && isAlone(q.request.Context) && demandsOrganization(statement):
		return `the principal is "*" and the conditions let in accounts that are of no organization`
	case entry.Text == "*" && len(statement.Conditions) == 0:
		return `the principal is "*" and no condition bounds who that is`
	case entry.Text == "*" && slices.Contains([]string{snapshot.KindNamed, snapshot.KindOwn}, q.kind):
		return `the principal is "*" and the conditions let in its account`
	case entry.Text == "*":
		return `the principal is "*" and the conditions do not bound who that is`
	case entry.Text == q.request.Principal:
		return "the policy names it"
	default:
		return "the policy names its whole account"
	}
}
