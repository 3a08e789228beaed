package ask

import (
	"cmp"
	"slices"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// assumeRole is what Pinecone asks of a role.
const assumeRole = "sts:AssumeRole"

// truster asks about one trust policy.
type truster struct {
	*asker
	holder   *snapshot.Resource
	document *document
	policies access.Policies
	role     string
	account  *snapshot.Account
	// audit says that it is a role for audit logs and not for keys.
	audit bool
	own   []tried
	out   *snapshot.Access
}

// trust answers who can assume a role. It returns the trust policy.
func (a *asker) trust(holder *snapshot.Resource, pointer string, out *snapshot.Access) access.Policies {
	document, unread := a.document(holder, pointer)
	t := truster{
		asker: a, holder: holder, document: document, out: out, role: a.names.arns[holder.ID],
		audit:    !holder.Serves("cmek"),
		policies: access.Policies{AssumeCallerAllowed: true, ResourceUnread: unread, Now: a.options.Now},
	}
	if t.role == "" {
		t.role = "arn:aws:iam::" + nobodys + ":role/" + holder.Name
	}
	if a.names.accounts[holder.ID] == "" { // its account then stays unknown in conditions
		t.role = strings.Replace(t.role, nobodys, "", 1)
	}
	if document == nil && unread == "" {
		out.Problems = []snapshot.Place{{Resource: holder.ID, Pointer: pointer, Clause: "the role has no trust policy"}}
		return t.policies
	}
	if document != nil {
		t.policies.Resource = document.policy
	}
	t.account = t.pinecone()
	out.Pinecone = t.account
	if document != nil {
		t.describe()
	}
	if t.audit {
		t.askIntegration()
	} else {
		t.askRegions()
	}
	out.Assume = append(out.Assume, t.witnesses()...)
	return t.policies
}

// describe shows what the policy says.
func (t *truster) describe() {
	for _, statement := range t.document.statements {
		t.out.Trust = append(t.out.Trust, t.statement(t.document, statement))
		t.externalIDs(statement)
	}
	problems := slices.Concat(t.document.policy.Problems, t.document.policy.ProblemsAs(access.Trust))
	for _, problem := range problems {
		t.out.Problems = append(t.out.Problems, snapshot.Place{
			Resource: t.holder.ID, Pointer: t.document.pointer + problem.Pointer, Clause: t.names.shown(problem.Message),
		})
	}
	slices.SortStableFunc(t.out.Problems, func(x, y snapshot.Place) int { return strings.Compare(x.Pointer, y.Pointer) })
}

// mayNamePinecone says whether a statement is for Pinecone's roles, for all of its account, or
// for whom nobody knows.
func (t *truster) mayNamePinecone(statement access.Statement) bool {
	hidden := func(at access.Pointer) bool { return strings.HasSuffix(at.Pointer, "Principal") }
	names := func(part access.Part) bool {
		return part.Unknown || strings.Contains(part.Text, CMEKRole) ||
			!t.audit && t.account.ID != "" && (part.Text == t.account.ID || accountOf(part.Text) == t.account.ID)
	}
	return slices.ContainsFunc(statement.Unknown, hidden) || slices.ContainsFunc(statement.Principals, names)
}

// regions are those whose roles are asked about.
func (t *truster) regions() []string {
	all := slices.Clone(t.options.Regions)
	for _, named := range t.out.Pinecone.Named {
		_, region, _ := strings.Cut(named.Clause, CMEKRole)
		if regionName().MatchString(region) {
			all = append(all, region)
		}
	}
	for _, project := range t.linked(t.holder, "projects") {
		for _, index := range t.linked(project, "indexes") {
			if snapshot.Text(index.Values, "cloud") == "aws" {
				all = append(all, snapshot.Text(index.Values, "region"))
			}
		}
	}
	slices.Sort(all)
	return slices.DeleteFunc(slices.Compact(all), func(region string) bool { return region == "" })
}

// anyones stands for Pinecone's account where nothing tells which that is.
const anyones = "999999999999"

// pineconeRole is the ARN of Pinecone's role of a region.
func (t *truster) pineconeRole(region string) string {
	return "arn:aws:iam::" + cmp.Or(t.account.ID, anyones) + ":role/" + CMEKRole + region
}

func (t *truster) askRegions() {
	for _, region := range t.regions() {
		principal := t.pineconeRole(region)
		for _, id := range t.registered() {
			t.add(t.question(snapshot.KindPinecone, region, principal, id))
		}
		if best, ok := t.best(region, principal, t.own, false); ok {
			t.add(best)
		}
		t.add(t.question(snapshot.KindPinecone, region, principal, tried{kind: snapshot.ExternalNone}))
		if worst, ok := t.best(region, principal, t.wrongIDs(), true); ok {
			t.add(worst)
		}
	}
	t.askActions()
}

func (t *truster) add(q question) {
	answer := t.answer(q, t.policies)
	if t.account.ID == "" {
		answer = t.unsettled(answer, q)
	}
	t.out.Assume = append(t.out.Assume, answer)
}

// unsettled is an answer for Pinecone's role where its account is not known: what is denied to a
// role of any account may be allowed to one of an account that the policy names.
func (t *truster) unsettled(answer snapshot.Answer, q question) snapshot.Answer {
	answer.Principal = withoutAccount(answer.Principal)
	answer.Place.Clause = withoutAccount(answer.Place.Clause)
	if opens(answer) || t.document == nil {
		return answer
	}
	for _, account := range t.document.literals {
		if !digits().MatchString(account) || account == t.names.account(t.holder) {
			continue
		}
		request := q.request
		request.Principal = strings.Replace(request.Principal, anyones, account, 1)
		if effect := access.Decide(request, t.policies).Effect; effect == access.Allowed || effect == access.Undecided {
			if answer.Effect == "explicitDeny" { // the rest of the statement is known
				answer.Place.Pointer += "/Effect"
			}
			answer.Effect, answer.Missing, answer.Beside = "unknown", nil, nil
			answer.Place.Clause = "whether account " + account +
				" is Pinecone's is not known: declare it as organization.pinecone_aws_account"
			answer.DependsOn = []snapshot.Place{answer.Place}
			return answer
		}
	}
	return answer
}

func withoutAccount(text string) string {
	return strings.ReplaceAll(text, ":"+anyones+":", ":(account not known):")
}

// best is the question with the first of some external ids that lets in, or else one that
// may; or else the first, unless only what lets in is wanted.
func (t *truster) best(region, principal string, ids []tried, onlyOpen bool) (question, bool) {
	var open []question
	for _, id := range ids {
		q := t.question(snapshot.KindPinecone, region, principal, id)
		switch access.Decide(q.request, t.policies).Effect {
		case access.Allowed:
			return q, true
		case access.Undecided:
			open = append(open, q)
		default:
			if !onlyOpen {
				open = append(open, q)
			}
		}
	}
	if len(open) == 0 {
		return question{}, false
	}
	return open[0], true
}

func (t *truster) question(kind, region, principal string, id tried) question {
	context := map[string][]string{}
	if !id.unknown {
		context["sts:ExternalId"] = id.values
	}
	return question{
		kind: kind, region: region, externalID: id.kind, registration: id.registration, holder: t.holder,
		request: access.Request{
			Principal: principal, Action: assumeRole, Resource: t.role,
			Context: context, UnknownContext: []string{"*"},
		},
	}
}

// askIntegration asks about the account that writes audit logs. It has no external id.
// Nobody publishes which of the account's identities comes, so those that the policy names
// are asked about too.
func (t *truster) askIntegration() {
	if t.account.ID == "" {
		return
	}
	asked := []string{"arn:aws:iam::" + t.account.ID + ":root"}
	for _, named := range t.probes() {
		if named.kind == snapshot.KindPinecone && !slices.Contains(asked, named.principal) {
			asked = append(asked, named.principal)
		}
	}
	for _, principal := range asked {
		t.add(t.question(snapshot.KindPinecone, "", principal, tried{kind: snapshot.ExternalNone}))
	}
}
