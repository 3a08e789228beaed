//go:build unix

package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
)

// maker makes one case. The order of its calls is all that a case depends on.
type maker struct {
	*rand.Rand

	scenario *scenario
	made     testCase
	// account is the caller's, empty where it has none.
	account string
}

func newCase(seed uint64, number int) *testCase {
	m := &maker{Rand: rand.New(rand.NewPCG(seed, uint64(number)))}
	m.scenario = &scenarios[m.IntN(len(scenarios))]
	m.made.ID = fmt.Sprintf("%s-%d-%d", m.scenario.name, seed, number)
	m.request()
	p := &m.made.Policies
	if m.scenario.name != "bucket" || m.often(85) { // every role and key has a policy
		p.Resource = m.policy(true, 85)
	}
	if m.scenario.name == "bucket" && m.often(15) {
		p.PublicAccess = &publicAccess{true}
	}
	if m.account != "" && !strings.HasSuffix(m.made.Request.Principal, ":root") {
		m.callerSide(p)
	}
	return &m.made
}

func (m *maker) callerSide(p *policies) {
	switch m.IntN(10) {
	case 0, 1: // none
	case 2, 3, 4, 5:
		p.Identity = []document{allowAll()}
	default:
		p.Identity = []document{m.policy(false, 85)}
		if m.often(20) {
			p.Identity = append(p.Identity, m.policy(false, 70))
		}
	}
	if m.often(15) && !strings.Contains(m.made.Request.Principal, "federated-user") {
		p.Boundary = m.guardrail()
	}
	if m.often(10) && strings.Contains(m.made.Request.Principal, "role/") {
		p.Session = []document{m.guardrail()}
	}
	for range max(0, m.IntN(8)-5) {
		p.ServiceControl = append(p.ServiceControl, []document{m.guardrail()})
	}
}

// guardrail mostly lets something through.
func (m *maker) guardrail() document {
	if m.often(50) {
		return m.policy(false, 80)
	}
	guard := allowAll()
	guard["Statement"] = append(guard["Statement"].([]any), m.statement(false, 30))
	return guard
}

func allowAll() document {
	return document{"Version": "2012-10-17", "Statement": []any{
		document{"Effect": "Allow", "Action": "*", "Resource": "*"},
	}}
}

func (m *maker) request() {
	r := &m.made.Request
	r.Action = pick(m, m.scenario.actions)
	r.Resource, r.ResourceAccount = pick(m, m.scenario.resources[:1]), owner
	if strings.HasSuffix(r.Action, "Object") {
		r.Resource = pick(m, m.scenario.resources[1:3])
	}
	m.caller(r)
	r.Context = map[string][]string{}
	for _, key := range m.scenario.keys {
		if isDerived(key.name) || key.only != nil && !slices.Contains(key.only, r.Action) {
			continue
		}
		if _, given := r.Context[key.name]; !given && (key.name == "aws:CurrentTime" || m.often(40)) {
			r.Context[key.name] = m.values(&key)
		}
	}
	m.derive()
}

// values are those of a request.
func (m *maker) values(key *key) []string {
	values := []string{pick(m, key.values)}
	for key.many && m.often(45) {
		values = append(values, pick(m, key.values))
	}
	return values
}

func isDerived(name string) bool {
	for i := range derived {
		if derived[i].name == name {
			return true
		}
	}
	return name == "kms:CallerAccount"
}

func (m *maker) caller(r *request) {
	switch roll := m.IntN(100); {
	case roll < 8:
		r.Principal = pick(m, services)
		return
	case roll < 16 && m.scenario.name == "bucket":
		return // nobody signed it
	}
	m.account = pick(m, []string{owner, owner, owner, vendor, vendor, vendor, third})
	r.Principal = strings.ReplaceAll(pick(m, callers), "%", m.account)
}

// derive says the keys that follow from the caller.
func (m *maker) derive() {
	caller := m.made.Request.Principal
	d := map[string][]string{"aws:ResourceAccount": {owner}, "aws:PrincipalIsAWSService": {"false"}}
	m.made.Derived = d
	switch {
	case caller == "":
		d["aws:PrincipalType"] = []string{"Anonymous"}
		return
	case m.account == "":
		d["aws:PrincipalIsAWSService"], d["aws:PrincipalServiceName"] = []string{"true"}, []string{caller}
		return
	}
	arn, kind := caller, "AssumedRole"
	switch {
	case strings.Contains(caller, ":assumed-role/"):
		arn = "arn:aws:iam::" + m.account + ":role/reader"
	case strings.HasSuffix(caller, ":root"):
		kind = "Account"
	case strings.Contains(caller, ":user/"):
		kind = "User"
		d["aws:username"] = []string{"alice"}
	case strings.Contains(caller, "federated"):
		kind = "FederatedUser"
	}
	d["aws:PrincipalArn"], d["aws:PrincipalType"] = []string{arn}, []string{kind}
	d["aws:PrincipalAccount"] = []string{m.account}
	if m.scenario.name == "key" {
		d["kms:CallerAccount"] = []string{m.account}
	}
}

// often is true in so many of a hundred cases.
func (m *maker) often(percent int) bool { return m.IntN(100) < percent }

func pick[T any](m *maker, from []T) T { return from[m.IntN(len(from))] }
