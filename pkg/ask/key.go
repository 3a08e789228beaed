package ask

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// keyPolicy is a key's policy. A key that is created without one has KMS's default, which
// leaves all to the policies of its account (KMS Developer Guide, "Default key policy").
func (a *asker) keyPolicy(key *snapshot.Resource) (*access.Policy, string) {
	pointer := policyOf(key)
	read, unread := a.document(key, pointer)
	if read != nil {
		return read.policy, ""
	}
	if unread != "" {
		return nil, unread
	}
	name := key.ID + " " + pointer
	policy := delegating(name, a.names.account(key))
	a.documents[name] = &document{policy: policy, statements: policy.Statements(), holder: key, pointer: pointer}
	return policy, ""
}

// policyOf is where a key has its policy; a key of which nothing but a file with the policy is
// known has it there.
func policyOf(key *snapshot.Resource) string {
	if key.Type == "policy_document" {
		return "/document"
	}
	return "/policy"
}

func delegating(name, account string) *access.Policy {
	return access.Parse(name, map[string]any{"Version": "2012-10-17", "Statement": []any{map[string]any{
		"Sid": "Enable IAM User Permissions", "Effect": "Allow", "Action": "kms:*", "Resource": "*",
		"Principal": map[string]any{"AWS": "arn:aws:iam::" + account + ":root"},
	}}}, nil)
}

func (a *asker) grants(key *snapshot.Resource) ([]access.Grant, string) {
	var all []access.Grant
	unread := key.Incomplete["grants"]
	for _, grant := range a.linked(key, "grants") {
		grantee := snapshot.Text(grant.Values, "grantee_principal")
		if grantee == "" {
			grantee = a.refersTo(grant, "/grantee_principal", grant.Unknown["/grantee_principal"].Expression)
		}
		operations, known := grant.Values["operations"].([]any)
		equals, subset, bounded := constraints(grant)
		if grantee == "" || !known || slices.Contains(operations, nil) || !bounded {
			unread = "the grant " + grant.Name + " is not known in full"
			continue
		}
		all = append(all, access.Grant{
			Name: grant.ID, Grantee: grantee, Operations: snapshot.Texts(operations),
			EncryptionContextEquals: equals, EncryptionContextSubset: subset,
		})
		a.documents[grant.ID] = &document{holder: grant, statements: make([]access.Statement, len(all))}
	}
	return all, unread
}

// constraints are the encryption contexts that a grant asks for; false where they are not
// known in full.
func constraints(grant *snapshot.Resource) (equals, subset map[string]string, known bool) {
	for pointer := range grant.Unknown {
		if strings.HasPrefix(pointer, "/constraints") {
			return nil, nil, false
		}
	}
	read := func(pairs *map[string]string, value any) {
		wanted, _ := value.(map[string]any)
		for name, text := range wanted {
			if *pairs == nil {
				*pairs = map[string]string{}
			}
			(*pairs)[name], _ = text.(string)
		}
	}
	blocks, _ := grant.Values["constraints"].([]any)
	for _, block := range blocks {
		fields, _ := block.(map[string]any)
		read(&equals, fields["encryption_context_equals"])
		read(&subset, fields["encryption_context_subset"])
	}
	return equals, subset, true
}

// key answers who administers a key, and who else reaches it. It returns the key's policy and
// grants.
func (a *asker) key(key *snapshot.Resource, out *snapshot.Access) access.Policies {
	policy, unread := a.keyPolicy(key)
	grants, grantsUnread := a.grants(key)
	policies := access.Policies{
		Resource: policy, ResourceUnread: unread, Grants: grants, GrantsUnread: grantsUnread, AssumeCallerAllowed: true,
		Now: a.options.Now,
	}
	own := a.names.account(key)
	for _, principal := range a.administrators(key, own) {
		q := a.keyQuestion(key, witness{kind: snapshot.KindOwn, principal: principal}, "kms:PutKeyPolicy")
		q.about = a.byID[a.names.byARN[principal]]
		q.request.Context["kms:ViaService"] = nil // no service changes the policy of a key
		if answer := a.certain(q, a.answer(q, policies), key, key, policies); opens(answer) {
			out.Administer = append(out.Administer, answer)
		}
	}
	mayOwn := a.names.accounts[key.ID] == "" && len(a.ownAccounts()) == 0
	var users []string // the accounts of the roles that are meant to use the key
	for _, role := range a.linked(key, "roles") {
		users = append(users, a.names.account(role))
	}
	tell := func(w witness, ask func(action string) snapshot.Answer) {
		if slices.Contains(users, accountOf(w.principal)) {
			return
		}
		out.Others = append(out.Others, outside(outsideActions(), func(action string) snapshot.Answer {
			answer := ask(action)
			if answer.Effect == "allowed" && w.kind == snapshot.KindNamed && mayOwn {
				answer = depending(answer, "whether account "+accountOf(w.principal)+" is the key's own")
			}
			return answer
		})...)
	}
	for _, w := range a.outsiders(a.documents[key.ID+" "+policyOf(key)], own) {
		tell(w, func(action string) snapshot.Answer { return a.reaches(key, a.keyQuestion(key, w, action), policies) })
	}
	for _, grant := range grants {
		if w, ok := a.outsider(access.Part{Type: "AWS", Text: grant.Grantee}, own); ok {
			tell(w, func(action string) snapshot.Answer { return a.byGrant(key, w, grant, action, policies) })
		}
	}
	out.Others = oncePerPart(append(out.Others, a.members(key, policies)...))
	return policies
}

// members tells of what a key's policy lets every account of an organization do. Whose
// accounts those are is not written anywhere.
func (a *asker) members(key *snapshot.Resource, policies access.Policies) []snapshot.Answer {
	var all []snapshot.Answer
	for _, of := range membershipsIn(a.documents[key.ID+" "+policyOf(key)]) {
		member := witness{snapshot.KindOrganization, "arn:aws:iam::" + strangers + ":role/stranger", "", of}
		all = append(all, outside(outsideActions(), func(action string) snapshot.Answer {
			answer := a.reaches(key, a.keyQuestion(key, member, action), policies)
			if answer.Effect != "allowed" {
				return snapshot.Answer{}
			}
			return depending(answer, "whether all accounts of organization "+strconv.Quote(of.id)+" are yours")
		})...)
	}
	return all
}

// depending is an answer that holds or does not by something that nobody wrote down.
func depending(answer snapshot.Answer, what string) snapshot.Answer {
	answer.Effect, answer.Place.Clause = "unknown", what+" is not known"
	answer.DependsOn = []snapshot.Place{answer.Place}
	return answer
}

// membershipsIn are the organizations that a document names.
func membershipsIn(from *document) []membership {
	var all []membership
	for _, statement := range statementsIn(from) {
		for _, condition := range statement.Conditions {
			all = append(all, memberships(condition)...)
		}
	}
	slices.SortFunc(all, func(x, y membership) int {
		return cmp.Or(strings.Compare(x.id, y.id), strings.Compare(x.path, y.path))
	})
	return slices.Compact(all)
}

// opens says whether somebody gets in, or may.
func opens(answer snapshot.Answer) bool {
	return answer.Effect == "allowed" || answer.Effect == "unknown"
}

// oncePerPart keeps, of several that one part of a policy lets do the same, the one that
// tells most.
func oncePerPart(all []snapshot.Answer) []snapshot.Answer {
	slices.SortStableFunc(all, func(x, y snapshot.Answer) int { return rank(x.Kind) - rank(y.Kind) })
	seen := map[string]bool{}
	return slices.DeleteFunc(all, func(answer snapshot.Answer) bool {
		part := answer.Action + " " + answer.Effect + " " + answer.Place.Resource + " " + answer.Place.Pointer
		again := seen[part]
		seen[part] = true
		return again
	})
}

func (a *asker) keyQuestion(key *snapshot.Resource, w witness, action string) question {
	context := map[string][]string{}
	w.membership.tell(context)
	q := question{kind: w.kind, holder: key, request: access.Request{
		Principal: w.principal, Action: action, Resource: a.names.arns[key.ID],
		Context: context, UnknownContext: []string{"*"},
	}}
	inRegion(q, a.regionOf(key))
	return q
}

// administrators are the root of the key's account and whom of it the policy means.
func (a *asker) administrators(key *snapshot.Resource, own string) []string {
	all := []string{"arn:aws:iam::" + own + ":root"}
	for _, part := range meantIn(a.documents[key.ID+" "+policyOf(key)]) {
		// Whom a policy means in any account it means in this one.
		text := strings.Replace(part.Text, ":"+strangers+":", ":"+own+":", 1)
		if part.Type == "AWS" && accountOf(text) == own {
			all = append(all, text)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// meantIn are the principals that a document names or means, in the place of those that are not
// known ones that they may be. What no request comes from, as a group, is none.
func meantIn(from *document) []access.Part {
	var all []access.Part
	for _, statement := range statementsIn(from) {
		for _, part := range entering(statement) {
			for _, principal := range imagine(part) {
				all = append(all, access.Part{Type: part.Type, Text: principal})
			}
		}
		for _, condition := range statement.Conditions {
			for _, caller := range meantBy(condition) {
				all = append(all, access.Part{Type: "AWS", Text: caller})
			}
		}
	}
	return slices.DeleteFunc(all, func(part access.Part) bool { return !access.IsCaller(part.Text) })
}

// outsiders are strangers, and whom of other accounts a resource's policy means.
func (a *asker) outsiders(from *document, own string) []witness {
	all := strangersOf(snapshot.KindStrangerRole, snapshot.KindStrangerUser)
	for _, part := range meantIn(from) {
		if w, ok := a.outsider(part, own); ok {
			all = append(all, w)
		}
	}
	return all
}

// outsider is whom a principal names, if that is nobody of an account and of those declared.
func (a *asker) outsider(part access.Part, own string) (witness, bool) {
	text := part.Text
	if digits().MatchString(text) {
		text = "arn:aws:iam::" + text + ":root"
	}
	account := accountOf(text)
	switch {
	case part.Type == "Service":
		return witness{kind: snapshot.KindService, principal: text}, true
	case part.Type != "AWS" || !digits().MatchString(account) || account == own || a.organizations(account):
		return witness{}, false
	case account == strangers:
		return witness{kind: snapshot.KindStrangerRole, principal: text}, true
	default:
		return witness{kind: snapshot.KindNamed, principal: text}, true
	}
}

func statementsIn(from *document) []access.Statement {
	if from == nil {
		return nil
	}
	return from.statements
}
