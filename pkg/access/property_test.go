package access_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/access"
)

// rounds is how many random policies each property is tried on.
const rounds = 3_000

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

// rank orders effects by how much they let in.
func rank(e access.Effect) int {
	return map[access.Effect]int{access.Undecided: 1, access.Allowed: 2}[e]
}

func statements(document map[string]any) []any { return document["Statement"].([]any) }

func eachWorld(t *testing.T, seed uint64, check func(m maker, w *world)) {
	m := maker{rand.New(rand.NewPCG(seed, 7))}
	for range rounds {
		check(m, m.world())
		if t.Failed() {
			return
		}
	}
}

// TestEffectsOccur shows that the properties below are tried on all outcomes.
func TestEffectsOccur(t *testing.T) {
	count := map[access.Effect]int{}
	eachWorld(t, 1, func(_ maker, w *world) { count[w.decide()]++ })
	for _, effect := range []access.Effect{access.Allowed, access.ExplicitDeny, access.ImplicitDeny, access.Undecided} {
		if count[effect] < rounds/100 {
			t.Errorf("only %d of %d are %s", count[effect], rounds, effect)
		}
	}
}

func TestDenyNeverWidens(t *testing.T) {
	eachWorld(t, 2, func(m maker, w *world) {
		before := w.decide()
		i := m.IntN(2)
		deny := m.statement(i == 1)
		deny["Effect"] = "Deny"
		w.documents[i]["Statement"] = append(statements(w.documents[i]), deny)
		if after := w.decide(); rank(after) > rank(before) {
			t.Errorf("a Deny turned %s into %s: %s", before, after, w)
		}
	})
}

func TestConditionsNarrow(t *testing.T) {
	eachWorld(t, 3, func(m maker, w *world) {
		before := w.decide()
		i := m.IntN(2)
		s := statements(w.documents[i])[0].(map[string]any)
		delete(s, "Condition")
		after := w.decide()
		if s["Effect"] == "Allow" && rank(after) < rank(before) || s["Effect"] == "Deny" && rank(after) > rank(before) {
			t.Errorf("without the condition of a statement %s became %s: %s", before, after, w)
		}
	})
}

func TestSpellingIsNothing(t *testing.T) {
	eachWorld(t, 4, func(m maker, w *world) {
		before := w.decide()
		for _, document := range w.documents {
			if document == nil {
				continue
			}
			list := statements(document)
			m.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
			for _, entry := range list {
				respell(m, entry.(map[string]any))
			}
			if len(list) == 1 {
				document["Statement"] = list[0]
			}
		}
		w.request.Action = strings.ToUpper(w.request.Action)
		if after := w.decide(); after != before {
			t.Errorf("spelled otherwise, %s became %s: %s", before, after, w)
		}
	})
}

// respell changes the order and case of what has none.
func respell(m maker, s map[string]any) {
	for key, value := range s {
		list, ok := value.([]any)
		text, isText := value.(string)
		switch {
		case ok:
			m.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
			if len(list) == 1 {
				s[key] = list[0]
			}
		case isText && key != "Effect" && key != "Principal" && key != "NotPrincipal":
			s[key] = []any{value}
		}
		if isText && strings.HasSuffix(key, "Action") {
			s[key] = []any{strings.ToLower(text)}
		}
	}
	if condition, ok := s["Condition"].(map[string]any); ok {
		for operator, keys := range condition {
			delete(condition, operator)
			condition[strings.ToLower(operator)] = keys
		}
	}
}

// TestUnknownsAreSound replaces parts by unknown ones: what is decided still must be what
// it was.
func TestUnknownsAreSound(t *testing.T) {
	undecided := 0
	eachWorld(t, 5, func(m maker, w *world) {
		before := w.decide()
		for range 1 + m.IntN(3) {
			if i := m.IntN(3); w.documents[i] != nil {
				if w.unknown[i] == nil {
					w.unknown[i] = map[string]access.Unknown{}
				}
				hide(m, "", w.documents[i], w.unknown[i])
			}
		}
		after := w.decide()
		if after == access.Undecided {
			undecided++
			return
		}
		if rank(before) != rank(after) {
			t.Errorf("with unknown parts, %s became %s: %s", before, after, w)
		}
	})
	if undecided < rounds/10 || undecided > rounds*9/10 {
		t.Errorf("%d of %d are undecided", undecided, rounds)
	}
}

// hide takes a random part out of a tree, of a string perhaps only a piece.
func hide(m maker, pointer string, at any, unknown map[string]access.Unknown) {
	step := func(token string, child any, remove func()) {
		below := pointer + "/" + token
		_, isText := child.(string)
		if child == nil {
			return
		}
		if isText || m.IntN(6) == 0 {
			hidden := access.Unknown{Expression: "var.x"}
			if text, ok := child.(string); ok && m.IntN(2) == 0 && !strings.Contains(text, "${") && text != "" {
				from := m.IntN(len(text) + 1)
				to := from + m.IntN(len(text)-from+1)
				hidden.Pattern = text[:from] + "${var.x}" + text[to:]
			}
			unknown[below] = hidden
			remove()
			return
		}
		hide(m, below, child, unknown)
	}
	switch node := at.(type) {
	case map[string]any:
		keys := []string{}
		for key := range node {
			keys = append(keys, key)
		}
		slices.Sort(keys)
		if len(keys) == 0 {
			return
		}
		key := keys[m.IntN(len(keys))]
		step(strings.ReplaceAll(key, "/", "~1"), node[key], func() { delete(node, key) })
	case []any:
		i := m.IntN(len(node))
		step(strconv.Itoa(i), node[i], func() { node[i] = nil })
	}
}

// TestDecideAgreesWithExplain, and Matched and DependsOn come in one order.
func TestDecideAgreesWithExplain(t *testing.T) {
	eachWorld(t, 6, func(m maker, w *world) {
		policies := access.Policies{
			Identity: []*access.Policy{access.Parse("identity", w.documents[0], nil)},
			Resource: access.Parse("resource", w.documents[1], nil),
		}
		fast, slow := access.Decide(w.request, policies), access.Explain(w.request, policies)
		if fast.Effect != slow.Effect || len(fast.Matched) != len(slow.Matched) || slow.Reason() == "" {
			t.Errorf("Decide says %s, Explain %s: %s", fast.Effect, slow.Effect, w)
		}
		if again := access.Explain(w.request, policies); fmt.Sprint(again) != fmt.Sprint(slow) {
			t.Errorf("twice: %v and %v", again, slow)
		}
		if slow.Effect == access.ImplicitDeny && len(slow.Stopped) == 0 || slow.Effect == access.Undecided && len(slow.DependsOn) == 0 {
			t.Errorf("%s without a why: %s", slow.Effect, w)
		}
	})
}
