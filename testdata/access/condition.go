//go:build unix

package main

import (
	"slices"
	"strings"
)

// operators by kind of key.
var operators = map[kind][]string{
	text: {
		"StringEquals", "StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase",
		"StringLike", "StringLike", "StringNotLike", "stringequals",
	},
	arn:     {"ArnLike", "ArnEquals", "ArnNotLike", "ArnNotEquals", "StringLike", "StringEquals", "StringNotLike"},
	boolean: {"Bool", "Bool", "StringEquals"},
	number: {
		"NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan",
		"NumericGreaterThanEquals",
	},
	date: {
		"DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals",
	},
	address: {"IpAddress", "NotIpAddress", "IpAddress"},
}

func (m *maker) conditions() document {
	made := document{}
	for range 1 + max(0, m.IntN(5)-2) {
		key := m.key()
		operator := m.operator(&key)
		keys, _ := made[operator].(document)
		if keys == nil {
			keys = document{}
			made[operator] = keys
		}
		name := key.name
		switch m.IntN(12) {
		case 0:
			name = strings.ToLower(name)
		case 1:
			name = strings.ToUpper(name)
		}
		keys[name] = m.operands(operator, &key)
	}
	return made
}

// key is more often than not one that the request has.
func (m *maker) key() key {
	for range 3 {
		key := pick(m, m.scenario.keys)
		if m.held(&key) != nil || m.often(25) {
			return key
		}
	}
	return pick(m, m.scenario.keys)
}

func (m *maker) held(key *key) []string {
	if values := m.made.Request.Context[key.name]; values != nil {
		return values
	}
	return m.made.Derived[key.name]
}

func (m *maker) operator(key *key) string {
	if m.often(8) {
		return "Null"
	}
	operator := pick(m, operators[key.kind])
	if m.often(3) {
		operator = pick(m, operators[kind(m.IntN(len(operators)))])
	}
	chance := 6
	if key.many {
		chance = 90
	}
	if m.often(chance) {
		operator = pick(m, []string{"ForAnyValue:", "ForAllValues:"}) + operator
	}
	if m.often(14) {
		operator += "IfExists"
	}
	return operator
}

func (m *maker) operands(operator string, key *key) any {
	if operator == "Null" {
		return pick(m, []any{"true", "false", true, false})
	}
	values := []string{m.operand(operator, key)}
	for m.often(30) {
		if next := m.operand(operator, key); !slices.Contains(values, next) {
			values = append(values, next)
		}
	}
	if key.kind == boolean && len(values) == 1 && m.often(20) {
		return values[0] == "true"
	}
	return m.form(values)
}

func (m *maker) operand(operator string, key *key) string {
	base := ""
	held := m.held(key)
	switch {
	case len(held) > 0 && m.often(55):
		base = pick(m, held)
	case key.name == "aws:PrincipalArn":
		base = strings.ReplaceAll(pick(m, callers), "%", m.someAccount())
	default:
		base = pick(m, key.values)
	}
	if key.kind == address && strings.Contains(operator, "Ip") {
		return m.network(base)
	}
	if key.kind != text && key.kind != arn || m.often(50) {
		return base
	}
	return m.variant(base, key)
}

func (m *maker) network(base string) string {
	ranges := []string{base, "203.0.113.0/24", "198.51.100.0/31", "0.0.0.0/0", "2001:db8::/32", base + "/32", "10.0.0.0/8"}
	if strings.Contains(base, ":") {
		ranges[5] = base + "/128"
	}
	return pick(m, ranges)
}

// variant is near to a value.
func (m *maker) variant(base string, key *key) string {
	at := 0
	if base != "" {
		at = m.IntN(len(base))
	}
	switch roll := m.IntN(10); {
	case roll == 0:
		return "*"
	case roll <= 2 || base == "":
		return base[:at] + "*"
	case roll == 3:
		return base[:at] + "?" + base[at+1:]
	case roll == 4:
		return strings.ToUpper(base)
	case roll == 5:
		return base[:at] + "*" + base[at+m.IntN(len(base)-at):]
	case roll == 6 && key.kind == arn:
		return "arn:aws:iam::*:role/*"
	case roll == 7:
		return strings.ReplaceAll(strings.ReplaceAll(base, m.account, "${aws:PrincipalAccount}"), "alice", "${aws:username}")
	case roll == 8:
		return pick(m, []string{
			"${aws:PrincipalTag/team}", "${aws:username}", "${aws:PrincipalTag/team, 'search'}", "${*}", "a${$}",
		})
	default:
		return base + "x"
	}
}
