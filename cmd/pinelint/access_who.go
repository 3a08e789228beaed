package main

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/collect"
)

// admitted is a principal that a resource's policy lets in, or may.
type admitted struct {
	Who       string `json:"who"`
	Principal string `json:"principal"`
	Decision  string `json:"decision"`
	// ExternalIDs are those that it gets in with; null is none. It is absent where the
	// policy asks for none.
	ExternalIDs []*string     `json:"externalIds,omitempty"`
	Matched     []answerMatch `json:"matched"`
	DependsOn   []answerPlace `json:"dependsOn,omitempty"`

	rank int
	// all says that it gets in with each external id that was tried, and without one.
	all bool
}

// whoAnswer is what --who finds.
type whoAnswer struct {
	Action   string `json:"action"`
	Resource string `json:"resource,omitempty"`
	Tried    int    `json:"tried"`
	// LeftOut counts the principals and external ids that the policy names and that were
	// not tried, since it names too many.
	LeftOut  int             `json:"leftOut,omitzero"`
	Admitted []admitted      `json:"admitted"`
	Problems []accessProblem `json:"problems,omitempty"`
}

// askWho tries many principals against the resource's policy, and tells which get in.
func (a *accessRun) askWho(
	on system, files *accessFiles, request access.Request, policies access.Policies, problems []accessProblem,
) error {
	if policies.Resource == nil {
		return usage("--who asks a resource's policy: give --resource-policy, or resourcePolicy in the request")
	}
	made := whoAnswer{Action: request.Action, Resource: request.Resource, Problems: problems}
	principals, ids, leftOut := probes(policies.Resource, request)
	made.LeftOut = leftOut
	request.UnknownContext = append(request.UnknownContext, "*")
	for _, one := range principals {
		made.Tried++
		made.Admitted = append(made.Admitted, tryPrincipal(one, ids, request, policies, files.locate)...)
	}
	slices.SortStableFunc(made.Admitted, func(x, y admitted) int {
		return cmp.Or(cmp.Compare(x.rank, y.rank), strings.Compare(x.Decision, y.Decision),
			strings.Compare(x.Principal, y.Principal))
	})
	if a.format == "json" {
		return writeAccessJSON(on.stdout, made)
	}
	return a.text(on, files).who(&made)
}

// tryPrincipal asks once for each external id, and puts alike answers together.
func tryPrincipal(
	one probe, ids []*string, request access.Request, policies access.Policies, at locate,
) []admitted {
	var found []admitted
	given := request.Context
	request.Principal = one.principal
	if one.principal == "" {
		given = withoutPrincipal(given)
	}
	for _, id := range ids {
		request.Context = withExternalID(given, id)
		effect := access.Decide(request, policies).Effect
		if effect != access.Allowed && effect != access.Undecided {
			continue
		}
		made := newAnswer(nil, access.Explain(request, policies), nil, at)
		i := slices.IndexFunc(found, func(known admitted) bool { return known.says(made) })
		if i < 0 {
			i = len(found)
			found = append(found, admitted{
				Who: one.who, Principal: collect.Redact(cmp.Or(one.principal, anonymous)), Decision: made.Decision,
				Matched: made.Matched, DependsOn: made.DependsOn, rank: one.rank,
			})
		}
		found[i].ExternalIDs = append(found[i].ExternalIDs, redacted(id))
	}
	for i := range found {
		found[i].all = len(found[i].ExternalIDs) == len(ids)
		if len(ids) == 1 {
			found[i].ExternalIDs = nil
		}
	}
	return found
}

func redacted(id *string) *string {
	if id == nil {
		return nil
	}
	shown := collect.Redact(*id)
	return &shown
}

// says is whether an answer has the same reasons.
func (a *admitted) says(other *answer) bool {
	return a.Decision == other.Decision &&
		slices.EqualFunc(a.Matched, other.Matched, func(x, y answerMatch) bool {
			return x.Policy == y.Policy && x.Pointer == y.Pointer && slices.EqualFunc(x.Conditions, y.Conditions,
				func(x, y answerCondition) bool { return x.Pointer == y.Pointer && x.Missing == y.Missing })
		}) &&
		slices.EqualFunc(a.DependsOn, other.DependsOn, func(x, y answerPlace) bool {
			return x.Policy == y.Policy && x.Pointer == y.Pointer && x.Reason == y.Reason
		})
}

// who lists the principals that get in, widest first.
func (t *accessText) who(made *whoAnswer) error {
	t.line("%d of %s get in or may, where their own account's policies let them",
		countPrincipals(made.Admitted), plural(made.Tried, "principal"))
	if made.LeftOut > 0 {
		t.line("the policy names %d more principals and external ids, which were not tried", made.LeftOut)
	}
	for _, one := range made.Admitted {
		t.line("")
		t.line("%s  %s", one.Decision, one.Principal)
		t.line("    who   %s", one.Who)
		if len(one.ExternalIDs) > 0 {
			t.line("    with  %s", one.externalIDs())
		}
		for _, match := range one.Matched {
			t.admits(match)
		}
		for _, open := range one.DependsOn {
			t.line("    if    %s  %s", placeOf(open.Location, open.Policy, open.Pointer), open.Reason)
		}
	}
	return t.err
}

func (t *accessText) admits(match answerMatch) {
	if match.Effect == "Deny" {
		return // it is undecided then, and what it depends on is told
	}
	text := match.Effect
	if match.Sid != "" {
		text += " " + match.Sid
	}
	if match.Delegates {
		text += ", where its own account's policies let it"
	}
	t.line("    by    %s  %s", placeOf(match.Location, match.Policy, match.Pointer), text)
	for _, condition := range match.Conditions {
		met := ""
		if condition.Missing {
			met = ", which holds without the key"
		}
		t.line("    when  %s  %s%s", placeOf(condition.Location, match.Policy, condition.Pointer),
			conditionText(condition.Operator, condition.Key, condition.Values), met)
	}
}

func countPrincipals(all []admitted) int {
	seen := map[string]bool{}
	for _, one := range all {
		seen[one.Principal] = true
	}
	return len(seen)
}

func (a *admitted) externalIDs() string {
	if a.all {
		return "any external id, or none"
	}
	var texts []string
	for _, id := range a.ExternalIDs {
		switch {
		case id == nil:
			texts = append(texts, "no external id")
		case *id == wrongExternalID:
			texts = append(texts, "a wrong external id")
		case *id == "":
			texts = append(texts, "an empty external id")
		default:
			texts = append(texts, `external id "`+*id+`"`)
		}
	}
	return strings.Join(texts, ", or ")
}
