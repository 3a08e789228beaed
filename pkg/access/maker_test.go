package access_test

import (
	"encoding/json"
	"math/rand/v2"
	"strings"

	"github.com/pinelint/pinelint/pkg/access"
)

// maker makes random policies and requests from few words, so that they often meet.
type maker struct{ *rand.Rand }

func (m maker) one(of ...string) string { return of[m.IntN(len(of))] }

func (m maker) some(of ...string) any {
	if m.IntN(3) == 0 {
		return m.one(of...)
	}
	list := []any{}
	for range 1 + m.IntN(3) {
		list = append(list, m.one(of...))
	}
	return list
}

const (
	accountA = "111122223333"
	accountB = "444455556666"
	roleA    = "arn:aws:iam::" + accountA + ":role/app"
	roleB    = "arn:aws:iam::" + accountB + ":role/app"
	sessionA = "arn:aws:sts::" + accountA + ":assumed-role/app/one"
	userA    = "arn:aws:iam::" + accountA + ":user/ann"
	topicA   = "arn:aws:sns:us-east-1:" + accountA + ":topic"
)

func (m maker) statement(resource bool) map[string]any {
	s := map[string]any{"Effect": m.one("Allow", "Allow", "Deny")}
	s[m.one("Action", "Action", "Action", "NotAction")] = m.some("sns:Publish", "sns:*", "SNS:pub?ish", "sns:List*", "*")
	s[m.one("Resource", "Resource", "Resource", "NotResource")] = m.some(topicA, "*", "arn:aws:sns:*:*:top*", topicA+"s",
		"arn:aws:sns:*:*:${aws:PrincipalTag/x}")
	if resource {
		s[m.one("Principal", "Principal", "Principal", "NotPrincipal")] = m.principal()
	}
	if m.IntN(2) == 0 {
		s["Condition"] = m.condition()
	}
	return s
}

func (m maker) principal() any {
	switch m.IntN(6) {
	case 0:
		return "*"
	case 1:
		return map[string]any{"Service": m.some("ec2.amazonaws.com", "s3.amazonaws.com")}
	default:
		return map[string]any{"AWS": m.some("*", accountA, "arn:aws:iam::"+accountB+":root", roleA, roleB, sessionA, userA)}
	}
}

func (m maker) condition() any {
	condition := map[string]any{}
	for range 1 + m.IntN(2) {
		operator := m.one("", "", "ForAnyValue:", "ForAllValues:") +
			m.one("StringEquals", "StringNotEquals", "StringLike", "StringNotLike", "ArnLike", "NumericLessThan",
				"Bool", "IpAddress", "DateLessThan") + m.one("", "", "IfExists")
		key := m.one("aws:PrincipalTag/x", "AWS:principaltag/X", "sts:ExternalId", "aws:PrincipalArn", "aws:PrincipalAccount")
		condition[operator] = map[string]any{key: m.values(operator)}
	}
	if m.IntN(4) == 0 {
		condition["Null"] = map[string]any{"aws:PrincipalTag/x": m.one("true", "false")}
	}
	return condition
}

func (m maker) values(operator string) any {
	for name, values := range map[string][]string{
		"Numeric": {"1", "20"}, "Bool": {"true", "false"}, "Ip": {"10.0.0.0/8"}, "Date": {"2026-01-01"},
		"Arn": {"arn:aws:iam::*:role/*", roleA, "*", roleB},
	} {
		if strings.Contains(operator, name) {
			return m.some(values...)
		}
	}
	return m.some("topic", "to*", "10", accountA, roleA, "${aws:PrincipalAccount}", "*")
}

func (m maker) policy(resource bool) map[string]any {
	statements := []any{}
	for range 1 + m.IntN(3) {
		statements = append(statements, m.statement(resource))
	}
	policy := map[string]any{"Statement": statements}
	if version := m.one("2012-10-17", "2012-10-17", "2008-10-17", ""); version != "" {
		policy["Version"] = version
	}
	return policy
}

func (m maker) request() access.Request {
	request := access.Request{
		Principal: m.one(roleA, roleB, sessionA, userA, "arn:aws:iam::"+accountA+":root", "ec2.amazonaws.com", ""),
		Action:    m.one("sns:Publish", "sns:ListTopics", "SNS:Publish"), Resource: topicA,
		Context: map[string][]string{},
	}
	if m.IntN(2) == 0 {
		request.Context["aws:PrincipalTag/x"] = []string{m.one("topic", "10", "true", "x")}
	}
	if m.IntN(3) == 0 {
		request.Context["sts:externalid"] = []string{m.one("topic", "10.1.1.1"), m.one("10", "2025-01-01")}
	}
	if m.IntN(8) == 0 {
		request.UnknownContext = []string{"*"}
	}
	return request
}

// world is a request and its documents: the identity's, the resource's and a boundary.
type world struct {
	request   access.Request
	documents [3]map[string]any
	unknown   [3]map[string]access.Unknown
}

func (m maker) world() *world {
	w := &world{request: m.request()}
	w.documents[0], w.documents[1] = m.policy(false), m.policy(true)
	if m.IntN(3) == 0 {
		w.documents[2] = m.policy(false)
	}
	return w
}

func (w *world) decide() access.Effect {
	policies := access.Policies{}
	if w.documents[0] != nil {
		policies.Identity = []*access.Policy{access.Parse("identity", w.documents[0], w.unknown[0])}
	}
	policies.Resource = access.Parse("resource", w.documents[1], w.unknown[1])
	if w.documents[2] != nil {
		policies.Boundary = access.Parse("boundary", w.documents[2], w.unknown[2])
	}
	return access.Decide(w.request, policies).Effect
}

func (w *world) String() string {
	text, _ := json.MarshalIndent(map[string]any{"request": w.request, "documents": w.documents, "unknown": w.unknown}, "", " ")
	return string(text)
}
