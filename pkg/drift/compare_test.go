package drift_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/pinelint/pinelint/pkg/collect"
	"github.com/pinelint/pinelint/pkg/collect/collecttest"
	"github.com/pinelint/pinelint/pkg/drift"
	"github.com/pinelint/pinelint/pkg/snapshot"
)

// tree reads JSON as collectors do.
func tree(t testing.TB, text string) map[string]any {
	t.Helper()
	value, err := collect.ParseJSON([]byte(text))
	object, ok := value.(map[string]any)
	if err != nil || !ok {
		t.Fatalf("%s: %v", text, err)
	}
	return object
}

// declare is an observation of Terraform's source whose every attribute was written.
func declare(t testing.TB, kind, values string) *snapshot.Observation {
	o := &snapshot.Observation{
		Type: kind, Source: "terraform .", Address: kind + ".a", Complete: true, Values: tree(t, values),
	}
	for name := range o.Values {
		o.Locations.Set(snapshot.Child("", name), snapshot.Position{Location: snapshot.Location{File: "main.tf"}})
	}
	return o
}

// show is what a service shows.
func show(t testing.TB, kind, values string) *snapshot.Observation {
	return &snapshot.Observation{
		Type: kind, Source: "live", Address: "a", Complete: true, Values: tree(t, values),
		Call: &snapshot.Call{Name: "call", Time: "2026-11-01T12:00:00Z"},
	}
}

// compared are the differences and openings, one a line.
func compared(t testing.TB, declared, live *snapshot.Observation, guesses map[string]drift.Guess) []string {
	t.Helper()
	shape := collecttest.Types(t)[declared.Type]
	differences, open := drift.Compare(shape, declared, drift.Live{
		Observations: []*snapshot.Observation{live}, Values: live.Values,
	}, func(pointer string) drift.Guess { return guesses[pointer] })
	var all []string
	for _, one := range differences {
		all = append(all, fmt.Sprintf("%s %s, shows %s", one.Pointer, text(one.Declared.Value), text(one.Live.Value)))
		if one.Live.Call == nil || one.Declared.Call != nil || one.Pointer != one.Declared.Pointer {
			t.Errorf("%+v is not evidence", one)
		}
	}
	for _, one := range open {
		all = append(all, one.Pointer+"? "+one.Reason)
	}
	return all
}

func text(value any) string {
	data, err := json.Marshal(value)
	if err != nil {
		return err.Error()
	}
	return string(data)
}

func same(t *testing.T, got, want []string) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("compared:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestEqualMeaning has what is written in two ways and is no difference.
func TestEqualMeaning(t *testing.T) {
	const trust = `{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
		"Principal": {"AWS": ["arn:aws:iam::111122223333:root", "arn:aws:iam::444455556666:role/a"]},
		"Condition": {"StringEquals": {"sts:ExternalId": ["a", "b"]}, "Bool": {"aws:SecureTransport": "true"}}}]}`
	for name, test := range map[string]struct{ kind, declared, live string }{
		"nothing declared":        {"pinecone_index", `{}`, `{"deletion_protection": "enabled", "tags": {"a": "b"}}`},
		"tags of the platform":    {"pinecone_index", `{"tags": {"a": "b"}}`, `{"tags": {"a": "b", "platform": "c"}}`},
		"roles in another order":  {"pinecone_api_key", `{"roles": ["A", "B"]}`, `{"roles": ["B", "A"]}`},
		"empty and unset":         {"pinecone_index", `{"tags": {}, "metric": ""}`, `{}`},
		"off and unset":           {"aws_vpc_endpoint", `{"private_dns_enabled": false}`, `{}`},
		"what no service shows":   {"pinecone_index", `{"model": "x", "lifecycle": {"prevent_destroy": true}}`, `{}`},
		"an ARN and an id":        {"aws_kms_alias", `{"target_key_id": "1b6f"}`, `{"target_key_id": "arn:aws:kms:us-east-1:111122223333:key/1b6f"}`},
		"a policy, order":         {"aws_iam_role", `{"assume_role_policy": ` + trust + `}`, `{"assume_role_policy": ` + strings.Replace(trust, `["a", "b"]`, `["b", "a"]`, 1) + `}`},
		"a policy, sids":          {"aws_iam_role", `{"assume_role_policy": ` + trust + `}`, `{"assume_role_policy": ` + strings.Replace(trust, `"Effect"`, `"Sid": "x", "Effect"`, 1) + `}`},
		"a policy, accounts":      {"aws_iam_role", `{"assume_role_policy": ` + trust + `}`, `{"assume_role_policy": ` + strings.Replace(trust, "arn:aws:iam::111122223333:root", "111122223333", 1) + `}`},
		"a policy, case":          {"aws_iam_role", `{"assume_role_policy": ` + trust + `}`, `{"assume_role_policy": ` + strings.Replace(strings.Replace(trust, "sts:AssumeRole", "STS:assumerole", 1), "sts:ExternalId", "STS:externalid", 1) + `}`},
		"a policy, truth":         {"aws_iam_role", `{"assume_role_policy": ` + trust + `}`, `{"assume_role_policy": ` + strings.Replace(trust, `"true"`, `true`, 1) + `}`},
		"a policy, lone":          {"aws_iam_role", `{"assume_role_policy": ` + trust + `}`, `{"assume_role_policy": ` + strings.Replace(strings.Replace(trust, `[{"Effect"`, `{"Effect"`, 1), `}}}]}`, `}}}}`, 1) + `}`},
		"everyone":                {"aws_s3_bucket", `{"policy": {"Statement": {"Principal": "*"}}}`, `{"policy": {"Statement": [{"Principal": {"AWS": ["*"]}}]}}`},
		"an inline policy's name": {"aws_iam_role", `{"inline_policies": {"aws_iam_role_policy.a": ` + trust + `}}`, `{"inline_policies": {"terraform-2026": ` + trust + `}}`},
		"rules of a group": {
			"aws_security_group",
			`{"ingress": [{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.0.0.0/16"]},
				{"protocol": "6", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.1.0.0/16"], "self": true, "description": "x"},
				{"protocol": "-1", "from_port": 0, "to_port": 0, "security_groups": ["sg-2"]}]}`,
			`{"id": "sg-1", "ingress": [{"protocol": "all", "from_port": -1, "to_port": -1, "security_groups": ["sg-2"]},
				{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.1.0.0/16", "10.0.0.0/16"], "security_groups": ["sg-1"]}]}`,
		},
		"rules for objects": {
			"aws_s3_bucket", `{"lifecycle_rules": [{"id": "a", "status": "Enabled", "prefix": ""}, {"id": "b", "status": "Enabled", "expiration": {"days": 400}}]}`,
			`{"lifecycle_rules": [{"id": "b", "status": "Enabled", "expiration": {"days": 400}}, {"id": "a", "status": "Enabled"}]}`,
		},
	} {
		t.Run(name, func(t *testing.T) {
			same(t, compared(t, declare(t, test.kind, test.declared), show(t, test.kind, test.live), nil), nil)
		})
	}
}

// TestDifferences has what is not the same, each at the place where it differs.
func TestDifferences(t *testing.T) {
	const statement = `{"Effect": "Allow", "Action": ["kms:Encrypt", "kms:Decrypt"], "Principal": {"AWS": "a"}}`
	policy := func(statements ...string) string {
		return `{"policy": {"Version": "2012-10-17", "Statement": [` + strings.Join(statements, ", ") + `]}}`
	}
	for name, test := range map[string]struct {
		kind, declared, live string
		want                 []string
	}{
		"a value":  {"pinecone_index", `{"deletion_protection": "enabled"}`, `{"deletion_protection": "disabled"}`, []string{`/deletion_protection "enabled", shows "disabled"`}},
		"unset":    {"pinecone_index", `{"tags": {"owner": "search"}}`, `{}`, []string{`/tags/owner "search", shows null`}},
		"a number": {"pinecone_index", `{"dimension": 1536}`, `{"dimension": 3072}`, []string{`/dimension 1536, shows 3072`}},
		"roles":    {"pinecone_api_key", `{"roles": ["DataPlaneViewer"]}`, `{"roles": ["ProjectEditor"]}`, []string{`/roles ["DataPlaneViewer"], shows ["ProjectEditor"]`}},
		"an inner value": {
			"aws_s3_bucket", `{"public_access_block": {"block_public_acls": true, "block_public_policy": true}}`,
			`{"public_access_block": {"block_public_acls": true, "block_public_policy": false}}`,
			[]string{`/public_access_block/block_public_policy true, shows false`},
		},
		"what is computed, where somebody wrote it": {"pinecone_index", `{"cmek_id": "arn:a"}`, `{"cmek_id": "arn:b"}`, []string{`/cmek_id "arn:a", shows "arn:b"`}},
		"a condition": {
			"aws_kms_key", policy(strings.Replace(statement, `"Allow"`, `"Allow", "Condition": {"StringEquals": {"k": "a"}}`, 1)),
			policy(strings.Replace(statement, `"Allow"`, `"Allow", "Condition": {"StringEquals": {"k": "b"}}`, 1)),
			[]string{`/policy/Statement/0/Condition/StringEquals/k ["a"], shows ["b"]`},
		},
		"a condition that is gone": {
			"aws_kms_key", policy(strings.Replace(statement, `"Allow"`, `"Allow", "Condition": {"StringEquals": {"k": "a"}}`, 1)), policy(statement),
			[]string{`/policy/Statement/0/Condition/StringEquals/k ["a"], shows null`},
		},
		"an action more": {
			"aws_kms_key", policy(statement), policy(strings.Replace(statement, `"kms:Encrypt"`, `"kms:Encrypt", "kms:PutKeyPolicy"`, 1)),
			[]string{`/policy/Statement/0/Action ["kms:Encrypt","kms:Decrypt"], shows ["kms:Encrypt","kms:PutKeyPolicy","kms:Decrypt"]`},
		},
		"the second statement, in another order": {
			"aws_kms_key", policy(statement, strings.Replace(statement, `"a"`, `"b"`, 1)),
			policy(strings.Replace(statement, `"a"`, `"*"`, 1), statement),
			[]string{`/policy/Statement/1/Principal/AWS ["b"], shows ["*"]`},
		},
		"a statement more": {
			"aws_kms_key", policy(statement), policy(statement, `{"Effect": "Allow", "Principal": "*"}`),
			[]string{`/policy/Statement null, shows [{"Effect":"Allow","Principal":"*"}]`},
		},
		"another version": {
			"aws_kms_key", policy(statement), strings.Replace(policy(statement), "2012-10-17", "2008-10-17", 1),
			[]string{`/policy/Version "2012-10-17", shows "2008-10-17"`},
		},
		"a version that is not declared": {
			"aws_kms_key", `{"policy": {"Statement": [` + statement + `]}}`, policy(statement), []string{`/policy/Version null, shows "2012-10-17"`},
		},
		"an inline policy that nobody declares": {
			"aws_iam_role", `{"name": "a"}`, `{"name": "a", "inline_policies": {"by-hand": {"Statement": []}}, "managed_policy_arns": []}`,
			[]string{`/inline_policies null, shows [{"Statement":[]}]`},
		},
		"an attached policy that nobody declares": {
			"aws_iam_role", `{"name": "a", "managed_policy_arns": ["arn:a"]}`, `{"name": "a", "managed_policy_arns": ["arn:a", "arn:b"]}`,
			[]string{`/managed_policy_arns ["arn:a"], shows ["arn:a","arn:b"]`},
		},
		"an inline policy that is gone": {
			"aws_iam_role", `{"inline_policies": {"use": {"Statement": []}}}`, `{"inline_policies": {}}`,
			[]string{`/inline_policies [{"Statement":[]}], shows null`},
		},
		"who is let in": {
			"aws_security_group", `{"ingress": [{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.0.0.0/16"]}]}`,
			`{"ingress": [{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.0.0.0/16", "0.0.0.0/0"]}]}`,
			[]string{`/ingress/0/cidr_blocks ["10.0.0.0/16"], shows ["10.0.0.0/16","0.0.0.0/0"]`},
		},
		"another port": {
			"aws_security_group", `{"ingress": [{"protocol": "tcp", "from_port": 443, "to_port": 443, "self": true}]}`,
			`{"id": "sg-1", "ingress": [{"protocol": "tcp", "from_port": 0, "to_port": 443, "self": true}]}`,
			[]string{
				`/ingress null, shows [{"from_port":0,"protocol":"tcp","self":true,"to_port":443}]`,
				`/ingress/0 [{"from_port":443,"protocol":"tcp","self":true,"to_port":443}], shows null`,
			},
		},
		"a rule for objects": {
			"aws_s3_bucket", `{"lifecycle_rules": [{"id": "a", "status": "Enabled", "expiration": {"days": 400}}]}`,
			`{"lifecycle_rules": [{"id": "a", "status": "Enabled", "expiration": {"days": 1}, "prefix": "logs/"}]}`,
			[]string{`/lifecycle_rules/0/expiration/days 400, shows 1`, `/lifecycle_rules/0/prefix null, shows "logs/"`},
		},
		"text in the place of a document": {"aws_kms_key", policy(statement), `{"policy": "nonsense"}`, []string{
			`/policy {"Statement":[{"Action":["kms:Encrypt","kms:Decrypt"],"Effect":"Allow","Principal":{"AWS":"a"}}],"Version":"2012-10-17"}, shows "nonsense"`,
		}},
		"a policy that is gone": {"aws_kms_key", `{"policy": {"Statement": []}}`, `{}`, []string{`/policy {"Statement":[]}, shows null`}},
	} {
		t.Run(name, func(t *testing.T) {
			same(t, compared(t, declare(t, test.kind, test.declared), show(t, test.kind, test.live), nil), test.want)
		})
	}
}

// TestWhatIsNotDeclared: a default that nobody wrote, what Terraform is told to ignore, what
// only the manifest can say, and what a plan says is computed.
func TestWhatIsNotDeclared(t *testing.T) {
	live := show(t, "pinecone_index", `{"deletion_protection": "enabled", "tags": {"a": "b"}, "cmek_id": "arn:b"}`)
	filled := declare(t, "pinecone_index", `{"deletion_protection": "disabled"}`)
	filled.Locations = nil
	same(t, compared(t, filled, live, nil), nil)

	for _, ignored := range []string{`"deletion_protection"`, `"all"`} {
		o := declare(t, "pinecone_index", `{"deletion_protection": "disabled", "lifecycle": {"ignore_changes": [`+ignored+`]}}`)
		same(t, compared(t, o, live, nil), nil)
	}
	other := declare(t, "pinecone_index", `{"deletion_protection": "disabled", "lifecycle": {"ignore_changes": ["deletion"]}}`)
	same(t, compared(t, other, live, nil), []string{`/deletion_protection "disabled", shows "enabled"`})

	manifest := declare(t, "pinecone_index", `{"dimension": 3, "tags": {"a": "c"}}`)
	manifest.Source, manifest.Complete = "manifest pinelint.yaml", false
	same(t, compared(t, manifest, live, nil), []string{`/tags/a "c", shows "b"`})

	planned := declare(t, "pinecone_index", `{"cmek_id": "arn:a", "deletion_protection": "disabled"}`)
	planned.Source, planned.Locations = "plan p.json", nil
	same(t, compared(t, planned, live, nil), []string{`/deletion_protection "disabled", shows "enabled"`})
}

// TestWithheld: what a service does not tell is never equal, and never a difference.
func TestWithheld(t *testing.T) {
	const values = `{"name": "a", "inline_policies": {"use": {"Statement": []}}, "managed_policy_arns": ["arn:a"], "permissions_boundary": "arn:p"}`
	declared := declare(t, "aws_iam_role", values)
	for pointer, want := range map[string][]string{
		"/inline_policies":      {"/inline_policies? the service refused to show it without the permission p:X"},
		"/inline_policies/use":  {"/inline_policies/use? the service refused to show it without the permission p:X"},
		"/managed_policy_arns":  {"/managed_policy_arns? the service refused to show it without the permission p:X"},
		"/permissions_boundary": {"/permissions_boundary? the service refused to show it without the permission p:X"},
	} {
		live := show(t, "aws_iam_role", values)
		remove(live.Values, pointer)
		live.Unread = map[string]string{pointer: "p:X"}
		same(t, compared(t, declared, live, nil), want)

		live.Unread, live.Unknown = nil, map[string]snapshot.Unknown{pointer: {Reason: "there was no answer"}}
		for i, one := range want {
			want[i] = strings.Replace(one, "refused to show it without the permission p:X", "did not tell it: there was no answer", 1)
		}
		same(t, compared(t, declared, live, nil), want)
	}
	// Of a policy that nobody declares the name alone was shown.
	listed := show(t, "aws_iam_role", values)
	listed.Unread = map[string]string{"/inline_policies/by-hand": "p:X"}
	same(t, compared(t, declared, listed, nil), []string{"/inline_policies? the service refused to show it without the permission p:X"})

	part := show(t, "aws_iam_role", `{"name": "a", "inline_policies": {"use": {"Statement": []}}, "managed_policy_arns": ["arn:a"]}`)
	part.Complete = false
	same(t, compared(t, declared, part, nil), []string{"/permissions_boundary? no call that was made tells it"})

	secret := declare(t, "pinecone_index", `{"tags": {"token": "[redacted]"}}`)
	same(t, compared(t, secret, show(t, "pinecone_index", `{"tags": {"token": "`+collect.Redacted+`"}}`), nil),
		[]string{"/tags/token? a part of it is hidden, as it looks like a secret"})
}

func remove(values map[string]any, pointer string) {
	parent, _ := snapshot.Lookup(values, snapshot.Parent(pointer))
	tokens := snapshot.Tokens(pointer)
	delete(parent.(map[string]any), tokens[len(tokens)-1])
}

// TestUnknown compares what a declaration does not tell in whole by what it was made of.
func TestUnknown(t *testing.T) {
	const account = "arn:aws:iam::${var.account}:role/reader"
	trust := func(principal string) string {
		return `{"assume_role_policy": {"Statement": [{"Effect": "Allow", "Principal": {` + principal + `}}]}}`
	}
	const where = "/assume_role_policy/Statement/0/Principal/AWS"
	for name, test := range map[string]struct {
		kind, declared, unknown, live string
		guess                         drift.Guess
		want                          []string
	}{
		"nothing tells it": {"pinecone_index", `{}`, "/region", `{"region": "us-east-1"}`, drift.Guess{}, []string{"/region? what is declared is not known: var.x: no value was given"}},
		"it fits":          {"pinecone_index", `{}`, "/region", `{"region": "us-east-1"}`, drift.Guess{Texts: []string{"us-east-1"}}, nil},
		"it does not fit":  {"pinecone_index", `{}`, "/region", `{"region": "us-east-1"}`, drift.Guess{Texts: []string{"us-west-2"}}, []string{"/region? what is declared is not known: var.x: no value was given"}},
		"it is certain":    {"pinecone_index", `{}`, "/region", `{"region": "us-east-1"}`, drift.Guess{Texts: []string{"us-west-2"}, Certain: true}, []string{`/region "us-west-2", shows "us-east-1"`}},
		"the known part fits": {
			"aws_iam_role", trust(""), where, trust(`"AWS": "arn:aws:iam::1:role/reader"`), drift.Guess{Pattern: account},
			[]string{where + "? what is declared is not known: var.x: no value was given"},
		},
		"the known part does not": {
			"aws_iam_role", trust(""), where, trust(`"AWS": "arn:aws:iam::1:role/writer"`), drift.Guess{Pattern: account},
			[]string{where + ` ["` + account + `"], shows ["arn:aws:iam::1:role/writer"]`},
		},
		"all of it is known by now": {
			"aws_iam_role", trust(""), where, trust(`"AWS": "111122223333"`),
			drift.Guess{Texts: []string{"arn:aws:iam::111122223333:root"}, Certain: true}, nil,
		},
		"somebody else": {
			"aws_iam_role", trust(""), where, trust(`"AWS": "666666666666"`),
			drift.Guess{Texts: []string{"arn:aws:iam::111122223333:root"}, Certain: true},
			[]string{where + ` ["arn:aws:iam::111122223333:root"], shows ["666666666666"]`},
		},
		"a list in which one is not known": {
			"aws_vpc_endpoint", `{"security_group_ids": ["sg-1", null]}`, "/security_group_ids/1", `{"security_group_ids": ["sg-2", "sg-1"]}`,
			drift.Guess{}, []string{"/security_group_ids/1? what is declared is not known: var.x: no value was given"},
		},
		"a list in which one is found out": {
			"aws_vpc_endpoint", `{"security_group_ids": ["sg-1", null]}`, "/security_group_ids/1", `{"security_group_ids": ["sg-2", "sg-1"]}`,
			drift.Guess{Texts: []string{"sg-2"}, Certain: true}, nil,
		},
		"a list with one more": {
			"aws_vpc_endpoint", `{"security_group_ids": ["sg-1", null]}`, "/security_group_ids/1", `{"security_group_ids": ["sg-2", "sg-1", "sg-3"]}`,
			drift.Guess{Texts: []string{"sg-2"}, Certain: true}, []string{`/security_group_ids ["sg-1","sg-2"], shows ["sg-2","sg-1","sg-3"]`},
		},
		"a list without the one": {
			"aws_vpc_endpoint", `{"security_group_ids": ["sg-1", null]}`, "/security_group_ids/1", `{"security_group_ids": ["sg-1"]}`,
			drift.Guess{}, []string{"/security_group_ids? what is declared is not known in whole"},
		},
		"a list that is found out": {
			"aws_vpc_endpoint", `{}`, "/subnet_ids", `{"subnet_ids": ["subnet-1", "subnet-2"]}`,
			drift.Guess{Texts: []string{"subnet-2", "subnet-1"}, Certain: true}, nil,
		},
		"a list of which nothing is known, and none is shown": {
			"aws_vpc_endpoint", `{}`, "/subnet_ids", `{"subnet_ids": []}`, drift.Guess{},
			[]string{"/subnet_ids? what is declared is not known: var.x: no value was given"},
		},
		"an ARN of many is not everyone": {
			"aws_iam_role", trust(""), where, trust(`"AWS": "*"`), drift.Guess{Texts: []string{"arn:aws:iam::1:role/*"}, Certain: true},
			[]string{where + ` ["arn:aws:iam::1:role/*"], shows ["*"]`},
		},
		"statements that are not known": {
			"aws_iam_role", `{"assume_role_policy": {}}`, "/assume_role_policy/Statement", trust(`"AWS": "a"`), drift.Guess{},
			[]string{"/assume_role_policy/Statement? what is declared is not known: var.x: no value was given"},
		},
		"principals that are not known": {
			"aws_iam_role", `{"assume_role_policy": {"Statement": [{"Effect": "Allow"}]}}`, "/assume_role_policy/Statement/0/Principal",
			trust(`"AWS": ["a", "b"]`), drift.Guess{},
			[]string{"/assume_role_policy/Statement/0/Principal? what is declared is not known: var.x: no value was given"},
		},
		"and the effect is another": {
			"aws_iam_role", `{"assume_role_policy": {"Statement": [{"Effect": "Deny"}]}}`, "/assume_role_policy/Statement/0/Principal",
			trust(`"AWS": ["a", "b"]`), drift.Guess{},
			[]string{
				`/assume_role_policy/Statement/0/Effect ["Deny"], shows ["Allow"]`,
				"/assume_role_policy/Statement/0/Principal? what is declared is not known: var.x: no value was given",
			},
		},
		"who is let in": {
			"aws_security_group", `{"ingress": [{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": [null]}]}`, "/ingress/0/cidr_blocks/0",
			`{"ingress": [{"protocol": "tcp", "from_port": 443, "to_port": 443, "cidr_blocks": ["10.0.0.0/8"]}]}`, drift.Guess{},
			[]string{"/ingress/0/cidr_blocks/0? what is declared is not known: var.x: no value was given"},
		},
		"on which port": {
			"aws_security_group", `{"ingress": [{"protocol": "tcp", "to_port": 443}]}`, "/ingress/0/from_port",
			`{"ingress": [{"protocol": "tcp", "from_port": 443, "to_port": 443}]}`, drift.Guess{},
			[]string{"/ingress/0? what is declared is not known: var.x: no value was given"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			declared := declare(t, test.kind, test.declared)
			declared.Unknown = map[string]snapshot.Unknown{test.unknown: {Expression: "var.x", Reason: "no value was given"}}
			declared.Locations.Set(test.unknown, snapshot.Position{Location: snapshot.Location{File: "main.tf"}})
			same(t, compared(t, declared, show(t, test.kind, test.live), map[string]drift.Guess{test.unknown: test.guess}), test.want)
		})
	}
}

func TestFill(t *testing.T) {
	for pattern, want := range map[string]string{
		"a":                      "a true",
		"a${x}b":                 "a1b true",
		"${x}/${y}":              "1/${y} false",
		`${lookup({a = 1}, x)}-`: `${lookup({a = 1}, x)}- false`,
		"a${x":                   "a1 true",
	} {
		text, whole := drift.Fill(pattern, func(expression string) (string, bool) { return "1", expression == "x" })
		if got := fmt.Sprint(text, " ", whole); got != want {
			t.Errorf("%s: %s, want %s", pattern, got, want)
		}
	}
}

// TestOddDocuments compares what is no policy: two that differ are never the same, and none
// is too odd.
func TestOddDocuments(t *testing.T) {
	documents := []string{
		`{"Statement": "x"}`, `{"Statement": ["x"]}`, `{"Statement": ["y"]}`, `{"Statement": [["x"]]}`, `{"Statement": {}}`,
		`{"Statement": [{"Principal": ["x"]}]}`, `{"Statement": [{"Principal": {"AWS": {"a": 1}}}]}`, `{"Statement": [{"Principal": 7}]}`,
		`{"Statement": [{"Condition": "x"}]}`, `{"Statement": [{"Condition": {"Bool": ["x"]}}]}`, `{"Statement": [{"Action": {"a": ["x"]}}]}`,
		`{"Statement": [{"Action": []}]}`, `{"Version": {"a": "b"}}`, `{"Other": [1, {"a": 2}]}`, `{"Other": [1]}`,
	}
	for i, one := range documents {
		for j, other := range documents {
			got := compared(t, declare(t, "aws_kms_key", `{"policy": `+one+`}`), show(t, "aws_kms_key", `{"policy": `+other+`}`), nil)
			equal := i == j || i+j == 1 // a lone statement is a list of one
			if equal != (len(got) == 0) {
				t.Errorf("%s and %s: %v", one, other, got)
			}
		}
	}
}
