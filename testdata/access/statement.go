//go:build unix

package main

import "strings"

func (m *maker) policy(ofResource bool, allow int) document {
	made := document{}
	switch roll := m.IntN(100); {
	case roll < 86:
		made["Version"] = "2012-10-17"
	case roll < 94:
		made["Version"] = "2008-10-17"
	}
	count := 1 + max(0, m.IntN(6)-3)
	statements := make([]any, 0, count)
	for range count {
		statements = append(statements, m.statement(ofResource, allow))
	}
	made["Statement"] = statements
	if count == 1 && m.often(20) {
		made["Statement"] = statements[0]
	}
	return made
}

// statement is Allow in so many of a hundred cases.
func (m *maker) statement(ofResource bool, allow int) document {
	made := document{"Effect": "Deny"}
	if m.often(allow) {
		made["Effect"] = "Allow"
	}
	if ofResource {
		m.principals(made)
	}
	element := "Action"
	if m.often(8) {
		element = "NotAction"
	}
	made[element] = m.actions()
	if !ofResource || m.scenario.name != "trust" {
		m.resources(made, ofResource)
	}
	if m.often(60) {
		made["Condition"] = m.conditions()
	}
	return made
}

func (m *maker) actions() any {
	if m.often(45) {
		return m.form([]string{m.made.Request.Action})
	}
	patterns := []string{pick(m, m.scenario.patterns)}
	for m.often(35) {
		patterns = append(patterns, pick(m, m.scenario.patterns))
	}
	return m.form(patterns)
}

// form writes one string alone or as a list.
func (m *maker) form(values []string) any {
	if len(values) == 1 && m.often(65) {
		return values[0]
	}
	list := make([]any, 0, len(values))
	for _, value := range values {
		list = append(list, value)
	}
	return list
}

func (m *maker) resources(made document, ofResource bool) {
	if m.often(8) && (!ofResource || m.scenario.name == "bucket") {
		made["NotResource"] = m.form([]string{m.resource()})
		return
	}
	resources := []string{m.resource()}
	for m.often(25) {
		resources = append(resources, m.resource())
	}
	made["Resource"] = m.form(resources)
}

func (m *maker) resource() string {
	here := m.made.Request.Resource
	switch roll := m.IntN(100); {
	case roll < 35:
		return "*"
	case roll < 65:
		return here
	case roll < 75:
		return here[:len(here)-m.IntN(8)] + "*"
	case roll < 80:
		return here[:len(here)-1] + "?"
	case roll < 85:
		return here[:len(here)-1] + strings.ToUpper(here[len(here)-1:])
	case roll < 92 && m.scenario.name == "bucket":
		return bucketARN + "/${aws:username}/*"
	case roll < 96 && m.scenario.name == "bucket":
		return "arn:aws:s3:::*/" + pick(m, []string{"a", "2026/*", "*.json"})
	default:
		return pick(m, m.scenario.resources)
	}
}

func (m *maker) principals(made document) {
	element := "Principal"
	if m.often(9) {
		element = "NotPrincipal"
		if m.often(80) {
			made["Effect"] = "Deny" // IAM refuses NotPrincipal with Allow in a trust policy
		}
	}
	if m.often(14) && element == "Principal" {
		made[element] = "*"
		return
	}
	entries := map[string][]string{}
	for range 1 + m.IntN(3) {
		kind, entry := m.principal()
		entries[kind] = append(entries[kind], entry)
	}
	if element == "NotPrincipal" && m.often(60) { // the guide asks for the account beside the identity
		entries["AWS"] = append(entries["AWS"], "arn:aws:iam::"+m.someAccount()+":root", m.own())
	}
	principal := document{}
	for _, kind := range []string{"AWS", "Service", "Federated", "CanonicalUser"} {
		if list := entries[kind]; len(list) > 0 {
			principal[kind] = m.form(list)
		}
	}
	made[element] = principal
}

// own is the caller as a principal names it.
func (m *maker) own() string {
	caller := m.made.Request.Principal
	if strings.Contains(caller, ":assumed-role/") && m.often(60) {
		return "arn:aws:iam::" + m.account + ":role/" + pick(m, []string{"reader", "team/a/reader"})
	}
	if m.account == "" {
		return strings.ReplaceAll(pick(m, callers), "%", owner)
	}
	return caller
}

func (m *maker) someAccount() string {
	if m.account != "" && m.often(70) {
		return m.account
	}
	return pick(m, []string{owner, vendor, third})
}

func (m *maker) principal() (string, string) {
	switch roll := m.IntN(100); {
	case roll < 32:
		if m.account == "" && m.made.Request.Principal != "" {
			return "Service", m.made.Request.Principal
		}
		return "AWS", m.own()
	case roll < 50:
		return "AWS", "arn:aws:iam::" + m.someAccount() + ":root"
	case roll < 60:
		return "AWS", m.someAccount()
	case roll < 70:
		return "AWS", "*"
	case roll < 86:
		return "AWS", strings.ReplaceAll(pick(m, callers), "%", m.someAccount())
	case roll < 92:
		return "Service", pick(m, services)
	case roll < 95:
		return "Federated", "arn:aws:iam::" + owner + ":saml-provider/okta"
	case roll < 97:
		return "AWS", strings.ToUpper(m.own())
	case roll < 98:
		return "AWS", "AROAEXAMPLEEXAMPLE12"
	default:
		return "AWS", "arn:aws:iam::" + m.someAccount() + ":role/*"
	}
}
