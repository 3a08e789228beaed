package ask

import (
	"slices"
	"strconv"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// elsewhere answers what a role's own policies let it do beside using its keys and writing
// logs: with other keys of its account, with buckets, and with other services. There is an
// answer for each entry of an Allow statement that lets it in, or may.
func (a *asker) elsewhere(role *snapshot.Resource, own access.Policies, out *snapshot.Access) {
	own.Resource = nil
	for _, policy := range own.Identity {
		read := a.documents[policy.Name]
		if len(read.statements) == 0 { // nothing is known of it, or there is nothing
			out.Elsewhere = append(out.Elsewhere, a.unknownPolicy(role, read, own)...)
		}
		for _, statement := range read.statements {
			if statement.Effect == "Deny" {
				continue
			}
			for _, entry := range entries(statement) {
				a.otherServices(role, read, statement, entry, own, out)
			}
			a.otherKeys(role, read, statement, own, out)
			if role.Serves("audit_logs") {
				a.otherBuckets(role, read, statement, own, out)
				a.beyondLogs(role, read, statement, own, out)
			}
		}
	}
}

// unknownPolicy asks what a policy without statements lets the role do.
func (a *asker) unknownPolicy(role *snapshot.Resource, read *document, own access.Policies) []snapshot.Answer {
	answer := a.answer(a.roleQuestion(role, nil, "any:any", "arn:aws:any:::any"), own)
	if answer.Effect != "unknown" {
		return nil
	}
	answer.Place = snapshot.Place{Resource: read.holder.ID, Pointer: read.pointer, Clause: "what the policy says"}
	return []snapshot.Answer{answer}
}

// entries are the actions of a statement; one that says which it does not mean, means any.
func entries(statement access.Statement) []access.Part {
	if statement.NotAction {
		return []access.Part{{Pointer: statement.Pointer, Text: "*"}}
	}
	return statement.Actions
}

// otherServices asks whether an entry lets the role do anything outside of KMS, on the first
// resource of its statement.
func (a *asker) otherServices(
	role *snapshot.Resource, read *document, statement access.Statement, entry access.Part,
	own access.Policies, out *snapshot.Access,
) {
	service, _, named := strings.Cut(strings.ToLower(entry.Text), ":")
	switch {
	case entry.Unknown, service == "kms", service == "s3" && role.Serves("audit_logs"):
		return
	case !named: // all of them
		service = "any"
	}
	action := sample(entry.Text)
	if !named {
		action = "any:any"
	}
	resource := "*"
	if len(statement.Resources) > 0 && !statement.NotResource {
		resource = statement.Resources[0].Text
	}
	q := a.roleQuestion(role, nil, action, sampleARN(resource, service))
	q.request.ResourceAccount = a.names.account(role)
	if service == "sts" { // a role that it is to assume trusts its account, as far as anybody knows here
		own.Resource = trusts(a.names.account(role))
	}
	answer := a.answer(q, own)
	if answer.Effect == "unknown" && unopposed(a, statement, own) {
		answer.Effect, answer.DependsOn, answer.Conditional = "allowed", nil, false
	}
	answer.Action, answer.Beside = entry.Text, nil
	on := strconv.Quote(a.names.shown(resource))
	if statement.NotResource {
		on = a.allBut(statement.Resources)
	}
	answer.Place = snapshot.Place{
		Resource: read.holder.ID, Pointer: read.pointer + entry.Pointer, Clause: strconv.Quote(entry.Text) + " on " + on,
	}
	if statement.NotAction {
		answer.Place.Clause = a.allBut(statement.Actions) + " on " + on
	}
	if opens(answer) {
		out.Elsewhere = append(out.Elsewhere, answer)
	}
}

// allBut is what a list leaves that says what is not meant.
func (a *asker) allBut(list []access.Part) string {
	named := make([]string, 0, len(list))
	for _, part := range list {
		named = append(named, strconv.Quote(a.names.shown(part.Text)))
	}
	const most = 4
	if more := len(named) - most; more > 0 {
		named = append(named[:most], strconv.Itoa(more)+" more")
	}
	if len(named) == 0 {
		return "all but what is not known"
	}
	return "all but " + strings.Join(named, ", ")
}

// trusts is a trust policy that leaves to an account which of its roles may assume the role.
func trusts(account string) *access.Policy {
	return access.Parse("another role's trust policy", map[string]any{"Version": "2012-10-17", "Statement": []any{
		map[string]any{
			"Effect": "Allow", "Action": "sts:*", "Principal": map[string]any{"AWS": "arn:aws:iam::" + account + ":root"},
		},
	}}, nil)
}

func sampleARN(text, service string) string {
	if text = sample(hole().ReplaceAllString(text, "any")); strings.HasPrefix(text, "arn:") {
		return text
	}
	return "arn:aws:" + service + ":::any"
}

// unopposed says whether a statement allows what it names whatever that is: it asks for
// nothing, and nothing that was or was not read could deny.
func unopposed(a *asker, statement access.Statement, own access.Policies) bool {
	if statement.Effect != "Allow" || len(statement.Conditions) > 0 || own.Boundary != nil ||
		own.BoundaryUnread != "" || own.IdentityUnread != "" || statement.NotAction || statement.NotResource {
		return false
	}
	return !slices.ContainsFunc(own.Identity, func(policy *access.Policy) bool {
		return slices.ContainsFunc(a.documents[policy.Name].statements, func(s access.Statement) bool {
			return s.Effect != "Allow"
		})
	})
}

// otherKeyActions are what a role may do with no key but its own. One for logs makes data keys
// for whatever encrypts its bucket.
func otherKeyActions(role *snapshot.Resource) []string {
	all := []string{"kms:Decrypt", "kms:Encrypt", "kms:ScheduleKeyDeletion"}
	if role.Serves("cmek") {
		all = append(all, "kms:CreateGrant", "kms:GenerateDataKey", "kms:PutKeyPolicy")
	}
	return all
}

// otherKeys asks whether a statement lets the role use another key of its own account. Keys
// of other accounts are named by a pattern in Pinecone's guide, as customers bring theirs.
func (a *asker) otherKeys(
	role *snapshot.Resource, read *document, statement access.Statement, own access.Policies, out *snapshot.Access,
) {
	own.Resource = delegating("another key's policy", a.names.account(role))
	meant := "by "
	if statement.NotResource {
		meant = "by all but "
	}
	ways := a.othersCalled(role, own)
	for _, action := range otherKeyActions(role) {
		for _, named := range resourcesOf(statement) {
			other := anotherKey(named.Text, a.names.account(role))
			if !statement.NotResource && a.isBeside(role, named.Text) {
				other = named.Text
			}
			q := a.roleQuestion(role, nil, action, other)
			answer := a.onAnother(q, named, own, ways, func(answer snapshot.Answer) bool {
				return opens(answer) && a.within(answer, read, statement)
			})
			if !opens(answer) {
				continue
			}
			answer.Beside = nil
			answer.Place = snapshot.Place{
				Resource: read.holder.ID, Pointer: read.pointer + named.Pointer,
				Clause: strconv.Quote(action) + " on other keys, " + meant + strconv.Quote(a.names.shown(named.Text)),
			}
			out.Elsewhere = append(out.Elsewhere, answer)
			return
		}
	}
}

// onAnother asks about another key in each way that it may be called, until one surely lets the
// role in. Answers that do not matter are as good as a refusal.
func (a *asker) onAnother(
	q question, named access.Part, own access.Policies, ways []called, matters func(snapshot.Answer) bool,
) (most snapshot.Answer) {
	for _, way := range ways {
		way.tell(&q.request)
		answer := a.answer(q, own)
		if !opens(answer) && a.names.accounts[q.holder.ID] == "" {
			answer = a.inNamedAccount(q, named, own, answer)
		}
		switch {
		case !matters(answer):
		case answer.Effect == "allowed" && way.doubt == "":
			return answer
		case most.Effect == "" && answer.Effect == "allowed":
			most = depending(answer, way.doubt)
		case most.Effect == "":
			most = answer
		}
	}
	return most
}

// resourcesOf are the resources of a statement, or itself where they are not known.
func resourcesOf(statement access.Statement) []access.Part {
	if len(statement.Resources) == 0 {
		return []access.Part{{Pointer: statement.Pointer, Unknown: true}}
	}
	return statement.Resources
}

// isBeside says whether a text is the ARN of a key of the role's account that is surely none of
// those that the role is for.
func (a *asker) isBeside(role *snapshot.Resource, arn string) bool {
	if !role.Serves("cmek") || !isKey(arn, a.names.account(role)) {
		return false
	}
	keys, registrations := a.linked(role, "keys"), a.linked(role, "cmek_keys")
	if len(registrations) > 0 { // a policy may name more than the role is for
		keys = nil
	}
	for _, registration := range registrations {
		named, linked := snapshot.Text(registration.Values, "key"), a.linked(registration, "key")
		if named == arn || len(linked) == 0 && !strings.HasPrefix(named, "arn:") {
			return false
		}
		keys = append(keys, linked...)
	}
	for _, key := range keys {
		if own := a.names.arns[key.ID]; own == arn || a.names.made[key.ID] && !a.names.isMade(arn) {
			return false
		}
	}
	return len(keys)+len(registrations) > 0
}

// isKey says whether a text is the whole ARN of a key of an account.
func isKey(text, account string) bool {
	fields := strings.SplitN(text, ":", 6)
	return len(fields) == 6 && fields[2] == "kms" && fields[4] == account && strings.HasPrefix(fields[5], "key/") &&
		!strings.ContainsAny(text, "*?$")
}

// anotherKey is the ARN of a key that nobody has, in the region that a pattern names.
func anotherKey(pattern, account string) string {
	region := "us-east-1"
	if fields := strings.SplitN(pattern, ":", 6); len(fields) == 6 && regionName().MatchString(fields[3]) {
		region = fields[3]
	}
	return "arn:aws:kms:" + region + ":" + account + ":key/another"
}

// inNamedAccount asks again, of a role whose account is not known, for the account that a
// resource names: it may be the role's own.
func (a *asker) inNamedAccount(
	q question, named access.Part, own access.Policies, answer snapshot.Answer,
) snapshot.Answer {
	account := accountOf(named.Text)
	if !digits().MatchString(account) || account == nobodys {
		return answer
	}
	q.request.Resource = anotherKey(named.Text, account)
	own.Resource = delegating("another key's policy", account)
	q.request.Principal = strings.Replace(q.request.Principal, ":"+nobodys+":", ":"+account+":", 1)
	if answer = a.answer(q, own); answer.Effect == "allowed" {
		answer.Effect = "unknown"
		answer.DependsOn = []snapshot.Place{{
			Resource: q.holder.ID, Pointer: "/arn", Clause: "whether the role is of account " + account + " is not known",
		}}
	}
	return answer
}

// within says whether an answer comes from a statement.
func (a *asker) within(answer snapshot.Answer, read *document, statement access.Statement) bool {
	for _, place := range slices.Concat([]snapshot.Place{answer.Place}, answer.Beside, answer.DependsOn) {
		inside := snapshot.Within(place.Pointer, read.pointer+statement.Pointer)
		if place.Resource == read.holder.ID && inside || place.Pointer == "/arn" {
			return true
		}
	}
	return false
}
