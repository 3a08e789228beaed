package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// values are the edits that people make, and attackers: other principals, actions, effects
// and versions.
func (m *mutator) values() {
	const vendor, stranger, own = "123456789012", "666666666666", "111122223333"
	const role = ":role/pinecone_cmek_access_us-east-1"
	for _, to := range []any{
		"*", map[string]any{"AWS": "*"}, map[string]any{"AWS": []any{"*"}}, map[string]any{"AWS": vendor},
		map[string]any{"AWS": "arn:aws:iam::" + vendor + ":root"}, map[string]any{"AWS": stranger},
		map[string]any{"AWS": "arn:aws:iam::" + stranger + ":root"}, map[string]any{"AWS": "arn:aws:iam::" + stranger + role},
		map[string]any{"AWS": "arn:aws:iam::" + stranger + ":user/eve"},
		map[string]any{"AWS": "arn:aws:iam::" + vendor + ":user/pinecone"},
		map[string]any{"AWS": "arn:aws:iam::" + vendor + ":role/pinecone_cmek_access_*"},
		map[string]any{"AWS": "arn:aws:iam::" + vendor + ":role/*"},
		map[string]any{"AWS": "arn:aws:sts::" + vendor + ":assumed-role/pinecone_cmek_access_us-east-1/session"},
		map[string]any{"AWS": "AROAEXAMPLEEXAMPLE123"}, map[string]any{"AWS": "arn:aws:iam::" + own + ":root"},
		map[string]any{"Service": "ec2.amazonaws.com"},
		map[string]any{"Federated": "arn:aws:iam::" + own + ":saml-provider/okta"}, map[string]any{"CanonicalUser": "79a5"},
	} {
		m.value("/Statement/0/Principal", to)
	}
	for _, also := range []any{stranger, "arn:aws:iam::" + stranger + role, "arn:aws:iam::" + vendor + ":root", "*"} {
		m.edit(fmt.Sprintf("add principal %q", also), func(_, statement map[string]any) {
			principal := statement["Principal"].(map[string]any)
			list, ok := principal["AWS"].([]any)
			if !ok {
				list = []any{principal["AWS"]}
			}
			principal["AWS"] = append(list, also)
		})
	}
	m.edit("add principal service", func(_, statement map[string]any) {
		statement["Principal"].(map[string]any)["Service"] = "ec2.amazonaws.com"
	})
	for _, to := range []any{
		"*", "sts:*", "sts:Assume*", "sts:assumerole", "STS:AssumeRole", "sts:TagSession", "sts:AssumeRoleWithSAML", "AssumeRole",
		"kms:*", []any{"sts:AssumeRole", "sts:TagSession"}, []any{"sts:AssumeRole", "sts:SetSourceIdentity"},
		[]any{"sts:AssumeRole", "kms:Decrypt"},
	} {
		m.value("/Statement/0/Action", to)
	}
	for _, to := range []any{"Deny", "allow", "ALLOW", true} {
		m.value("/Statement/0/Effect", to)
	}
	for _, to := range []any{"2008-10-17", "2012-10-18", "2024-01-01", "2012"} {
		m.value("/Version", to)
	}
	for _, rename := range [][2]string{{"Principal", "NotPrincipal"}, {"Action", "NotAction"}, {"Effect", "effect"}} {
		m.edit("rename "+rename[0]+" to "+rename[1], func(_, statement map[string]any) {
			statement[rename[1]] = statement[rename[0]]
			delete(statement, rename[0])
		})
	}
}

var otherOperators = []string{
	"StringEquals", "StringLike", "StringNotEquals", "StringNotLike", "StringEqualsIgnoreCase",
	"StringNotEqualsIgnoreCase", "StringEqualsIfExists", "StringLikeIfExists", "StringNotEqualsIfExists",
	"ForAnyValue:StringEquals", "ForAllValues:StringEquals", "ForAnyValue:StringLike", "ForAllValues:StringLike",
	"ArnEquals", "ArnLike", "ArnNotLike", "ArnLikeIfExists", "Bool", "Null", "NumericEquals", "IpAddress",
	"StringEqual", "stringequals", "StringEquals ",
}

var otherKeys = []string{
	"sts:externalid", "STS:EXTERNALID", "sts:ExternalID ", "sts:RoleSessionName", "aws:PrincipalTag/id", "aws:PrincipalArn",
	"aws:PrincipalAccount", "aws:SourceArn", "aws:SourceAccount", "aws:PrincipalOrgID", "aws:userid", "aws:PrincipalARN",
}

// conditions exchange operators and keys, and add values and conditions.
func (m *mutator) conditions() {
	conditions, _ := first(m.policy)["Condition"].(map[string]any)
	for _, operator := range slices.Sorted(maps.Keys(conditions)) {
		for _, other := range otherOperators {
			m.edit(fmt.Sprintf("operator %s to %s", operator, other), func(_, statement map[string]any) {
				all := statement["Condition"].(map[string]any)
				keys, _ := all[operator].(map[string]any)
				delete(all, operator)
				if merged, ok := all[other].(map[string]any); ok {
					maps.Copy(merged, keys)
				} else {
					all[other] = keys
				}
			})
		}
		for _, key := range slices.Sorted(maps.Keys(conditions[operator].(map[string]any))) {
			m.keys(operator, key)
		}
	}
	m.adds()
}

func (m *mutator) keys(operator, key string) {
	of := func(statement map[string]any) map[string]any {
		return statement["Condition"].(map[string]any)[operator].(map[string]any)
	}
	for _, other := range otherKeys {
		m.edit("key "+key+" to "+other, func(_, statement map[string]any) {
			keys := of(statement)
			keys[other] = keys[key]
			if other != key {
				delete(keys, key)
			}
		})
	}
	for _, also := range []string{"", "*", "another", "arn:aws:iam::*:role/*", "pinecone"} {
		m.edit(fmt.Sprintf("add value %q of %s", also, key), func(_, statement map[string]any) {
			keys := of(statement)
			keys[key] = []any{keys[key], also}
		})
	}
}

// adds put a condition beside those that are there.
func (m *mutator) adds() {
	for _, condition := range []string{
		`{"Null": {"sts:ExternalId": "false"}}`, `{"Null": {"sts:ExternalId": "true"}}`,
		`{"StringEquals": {"aws:PrincipalAccount": "123456789012"}}`,
		`{"StringEquals": {"aws:PrincipalAccount": "666666666666"}}`, `{"Bool": {"aws:MultiFactorAuthPresent": "true"}}`,
		`{"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}`, `{"StringLike": {"sts:ExternalId": "*"}}`,
	} {
		m.edit("add condition "+condition, func(_, statement map[string]any) {
			all, ok := statement["Condition"].(map[string]any)
			if !ok {
				all = map[string]any{}
				statement["Condition"] = all
			}
			var added map[string]map[string]any
			_ = json.Unmarshal([]byte(condition), &added)
			for operator, keys := range added {
				if there, ok := all[operator].(map[string]any); ok {
					maps.Copy(there, keys)
				} else {
					all[operator] = keys
				}
			}
		})
	}
}

// statements add statements, twisted copies of the first and others.
func (m *mutator) statements() {
	add := func(name string, twist func(statement map[string]any)) {
		m.edit("add statement: "+name, func(policy, statement map[string]any) {
			another := duplicate(statement)
			another["Sid"] = "Another"
			twist(another)
			policy["Statement"] = append(policy["Statement"].([]any), another)
		})
	}
	add("the same", func(map[string]any) {})
	add("without Condition", func(s map[string]any) { delete(s, "Condition") })
	add("everyone", func(s map[string]any) { s["Principal"] = "*" })
	add("everyone, without Condition", func(s map[string]any) { s["Principal"] = "*"; delete(s, "Condition") })
	add("own account", func(s map[string]any) {
		s["Principal"] = map[string]any{"AWS": "arn:aws:iam::111122223333:root"}
		delete(s, "Condition")
	})
	add("another vendor", func(s map[string]any) {
		s["Principal"] = map[string]any{"AWS": "arn:aws:iam::666666666666:root"}
	})
	add("a service", func(s map[string]any) {
		s["Principal"] = map[string]any{"Service": "ec2.amazonaws.com"}
		delete(s, "Condition")
	})
	add("tag sessions", func(s map[string]any) { s["Action"] = "sts:TagSession" })
	deny := func(s map[string]any) { s["Effect"] = "Deny" }
	add("deny the same", deny)
	add("deny everyone", func(s map[string]any) { deny(s); s["Principal"] = "*"; delete(s, "Condition") })
	add("deny without external id", func(s map[string]any) {
		deny(s)
		s["Principal"] = "*"
		s["Condition"] = map[string]any{"Null": map[string]any{"sts:ExternalId": "true"}}
	})
	add("deny all others", func(s map[string]any) {
		deny(s)
		s["NotPrincipal"] = s["Principal"]
		delete(s, "Principal")
		delete(s, "Condition")
	})
	m.edit("add Resource", func(_, statement map[string]any) { statement["Resource"] = "*" })
	m.edit("add unknown element", func(_, statement map[string]any) { statement["Principals"] = "*" })
	m.edit("add Id", func(policy, _ map[string]any) { policy["Id"] = "trust" })
	m.edit("Statement as object", func(policy, statement map[string]any) { policy["Statement"] = statement })
	m.edit("the same Sid twice", func(policy, statement map[string]any) {
		policy["Statement"] = append(policy["Statement"].([]any), duplicate(statement))
	})
}

// duplicateKeys give an element twice, which IAM refuses.
func (m *mutator) duplicateKeys() {
	text, _ := json.MarshalIndent(m.policy, "", "  ")
	for _, again := range []string{`"Effect": "Deny"`, `"Principal": "*"`, `"Condition": {}`, `"Action": "*"`} {
		m.keep("again "+again, []byte(strings.Replace(string(text), `"Effect": "Allow",`, again+",\n"+`"Effect": "Allow",`, 1)))
		m.keep("at last "+again, []byte(strings.Replace(string(text), `"Sid": `, again+",\n"+`"Sid": `, 1)))
	}
}
